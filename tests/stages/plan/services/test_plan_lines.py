from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import PlanInvalid, PlanMovedOn, PlanNotFound, VersionFrozen, VersionStateWrong
from baeumgil.stages.plan.models import Course, PlanLine, PlannedSession, PlanVersion
from baeumgil.stages.plan.queries.plan_books import read_book
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.services.plan_lines import apply_change, put_line, put_lines, remove_line
from baeumgil.stages.plan.terms import (
    ChangeVerb,
    CourseKind,
    CourseState,
    Improvement,
    Origin,
    TargetGroup,
    VersionState,
)
from tests.build import an_actor
from tests.build_plan import a_course, a_field, a_goal, a_plan, a_version, an_institute
from tests.stages.plan.services.build import OPERATOR

pytestmark = pytest.mark.django_db
DAYS = (SessionDays(1, 30, date(2027, 3, 2), date(2027, 3, 5), note="진주"), SessionDays(2, 30, month=9))


@pytest.fixture
def version() -> int:
    institute = an_institute()
    field = a_field(institute=institute, code="job")
    a_field("리더십", institute=institute, code="lead")
    a_goal(institute=institute, code="goal")
    a_course(
        "보고서 작성 과정",
        institute=institute,
        field=field,
        code="A",
        target_text="7급",
        duration_text="3일",
        owner_name="총무과",
        seats_per_session=25,
        total_minutes=1_080,
    )
    a_course("청렴 과정", institute=institute, field=field, code="B", kind=CourseKind.E_LEARNING)
    a_course("옛 과정", institute=institute, field=field, code="C")
    return a_version(plan=a_plan(2027, institute=institute))


def _revision(version: int) -> int:
    return PlanVersion.objects.get(pk=version).revision


def _set_state(version: int, state: VersionState) -> None:
    PlanVersion.objects.filter(pk=version).update(state=state)


def test_what_is_not_said_comes_from_the_course(version: int) -> None:
    put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2))
    [line] = read_book(version).lines
    assert (line.name, line.field.code, line.target_text, line.duration_text) == (
        "보고서 작성 과정",
        "job",
        "7급",
        "3일",
    )
    assert (line.owner_name, line.total_minutes, line.kind) == ("총무과", 1_080, CourseKind.CLASSROOM)
    assert (line.sessions, line.seats_per_session, line.seats) == (2, 25, 50)


def test_what_is_said_is_kept(version: int) -> None:
    draft = LineDraft(
        "A",
        verb=ChangeVerb.IMPROVED,
        origin=Origin.LAW,
        reason="법 개정",
        sessions=2,
        seats=60,
        ancestors=("C",),
        planned=DAYS,
        improvements=(Improvement.CONTENT,),
        field="lead",
        goal="goal",
        kind=CourseKind.BLENDED,
        target_group=TargetGroup.MANAGER,
        target_text="과장",
        duration_text="2일",
        total_minutes=600,
        budget=1_000_000,
        owner_name="감사과",
        remark="비고",
        name="보고서 다시 쓰기",
    )
    put_line(actor=OPERATOR, version=version, draft=draft)
    [line] = read_book(version).lines
    assert (line.verb, line.origin, line.reason, line.improvements) == (
        ChangeVerb.IMPROVED,
        Origin.LAW,
        "법 개정",
        (Improvement.CONTENT,),
    )
    assert (line.field.code, line.goal_code, line.kind, line.target_group) == (
        "lead",
        "goal",
        CourseKind.BLENDED,
        TargetGroup.MANAGER,
    )
    assert (line.target_text, line.duration_text, line.total_minutes, line.budget) == ("과장", "2일", 600, 1_000_000)
    assert (line.owner_name, line.remark, line.name) == ("감사과", "비고", "보고서 다시 쓰기")
    assert (line.planned, [ancestor.code for ancestor in line.ancestors]) == (DAYS, ["C"])


def test_writing_a_course_again_replaces_its_line(version: int) -> None:
    first = put_line(
        actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60, planned=DAYS, ancestors=("C",))
    )
    again = put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=1, seats=30), revision=1)
    [line] = read_book(version).lines
    assert (first, line.id, line.revision, line.seats, line.planned, line.ancestors) == (again, again, 2, 30, (), ())


def test_a_change_of_somebody_else_is_not_written_over(version: int) -> None:
    put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60))
    put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=70), revision=1)
    with pytest.raises(PlanMovedOn):
        put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=80), revision=1)
    with pytest.raises(PlanMovedOn):
        put_line(actor=OPERATOR, version=version, draft=LineDraft("B", sessions=1, seats=30), revision=1)
    assert list(PlanLine.objects.values_list("course__code", "seats")) == [("A", 70)]


def test_all_problems_come_at_once_and_nothing_is_written(version: int) -> None:
    before = _revision(version)
    planned = (SessionDays(1, -5, date(2026, 12, 1), date(2026, 12, 2)),)
    draft = LineDraft("A", sessions=-1, seats=-1, planned=planned, ancestors=("A", "Z"), field="?")
    with pytest.raises(PlanInvalid) as refused:
        put_line(actor=OPERATOR, version=version, draft=draft)
    codes = {problem.code for problem in refused.value.problems}
    assert codes >= {"unknown_field", "unknown_ancestor", "too_small", "outside_year", "own_ancestor"}
    assert (PlanLine.objects.count(), _revision(version)) == (0, before)


def test_ancestors_cannot_go_round(version: int) -> None:
    put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=1, seats=30, ancestors=("B",)))
    with pytest.raises(PlanInvalid) as refused:
        put_line(actor=OPERATOR, version=version, draft=LineDraft("B", sessions=1, seats=30, ancestors=("A",)))
    assert [problem.code for problem in refused.value.problems] == ["ancestor_circle"]
    assert PlanLine.objects.count() == 1


def test_a_course_that_the_catalogue_ended_is_not_planned_anew(version: int) -> None:
    Course.objects.filter(code="C").update(state=CourseState.ENDED)
    with pytest.raises(PlanInvalid) as refused:
        put_line(actor=OPERATOR, version=version, draft=LineDraft("C", sessions=1, seats=30))
    assert [problem.code for problem in refused.value.problems] == ["ended_course"]
    assert not PlanLine.objects.exists()


def test_many_lines_are_written_all_or_none(version: int) -> None:
    good = [LineDraft("A", sessions=1, seats=30), LineDraft("B", sessions=0, seats=500)]
    with pytest.raises(PlanInvalid) as refused:
        put_lines(actor=OPERATOR, version=version, drafts=[*good, LineDraft("C", sessions=-1, seats=0), LineDraft("Z")])
    assert [(problem.row, problem.code) for problem in refused.value.problems] == [
        (3, "too_small"),
        (4, "unknown_course"),
    ]
    assert not PlanLine.objects.exists()
    assert put_lines(actor=OPERATOR, version=version, drafts=good) == 2
    assert [(line.code, line.seats) for line in read_book(version).lines] == [("A", 30), ("B", 500)]


@pytest.mark.parametrize("courses", [1, 150])
def test_many_lines_take_the_same_statements(version: int, courses: int) -> None:
    row = PlanVersion.objects.get(pk=version)
    field = a_field(institute=row.plan.institute_id)
    codes = [f"M{number}" for number in range(courses)]
    for code in codes:
        a_course(institute=row.plan.institute_id, field=field, code=code)
    for seats in (30, 40):
        drafts = [LineDraft(code, sessions=1, seats=seats, planned=(SessionDays(1, seats),)) for code in codes]
        with CaptureQueriesContext(connection) as queries:
            put_lines(actor=OPERATOR, version=version, drafts=drafts)
        assert len(queries) <= 30
    assert sorted(PlanLine.objects.values_list("seats", "revision")) == [(40, 2)] * courses


def test_a_line_can_be_taken_out(version: int) -> None:
    line = put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60, planned=DAYS))
    with pytest.raises(PlanMovedOn):
        remove_line(actor=OPERATOR, line=line, revision=9)
    remove_line(actor=OPERATOR, line=line, revision=1)
    assert (PlanLine.objects.count(), PlannedSession.objects.count()) == (0, 0)
    with pytest.raises(PlanNotFound):
        remove_line(actor=OPERATOR, line=line)


@pytest.mark.parametrize("state", [VersionState.IN_COMMITTEE, VersionState.REVIEWED, VersionState.IN_APPROVAL])
def test_only_drafts_are_edited(version: int, state: VersionState) -> None:
    line = put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60))
    _set_state(version, state)
    with pytest.raises(VersionFrozen):
        put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=70))
    with pytest.raises(VersionFrozen):
        put_lines(actor=OPERATOR, version=version, drafts=[LineDraft("B", sessions=1, seats=30)])
    with pytest.raises(VersionFrozen):
        remove_line(actor=OPERATOR, line=line)
    assert list(PlanLine.objects.values_list("course__code", "seats")) == [("A", 60)]


@pytest.mark.parametrize("role", [None, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_only_the_training_office_edits(version: int, role: Role | None) -> None:
    line = put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60))
    actor = an_actor(role)
    with pytest.raises(NotAllowed):
        put_line(actor=actor, version=version, draft=LineDraft("A", sessions=2, seats=70))
    with pytest.raises(NotAllowed):
        put_lines(actor=actor, version=version, drafts=[LineDraft("B", sessions=1, seats=30)])
    with pytest.raises(NotAllowed):
        remove_line(actor=actor, line=line)
    assert list(PlanLine.objects.values_list("course__code", "seats")) == [("A", 60)]


def test_a_decision_of_the_committee_changes_a_line(version: int) -> None:
    line = put_line(
        actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats_per_session=30, planned=DAYS)
    )
    _set_state(version, VersionState.IN_COMMITTEE)
    assert apply_change(line, {"sessions": 3}) == (("기수", "2", "3"), ("연인원", "60", "90"))
    [found] = read_book(version).lines
    assert (found.sessions, found.seats, found.revision, len(found.planned)) == (3, 90, 2, 2)
    assert apply_change(line, {"sessions": 3}) == ()


def test_a_decision_may_end_a_course(version: int) -> None:
    draft = LineDraft(
        "A",
        verb=ChangeVerb.IMPROVED,
        sessions=2,
        seats=60,
        planned=DAYS,
        ancestors=("C",),
        improvements=(Improvement.CONTENT,),
    )
    line = put_line(actor=OPERATOR, version=version, draft=draft)
    _set_state(version, VersionState.IN_COMMITTEE)
    apply_change(line, {"verb": "abolished"})
    [found] = read_book(version).lines
    assert (found.verb, found.sessions, found.seats, found.seats_per_session) == (ChangeVerb.ABOLISHED, 0, 0, None)
    assert (found.planned, found.ancestors, found.improvements) == ((), (), ())


def test_fewer_sessions_drop_the_last_days(version: int) -> None:
    line = put_line(
        actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats_per_session=30, planned=DAYS)
    )
    _set_state(version, VersionState.IN_COMMITTEE)
    apply_change(line, {"sessions": 1, "seats_per_session": 35})
    assert list(PlannedSession.objects.values_list("number", "seats")) == [(1, 35)]


def test_decisions_are_made_in_committee_alone(version: int) -> None:
    line = put_line(actor=OPERATOR, version=version, draft=LineDraft("A", sessions=2, seats=60))
    with pytest.raises(VersionStateWrong):
        apply_change(line, {"sessions": 3})
    _set_state(version, VersionState.IN_COMMITTEE)
    with pytest.raises(PlanInvalid):
        apply_change(line, {"sessions": -3})
    with pytest.raises(PlanNotFound):
        apply_change(0, {})
    assert PlanLine.objects.get(pk=line).sessions == 2
