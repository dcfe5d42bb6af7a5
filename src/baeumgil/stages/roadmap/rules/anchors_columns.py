"""`anchors.py`, columnar: the days on which a stage hangs, for many people at once."""

from typing import assert_never

import numpy as np

from baeumgil.engines.calendar.spans import joined_columns, keys
from baeumgil.stages.people.rules.columns import OPEN_END, Days, Places, code_of
from baeumgil.stages.people.terms import PROMOTIONS
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.life_columns import Flags, LifeColumns, among
from baeumgil.stages.roadmap.terms import Trigger

Anchors = tuple[Places, Days]


def anchor_columns(stage: Stage, life: LifeColumns, after: frozenset[str]) -> Anchors:
    """Person and day of every anchor within the stage's validity, each once, by person, then day.

    `after`: keys of `after_courses`.
    """
    at, days = _facts(stage, life, after)
    begins = life.begins[at]
    if stage.trigger is Trigger.COMPLETION:
        days = np.maximum(days, begins)
    wanted = (days >= begins) & _is_valid(stage, days)
    at, days = at[wanted], days[wanted]
    _, first = np.unique(keys(at, days), return_index=True)
    return at[first], days[first]


def _is_valid(stage: Stage, days: Days) -> Flags:
    valid = np.ones(len(days), dtype=bool)
    if stage.valid_from is not None:
        valid &= days >= np.datetime64(stage.valid_from, "D")
    if stage.valid_to is not None:
        valid &= days <= np.datetime64(stage.valid_to, "D")
    return valid


def _facts(stage: Stage, life: LifeColumns, after: frozenset[str]) -> Anchors:  # noqa: PLR0911  one answer per trigger
    careers = life.careers
    match stage.trigger:
        case Trigger.APPOINTMENT:
            return careers.services.at, careers.services.starts
        case Trigger.PROMOTION:
            return _promotions(stage, life)
        case Trigger.POSITION:
            return _position_runs(stage, life)
        case Trigger.POSTING:
            return _moves(life)
        case Trigger.RETURN:
            back = life.absences.ends != OPEN_END
            return life.absences.at[back], life.absences.ends[back] + np.timedelta64(1, "D")
        case Trigger.RETIREMENT:
            at = np.flatnonzero(~np.isnat(careers.retires))
            return at, careers.retires[at]
        case Trigger.COMPLETION:
            return _completions(life, after)
        case never:
            assert_never(never)


def _promotions(stage: Stage, life: LifeColumns) -> Anchors:
    spans = life.careers.grades
    rows = among(spans.change, [code_of(change) for change in PROMOTIONS])
    if stage.grades:
        rows &= among(spans.grade, stage.grades)
    return spans.at[rows], spans.starts[rows]


def _position_runs(stage: Stage, life: LifeColumns) -> Anchors:
    spans = life.careers.postings
    rows = np.ones(len(spans.at), dtype=bool)
    if stage.positions:
        rows = among(spans.position, [code_of(position) for position in stage.positions])
    at, starts, _ = joined_columns(spans.at[rows], spans.starts[rows], spans.ends[rows])
    return at, starts


def _moves(life: LifeColumns) -> Anchors:
    spans = life.careers.postings
    moved = np.zeros(len(spans.at), dtype=bool)
    moved[1:] = (spans.at[1:] == spans.at[:-1]) & (spans.unit[1:] != spans.unit[:-1])
    return spans.at[moved], spans.starts[moved]


def _completions(life: LifeColumns, after: frozenset[str]) -> Anchors:
    records = life.records
    slices = [slice(records.first[place], records.first[place + 1]) for place in records.places(after)]
    at = np.concatenate([records.at[:0], *(records.at[rows] for rows in slices)])
    return at, np.concatenate([records.on[:0], *(records.on[rows] for rows in slices)])
