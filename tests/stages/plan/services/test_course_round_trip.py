"""What the catalogue hands out comes back in, and changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from baeumgil.core.actors import Role
from baeumgil.engines.sheets.writing import write_table
from baeumgil.stages.plan.queries.course_drafts import course_drafts, course_names
from baeumgil.stages.plan.rules.course_columns import COURSE_HEADINGS, SUBJECT_HEADINGS, course_cells, subject_cells
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.files import take_in
from baeumgil.stages.plan.services.institutes import set_up_fields, set_up_goals
from baeumgil.stages.plan.terms import (
    Assessment,
    CourseKind,
    CourseState,
    InstructorKind,
    LegalKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
)
from baeumgil.stages.roadmap.rules.definition import Filters
from tests.build import an_actor
from tests.build_plan import an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
COURSES = (
    CourseDraft(
        code="IT-1",
        name="정보화 기초",
        field="A1",
        kind=CourseKind.CLASSROOM,
        goal="G1",
        level=Level.BASIC,
        ladder="정보화",
        target_text="7~8급",
        target_filters=Filters(grades=(7, 8)),
        names=("컴퓨터 첫걸음", "전산 1"),
        duties=("integrity",),
        budget=(BudgetDraft(2027, "강사 수당", 300_000),),
        note="파일에 없는 칸",
        subjects=(
            SubjectDraft("표 계산", "소양", 90, 30, 0, 15, "실습", InstructorKind.EXPERT, ("ai", "digital")),
            SubjectDraft("보안", lecture_minutes=60, tags=("information_security",)),
        ),
    ),
    CourseDraft(
        code="IT-2",
        name="정보화 중급",
        field="A1",
        kind=CourseKind.BLENDED,
        target_group=TargetGroup.JOB,
        duration_text="3일",
        days=3,
        total_minutes=1_260,
        recognised_minutes=1_230,
        seats_per_session=30,
        objectives="배운다.",
        owner_name="정보통신과",
        partner="대학",
        place="전산실",
        features="실습 위주",
        pre_study="표 계산 첫걸음(온라인)",
        pre_study_minutes=90,
        assessment=Assessment.TEST_AND_TASK,
        pass_attendance_percent=80,
        pass_score=60,
        completion_text="출석 80% 이상, 60점 이상",
        materials="교재 한 권",
        placement="전산 부서",
        accessibility="휠체어 접근",
        prerequisites=(PrerequisiteDraft("IT-1"), PrerequisiteDraft("OLD", PrerequisiteKind.RECOMMENDED)),
    ),
    CourseDraft(code="OLD", name="옛 과정", field="A1", kind=CourseKind.LECTURE, state=CourseState.ENDED),
)


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute()
    fields = [
        FieldDraft("A", "직무역량", LegalKind.SPECIALISED),
        FieldDraft("A1", "정보화", LegalKind.SPECIALISED, parent="A"),
    ]
    set_up_fields(actor=OFFICE, institute=made, fields=fields)
    set_up_goals(actor=OFFICE, institute=made, goals=[GoalDraft("G1", "전문역량 강화")])
    write_courses(made, COURSES)
    return made


@pytest.mark.parametrize("of", ["courses", "subjects"])
def test_a_downloaded_table_taken_in_again_changes_nothing(institute: int, tmp_path: Path, of: str) -> None:
    drafts = course_drafts(actor=OFFICE, institute=institute)
    names = course_names(actor=OFFICE, institute=institute)
    headings, rows = COURSE_HEADINGS, [course_cells(draft, names) for draft in drafts]
    if of == "subjects":
        headings, rows = SUBJECT_HEADINGS, [cells for draft in drafts for cells in subject_cells(draft, names)]
    path = tmp_path / "catalogue.xlsx"
    with path.open("wb") as stream:
        write_table(stream, title="과정", headings=headings, rows=rows, sheet_name="과정")
    outcome = take_in(actor=OFFICE, institute=institute, file_name=path.name, path=path)
    assert (outcome.kind.value, outcome.new, outcome.replaced) == (of, 0, 0)
    assert course_drafts(actor=OFFICE, institute=institute) == drafts


def test_a_downloaded_table_makes_the_same_courses_in_another_house(institute: int, tmp_path: Path) -> None:
    drafts = course_drafts(actor=OFFICE, institute=institute)
    rows = [course_cells(draft, course_names(actor=OFFICE, institute=institute)) for draft in drafts]
    path = tmp_path / "catalogue.xlsx"
    with path.open("wb") as stream:
        write_table(stream, title="과정", headings=COURSE_HEADINGS, rows=rows, sheet_name="과정")
    other = an_institute()
    set_up_goals(actor=OFFICE, institute=other, goals=[GoalDraft("G1", "전문역량 강화")])
    take_in(actor=OFFICE, institute=other, file_name=path.name, path=path)
    made = {draft.code: draft for draft in course_drafts(actor=OFFICE, institute=other)}
    fields = {draft.code: draft.field for draft in made.values()}
    for draft in drafts:
        kept = replace(
            draft, field=fields[draft.code], target_filters=Filters(), duties=(), budget=(), note="", subjects=()
        )
        assert made[draft.code] == kept
