"""추천. Why a course is for somebody: the weightiest reason first, each with what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.enrolment.rules.selection_values import Duty, is_open
from baeumgil.stages.enrolment.terms import AdviceReason
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.plan.terms import Level
from baeumgil.stages.roadmap.rules.definition import Filters
from baeumgil.stages.roadmap.rules.filters import holds

STEPS: Mapping[Level, int] = {level: step for step, level in enumerate(Level)}
WEIGHT: Mapping[AdviceReason, int] = {reason: weight for weight, reason in enumerate(AdviceReason)}


@dataclass(frozen=True, slots=True)
class CourseBrief:
    """What of a course matters for advice. `keys` are those under which records may name it."""

    course: int
    keys: frozenset[str]
    stage_code: str = ""
    ladder: str = ""
    level: Level | None = None
    filters: Filters = field(default_factory=Filters)
    duties: Mapping[str, Duty] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A course of a ladder that somebody may have completed."""

    ladder: str
    level: Level
    name: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class AdvisedPerson:
    """What is known of the one who is advised. `due` is the last day of each stage by code."""

    career: Career
    records: Sequence[tuple[str, date]] = ()
    due: Mapping[str, tuple[str, date]] = field(default_factory=dict)
    asked_by_unit: frozenset[int] = frozenset()
    interests: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Advice:
    """추천하는 까닭 하나. `name` is the stage, duty or course it rests on, `due_on` by when."""

    reason: AdviceReason
    name: str = ""
    due_on: date | None = None


def advice_for(
    course: CourseBrief, person: AdvisedPerson, ladders: Sequence[LadderStep], on: date
) -> tuple[Advice, ...]:
    """Why this course is for this person, the weightiest reason first; empty when nothing speaks for it.

    A course completed this year is advised to nobody. That somebody belongs to those whom a course is for is a
    reason only where it is for some and not for all.
    """
    done = {key for key, _day in person.records}
    if any(day.year == on.year for key, day in person.records if key in course.keys):
        return ()
    found: list[Advice] = []
    if course.stage_code and course.stage_code in person.due:
        name, due_on = person.due[course.stage_code]
        found.append(Advice(AdviceReason.STAGE_DUE, name, due_on))
    found += [
        Advice(AdviceReason.DUTY, name)
        for name, duty in sorted(course.duties.items())
        if is_open(duty, person.records, on)
    ]
    below = _step_below(course, ladders)
    if below is not None and below.keys & done and not course.keys & done:
        found.append(Advice(AdviceReason.NEXT_LEVEL, below.name))
    if course.course in person.asked_by_unit:
        found.append(Advice(AdviceReason.UNIT_NEED))
    if course.course in person.interests:
        found.append(Advice(AdviceReason.INTEREST))
    if not course.filters.is_empty and holds(course.filters, person.career, on):
        found.append(Advice(AdviceReason.TARGET))
    return tuple(found)


def weight_of(advice: Sequence[Advice]) -> tuple[int, date, int]:
    """For sorting: the weightiest reason first, then the earliest day, then the most reasons."""
    due = min((one.due_on for one in advice if one.due_on is not None), default=date.max)
    return (min(WEIGHT[one.reason] for one in advice), due, -len(advice))


def _step_below(course: CourseBrief, ladders: Sequence[LadderStep]) -> LadderStep | None:
    """The nearest lower step of the same ladder."""
    if not course.ladder or course.level is None:
        return None
    lower = [step for step in ladders if step.ladder == course.ladder and STEPS[step.level] < STEPS[course.level]]
    return max(lower, key=lambda step: (STEPS[step.level], step.name), default=None)
