"""`services.nominations` and `services.call_ups`: many people at once, all or none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import ApplicationInvalid, ClosedAlready, NotOpenYet, SeatsGone
from baeumgil.stages.enrolment.models import Application, Approval, Call, SeatCount, Wish
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.approvals import approve
from baeumgil.stages.enrolment.services.call_ups import CalledUp, call_up
from baeumgil.stages.enrolment.services.nominations import nominate
from baeumgil.stages.enrolment.terms import ApproverKind
from baeumgil.stages.people.models import Notice
from tests.build import a_person, an_actor, the_operator
from tests.build_approvals import a_call_with_approvals, a_small_city, due_today

pytestmark = pytest.mark.django_db


def stored(call: int) -> list[tuple[int, str, str]]:
    """Person, way and state of each application of a call."""
    rows = Application.objects.filter(call_id=call).order_by("pk")
    return [(row.person_id, row.via.value, row.state.value) for row in rows]


def lines(call: int) -> list[tuple[str, str]]:
    """Kind and state of all approvals of a call."""
    rows = Approval.objects.filter(application__call_id=call).order_by("application_id", "order")
    return [(row.kind.value, row.state.value) for row in rows]


def test_a_liaison_names_people_and_consents_with_it_but_not_for_themselves() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    colleague, own = a_person(unit=city.division), city.person(city.liaison)
    made = nominate(
        actor=city.actor(city.liaison),
        call=call,
        people=[colleague, own],
        wishes=city.sessions,
        reason="실무",
        key="k1",
    )
    assert (len(made.applications), made.awaiting) == (2, 2)
    assert sorted(stored(call)) == sorted((person, "nomination", "awaiting_approval") for person in (colleague, own))
    by_person = {
        person: [
            (row.kind.value, row.state.value)
            for row in Approval.objects.filter(application__person_id=person).order_by("order")
        ]
        for person in (colleague, own)
    }
    assert by_person == {
        colleague: [("unit_head", "open"), ("home_body", "approved")],
        own: [("unit_head", "open"), ("home_body", "waiting")],
    }
    assert set(Notice.objects.filter(key__startswith="entered:").values_list("person_id", flat=True)) == {
        colleague,
        own,
    }


def test_a_second_click_names_nobody_twice() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    person = a_person(unit=city.division)
    wanted = {"call": call, "people": [person], "wishes": city.sessions, "key": "k1"}
    first = nominate(actor=city.actor(city.liaison), **wanted)  # type: ignore[arg-type]
    again = nominate(actor=city.actor(city.liaison), **wanted)  # type: ignore[arg-type]
    assert (again.applications, again.is_repeat) == (first.applications, True)
    assert len(stored(call)) == 1


def test_everything_that_is_wrong_is_named_by_person_and_nobody_is_entered() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    gone = a_person("나떠남", unit=city.division, left_on=clock.today() - timedelta(days=9))
    there = a_person("이미", unit=city.division)
    nominate(actor=city.actor(city.liaison), call=call, people=[there], wishes=city.sessions, key="k1")
    with pytest.raises(ApplicationInvalid) as caught:
        nominate(
            actor=the_operator(), call=call, people=[there, gone, a_person(unit=city.division)], wishes=[], key="k2"
        )
    assert sorted((problem.code, problem.message.split(":")[0]) for problem in caught.value.problems) == [
        ("applied_already", "이미"),
        ("no_wish", "희망하는 기수를 고르지 않았습니다."),
        ("not_serving", "나떠남"),
    ]
    assert len(stored(call)) == 1


@pytest.mark.parametrize("role", [Role.LIAISON, Role.OFFICIAL, Role.AUDITOR])
def test_nobody_is_named_by_who_is_not_responsible_for_them(role: Role) -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    stranger = an_actor(role, units=[city.other])
    for people in ([a_person(unit=city.division)], [] if role is not Role.LIAISON else [a_person()]):
        with pytest.raises(NotAllowed):
            nominate(actor=stranger, call=call, people=people, wishes=city.sessions, key="k1")
    assert stored(call) == []


def test_not_before_and_not_after_the_window() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    wanted = {"people": [a_person(unit=city.division)], "wishes": city.sessions, "key": "k1"}
    now = clock.now()
    for opens, closes, refusal in (
        (now + timedelta(days=1), now + timedelta(days=2), NotOpenYet),
        (now - timedelta(days=2), now - timedelta(days=1), ClosedAlready),
    ):
        Call.objects.filter(pk=call).update(opens_at=opens, closes_at=closes)
        with pytest.raises(refusal):
            nominate(actor=city.actor(city.liaison), call=call, **wanted)  # type: ignore[arg-type]
    assert stored(call) == []


def test_first_come_people_stand_in_line_one_after_another() -> None:
    city = a_small_city(seats=2)
    call = a_call_with_approvals(city, approvals=[], is_first_come=True)
    people = [a_person(unit=city.division) for _ in range(3)]
    nominate(actor=city.actor(city.liaison), call=call, people=people, wishes=city.sessions, key="k1")
    assert [state for _person, _via, state in stored(call)] == ["selected", "selected", "waitlisted"]
    assert list(Application.objects.filter(call_id=call).order_by("pk").values_list("arrival", "wait_rank")) == [
        (1, None),
        (2, None),
        (3, 3),
    ]
    assert (SeatCount.objects.get(pk=city.sessions[0]).taken, Call.objects.get(pk=call).arrivals) == (2, 3)


@pytest.mark.parametrize("is_first_come", [True, False])
def test_somebody_may_wish_for_other_sessions_than_the_rest(*, is_first_come: bool) -> None:
    city = a_small_city(seats=1, sessions=2)
    call = a_call_with_approvals(city, approvals=[], is_first_come=is_first_come)
    first, second = city.sessions
    people = [a_person(unit=city.division) for _ in range(3)]
    wanted = {"call": call, "people": people, "wishes": [first], "key": "k1"}
    for own in ([], [second, second], [10**9]):
        with pytest.raises(ApplicationInvalid) as caught:
            nominate(actor=city.actor(city.liaison), **wanted, wishes_of={people[1]: own})  # type: ignore[arg-type]
        assert {problem.field for problem in caught.value.problems} == {"people"}
    assert stored(call) == []
    nominate(actor=city.actor(city.liaison), **wanted, wishes_of={people[1]: [second]})  # type: ignore[arg-type]
    wishes = Wish.objects.order_by("application__person_id").values_list("application__person_id", "session_id")
    assert list(wishes) == [(people[0], first), (people[1], second), (people[2], first)]
    if is_first_come:
        found = Application.objects.order_by("arrival").values_list("person_id", "seat_id", "wait_rank")
        assert list(found) == [(people[0], first, None), (people[1], second, None), (people[2], None, 3)]


@pytest.mark.parametrize("approvals", [[], [ApproverKind.HOME_BODY], [ApproverKind.UNIT_HEAD]])
def test_a_first_come_seat_is_to_be_confirmed_as_soon_whichever_way_it_was_got(approvals: list[ApproverKind]) -> None:
    with clock.fixed(clock.now()):
        city = a_small_city(seats=4)
        call = a_call_with_approvals(city, approvals=approvals, is_first_come=True, confirm_days=2)
        named, own = a_person(unit=city.division), a_person(unit=city.division)
        nominate(actor=city.actor(city.liaison), call=call, people=[named], wishes=city.sessions, key="k1")
        apply(actor=an_actor(person=own), call=call, wishes=city.sessions, key="k2")
        for approval in Approval.objects.filter(state="open").order_by("pk"):
            decider = city.head if approval.kind is ApproverKind.UNIT_HEAD else city.liaison
            approve(actor=city.actor(decider), approvals=[approval.pk])
        due = clock.now() + timedelta(days=2)
    found = Application.objects.order_by("pk").values_list("person_id", "state", "confirm_by")
    assert list(found) == [(person, "selected", due) for person in (named, own)]


def test_nobody_waits_who_may_not_and_nobody_is_entered() -> None:
    city = a_small_city(seats=1)
    call = a_call_with_approvals(city, approvals=[], is_first_come=True)
    stored_call = Call.objects.get(pk=call)
    Call.objects.filter(pk=call).update(policy={**stored_call.policy, "most_waiting": 1})
    people = [a_person(unit=city.division) for _ in range(3)]
    with pytest.raises(SeatsGone):
        nominate(actor=city.actor(city.liaison), call=call, people=people, wishes=city.sessions, key="k1")
    assert (stored(call), SeatCount.objects.get(pk=city.sessions[0]).taken) == ([], 0)
    nominate(actor=city.actor(city.liaison), call=call, people=people[:2], wishes=city.sessions, key="k2")
    assert [state for _person, _via, state in stored(call)] == ["selected", "waitlisted"]


def test_what_was_typed_is_checked_as_a_whole() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    with pytest.raises(ApplicationInvalid) as caught:
        nominate(actor=city.actor(city.liaison), call=call, people=[10**9], wishes=[], reason="가" * 301, key="\x00")
    assert sorted({problem.code for problem in caught.value.problems}) == [
        "bad_key",
        "no_wish",
        "too_long",
        "unknown_person",
    ]
    with pytest.raises(ApplicationInvalid) as caught:
        nominate(actor=city.actor(city.liaison), call=call, people=[], wishes=city.sessions, key="k1")
    assert [problem.code for problem in caught.value.problems] == ["nobody"]
    assert stored(call) == []


def test_a_head_who_names_people_has_approved_and_nothing_more_is_asked() -> None:
    city = a_small_city(seats=1)
    call = a_call_with_approvals(city, approvals=[ApproverKind.UNIT_HEAD])
    nominate(
        actor=city.actor(city.head), call=call, people=[a_person(unit=city.division)], wishes=city.sessions, key="k1"
    )
    assert [state for _person, _via, state in stored(call)] == ["approved"]
    assert lines(call) == [("unit_head", "approved")]


def test_statements_do_not_grow_with_the_people() -> None:
    city = a_small_city()
    counts = []
    for number in (1, 1, 6):
        call = a_call_with_approvals(city)
        people = [a_person(unit=city.division) for _ in range(number)]
        actor = city.actor(city.liaison)
        with CaptureQueriesContext(connection) as captured:
            nominate(actor=actor, call=call, people=people, wishes=city.sessions, key="k1")
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_everybody_whose_stage_is_due_is_entered_but_for_who_may_not() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    able, gone = a_person(unit=city.division), a_person(unit=city.division, left_on=clock.today() - timedelta(days=9))
    a_person(unit=city.division)
    due_today(city, able, gone)
    office = city.actor(city.officer)
    called = call_up(actor=office, call=call)
    assert (len(called.applications), called.left_out) == (1, 1)
    assert stored(call) == [(able, "call_up", "awaiting_approval")]
    assert call_up(actor=office, call=call) == CalledUp(left_out=1)


def test_people_named_by_the_office_are_entered_once() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city, approvals=[ApproverKind.INSTITUTE])
    person = a_person(unit=city.division)
    office = city.actor(city.officer)
    first = call_up(actor=office, call=call, people=[person], key="k1")
    assert call_up(actor=office, call=call, people=[person], key="k1") == first
    assert (stored(call), lines(call)) == ([(person, "call_up", "approved")], [("institute", "approved")])
    with pytest.raises(ApplicationInvalid):
        call_up(actor=office, call=call, people=[person])
    Call.objects.filter(pk=call).update(closes_at=clock.now())
    with pytest.raises(ClosedAlready):
        call_up(actor=office, call=call, people=[a_person(unit=city.division)])
    assert len(stored(call)) == 1


def test_people_may_be_asked_to_apply_instead() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    person = a_person(unit=city.division)
    due_today(city, person)
    assert call_up(actor=city.actor(city.officer), call=call, asks_only=True) == CalledUp(told=1)
    assert call_up(actor=city.actor(city.officer), call=call, asks_only=True) == CalledUp(told=0)
    notice = Notice.objects.get(person_id=person)
    assert (notice.kind, notice.link) == ("call_up", f"apply-call:{call}")
    assert stored(call) == []


def test_only_the_office_calls_people_up_and_only_for_a_stage() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    with pytest.raises(NotAllowed):
        call_up(actor=city.actor(city.liaison), call=call)
    with pytest.raises(ApplicationInvalid) as caught:
        call_up(actor=city.actor(city.officer), call=call)
    assert [problem.code for problem in caught.value.problems] == ["no_stage"]
    assert stored(call) == []


def test_a_key_that_may_write_names_people_without_anybodys_consent() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    key = Actor(kind=ActorKind.API_KEY, label="인사시스템", scopes=frozenset({"enrolment:write"}))
    nominate(actor=key, call=call, people=[a_person(unit=city.division)], wishes=city.sessions, key="k1")
    assert lines(call) == [("unit_head", "open"), ("home_body", "waiting")]
