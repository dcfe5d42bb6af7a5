import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.stages.people.queries.actors import actor_of
from baeumgil.stages.plan.models import ApprovalCase, ApprovalRoute, ApprovalStep, Meeting, PlanLine, RouteStep
from baeumgil.stages.plan.services.approval import sign
from baeumgil.stages.plan.services.committee import close_meeting, decide_item, note_attendance, plan_meeting
from baeumgil.stages.plan.terms import CaseState, Decision, DocumentType, StepMark, StepState, VersionState
from tests.build import the_operator
from tests.build_committee import (
    a_case,
    a_committee,
    a_plan_in_committee,
    a_route,
    a_signer,
    an_office,
    members_of,
    state_of,
)
from tests.build_plan import an_institute
from tests.build_web import PASSWORD, an_account, signed_in, statements_of

pytestmark = pytest.mark.django_db
OPERATOR = the_operator()


def me(client: Client, role: Role = Role.HEAD) -> Actor:
    """Sign the client in and say who that is."""
    return actor_of(signed_in(client, role).account)


def test_the_office_hands_a_plan_in_and_signs_by_it(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/plans/versions/{plan.version}/approval"
    assert "이 문서에 쓸 결재선이 없습니다" in client.get(path).content.decode()
    a_route(institute=plan.institute, signers=[a_signer(name="박결재")])
    assert "결재 올리기" in client.get("/approvals").content.decode()
    assert "박결재" in client.get(path).content.decode()
    said = {"disclosure": "partly", "comment": "기한 안에 부탁드립니다", "password": PASSWORD}
    refused = client.post(path, said)
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "공개하지 않는 근거가 없습니다." in page
    assert "기한 안에 부탁드립니다" in page
    assert PASSWORD not in page
    wrong = client.post(path, said | {"disclosure": "open", "password": "아님"})
    assert (wrong.status_code, ApprovalCase.objects.count()) == (409, 0)
    made = client.post(path, said | {"disclosure": "public_site"})
    case = ApprovalCase.objects.get()
    assert made["Location"] == f"/approvals/{case.pk}"
    assert state_of(plan.version) is VersionState.IN_APPROVAL
    assert "이미 결재 중입니다" in client.get(path).content.decode()
    assert "내가 올린 문서" in client.get("/approvals").content.decode()


def test_a_signer_sees_what_they_sign_and_signs_once(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, boss = an_office(), a_signer()
    own = me(client)
    a_route(institute=plan.institute, signers=[own, boss])
    case = a_case(drafter=drafter, version=plan.version)
    inbox = client.get("/approvals").content.decode()
    assert "내가 서명할 문서가 1건 있습니다." in inbox
    page = client.get(f"/approvals/{case}").content.decode()
    assert ApprovalCase.objects.get().digest in page
    assert "연인원" in page
    assert "plans/compare?from=" in page
    refused = client.post(f"/approvals/{case}/sign", {"password": "아님", "comment": "동의합니다"})
    assert refused.status_code == 409
    assert "동의합니다" in refused.content.decode()
    assert ApprovalStep.objects.filter(state=StepState.SIGNED).count() == 1
    assert client.post(f"/approvals/{case}/sign", {"password": PASSWORD}).status_code == 302
    again = client.post(f"/approvals/{case}/sign", {"password": PASSWORD}, follow=True)
    assert "한 번만 서명했습니다" in again.content.decode()
    assert ApprovalStep.objects.filter(state=StepState.SIGNED).count() == 2
    assert sign(actor=boss, case=case, password=PASSWORD) is CaseState.APPROVED
    assert ApprovalCase.objects.get().document_number in client.get(f"/approvals/{case}").content.decode()


def test_a_plain_official_with_a_box_signs_too(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, own = an_office(), me(client, Role.OFFICIAL)
    a_route(institute=plan.institute, signers=[own])
    case = a_case(drafter=drafter, version=plan.version)
    page = client.get(f"/approvals/{case}").content.decode()
    assert "연인원" in page
    assert "계획 모두 보기" not in page
    assert client.post(f"/approvals/{case}/sign", {"password": PASSWORD}).status_code == 302
    assert state_of(plan.version) is VersionState.APPROVED


def test_a_deputy_signs_with_the_mark(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, own = an_office(), me(client)
    a_route(institute=plan.institute, signers=[a_signer()], deputies=[own])
    case = a_case(drafter=drafter, version=plan.version)
    assert "대결입니다" in client.get(f"/approvals/{case}").content.decode()
    assert client.post(f"/approvals/{case}/sign", {"password": PASSWORD, "as_deputy": "True"}).status_code == 302
    assert ApprovalStep.objects.get(order=2).mark is StepMark.DEPUTY


def test_returning_keeps_the_reason_typed_until_the_password_is_right(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, own = an_office(), me(client)
    a_route(institute=plan.institute, signers=[own])
    case = a_case(drafter=drafter, version=plan.version)
    refused = client.post(f"/approvals/{case}/return", {"comment": "표를 고칠 것", "password": "아님"})
    assert refused.status_code == 409
    assert "표를 고칠 것" in refused.content.decode()
    assert client.post(f"/approvals/{case}/return", {"comment": "", "password": PASSWORD}).status_code == 400
    assert state_of(plan.version) is VersionState.IN_APPROVAL
    answer = client.post(f"/approvals/{case}/return", {"comment": "표를 고칠 것", "password": PASSWORD}, follow=True)
    assert "표를 고칠 것" in answer.content.decode()
    assert state_of(plan.version) is VersionState.DRAFT


def test_the_drafter_takes_a_paper_back(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    own = me(client, Role.TRAINING_OFFICE)
    a_route(institute=plan.institute, signers=[a_signer()])
    case = a_case(drafter=own, version=plan.version)
    assert "회수" in client.get(f"/approvals/{case}").content.decode()
    assert client.post(f"/approvals/{case}/withdraw").status_code == 302
    assert (ApprovalCase.objects.get().state, state_of(plan.version)) == (CaseState.WITHDRAWN, VersionState.REVIEWED)
    assert client.post(f"/approvals/{case}/withdraw").status_code == 409


def test_changed_content_is_said_and_cannot_be_signed(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    drafter, own = an_office(), me(client)
    a_route(institute=plan.institute, signers=[own])
    case = a_case(drafter=drafter, version=plan.version)
    PlanLine.objects.filter(pk=plan.kept).update(remark="몰래 고침")
    assert "올린 뒤에 내용이 달라졌습니다" in client.get(f"/approvals/{case}").content.decode()
    assert client.post(f"/approvals/{case}/sign", {"password": PASSWORD}).status_code == 409
    assert state_of(plan.version) is VersionState.IN_APPROVAL


def test_a_paper_is_nobody_elses_business(client: Client) -> None:
    plan = a_plan_in_committee(VersionState.REVIEWED)
    a_route(institute=plan.institute, signers=[a_signer()])
    case = a_case(drafter=an_office(), version=plan.version)
    signed_in(client, Role.LIAISON)
    assert client.get("/approvals").status_code == 200
    assert client.get(f"/approvals/{case}").status_code == 404
    assert client.get("/approvals/99999").status_code == 404
    for path in ("sign", "return", "withdraw"):
        posted = client.post(f"/approvals/{case}/{path}", {"password": PASSWORD, "comment": "까닭"})
        assert posted.status_code == 404
    assert client.get(f"/plans/versions/{plan.version}/approval").status_code == 403
    assert client.get("/approvals/routes").status_code in {403, 404}
    assert ApprovalStep.objects.filter(state=StepState.SIGNED).count() == 1


def test_minutes_of_a_closed_meeting_are_handed_in(client: Client) -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = plan_meeting(actor=OPERATOR, version=plan.version, committee=committee, held_on=clock.today())
    a_route(institute=plan.institute, signers=[a_signer()], document_type=DocumentType.MINUTES)
    signed_in(client, Role.TRAINING_OFFICE)
    path = f"/committee/meetings/{meeting}/approval"
    assert "아직 올릴 수 없습니다" in client.get(path).content.decode()
    said = {"disclosure": "open", "password": PASSWORD}
    assert client.post(path, said).status_code == 409
    note_attendance(actor=OPERATOR, meeting=meeting, present=members_of(committee))
    decide_item(actor=OPERATOR, item=Meeting.objects.get().items.get().pk, decision=Decision.AS_PROPOSED)
    close_meeting(actor=OPERATOR, meeting=meeting)
    assert client.post(path, said).status_code == 302
    page = client.get(f"/committee/meetings/{meeting}").content.decode()
    assert f"/approvals/{ApprovalCase.objects.get().pk}" in page
    assert client.get("/committee/meetings/99999/approval").status_code == 404


def rows(*said: tuple[str, str, str]) -> dict[str, str]:
    """Rows of the form of a line; the rest stays as it is shown."""
    data = {f"row{place}-role": "cooperates" for place in range(1, 13)}
    for place, (role, post, username) in enumerate(said, start=1):
        data |= {f"row{place}-role": role, f"row{place}-post": post, f"row{place}-username": username}
    return data


HEAD = {"document_type": "plan", "name": "계획 결재선", "valid_from": "2026-01-01"}


def test_a_line_is_made_by_the_names_of_accounts(client: Client) -> None:
    an_institute()
    an_account(username="team"), an_account(username="boss")
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 결재선이 없습니다" in client.get("/approvals/routes").content.decode()
    filled = rows(("drafts", "주무관", ""), ("reviews", "팀장", " TEAM "), ("decides", "과장", "boss"))
    made = client.post("/approvals/routes/new", HEAD | filled | {"row3-deputy": "team"})
    assert made["Location"] == "/approvals/routes"
    steps = RouteStep.objects.order_by("order").values_list("post", "account__username", "deputy__username")
    assert list(steps) == [("주무관", None, None), ("팀장", "team", None), ("과장", "boss", "team")]
    page = client.get("/approvals/routes").content.decode()
    assert "쓰는 중" in page
    route = ApprovalRoute.objects.get().pk
    begun = client.get(f"/approvals/routes/new?from={route}").content.decode()
    assert 'value="boss"' in begun
    assert client.post(f"/approvals/routes/{route}/end", {"valid_to": "2025-01-01"}).status_code == 400
    assert client.post(f"/approvals/routes/{route}/end", {"valid_to": "2026-12-31"}).status_code == 302


def test_every_fault_of_a_line_is_shown_with_what_was_typed(client: Client) -> None:
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    unknown = client.post("/approvals/routes/new", HEAD | rows(("drafts", "주무관", ""), ("decides", "과장", "nobody")))
    assert unknown.status_code == 400
    assert "2행 &#x27;계정&#x27; 열: 그런 계정이 없습니다." in unknown.content.decode()
    assert 'value="nobody"' in unknown.content.decode()
    refused = client.post("/approvals/routes/new", HEAD | rows(("reviews", "팀장", ""), ("reviews", "과장", "")))
    page = refused.content.decode()
    assert "첫 칸 하나만 기안이어야 합니다." in page
    assert "결재할 칸이 하나여야 합니다." in page
    assert ApprovalRoute.objects.count() == 0


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR])
def test_only_the_office_changes_lines(client: Client, role: Role) -> None:
    institute = an_institute()
    route = a_route(institute=institute, signers=[a_signer()])
    signed_in(client, role)
    assert client.get("/approvals/routes").status_code == 200
    assert client.get("/approvals/routes/new").status_code == 403
    assert client.post(f"/approvals/routes/{route}/end", {"valid_to": "2030-01-01"}).status_code == 403
    assert ApprovalRoute.objects.get().valid_to is None


def test_pages_ask_as_often_for_many_papers_as_for_one(client: Client) -> None:
    own = me(client)
    drafter, plan = an_office(), a_plan_in_committee(VersionState.REVIEWED)
    a_route(institute=plan.institute, signers=[own, a_signer()])
    case = a_case(drafter=drafter, version=plan.version)
    paths = ["/approvals", f"/approvals/{case}", "/approvals/routes"]
    few = [statements_of(client, path) for path in paths]
    for _ in range(3):
        more = a_plan_in_committee(VersionState.REVIEWED)
        a_route(institute=more.institute, signers=[own, *(a_signer() for _ in range(4))])
        a_case(drafter=drafter, version=more.version)
    for kind in (DocumentType.PLAN_CHANGE, DocumentType.MINUTES):
        a_route(institute=plan.institute, signers=[a_signer(), a_signer()], document_type=kind)
    assert [statements_of(client, path) for path in paths] == few
