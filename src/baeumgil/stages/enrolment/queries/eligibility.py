"""Who may apply: facts of a call's course and of people, set-based. Building blocks, neither guarded nor logged."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from baeumgil.core import clock
from baeumgil.core.prepared import prepared
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Application, Bar, Call
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.eligibility import Asked, Past, ineligible_for
from baeumgil.stages.enrolment.terms import ApplicationState, IneligibleReason
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.plan.queries.prerequisites import NeededCourse, keys_of_courses, needed_courses
from baeumgil.stages.plan.rules.targeting import filters_from_json
from baeumgil.stages.roadmap.queries.completions import course_completions


@dataclass(frozen=True, slots=True)
class CourseAsked:
    """What the course of a call asks, and by which keys records name it and what it needs first."""

    course: int
    asked: Asked
    keys: frozenset[str]
    needed: tuple[NeededCourse, ...]

    @property
    def all_keys(self) -> frozenset[str]:
        """Keys of the course and of everything it needs."""
        return self.keys.union(*(course.keys for course in self.needed))


def ineligible(call: int, people: Collection[int]) -> Mapping[int, tuple[IneligibleReason, ...]]:
    """Why each of these people may not apply in this call today; an empty answer for who may. Everybody is a key.

    Unknown people do not serve. Raises `CallNotFound`. Statements do not grow with the people (up to 5,000).
    """
    rows = Call.objects.filter(pk=call).values_list(
        "course_id", "course__code", "course__name", "course__target_filters", "policy"
    )
    found = next(iter(rows), None)
    if found is None:
        raise CallNotFound(call=call)
    course, code, name, filters, policy = found
    asked = course_asked(course, code, name, filters, policy=policy_from_json(policy))
    known = {career.person: career for career in careers(people)}
    judged = judge(asked, known, clock.today())
    return {person: judged.get(person, (IneligibleReason.NOT_SERVING,)) for person in sorted(people)}


def course_asked(course: int, code: str, name: str, filters: Mapping[str, Any], *, policy: CallPolicy) -> CourseAsked:
    """What a course asks; two or three statements."""
    return CourseAsked(
        course,
        Asked(filters_from_json(filters), policy.is_target_strict, policy.done_before_years),
        keys_of_courses({course: (code, name)})[course],
        needed_courses([course]).get(course, ()),
    )


def judge(asked: CourseAsked, people: Mapping[int, Career], on: date) -> Mapping[int, tuple[IneligibleReason, ...]]:
    """Why each of these people may not apply on a day; three statements."""
    past = _pasts(asked, people.keys(), on)
    return {person: ineligible_for(asked.asked, career, past[person], on) for person, career in people.items()}


def _pasts(asked: CourseAsked, people: Collection[int], on: date) -> Mapping[int, Past]:
    done = course_completions(people, asked.all_keys)
    courses = {asked.course, *(needed.course for needed in asked.needed)}
    passed = _passed(people, courses)
    bars = barred(people, on)
    return {
        person: Past(
            missing=tuple(
                needed.name
                for needed in asked.needed
                if not any(key in needed.keys for key, _day in done.get(person, ()))
                and (person, needed.course) not in passed
            ),
            barred_until=bars.get(person),
            done_on=(
                *(day for key, day in done.get(person, ()) if key in asked.keys),
                *((passed[person, asked.course],) if (person, asked.course) in passed else ()),
            ),
        )
        for person in people
    }


def barred(people: Collection[int], on: date) -> Mapping[int, date]:
    """Last day of the bar that holds on a day, by person; who may apply is absent. One statement."""
    return dict(_bars(people=sorted(people), on=on))


def _passed(people: Collection[int], courses: Collection[int]) -> Mapping[tuple[int, int], date]:
    """When somebody last completed one of these courses by an application of ours: the last day of its session."""
    rows = _completed(people=sorted(people), courses=sorted(courses))
    return {(person, course): ends_on or changed_at.date() for person, course, ends_on, changed_at in rows}


_bars = prepared(
    lambda people, on: (
        Bar.objects.filter(person_id__in=people, starts_on__lte=on, ends_on__gte=on, lifted_at=None)
        .order_by("ends_on")
        .values_list("person_id", "ends_on")
    )
)
_completed = prepared(
    lambda people, courses: (
        Application.objects.filter(person_id__in=people, call__course_id__in=courses, state=ApplicationState.COMPLETED)
        .order_by("seat__ends_on", "pk")
        .values_list("person_id", "call__course_id", "seat__ends_on", "changed_at")
    )
)
