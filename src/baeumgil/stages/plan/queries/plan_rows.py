"""Rows of the tables as values of a plan book."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baeumgil.stages.plan.models import Field, Goal, LineAncestor, PlanLine, PlannedSession, PlanVersion
from baeumgil.stages.plan.rules.book import Ancestor, BookLine, FieldRow, GoalRow, SessionDays, VersionHead
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import ENDING, Improvement, LegalKind, VersionState


@dataclass(frozen=True, slots=True)
class Names:
    """What an institute calls its fields and goals: those of today, or those a version was approved under."""

    leaves: tuple[FieldRow, ...]
    goals: tuple[GoalRow, ...]
    field_codes: Mapping[int, str]
    by_code: Mapping[str, FieldRow]
    goal_codes: Mapping[int, str]
    goal_names: Mapping[str, str]

    def field_of(self, key: int) -> FieldRow:
        """The field of a primary key."""
        return self.by_code[self.field_codes[key]]


def names_of(institute: int, frame: Mapping[str, Any] | None = None) -> Names:
    """Fields and goals in two statements; names of the frame go before those of today."""
    rows = list(Field.objects.filter(institute_id=institute).order_by("order", "pk"))
    by_key = {row.pk: row for row in rows}
    parents = {row.parent_id for row in rows}
    fields = {row.code: _field_row(row, by_key) for row in rows}
    leaves = tuple(fields[row.code] for row in rows if row.pk not in parents)
    found = list(Goal.objects.filter(institute_id=institute).order_by("order", "pk"))
    goals = tuple(GoalRow(row.code, row.name, tuple(row.strategies)) for row in found)
    if frame:
        leaves = tuple(_framed_field(plain) for plain in frame["fields"])
        goals = tuple(GoalRow(code, name, tuple(strategies)) for code, name, strategies in frame["goals"])
    return Names(
        leaves=leaves,
        goals=goals,
        field_codes={row.pk: row.code for row in rows},
        by_code=fields | {leaf.code: leaf for leaf in leaves},
        goal_codes={row.pk: row.code for row in found},
        goal_names={row.code: row.name for row in found} | {goal.code: goal.name for goal in goals},
    )


def frame_of(version: PlanVersion, names: Names) -> dict[str, object]:
    """Names as JSON, to be kept with a version when it is approved."""
    return {
        "institute_name": version.plan.institute.name,
        "body_name": version.plan.institute.body_name,
        "fields": [
            [leaf.code, leaf.name, leaf.area_code, leaf.area_name, leaf.legal_kind.value, leaf.order]
            for leaf in names.leaves
        ],
        "goals": [[goal.code, goal.name, list(goal.strategies)] for goal in names.goals],
    }


def _framed_field(plain: Sequence[Any]) -> FieldRow:
    code, name, area_code, area_name, legal_kind, order = plain
    return FieldRow(code, name, area_code, area_name, LegalKind(legal_kind), order)


def _field_row(row: Field, by_key: Mapping[int, Field]) -> FieldRow:
    top, seen = row, {row.pk}
    while top.parent_id is not None and top.parent_id not in seen:
        top = by_key[top.parent_id]
        seen.add(top.pk)
    return FieldRow(row.code, row.name, top.code, top.name, row.legal_kind, row.order)


def head_of(version: PlanVersion) -> VersionHead:
    """The head; needs plan, institute and the previous version's plan at hand."""
    plan, institute = version.plan, version.plan.institute
    return VersionHead(
        id=version.pk,
        plan=plan.pk,
        number=version.number,
        state=VersionState(version.state),
        year=plan.year,
        title=plan.title,
        institute=institute.pk,
        institute_code=institute.code,
        institute_name=version.frame.get("institute_name", institute.name),
        body_name=version.frame.get("body_name", institute.body_name),
        is_example=institute.is_example,
        note=version.note,
        vision=version.vision,
        digest=version.digest,
        document_number=version.document_number,
        policy_number=version.policy_number,
        created_at=version.created_at,
        changed_at=version.changed_at,
        approved_at=version.approved_at,
        published_at=version.published_at,
        revision=version.revision,
        previous=version.previous_id,
        previous_year=version.previous.plan.year if version.previous else None,
        based_on=version.based_on_id,
    )


@dataclass(slots=True)
class LineSource:
    """Lines of some versions as they stand in the tables: three statements for any number."""

    lines: dict[int, list[PlanLine]] = field(default_factory=lambda: defaultdict(list))
    ancestors: dict[int, list[Ancestor]] = field(default_factory=lambda: defaultdict(list))
    planned: dict[int, list[SessionDays]] = field(default_factory=lambda: defaultdict(list))


def line_source(versions: Iterable[int]) -> LineSource:
    """Read lines with course codes, ancestors and planned sessions."""
    source = LineSource()
    wanted = list(versions)
    for row in PlanLine.objects.filter(version_id__in=wanted).select_related("course").order_by("order", "pk"):
        source.lines[row.version_id].append(row)
    ancestors = LineAncestor.objects.filter(line__version_id__in=wanted).order_by("pk")
    for line, code, name in ancestors.values_list("line_id", "course__code", "course__name"):
        source.ancestors[line].append(Ancestor(code, name))
    planned = PlannedSession.objects.filter(line__version_id__in=wanted).order_by("line_id", "number", "note", "pk")
    columns = ("line_id", "number", "seats", "starts_on", "ends_on", "month", "note")
    for line, *rest in planned.values_list(*columns):
        source.planned[line].append(SessionDays(*rest))
    return source


def book_lines(
    source: LineSource, version: int, names: Names, previous: Mapping[str, BookLine] | None = None
) -> tuple[BookLine, ...]:
    """Lines of one version, beside the held lines of the year before (by course code)."""
    before = previous or {}
    rows = source.lines[version]
    heirs: defaultdict[str, list[Ancestor]] = defaultdict(list)
    for row in rows:
        for ancestor in source.ancestors[row.pk]:
            heirs[ancestor.code].append(Ancestor(row.course.code, row.name))
    return tuple(_book_line(row, source, names, before, tuple(heirs[row.course.code])) for row in rows)


def _book_line(
    row: PlanLine,
    source: LineSource,
    names: Names,
    before: Mapping[str, BookLine],
    successors: tuple[Ancestor, ...],
) -> BookLine:
    code = row.course.code
    last = before.get(code)
    goal_code = names.goal_codes.get(row.goal_id, "") if row.goal_id is not None else ""
    return BookLine(
        id=row.pk,
        course=row.course_id,
        code=code,
        name=row.name,
        field=names.field_of(row.field_id),
        goal_code=goal_code,
        goal_name=names.goal_names.get(goal_code, ""),
        kind=row.kind,
        delivery=delivery_of(row.kind),
        target_group=row.target_group,
        target_text=row.target_text,
        duration_text=row.duration_text,
        total_minutes=row.total_minutes,
        verb=row.verb,
        improvements=tuple(Improvement(each) for each in row.improvements),
        origin=row.origin,
        reason=row.reason,
        sessions=row.sessions,
        seats_per_session=row.seats_per_session,
        seats=row.seats,
        budget=row.budget,
        owner_name=row.owner_name,
        remark=row.remark,
        previous_sessions=last.sessions if last else None,
        previous_seats=last.seats if last else None,
        ancestors=tuple(
            Ancestor(each.code, before[each.code].name if each.code in before else each.name)
            for each in source.ancestors[row.pk]
        ),
        successors=successors,
        planned=tuple(source.planned[row.pk]),
        revision=row.revision,
    )


def held_lines(lines: Iterable[BookLine]) -> tuple[BookLine, ...]:
    """Those that are held under their plan."""
    return tuple(line for line in lines if line.verb not in ENDING)
