"""`queries.applications`: one's own, one in full, and those somebody looks after."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry
from baeumgil.stages.enrolment.errors import ApplicationNotFound
from baeumgil.stages.enrolment.models import Approval, Deputy, Offer
from baeumgil.stages.enrolment.queries.applications import application_card, applications_of, my_applications
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, ApproverKind, CallPhase, CallState
from tests.build import a_person, a_unit, an_actor
from tests.build_approvals import a_call_with_approvals, a_small_city, asked
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import an_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _early_in_the_year() -> Iterator[None]:
    with clock.fixed(date(2027, 2, 1)):
        yield


def a_decided_call(*, seats: int = 1) -> tuple[int, int, int]:
    """A call decided already, with sessions on 8 and 15 March."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    first, second = (
        a_session(year=year, course=course, number=number, seats=seats, starts=date(2027, 3, day))
        for number, day in ((1, 8), (2, 15))
    )
    return a_call(course=course, sessions=[first, second], state=CallState.DECIDED), first, second


def test_my_applications_say_where_they_stand_and_what_may_be_done() -> None:
    call, first, second = a_decided_call()
    me = a_person(unit=a_unit())
    others = [a_person() for _ in range(2)]
    for rank, person in enumerate(others, 1):
        an_application(call=call, person=person, wishes=[first], state=ApplicationState.WAITLISTED, wait_rank=rank)
    an_application(call=call, person=me, wishes=[second, first], state=ApplicationState.WAITLISTED, wait_rank=7)
    (mine,) = my_applications(actor=an_actor(person=me))
    assert (mine.row.state, mine.row.wait_place, mine.phase) == (ApplicationState.WAITLISTED, 3, CallPhase.DECIDED)
    assert [(wish.rank, wish.title) for wish in mine.row.wishes] == [(1, "보고서 작성 2기"), (2, "보고서 작성 1기")]
    assert (mine.possible.withdraw, mine.possible.swap, mine.possible.review) == (True, False, True)
    assert AccessEntry.objects.count() == 0


def test_a_seat_tells_its_days_and_until_when_it_may_be_left_or_swapped() -> None:
    call, first, _second = a_decided_call()
    me = a_person()
    an_application(call=call, person=me, wishes=[first], state=ApplicationState.SELECTED)
    (mine,) = my_applications(actor=an_actor(person=me))
    assert (mine.row.seat_title, mine.seat_dates) == ("보고서 작성 1기", (date(2027, 3, 8), date(2027, 3, 9)))
    may = mine.possible
    assert (may.withdraw_until, may.swap_until, may.confirm) == (date(2027, 3, 5), date(2027, 2, 26), True)


def test_an_offer_that_waits_for_an_answer_is_with_its_application() -> None:
    call, first, _second = a_decided_call()
    me = a_person()
    number = an_application(
        call=call, person=me, wishes=[first], state=ApplicationState.OFFERED, seat=first, wait_rank=1
    )
    until = clock.now() + timedelta(days=1)
    offer = Offer.objects.create(application_id=number, session_id=first, made_at=clock.now(), expires_at=until)
    (mine,) = my_applications(actor=an_actor(person=me))
    assert mine.offer is not None
    assert (mine.offer.id, mine.offer.title, mine.offer.expires_at) == (offer.pk, "보고서 작성 1기", until)
    assert mine.possible.answer


def test_a_card_shows_every_step_and_consent() -> None:
    call, first, _second = a_decided_call()
    unit = a_unit("총무과")
    me = a_person(unit=unit)
    number = an_application(call=call, person=me, wishes=[first], state=ApplicationState.AWAITING_APPROVAL)
    Approval.objects.create(
        application_id=number, order=1, kind=ApproverKind.UNIT_HEAD, unit_id=unit, state=ApprovalState.OPEN
    )
    card = application_card(actor=an_actor(person=me), application=number)
    assert [(step.after, step.actor_label) for step in card.steps] == [(ApplicationState.SUBMITTED, "시험")]
    assert [(row.kind, row.unit_name, row.state) for row in card.approvals] == [
        (ApproverKind.UNIT_HEAD, "총무과", ApprovalState.OPEN)
    ]
    assert (card.is_own, card.may_act, card.refused) == (True, True, ())


def test_a_card_names_who_may_decide_deputies_as_such_and_nobody_about_themselves() -> None:
    city = a_small_city()
    me = a_person("가온", unit=city.division)
    an_account(Role.HEAD, unit=city.division, person=me)
    (mine,) = asked(city, a_call_with_approvals(city), [me])
    head, deputy = city.actor(city.head).label, city.actor(city.liaison).label

    def approvers() -> list[tuple[str, str]]:
        card = application_card(actor=an_actor(person=me), application=mine.pk)
        return [(one.name, one.stands_in_for) for one in card.approvers]

    assert approvers() == [(head, "")]
    today = clock.today()
    Deputy.objects.create(
        account_id=city.head,
        deputy_id=city.liaison,
        starts_on=today,
        ends_on=today,
        named_by="과장",
        named_at=clock.now(),
    )
    assert approvers() == [(head, ""), (deputy, head)]
    Approval.objects.filter(application=mine, state=ApprovalState.OPEN).update(unit=None)
    assert approvers() == [(city.actor(city.officer).label, "")]
    Approval.objects.filter(application=mine, state=ApprovalState.OPEN).delete()
    assert approvers() == []


def test_a_card_is_for_whose_it_is_and_who_looks_after_them() -> None:
    call, first, _second = a_decided_call()
    unit = a_unit()
    number = an_application(call=call, person=a_person(unit=unit), wishes=[first])
    liaison = an_actor(Role.LIAISON, units=[unit], person=a_person())
    assert application_card(actor=liaison, application=number).may_act is False
    assert AccessEntry.objects.count() == 1
    assert application_card(actor=an_actor(Role.TRAINING_OFFICE), application=number).may_act is True
    strangers = [an_actor(person=a_person()), an_actor(Role.LIAISON, units=[a_unit()]), Actor.nobody()]
    for actor in strangers:
        for wanted in (number, 0, 2**63):
            with pytest.raises(ApplicationNotFound):
                application_card(actor=actor, application=wanted)


def test_a_list_holds_the_people_of_ones_units_only() -> None:
    call, first, _second = a_decided_call()
    mine, theirs = a_unit(), a_unit()
    own = an_application(call=call, person=a_person(unit=mine), wishes=[first])
    an_application(call=call, person=a_person(unit=theirs), wishes=[first], state=ApplicationState.RETURNED)
    liaison = an_actor(Role.LIAISON, units=[mine])
    assert [row.id for row in applications_of(actor=liaison, call=call).rows] == [own]
    office = an_actor(Role.TRAINING_OFFICE)
    assert applications_of(actor=office, call=call).total == 2
    assert applications_of(actor=office, unit=theirs, state=ApplicationState.RETURNED).total == 1
    key = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"enrolment:read"}))
    assert applications_of(actor=key).total == 2
    for actor in (an_actor(person=a_person()), Actor.nobody(), an_actor(Role.INSTRUCTOR)):
        with pytest.raises(NotAllowed):
            applications_of(actor=actor)
        with pytest.raises(NotAllowed):
            my_applications(actor=actor, person=a_person())


def test_statements_do_not_grow_with_the_applications() -> None:
    call, first, second = a_decided_call(seats=30)
    me = a_person()
    office = an_actor(Role.TRAINING_OFFICE)
    counts = []
    for size in (1, 4):
        for _ in range(size):
            again = a_decided_call()[0]
            an_application(call=call, person=a_person(), wishes=[first, second], state=ApplicationState.SELECTED)
            an_application(
                call=again,
                person=me,
                wishes=[first, second],
                state=ApplicationState.WAITLISTED,
                wait_rank=1,
            )
        with CaptureQueriesContext(connection) as many:
            applications_of(actor=office, call=call)
        with CaptureQueriesContext(connection) as own:
            my_applications(actor=an_actor(person=me))
        counts.append((len(many), len(own)))
    assert counts[0] == counts[1]
    assert counts[1][1] <= 8
