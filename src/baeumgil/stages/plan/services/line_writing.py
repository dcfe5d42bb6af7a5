"""Lines written set by set: a constant number of statements for any number of courses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Max

from baeumgil.stages.plan.models import Course, Field, Goal, LineAncestor, PlanLine, PlannedSession, PlanVersion
from baeumgil.stages.plan.queries.plan_books import earlier_ancestors
from baeumgil.stages.plan.queries.plan_rows import head_of
from baeumgil.stages.plan.rules.line_draft import KnownPlan, LineDraft
from baeumgil.stages.plan.terms import ENDING, CourseState

WRITTEN = (
    "name",
    "field",
    "goal",
    "kind",
    "target_group",
    "target_text",
    "duration_text",
    "total_minutes",
    "verb",
    "improvements",
    "origin",
    "reason",
    "sessions",
    "seats_per_session",
    "seats",
    "budget",
    "owner_name",
    "remark",
    "revision",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What lines of a version are checked against and written from."""

    version: PlanVersion
    known: KnownPlan
    courses: Mapping[str, Course]
    fields: Mapping[str, int]
    goals: Mapping[str, int]
    lines: Mapping[str, PlanLine]


def ground_of(version: PlanVersion) -> Ground:
    """Courses, fields, goals and lines of a version at hand; a constant number of statements."""
    institute = version.plan.institute_id
    courses = {row.code: row for row in Course.objects.filter(institute_id=institute)}
    fields = list(Field.objects.filter(institute_id=institute).values_list("code", "pk", "parent__code"))
    goals = dict(Goal.objects.filter(institute_id=institute).values_list("code", "pk"))
    lines = {row.course.code: row for row in PlanLine.objects.filter(version=version).select_related("course")}
    before = PlanLine.objects.filter(version_id=version.previous_id).exclude(verb__in=ENDING)
    edges = LineAncestor.objects.filter(line__version=version).values_list("line__course__code", "course__code")
    known = KnownPlan(
        year=version.plan.year,
        courses={code: (row.name, CourseState(row.state)) for code, row in courses.items()},
        fields=frozenset(code for code, *_ in fields),
        areas=frozenset(parent for *_, parent in fields if parent),
        goals=frozenset(goals),
        planned=frozenset(before.values_list("course__code", flat=True)) | frozenset(lines),
        history=earlier_ancestors(head_of(version)),
        edges=frozenset(edges),
    )
    return Ground(version, known, courses, {code: key for code, key, _ in fields}, goals, lines)


def filled(draft: LineDraft, courses: Mapping[str, Course]) -> LineDraft:
    """With the course's seats per session, where neither these nor all seats are said."""
    course = courses.get(draft.course)
    if course is None or draft.verb in ENDING or draft.seats is not None or draft.seats_per_session is not None:
        return draft
    return replace(draft, seats_per_session=course.seats_per_session)


def write_lines(ground: Ground, drafts: Sequence[LineDraft]) -> list[PlanLine]:
    """Write checked drafts; the lines in the same order."""
    highest = PlanLine.objects.filter(version=ground.version).aggregate(highest=Max("order"))["highest"]
    next_order = 0 if highest is None else highest + 1
    rows: list[PlanLine] = []
    new: list[PlanLine] = []
    old: list[PlanLine] = []
    for draft in drafts:
        row = ground.lines.get(draft.course)
        if row is None:
            row = PlanLine(version=ground.version, course=ground.courses[draft.course], order=next_order + len(new))
            new.append(row)
        else:
            row.revision += 1
            old.append(row)
        _fill(row, draft, ground)
        rows.append(row)
    PlanLine.objects.bulk_create(new)
    PlanLine.objects.bulk_create(old, update_conflicts=True, unique_fields=["pk"], update_fields=WRITTEN)
    _write_parts(old, zip(rows, drafts, strict=True), ground.courses)
    return rows


def _fill(row: PlanLine, draft: LineDraft, ground: Ground) -> None:
    course = ground.courses[draft.course]
    row.name = draft.name.strip() or course.name
    row.field_id = ground.fields[draft.field] if draft.field else course.field_id
    row.goal_id = ground.goals[draft.goal] if draft.goal else course.goal_id
    row.kind = draft.kind or course.kind
    row.target_group = draft.target_group or course.target_group
    row.target_text = draft.target_text.strip() or course.target_text
    row.duration_text = draft.duration_text.strip() or course.duration_text
    row.total_minutes = course.total_minutes if draft.total_minutes is None else draft.total_minutes
    row.verb = draft.verb
    row.improvements = [each.value for each in draft.improvements]
    row.origin = draft.origin
    row.reason = draft.reason.strip()
    row.sessions = draft.sessions
    row.seats_per_session = None if draft.verb in ENDING else draft.seats_per_session
    row.seats = draft.all_seats
    row.budget = draft.budget
    row.owner_name = draft.owner_name.strip() or course.owner_name
    row.remark = draft.remark.strip()


def _write_parts(
    old: Sequence[PlanLine], pairs: Iterable[tuple[PlanLine, LineDraft]], courses: Mapping[str, Course]
) -> None:
    keys = [row.pk for row in old]
    for part in (LineAncestor, PlannedSession):
        part.objects.filter(line_id__in=keys).delete()
    ancestors, planned = [], []
    for row, draft in pairs:
        ancestors += [LineAncestor(line=row, course=courses[code]) for code in draft.ancestors]
        planned += [
            PlannedSession(
                line=row,
                number=session.number,
                starts_on=session.starts_on,
                ends_on=session.ends_on,
                month=session.month,
                seats=session.seats,
                note=session.note,
            )
            for session in draft.planned
        ]
    LineAncestor.objects.bulk_create(ancestors)
    PlannedSession.objects.bulk_create(planned)
