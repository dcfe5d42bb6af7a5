import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.sheets.writing import export_cell, write_table
from baeumgil.stages.plan.errors import PlanInvalid, PlanNotFound
from baeumgil.stages.plan.models import CourseName, PlanLine, PlannedSession, Prerequisite, SharedContent
from baeumgil.stages.plan.queries.exports import ListKind, ListOut, list_out
from baeumgil.stages.plan.services.files import FileOutcome, take_in
from baeumgil.stages.plan.terms import (
    ChangeVerb,
    CourseKind,
    CourseState,
    ImportKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
    VersionState,
)
from tests.build_plan import a_course, a_field, a_line, a_plan, a_planned_session, a_version, an_institute

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")
YEAR = 2027


def a_world(*, state: VersionState = VersionState.DRAFT) -> int:
    """Courses of every sort, some of them planned; the institute."""
    institute = an_institute()
    area = a_field("직무역량", institute=institute)
    field = a_field("직무공통", institute=institute, parent=area)
    alone = a_field("디지털", institute=institute)
    first = a_course("=엑셀 초급, 과정", institute=institute, field=alone, code="A-1", level=Level.BASIC, ladder="엑셀")
    second = a_course(
        "엑셀 중급  과정",
        institute=institute,
        field=alone,
        code="A-2",
        duration_text="43주",
        objectives="첫 줄\n둘째 줄",
        target_group=TargetGroup.MANAGER,
    )
    third = a_course("청렴 과정", institute=institute, field=field, code="B", kind=CourseKind.E_LEARNING, days=2)
    a_course("옛 과정", institute=institute, field=field, code="Z", state=CourseState.ENDED)
    CourseName.objects.create(institute_id=institute, course_id=third, name="청렴, 그리고 우리", key="청렴그리고우리")
    Prerequisite.objects.create(course_id=second, needs_id=first)
    Prerequisite.objects.create(course_id=second, needs_id=third, kind=PrerequisiteKind.RECOMMENDED)
    version = a_version(plan=a_plan(YEAR, institute=institute), state=state)
    line = a_line(version=version, course=first, verb=ChangeVerb.NEW, reason="부서 요청")
    PlanLine.objects.filter(pk=a_line(version=version, course=second, verb=ChangeVerb.IMPROVED)).update(seats=77)
    a_line(version=version, course=third, verb=ChangeVerb.ABOLISHED, reason="실적 없음")
    a_planned_session(line=line, number=1, starts_on=date(YEAR, 3, 2), ends_on=date(YEAR, 3, 4), seats=25)
    PlannedSession.objects.create(line_id=line, number=2, month=9, seats=30, note="시군")
    for number in (1, 2):
        SharedContent.objects.create(
            institute_id=institute, year=YEAR, code=f"S-{number}", name="같은 이름", category="직무", lessons=3
        )
    return institute


def written(out: ListOut, path: Path) -> Path:
    if path.suffix == ".xlsx":
        with path.open("wb") as file:
            write_table(file, title=out.title, headings=out.headings, rows=out.rows, sheet_name="목록")
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as text:
            lines = csv.writer(text)
            lines.writerow(out.headings)
            lines.writerows([export_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in out.rows)
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize(
    ("what", "kind", "rows"),
    [
        (ListKind.COURSES, ImportKind.COURSES, 4),
        (ListKind.SESSIONS, ImportKind.SESSIONS, 2),
        (ListKind.SHARED, ImportKind.SHARED_CONTENT, 2),
    ],
)
def test_what_goes_out_changes_nothing_when_it_comes_in(
    tmp_path: Path, what: ListKind, kind: ImportKind, rows: int, ending: str
) -> None:
    institute = a_world()
    out = list_out(actor=OPERATOR, what=what, institute=institute, year=YEAR)
    path = written(out, tmp_path / f"목록{ending}")
    outcome = take_in(actor=OPERATOR, institute=institute, file_name=path.name, path=path, year=YEAR)
    assert outcome == FileOutcome(kind, 0, 0, rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seats=st.one_of(st.none(), st.integers(1, 500)),
    sessions=st.integers(0, 60),
    total=st.integers(0, 20_000),
    duration=st.sampled_from(["", "3일", "2주", "43주", "2~3h", "4h", "1일(7시간)", "무기한"]),
    kind=st.sampled_from(list(CourseKind)),
    verb=st.sampled_from(list(ChangeVerb)),
)
def test_any_figures_go_out_and_come_in_unchanged(
    tmp_path: Path,
    *,
    seats: int | None,
    sessions: int,
    total: int,
    duration: str,
    kind: CourseKind,
    verb: ChangeVerb,
) -> None:
    institute = an_institute()
    course = a_course(institute=institute, kind=kind, duration_text=duration)
    line = a_line(version=a_version(plan=a_plan(YEAR, institute=institute)), course=course, verb=verb)
    if verb in {ChangeVerb.KEPT, ChangeVerb.NEW, ChangeVerb.IMPROVED}:
        PlanLine.objects.filter(pk=line).update(sessions=sessions, seats_per_session=seats, seats=total)
    out = list_out(actor=OPERATOR, what=ListKind.COURSES, institute=institute, year=YEAR)
    path = written(out, tmp_path / "목록.csv")
    outcome = take_in(actor=OPERATOR, institute=institute, file_name=path.name, path=path, year=YEAR)
    assert (outcome.new, outcome.replaced, outcome.same) == (0, 0, 1)


def test_without_a_year_courses_go_out_without_figures() -> None:
    out = list_out(actor=OPERATOR, what=ListKind.COURSES, institute=a_world())
    assert out.title == "과정 목록"
    assert "총인원" not in out.headings
    assert [row[0] for row in out.rows] == ["A-1", "A-2", "B", "Z"]


def test_others_need_a_year_and_a_plan() -> None:
    institute = a_world()
    with pytest.raises(PlanInvalid) as refused:
        list_out(actor=OPERATOR, what=ListKind.SHARED, institute=institute)
    assert refused.value.text == "입력한 내용에 고칠 곳이 있습니다.", "nothing was to be saved"
    with pytest.raises(PlanNotFound):
        list_out(actor=OPERATOR, what=ListKind.SESSIONS, institute=institute, year=YEAR + 1)


def test_drafts_stay_with_those_who_see_them() -> None:
    institute = a_world()
    official = Actor(kind=ActorKind.PERSON, label="직원")
    out = list_out(actor=official, what=ListKind.COURSES, institute=institute, year=YEAR)
    assert (out.title, "총인원" in out.headings) == ("과정 목록", False)
    with pytest.raises(PlanNotFound):
        list_out(actor=official, what=ListKind.SESSIONS, institute=institute, year=YEAR)
    with pytest.raises(NotAllowed):
        list_out(actor=Actor.nobody(), what=ListKind.COURSES, institute=institute)


def test_everybody_sees_the_sessions_of_an_approved_plan() -> None:
    institute = a_world(state=VersionState.APPROVED)
    official = Actor(kind=ActorKind.PERSON, label="직원")
    out = list_out(actor=official, what=ListKind.SESSIONS, institute=institute, year=YEAR)
    assert [row[2:] for row in out.rows] == [
        (1, date(YEAR, 3, 2), date(YEAR, 3, 4), None, 25, ""),
        (2, None, None, 9, 30, "시군"),
    ]
