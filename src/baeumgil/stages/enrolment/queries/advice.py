"""추천 과정. What is open or coming and speaks to somebody: road, duties, ladder, unit, interest, target.

One's own facts only, so nothing is logged. The number of statements depends neither on the people nor on the calls.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.access import may_apply_for
from baeumgil.stages.enrolment.models import Application, Call
from baeumgil.stages.enrolment.queries.call_rows import call_rows
from baeumgil.stages.enrolment.rules.advice import (
    Advice,
    AdvisedPerson,
    CourseBrief,
    LadderStep,
    advice_for,
    weight_of,
)
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.rules.selection_values import Duty
from baeumgil.stages.enrolment.terms import GONE_STATES, CallState
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.rules.as_of import containing
from baeumgil.stages.plan.queries.interests import own_interests
from baeumgil.stages.plan.queries.ladder_steps import ladder_steps
from baeumgil.stages.plan.queries.unit_requests import courses_asked_by
from baeumgil.stages.plan.rules.targeting import filters_from_json
from baeumgil.stages.plan.terms import DutyInterval, Level
from baeumgil.stages.roadmap.queries.due_stages import due_stages_of
from baeumgil.stages.roadmap.queries.facts import completions_of
from baeumgil.stages.roadmap.rules.course_keys import course_key

GONE = sorted(state.value for state in GONE_STATES)


@dataclass(frozen=True, slots=True)
class Advised:
    """추천 하나. A call and why it is for somebody, the weightiest reason first."""

    call: CallRow
    reasons: tuple[Advice, ...]


def advised(*, actor: Actor, person: int | None = None, limit: int = 20) -> tuple[Advised, ...]:
    """Calls that speak to somebody and in which they have not applied yet, the weightiest reason first.

    Raises `NotAllowed`; keys and the command line name the person.
    """
    whom = person if person is not None else actor.person
    if whom is None or not may_apply_for(actor, person=whom):
        raise NotAllowed
    today = clock.today()
    open_calls = _open_calls(whom)
    if not open_calls:
        return ()
    found = careers([whom])
    if not found:
        return ()
    posting = containing(found[0].postings, today)
    who = AdvisedPerson(
        career=found[0],
        records=[(done.course_key, done.on) for done in completions_of([whom]).get(whom, ())],
        due={stage.code: (stage.name, stage.due_on) for stage in due_stages_of(whom, today)},
        asked_by_unit=courses_asked_by(None if posting is None else posting.unit),
        interests=own_interests(whom),
    )
    briefs = _briefs(set(open_calls.values()), today)
    ladders = [
        LadderStep(ladder, level, name, _keys(code, name))
        for ladder, level, code, name in ladder_steps({brief.ladder for brief in briefs.values() if brief.ladder})
    ]
    reasons = {course: advice_for(brief, who, ladders, today) for course, brief in briefs.items()}
    speaking = {call: reasons[course] for call, course in open_calls.items() if reasons[course]}
    chosen = sorted(speaking, key=lambda call: (*weight_of(speaking[call]), call))[:limit]
    rows = {row.id: row for row in call_rows(Call.objects.filter(pk__in=chosen).order_by("pk"))}
    return tuple(Advised(rows[call], speaking[call]) for call in chosen)


def _open_calls(person: int) -> Mapping[int, int]:
    """Course of each call that is open or coming and in which they have no live application; one statement."""
    applied = Application.objects.filter(person_id=person).exclude(state__in=GONE).values("call_id")
    rows = Call.objects.filter(state=CallState.ANNOUNCED, closes_at__gt=clock.now()).exclude(pk__in=applied)
    return dict(rows.order_by("closes_at", "pk").values_list("pk", "course_id"))


def _briefs(courses: set[int], on: date) -> Mapping[int, CourseBrief]:
    """What of these courses matters; two statements."""
    duties = _duties(courses, on)
    rows = (
        Call.objects.filter(course_id__in=sorted(courses))
        .order_by("course_id")
        .distinct()
        .values_list(
            "course_id",
            "course__code",
            "course__name",
            "course__stage_code",
            "course__ladder",
            "course__level",
            "course__target_filters",
        )
    )
    return {
        course: CourseBrief(
            course=course,
            keys=_keys(code, name),
            stage_code=stage,
            ladder=ladder,
            level=None if level is None else Level(level),
            filters=filters_from_json(filters),
            duties=duties.get(course, {}),
        )
        for course, code, name, stage, ladder, level, filters in rows
    }


def _duties(courses: set[int], on: date) -> Mapping[int, Mapping[str, Duty]]:
    """Duties of everybody that these courses serve, and by which courses each is met."""
    rows: Any = (
        Call.objects.filter(
            Q(course__duties__valid_to=None) | Q(course__duties__valid_to__gte=on),
            course_id__in=sorted(courses),
            course__duties__valid_from__lte=on,
            course__duties__is_for_all=True,
        )
        .order_by("course_id", "course__duties__pk", "course__duties__courses__pk")
        .distinct()
        .values_list(
            "course_id",
            "course__duties__pk",
            "course__duties__name",
            "course__duties__interval",
            "course__duties__courses__pk",
            "course__duties__courses__code",
            "course__duties__courses__name",
        )
    )
    keys: dict[tuple[int, str, str], set[str]] = defaultdict(set)
    for course, _duty, name, interval, _serving, code, serving_name in rows:
        keys[course, name, interval] |= _keys(code, serving_name)
    found: dict[int, dict[str, Duty]] = defaultdict(dict)
    for (course, name, interval), known in keys.items():
        found[course][name] = Duty(DutyInterval(interval), frozenset(known))
    return found


def _keys(code: str, name: str) -> frozenset[str]:
    return frozenset({course_key(code, ""), course_key("", name)})
