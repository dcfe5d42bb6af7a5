"""Typed builders for `plan`. Each makes one thing and what it needs, straight in the tables, and returns its id."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count

from baeumgil.stages.plan.models import (
    Course,
    CourseName,
    Field,
    Goal,
    Institute,
    LineAncestor,
    NeedsRound,
    Plan,
    PlanLine,
    PlannedSession,
    PlanVersion,
)
from baeumgil.stages.plan.terms import (
    ENDING,
    ChangeVerb,
    CourseKind,
    LegalKind,
    Origin,
    RoundState,
    TargetGroup,
    VersionState,
)

_numbers = count(1)
SOME_MOMENT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def an_institute(name: str = "배움시 인재개발원", *, code: str = "", is_example: bool = False) -> int:
    """An institute of our own city."""
    made = Institute.objects.create(
        code=code or f"inst-{next(_numbers)}", name=name, body_name="배움시", is_example=is_example
    )
    return made.pk


def a_field(
    name: str = "직무역량",
    *,
    institute: int,
    code: str = "",
    parent: int | None = None,
    legal_kind: LegalKind = LegalKind.SPECIALISED,
) -> int:
    """A field; a leaf unless something names it as parent."""
    number = next(_numbers)
    made = Field.objects.create(
        institute_id=institute,
        code=code or f"F{number}",
        name=name,
        parent_id=parent,
        legal_kind=legal_kind,
        order=number,
    )
    return made.pk


def a_goal(name: str = "성과창출 전문역량 강화", *, institute: int, code: str = "") -> int:
    """A goal."""
    number = next(_numbers)
    made = Goal.objects.create(institute_id=institute, code=code or f"G{number}", name=name, order=number)
    return made.pk


def a_course(
    name: str = "보고서 작성 과정",
    *,
    institute: int,
    field: int | None = None,
    code: str = "",
    kind: CourseKind = CourseKind.CLASSROOM,
    **more: object,
) -> int:
    """A course with its own name as a spelling."""
    number = next(_numbers)
    if field is None:
        field = a_field(institute=institute)
    made = Course.objects.create(
        institute_id=institute,
        field_id=field,
        code=code or f"C{number:03}",
        name=name,
        kind=kind,
        changed_at=SOME_MOMENT,
        **more,
    )
    CourseName.objects.create(institute_id=institute, course=made, name=name, key=f"{name.replace(' ', '')}-{made.pk}")
    return made.pk


def a_plan(year: int = 2027, *, institute: int, title: str = "") -> int:
    """A plan without versions."""
    return Plan.objects.create(institute_id=institute, year=year, title=title or f"{year}년 교육훈련계획").pk


def a_version(
    *,
    plan: int,
    number: int = 1,
    state: VersionState = VersionState.DRAFT,
    previous: int | None = None,
    published: bool = False,
) -> int:
    """A version; approved ones get a made-up digest."""
    is_frozen = state in {VersionState.APPROVED, VersionState.SUPERSEDED}
    made = PlanVersion.objects.create(
        plan_id=plan,
        number=number,
        state=state,
        previous_id=previous,
        created_at=SOME_MOMENT,
        changed_at=SOME_MOMENT,
        digest="0" * 64 if is_frozen else "",
        approved_at=SOME_MOMENT if is_frozen else None,
        published_at=SOME_MOMENT if published else None,
    )
    return made.pk


def a_line(
    *,
    version: int,
    course: int,
    verb: ChangeVerb = ChangeVerb.KEPT,
    sessions: int = 2,
    seats_per_session: int = 30,
    origin: Origin = Origin.CARRIED_OVER,
    ancestors: Sequence[int] = (),
    reason: str = "",
) -> int:
    """A line for a course; ended ones have no seats."""
    held = Course.objects.get(pk=course)
    is_ended = verb in ENDING
    made = PlanLine.objects.create(
        version_id=version,
        course=held,
        order=next(_numbers),
        name=held.name,
        field_id=held.field_id,
        goal_id=held.goal_id,
        kind=held.kind,
        target_group=TargetGroup.ALL_STAFF,
        verb=verb,
        origin=origin,
        reason=reason,
        sessions=0 if is_ended else sessions,
        seats_per_session=None if is_ended else seats_per_session,
        seats=0 if is_ended else sessions * seats_per_session,
    )
    LineAncestor.objects.bulk_create([LineAncestor(line=made, course_id=ancestor) for ancestor in ancestors])
    return made.pk


def a_planned_session(
    *, line: int, number: int = 1, starts_on: date | None = None, ends_on: date | None = None, seats: int = 30
) -> int:
    """A planned session, dated or not."""
    made = PlannedSession.objects.create(
        line_id=line, number=number, starts_on=starts_on, ends_on=ends_on or starts_on, seats=seats
    )
    return made.pk


def a_round(*, institute: int, year: int = 2027, number: int = 1, state: RoundState = RoundState.OPEN) -> int:
    """A needs round open all year."""
    made = NeedsRound.objects.create(
        institute_id=institute,
        year=year,
        number=number,
        name=f"{number}차 수요조사",
        opens_on=date(year - 1, 1, 1),
        closes_on=date(year - 1, 12, 31),
        state=state,
    )
    return made.pk
