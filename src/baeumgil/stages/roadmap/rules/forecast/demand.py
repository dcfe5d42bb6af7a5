"""From facts, fixed and drawn, to windows that fall due: stage by stage, in every future."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.roadmap.rules.columns import StandingColumns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.forecast.counting import (
    Anchors,
    Counts,
    DueRule,
    Flags,
    Ints,
    Profiles,
    anchor_days,
    day_number,
    obliged,
    rule_of,
    year_places,
)
from baeumgil.stages.roadmap.rules.forecast.futures import Futures
from baeumgil.stages.roadmap.rules.forecast.moments import numbers
from baeumgil.stages.roadmap.rules.forecast.people import Shorts
from baeumgil.stages.roadmap.rules.occurrences import keys_of
from baeumgil.stages.roadmap.terms import Collision, Repetition, StageState, Trigger

OPEN_STATES = tuple(code_of(state) for state in (StageState.UPCOMING, StageState.DUE, StageState.OVERDUE))
BEYOND_DAYS = 5 * 366


@dataclass(frozen=True, slots=True)
class Owed:
    """이수 의무. One stage's windows in all draws; `is_known`: from a fact fixed already."""

    key: Ints
    draw: Shorts
    anchor: Ints
    due: Ints
    is_known: Flags
    profile: Profiles
    series: NDArray[np.int16]

    def where(self, rows: Flags | NDArray[np.int64]) -> "Owed":
        """Some of them."""
        return Owed(
            self.key[rows],
            self.draw[rows],
            self.anchor[rows],
            self.due[rows],
            self.is_known[rows],
            self.profile[rows],
            self.series[rows],
        )

    def with_(self, more: "Owed") -> "Owed":
        """These and more."""
        return Owed(
            np.concatenate([self.key, more.key]),
            np.concatenate([self.draw, more.draw]),
            np.concatenate([self.anchor, more.anchor]),
            np.concatenate([self.due, more.due]),
            np.concatenate([self.is_known, more.is_known]),
            np.concatenate([self.profile, more.profile]),
            np.concatenate([self.series, more.series]),
        )


@dataclass(frozen=True, slots=True)
class Today:
    """What is fixed: everybody's standings, and what filters ask about them today, by place."""

    standings: StandingColumns
    profile: Profiles
    series: NDArray[np.int16]
    series_names: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Demand:
    """Windows due by stage, draw and year; `known` is the part of `all` from fixed facts that still stand then.

    `fixed` counts the fixed facts by stage and year, before anybody leaves; `backlog` those due before the first year
    and not settled; `orphans` are stages whose earlier course no stage holds.
    """

    all: Counts
    known: Counts
    fixed: Counts
    backlog: NDArray[np.int64]
    orphans: frozenset[int]


def demand(stages: Sequence[Stage], today: Today, drawn: Futures, first_year: int, years: int) -> Demand:
    """Count all stages in all draws."""
    owed = _owed(stages, today, drawn, date(first_year + years - 1, 12, 31))
    _superseded(stages, owed)
    shape = (len(stages), drawn.draws, years)
    everything, known = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    fixed, backlog = np.zeros((len(stages), years), dtype=np.int64), np.zeros(len(stages), dtype=np.int64)
    for place, one in owed.items():
        everything[place] = _tally(one, drawn.draws, first_year, years)
        known[place] = _tally(one.where(one.is_known), drawn.draws, first_year, years)
        due = _open(today.standings, place)[1]
        fixed[place] = _by_year(due, first_year, years)
        backlog[place] = int((due < day_number(date(first_year, 1, 1))).sum())
    orphans = frozenset(
        place
        for place, stage in enumerate(stages)
        if stage.trigger is Trigger.COMPLETION and not _parents(stages, place)
    )
    return Demand(everything, known, fixed, backlog, orphans)


def wanted_triggers(stages: Sequence[Stage]) -> frozenset[Trigger]:
    """Which facts have to be drawn."""
    return frozenset(stage.trigger for stage in stages) - {Trigger.RETIREMENT, Trigger.COMPLETION}


def lead_months(stages: Sequence[Stage], series_names: Sequence[str] = ()) -> int:
    """How many months beyond the last year a fact may lie whose stage is due within it."""
    rules = [rule_of(stage, series_names) for stage in stages if stage.trigger is not Trigger.RETIREMENT]
    return max((max(0, -rule.months) + (1 if rule.days < 0 else 0) for rule in rules), default=0)


def _owed(stages: Sequence[Stage], today: Today, drawn: Futures, until: date) -> dict[int, Owed]:
    """Every stage's windows; those that hang on the completion of an earlier one come after it."""
    found: dict[int, Owed] = {}
    order = sorted(range(len(stages)), key=lambda place: stages[place].trigger is Trigger.COMPLETION)
    span = (day_number(today.on), day_number(until) + BEYOND_DAYS)
    for place in order:
        stage, rule = stages[place], rule_of(stages[place], today.series_names)
        known = _known(place, stage, today, drawn)
        if stage.trigger is Trigger.COMPLETION:
            parents = [found[parent] for parent in _parents(stages, place) if parent in found]
            later = [_following(parent, rule, drawn, span) for parent in parents]
        else:
            later = [_drawn(rule, drawn, span)] if rule.trigger in drawn.facts else []
        for one in later:
            known = known.with_(_repeated(one, stages, place, today, drawn))
        found[place] = known
    return found


def _open(standings: StandingColumns, stage: int) -> tuple[NDArray[np.int64], Ints]:
    """Rows of a stage that are not settled and can still be done, and their due days."""
    rows = np.flatnonzero((standings.stage == stage) & np.isin(standings.state, OPEN_STATES))
    return rows, numbers(standings.due[rows])


def _known(place: int, stage: Stage, today: Today, drawn: Futures) -> Owed:
    """Fixed windows in every draw in which the person still serves."""
    rows, due = _open(today.standings, place)
    at = today.standings.at[rows]
    anchor = numbers(today.standings.anchor[rows])
    draw = np.repeat(np.arange(drawn.draws, dtype=np.int16), len(rows))
    copies = np.tile(np.arange(len(rows)), drawn.draws)
    key = (at[copies] + draw.astype(np.int64) * drawn.size).astype(np.int32)
    until = np.minimum(due, anchor) if stage.trigger is Trigger.RETIREMENT else due
    serves = np.flatnonzero(drawn.last_day[key] >= until[copies])
    copies = copies[serves]
    return Owed(
        key[serves],
        draw[serves],
        anchor[copies],
        due[copies],
        np.ones(len(serves), dtype=np.bool_),
        today.profile[at[copies]],
        today.series[at[copies]],
    )


def _drawn(rule: DueRule, drawn: Futures, span: tuple[int, int]) -> Owed:
    facts = drawn.facts[rule.trigger]
    anchors = Anchors(facts.month, facts.day, facts.profile, facts.series, drawn.last_day[facts.key])
    rows, due = obliged(anchors, rule, *span)
    return Owed(
        facts.key[rows],
        facts.draw[rows],
        anchor_days(facts.month[rows], facts.day[rows]),
        due,
        np.zeros(len(rows), dtype=np.bool_),
        facts.profile[rows],
        facts.series[rows],
    )


def _following(parent: Owed, rule: DueRule, drawn: Futures, span: tuple[int, int]) -> Owed:
    """Windows that open once an earlier stage is done, taken to be done on its due day."""
    days = parent.due.astype("datetime64[D]")
    first = days.astype("datetime64[M]")
    month = first.astype(np.int64).astype(np.int32)
    day = ((days - first.astype("datetime64[D]")).astype(np.int64) + 1).astype(np.int8)
    anchors = Anchors(month, day, parent.profile, parent.series, drawn.last_day[parent.key])
    rows, due = obliged(anchors, rule, *span)
    return Owed(
        parent.key[rows],
        parent.draw[rows],
        parent.due[rows],
        due,
        np.zeros(len(rows), dtype=np.bool_),
        parent.profile[rows],
        parent.series[rows],
    )


def _parents(stages: Sequence[Stage], place: int) -> list[int]:
    """Stages whose own courses open this one."""
    wanted = keys_of(stages[place].after_courses)
    return [
        other
        for other, stage in enumerate(stages)
        if other != place
        and wanted & keys_of([*stage.courses, *(course for block in stage.blocks for course in block.courses)])
    ]


def _repeated(later: Owed, stages: Sequence[Stage], place: int, today: Today, drawn: Futures) -> Owed:
    """Of drawn windows those that oblige: a stage that comes once never obliges whoever had it before."""
    if stages[place].repetition is not Repetition.FIRST:
        return later
    same = [other for other, stage in enumerate(stages) if stage.code == stages[place].code]
    had = np.zeros(drawn.size + 1, dtype=np.bool_)
    had[today.standings.at[np.isin(today.standings.stage, same)]] = True
    person = np.where(later.key < drawn.size * drawn.draws, later.key % max(1, drawn.size), drawn.size)
    later = later.where(~had[person])
    order = np.lexsort((later.anchor, later.key))
    _, first = np.unique(later.key[order], return_index=True)
    return later.where(order[first])


def _superseded(stages: Sequence[Stage], owed: dict[int, Owed]) -> None:
    """Take out windows that a later fact replaces before they are due, and those an earlier stage covers."""
    for members in _clusters(stages):
        if not members:
            continue
        key = np.concatenate([owed[place].key for place in members])
        anchor = np.concatenate([owed[place].anchor for place in members])
        due = np.concatenate([owed[place].due for place in members])
        part = np.repeat(np.arange(len(members)), [len(owed[place].key) for place in members])
        order = np.lexsort((anchor, key))
        same = np.append(key[order][1:] == key[order][:-1], False)
        gap = np.append(anchor[order][1:], 0)
        replaced = np.array([_is_replaced(stages[place]) for place in members])[part[order]]
        kept = np.ones(len(key), dtype=np.bool_)
        kept[order[replaced & same & (gap > anchor[order]) & (gap <= due[order])]] = False
        covered = np.array([_reach(stages[place]) for place in members])[part[order]]
        kept[order[1:][same[:-1] & (anchor[order][1:] - anchor[order][:-1] <= covered[1:])]] = False
        for number, place in enumerate(members):
            owed[place] = owed[place].where(kept[part == number])


def _clusters(stages: Sequence[Stage]) -> list[list[int]]:
    """Stages that may replace each other: of one group with collisions, or of one code of which the latest counts."""
    groups = dict.fromkeys(stage.group for stage in stages if stage.group)
    codes = dict.fromkeys(stage.code for stage in stages if stage.repetition is Repetition.LATEST and not stage.group)
    return [
        [place for place, stage in enumerate(stages) if stage.group == group]
        for group in groups
        if any(stage.collision is not Collision.KEEP_BOTH for stage in stages if stage.group == group)
    ] + [[place for place, stage in enumerate(stages) if stage.code == code] for code in codes]


def _is_replaced(stage: Stage) -> bool:
    return stage.repetition is Repetition.LATEST or stage.collision is Collision.LATER_REPLACES


def _reach(stage: Stage) -> float:
    """Days within which an earlier stage of the group covers this one; -1 for never."""
    return stage.collision_months * 30.44 if stage.collision is Collision.EARLIER_COUNTS else -1.0


def _tally(owed: Owed, draws: int, first_year: int, years: int) -> Counts:
    first, last = day_number(date(first_year, 1, 1)), day_number(date(first_year + years - 1, 12, 31))
    inside = (owed.due >= first) & (owed.due <= last)
    cells = owed.draw[inside].astype(np.int64) * years + year_places(owed.due[inside], first_year, years)
    return np.bincount(cells, minlength=draws * years).reshape(draws, years)


def _by_year(due: Ints, first_year: int, years: int) -> Counts:
    first, last = day_number(date(first_year, 1, 1)), day_number(date(first_year + years - 1, 12, 31))
    inside = due[(due >= first) & (due <= last)]
    return np.bincount(year_places(inside, first_year, years), minlength=years)
