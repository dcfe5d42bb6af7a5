"""The days on which a stage hangs in one career. Semantics: `definition.py`."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from baeumgil.engines.calendar.spans import DAY, FOR_EVER, joined
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.terms import PROMOTIONS
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.life import Life
from baeumgil.stages.roadmap.terms import Trigger


def anchors(stage: Stage, life: Life, after: frozenset[str]) -> list[date]:
    """Days of the stage's trigger within its validity, each once, in order. `after`: keys of `after_courses`."""
    days = {day for day in _facts(stage, life, after) if day >= life.begins_on}
    return sorted(day for day in days if is_valid(stage, day))


def is_valid(stage: Stage, day: date) -> bool:
    """True when the stage is in force for an anchor on the day."""
    return (stage.valid_from is None or stage.valid_from <= day) and (stage.valid_to is None or day <= stage.valid_to)


def _facts(stage: Stage, life: Life, after: frozenset[str]) -> Iterator[date]:  # noqa: PLR0911  one answer per trigger
    career = life.career
    match stage.trigger:
        case Trigger.APPOINTMENT:
            return (service.starts_on for service in career.services)
        case Trigger.PROMOTION:
            return _promotions(stage, career)
        case Trigger.POSITION:
            return _position_runs(stage, career)
        case Trigger.POSTING:
            return _moves(career)
        case Trigger.RETURN:
            return (end + DAY for _, end in life.absences if end != FOR_EVER)
        case Trigger.RETIREMENT:
            return iter([] if career.retires_on is None else [career.retires_on])
        case Trigger.COMPLETION:
            return (max(record.on, life.begins_on) for record in life.seen if record.course_key in after)
        case never:
            assert_never(never)


def _promotions(stage: Stage, career: Career) -> Iterator[date]:
    for span in career.grades:
        if span.change in PROMOTIONS and (not stage.grades or span.grade in stage.grades):
            yield span.starts_on


def _position_runs(stage: Stage, career: Career) -> Iterator[date]:
    wanted = [span for span in career.postings if not stage.positions or span.position in stage.positions]
    return (start for start, _ in joined((span.starts_on, span.ends_on) for span in wanted))


def _moves(career: Career) -> Iterator[date]:
    for before, span in zip(career.postings, career.postings[1:], strict=False):
        if span.unit != before.unit:
            yield span.starts_on
