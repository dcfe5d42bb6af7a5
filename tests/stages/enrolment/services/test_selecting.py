"""Selections from database to published result."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.selection.drawing import draw
from baeumgil.engines.selection_checking.checking import check
from baeumgil.stages.enrolment.errors import (
    CallNotFound,
    OwnApplication,
    SecondSignerNeeded,
    SelectionInvalid,
    SelectionOver,
    SelectionStale,
)
from baeumgil.stages.enrolment.models import Application, Call, Offer, SeatCount, Selection, SelectionLine, Step
from baeumgil.stages.enrolment.queries.bundles import bundle_of
from baeumgil.stages.enrolment.queries.call_desks import aftermath
from baeumgil.stages.enrolment.queries.selection_reasons import session_titles
from baeumgil.stages.enrolment.queries.selections import selection_card
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services import steps
from baeumgil.stages.enrolment.services.selecting import discard, dry_run, override, run_selection, sign
from baeumgil.stages.enrolment.terms import (
    ApplicationState,
    CallState,
    Mechanism,
    OfferState,
    Outcome,
    SelectionState,
    StepReason,
)
from baeumgil.stages.people.models import Notice
from baeumgil.stages.plan.errors import PasswordWrong
from baeumgil.stages.schedule.models import CourseSession
from tests.build import a_person, an_actor, the_operator
from tests.build_enrolment import SEED, an_application
from tests.build_schedule import a_schedule_year
from tests.build_web import PASSWORD
from tests.stages.enrolment.selection_world import DRAWN, NOW, a_signer, a_world, published, the_moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held_clock() -> Iterator[None]:
    with the_moment():
        yield


def states(call: int) -> dict[str, str]:
    return dict(Application.objects.filter(call=call).order_by("number").values_list("number", "state"))


def test_the_draw_decides_among_equals_and_everybody_gets_a_line_with_its_reason() -> None:
    world = a_world(4, seats=2)
    selection = run_selection(actor=the_operator(), call=world.call)
    drawn = sorted((f"TEST-{place:04d}-AAAA" for place in range(1, 5)), key=lambda number: draw(SEED, number))
    lines = SelectionLine.objects.filter(selection=selection).order_by("place")
    assert [line.application.number for line in lines] == drawn
    assert [(line.outcome, line.wait_rank, len(line.refusals)) for line in lines] == [
        (Outcome.SEATED, None, 0),
        (Outcome.SEATED, None, 0),
        (Outcome.WAITING, 1, 1),
        (Outcome.WAITING, 2, 1),
    ]
    assert lines[3].refusals == [
        {
            "session": world.sessions[0],
            "code": "seats_gone",
            "at": "",
            "criterion": "draw",
            "mine": None,
            "theirs": None,
            "last_place": 2,
        }
    ]
    held = Selection.objects.get(pk=selection)
    assert (held.state, held.number, held.figures["seated"], held.figures["waiting"]) == (SelectionState.DRAFT, 1, 2, 2)
    assert set(states(world.call).values()) == {ApplicationState.APPROVED}


def test_a_second_run_gives_the_same_bytes_and_takes_the_place_of_the_unsigned_first() -> None:
    world = a_world(3)
    first = Selection.objects.get(pk=run_selection(actor=the_operator(), call=world.call))
    second = Selection.objects.get(pk=run_selection(actor=the_operator(), call=world.call))
    assert (first.problem, first.result, first.result_digest) == (second.problem, second.result, second.result_digest)
    first.refresh_from_db()
    assert (first.state, second.state, second.number) == (SelectionState.DISCARDED, SelectionState.DRAFT, 2)


def test_sessions_of_two_years_with_the_same_number_are_told_apart_in_the_result() -> None:
    world = a_world(2, seats=1, sessions=2)
    next_year = a_schedule_year(2028, institute=world.institute)
    CourseSession.objects.filter(pk=world.sessions[1]).update(year=next_year, number=1)
    selection = run_selection(actor=the_operator(), call=world.call)
    titles = ["2027년 보고서 작성 1기", "2028년 보고서 작성 1기"]
    assert [row["name"] for row in Selection.objects.get(pk=selection).figures["sessions"]] == titles
    assert list(session_titles(world.call).values()) == titles


def test_two_people_sign_and_the_result_counts_with_seats_ranks_steps_notices_and_a_sound_bundle() -> None:
    world = a_world(4, seats=2)
    published(world)
    found = sorted(states(world.call).values())
    assert found == sorted([ApplicationState.SELECTED] * 2 + [ApplicationState.WAITLISTED] * 2)
    counted = SeatCount.objects.get(pk=world.sessions[0])
    assert (counted.taken, counted.capacity) == (2, 2)
    waiting = Application.objects.filter(call=world.call, state=ApplicationState.WAITLISTED).order_by("wait_rank")
    assert [each.wait_rank for each in waiting] == [1, 2]
    assert set(
        Step.objects.filter(application__call=world.call, before=ApplicationState.APPROVED).values_list(
            "reason", flat=True
        )
    ) == {StepReason.BY_SELECTION}
    assert Notice.objects.filter(person_id__in=world.people).count() == 4
    call = Call.objects.get(pk=world.call)
    assert (call.state, call.decided_at is not None) == (CallState.DECIDED, True)
    data = bundle_of(actor=an_actor(), call=world.call)
    told = json.loads(data)
    assert told["digest"] == Selection.objects.get(call=world.call).bundle_digest
    assert (told["seed"], told["overrides"]) == (SEED, [])
    report = check(data)
    assert (report.is_sound, report.findings) == (True, ())


def test_a_result_of_thousands_comes_out_as_one_of_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    world = a_world(5, seats=2, policy=CallPolicy(order=DRAWN.order, most_waiting=2, confirm_days=3))
    monkeypatch.setattr(steps, "BATCH", 2)
    published(world)
    rows = Application.objects.filter(call=world.call).order_by("lines__place")
    assert [(row.state, row.seat_id, row.wait_rank, row.revision, row.confirm_by is None) for row in rows] == [
        (ApplicationState.SELECTED, world.sessions[0], None, 2, False),
        (ApplicationState.SELECTED, world.sessions[0], None, 2, False),
        (ApplicationState.WAITLISTED, None, 1, 2, True),
        (ApplicationState.WAITLISTED, None, 2, 2, True),
        (ApplicationState.NOT_SELECTED, None, None, 2, True),
    ]


def test_the_bundle_stays_the_same_when_the_session_is_renamed_later() -> None:
    world = a_world(3)
    published(world)
    before = bundle_of(actor=an_actor(), call=world.call)
    call = Call.objects.get(pk=world.call)
    call.name = "다른 이름"
    call.save()
    assert bundle_of(actor=an_actor(), call=world.call) == before


def test_the_same_person_cannot_sign_twice_and_nothing_changes() -> None:
    world = a_world(3)
    selection = run_selection(actor=the_operator(), call=world.call)
    signer = a_signer()
    assert sign(actor=signer, selection=selection, password=PASSWORD) is SelectionState.SIGNED_ONCE
    with pytest.raises(SecondSignerNeeded):
        sign(actor=signer, selection=selection, password=PASSWORD)
    assert Selection.objects.get(pk=selection).state == SelectionState.SIGNED_ONCE
    assert set(states(world.call).values()) == {ApplicationState.APPROVED}


def test_a_wrong_password_signs_nothing() -> None:
    selection = run_selection(actor=the_operator(), call=a_world(2).call)
    with pytest.raises(PasswordWrong):
        sign(actor=a_signer(), selection=selection, password="틀린 비밀번호")
    assert Selection.objects.get(pk=selection).state == SelectionState.DRAFT


def test_nobody_signs_where_they_applied_themselves() -> None:
    world = a_world(2)
    signer = a_signer()
    assert signer.person is not None
    an_application(call=world.call, person=signer.person, wishes=world.sessions)
    selection = run_selection(actor=the_operator(), call=world.call)
    with pytest.raises(OwnApplication):
        sign(actor=signer, selection=selection, password=PASSWORD)
    assert Selection.objects.get(pk=selection).first_account is None


def test_an_official_may_neither_run_nor_sign() -> None:
    world = a_world(2)
    with pytest.raises(NotAllowed):
        run_selection(actor=an_actor(), call=world.call)
    selection = run_selection(actor=the_operator(), call=world.call)
    with pytest.raises(NotAllowed):
        sign(actor=a_signer(Role.LIAISON), selection=selection, password=PASSWORD)
    assert Selection.objects.get(pk=selection).state == SelectionState.DRAFT


def test_a_change_after_computing_makes_the_result_stale() -> None:
    world = a_world(3)
    selection = run_selection(actor=the_operator(), call=world.call)
    an_application(call=world.call, person=a_person(), wishes=world.sessions)
    with pytest.raises(SelectionStale):
        sign(actor=a_signer(), selection=selection, password=PASSWORD)
    assert Selection.objects.get(pk=selection).state == SelectionState.DRAFT


@pytest.mark.parametrize("change", [{"state": CallState.CANCELLED}, {"closes_at": NOW + timedelta(days=2)}])
def test_a_call_that_is_open_again_or_cancelled_is_not_signed(change: dict[str, Any]) -> None:
    world = a_world(3)
    selection = run_selection(actor=the_operator(), call=world.call)
    Call.objects.filter(pk=world.call).update(**change)
    with pytest.raises(SelectionStale):
        sign(actor=a_signer(), selection=selection, password=PASSWORD)
    assert Selection.objects.get(pk=selection).state == SelectionState.DRAFT


def test_whoever_awaits_approval_stands_in_the_way_until_returned() -> None:
    world = a_world(2)
    late = an_application(
        call=world.call, person=a_person(), wishes=world.sessions, state=ApplicationState.AWAITING_APPROVAL
    )
    with pytest.raises(SelectionInvalid) as refused:
        run_selection(actor=the_operator(), call=world.call)
    assert [problem.code for problem in refused.value.problems] == ["awaiting_approval"]
    assert Selection.objects.count() == 0
    run_selection(actor=the_operator(), call=world.call, return_unapproved=True)
    assert Application.objects.get(pk=late).state == ApplicationState.RETURNED
    assert SelectionLine.objects.filter(application=late).count() == 0


def test_an_open_first_come_call_without_applications_is_refused_with_every_reason() -> None:
    world = a_world(0, policy=CallPolicy(mechanism=Mechanism.FIRST_COME))
    Call.objects.filter(pk=world.call).update(closes_at=Call.objects.get(pk=world.call).closes_at.replace(year=2028))
    with pytest.raises(SelectionInvalid) as refused:
        run_selection(actor=the_operator(), call=world.call)
    assert [problem.code for problem in refused.value.problems] == ["call_open", "first_come", "nobody"]
    with pytest.raises(CallNotFound):
        run_selection(actor=the_operator(), call=2**70)


def test_a_trial_stores_nothing() -> None:
    world = a_world(4, seats=2)
    trial = dry_run(actor=the_operator(), call=world.call)
    assert (trial.figures["seated"], trial.figures["waiting"], trial.has_real_draw) == (2, 2, True)
    assert Selection.objects.count() == 0
    with pytest.raises(NotAllowed):
        dry_run(actor=an_actor(), call=world.call)


def test_an_override_counts_stays_visible_and_moves_those_who_wait() -> None:
    world = a_world(4, seats=2)
    selection = run_selection(actor=the_operator(), call=world.call)
    first, _second, third, fourth = SelectionLine.objects.filter(selection=selection).order_by("place")
    office = a_signer()
    with pytest.raises(SelectionInvalid) as refused:
        override(actor=office, line=third.pk, outcome=Outcome.SEATED, session=world.sessions[0], reason=" ")
    assert [problem.code for problem in refused.value.problems] == ["reason_missing", "session_full"]
    override(actor=office, line=first.pk, outcome=Outcome.NOT_SELECTED, reason="같은 내용의 과정을 지난주에 마침")
    override(actor=office, line=third.pk, outcome=Outcome.SEATED, session=world.sessions[0], reason="위탁 기관 요청")
    sign(actor=office, selection=selection, password=PASSWORD)
    with pytest.raises(SelectionOver):
        override(actor=office, line=fourth.pk, outcome=Outcome.NOT_SELECTED, reason="늦음")
    sign(actor=a_signer(), selection=selection, password=PASSWORD)
    kept = {each.pk: (each.state, each.wait_rank) for each in Application.objects.filter(call=world.call)}
    assert kept[first.application_id] == (ApplicationState.NOT_SELECTED, None)
    assert kept[third.application_id] == (ApplicationState.SELECTED, None)
    assert kept[fourth.application_id] == (ApplicationState.WAITLISTED, 1)
    data = bundle_of(actor=an_actor(), call=world.call)
    assert [(each["from"], each["to"]) for each in json.loads(data)["overrides"]] == [
        ("seated", "not_selected"),
        ("waiting", "seated"),
    ]
    assert check(data).is_sound


def test_a_seat_that_a_person_took_away_is_offered_to_the_next_who_waits_and_every_number_says_so() -> None:
    world = a_world(4, seats=2)
    selection = run_selection(actor=the_operator(), call=world.call)
    first, second, third, _fourth = SelectionLine.objects.filter(selection=selection).order_by("place")
    override(actor=the_operator(), line=first.pk, outcome=Outcome.WAITING, reason="다음 기수를 기다리기로 함")
    override(actor=the_operator(), line=second.pk, outcome=Outcome.NOT_SELECTED, reason="같은 과정을 지난주에 마침")
    card = selection_card(actor=the_operator(), selection=selection)
    assert card.counts == {"applied": 4, "seated": 0, "waiting": 3, "not_selected": 1}
    for _signer in range(2):
        sign(actor=a_signer(), selection=selection, password=PASSWORD)
    offered = Offer.objects.order_by("application__wait_rank").values_list("application_id", "state")
    assert (offered[0], len(offered)) == ((third.application_id, OfferState.OPEN), 2)
    assert first.application_id not in dict(offered)
    told = aftermath(actor=the_operator(), call=world.call)
    assert (told.applied, told.seated, told.waiting, told.not_selected) == (4, 0, 3, 1)


def test_an_override_can_be_taken_back() -> None:
    world = a_world(2, seats=1)
    selection = run_selection(actor=the_operator(), call=world.call)
    line = SelectionLine.objects.filter(selection=selection).order_by("place").first()
    assert line is not None
    override(actor=the_operator(), line=line.pk, outcome=Outcome.WAITING, reason="잘못 누름")
    override(actor=the_operator(), line=line.pk, outcome=None)
    line.refresh_from_db()
    assert (line.override, line.override_reason, line.override_at) == (None, "", None)


def test_a_discarded_result_cannot_be_signed() -> None:
    selection = run_selection(actor=the_operator(), call=a_world(2).call)
    discard(actor=the_operator(), selection=selection)
    with pytest.raises(SelectionOver):
        sign(actor=a_signer(), selection=selection, password=PASSWORD)
    with pytest.raises(SelectionOver):
        discard(actor=the_operator(), selection=selection)
