"""과정 are written whole, by the office, one editor at a time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.terms import Position
from baeumgil.stages.plan.errors import CourseInvalid, CourseNotFound, InstituteNotFound, PlanMovedOn
from baeumgil.stages.plan.models import Competency, Course, CourseName, Subject
from baeumgil.stages.plan.queries.course_drafts import drafts_of
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.courses import end_course, save_course
from baeumgil.stages.plan.terms import CourseKind, CourseState, InstructorKind, Level, PrerequisiteKind
from baeumgil.stages.roadmap.rules.definition import Filters
from tests.build import a_unit, an_actor
from tests.build_plan import a_field, a_goal, an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)


@pytest.fixture
def institute() -> int:
    """An institute with a field, a goal, a competency, and the seed's duties and tags."""
    load_duties_and_tags()
    made = an_institute()
    a_field("디지털", institute=made, code="디지털")
    a_goal(institute=made, code="G1")
    Competency.objects.create(institute_id=made, code="K1", name="문서 작성")
    return made


def a_draft(code: str = "IT-1", name: str = "정보화 기초") -> CourseDraft:
    return CourseDraft(code=code, name=name, field="디지털", kind=CourseKind.CLASSROOM)


FULL = CourseDraft(
    code="IT-2",
    name="정보화 중급",
    field="디지털",
    kind=CourseKind.BLENDED,
    goal="G1",
    target_filters=Filters(grades=(7, 8), positions=(Position.MEMBER,)),
    target_text="7~8급 담당자",
    objectives="목표",
    level=Level.INTERMEDIATE,
    ladder="정보화",
    days=3,
    total_minutes=1_260,
    recognised_minutes=1_260,
    pre_study="기초 다시 보기",
    pass_attendance_percent=80,
    names=("정보화과정(중급)", "컴퓨터 중급"),
    subjects=(
        SubjectDraft("표 계산", "소양", 60, 120, 0, 0, "실습", InstructorKind.EXPERT, ("ai", "digital")),
        SubjectDraft("정보보안", lecture_minutes=60, tags=("information_security",)),
    ),
    prerequisites=(PrerequisiteDraft("IT-1", PrerequisiteKind.RECOMMENDED),),
    duties=("information_security", "privacy"),
    competencies=("K1",),
    budget=(BudgetDraft(2027, "강사 수당", 1_200_000, "200,000 × 6"),),
)


def test_a_course_reads_back_as_it_was_written(institute: int) -> None:
    save_course(actor=OFFICE, institute=institute, draft=a_draft())
    made = save_course(actor=OFFICE, institute=institute, draft=FULL)
    assert drafts_of([made]) == {made: FULL}


def test_saving_again_changes_nothing_and_saving_otherwise_replaces_whole(institute: int) -> None:
    save_course(actor=OFFICE, institute=institute, draft=a_draft())
    with clock.fixed(datetime(2026, 11, 1, tzinfo=UTC)):
        made = save_course(actor=OFFICE, institute=institute, draft=FULL)
    subjects = list(Subject.objects.values_list("pk", flat=True))
    with clock.fixed(datetime(2026, 11, 2, tzinfo=UTC)):
        assert save_course(actor=OFFICE, institute=institute, draft=FULL) == made
    assert list(Subject.objects.values_list("pk", flat=True)) == subjects
    assert Course.objects.get(pk=made).changed_at == datetime(2026, 11, 1, tzinfo=UTC)
    bare = replace(a_draft("IT-2", "정보화 중급"), names=("컴퓨터 중급",))
    with clock.fixed(datetime(2026, 11, 3, tzinfo=UTC)):
        save_course(actor=OFFICE, institute=institute, draft=bare)
    assert drafts_of([made]) == {made: bare}
    assert Course.objects.get(pk=made).changed_at == datetime(2026, 11, 3, tzinfo=UTC)
    assert Course.objects.count() == 2


def test_a_target_is_worded_from_its_rule_and_follows_it(institute: int) -> None:
    draft = replace(a_draft(), target_filters=Filters(grades=(7, 8)))
    made = save_course(actor=OFFICE, institute=institute, draft=draft)
    assert drafts_of([made])[made].target_text == "7~8급"
    changed = replace(draft, target_text="7~8급", target_filters=Filters(grades=(9,)))
    save_course(actor=OFFICE, institute=institute, draft=changed)
    assert drafts_of([made])[made].target_text == "9급"
    save_course(actor=OFFICE, institute=institute, draft=replace(changed, target_text="새내기"))
    assert drafts_of([made])[made].target_text == "새내기"


def test_a_unit_lends_its_name_to_what_it_owns(institute: int) -> None:
    unit = a_unit("정보통신과")
    made = save_course(actor=OFFICE, institute=institute, draft=replace(a_draft(), owner_unit=unit))
    course = Course.objects.get(pk=made)
    assert (course.owner_unit_id, course.owner_name) == (unit, "정보통신과")


def test_a_wrong_course_is_refused_with_every_problem_and_changes_nothing(institute: int) -> None:
    save_course(actor=OFFICE, institute=institute, draft=a_draft())
    wrong = replace(
        a_draft("IT-9", "정보화기초"),
        field="없음",
        total_minutes=-1,
        owner_unit=999_999,
        prerequisites=(PrerequisiteDraft("IT-9"),),
    )
    entries = AuditEntry.objects.count()
    with pytest.raises(CourseInvalid) as refused:
        save_course(actor=OFFICE, institute=institute, draft=wrong)
    assert [(problem.code, problem.field) for problem in refused.value.problems] == [
        ("unknown", "field"),
        ("name_taken", "name"),
        ("number", "total_minutes"),
        ("own_prerequisite", "prerequisites.0.code"),
        ("unknown", "owner_unit"),
    ]
    assert (Course.objects.count(), CourseName.objects.count(), AuditEntry.objects.count()) == (1, 1, entries + 1)


def test_a_circle_through_three_courses_is_refused(institute: int) -> None:
    save_course(actor=OFFICE, institute=institute, draft=a_draft("A", "가"))
    for code, name, needs in (("B", "나", "A"), ("C", "다", "B")):
        draft = replace(a_draft(code, name), prerequisites=(PrerequisiteDraft(needs),))
        save_course(actor=OFFICE, institute=institute, draft=draft)
    circle = replace(a_draft("A", "가"), prerequisites=(PrerequisiteDraft("C"),))
    with pytest.raises(CourseInvalid) as refused:
        save_course(actor=OFFICE, institute=institute, draft=circle)
    assert [problem.code for problem in refused.value.problems] == ["prerequisite_circle"]


def test_a_new_course_cannot_take_a_code_and_an_edited_one_cannot_lose_its_own(institute: int) -> None:
    save_course(actor=OFFICE, institute=institute, draft=a_draft())
    for is_new, draft, code in ((True, a_draft(), "code_taken"), (False, a_draft("IT-7", "일곱"), "unknown")):
        with pytest.raises(CourseInvalid) as refused:
            save_course(actor=OFFICE, institute=institute, draft=draft, is_new=is_new)
        assert [(problem.code, problem.field) for problem in refused.value.problems] == [(code, "code")]


def test_who_saves_second_is_told_and_loses_nothing_of_the_first(institute: int) -> None:
    made = save_course(actor=OFFICE, institute=institute, draft=a_draft())
    seen = Course.objects.get(pk=made).changed_at
    save_course(actor=OFFICE, institute=institute, draft=replace(a_draft(), note="먼저"), changed_at=seen)
    with pytest.raises(PlanMovedOn):
        save_course(actor=OFFICE, institute=institute, draft=replace(a_draft(), note="나중"), changed_at=seen)
    assert Course.objects.get(pk=made).note == "먼저"


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN])
def test_only_the_office_writes_courses(institute: int, role: Role) -> None:
    with pytest.raises(NotAllowed):
        save_course(actor=an_actor(role), institute=institute, draft=a_draft())
    assert Course.objects.count() == 0


def test_a_key_needs_the_scope_to_write(institute: int) -> None:
    reader = Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({"plan:read"}))
    writer = Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({"plan:write"}))
    with pytest.raises(NotAllowed):
        save_course(actor=reader, institute=institute, draft=a_draft())
    save_course(actor=writer, institute=institute, draft=a_draft())
    assert Course.objects.count() == 1


def test_an_unknown_institute_has_no_courses() -> None:
    with pytest.raises(InstituteNotFound):
        save_course(actor=OFFICE, institute=999_999, draft=a_draft())


def test_an_ended_course_stays_and_may_be_taken_up_again(institute: int) -> None:
    made = save_course(actor=OFFICE, institute=institute, draft=a_draft())
    with pytest.raises(NotAllowed):
        end_course(actor=an_actor(Role.HEAD), course=made)
    assert Course.objects.get(pk=made).state == CourseState.ACTIVE
    end_course(actor=OFFICE, course=made)
    assert Course.objects.get(pk=made).state == CourseState.ENDED
    save_course(actor=OFFICE, institute=institute, draft=a_draft())
    assert Course.objects.get(pk=made).state == CourseState.ACTIVE
    with pytest.raises(CourseNotFound):
        end_course(actor=OFFICE, course=999_999)
