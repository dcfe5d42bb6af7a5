"""`services.completions`: what is completed here counts on the person's road, once, until it is corrected."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.queries.eligibility import ineligible
from baeumgil.stages.enrolment.services.attendance import note_outcome
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.roadmap.models import Requirement, TrainingRecord
from baeumgil.stages.roadmap.rules.completed import CompletedCourse
from baeumgil.stages.roadmap.services.completions import credit_completions
from baeumgil.stages.roadmap.services.records import apply_records, undo_records
from baeumgil.stages.schedule.models import CourseSession
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.stages.roadmap.build import a_rule_set, computed
from tests.stages.roadmap.services.test_records import a_file, a_row, check

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 12), date(2026, 3, 13)
COMPLETED, FAILED = ApplicationState.COMPLETED, ApplicationState.NOT_COMPLETED


def a_held_session(code: str = "P7", *, people: int = 1, first: int = 1) -> tuple[int, dict[int, int]]:
    """A session that has ended: its number, and the confirmed application of each person."""
    institute = an_institute()
    course = a_course("7급 승진자 과정", institute=institute, code=code, recognised_minutes=1260)
    session = a_session(year=a_schedule_year(2026, institute=institute), course=course, starts=FIRST)
    unit = a_unit("총무과")
    with clock.fixed(FIRST - timedelta(days=30)):
        call = a_call(course=course, sessions=[session])
        found = [
            a_person(staff_no=f"{number:04}", unit=unit, grade=8, promotions=((date(2026, 1, 1), 7),))
            for number in range(first, first + people)
        ]
        state = ApplicationState.CONFIRMED
        return session, {
            person: an_application(call=call, person=person, wishes=[session], state=state) for person in found
        }


def note(session: int, applications: dict[int, int], outcome: ApplicationState = COMPLETED) -> None:
    """The office notes the same outcome of all."""
    note_outcome(actor=the_operator(), session=session, outcomes=dict.fromkeys(applications.values(), outcome))


def states() -> list[str]:
    """How the stage of the course stands for everybody."""
    return list(Requirement.objects.order_by("person_id").values_list("state", flat=True))


def test_a_completion_is_a_record_of_that_day_and_settles_the_stage_until_it_is_corrected() -> None:
    a_rule_set()
    session, applied = a_held_session()
    [(person, application)] = applied.items()
    with clock.fixed(LAST):
        computed(LAST)
        assert states() == ["due"]
        note(session, applied)
        note(session, applied)
        made = TrainingRecord.objects.values_list(
            "person_id", "course_key", "starts_on", "completed_on", "minutes", "unit_name", "grade_title", "source"
        ).get()
        assert made == (person, "P7", FIRST, LAST, 1260, "총무과", "7급", f"enrolment:{application}")
        assert states() == ["done"]
        note(session, applied, FAILED)
        assert (TrainingRecord.objects.count(), states()) == (0, ["due"])
        note(session, applied)
        assert (TrainingRecord.objects.count(), states()) == (1, ["done"])


def test_a_course_with_a_code_of_its_own_counts_under_the_name_the_roadmap_knows() -> None:
    a_rule_set()
    session, applied = a_held_session("OUR-77")
    with clock.fixed(LAST):
        computed(LAST)
        note(session, applied)
    assert (TrainingRecord.objects.get().course_key, states()) == ("이름:7급승진자과정", ["done"])


def test_the_same_completion_in_a_file_counts_once_whichever_comes_first(tmp_path: Path) -> None:
    session, applied = a_held_session()
    with clock.fixed(LAST):
        first = check(a_file(tmp_path, [a_row("0001")]))
        apply_records(actor=the_operator(), record_import=first)
        note(session, applied)
        assert TrainingRecord.objects.get().source == "import"
        undo_records(actor=the_operator(), record_import=first)
        assert TrainingRecord.objects.get().source.startswith("enrolment:")
        again = apply_records(actor=the_operator(), record_import=check(a_file(tmp_path, [a_row("0001")])))
        assert (again.new, again.replaced, again.same) == (0, 0, 1)
        assert TrainingRecord.objects.count() == 1


def test_a_spelling_the_file_used_is_the_same_completion_and_is_not_taken_back_with_ours(tmp_path: Path) -> None:
    session, applied = a_held_session()
    with clock.fixed(LAST):
        made = check(a_file(tmp_path, [a_row("0001", code="")]))
        apply_records(actor=the_operator(), record_import=made)
        note(session, applied)
        note(session, applied, FAILED)
    assert list(TrainingRecord.objects.values_list("course_key", "source")) == [("이름:7급승진자과정", "import")]


def test_eligibility_sees_one_completion_and_a_correction_ends_it() -> None:
    session, applied = a_held_session()
    [person] = applied
    with clock.fixed(LAST):
        note(session, applied)
        next_call = a_call(course=CourseSession.objects.get(pk=session).course_id, sessions=[session])
        assert [one.value for one in ineligible(next_call, [person])[person]] == ["done_before"]
        note(session, applied, FAILED)
        assert ineligible(next_call, [person])[person] == ()


def test_statements_do_not_grow_with_the_people() -> None:
    counts = []
    for people in (1, 2, 4):
        session, applied = a_held_session(people=people, first=10 * people)
        with clock.fixed(LAST), CaptureQueriesContext(connection) as seen:
            note(session, applied)
        counts.append(len(seen))
    assert counts[1] == counts[2]
    assert TrainingRecord.objects.count() == 7


def test_only_the_office_and_the_system_credit() -> None:
    person = a_person()
    completed = CompletedCourse(person, ("P7",), "과정", LAST, "enrolment:1")
    with pytest.raises(NotAllowed):
        credit_completions(actor=an_actor(Role.LIAISON), completions=[completed])
    assert TrainingRecord.objects.count() == 0
    assert credit_completions(actor=Actor.system(reason="시험"), completions=[completed, completed]) == 1
