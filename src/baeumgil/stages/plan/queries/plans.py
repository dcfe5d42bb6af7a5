"""Plans and their versions, as far as the actor may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.said import Said
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.access import may_see_drafts, may_see_plans
from baeumgil.stages.plan.errors import NotPublished, PlanNotFound
from baeumgil.stages.plan.models import Course, PlanLine, PlanVersion
from baeumgil.stages.plan.queries.plan_books import (
    approved_years,
    book_of,
    earlier_ancestors,
    is_intact,
    version_head,
    version_row,
)
from baeumgil.stages.plan.queries.plan_rows import book_lines, line_source, names_of
from baeumgil.stages.plan.rules.book import BookLine, PlanBook, VersionHead
from baeumgil.stages.plan.rules.contents import missing
from baeumgil.stages.plan.rules.lineage import HistoryStep, history_of_course
from baeumgil.stages.plan.rules.spelling import is_text
from baeumgil.stages.plan.terms import ENDING, OPEN_STATES, CourseState, VersionState

__all__ = [
    "CourseChoice",
    "PlanRow",
    "VersionRow",
    "checklist",
    "course_choices",
    "course_history",
    "is_intact",
    "plan_book",
    "plan_book_of",
    "plan_line",
    "plan_version",
    "plans",
    "public_plan",
    "public_years",
    "version_history",
]

RELATED = ("plan__institute", "previous__plan")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """교육훈련계획 하나. `version` is the one the actor should look at: the open one, else the approved one.

    `courses` and `people` are those of that version.
    """

    id: int
    institute: int
    institute_code: str
    institute_name: str
    is_example: bool
    year: int
    title: str
    version: int
    number: int
    state: VersionState
    courses: int
    people: int
    open_version: int | None
    approved_version: int | None
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """계획 판 하나 of a plan's history; who made it is said to those who see drafts."""

    id: int
    number: int
    state: VersionState
    note: str
    created_label: str
    created_at: datetime
    approved_at: datetime | None
    published_at: datetime | None
    digest: str
    based_on: int | None
    courses: int
    people: int


@dataclass(frozen=True, slots=True)
class CourseChoice:
    """A course that may be put into a version."""

    code: str
    name: str
    field_code: str
    field_name: str
    has_line: bool
    previous_sessions: int | None
    previous_seats: int | None


def plans(*, actor: Actor) -> tuple[PlanRow, ...]:
    """Every plan the actor may see, the newest year first, examples last; two statements."""
    _need(actor)
    return _plan_rows(_seen(actor), draft_first=True)


def plan_book(*, actor: Actor, version: int) -> PlanBook:
    """One version whole. Raises `PlanNotFound`, also for drafts that the actor may not see."""
    return book_of(_visible(actor, version))


def plan_book_of(*, actor: Actor, year: int, institute_code: str = "") -> PlanBook:
    """The plan of a year: the approved version, else the open one if the actor may see drafts.

    Without a code that of our own institute, or an example's when ours has none of that year.
    """
    _need(actor)
    if not is_text(institute_code):
        raise PlanNotFound(year=year)
    wanted = Q(plan__year=year)
    if institute_code:
        wanted &= Q(plan__institute__code=institute_code)
    found = [row for row in _seen(actor).filter(wanted) if row.state != VersionState.SUPERSEDED]
    if not found:
        raise PlanNotFound(
            Said(f"{year}년 교육훈련계획이 없습니다.", f"There is no training plan for {year}."), year=year
        )
    return book_of(min(found, key=_preference))


def _preference(row: PlanVersion) -> tuple[bool, bool, int, bool, int]:
    institute = row.plan.institute
    is_approved = row.state == VersionState.APPROVED
    return institute.is_example, row.plan.authority != Authority.MAYOR, institute.pk, not is_approved, -row.number


def plan_version(*, actor: Actor, version: int) -> VersionHead:
    """The head of a version alone."""
    return version_head(_visible(actor, version).pk)


def plan_line(*, actor: Actor, line: int) -> tuple[VersionHead, BookLine]:
    """One line, with the head of its version."""
    _need(actor)
    version = PlanLine.objects.filter(pk=line).values_list("version_id", flat=True).first()
    if version is None:
        raise PlanNotFound(line=line)
    book = plan_book(actor=actor, version=version)
    return book.head, next(each for each in book.lines if each.id == line)


def course_choices(*, actor: Actor, version: int) -> tuple[CourseChoice, ...]:
    """Courses of the version's institute that may be planned or were planned the year before."""
    book = plan_book(actor=actor, version=version)
    before = {line.code: line for line in book.previous_lines}
    there = {line.code for line in book.lines}
    rows = Course.objects.filter(institute_id=book.head.institute).order_by("field__order", "code")
    return tuple(
        CourseChoice(
            code=code,
            name=name,
            field_code=field_code,
            field_name=field_name,
            has_line=code in there,
            previous_sessions=before[code].sessions if code in before else None,
            previous_seats=before[code].seats if code in before else None,
        )
        for code, name, field_code, field_name, state in rows.values_list(
            "code", "name", "field__code", "field__name", "state"
        )
        if state == CourseState.ACTIVE or code in before or code in there
    )


def course_history(*, actor: Actor, version: int, code: str) -> tuple[HistoryStep, ...]:
    """A course of a version and all it came from, through the approved plans of earlier years."""
    row = _visible(actor, version)
    years = [(year, found) for year, found in approved_years(row.plan.institute_id) if year < row.plan.year]
    years.append((row.plan.year, row.pk))
    source = line_source(found for _, found in years)
    names = names_of(row.plan.institute_id, row.frame)
    return history_of_course(code, [(year, book_lines(source, found, names)) for year, found in years])


def version_history(*, actor: Actor, plan: int) -> tuple[VersionRow, ...]:
    """All versions of a plan that the actor may see, the newest first; two statements."""
    _need(actor)
    rows = list(_seen(actor).filter(plan_id=plan).order_by("-number"))
    if not rows:
        raise PlanNotFound(plan=plan)
    sums = _sums([row.pk for row in rows])
    may_know = may_see_drafts(actor)
    return tuple(
        VersionRow(
            id=row.pk,
            number=row.number,
            state=VersionState(row.state),
            note=row.note,
            created_label=row.created_label if may_know else "",
            created_at=row.created_at,
            approved_at=row.approved_at,
            published_at=row.published_at,
            digest=row.digest,
            based_on=row.based_on_id,
            courses=sums.get(row.pk, (0, 0))[0],
            people=sums.get(row.pk, (0, 0))[1],
        )
        for row in rows
    )


def checklist(*, actor: Actor, version: int) -> tuple[Problem, ...]:
    """What still keeps the version from being handed on."""
    book = plan_book(actor=actor, version=version)
    return tuple(missing(book, earlier_ancestors(book.head)))


def public_plan(*, year: int, institute_code: str = "") -> PlanBook:
    """대시민공개: the version published last. It holds no personal data. Raises `NotPublished`."""
    if not is_text(institute_code):
        raise NotPublished(year=year)
    wanted = Q(plan__year=year, published_at__isnull=False)
    if institute_code:
        wanted &= Q(plan__institute__code=institute_code)
    found = list(PlanVersion.objects.select_related(*RELATED).filter(wanted))
    if not found:
        raise NotPublished(year=year)
    shown = min(found, key=lambda row: (row.plan.institute.is_example, row.plan.institute_id, -row.number))
    return book_of(shown, is_public=True)


def public_years() -> tuple[PlanRow, ...]:
    """Plans that are published, the newest first; two statements."""
    rows = PlanVersion.objects.select_related(*RELATED).filter(published_at__isnull=False)
    return _plan_rows(rows, draft_first=False)


def _need(actor: Actor) -> None:
    if not may_see_plans(actor):
        raise NotAllowed


def _seen(actor: Actor) -> QuerySet[PlanVersion]:
    rows = PlanVersion.objects.select_related(*RELATED)
    return rows if may_see_drafts(actor) else rows.exclude(state__in=OPEN_STATES)


def _visible(actor: Actor, version: int) -> PlanVersion:
    _need(actor)
    row = version_row(version)
    if row.state in OPEN_STATES and not may_see_drafts(actor):
        raise PlanNotFound(version=version)
    return row


def _plan_rows(versions: Iterable[PlanVersion], *, draft_first: bool) -> tuple[PlanRow, ...]:
    by_plan: dict[int, list[PlanVersion]] = {}
    for row in versions:
        by_plan.setdefault(row.plan_id, []).append(row)
    chosen = {plan: _chosen(rows, draft_first=draft_first) for plan, rows in by_plan.items()}
    sums = _sums([row.pk for row in chosen.values()])
    made = [_plan_row(chosen[plan], rows, sums.get(chosen[plan].pk, (0, 0))) for plan, rows in by_plan.items()]
    return tuple(sorted(made, key=lambda row: (row.is_example, -row.year, row.institute, row.id)))


def _chosen(rows: Sequence[PlanVersion], *, draft_first: bool) -> PlanVersion:
    def rank(row: PlanVersion) -> tuple[int, int]:
        is_first = row.state in OPEN_STATES if draft_first else row.published_at is not None
        return (0 if is_first else 1 if row.state == VersionState.APPROVED else 2, -row.number)

    return min(rows, key=rank)


def _plan_row(row: PlanVersion, rows: Sequence[PlanVersion], sums: tuple[int, int]) -> PlanRow:
    institute = row.plan.institute
    published = [each.published_at for each in rows if each.published_at is not None]
    return PlanRow(
        id=row.plan_id,
        institute=institute.pk,
        institute_code=institute.code,
        institute_name=institute.name,
        is_example=institute.is_example,
        year=row.plan.year,
        title=row.plan.title,
        version=row.pk,
        number=row.number,
        state=VersionState(row.state),
        courses=sums[0],
        people=sums[1],
        open_version=next((each.pk for each in rows if each.state in OPEN_STATES), None),
        approved_version=next((each.pk for each in rows if each.state == VersionState.APPROVED), None),
        published_at=max(published, default=None),
    )


def _sums(versions: Sequence[int]) -> dict[int, tuple[int, int]]:
    held = PlanLine.objects.filter(version_id__in=versions).exclude(verb__in=ENDING)
    rows = held.order_by().values("version_id").annotate(courses=Count("pk"), people=Sum("seats"))
    return {row["version_id"]: (row["courses"], row["people"]) for row in rows}
