"""`services.second_calls`: one click adds sessions, opens the call and carries people over; nobody loses anything."""

from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import CallInvalid
from baeumgil.stages.enrolment.models import Application, Call, Offer, Quota, SeatCount, Step, Wish
from baeumgil.stages.enrolment.queries.second_calls import extra_sessions, second_call_need
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.cancelling import cancel_call
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.services.second_calls import PlaceAsked, asked_of, open_second_call
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, CallState, Criterion, Mechanism, QuotaKind
from baeumgil.stages.people.models import Notice
from baeumgil.stages.schedule.models import CourseSession
from baeumgil.stages.schedule.services.years import cancel_session
from baeumgil.stages.schedule.terms import SessionState
from tests.build import a_person, an_actor, the_operator
from tests.build_enrolment import SEED, a_call, a_quota, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import PASSWORD
from tests.stages.enrolment.selection_world import a_signer, a_world, published, the_moment

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
MONDAY = date(2027, 3, 8)


def a_round(policy: CallPolicy | None = None, *, waiting: int = 3) -> tuple[int, int, list[int]]:
    """A decided call of one session with one seat, and people who wait, the second in the line entered first."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    session = a_session(year=a_schedule_year(2027, institute=institute), course=course, seats=1, starts=MONDAY)
    call = a_call(
        course=course,
        sessions=[session],
        state=CallState.DECIDED,
        policy=policy,
        opens_at=clock.now() - timedelta(days=9),
        closes_at=clock.now() - timedelta(days=1),
    )
    an_application(call=call, person=a_person(), wishes=[session], state=ApplicationState.SELECTED)
    line = {
        rank: an_application(
            call=call, person=a_person(), wishes=[session], state=ApplicationState.WAITLISTED, wait_rank=rank
        )
        for rank in (2, 1, *range(3, waiting + 1))
    }
    return call, session, [line[rank] for rank in sorted(line)]


def test_a_second_call_carries_over_who_waits_with_approvals_and_the_same_lot() -> None:
    with clock.fixed(TODAY):
        call, _session, line = a_round()
        need = second_call_need(actor=the_operator(), call=call)
        assert (need.applied, need.percent, need.is_due, need.waiting, need.may_open) == (4, 400, True, 3, True)
        assert [(point.sessions, point.seated, point.left) for point in need.curve] == [(1, 1, 2), (2, 2, 1), (3, 3, 0)]
        child = open_second_call(
            actor=the_operator(), call=call, places=[asked_of(place) for place in need.places[:2]], seats=1
        )
        held = Call.objects.get(pk=child)
        assert (held.parent_id, held.number, held.state, held.seed) == (call, 2, CallState.ANNOUNCED, SEED)
        assert held.closes_at <= clock.now()
        fresh = list(Application.objects.filter(call=child).order_by("pk"))
        assert [one.carried_from_id for one in fresh] == line
        assert {one.state for one in fresh} == {ApplicationState.APPROVED}
        assert {one.via for one in fresh} == {AppliedVia.CARRY_OVER}
        numbers = dict(Application.objects.filter(pk__in=line).values_list("pk", "number"))
        assert [one.number for one in fresh] == [f"{numbers[old]}-2" for old in line]
        assert {one.state for one in Application.objects.filter(pk__in=line)} == {ApplicationState.NOT_SELECTED}
        placed = CourseSession.objects.filter(call_sessions__call=child)
        assert [one.state for one in placed] == [SessionState.PLACED] * 2
        assert Wish.objects.filter(application__call=child).count() == 6
        assert Notice.objects.filter(key__startswith="carried:").count() == 3
        assert second_call_need(actor=the_operator(), call=call).child == child


def test_a_second_call_is_opened_once_and_only_where_somebody_waits_for_a_result_that_is_out() -> None:
    with clock.fixed(TODAY):
        call, _session, _line = a_round()
        place = PlaceAsked(year=CourseSession.objects.get().year_id, starts=date(2027, 4, 5), days=2)
        with pytest.raises(NotAllowed):
            open_second_call(actor=an_actor(Role.LIAISON), call=call, places=[place], seats=1)
        with pytest.raises(CallInvalid) as caught:
            open_second_call(actor=the_operator(), call=call, places=[], seats=0, open_days=99)
        assert [problem.field for problem in caught.value.problems] == ["places", "seats", "open_days"]
        assert (CourseSession.objects.count(), Call.objects.count()) == (1, 1)
        open_second_call(actor=the_operator(), call=call, places=[place], seats=1)
        with pytest.raises(CallInvalid) as caught:
            open_second_call(actor=the_operator(), call=call, places=[place], seats=1)
        assert [problem.code for problem in caught.value.problems] == ["opened"]
        assert (CourseSession.objects.count(), Call.objects.count()) == (2, 2)


def test_lots_are_drawn_anew_when_others_may_apply_as_well() -> None:
    with clock.fixed(TODAY):
        call, _session, _line = a_round()
        place = PlaceAsked(year=CourseSession.objects.get().year_id, starts=date(2027, 4, 5), days=2)
        child = open_second_call(actor=the_operator(), call=call, places=[place], seats=1, open_days=3)
        held = Call.objects.get(pk=child)
        assert held.seed != SEED
        assert held.closes_at - clock.now() == timedelta(days=3)


def test_in_a_first_come_call_who_waits_is_offered_the_new_seats_in_order() -> None:
    with clock.fixed(TODAY):
        policy = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,), most_wishes=1)
        call, _session, line = a_round(policy)
        place = PlaceAsked(year=CourseSession.objects.get().year_id, starts=date(2027, 4, 5), days=2)
        child = open_second_call(actor=the_operator(), call=call, places=[place], seats=2)
        offered = Offer.objects.order_by("application__arrival").values_list("application__carried_from", flat=True)
        assert list(offered) == line[:2]
        assert Call.objects.get(pk=child).arrivals == 3


def a_second(call: int, *, open_days: int = 3) -> int:
    """A second call of one session, open for some days."""
    place = PlaceAsked(year=CourseSession.objects.earliest("pk").year_id, starts=date(2027, 4, 5), days=2)
    return open_second_call(actor=the_operator(), call=call, places=[place], seats=1, open_days=open_days)


def standing(applications: list[int]) -> list[tuple[str, int | None]]:
    """State and place in the waiting list."""
    found = {one.pk: (str(one.state), one.wait_rank) for one in Application.objects.filter(pk__in=applications)}
    return [found[one] for one in applications]


def test_who_was_carried_over_stands_in_the_first_list_again_when_the_second_call_is_cancelled() -> None:
    with clock.fixed(TODAY):
        call, session, line = a_round()
        child = a_second(call)
        gone = Application.objects.get(carried_from=line[1])
        Application.objects.filter(pk=gone.pk).update(state=ApplicationState.CANCELLED)
        stranger = an_application(call=child, person=a_person(), wishes=[])
        cancel_call(actor=the_operator(), call=child, reason="강의실이 없어짐")
        assert standing(line) == [("waitlisted", 1), ("not_selected", 2), ("waitlisted", 3)]
        step = Step.objects.filter(application=line[0]).latest("pk")
        assert (step.before, step.reason, step.text) == ("not_selected", "sent_back", "2차 모집 취소: 강의실이 없어짐")
        assert Notice.objects.filter(key__startswith="sent-back:").count() == 2
        told = Notice.objects.filter(key=f"call-cancelled:{child}").values_list("person_id", flat=True)
        assert list(told) == [Application.objects.get(pk=stranger).person_id]
        assert CourseSession.objects.get(pk=session).waiting == 2
        again = a_second(call)
        numbers = Application.objects.filter(call=again).order_by("pk").values_list("carried_from", "number")
        old = dict(Application.objects.filter(pk__in=line).values_list("pk", "number"))
        assert dict(numbers) == {one: f"{old[one]}-3" for one in (line[0], line[2])}


def test_the_same_when_the_only_session_of_the_second_call_is_cancelled_and_a_free_seat_goes_to_the_first() -> None:
    with clock.fixed(TODAY):
        call, session, line = a_round()
        child = a_second(call)
        SeatCount.objects.filter(pk=session).update(capacity=2)
        cancel_session(
            actor=the_operator(), session=Call.objects.get(pk=child).call_sessions.get().session_id, reason="강사 사정"
        )
        assert standing(line) == [("offered", 1), ("waitlisted", 2), ("waitlisted", 3)]
        assert Call.objects.get(pk=child).state == CallState.CANCELLED


def test_nobody_goes_back_to_a_list_that_is_fixed() -> None:
    with clock.fixed(TODAY):
        call, session, line = a_round()
        child = a_second(call)
        fix_list(actor=the_operator(), session=session)
        cancel_call(actor=the_operator(), call=child, reason="신청이 적음")
        assert standing(line) == [("not_selected", 1), ("not_selected", 2), ("not_selected", 3)]
        assert {one.title for one in Notice.objects.filter(key__startswith="sent-back:")} == {
            "2차 모집이 없어졌고 1차 대기도 이미 끝났습니다"
        }


def test_caps_of_every_session_are_counted_beforehand_and_kept_in_the_second_call() -> None:
    with clock.fixed(TODAY):
        call, session, line = a_round(waiting=4)
        a_quota(call=call, kind=QuotaKind.GRADE, keys=["7"], most=1)
        a_quota(call=call, kind=QuotaKind.GRADE, keys=["9"], reserved=1, session=session)
        Application.objects.filter(pk=line[3]).update(grade=6)
        need = second_call_need(actor=the_operator(), call=call, seats=2)
        assert [(point.seated, point.left) for point in need.curve] == [(2, 2), (3, 1), (4, 0)]
        child = open_second_call(
            actor=the_operator(), call=call, places=[asked_of(place) for place in need.places[:1]], seats=2
        )
        caps = Quota.objects.filter(call=child)
        assert [(cap.kind, cap.keys, cap.most, cap.reserved, cap.session_id) for cap in caps] == [
            (QuotaKind.GRADE, ["7"], 1, None, None)
        ]


def test_the_page_of_all_calls_asks_for_the_session_that_helps_most() -> None:
    with clock.fixed(TODAY):
        call, _session, _line = a_round(waiting=4)
        found = extra_sessions(actor=the_operator())
        assert [(row.id, row.waiting, row.size, row.is_due) for row in found.calls] == [(call, 4, 1, True)]
        assert [(step.number, step.call, step.seated) for step in found.steps] == [(n, call, n) for n in (1, 2, 3, 4)]
        with pytest.raises(NotAllowed):
            extra_sessions(actor=an_actor(Role.LIAISON))


def test_two_rounds_by_the_same_lots_seat_exactly_whom_one_round_would_have() -> None:
    with the_moment():
        world = a_world(7, seats=2)
        published(world)
        need = second_call_need(actor=the_operator(), call=world.call, seats=2)
        child = open_second_call(
            actor=the_operator(), call=world.call, places=[asked_of(place) for place in need.places[:2]], seats=2
        )
        second = run_selection(actor=the_operator(), call=child)
        for role in (Role.TRAINING_OFFICE, Role.HEAD):
            sign(actor=a_signer(role), selection=second, password=PASSWORD)
        compared = second_call_need(actor=the_operator(), call=world.call).compared
        assert compared is not None
        assert (compared.seats, compared.seated_twice, compared.seated_once, compared.is_same) == (6, 6, 6, True)
        seated = Application.objects.filter(call=child, state=ApplicationState.SELECTED)
        order = Application.objects.filter(call=world.call).exclude(wait_rank=None).order_by("wait_rank")
        assert list(seated.order_by("carried_from__wait_rank").values_list("carried_from", flat=True)) == list(
            order.values_list("pk", flat=True)[:4]
        )
