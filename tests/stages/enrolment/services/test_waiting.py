"""`services.waiting`: freed seats go down the list, strictly in order, and only to who may have them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Job
from baeumgil.stages.enrolment.errors import OfferOver
from baeumgil.stages.enrolment.models import Application, NameList, Offer, SeatCount, Wish
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services.waiting import answer_offer, expire_offers, fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Criterion, Mechanism, OfferState
from baeumgil.stages.people.models import Notice
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, a_quota, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
MONDAY = date(2027, 3, 8)


def sessions_of(count: int = 1, seats: int = 1) -> tuple[int, list[int]]:
    """A course with sessions in the weeks after each other."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    starts = [MONDAY + timedelta(weeks=number) for number in range(count)]
    return course, [
        a_session(year=year, course=course, number=number, seats=seats, starts=on)
        for number, on in enumerate(starts, 1)
    ]


def a_line(
    call: int, wishes: Sequence[Sequence[int]], *, people: Sequence[int] | None = None, first: int = 1
) -> list[int]:
    """Applications that wait, in order, with these wishes."""
    people = people or [a_person() for _one in wishes]
    return [
        an_application(call=call, person=person, wishes=wished, state=ApplicationState.WAITLISTED, wait_rank=rank)
        for rank, (person, wished) in enumerate(zip(people, wishes, strict=True), first)
    ]


def states(applications: Sequence[int]) -> list[str]:
    """How they stand, in the order given."""
    found = dict(Application.objects.values_list("pk", "state"))
    return [str(found[one]) for one in applications]


def decided(course: int, sessions: Sequence[int], policy: CallPolicy | None = None) -> int:
    """A call whose result is out."""
    return a_call(course=course, sessions=sessions, state=CallState.DECIDED, policy=policy)


def test_a_free_seat_is_offered_to_the_first_who_waits_held_and_told() -> None:
    with clock.fixed(TODAY):
        course, [session] = sessions_of()
        line = a_line(decided(course, [session]), [[session], [session]])
        assert fill_vacancies([session], actor=the_operator()) == 1
        assert fill_vacancies([session], actor=the_operator()) == 0
        assert states(line) == ["offered", "waitlisted"]
        offer = Offer.objects.get()
        assert (offer.application_id, offer.session_id, offer.expires_at) == (
            line[0],
            session,
            clock.now() + timedelta(hours=24),
        )
        assert SeatCount.objects.get(pk=session).taken == 1
        assert list(Notice.objects.values_list("link", flat=True)) == [f"offer:{offer.pk}"]
        assert Job.objects.filter(name="enrolment.offers").count() == 1


def test_nobody_is_offered_a_seat_when_there_is_none_when_the_list_is_fixed_or_after_the_start() -> None:
    course, [session] = sessions_of()
    call = decided(course, [session])
    line = a_line(call, [[session]])
    with clock.fixed(TODAY):
        SeatCount.objects.update(taken=1)
        assert fill_vacancies([session], actor=the_operator()) == 0
        SeatCount.objects.update(taken=0)
        listed = NameList.objects.create(session_id=session, number=1, digest="", fixed_at=clock.now(), fixed_by="")
        assert fill_vacancies([session], actor=the_operator()) == 0
        listed.delete()
    with clock.fixed(MONDAY):
        assert fill_vacancies([session], actor=the_operator()) == 0
    assert states(line) == ["waitlisted"]


def test_who_is_busy_or_over_a_quota_is_passed_with_the_reason_and_keeps_the_place() -> None:
    with clock.fixed(TODAY):
        course, [session, other] = sessions_of(2)
        institute = an_institute("다른 교육원", code="other")
        elsewhere = a_session(
            year=a_schedule_year(2027, institute=institute),
            course=a_course("다른 과정", institute=institute),
            seats=5,
            starts=MONDAY,
        )
        call = decided(course, [session, other])
        hall = a_unit("총무과")
        busy, full = a_person(), a_person(unit=hall)
        taken = a_call(course=a_course("남의 과정", institute=institute), sessions=[elsewhere], state=CallState.DECIDED)
        an_application(call=taken, person=busy, wishes=[elsewhere], state=ApplicationState.SELECTED)
        a_quota(call=call, keys=[str(hall)], most=0)
        line = a_line(call, [[session], [session], [session]], people=[busy, full, a_person()])
        assert fill_vacancies([session], actor=the_operator()) == 1
        assert states(line) == ["waitlisted", "waitlisted", "offered"]
        numbers = dict(Application.objects.values_list("pk", "number"))
        passed = [(one["number"], one["code"]) for one in Offer.objects.get().skipped]
        assert passed == [(numbers[line[0]], "busy"), (numbers[line[1]], "quota_full")]


@pytest.mark.parametrize(
    ("mechanism", "order"), [(Mechanism.FIRST_COME, Criterion.ARRIVAL), (Mechanism.SERIAL, Criterion.DRAW)]
)
def test_caps_hold_against_who_waits_however_seats_were_given(mechanism: Mechanism, order: Criterion) -> None:
    with clock.fixed(TODAY):
        course, [session] = sessions_of(seats=2)
        policy = CallPolicy(mechanism=mechanism, order=(order,), absence_percent=1, seats_a_year=1)
        call = decided(course, [session], policy)
        hall = a_unit("총무과")
        an_application(call=call, person=a_person(unit=hall), wishes=[session], state=ApplicationState.SELECTED)
        line = a_line(call, [[session], [session]], people=[a_person(unit=hall), a_person()])
        assert fill_vacancies([session], actor=the_operator()) == 1
        assert states(line) == [ApplicationState.WAITLISTED, ApplicationState.OFFERED]


def test_everyone_in_turn_gets_the_dearest_of_several_free_seats() -> None:
    with clock.fixed(TODAY):
        course, [one, two] = sessions_of(2)
        line = a_line(decided(course, [one, two]), [[two, one], [two, one], [one]])
        assert fill_vacancies([one, two], actor=the_operator()) == 2
        found = Offer.objects.order_by("application_id").values_list("application_id", "session_id")
        assert list(found) == [(line[0], two), (line[1], one)]


def test_accepting_keeps_the_seat_and_declining_hands_it_to_the_next() -> None:
    with clock.fixed(TODAY):
        course, [session] = sessions_of()
        people = [a_person(), a_person()]
        line = a_line(decided(course, [session]), [[session], [session]], people=people)
        fill_vacancies([session], actor=the_operator())
        first = Offer.objects.get().pk
        with pytest.raises(NotAllowed):
            answer_offer(actor=an_actor(person=people[1]), offer=first, accepts=True)
        assert states(line) == ["offered", "waitlisted"]
        answer_offer(actor=an_actor(person=people[0]), offer=first, accepts=False)
        assert states(line) == ["cancelled", "offered"]
        assert Wish.objects.get(application_id=line[0]).is_dropped
        with pytest.raises(OfferOver):
            answer_offer(actor=an_actor(person=people[0]), offer=first, accepts=True)
        second = Offer.objects.get(state=OfferState.OPEN)
        answer_offer(actor=an_actor(person=people[1]), offer=second.pk, accepts=True)
        assert states(line) == ["cancelled", "selected"]
        assert SeatCount.objects.get(pk=session).taken == 1


@pytest.mark.parametrize(("keeps", "after"), [(False, ["cancelled", "offered"]), (True, ["waitlisted", "offered"])])
def test_an_offer_that_nobody_answers_goes_on_and_the_policy_says_who_keeps_the_place(
    keeps: bool, after: list[str]
) -> None:
    course, [session] = sessions_of()
    with clock.fixed(TODAY):
        line = a_line(decided(course, [session], CallPolicy(offer_expired_keeps_rank=keeps)), [[session], [session]])
        fill_vacancies([session], actor=the_operator())
        assert expire_offers(actor=the_operator()) == 0
    with clock.fixed(TODAY + timedelta(days=2)):
        assert expire_offers(actor=the_operator()) == 1
        assert expire_offers(actor=the_operator()) == 0
    assert states(line) == after


def test_an_offer_ends_at_the_latest_when_the_list_is_due() -> None:
    course, [session] = sessions_of()
    call = decided(course, [session])
    a_line(call, [[session]])
    with clock.fixed(datetime(2027, 2, 25, 20, 0)):  # noqa: DTZ001  in Korea, as the clock has it
        fill_vacancies([session], actor=the_operator())
        assert Offer.objects.get().expires_at - clock.now() == timedelta(hours=4)


def test_who_was_carried_over_still_hears_of_a_seat_they_first_wanted() -> None:
    with clock.fixed(TODAY):
        course, [session, second] = sessions_of(2)
        first = decided(course, [session])
        person = a_person()
        old = an_application(call=first, person=person, wishes=[session], state=ApplicationState.NOT_SELECTED)
        child = a_call(course=course, sessions=[second], state=CallState.DECIDED, parent=first, number=2)
        SeatCount.objects.filter(pk=second).update(taken=1)
        line = a_line(child, [[second]], people=[person])
        Application.objects.filter(pk=line[0]).update(carried_from_id=old)
        assert fill_vacancies([session, second], actor=the_operator()) == 1
        assert Offer.objects.get().session_id == session


def test_the_number_of_statements_does_not_grow_with_the_line() -> None:
    with clock.fixed(TODAY):
        course, [session] = sessions_of(seats=9)
        call = decided(course, [session], CallPolicy(absence_percent=50))
        counts = []
        for people in (1, 1, 4):
            first = Application.objects.filter(call=call).count() + 1
            a_line(call, [[session]] * people, first=first)
            with CaptureQueriesContext(connection) as seen:
                fill_vacancies([session], actor=the_operator())
            counts.append(len(seen))
        assert counts[1] == counts[2]
