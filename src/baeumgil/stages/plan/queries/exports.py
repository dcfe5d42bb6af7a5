"""Lists that go out as files, under the headings that files come in with: taken in again, they change nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, NotAllowed, Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_see_catalogue, may_see_drafts
from baeumgil.stages.plan.errors import PlanInvalid, PlanNotFound
from baeumgil.stages.plan.models import (
    Course,
    CourseName,
    PlanLine,
    PlannedSession,
    PlanVersion,
    Prerequisite,
    SharedContent,
)
from baeumgil.stages.plan.rules.files.columns import COURSE_FACTS, HEADINGS
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.terms import ENDING, OPEN_STATES, ChangeVerb, PrerequisiteKind, VersionState

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class ListOut:
    """A list as a table: title, headings, rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class ListKind(StrEnum):
    """What may go out."""

    COURSES = "courses"
    SESSIONS = "sessions"
    SHARED = "shared"


_COURSES = (F.CODE, F.NAME, F.OTHER_NAMES, F.AREA, F.CATEGORY, F.LEGAL_KIND, *COURSE_FACTS)
_PLANNED = (F.SESSIONS, F.SEATS_PER_SESSION, F.SEATS, F.IS_NEW, F.REASON)
_SESSIONS = (F.CODE, F.NAME, F.NUMBER, F.STARTS_ON, F.ENDS_ON, F.MONTH, F.SESSION_SEATS, F.NOTE)
_SHARED = (F.CODE, F.NAME, F.CATEGORY, F.PROVIDER, F.LESSONS, F.RECOGNISED_MINUTES, F.HAS_ASSESSMENT)


def list_out(*, actor: Actor, what: ListKind, institute: int, year: int | None = None) -> ListOut:
    """A list of an institute; sessions and shared e-learning need a year, courses take one for their plan."""
    if not may_see_catalogue(actor):
        raise NotAllowed
    if what is ListKind.COURSES:
        return _courses(institute, _version(actor, institute, year) if year else None, year)
    if year is None:
        raise PlanInvalid(
            [
                Problem(
                    "year_missing",
                    Said("연도를 정하지 않았습니다.", "No year was chosen."),
                    Said("어느 해의 것인지 정하세요.", "Say for which year."),
                    field="year",
                )
            ],
            Invalid.message,
        )
    if what is ListKind.SHARED:
        return _shared(institute, year)
    version = _version(actor, institute, year)
    if version is None:
        raise PlanNotFound(year=year)
    return _sessions(version, year)


def _version(actor: Actor, institute: int, year: int) -> int | None:
    """The version worked on if the actor may see it, else the approved one."""
    states = dict(
        PlanVersion.objects.filter(plan__institute_id=institute, plan__year=year)
        .exclude(state=VersionState.SUPERSEDED)
        .order_by("number")
        .values_list("state", "pk")
    )
    if may_see_drafts(actor):
        found = next((states[state] for state in OPEN_STATES if state in states), None)
        if found is not None:
            return found
    return states.get(VersionState.APPROVED)


def _courses(institute: int, version: int | None, year: int | None) -> ListOut:
    lines: dict[int, PlanLine] = {}
    if version is not None:
        lines = {line.course_id: line for line in PlanLine.objects.filter(version_id=version)}
    names, needs = _other_names(institute), _needs(institute)
    fields = (*_COURSES, *(_PLANNED if version is not None else ()))
    rows = []
    courses = Course.objects.filter(institute_id=institute).select_related("field__parent", "goal").order_by("code")
    for course in courses:
        cells = _course(course, names[course.pk], needs) | _planned(lines.get(course.pk))
        rows.append(tuple(cells.get(field) for field in fields))
    title = f"{year}년 과정 목록" if version is not None else "과정 목록"
    return ListOut(title, _headings(fields), tuple(rows))


def _course(course: Course, names: Sequence[str], needs: Mapping[tuple[int, str], list[str]]) -> dict[F, Cell]:
    return {
        F.CODE: course.code,
        F.NAME: course.name,
        F.OTHER_NAMES: " | ".join(names),
        F.AREA: course.field.parent.name if course.field.parent else "",
        F.CATEGORY: course.field.name,
        F.LEGAL_KIND: label(course.field.legal_kind),
        F.GOAL: course.goal.name if course.goal else "",
        F.STATE: label(course.state),
        F.MODE: label(course.kind),
        F.TARGET_GROUP: label(course.target_group),
        F.TARGET: course.target_text,
        F.DURATION: course.duration_text,
        F.DAYS: course.days,
        F.TOTAL_MINUTES: course.total_minutes,
        F.RECOGNISED_MINUTES: course.recognised_minutes,
        F.LEVEL: label(course.level),
        F.LADDER: course.ladder,
        F.REQUIRES: ", ".join(needs[course.pk, PrerequisiteKind.REQUIRED]),
        F.ADVISES: ", ".join(needs[course.pk, PrerequisiteKind.RECOMMENDED]),
        F.OBJECTIVES: course.objectives,
        F.OWNER: course.owner_name,
        F.PARTNER: course.partner,
        F.PLACE: course.place,
        F.FEATURES: course.features,
        F.PRE_STUDY: course.pre_study,
        F.PRE_STUDY_MINUTES: course.pre_study_minutes,
        F.ASSESSMENT: label(course.assessment),
        F.ATTENDANCE_LEAST: course.pass_attendance_percent,
        F.SCORE_LEAST: course.pass_score,
        F.COMPLETION: course.completion_text,
        F.MATERIALS: course.materials,
        F.PLACEMENT: course.placement,
        F.ACCESSIBILITY: course.accessibility,
    }


def _planned(line: PlanLine | None) -> dict[F, Cell]:
    """Figures of a line that is held; those of a session only where they make up the whole."""
    if line is None or line.verb in ENDING:
        return {}
    per = line.seats_per_session
    return {
        F.SESSIONS: line.sessions,
        F.SEATS_PER_SESSION: per if per is not None and per * line.sessions == line.seats else None,
        F.SEATS: line.seats,
        F.IS_NEW: int(line.verb == ChangeVerb.NEW),
        F.REASON: line.reason,
    }


def _sessions(version: int, year: int) -> ListOut:
    found = PlannedSession.objects.filter(line__version_id=version).order_by("line__order", "line_id", "number", "note")
    rows = found.values_list(
        "line__course__code", "line__name", "number", "starts_on", "ends_on", "month", "seats", "note"
    )
    return ListOut(f"{year}년 기수 일정", _headings(_SESSIONS), tuple(rows))


def _shared(institute: int, year: int) -> ListOut:
    found = SharedContent.objects.filter(institute_id=institute, year=year).order_by("code")
    rows = found.values_list("code", "name", "category", "provider", "lessons", "recognised_minutes", "has_assessment")
    return ListOut(f"{year}년 공동 활용 e-러닝", _headings(_SHARED), tuple((*row[:-1], int(row[-1])) for row in rows))


def _other_names(institute: int) -> dict[int, list[str]]:
    """Spellings of each course beside its own name."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = CourseName.objects.filter(institute_id=institute).order_by("pk")
    for course, name, own in rows.values_list("course_id", "name", "course__name"):
        if name != own:
            found[course].append(name)
    return found


def _needs(institute: int) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = Prerequisite.objects.filter(course__institute_id=institute).order_by("needs__code")
    for course, kind, code in rows.values_list("course_id", "kind", "needs__code"):
        found[course, kind].append(code)
    return found


def _headings(fields: Sequence[F]) -> tuple[str, ...]:
    return tuple(HEADINGS[field][0] for field in fields)
