"""Calls from the draft to the announcement, and back."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypedDict

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Policy
from baeumgil.stages.enrolment.errors import CallCancelled, CallFixed, CallInvalid, CallMovedOn, CallNotFound
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Quota, SeatCount, Step
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.announcing import announce_call, announce_calls, extend_call
from baeumgil.stages.enrolment.services.calls import open_call, save_call, save_quotas
from baeumgil.stages.enrolment.services.cancelling import cancel_call
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Mechanism, QuotaKind
from baeumgil.stages.people.models import Notice
from baeumgil.stages.schedule.models import CourseSession
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import SEED, SEED_HASH, a_call, a_quota, an_application
from tests.build_plan import a_course
from tests.build_schedule import a_session
from tests.build_web import an_account
from tests.stages.enrolment.call_world import CLOSES, OPENS, TODAY, CallWorld, a_call_world

pytestmark = pytest.mark.django_db


class Window(TypedDict):
    """From when to when."""

    opens_at: datetime
    closes_at: datetime


WINDOW = Window(opens_at=OPENS, closes_at=CLOSES)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


def a_draft(world: CallWorld, policy: Mapping[str, object] | None = None) -> int:
    return open_call(actor=the_operator(), course=world.course, sessions=world.sessions, policy=policy, **WINDOW)


def codes(caught: pytest.ExceptionInfo[CallInvalid]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


def test_a_draft_takes_the_policy_of_the_day_and_what_is_said_differently() -> None:
    world = a_call_world()
    Policy.objects.create(
        key="enrolment.selection", value={"default": {"most_wishes": 5}}, valid_from=TODAY, basis="시험"
    )
    call = open_call(
        actor=the_office(), course=world.course, sessions=world.sessions[::-1], policy={"offer_hours": 48}, **WINDOW
    )
    row = Call.objects.get()
    expected = CallPolicy(most_wishes=5, offer_hours=48).as_json()
    assert (row.pk, row.name, row.state, row.number) == (call, "보고서 작성", CallState.DRAFT, 1)
    assert (row.policy, row.policy_from, row.seed, row.seed_hash) == (expected, TODAY, "", "")
    assert list(CallSession.objects.order_by("order").values_list("session_id", flat=True)) == world.sessions[::-1]
    assert SeatCount.objects.count() == 0


def test_a_wrong_draft_is_refused_with_every_problem_and_nothing_is_stored() -> None:
    world = a_call_world()
    a_call(course=world.course, sessions=[world.first], name="봄 모집")
    other = a_session(
        year=world.year, course=a_course("다른 과정", institute=world.institute), starts=TODAY + timedelta(60)
    )
    with pytest.raises(CallInvalid) as caught:
        open_call(
            actor=the_office(),
            course=world.course,
            sessions=[world.first, other],
            opens_at=CLOSES,
            closes_at=OPENS,
            policy={"most_wishes": 0},
        )
    assert codes(caught) == ["out_of_range", "window", "session_called", "session_unknown"]
    assert Call.objects.count() == 1


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_office_runs_calls(role: Role | None) -> None:
    world = a_call_world()
    call = a_draft(world)
    actor = an_actor(*([role] if role else []))
    with pytest.raises(NotAllowed):
        open_call(actor=actor, course=world.course, sessions=[world.first], **WINDOW)
    with pytest.raises(NotAllowed):
        save_quotas(actor=actor, call=call, quotas=[])
    with pytest.raises(NotAllowed):
        announce_call(actor=actor, call=call)
    with pytest.raises(NotAllowed):
        cancel_call(actor=actor, call=call, reason="시험")
    assert list(Call.objects.values_list("state", flat=True)) == [CallState.DRAFT]


def test_a_draft_is_changed_until_it_is_announced() -> None:
    world = a_call_world()
    call = a_draft(world)
    a_quota(call=call, kind=QuotaKind.GRADE, keys=["7"], most=3)
    a_quota(call=call, kind=QuotaKind.GRADE, keys=["7"], most=3, session=world.second)
    save_call(
        actor=the_office(),
        call=call,
        sessions=[world.first],
        opens_at=OPENS,
        closes_at=CLOSES + timedelta(days=1),
        name="  봄 모집 ",
        policy={"most_waiting": 10},
        revision=1,
    )
    row = Call.objects.get()
    assert (row.name, row.closes_at, row.revision) == ("봄 모집", CLOSES + timedelta(days=1), 2)
    assert row.policy["most_waiting"] == 10
    assert list(CallSession.objects.values_list("session_id", flat=True)) == [world.first]
    assert list(Quota.objects.values_list("session_id", flat=True)) == [None]
    with pytest.raises(CallMovedOn):
        save_call(actor=the_office(), call=call, sessions=[world.first], revision=1, **WINDOW)
    announce_call(actor=the_operator(), call=call)
    with pytest.raises(CallFixed):
        save_call(actor=the_office(), call=call, sessions=[world.first], **WINDOW)
    with pytest.raises(CallFixed):
        save_quotas(actor=the_office(), call=call, quotas=[])
    with pytest.raises(CallFixed):
        announce_call(actor=the_office(), call=call)
    with pytest.raises(CallNotFound):
        announce_call(actor=the_office(), call=2**63)
    assert Call.objects.get().name == "봄 모집"


def test_seats_are_shared_out_and_too_many_are_refused() -> None:
    world, unit = a_call_world(), a_unit()
    call = a_draft(world)
    kept = QuotaDraft(QuotaKind.UNIT, "총무과 ", (str(unit),), reserved=20)
    save_quotas(actor=the_office(), call=call, quotas=[kept])
    with pytest.raises(CallInvalid) as caught:
        save_quotas(actor=the_office(), call=call, quotas=[kept, kept])
    assert codes(caught) == ["reserves_above_seats", "reserves_above_seats"]
    row = Quota.objects.get()
    assert (row.label, row.keys, row.most, row.reserved, row.session_id) == ("총무과", [str(unit)], None, 20, None)
    assert Call.objects.get().revision == 2


def test_announcing_freezes_the_policy_counts_the_seats_and_publishes_the_hash_of_the_seed() -> None:
    world = a_call_world()
    liaison = a_person(unit=a_unit())
    an_account(Role.LIAISON, person=liaison)
    call = a_draft(world, policy={"offer_hours": 48})
    Policy.objects.create(
        key="enrolment.selection", value={"default": {"most_wishes": 5}}, valid_from=TODAY + timedelta(1), basis="시험"
    )
    with clock.fixed(TODAY + timedelta(days=2)):
        announce_call(actor=the_office(), call=call, revision=1)
        row = Call.objects.get()
        assert (row.state, row.announced_at, row.opens_at) == (CallState.ANNOUNCED, clock.now(), clock.now())
    assert row.policy == CallPolicy(most_wishes=5, offer_hours=48).as_json()
    assert row.policy_from == TODAY + timedelta(days=2)
    assert hashlib.sha256(bytes.fromhex(row.seed)).hexdigest() == row.seed_hash
    seats = SeatCount.objects.order_by("pk").values_list("pk", "capacity", "taken")
    assert list(seats) == [(world.first, 30, 0), (world.second, 30, 0)]
    notice = Notice.objects.get()
    assert (notice.person_id, notice.title, notice.link) == (liaison, "교육 모집: 보고서 작성", f"call-page:{call}")
    told = CourseSession.objects.order_by("pk").values_list("announced_on", "starts_on")
    assert all(announced == starts for announced, starts in told)


def test_a_draft_that_no_longer_holds_is_not_announced() -> None:
    world = a_call_world()
    call = a_draft(world)
    a_quota(call=call, keys=["no unit"], reserved=40)
    a_call(course=world.course, sessions=[world.first], name="다른 모집")
    with clock.fixed(CLOSES + timedelta(days=1)), pytest.raises(CallInvalid) as caught:
        announce_call(actor=the_office(), call=call)
    expected = ["window_over", "session_called", "keys_unknown", "quota_above_seats"]
    assert codes(caught) == [*expected, "reserves_above_seats", "reserves_above_seats"]
    assert (Call.objects.get(pk=call).state, Notice.objects.count()) == (CallState.DRAFT, 0)
    assert set(CourseSession.objects.values_list("announced_on", flat=True)) == {None}


def test_a_second_call_draws_with_the_seed_of_the_first_only_where_that_is_asked_for() -> None:
    world = a_call_world()
    first = a_call(course=world.course, sessions=[world.first], state=CallState.DECIDED)
    second = open_call(
        actor=the_office(), course=world.course, sessions=[world.second], parent=first, name="추가", **WINDOW
    )
    announce_call(actor=the_office(), call=second, keeps_draw=True)
    row = Call.objects.get(pk=second)
    assert (row.number, row.parent_id, row.seed, row.seed_hash) == (2, first, SEED, SEED_HASH)
    third = a_call(course=world.course, parent=first, state=CallState.DRAFT)
    CallSession.objects.create(call_id=third, session_id=world.first)
    announce_call(actor=the_office(), call=third)
    assert Call.objects.get(pk=third).seed not in {"", SEED}
    other = a_course("다른 과정", institute=world.institute)
    with pytest.raises(CallNotFound):
        open_call(actor=the_office(), course=other, sessions=[world.second], parent=first, **WINDOW)
    draft = a_call(course=world.course, state=CallState.DRAFT)
    with pytest.raises(CallInvalid):
        open_call(actor=the_office(), course=world.course, sessions=[world.second], parent=draft, **WINDOW)


def test_many_courses_are_announced_at_once_in_as_many_statements_as_one() -> None:
    world = a_call_world()

    def sessions(number: int) -> list[int]:
        courses = [a_course(f"과정 {number}-{each}", institute=world.institute) for each in range(number)]
        return [a_session(year=world.year, course=course, starts=TODAY + timedelta(60)) for course in courses]

    counted = []
    for chosen in (sessions(1), sessions(1), [*world.sessions, *sessions(5)]):
        with CaptureQueriesContext(connection) as captured:
            made = announce_calls(actor=the_operator(), institute=world.institute, sessions=chosen, **WINDOW)
        counted.append(len(captured))
    assert len(made) == 6
    assert counted[1] == counted[2]
    by_call = CallSession.objects.filter(call_id__in=made, session_id__in=world.sessions)
    assert len(set(by_call.values_list("call_id", flat=True))) == 1
    assert set(Call.objects.values_list("state", "mechanism")) == {(CallState.ANNOUNCED, Mechanism.SERIAL)}
    assert len(set(Call.objects.values_list("seed", flat=True))) == 8
    assert SeatCount.objects.count() == 9


def test_one_course_that_cannot_be_called_stops_all_and_is_named() -> None:
    world = a_call_world()
    soon = a_course("급한 과정", institute=world.institute)
    late = a_session(year=world.year, course=soon, starts=TODAY + timedelta(10))
    with pytest.raises(CallInvalid) as caught:
        announce_calls(actor=the_office(), institute=world.institute, sessions=[*world.sessions, late, 2**62], **WINDOW)
    assert codes(caught) == ["session_unknown", "closes_after_list"]
    assert caught.value.problems[1].message.startswith("급한 과정: ")
    with pytest.raises(CallInvalid):
        announce_calls(actor=the_office(), institute=world.institute, sessions=[], **WINDOW)
    assert (Call.objects.count(), SeatCount.objects.count()) == (0, 0)


def test_people_get_more_time_with_a_reason_and_hear_of_it() -> None:
    world, person = a_call_world(), a_person()
    call = a_call(course=world.course, sessions=world.sessions, closes_at=CLOSES)
    an_application(call=call, person=person, wishes=[world.first])
    longer = CLOSES + timedelta(days=2)
    extend_call(actor=the_office(), call=call, closes_at=longer, reason="전산 장애", revision=1)
    row = Call.objects.get()
    assert (row.closes_at, row.revision) == (longer, 2)
    assert row.guidance == "2027-03-10 09:00에서 2027-03-12 09:00까지로 신청 기간을 늘렸습니다: 전산 장애"
    assert list(Notice.objects.values_list("person_id", "text")) == [(person, "까닭: 전산 장애")]
    with pytest.raises(CallInvalid) as caught:
        extend_call(actor=the_office(), call=call, closes_at=longer, reason="")
    assert codes(caught) == ["no_reason", "not_longer"]
    with pytest.raises(CallInvalid) as caught:
        extend_call(actor=the_office(), call=call, closes_at=longer + timedelta(60), reason="더")
    assert codes(caught) == ["closes_after_list"]
    decided = a_call(course=world.course, state=CallState.DECIDED)
    with pytest.raises(CallFixed):
        extend_call(actor=the_office(), call=decided, closes_at=longer, reason="더")
    assert Call.objects.get(pk=call).closes_at == longer


def test_a_call_taken_back_ends_its_applications_and_frees_the_seats() -> None:
    world = a_call_world(seats=2)
    call = a_call(course=world.course, sessions=world.sessions)
    seated, waiting, gone = a_person("김하나"), a_person("이둘"), a_person("박셋")
    an_application(call=call, person=seated, wishes=[world.first], state=ApplicationState.SELECTED)
    an_application(call=call, person=waiting, wishes=[world.first], state=ApplicationState.WAITLISTED, wait_rank=1)
    an_application(call=call, person=gone, wishes=[world.first], state=ApplicationState.RETURNED)
    with pytest.raises(CallInvalid):
        cancel_call(actor=the_office(), call=call, reason=" ")
    assert cancel_call(actor=the_office(), call=call, reason="강사 사정", revision=1) == 2
    states = dict(Application.objects.values_list("person_id", "state"))
    assert states == {
        seated: ApplicationState.CANCELLED,
        waiting: ApplicationState.CANCELLED,
        gone: ApplicationState.RETURNED,
    }
    assert SeatCount.objects.get(pk=world.first).taken == 0
    assert Call.objects.get().state == CallState.CANCELLED
    assert list(Step.objects.filter(reason="call_cancelled").values_list("text", flat=True)) == ["강사 사정"] * 2
    assert set(Notice.objects.values_list("person_id", flat=True)) == {seated, waiting}
    for again in (
        lambda: cancel_call(actor=the_office(), call=call, reason="다시"),
        lambda: announce_call(actor=the_office(), call=call),
        lambda: save_quotas(actor=the_office(), call=call, quotas=[]),
    ):
        with pytest.raises(CallCancelled):
            again()
    assert Call.objects.get().state == CallState.CANCELLED


def test_a_decided_call_stays() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions, state=CallState.DECIDED)
    with pytest.raises(CallFixed):
        cancel_call(actor=the_office(), call=call, reason="까닭")
    assert Call.objects.get().state == CallState.DECIDED
