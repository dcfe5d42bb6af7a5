"""The counting kernel: how many windows fall due in which year, over columns of anchors.

A day is an integer, days since 1970-01-01 (`datetime64[D]` as int32); a month is months since 1970-01.
A profile packs what filters ask about a person on the anchor day into 16 bits, so that any filter is one look-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.rules.definition import Filters, Offset, Stage
from baeumgil.stages.roadmap.terms import Trigger

Ints = NDArray[np.int32]
Profiles = NDArray[np.uint16]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]

PROFILES = 1 << 16
GRADE_BITS, POSITION_SHIFT, EMPLOYMENT_SHIFT, AUTHORITY_SHIFT, ENTRY_SHIFT = 0xF, 4, 7, 11, 13
POSITION_BITS, EMPLOYMENT_BITS, AUTHORITY_BITS, ENTRY_BITS = 0x7, 0xF, 0x3, 0x7
NEVER = np.int32(2_932_896)
_FIRST_TABLE_MONTH = -170 * 12
_MONTH_STARTS: Ints = (
    np.arange(_FIRST_TABLE_MONTH, 530 * 12).astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
)


@dataclass(frozen=True, slots=True)
class Anchors:
    """기준일. Facts of one kind, one row each. `last_day` is the person's last day of service, `NEVER` if unknown.

    `group` splits the counts (0 for all when there is one group); `series` indexes the names given to `rule_of`.
    """

    month: Ints
    day: NDArray[np.int8]
    profile: Profiles
    series: NDArray[np.int16]
    last_day: Ints | None = None
    group: Ints | None = None

    def __len__(self) -> int:
        return len(self.month)


@dataclass(frozen=True, slots=True)
class DueRule:
    """One stage as the kernel sees it: offset of the due day, who is meant, from when to when it is valid."""

    trigger: Trigger
    months: int
    days: int
    allowed: Flags
    series: Flags | None
    spared: tuple[tuple[Flags, Flags], ...]
    valid_from: int | None
    valid_to: int | None


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - date(1970, 1, 1)).days


def profiles(
    grade: NDArray[np.integer],
    position: NDArray[np.integer],
    employment: NDArray[np.integer],
    authority: NDArray[np.integer],
    entry: NDArray[np.integer],
) -> Profiles:
    """Pack codes into profiles; `NO_CODE` becomes a value no filter names."""
    packed = (
        (grade.astype(np.int32) & GRADE_BITS)
        | ((position.astype(np.int32) & POSITION_BITS) << POSITION_SHIFT)
        | ((employment.astype(np.int32) & EMPLOYMENT_BITS) << EMPLOYMENT_SHIFT)
        | ((authority.astype(np.int32) & AUTHORITY_BITS) << AUTHORITY_SHIFT)
        | ((entry.astype(np.int32) & ENTRY_BITS) << ENTRY_SHIFT)
    )
    return packed.astype(np.uint16)


def rule_of(stage: Stage, series_names: Sequence[str]) -> DueRule:
    """The stage for the kernel. Exemptions by rule take people out; `spared` are those that ask for a series too."""
    allowed = matches(stage.filters)
    if stage.trigger is Trigger.PROMOTION and stage.grades:
        allowed &= matches(Filters(grades=stage.grades))
    if stage.trigger is Trigger.POSITION and stage.positions:
        allowed &= matches(Filters(positions=stage.positions))
    for exempt in stage.exempt:
        if not exempt.series:
            allowed &= ~matches(exempt)
    due = due_offset(stage)
    return DueRule(
        trigger=stage.trigger,
        months=due.months,
        days=due.days,
        allowed=allowed,
        series=_named(stage.filters, series_names) if stage.filters.series else None,
        spared=tuple((matches(exempt), _named(exempt, series_names)) for exempt in stage.exempt if exempt.series),
        valid_from=None if stage.valid_from is None else day_number(stage.valid_from),
        valid_to=None if stage.valid_to is None else day_number(stage.valid_to),
    )


def due_offset(stage: Stage) -> Offset:
    """When the whole stage is due: a stage in blocks with its last block."""
    return max((block.window.due for block in stage.blocks), default=stage.window.due)


def _named(filters: Filters, names: Sequence[str]) -> Flags:
    """Which series the filters name; the last place is for people without one."""
    return np.array([name in filters.series for name in [*names, ""]], dtype=np.bool_)


def matches(filters: Filters) -> Flags:
    """For each profile, whether the filters (series apart) let it through."""
    every = np.arange(PROFILES, dtype=np.uint16)
    allowed: Flags = np.ones(PROFILES, dtype=np.bool_)
    for shift, bits, codes in (
        (0, GRADE_BITS, list(filters.grades)),
        (POSITION_SHIFT, POSITION_BITS, _codes(filters.positions)),
        (EMPLOYMENT_SHIFT, EMPLOYMENT_BITS, _codes(filters.employments)),
        (AUTHORITY_SHIFT, AUTHORITY_BITS, _codes(filters.authorities)),
        (ENTRY_SHIFT, ENTRY_BITS, _codes(filters.entries)),
    ):
        if codes:
            allowed &= np.isin((every >> shift) & bits, codes)
    return allowed


def _codes(terms: Iterable[Position | EmploymentKind | Authority | EntryKind]) -> list[int]:
    return [code_of(term) for term in terms]


def due_days(month: Ints, day: NDArray[np.int8], months: int, days: int) -> Ints:
    """Due day of each anchor: months by calendar, clipped to the month's last day, then days."""
    place = month + np.int32(months - _FIRST_TABLE_MONTH)
    due: Ints = np.minimum(_MONTH_STARTS[place] + (day - np.int8(1)), _MONTH_STARTS[place + 1] - 1) + np.int32(days)
    return due


def anchor_days(month: Ints, day: NDArray[np.int8]) -> Ints:
    """The anchors themselves as days."""
    return due_days(month, day, 0, 0)


def obliged(anchors: Anchors, rule: DueRule, first_day: int, last_day: int) -> tuple[NDArray[np.int64], Ints]:
    """Rows of anchors that owe the stage with a due day in the span (both ends inclusive), and those days."""
    slack = abs(rule.days) // 28 + 2
    low = _month(first_day) - rule.months - slack
    high = _month(last_day) - rule.months + slack
    near = (anchors.month - np.int32(low)).view(np.uint32) <= np.uint32(max(0, high - low))
    rows = np.flatnonzero(near)
    rows = rows[rule.allowed[anchors.profile[rows]]]
    if rule.series is not None:
        rows = rows[rule.series[anchors.series[rows]]]
    for profile, series in rule.spared:
        rows = rows[~(profile[anchors.profile[rows]] & series[anchors.series[rows]])]
    if rule.valid_from is not None or rule.valid_to is not None:
        rows = rows[_valid(anchors, rows, rule)]
    due = due_days(anchors.month[rows], anchors.day[rows], rule.months, rule.days)
    kept = (due >= first_day) & (due <= last_day)
    if anchors.last_day is not None:
        kept &= _serves(anchors, rows, due, rule)
    return rows[kept], due[kept]


def _valid(anchors: Anchors, rows: NDArray[np.int64], rule: DueRule) -> Flags:
    days = anchor_days(anchors.month[rows], anchors.day[rows])
    low = days >= rule.valid_from if rule.valid_from is not None else np.ones(len(rows), dtype=np.bool_)
    kept: Flags = low & (days <= rule.valid_to) if rule.valid_to is not None else low
    return kept


def _serves(anchors: Anchors, rows: NDArray[np.int64], due: Ints, rule: DueRule) -> Flags:
    """Still in service when due; a stage that falls due after retirement asks for service up to retirement."""
    until = due
    if rule.trigger is Trigger.RETIREMENT:
        until = np.minimum(due, anchor_days(anchors.month[rows], anchors.day[rows]))
    last = anchors.last_day
    serves: Flags = last[rows] >= until if last is not None else np.ones(len(rows), dtype=np.bool_)
    return serves


def _month(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[M]").astype(np.int64))


def year_places(due: Ints, first_year: int, years: int) -> NDArray[np.int64]:
    """Place of each day's year, counted from the first; the days must lie within the years."""
    starts = [day_number(date(first_year + place, 1, 1)) for place in range(1, years)]
    return np.searchsorted(np.array(starts, dtype=np.int32), due, side="right")


def count_due(
    anchors: Mapping[Trigger, Anchors],
    rules: Sequence[DueRule],
    *,
    first_year: int,
    years: int,
    groups: int = 1,
) -> Counts:
    """How many windows of each rule are due, by rule, group and year. Triggers without anchors count nothing."""
    counts = np.zeros((len(rules), groups, years), dtype=np.int64)
    first_day, last_day = day_number(date(first_year, 1, 1)), day_number(date(first_year + years - 1, 12, 31))
    for place, rule in enumerate(rules):
        table = anchors.get(rule.trigger)
        if table is None:
            continue
        rows, due = obliged(table, rule, first_day, last_day)
        cells = year_places(due, first_year, years)
        if table.group is not None:
            cells = cells + table.group[rows].astype(np.int64) * years
        counts[place] = np.bincount(cells, minlength=groups * years).reshape(groups, years)
    return counts
