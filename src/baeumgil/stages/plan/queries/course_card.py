"""One course with everything about it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.glossary import label
from baeumgil.stages.plan.access import may_see_catalogue, may_see_drafts
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import (
    Competency,
    Course,
    CourseResult,
    LegalDuty,
    PlanLine,
    PlannedSession,
    Prerequisite,
    Tag,
)
from baeumgil.stages.plan.queries.course_drafts import drafts_of
from baeumgil.stages.plan.queries.fields import field_rows
from baeumgil.stages.plan.rules.book import CourseBook, FieldRow, SessionDays, SubjectRow
from baeumgil.stages.plan.rules.completion import completion_of
from baeumgil.stages.plan.rules.course_draft import CourseDraft, remarks_on
from baeumgil.stages.plan.rules.kinds import KindTraits, traits_of
from baeumgil.stages.plan.rules.needs_values import Theme
from baeumgil.stages.plan.terms import (
    OPEN_STATES,
    ChangeVerb,
    CourseState,
    Level,
    PrerequisiteKind,
    VersionState,
)


@dataclass(frozen=True, slots=True)
class CourseLink:
    """A course that comes before or after another."""

    course: int
    code: str
    name: str
    level: Level | None
    kind: PrerequisiteKind


@dataclass(frozen=True, slots=True)
class CourseDuty:
    """법정의무교육 that a course serves."""

    code: str
    name: str
    basis: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class CoursePlanned:
    """A plan that has a line for the course."""

    year: int
    version: int
    number: int
    state: VersionState
    verb: ChangeVerb
    sessions: int
    seats: int
    reason: str


@dataclass(frozen=True, slots=True)
class CourseYear:
    """과정 실적 of one year. Rates are permille of those enrolled; None where nothing was counted."""

    year: int
    sessions: int
    seats: int
    applied: int | None
    enrolled: int
    completed: int | None
    completion_permille: int | None
    satisfaction_milli: int | None
    scale: int
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class CourseCard:
    """과정. `draft` holds every field as written, the rest what they mean."""

    id: int
    institute: int
    institute_code: str
    institute_name: str
    is_example: bool
    state: CourseState
    changed_at: datetime
    draft: CourseDraft
    field: FieldRow
    goal_name: str
    traits: KindTraits
    subjects: tuple[SubjectRow, ...]
    duties: tuple[CourseDuty, ...]
    competencies: tuple[tuple[str, str], ...]
    before: tuple[CourseLink, ...]
    after: tuple[CourseLink, ...]
    plans: tuple[CoursePlanned, ...]
    results: tuple[CourseYear, ...]
    remarks: tuple[Problem, ...] = ()


def course_card(*, actor: Actor, course: int) -> CourseCard:
    """All about one course, in a constant number of statements. Raises `CourseNotFound`."""
    found = _found(actor, course)
    draft = drafts_of([course])[course]
    return CourseCard(
        id=course,
        institute=found.institute_id,
        institute_code=found.institute.code,
        institute_name=found.institute.name,
        is_example=found.institute.is_example,
        state=found.state,
        changed_at=found.changed_at,
        draft=draft,
        field=field_rows(found.institute_id)[found.field_id],
        goal_name=found.goal.name if found.goal else "",
        traits=traits_of(found.kind),
        subjects=_subjects(draft),
        duties=tuple(
            CourseDuty(duty.code, duty.name, duty.basis, duty.minutes)
            for duty in LegalDuty.objects.filter(courses=course).order_by("pk")
        ),
        competencies=tuple(Competency.objects.filter(courses=course).order_by("code").values_list("code", "name")),
        before=_links(Prerequisite.objects.filter(course=course), "needs"),
        after=_links(Prerequisite.objects.filter(needs=course), "course"),
        plans=_plans(actor, course),
        results=tuple(_year(result) for result in CourseResult.objects.filter(course=course).order_by("-year")),
        remarks=tuple(remarks_on(draft)),
    )


def course_book(*, actor: Actor, course: int, year: int) -> CourseBook:
    """One course on one page, with the sessions its year's plan gives it. Raises `CourseNotFound`.

    The approved plan counts; else the open one for those who see drafts; else there are no sessions yet.
    """
    found = _found(actor, course)
    draft = drafts_of([course])[course]
    line = _line_of(actor, course, year)
    sessions = PlannedSession.objects.filter(line=line).order_by("number", "pk") if line else ()
    return CourseBook(
        body_name=found.institute.body_name,
        institute_name=found.institute.name,
        year=year,
        code=found.code,
        name=line.name if line else found.name,
        field=field_rows(found.institute_id)[line.field_id if line else found.field_id],
        kind=line.kind if line else found.kind,
        objectives=found.objectives,
        features=found.features,
        target_text=(line.target_text if line else "") or found.target_text or label(found.target_group),
        duration_text=(line.duration_text if line else "") or found.duration_text,
        sessions=line.sessions if line else 0,
        seats_per_session=line.seats_per_session if line else found.seats_per_session,
        seats=line.seats if line else 0,
        place=found.place,
        owner_name=(line.owner_name if line else "") or found.owner_name,
        partner=found.partner,
        subjects=_subjects(draft),
        assessment_text=label(found.assessment),
        completion_text=found.completion_text or completion_of(draft),
        recognised_minutes=found.recognised_minutes,
        pre_study=found.pre_study,
        accessibility=found.accessibility,
        materials=found.materials,
        budget=tuple((budget.item, budget.arithmetic, budget.amount) for budget in draft.budget if budget.year == year),
        days=tuple(
            SessionDays(item.number, item.seats, item.starts_on, item.ends_on, item.month, item.note)
            for item in sessions
        ),
    )


def _found(actor: Actor, course: int) -> Course:
    if not may_see_catalogue(actor):
        raise NotAllowed
    found = Course.objects.filter(pk=course).select_related("institute", "goal", "owner_unit").first()
    if found is None:
        raise CourseNotFound(course=course)
    return found


def _subjects(draft: CourseDraft) -> tuple[SubjectRow, ...]:
    names = dict(Tag.objects.values_list("code", "name"))
    return tuple(
        SubjectRow(
            area=subject.area,
            name=subject.name,
            lecture_minutes=subject.lecture_minutes,
            participation_minutes=subject.participation_minutes,
            field_minutes=subject.field_minutes,
            other_minutes=subject.other_minutes,
            method=subject.method,
            instructor=label(subject.instructor_kind),
            tags=tuple(names[tag] for tag in subject.tags),
        )
        for subject in draft.subjects
    )


def _links(links: QuerySet[Prerequisite], end: str) -> tuple[CourseLink, ...]:
    rows = links.order_by(f"{end}__code").values_list(
        f"{end}_id", f"{end}__code", f"{end}__name", f"{end}__level", "kind"
    )
    return tuple(
        CourseLink(pk, code, name, Level(level) if level else None, PrerequisiteKind(kind))
        for pk, code, name, level, kind in rows
    )


def _seen_states(actor: Actor) -> list[VersionState]:
    return [VersionState.APPROVED, *(OPEN_STATES if may_see_drafts(actor) else ())]


def _plans(actor: Actor, course: int) -> tuple[CoursePlanned, ...]:
    lines = (
        PlanLine.objects.filter(course=course, version__state__in=_seen_states(actor))
        .select_related("version__plan")
        .order_by("-version__plan__year", "-version__number")
    )
    return tuple(
        CoursePlanned(
            year=line.version.plan.year,
            version=line.version_id,
            number=line.version.number,
            state=line.version.state,
            verb=line.verb,
            sessions=line.sessions,
            seats=line.seats,
            reason=line.reason,
        )
        for line in lines
    )


def _line_of(actor: Actor, course: int, year: int) -> PlanLine | None:
    lines = list(
        PlanLine.objects.filter(course=course, version__plan__year=year, version__state__in=_seen_states(actor))
        .select_related("version")
        .order_by("-version__number")
    )
    approved = [line for line in lines if line.version.state == VersionState.APPROVED]
    return next(iter(approved or lines), None)


def _year(result: CourseResult) -> CourseYear:
    permille = None
    if result.completed is not None and result.enrolled:
        permille = result.completed * 1000 // result.enrolled
    return CourseYear(
        year=result.year,
        sessions=result.sessions,
        seats=result.seats,
        applied=result.applied,
        enrolled=result.enrolled,
        completed=result.completed,
        completion_permille=permille,
        satisfaction_milli=result.satisfaction_milli,
        scale=result.scale,
        themes=tuple(Theme(str(theme["word"]), int(theme["count"])) for theme in result.themes),
    )
