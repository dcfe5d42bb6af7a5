"""Rates: history drawn towards its mean where the base is small, and changed where somebody asks "what if"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.people.terms import Position
from baeumgil.stages.roadmap.rules.forecast.history import (
    BANDS,
    LOOK_BACK_YEARS,
    NEAR_BAND,
    SERVICE_BANDS,
    TERM_BAND,
    History,
    Seen,
    Table,
)
from baeumgil.stages.roadmap.rules.forecast.moments import GRADES
from baeumgil.stages.roadmap.rules.forecast.values import (
    HIRES,
    LEAVE,
    POSITION,
    POSTING,
    PROMOTION,
    RESIGNATION,
    SMALL_BASE,
    RateChange,
    RateRow,
)

PULL = 40.0
WIDEST_SPREAD = 0.5
PEOPLE_A_YEAR, SHARE_A_YEAR = Said("명/년", " a year"), Said("%/년", "% a year")
NO_LEAVERS = Said(
    "퇴직한 사람의 기록이 없어 중도 퇴직을 0으로 보았습니다. 비율을 직접 넣어 보세요.",
    "There are no records of people who left, so nobody is taken to leave early. Try a rate of your own.",
)
NO_EVENTS = Said(
    "지난 기록에 이런 일이 없어 0으로 보았습니다.", "The records know no such case, so the rate is taken as 0."
)


@dataclass(slots=True)
class Rates:
    """비율. What the simulation draws from: chances per half-year, and how sure history is of each.

    `sure` holds the number of events behind each chance; the fewer, the wider the futures spread.
    """

    exits: Table
    exits_sure: Table
    promotions: Table
    promotions_sure: Table
    positions: Table
    positions_sure: Table
    postings: float
    returns: float
    hires_mean: float
    hires_spread: float
    hires_sure: int
    promotions_spread: float
    exits_spread: float
    history: History
    rows: list[RateRow] = field(default_factory=list)


def rates_of(history: History, changes: Sequence[RateChange] = ()) -> Rates:
    """Chances from history, with the changes asked for applied; `rows` lists every rate and its base."""
    hires = np.array(history.hires_by_year, dtype=np.float64)
    rates = Rates(
        exits=_pulled(history.exits, _class_means(history.exits)),
        exits_sure=history.exits.events,
        promotions=_pulled(history.promotions, _mean(history.promotions, axis=1)[:, None]),
        promotions_sure=history.promotions.events.sum(axis=1),
        positions=_chances(history.positions.events, history.positions.exposure[..., None]),
        positions_sure=history.positions.events.sum(axis=(0, 1, 2)),
        postings=float(_mean(history.postings, axis=0)),
        returns=float(_mean(history.returns, axis=0)),
        hires_mean=float(hires.mean()) if len(hires) else 0.0,
        hires_spread=float(hires.std(ddof=1)) if len(hires) > 1 else 0.0,
        hires_sure=len(hires),
        promotions_spread=_spread(history.promotions_by_year),
        exits_spread=_spread(np.array(history.exits_by_year, dtype=np.float64).reshape(-1, 1)),
        history=history,
    )
    _hires(rates, changes)
    _exits(rates, changes)
    _promotions(rates, changes)
    _positions(rates, changes)
    rates.postings *= _simple(rates, POSTING, Said("부서를 옮김", "Moves to another unit"), history.postings, changes)
    rates.returns *= _simple(rates, LEAVE, Said("휴직에서 복직", "Returns from leave"), history.returns, changes)
    return rates


def rate_codes() -> frozenset[str]:
    """Every code that a `RateChange` may name."""
    return frozenset(
        [
            *(HIRES, RESIGNATION, PROMOTION, POSITION, POSTING, LEAVE),
            *(f"{RESIGNATION}:{_band_code(band)}" for band in range(BANDS)),
            *(f"{PROMOTION}:{grade}" for grade in range(2, GRADES)),
            *(f"{POSITION}:{position}" for position in Position),
        ]
    )


def factor(code: str, rate: float, changes: Sequence[RateChange]) -> float:
    """By how much the changes multiply a rate; an absolute wish is met where the rate is not 0."""
    result = 1.0
    for change in changes:
        if change.code not in (code, code.partition(":")[0]):
            continue
        if change.absolute is None:
            result *= change.multiplier
        elif change.code == code and rate > 0:
            result = change.absolute / rate
    return result


def _chances(events: Table, exposure: Table) -> Table:
    chances: Table = np.divide(events, exposure, out=np.zeros(np.broadcast(events, exposure).shape), where=exposure > 0)
    return chances


def _mean(seen: Seen, axis: int) -> Table:
    return _chances(seen.events.sum(axis=axis), seen.exposure.sum(axis=axis))


def _class_means(exits: Seen) -> Table:
    """The mean for those with an age limit, repeated, then for those without."""
    means = np.zeros(BANDS)
    for part in (slice(0, NEAR_BAND), slice(NEAR_BAND, TERM_BAND), slice(TERM_BAND, BANDS)):
        means[part] = _mean(Seen(exits.events[part], exits.exposure[part]), axis=0)
    return means


def _pulled(seen: Seen, mean: Table) -> Table:
    """Each cell drawn towards its group's mean as if it had seen so many more half-years at that mean."""
    pulled: Table = (seen.events + PULL * mean) / (seen.exposure + PULL)
    return pulled


def _spread(by_year: Table) -> float:
    """How much years differ beyond chance, as a share of the mean; columns are pooled by their weight."""
    if len(by_year) < 2 or by_year.sum() == 0:  # noqa: PLR2004  two years are needed to see a difference
        return 0.0
    mean = by_year.mean(axis=0)
    beyond = (by_year.var(axis=0, ddof=1) - mean).sum() / (mean**2).sum()
    return float(min(WIDEST_SPREAD, np.sqrt(max(0.0, beyond))))


def _warning(events: int, what: str = NO_EVENTS) -> str:
    if events == 0:
        return what
    if events >= SMALL_BASE:
        return ""
    return Said(f"기록이 {events}건뿐이라 불확실합니다.", f"Uncertain: it rests on {events} records only.")


def _row(  # noqa: PLR0917  a row of a table, told in the order of its columns
    rates: Rates, code: str, name: str, seen: tuple[float, float], used: float, warning: str
) -> None:
    """Add a rate of people: events among half-years at risk, told per year."""
    events, exposure = seen
    yearly = events * 2 / exposure if exposure else 0.0
    years = rates.history.exit_years if code.startswith(RESIGNATION) else rates.history.years
    rates.rows.append(
        RateRow(code, name, int(events), exposure / 2, yearly, yearly * used, SHARE_A_YEAR, years, warning)
    )


def _hires(rates: Rates, changes: Sequence[RateChange]) -> None:
    mean, total = rates.hires_mean, sum(rates.history.hires_by_year)
    wished = [change.absolute for change in changes if change.code == HIRES and change.absolute is not None]
    rates.hires_mean = wished[-1] if wished else mean * factor(HIRES, mean, changes)
    rates.hires_spread *= rates.hires_mean / mean if mean else 0.0
    years = rates.history.years
    rates.rows.append(
        RateRow(
            HIRES,
            Said("새로 임용", "New appointments"),
            total,
            float(len(years)),
            mean,
            rates.hires_mean,
            PEOPLE_A_YEAR,
            years,
            _warning(total),
        )
    )


def _exits(rates: Rates, changes: Sequence[RateChange]) -> None:
    seen = rates.history.exits
    events, exposure = float(seen.events.sum()), float(seen.exposure.sum())
    yearly = events * 2 / exposure if exposure else 0.0
    whole = factor(RESIGNATION, yearly, changes)
    _flat(rates.exits, yearly, RESIGNATION, changes)
    _row(
        rates,
        RESIGNATION,
        Said("정년 전 퇴직(모두)", "Leaves before retirement (all)"),
        (events, exposure),
        whole,
        _warning(int(events), NO_LEAVERS),
    )
    for band in range(BANDS):
        if seen.exposure[band] == 0:
            continue
        cell = (float(seen.events[band]), float(seen.exposure[band]))
        code = f"{RESIGNATION}:{_band_code(band)}"
        own = [change for change in changes if change.code == code]
        used = whole * factor(code, cell[0] * 2 / cell[1], own)
        rates.exits[band] *= used
        _row(rates, code, _band_name(band), cell, used, _warning(int(cell[0])))


def _flat(chances: Table, yearly: float, code: str, changes: Sequence[RateChange]) -> None:
    """An absolute wish where history knows nothing: the same chance for everybody."""
    wished = [change.absolute for change in changes if change.code == code and change.absolute is not None]
    if wished and yearly == 0:
        chances[...] = wished[-1] / 2


def _band_code(band: int) -> str:
    if band == NEAR_BAND:
        return "near"
    low, _ = SERVICE_BANDS[band % TERM_BAND]
    return f"term{low}" if band >= TERM_BAND else f"{low}"


def _band_name(band: int) -> Said:
    if band == NEAR_BAND:
        return Said("정년 전 퇴직: 정년까지 5년 이내", "Leaves before retirement: at most 5 years to go")
    low, high = SERVICE_BANDS[band % TERM_BAND]
    is_open = high > 90  # noqa: PLR2004  the last band
    span = Said(
        f"{low}년 이상" if is_open else f"{low}~{high}년",
        f"{low} years of service or more" if is_open else f"{low} to {high} years of service",
    )
    if band >= TERM_BAND:
        return Said(f"정년 없는 사람의 퇴직: 재직 {span}", f"Leaves, without an age limit: {span.english}")
    return Said(f"정년 전 퇴직: 재직 {span}", f"Leaves before retirement: {span.english}")


def _promotions(rates: Rates, changes: Sequence[RateChange]) -> None:
    seen = rates.history.promotions
    for grade in range(GRADES - 1, 1, -1):
        cell = (float(seen.events[grade].sum()), float(seen.exposure[grade].sum()))
        if cell[1] == 0:
            continue
        code, yearly = f"{PROMOTION}:{grade}", cell[0] * 2 / cell[1]
        used = factor(code, yearly, changes)
        rates.promotions[grade] *= used
        _flat(rates.promotions[grade], yearly, code, changes)
        _row(rates, code, _promoted(grade), cell, used, _warning(int(cell[0])))


def _promoted(grade: int) -> Said:
    return Said(f"{grade}급에서 {grade - 1}급으로 승진", f"Promotion from grade {grade} to grade {grade - 1}")


def _positions(rates: Rates, changes: Sequence[RateChange]) -> None:
    seen = rates.history.positions
    for place, position in enumerate(Position):
        events = float(seen.events[..., place].sum())
        exposure = float(seen.exposure.sum() - seen.exposure[..., place].sum())
        if events == 0 or position is Position.MEMBER:
            continue
        code = f"{POSITION}:{position}"
        used = factor(code, events * 2 / exposure if exposure else 0.0, changes)
        rates.positions[..., place] *= used
        name = Said(f"{label(position)} 보임", f"Takes the position: {label(position, 'en').lower()}")
        _row(rates, code, name, (events, exposure), used, _warning(int(events)))


def _simple(rates: Rates, code: str, name: str, seen: Seen, changes: Sequence[RateChange]) -> float:
    events, exposure = float(seen.events[0]), float(seen.exposure[0])
    used = factor(code, events * 2 / exposure if exposure else 0.0, changes)
    _row(rates, code, name, (events, exposure), used, _warning(int(events)))
    return used


def uncertain(events: NDArray[np.float64], spread: float, draws: int, rng: np.random.Generator) -> Table:
    """Factors around 1 for each draw and rate: wide where few events stand behind it, or where years differ."""
    shape = 1.0 / (1.0 / np.maximum(events, 1.0) + spread**2 / LOOK_BACK_YEARS)
    drawn: Table = rng.gamma(shape, 1.0 / shape, size=(draws, *events.shape))
    return drawn


def yearly(spread: float, shape: tuple[int, ...], rng: np.random.Generator) -> Table:
    """Good and bad years: factors around 1, as many as the shape has places."""
    if spread <= 0:
        return np.ones(shape)
    certainty = 1 / spread**2
    return rng.gamma(certainty, 1 / certainty, size=shape)
