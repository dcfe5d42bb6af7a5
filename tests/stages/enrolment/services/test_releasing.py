"""Sessions that are cancelled or moved, and those who applied for them."""

from collections.abc import Iterable, Iterator

import pytest
from django.db.models import Model

from baeumgil.core import clock
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.models import Application, Call, Offer, SeatCount, Step, Wish
from baeumgil.stages.enrolment.services import ending, releasing
from baeumgil.stages.enrolment.services.releasing import release_session
from baeumgil.stages.enrolment.terms import ApplicationState as S
from baeumgil.stages.enrolment.terms import CallState, OfferState
from baeumgil.stages.people.models import Notice
from baeumgil.stages.schedule.models import CourseSession
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.services import bookings, years
from baeumgil.stages.schedule.services.bookings import write_placings
from baeumgil.stages.schedule.services.years import cancel_session
from tests.build import a_person, an_actor, the_operator
from tests.build_enrolment import a_call, an_application
from tests.stages.enrolment.call_world import TODAY, CallWorld, a_call_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def one(world: CallWorld, call: int, state: S, *, other: bool = False, seat: int | None = None, rank: int = 0) -> int:
    """An application that wishes for the first session, and perhaps for the second."""
    wishes = [world.first, world.second] if other else [world.first]
    return an_application(
        call=call,
        person=a_person(),
        wishes=wishes,
        state=state,
        seat=seat,
        wait_rank=rank or None,
        arrival=rank if state is S.AWAITING_APPROVAL else None,
    )


def test_a_cancelled_session_lets_everybody_go_on_as_far_as_they_can() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions)
    expected = {
        one(world, call, S.SELECTED): S.CANCELLED,
        one(world, call, S.CONFIRMED, other=True): S.CANCELLED,
        one(world, call, S.SELECTED, other=True, seat=world.second): S.SELECTED,
        one(world, call, S.OFFERED, rank=1): S.NOT_SELECTED,
        one(world, call, S.OFFERED, rank=2, other=True): S.WAITLISTED,
        one(world, call, S.WAITLISTED, rank=3): S.NOT_SELECTED,
        one(world, call, S.WAITLISTED, rank=4, other=True): S.WAITLISTED,
        one(world, call, S.APPROVED): S.CANCELLED,
        one(world, call, S.APPROVED, other=True): S.APPROVED,
        one(world, call, S.SUBMITTED, other=True): S.SUBMITTED,
        one(world, call, S.AWAITING_APPROVAL): S.CANCELLED,
        one(world, call, S.AWAITING_APPROVAL, other=True, seat=world.first, rank=5): S.AWAITING_APPROVAL,
        one(world, call, S.RETURNED): S.RETURNED,
        one(world, call, S.COMPLETED): S.COMPLETED,
    }
    offered = next(iter(Application.objects.filter(state=S.OFFERED, wait_rank=2).values_list("pk", flat=True)))
    Offer.objects.create(application_id=offered, session_id=world.first, made_at=clock.now(), expires_at=clock.now())
    cancel_session(actor=the_operator(), session=world.first, reason="강사 사정")
    assert dict(Application.objects.values_list("pk", "state")) == expected
    seats = Application.objects.filter(seat__isnull=False).order_by("pk").values_list("state", "seat_id")
    assert list(seats) == [(S.SELECTED, world.second), (S.COMPLETED, world.first)]
    taken = SeatCount.objects.order_by("pk").values_list("pk", "taken")
    assert list(taken) == [(world.first, 1), (world.second, 1)]
    assert Offer.objects.get().state == OfferState.WITHDRAWN
    live = Wish.objects.filter(session_id=world.first, is_dropped=False)
    assert set(live.values_list("application__state", flat=True)) == {S.RETURNED, S.COMPLETED}
    assert set(Step.objects.exclude(reason="applied").values_list("text", flat=True)) == {"보고서 작성 1기 폐강"}
    assert (Notice.objects.count(), Call.objects.get().state) == (11, CallState.ANNOUNCED)
    assert CourseSession.objects.get(pk=world.first).waiting == 0


def test_calls_and_seats_are_held_before_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    world = a_call_world()
    a_call(course=world.course, sessions=world.sessions)
    held = []

    def noted(model: type[Model], ids: Iterable[int]) -> list[Model]:
        held.append(model.__name__)
        return hold(model, ids)

    for module in (years, bookings, releasing, ending):
        monkeypatch.setattr(module, "hold", noted)
    cancel_session(actor=the_operator(), session=world.first, reason="강사 사정")
    assert held[:4] == ["Call", "SeatCount", "ScheduleYear", "CourseSession"]


def test_a_call_without_a_session_left_is_taken_back_and_nobody_else_is_touched() -> None:
    world = a_call_world()
    first = a_call(course=world.course, sessions=[world.first])
    second = a_call(course=world.course, sessions=[world.second], state=CallState.DECIDED)
    cancel_session(actor=the_operator(), session=world.first, reason="강사 사정")
    cancel_session(actor=the_operator(), session=world.second, reason="강사 사정")
    states = dict(Call.objects.values_list("pk", "state"))
    assert states == {first: CallState.CANCELLED, second: CallState.DECIDED}


def test_only_the_house_itself_releases_a_session() -> None:
    world = a_call_world()
    one(world, a_call(course=world.course, sessions=world.sessions), S.SELECTED)
    with pytest.raises(NotAllowed):
        release_session(actor=an_actor(), session=world.first)
    assert Application.objects.get().state == S.SELECTED


def test_who_sits_in_a_moved_session_or_wishes_for_it_hears_of_its_days() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=world.sessions)
    seated = one(world, call, S.SELECTED)
    wishing = one(world, call, S.APPROVED, other=True)
    one(world, call, S.SELECTED, other=True, seat=world.second)
    one(world, call, S.CANCELLED)
    moved = (TODAY.replace(month=4, day=13), TODAY.replace(month=4, day=14))
    write_placings([Placing(world.first, moved)])
    told = Notice.objects.order_by("person_id")
    people = Application.objects.filter(pk__in=[seated, wishing]).order_by("person_id")
    assert [notice.person_id for notice in told] == list(people.values_list("person_id", flat=True))
    assert {notice.text for notice in told} == {"지금 날짜는 04-13, 04-14입니다."}
    write_placings([Placing(world.first, moved[:1])])
    assert Notice.objects.count() == 4
