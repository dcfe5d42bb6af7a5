"""`services.lists`, `confirming`, `attendance`, `bars`, `replacements`: what follows once seats are given."""

from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry, Job
from baeumgil.stages.enrolment.errors import ListInvalid, NotAtThisStage, OwnApplication
from baeumgil.stages.enrolment.models import Application, Bar, NameList, Replacement, SeatCount, Step
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.services import lists
from baeumgil.stages.enrolment.services.attendance import note_outcome, take_back_outcome
from baeumgil.stages.enrolment.services.bars import lift_bar
from baeumgil.stages.enrolment.services.confirming import confirm, expire_confirmations
from baeumgil.stages.enrolment.services.lists import fix_due_lists, fix_list, plan_lists
from baeumgil.stages.enrolment.services.replacements import answer_replacement, ask_replacement
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, ReplacementState
from baeumgil.stages.people.models import Notice
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.schedule.rules.rows import SessionRow
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.build_web import an_account

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
MONDAY = date(2027, 3, 8)
SELECTED, WAITLISTED = ApplicationState.SELECTED, ApplicationState.WAITLISTED


def two_sessions(policy: CallPolicy | None = None, *, state: CallState = CallState.DECIDED) -> tuple[int, int, int]:
    """A call with two sessions of two seats."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    one, two = (
        a_session(year=year, course=course, number=number, seats=2, starts=MONDAY + timedelta(weeks=number - 1))
        for number in (1, 2)
    )
    return a_call(course=course, sessions=[one, two], state=state, policy=policy), one, two


def state_of(application: int) -> str:
    """How an application stands."""
    return str(Application.objects.get(pk=application).state)


def test_a_list_is_fixed_on_its_day_confirms_seats_and_ends_the_waiting_for_it() -> None:
    with clock.fixed(TODAY):
        call, one, two = two_sessions()
        seated = an_application(call=call, person=a_person(), wishes=[one], state=SELECTED)
        offered = an_application(
            call=call, person=a_person(), wishes=[one], state=ApplicationState.OFFERED, wait_rank=1
        )
        only = an_application(call=call, person=a_person(), wishes=[one], state=WAITLISTED, wait_rank=2)
        other = an_application(call=call, person=a_person(), wishes=[one, two], state=WAITLISTED, wait_rank=3)
        assert fix_due_lists(actor=the_operator()) == 0
        assert plan_lists(actor=the_operator())
        assert Job.objects.filter(name="enrolment.lists").count() == 1
    with clock.fixed(MONDAY - timedelta(days=10)):
        assert fix_due_lists(actor=the_operator()) == 1
        assert fix_due_lists(actor=the_operator()) == 0
    assert [state_of(each) for each in (seated, offered, only, other)] == [
        "confirmed",
        "not_selected",
        "not_selected",
        "waitlisted",
    ]
    listed = NameList.objects.get()
    assert (listed.session_id, listed.number, [row["application"] for row in listed.rows]) == (one, 1, [seated])
    assert SeatCount.objects.get(pk=one).taken == 1


def test_a_list_that_is_refused_does_not_stop_the_others_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    with clock.fixed(TODAY):
        call, one, two = two_sessions()
        first, second = (
            an_application(call=call, person=a_person(), wishes=[session], state=SELECTED) for session in (one, two)
        )
        waiting = an_application(call=call, person=a_person(), wishes=[one], state=WAITLISTED, wait_rank=1)
    write = lists._write

    def refuse_one(row: SessionRow, latest: NameList | None, label: str, sent_to: str) -> int:
        if row.id == one:
            raise NotAtThisStage(application=first)
        return write(row, latest, label, sent_to)

    monkeypatch.setattr(lists, "_write", refuse_one)
    with clock.fixed(MONDAY - timedelta(days=2)):
        assert fix_due_lists(actor=the_operator()) == 1
    assert [state_of(each) for each in (first, second, waiting)] == ["selected", "confirmed", "waitlisted"]
    assert list(NameList.objects.values_list("session_id", flat=True)) == [two]
    noted = AuditEntry.objects.get(action="enrolment.fix_due_lists").facts
    assert noted == {"sessions": 1, "refused": [f"{one}: {NotAtThisStage().text}"]}


def test_a_list_is_not_fixed_before_the_result_and_only_by_the_office() -> None:
    call, one, _two = two_sessions(state=CallState.ANNOUNCED)
    application = an_application(call=call, person=a_person(), wishes=[one])
    with clock.fixed(TODAY):
        with pytest.raises(ListInvalid) as caught:
            fix_list(actor=the_operator(), session=one)
        assert [problem.code for problem in caught.value.problems] == ["undecided"]
        with pytest.raises(NotAllowed):
            fix_list(actor=an_actor(Role.LIAISON), session=one)
    assert (state_of(application), NameList.objects.count()) == ("approved", 0)


def test_who_has_a_seat_confirms_it_once_and_nobody_else_does() -> None:
    call, one, _two = two_sessions()
    person = a_person()
    application = an_application(call=call, person=person, wishes=[one], state=SELECTED)
    with pytest.raises(NotAllowed):
        confirm(actor=an_actor(person=a_person()), application=application)
    assert state_of(application) == "selected"
    confirm(actor=an_actor(person=person), application=application)
    confirm(actor=an_actor(person=person), application=application)
    assert list(Step.objects.filter(after=ApplicationState.CONFIRMED).values_list("reason", flat=True)) == [
        "confirmed_by_person"
    ]
    waiting = an_application(call=call, person=a_person(), wishes=[one], state=WAITLISTED, wait_rank=1)
    with pytest.raises(NotAtThisStage):
        confirm(actor=the_operator(), application=waiting)


def test_a_seat_that_is_not_confirmed_in_time_goes_to_the_next() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions()
        late = an_application(call=call, person=a_person(), wishes=[one], state=SELECTED)
        an_application(call=call, person=a_person(), wishes=[one], state=SELECTED)
        next_one = an_application(call=call, person=a_person(), wishes=[one], state=WAITLISTED, wait_rank=1)
        Application.objects.filter(pk=late).update(confirm_by=clock.now())
        assert expire_confirmations(actor=the_operator()) == 1
        assert expire_confirmations(actor=the_operator()) == 0
    assert (state_of(late), state_of(next_one)) == ("cancelled", "offered")
    assert SeatCount.objects.get(pk=one).taken == 2


def test_outcomes_are_noted_for_all_or_none_and_who_stayed_away_is_barred() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions(CallPolicy(no_show_bar_days=180, drop_out_bar_days=0))
        came = an_application(call=call, person=a_person(), wishes=[one], state=ApplicationState.CONFIRMED)
        away = an_application(call=call, person=a_person(), wishes=[one], state=ApplicationState.CONFIRMED)
    outcomes = {came: ApplicationState.COMPLETED, away: ApplicationState.NO_SHOW}
    with clock.fixed(MONDAY):
        with pytest.raises(ListInvalid) as caught:
            note_outcome(actor=the_operator(), session=one, outcomes=outcomes | {10**6: ApplicationState.COMPLETED})
        assert [problem.field for problem in caught.value.problems] == [str(10**6), str(came)]
        assert (state_of(came), state_of(away), Bar.objects.count()) == ("confirmed", "confirmed", 0)
    with clock.fixed(MONDAY + timedelta(days=30)):
        assert note_outcome(actor=the_operator(), session=one, outcomes=outcomes) == 2
        assert note_outcome(actor=the_operator(), session=one, outcomes=outcomes) == 0
        bar = Bar.objects.get()
        assert (bar.application_id, (bar.ends_on - bar.starts_on).days) == (away, 179)
        take_back_outcome(actor=the_operator(), application=away, reason="출석부를 잘못 보았음")
        assert state_of(away) == "confirmed"
        assert Bar.objects.get().lifted_reason == "출석부를 잘못 보았음"


def test_nothing_can_be_noted_before_a_session_begins() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions()
        application = an_application(call=call, person=a_person(), wishes=[one], state=ApplicationState.CONFIRMED)
        with pytest.raises(ListInvalid):
            note_outcome(actor=the_operator(), session=one, outcomes={application: ApplicationState.NO_SHOW})
    assert (state_of(application), Bar.objects.count()) == ("confirmed", 0)


def test_a_bar_is_lifted_with_a_reason_and_never_by_who_is_barred() -> None:
    person = a_person()
    bar = Bar.objects.create(person_id=person, cause="no_show", starts_on=TODAY, ends_on=MONDAY)
    with pytest.raises(ListInvalid):
        lift_bar(actor=the_operator(), bar=bar.pk, reason=" ")
    with pytest.raises(OwnApplication):
        lift_bar(actor=an_actor(Role.TRAINING_OFFICE, person=person), bar=bar.pk, reason="나")
    assert Bar.objects.get().lifted_at is None
    lift_bar(actor=the_operator(), bar=bar.pk, reason="병가였음")
    assert Bar.objects.get().lifted_reason == "병가였음"


def test_somebody_of_the_same_unit_comes_instead_when_the_office_agrees() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions(CallPolicy(is_target_strict=False))
        hall = a_unit("총무과")
        going, coming, stranger = a_person(unit=hall), a_person(unit=hall), a_person()
        old = an_application(call=call, person=going, wishes=[one], state=SELECTED)
        fix_list(actor=the_operator(), session=one)
        liaison = actor_of(an_account(Role.LIAISON, unit=hall, person=a_person(unit=hall)))
        with pytest.raises(ListInvalid) as caught:
            ask_replacement(actor=liaison, application=old, person=stranger, reason="")
        assert [problem.field for problem in caught.value.problems] == ["person", "reason"]
        asked = ask_replacement(actor=liaison, application=old, person=coming, reason="병가")
        with pytest.raises(NotAllowed):
            answer_replacement(actor=liaison, replacement=asked, accepts=True)
        new = answer_replacement(actor=the_operator(), replacement=asked, accepts=True)
    assert new is not None
    told = Notice.objects.filter(key=f"replacement:{asked}").values_list("title", "link")
    assert list(told) == [("대체 요청을 받아들였습니다: 보고서 작성 모집", "replacements")]
    assert (state_of(old), state_of(new)) == ("cancelled", "confirmed")
    assert Replacement.objects.get().state is ReplacementState.ACCEPTED
    assert SeatCount.objects.get(pk=one).taken == 1
    lists = NameList.objects.order_by("number").values_list("number", "rows")
    assert [(number, [row["application"] for row in rows]) for number, rows in lists] == [(1, [old]), (2, [new])]


def test_whoever_asked_for_a_replacement_hears_why_not() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions(CallPolicy(is_target_strict=False))
        hall = a_unit("총무과")
        old = an_application(call=call, person=a_person(unit=hall), wishes=[one], state=SELECTED)
        liaison = actor_of(an_account(Role.LIAISON, unit=hall, person=a_person(unit=hall)))
        asked = ask_replacement(actor=liaison, application=old, person=a_person(unit=hall), reason="병가")
        assert answer_replacement(actor=the_operator(), replacement=asked, accepts=False, answer="준비물 때문") is None
    told = Notice.objects.values_list("person_id", "title", "text")
    assert list(told) == [(liaison.person, "대체 요청을 받아들이지 않았습니다: 보고서 작성 모집", "답: 준비물 때문")]
    assert state_of(old) == "selected"


def test_a_unit_does_not_jump_the_waiting_list() -> None:
    with clock.fixed(TODAY):
        call, one, _two = two_sessions(CallPolicy(is_target_strict=False))
        hall = a_unit("총무과")
        old = an_application(call=call, person=a_person(unit=hall), wishes=[one], state=SELECTED)
        an_application(call=call, person=a_person(), wishes=[one], state=WAITLISTED, wait_rank=1)
        with pytest.raises(ListInvalid) as caught:
            ask_replacement(actor=the_operator(), application=old, person=a_person(unit=hall), reason="병가")
        assert [problem.code for problem in caught.value.problems] == ["waiting"]
        assert Replacement.objects.count() == 0
