"""선발 기준의 사실. What records, roadmap and earlier calls say of a call's applicants, for all of them at once.

Building blocks of `selection_facts`; each is one statement, or none where the course has no use for it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from baeumgil.stages.enrolment.models import Application, Call
from baeumgil.stages.enrolment.rules.selection_values import Duty, Earlier
from baeumgil.stages.enrolment.terms import SEATED_STATES, ApplicationState
from baeumgil.stages.plan.terms import DutyInterval
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.course_keys import course_key
from baeumgil.stages.roadmap.terms import OPEN, StageState, Trigger

COUNTED = (*SEATED_STATES, ApplicationState.NOT_SELECTED)
STANDING = (StageState.UPCOMING, *OPEN)


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """What of the course matters: the keys under which records know it, its stage, its duties."""

    keys: frozenset[str]
    stage_code: str
    duties: tuple[Duty, ...]

    @property
    def record_keys(self) -> frozenset[str]:
        """Records of these keys are looked at."""
        return self.keys.union(*(duty.keys for duty in self.duties))


@dataclass(frozen=True, slots=True)
class DueStages:
    """Whose stage is due with the course, and by when if the stage hangs on a promotion."""

    people: frozenset[int] = frozenset()
    promotions: Mapping[int, date] = field(default_factory=dict)


def day_of(moment: datetime) -> date:
    """The day of a moment where the office is."""
    return timezone.localtime(moment).date()


def applying(call: int) -> QuerySet[Application]:
    """Whose seats are to be decided: approved, of this call."""
    return Application.objects.filter(call_id=call, state=ApplicationState.APPROVED)


def course_facts(call: Call, on: date) -> CourseFacts:
    """The course of a call with its spellings and duties; three statements."""
    course = call.course
    names = Call.objects.filter(pk=call.pk, course__names__isnull=False).order_by("course__names__pk")
    spellings = names.values_list("course__names__name", flat=True)
    keys = {course.code, *(course_key("", name) for name in (course.name, *(each for each in spellings if each)))}
    held: dict[int, str] = {}
    courses: dict[int, set[str]] = defaultdict(set)
    rows: Any = (
        Call.objects.filter(
            Q(course__duties__valid_to=None) | Q(course__duties__valid_to__gte=on),
            pk=call.pk,
            course__duties__valid_from__lte=on,
            course__duties__is_for_all=True,
        )
        .order_by("course__duties__pk", "course__duties__courses__pk")
        .values_list(
            "course__duties__pk",
            "course__duties__interval",
            "course__duties__courses__code",
            "course__duties__courses__name",
        )
    )
    for duty, interval, code, name in rows:
        held[duty] = interval
        courses[duty] |= {code, course_key("", name)}
    return CourseFacts(
        keys=frozenset(keys),
        stage_code=course.stage_code,
        duties=tuple(Duty(DutyInterval(held[duty]), frozenset(courses[duty] | keys)) for duty in sorted(held)),
    )


def due_stages(call: int, stage_code: str, on: date) -> DueStages:
    """Who must take the stage of the course by a day that has begun: as stored by the last computation."""
    if not stage_code:
        return DueStages()
    rows: Any = (
        applying(call)
        .filter(
            person__requirements__run__is_shown=True,
            person__requirements__stage_code=stage_code,
            person__requirements__state__in=STANDING,
            person__requirements__opens_on__lte=on,
        )
        .order_by("person_id", "person__requirements__due_on")
        .values_list("person_id", "person__requirements__due_on")
    )
    found: dict[int, date] = {}
    for person, due_on in rows:
        found.setdefault(person, due_on)
    return DueStages(frozenset(found), found if found and _hangs_on_promotion(stage_code) else {})


def completions(call: int, keys: frozenset[str]) -> Mapping[int, list[tuple[str, date]]]:
    """Records of the course, and of what else meets its duties, by person."""
    rows: Any = (
        applying(call)
        .filter(person__training_records__course_key__in=sorted(keys))
        .order_by("person_id", "person__training_records__completed_on")
        .values_list("person_id", "person__training_records__course_key", "person__training_records__completed_on")
    )
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    for person, key, day in rows:
        found[person].append((key, day))
    return found


def earlier_applications(call: Call) -> Mapping[int, list[Earlier]]:
    """Applications of the same people for the same course in calls that closed before, by person."""
    rows: Any = (
        Application.objects.filter(
            call__course_id=call.course_id,
            call__closes_at__lt=call.closes_at,
            state__in=[state.value for state in COUNTED],
            person_id__in=applying(call.pk).values("person_id"),
        )
        .exclude(call_id=call.pk)
        .order_by("person_id", "call__closes_at", "pk")
        .values_list("person_id", "call__closes_at", "state")
    )
    found: dict[int, list[Earlier]] = defaultdict(list)
    for person, closed_at, state in rows:
        found[person].append(Earlier(day_of(closed_at), ApplicationState(state)))
    return found


def _hangs_on_promotion(stage_code: str) -> bool:
    try:
        stages = in_force().stages
    except NoRulesInForce:
        return False
    return any(stage.code == stage_code and stage.trigger is Trigger.PROMOTION for stage in stages)
