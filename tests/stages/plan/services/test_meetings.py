from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import (
    CommitteeInvalid,
    ItemsPending,
    NoQuorum,
    PlanInvalid,
    VersionStateWrong,
)
from baeumgil.stages.plan.models import AgendaItem, Meeting, Opinion, PlanLine, PlanVersion
from baeumgil.stages.plan.rules.decisions import Amendment
from baeumgil.stages.plan.services.committee import (
    add_item,
    add_opinion,
    cancel_meeting,
    close_meeting,
    decide_item,
    note_attendance,
    plan_meeting,
    remove_item,
    remove_opinion,
    write_minutes,
)
from baeumgil.stages.plan.services.meetings import move_meeting
from baeumgil.stages.plan.services.plans import remove_line, submit_version, take_back_version
from baeumgil.stages.plan.terms import ChangeVerb, Decision, ItemKind, MeetingState, Origin, VersionState
from tests.build import an_actor
from tests.build_committee import PlanInCommittee, a_committee, a_plan_in_committee, members_of, state_of

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)
TODAY = date(2026, 12, 19)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def a_meeting(plan: PlanInCommittee, *lines: int, present: int = 7, committee: int | None = None) -> int:
    """A meeting today of twelve members, `present` of whom came."""
    committee = committee or a_committee(institute=plan.institute)
    meeting = plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=TODAY, lines=lines)
    note_attendance(actor=OFFICE, meeting=meeting, present=members_of(committee)[:present])
    return meeting


def item_of(meeting: int, line: int | None = None) -> int:
    """The item about a line, or the one about the whole plan."""
    found = AgendaItem.objects.filter(meeting_id=meeting)
    return found.get(line_id=line).pk if line is not None else found.get(kind=ItemKind.WHOLE_PLAN).pk


def decide(meeting: int, line: int | None, decision: Decision, **amendment: object) -> None:
    decide_item(
        actor=OFFICE,
        item=item_of(meeting, line),
        decision=decision,
        text="까닭",
        amendment=Amendment(**amendment),  # type: ignore[arg-type]  # names and values come from the test
    )


def figures(line: int) -> tuple[str, int, int | None, int]:
    held = PlanLine.objects.get(pk=line)
    return held.verb, held.sessions, held.seats_per_session, held.seats


def test_the_whole_plan_is_the_first_item_and_members_of_the_day_are_asked() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.new, plan.kept)
    items = AgendaItem.objects.filter(meeting_id=meeting).order_by("order")
    assert [(item.kind, item.line_id) for item in items] == [
        (ItemKind.WHOLE_PLAN, None),
        (ItemKind.LINE, plan.kept),
        (ItemKind.LINE, plan.new),
    ]
    held = Meeting.objects.get(pk=meeting)
    assert (held.number, held.state, held.attendances.count()) == (1, MeetingState.HELD, 12)
    assert held.attendances.filter(is_present=True).count() == 7


def test_a_meeting_needs_a_plan_in_committee_members_and_no_other_open_meeting() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    with pytest.raises(CommitteeInvalid) as refused:
        plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=date(2019, 1, 1), lines=[999_999])
    assert [problem.code for problem in refused.value.problems] == ["members", "lines"]
    a_meeting(plan, committee=committee)
    with pytest.raises(CommitteeInvalid) as refused:
        plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=TODAY)
    assert [problem.code for problem in refused.value.problems] == ["open"]
    take_back_version(actor=OFFICE, version=plan.version)
    with pytest.raises(VersionStateWrong):
        plan_meeting(actor=OFFICE, version=plan.version, committee=committee, held_on=TODAY)
    assert Meeting.objects.count() == 1


def test_closing_carries_every_decision_into_the_plan() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept, plan.new, plan.improved, plan.abolished)
    before = PlanVersion.objects.get(pk=plan.version).revision
    decide(meeting, None, Decision.AMENDED)
    decide(meeting, plan.kept, Decision.AMENDED, sessions=3)
    decide(meeting, plan.new, Decision.REJECTED)
    decide(meeting, plan.improved, Decision.REJECTED)
    decide(meeting, plan.abolished, Decision.REJECTED)
    done = close_meeting(actor=OFFICE, meeting=meeting)
    assert (done.state, done.changed, done.removed) == (VersionState.REVIEWED, 3, 1)
    assert figures(plan.kept) == (ChangeVerb.KEPT, 3, 30, 90)
    assert figures(plan.improved) == (ChangeVerb.KEPT, 2, 20, 40)
    assert figures(plan.abolished) == (ChangeVerb.KEPT, 1, 10, 10)
    assert not PlanLine.objects.filter(pk=plan.new).exists()
    kept, improved = PlanLine.objects.get(pk=plan.kept), PlanLine.objects.get(pk=plan.improved)
    assert (kept.origin, kept.reason) == (Origin.CARRIED_OVER, "심의위원회(2026. 12. 19.) 수정 가결; 까닭")
    assert (improved.origin, improved.reason) == (
        Origin.COMMITTEE,
        "한 기를 더함; 심의위원회(2026. 12. 19.) 부결; 까닭",
    )
    assert PlanVersion.objects.get(pk=plan.version).revision > before
    held = Meeting.objects.get(pk=meeting)
    assert (held.state, held.outcome, held.quorum_needed) == (MeetingState.CLOSED, VersionState.REVIEWED, 7)


def test_a_rejected_plan_is_a_draft_again_as_it_was_handed_in() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept, plan.new)
    decide(meeting, None, Decision.REJECTED)
    decide(meeting, plan.kept, Decision.AMENDED, sessions=3)
    decide(meeting, plan.new, Decision.REJECTED)
    assert close_meeting(actor=OFFICE, meeting=meeting).state is VersionState.DRAFT
    assert (state_of(plan.version), figures(plan.kept)) == (VersionState.DRAFT, (ChangeVerb.KEPT, 2, 30, 60))
    assert PlanLine.objects.filter(pk=plan.new).exists()
    remove_line(actor=OFFICE, line=plan.new)
    item = AgendaItem.objects.get(meeting_id=meeting, title="챗봇 만들기")
    assert (item.line_id, item.decision) == (None, Decision.REJECTED)


def test_what_was_deferred_comes_up_again_in_the_next_meeting() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = a_meeting(plan, plan.new, committee=committee)
    decide(meeting, None, Decision.AS_PROPOSED)
    decide(meeting, plan.new, Decision.DEFERRED)
    assert close_meeting(actor=OFFICE, meeting=meeting).state is VersionState.IN_COMMITTEE
    assert state_of(plan.version) is VersionState.IN_COMMITTEE
    again = a_meeting(plan, committee=committee)
    assert Meeting.objects.get(pk=again).number == 2
    decide(again, None, Decision.AS_PROPOSED)
    decide(again, plan.new, Decision.AS_PROPOSED)
    assert close_meeting(actor=OFFICE, meeting=again).state is VersionState.REVIEWED
    assert figures(plan.new) == (ChangeVerb.NEW, 1, 20, 20)


def test_too_few_members_pending_items_and_a_day_to_come_keep_a_meeting_open() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = a_meeting(plan, present=6, committee=committee)
    with pytest.raises(NoQuorum) as refused:
        close_meeting(actor=OFFICE, meeting=meeting)
    assert refused.value.facts == {"present": 6, "needed": 7}
    note_attendance(actor=OFFICE, meeting=meeting, present=members_of(committee)[:7])
    with pytest.raises(ItemsPending):
        close_meeting(actor=OFFICE, meeting=meeting)
    decide(meeting, None, Decision.AS_PROPOSED)
    move_meeting(actor=OFFICE, meeting=meeting, held_on=TODAY + timedelta(days=1))
    with pytest.raises(CommitteeInvalid):
        close_meeting(actor=OFFICE, meeting=meeting)
    assert (Meeting.objects.get(pk=meeting).state, state_of(plan.version)) == (
        MeetingState.HELD,
        VersionState.IN_COMMITTEE,
    )


def test_an_amendment_is_checked_like_any_edit() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    for wrong in (
        {},
        {"sessions": 2},
        {"sessions": -1},
        {"sessions": 2, "seats_per_session": 30, "seats": 61},
        {"verb": ChangeVerb.ABOLISHED, "sessions": 1},
    ):
        with pytest.raises(CommitteeInvalid):
            decide(meeting, plan.kept, Decision.AMENDED, **wrong)
    with pytest.raises(CommitteeInvalid):
        decide(meeting, plan.kept, Decision.AS_PROPOSED, sessions=3)
    with pytest.raises(CommitteeInvalid):
        decide_item(actor=OFFICE, item=item_of(meeting, plan.kept), decision=Decision.REJECTED)
    assert AgendaItem.objects.get(line_id=plan.kept).decision is Decision.PENDING


def test_an_amendment_that_no_longer_fits_changes_nothing() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    decide(meeting, None, Decision.AS_PROPOSED)
    AgendaItem.objects.filter(line_id=plan.kept).update(decision=Decision.AMENDED, changes={"sessions": -4})
    with pytest.raises(PlanInvalid):
        close_meeting(actor=OFFICE, meeting=meeting)
    assert (Meeting.objects.get(pk=meeting).state, figures(plan.kept)) == (
        MeetingState.HELD,
        (ChangeVerb.KEPT, 2, 30, 60),
    )


def test_after_closing_nothing_of_the_meeting_can_be_changed() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = a_meeting(plan, plan.kept, committee=committee)
    item = item_of(meeting, plan.kept)
    opinion = add_opinion(actor=OFFICE, item=item, member=members_of(committee)[0], text="좋음")
    decide(meeting, None, Decision.AS_PROPOSED)
    decide(meeting, plan.kept, Decision.AS_PROPOSED)
    close_meeting(actor=OFFICE, meeting=meeting)
    closed: list[Callable[[], object]] = [
        lambda: close_meeting(actor=OFFICE, meeting=meeting),
        lambda: note_attendance(actor=OFFICE, meeting=meeting, present=[]),
        lambda: add_item(actor=OFFICE, meeting=meeting, kind=ItemKind.OTHER, title="다른 안건"),
        lambda: remove_item(actor=OFFICE, item=item),
        lambda: add_opinion(actor=OFFICE, item=item, member=None, text="늦음"),
        lambda: remove_opinion(actor=OFFICE, opinion=opinion),
        lambda: decide_item(actor=OFFICE, item=item, decision=Decision.PENDING),
        lambda: write_minutes(actor=OFFICE, meeting=meeting, remarks="늦음"),
        lambda: move_meeting(actor=OFFICE, meeting=meeting, held_on=TODAY),
        lambda: cancel_meeting(actor=OFFICE, meeting=meeting),
    ]
    for change in closed:
        with pytest.raises(VersionStateWrong):
            change()
    held = Meeting.objects.get(pk=meeting)
    assert (held.remarks, held.items.count(), held.attendances.filter(is_present=True).count()) == ("", 2, 7)
    assert Opinion.objects.get().text == "좋음"


def test_only_those_who_came_are_heard_and_who_was_heard_came() -> None:
    plan = a_plan_in_committee()
    committee = a_committee(institute=plan.institute)
    meeting = a_meeting(plan, committee=committee)
    members = members_of(committee)
    whole = item_of(meeting)
    for member, text in ((members[-1], "없었음"), (members[0], " ")):
        with pytest.raises(CommitteeInvalid):
            add_opinion(actor=OFFICE, item=whole, member=member, text=text)
    opinion = add_opinion(actor=OFFICE, item=whole, member=members[0], text="기수를 더 둘 것")
    with pytest.raises(CommitteeInvalid):
        note_attendance(actor=OFFICE, meeting=meeting, present=members[1:])
    assert remove_opinion(actor=OFFICE, opinion=opinion) == meeting
    note_attendance(actor=OFFICE, meeting=meeting, present=members[1:])
    assert Opinion.objects.count() == 0


def test_items_come_and_go_but_the_whole_plan_stays() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    other = add_item(actor=OFFICE, meeting=meeting, kind=ItemKind.OTHER, title="운영 기준", proposal="내용")
    line = add_item(actor=OFFICE, meeting=meeting, kind=ItemKind.LINE, line=plan.new)
    assert AgendaItem.objects.get(pk=line).title == "챗봇 만들기"
    for wrong in (
        {"kind": ItemKind.LINE, "line": plan.new},
        {"kind": ItemKind.LINE, "line": None},
        {"kind": ItemKind.OTHER, "title": " "},
        {"kind": ItemKind.WHOLE_PLAN, "title": "또 전체"},
    ):
        with pytest.raises(CommitteeInvalid):
            add_item(actor=OFFICE, meeting=meeting, **wrong)
    with pytest.raises(CommitteeInvalid):
        remove_item(actor=OFFICE, item=item_of(meeting))
    assert remove_item(actor=OFFICE, item=other) == meeting
    assert AgendaItem.objects.filter(meeting_id=meeting).count() == 3


def test_a_plan_taken_back_and_handed_in_again_keeps_its_open_meeting() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.new)
    take_back_version(actor=OFFICE, version=plan.version)
    decide(meeting, None, Decision.AS_PROPOSED)
    decide(meeting, plan.new, Decision.AS_PROPOSED)
    with pytest.raises(VersionStateWrong):
        close_meeting(actor=OFFICE, meeting=meeting)
    remove_line(actor=OFFICE, line=plan.new)
    submit_version(actor=OFFICE, version=plan.version)
    assert close_meeting(actor=OFFICE, meeting=meeting).state is VersionState.REVIEWED


def test_a_meeting_called_off_leaves_the_plan_alone() -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan, plan.kept)
    cancel_meeting(actor=OFFICE, meeting=meeting)
    assert (Meeting.objects.count(), AgendaItem.objects.count()) == (0, 0)
    assert (state_of(plan.version), figures(plan.kept)) == (VersionState.IN_COMMITTEE, (ChangeVerb.KEPT, 2, 30, 60))


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.LIAISON])
def test_only_the_office_runs_meetings(role: Role) -> None:
    plan = a_plan_in_committee()
    meeting = a_meeting(plan)
    other = an_actor(role)
    with pytest.raises(NotAllowed):
        decide_item(actor=other, item=item_of(meeting), decision=Decision.AS_PROPOSED)
    with pytest.raises(NotAllowed):
        close_meeting(actor=other, meeting=meeting)
    with pytest.raises(NotAllowed):
        cancel_meeting(actor=other, meeting=meeting)
    assert AgendaItem.objects.get().decision is Decision.PENDING
