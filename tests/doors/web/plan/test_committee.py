from datetime import date

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.models import AccessEntry
from baeumgil.stages.plan.models import AgendaItem, Committee, CommitteeMember, Meeting, Opinion
from baeumgil.stages.plan.services.committee import add_opinion, decide_item, note_attendance, plan_meeting
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import Decision, MeetingState, VersionState
from tests.build import the_operator
from tests.build_committee import PlanInCommittee, a_committee, a_plan_in_committee, members_of, state_of
from tests.build_plan import a_course, a_line, an_institute
from tests.build_web import signed_in, statements_of

pytestmark = pytest.mark.django_db
OPERATOR = the_operator()


def a_meeting(plan: PlanInCommittee, *lines: int) -> int:
    committee = a_committee(institute=plan.institute)
    meeting = plan_meeting(
        actor=OPERATOR, version=plan.version, committee=committee, held_on=clock.today(), lines=lines
    )
    note_attendance(actor=OPERATOR, meeting=meeting, present=members_of(committee)[:7])
    return meeting


def test_a_plan_with_an_open_meeting_leads_there_and_offers_no_second(client: Client) -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    signed_in(client, Role.TRAINING_OFFICE)
    call = f'href="/plans/versions/{plan.version}/meetings/new"'
    assert call in client.get("/committee").content.decode()
    meeting = plan_meeting(actor=OPERATOR, version=plan.version, committee=committee, held_on=clock.today())
    page = client.get("/committee").content.decode()
    waiting = page[page.index('id="waiting"') : page.index('id="members"')]
    assert (call in page, f'href="/committee/meetings/{meeting}"' in waiting) == (False, True)
    Meeting.objects.update(state=MeetingState.CLOSED, closed_at=clock.now(), quorum_needed=1)
    assert call in client.get("/committee").content.decode()


def whole(meeting: int) -> int:
    return AgendaItem.objects.get(meeting_id=meeting, line=None).pk


def test_a_committee_is_set_up_from_what_is_usual_and_changed(client: Client) -> None:
    seed_plan(actor=OPERATOR)
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 심의위원회가 없습니다" in client.get("/committee").content.decode()
    assert 'value="12"' in client.get("/committee/new").content.decode()
    said = {"name": "심의위원회", "most_members": "12", "quorum_percent": "50", "term_months": "24"}
    made = client.post("/committee/new", said)
    committee = Committee.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"/committee?committee={committee.pk}")
    answer = client.post(f"/committee/{committee.pk}/edit", said | {"quorum_percent": "60"})
    assert answer.status_code == 302
    assert Committee.objects.get().quorum_percent == 60
    assert client.get("/committee/99999/edit").status_code == 404


def test_members_are_shown_added_and_ended(client: Client) -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute, external=1, internal=1)
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/committee?committee={committee}").content.decode()
    assert "위원0" in page
    assert 'data-label="임기"' in page  # on a phone every member is a card
    assert "심의를 기다리는 계획" in page
    said = {"name": "새 위원", "post": "어느 대학교 교수", "side": "external", "starts_on": "2026-01-01"}
    refused = client.post(f"/committee/{committee}/members/new", said | {"ends_on": "2026-02-01"})
    assert refused.status_code == 400
    assert "어느 대학교 교수" in refused.content.decode()
    assert client.post(f"/committee/{committee}/members/new", said | {"ends_on": "2036-01-01"}).status_code == 302
    member = CommitteeMember.objects.get(name="새 위원")
    assert member.is_external
    path = f"/committee/{committee}/members/{member.pk}/end"
    assert client.post(path, {"ends_on": "2040-01-01"}).status_code == 400
    assert client.post(path, {"ends_on": "2030-01-01"}).status_code == 302
    assert CommitteeMember.objects.get(pk=member.pk).ends_on == date(2030, 1, 1)
    assert client.get(f"/committee/{committee}/members/99999/end").status_code == 404


def test_a_meeting_is_called_for_a_plan(client: Client) -> None:
    plan = a_plan_in_committee()
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/plans/versions/{plan.version}/meetings/new"
    assert "위원회 만들기" in client.get(path).content.decode()
    committee = a_committee(institute=plan.institute)
    assert "챗봇 만들기 (신설)" in client.get(path).content.decode()
    said = {"committee": committee, "held_on": "2019-01-01", "place": "대회의실", "lines": [plan.new]}
    refused = client.post(path, said)
    assert refused.status_code == 400
    assert "대회의실" in refused.content.decode()
    made = client.post(path, said | {"held_on": "2026-12-19"})
    meeting = Meeting.objects.get()
    assert made["Location"] == f"/committee/meetings/{meeting.pk}"
    page = client.get(made["Location"]).content.decode()
    assert "챗봇 만들기" in page
    assert "정족수 모자람" in page


def test_a_meeting_runs_by_forms_alone(client: Client) -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    signed_in(client, Role.TRAINING_OFFICE)
    base = f"/committee/meetings/{meeting}"
    members = list(Meeting.objects.get(pk=meeting).attendances.order_by("pk").values_list("member_id", flat=True))
    assert client.post(f"{base}/attendance", {"present": members[:9]}).status_code == 302
    assert client.post(f"{base}/items", {"kind": "other", "title": "운영 기준"}).status_code == 302
    item, line = AgendaItem.objects.get(order=1).pk, AgendaItem.objects.get(order=2).pk
    other = AgendaItem.objects.get(order=3).pk
    said = {f"opinion{item}-member": members[0], f"opinion{item}-text": "정원을 늘릴 것"}
    assert client.post(f"{base}/items/{item}/opinions", said).status_code == 302
    opinion = Opinion.objects.get()
    assert client.post(f"/committee/opinions/{opinion.pk}/remove")["Location"] == f"{base}#agenda"
    assert client.post(f"/committee/items/{other}/remove").status_code == 302
    assert client.post(f"{base}/minutes", {"remarks": "모두 찬성함"}).status_code == 302
    decision = {f"decision{line}-decision": "amended", f"decision{line}-text": "수요 많음"}
    refused = client.post(f"{base}/items/{line}/decision", decision)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "고친 것이 없습니다." in page
    assert "수요 많음" in page
    answer = client.post(f"{base}/items/{line}/decision", decision | {f"decision{line}-sessions": "5"})
    assert answer["Location"] == f"{base}#item-{line}"
    assert "아직 마칠 수 없습니다" in client.get(f"{base}/close").content.decode()
    assert client.post(f"{base}/close").status_code == 409
    client.post(f"{base}/items/{item}/decision", {f"decision{item}-decision": "as_proposed"})
    preview = client.get(f"{base}/close").content.decode()
    assert "결재를 올릴 수 있습니다" in preview
    assert "<td>150</td>" in preview
    assert client.post(f"{base}/close")["Location"] == base
    assert state_of(plan.version) is VersionState.REVIEWED
    closed = client.get(base).content.decode()
    assert "마친 회의입니다" in closed
    assert "출석 저장" not in closed
    assert "모두 찬성함" in closed
    assert client.post(f"{base}/minutes", {"remarks": "늦음"}).status_code == 409


@pytest.mark.parametrize(
    ("path", "data", "words"),
    [
        ("attendance", {"present": ["99999"]}, "출석한 위원"),
        ("items", {"kind": "other", "title": " ", "proposal": "적어 둔 제안"}, "적어 둔 제안"),
        ("items", {"kind": "line", "line": ""}, "과정을 고르세요"),
    ],
)
def test_what_was_typed_stays_after_a_refusal(client: Client, path: str, data: dict[str, object], words: str) -> None:
    meeting = a_meeting(a_plan_in_committee())
    signed_in(client, Role.TRAINING_OFFICE)
    refused = client.post(f"/committee/meetings/{meeting}/{path}", data)
    assert refused.status_code == 400
    assert words in refused.content.decode()
    assert AgendaItem.objects.count() == 1


def test_an_empty_opinion_stays_unwritten(client: Client) -> None:
    meeting = a_meeting(a_plan_in_committee())
    signed_in(client, Role.TRAINING_OFFICE)
    item = whole(meeting)
    refused = client.post(f"/committee/meetings/{meeting}/items/{item}/opinions", {f"opinion{item}-text": ""})
    assert (refused.status_code, Opinion.objects.count()) == (400, 0)
    assert client.post(f"/committee/meetings/{meeting}/items/99999/opinions").status_code == 404


def test_a_meeting_moves_and_is_called_off(client: Client) -> None:
    meeting = a_meeting(a_plan_in_committee())
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/committee/meetings/{meeting}/move"
    assert client.get(path).status_code == 200
    assert client.post(path, {"held_on": "2050-01-01"}).status_code == 400
    assert client.post(path, {"held_on": "2027-01-05", "place": "소회의실"}).status_code == 302
    assert Meeting.objects.get().held_on == date(2027, 1, 5)
    assert "아직 오지 않았습니다" in client.get(f"/committee/meetings/{meeting}/close").content.decode()
    assert client.post(f"/committee/meetings/{meeting}/cancel").status_code == 302
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_heads_and_auditors_only_look_and_are_written_down(client: Client, role: Role) -> None:
    meeting = a_meeting(a_plan_in_committee())
    signed_in(client, role)
    page = client.get(f"/committee/meetings/{meeting}")
    assert page.status_code == 200
    assert "의결하기" not in page.content.decode()
    entry = AccessEntry.objects.get()
    assert (entry.reading, entry.people, entry.criteria) == ("plan.meeting", 12, {"meeting": meeting})
    assert {number < 0 for number in entry.person_ids} == {True}
    posts = ["attendance", "items", "minutes", "close", "cancel", "move", f"items/{whole(meeting)}/decision"]
    assert {client.post(f"/committee/meetings/{meeting}/{path}").status_code for path in posts} == {403}
    assert Meeting.objects.get().state is MeetingState.HELD


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.SYSTEM_ADMIN])
def test_others_see_nothing_of_the_committee(client: Client, role: Role) -> None:
    meeting = a_meeting(a_plan_in_committee())
    signed_in(client, role)
    for path in ("/committee", "/committee/new", f"/committee/meetings/{meeting}"):
        assert client.get(path).status_code == 403


def test_unknown_meetings_are_not_found(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    for path in ("/committee/meetings/99999", "/committee/meetings/99999/close", "/plans/versions/99999/meetings/new"):
        assert client.get(path).status_code == 404


def test_pages_ask_as_often_for_many_items_as_for_one(client: Client) -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    signed_in(client, Role.TRAINING_OFFICE)
    paths = [f"/committee/meetings/{meeting}", f"/committee/meetings/{meeting}/close", "/committee"]
    few = [statements_of(client, path) for path in paths]
    committee = Committee.objects.get()
    for number in range(12):
        line = a_line(version=plan.version, course=a_course(f"과정{number}", institute=plan.institute))
        item = AgendaItem.objects.create(meeting_id=meeting, order=number + 5, kind="line", title="안건", line_id=line)
        add_opinion(actor=OPERATOR, item=item.pk, member=members_of(committee.pk)[0], text="좋음")
        decide_item(actor=OPERATOR, item=item.pk, decision=Decision.REJECTED, text="까닭")
    assert [statements_of(client, path) for path in paths] == few
