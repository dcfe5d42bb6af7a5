"""What an institute has, read for one file: some ten statements, whatever the size."""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Sum

from baeumgil.core import clock
from baeumgil.core.policies import values_on
from baeumgil.stages.plan.models import (
    Course,
    CourseName,
    CourseResult,
    Field,
    Goal,
    LineAncestor,
    PlanLine,
    PlannedSession,
    PlanVersion,
    Prerequisite,
    SessionResult,
    SharedContent,
    Subject,
    Tag,
)
from baeumgil.stages.plan.queries.surveys import POLICY, THEMES
from baeumgil.stages.plan.rules.files.known import Held, Known, KnownCourse, KnownField, KnownLine, Words
from baeumgil.stages.plan.rules.needs_policy import needs_policy
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.rules.survey_counting import theme_words
from baeumgil.stages.plan.terms import EDITABLE_STATES, OPEN_STATES, ImportKind, LegalKind, TargetGroup, VersionState

WORDS = Path(__file__).resolve().parent.parent / "seed" / "file_words.toml"
COURSE = (
    "name",
    "kind",
    "state",
    "target_group",
    "target_text",
    "duration_text",
    "days",
    "total_minutes",
    "recognised_minutes",
    "level",
    "ladder",
    "objectives",
    "owner_name",
    "partner",
    "place",
    "seats_per_session",
    "features",
    "pre_study",
    "pre_study_minutes",
    "assessment",
    "pass_attendance_percent",
    "pass_score",
    "completion_text",
    "materials",
    "placement",
    "accessibility",
)
LINE = (
    "order",
    "name",
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
)
SESSION = ("number", "note", "starts_on", "ends_on", "month", "seats")
SUBJECT = (
    "order",
    "area",
    "lecture_minutes",
    "participation_minutes",
    "field_minutes",
    "other_minutes",
    "method",
    "instructor_kind",
)
SHARED = ("name", "category", "provider", "lessons", "recognised_minutes", "has_assessment")
RESULT = (
    "sessions",
    "seats",
    "applied",
    "enrolled",
    "completed",
    "satisfaction_milli",
    "scale",
    "responses",
    "cost",
    "themes",
)
SESSION_RESULT = ("overall_milli", "scale", "items_milli", "composite_milli", "people", "place_kind")
_PLAN_KINDS = frozenset({ImportKind.COURSES, ImportKind.PLAN_LINES, ImportKind.SESSIONS})
_RESULT_KINDS = frozenset({ImportKind.SATISFACTION, ImportKind.RESULTS, ImportKind.OPINIONS})


def known_of(institute: int, code: str, kind: ImportKind, year: int | None) -> Known:
    """Everything a file of this kind and year is held against."""
    version, has_draft = draft_of(institute, year) if kind in _PLAN_KINDS else (None, None)
    policies = values_on([POLICY, THEMES], clock.today()) if kind is ImportKind.OPINIONS else {}
    return Known(
        institute_code=code,
        courses=_courses(institute),
        spellings=dict(CourseName.objects.filter(institute_id=institute).values_list("key", "course__code")),
        fields={
            found.code: KnownField(found.code, found.name, found.parent.code if found.parent else "", found.legal_kind)
            for found in Field.objects.filter(institute_id=institute).select_related("parent").order_by("order", "pk")
        },
        goals=_by_word(Goal.objects.filter(institute_id=institute).order_by("-pk").values_list("code", "name")),
        tags=_by_word(Tag.objects.order_by("-pk").values_list("code", "name")) if kind is ImportKind.SUBJECTS else {},
        has_draft=has_draft,
        lines=_lines(version) if version else {},
        sessions=_sessions(version) if version and kind is ImportKind.SESSIONS else {},
        subjects=_subjects(institute) if kind is ImportKind.SUBJECTS else {},
        shared=_shared(institute, year) if year and kind is ImportKind.SHARED_CONTENT else {},
        results=_results(institute) if kind in _RESULT_KINDS else {},
        session_results=_session_results(institute) if kind is ImportKind.SATISFACTION else {},
        planned_seats=_planned_seats(institute) if kind is ImportKind.SATISFACTION else {},
        words=words(),
        theme_words=theme_words(policies.get(THEMES)),
        smallest_group=needs_policy(policies.get(POLICY)).smallest_group,
    )


def draft_of(institute: int, year: int | None) -> tuple[int | None, bool | None]:
    """The editable draft of a year, and whether there is one; None when the year has no plan at all."""
    if year is None:
        return None, None
    versions = PlanVersion.objects.filter(plan__institute_id=institute, plan__year=year)
    states = dict(versions.order_by("plan_id", "number").values_list("pk", "state"))
    drafts = [version for version, state in states.items() if state in EDITABLE_STATES]
    if drafts:
        return drafts[-1], True
    shown = [version for version, state in states.items() if state in {*OPEN_STATES, VersionState.APPROVED}]
    return (shown[-1], False) if shown else (None, None)


@cache
def words() -> Words:
    """Words of field systems and targets, from the seed."""
    with WORDS.open("rb") as file:
        said = tomllib.load(file)
    kinds = {spelling_key(word): LegalKind(kind) for kind, found in said["legal_kinds"].items() for word in found}
    groups = tuple((word.replace(" ", ""), TargetGroup(group)) for word, group in said["target_groups"])
    return Words(kinds, groups)


def _by_word(pairs: Any) -> dict[str, str]:
    """Codes by their name and by themselves."""
    found = list(pairs)
    return {spelling_key(name): code for code, name in found} | {spelling_key(code): code for code, _ in found}


def _courses(institute: int) -> dict[str, KnownCourse]:
    needs: dict[int, dict[str, str]] = defaultdict(dict)
    for course, code, kind in Prerequisite.objects.filter(course__institute_id=institute).values_list(
        "course_id", "needs__code", "kind"
    ):
        needs[course][code] = str(kind)
    rows = Course.objects.filter(institute_id=institute).order_by("pk")
    return {
        code: KnownCourse(
            pk,
            code,
            rest[0],
            dict(zip(COURSE, map(_plain, rest), strict=True)) | {"field": field, "goal": goal},
            needs[pk],
        )
        for pk, code, field, goal, *rest in rows.values_list("pk", "code", "field__code", "goal__code", *COURSE)
    }


def _lines(version: int) -> dict[str, KnownLine]:
    ancestors: dict[int, set[str]] = defaultdict(set)
    for line, code in LineAncestor.objects.filter(line__version_id=version).values_list("line_id", "course__code"):
        ancestors[line].add(code)
    rows = PlanLine.objects.filter(version_id=version).order_by("order", "pk")
    return {
        code: KnownLine(
            pk,
            dict(zip(LINE, map(_plain, rest), strict=True)) | {"field": field, "goal": goal},
            frozenset(ancestors[pk]),
        )
        for pk, code, field, goal, *rest in rows.values_list("pk", "course__code", "field__code", "goal__code", *LINE)
    }


def _sessions(version: int) -> dict[tuple[str, int, str], Held]:
    rows = PlannedSession.objects.filter(line__version_id=version).order_by("pk")
    return {
        (code, rest[0], rest[1]): Held(pk, dict(zip(SESSION, rest, strict=True)) | {"line": code})
        for pk, code, *rest in rows.values_list("pk", "line__course__code", *SESSION)
    }


def _subjects(institute: int) -> dict[tuple[str, str], Held]:
    tags: dict[int, list[str]] = defaultdict(list)
    rows = Subject.objects.filter(course__institute_id=institute).order_by("pk")
    for pk, tag in rows.filter(tags__isnull=False).values_list("pk", "tags__code"):
        tags[pk].append(tag)
    return {
        (code, spelling_key(name)): Held(
            pk, dict(zip(SUBJECT, map(_plain, rest), strict=True)) | {"course": code, "tags": sorted(tags[pk])}
        )
        for pk, code, name, *rest in rows.values_list("pk", "course__code", "name", *SUBJECT)
    }


def _shared(institute: int, year: int) -> dict[str, Held]:
    rows = SharedContent.objects.filter(institute_id=institute, year=year).order_by("code")
    return {
        code: Held(pk, dict(zip(SHARED, rest, strict=True)))
        for pk, code, *rest in rows.values_list("pk", "code", *SHARED)
    }


def _results(institute: int) -> dict[tuple[str, int], Held]:
    rows = CourseResult.objects.filter(course__institute_id=institute).order_by("pk")
    return {
        (code, year): Held(pk, dict(zip(RESULT, rest, strict=True)))
        for pk, code, year, *rest in rows.values_list("pk", "course__code", "year", *RESULT)
    }


def _session_results(institute: int) -> dict[tuple[str, int, int, str], Held]:
    rows = SessionResult.objects.filter(course__institute_id=institute).order_by("pk")
    return {
        (code, year, number, dates): Held(pk, dict(zip(SESSION_RESULT, rest, strict=True)))
        for pk, code, year, number, dates, *rest in rows.values_list(
            "pk", "course__code", "year", "number", "dates_text", *SESSION_RESULT
        )
    }


def _planned_seats(institute: int) -> dict[tuple[str, int], int]:
    """Seats of each course by year: of the approved version, or of the one that is worked on."""
    states = [VersionState.APPROVED, *OPEN_STATES]
    rows = (
        PlanLine.objects.filter(version__plan__institute_id=institute, version__state__in=states)
        .values("course__code", "version__plan__year", "version__state")
        .annotate(total=Sum("seats"))
        .order_by("version__state")
        .values_list("course__code", "version__plan__year", "version__state", "total")
    )
    found: dict[tuple[str, int], int] = {}
    for code, year, state, total in rows:
        if state == VersionState.APPROVED or (code, year) not in found:
            found[code, year] = total
    return found


def _plain(value: Any) -> Any:
    """Terms as their text, so that they compare and go into JSON."""
    return str(value) if isinstance(value, str) else value
