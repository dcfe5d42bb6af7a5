"""Lists and cards of calls."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.queries.call_facts import waiting_sessions
from baeumgil.stages.enrolment.queries.calls import (
    call_card,
    call_of_session,
    call_on_session,
    calls,
    open_calls_of,
    second_call_of,
)
from baeumgil.stages.enrolment.terms import ApplicationState, CallPhase, CallState, QuotaKind
from tests.build import a_person, an_actor
from tests.build_enrolment import SEED, SEED_HASH, a_call, a_quota, an_application
from tests.stages.enrolment.call_world import TODAY, a_call_world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def test_a_card_counts_seats_applications_and_first_wishes_and_hides_the_seed() -> None:
    world = a_call_world(seats=2)
    call = a_call(course=world.course, sessions=world.sessions)
    quota = a_quota(call=call, kind=QuotaKind.GRADE, keys=["7"], most=1, label="7급")
    an_application(call=call, person=a_person(), wishes=world.sessions, state=ApplicationState.SELECTED)
    an_application(call=call, person=a_person(), wishes=[world.first], state=ApplicationState.APPROVED)
    an_application(call=call, person=a_person(), wishes=[world.first], state=ApplicationState.CANCELLED)
    card = call_card(actor=an_actor(), call=call)
    sessions = [(row.session, row.capacity, row.taken, row.free, row.wished) for row in card.sessions]
    assert sessions == [(world.first, 2, 1, 1, 2), (world.second, 2, 0, 2, 0)]
    assert [len(row.dates) for row in card.sessions] == [2, 2]
    assert (card.applications, card.seats, card.seed, card.seed_hash) == (2, 4, "", SEED_HASH)
    assert [(row.id, row.keys, row.most, row.reserved) for row in card.quotas] == [(quota, ("7",), 1, None)]


def test_the_seed_is_told_with_the_result() -> None:
    world = a_call_world()
    call = a_call(course=world.course, state=CallState.DECIDED)
    assert call_card(actor=an_actor(), call=call).seed == SEED


def test_who_sees_what() -> None:
    world = a_call_world()
    draft = a_call(course=world.course, state=CallState.DRAFT)
    shown = a_call(course=world.course)
    for actor in (an_actor(), an_actor(Role.LIAISON)):
        assert [row.id for row in calls(actor=actor).rows] == [shown]
        with pytest.raises(CallNotFound):
            call_card(actor=actor, call=draft)
    for actor in (an_actor(Role.TRAINING_OFFICE), an_actor(Role.AUDITOR)):
        assert {row.id for row in calls(actor=actor).rows} == {draft, shown}
        assert call_card(actor=actor, call=draft).phase is CallPhase.DRAFT
    with pytest.raises(NotAllowed):
        calls(actor=Actor.nobody())
    with pytest.raises(NotAllowed):
        call_card(actor=Actor.nobody(), call=shown)
    with pytest.raises(CallNotFound):
        call_card(actor=an_actor(), call=2**63)


def test_calls_are_found_by_phase_words_and_institute() -> None:
    world, now = a_call_world(), clock.now()
    day = timedelta(days=1)
    found = {
        CallPhase.DRAFT: a_call(course=world.course, state=CallState.DRAFT, name="봄 모집"),
        CallPhase.COMING: a_call(course=world.course, opens_at=now + day),
        CallPhase.OPEN: a_call(course=world.course, opens_at=now),
        CallPhase.CLOSED: a_call(course=world.course, opens_at=now - day, closes_at=now),
        CallPhase.DECIDED: a_call(course=world.course, state=CallState.DECIDED),
        CallPhase.CANCELLED: a_call(course=world.course, state=CallState.CANCELLED),
    }
    office = an_actor(Role.TRAINING_OFFICE)
    for phase, call in found.items():
        assert [(row.id, row.phase) for row in calls(actor=office, phase=phase).rows] == [(call, phase)]
    assert [row.id for row in calls(actor=office, words="봄 \x00모집").rows] == [found[CallPhase.DRAFT]]
    assert calls(actor=office, words="보고서", institute=world.institute).total == 6
    assert calls(actor=office, institute=world.institute + 1).total == 0
    assert set(open_calls_of([world.course])) == {world.course}
    opened = [row.id for row in open_calls_of([world.course])[world.course]]
    assert opened == [found[CallPhase.COMING], found[CallPhase.OPEN]]


def test_the_call_of_a_session_and_what_follows_it() -> None:
    world = a_call_world()
    assert call_of_session(world.first) is None
    first = a_call(course=world.course, sessions=[world.first], state=CallState.DECIDED)
    a_call(course=world.course, sessions=world.sessions, state=CallState.CANCELLED)
    a_call(course=world.course, sessions=world.sessions, state=CallState.DRAFT)
    assert (call_of_session(world.first), call_of_session(world.second)) == (first, None)
    told = call_on_session(actor=an_actor(), session=world.first)
    assert told is not None
    assert (told.call, told.phase, [line.code for line in told.words.order][-1]) == (first, CallPhase.DECIDED, "draw")
    assert call_on_session(actor=an_actor(), session=world.second) is None
    second = a_call(course=world.course, sessions=[world.second], parent=first, number=2)
    assert (second_call_of(first), second_call_of(second)) == (second, None)


def test_sessions_of_a_month_that_were_never_called() -> None:
    world = a_call_world()
    a_call(course=world.course, sessions=[world.first], state=CallState.CANCELLED)
    a_call(course=world.course, sessions=[world.second])
    april = TODAY.replace(month=4, day=1), TODAY.replace(month=4, day=30)
    assert [row.id for row in waiting_sessions(world.institute, *april)] == [world.first]
    assert waiting_sessions(world.institute, TODAY, TODAY) == ()


def test_a_list_takes_as_many_statements_for_one_call_as_for_many() -> None:
    world, actor = a_call_world(), an_actor()
    counted = []
    for number in (1, 4):
        for _ in range(number):
            call = a_call(course=world.course, sessions=world.sessions)
            an_application(call=call, person=a_person(), wishes=world.sessions)
        with CaptureQueriesContext(connection) as captured:
            assert calls(actor=actor).total >= number
        counted.append(len(captured))
    assert counted == [4, 4]
