"""What the office needs in front of it, and what everybody sees of a decided call."""

from collections.abc import Iterator

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.models import Selection
from baeumgil.stages.enrolment.queries.call_desks import (
    Aftermath,
    aftermath,
    call_desk,
    quota_units,
    state_counts,
    uncalled_sessions,
    words_of,
)
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, Mechanism, SelectionState
from baeumgil.stages.plan.errors import CourseNotFound
from tests.build import a_person, a_unit, an_actor
from tests.build_enrolment import a_call, a_quota, an_application
from tests.build_schedule import a_session
from tests.stages.enrolment.call_world import TODAY, a_call_world

pytestmark = pytest.mark.django_db
OFFICE = an_actor(Role.TRAINING_OFFICE)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def test_the_desk_offers_sessions_to_come_and_names_the_call_that_has_one() -> None:
    world = a_call_world()
    a_session(year=world.year, course=world.course, number=98, starts=TODAY)
    a_session(year=world.year, course=world.course, number=99)
    mine = a_call(course=world.course, sessions=[world.first], state=CallState.DRAFT)
    a_call(course=world.course, sessions=[world.second], name="다른 모집")
    desk = call_desk(actor=OFFICE, course=world.course, call=mine)
    assert [(offered.row.id, offered.called_by) for offered in desk.sessions] == [
        (world.first, ""),
        (world.second, "다른 모집"),
    ]
    with pytest.raises(CourseNotFound):
        call_desk(actor=OFFICE, course=2**63)


def test_the_office_sees_units_sessions_without_a_call_and_where_applications_stand() -> None:
    world, unit = a_call_world(), a_unit()
    call = a_call(course=world.course, sessions=[world.first])
    an_application(call=call, person=a_person(), state=ApplicationState.APPROVED)
    an_application(call=call, person=a_person(), state=ApplicationState.CANCELLED)
    april = TODAY.replace(month=4, day=1)
    assert unit in {row.id for row in quota_units(actor=OFFICE)}
    assert [row.id for row in uncalled_sessions(actor=OFFICE, institute=world.institute, first=april)] == [world.second]
    counts = {ApplicationState.APPROVED: 1, ApplicationState.CANCELLED: 1}
    assert state_counts(actor=an_actor(Role.AUDITOR), call=call) == counts
    for actor in (an_actor(), an_actor(Role.LIAISON)):
        with pytest.raises(NotAllowed):
            quota_units(actor=actor)
        with pytest.raises(NotAllowed):
            state_counts(actor=actor, call=call)


def test_a_quota_of_a_bureau_covers_its_divisions_in_the_words_of_a_call() -> None:
    world, bureau = a_call_world(), a_unit("복지국")
    division = a_unit("복지과", parent=bureau)
    call = a_call(course=world.course, sessions=world.sessions)
    a_quota(call=call, keys=[str(bureau)], reserved=5)
    words = words_of(call_card(actor=OFFICE, call=call))
    assert [line.code for line in words.given_up] == ["not_most"]
    a_quota(call=call, keys=[str(division)], reserved=2)
    words = words_of(call_card(actor=OFFICE, call=call))
    assert "no_truth" in [line.code for line in words.given_up]


def test_the_result_in_numbers_is_everybodys_and_drafts_are_nobodys() -> None:
    world = a_call_world()
    call = a_call(course=world.course, sessions=[world.first], state=CallState.DECIDED)
    assert aftermath(actor=an_actor(), call=call) == Aftermath()
    second = a_call(course=world.course, sessions=[world.second], parent=call, number=2)
    facts = {"problem": "{}", "result": "{}", "problem_digest": "-", "result_digest": "-", "made_by": "시험"}
    figures = {"applied": 5, "seated": 3, "waiting": 1, "not_selected": 1}
    signed = {"first_at": clock.now(), "first_by": "하나", "first_account": 1}
    signed |= {"second_at": clock.now(), "second_by": "둘", "second_account": 2}
    for number, state in ((1, SelectionState.DISCARDED), (2, SelectionState.PUBLISHED)):
        Selection.objects.create(
            call_id=call,
            number=number,
            mechanism=Mechanism.SERIAL,
            state=state,
            figures=figures if state is SelectionState.PUBLISHED else {},
            made_at=clock.now(),
            **facts,
            **signed,
        )
    assert aftermath(actor=an_actor(), call=call) == Aftermath(5, 3, 1, 1, second)
    with pytest.raises(NotAllowed):
        aftermath(actor=Actor.nobody(), call=call)
