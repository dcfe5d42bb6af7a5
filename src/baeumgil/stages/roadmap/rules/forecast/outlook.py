"""The whole answer: rates, futures, demand, and what they mean in people, seats and sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import numpy as np
from numpy.typing import NDArray

from baeumgil.core.said import Said
from baeumgil.stages.people.rules.columns import NO_CODE, CareerColumns
from baeumgil.stages.roadmap.rules.columns import ExemptionColumns, StandingColumns, TrainingColumns, standing_columns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.forecast.counting import profiles
from baeumgil.stages.roadmap.rules.forecast.demand import Demand, Today, demand, lead_months, wanted_triggers
from baeumgil.stages.roadmap.rules.forecast.futures import Futures, Plan, draws_for, futures
from baeumgil.stages.roadmap.rules.forecast.history import look_back
from baeumgil.stages.roadmap.rules.forecast.moments import moment
from baeumgil.stages.roadmap.rules.forecast.people import coming
from baeumgil.stages.roadmap.rules.forecast.rates import Rates, rates_of
from baeumgil.stages.roadmap.rules.forecast.values import HeadcountCell, RateChange, StageForecast, YearCell
from baeumgil.stages.roadmap.rules.reasons import ReasonCode
from baeumgil.stages.roadmap.terms import BlockKind

LOW, HIGH = 10, 90
SHARE_YEARS = 5
ORPHAN_NOTE = Said(
    "앞 과정이 이 규칙 안에 없어, 이미 그 과정을 마친 사람만 셌습니다.",
    "The course before it is not in these rules, so only people who have completed that one were counted.",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is fixed: careers, training records, exemptions."""

    careers: CareerColumns
    training: TrainingColumns
    exemptions: ExemptionColumns


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `draws` None: as many as the city's size asks for. `widening` of ranges: see `Backtest`."""

    on: date
    first_year: int
    years: int
    class_size: int | None = None
    changes: tuple[RateChange, ...] = ()
    seed: int = 0
    draws: int | None = None
    widening: float = 1.0


@dataclass(frozen=True, slots=True)
class Outlook:
    """전망. The answer to a question."""

    people: int
    draws: int
    stages: tuple[StageForecast, ...]
    headcount: tuple[HeadcountCell, ...]
    rates: Rates
    demand: Demand


def look_ahead(facts: Facts, stages: Sequence[Stage], question: Question) -> Outlook:
    """Answer a question under these stages."""
    careers, on = facts.careers, question.on
    serving = int(moment(careers, on).serving.sum())
    rates = rates_of(look_back(careers, on), question.changes)
    plan = Plan(
        on=on,
        last_year=question.first_year + question.years - 1,
        lead_months=lead_months(stages),
        draws=question.draws or draws_for(serving),
        seed=question.seed,
        wanted=wanted_triggers(stages),
    )
    drawn = futures(careers, rates, plan)
    standings = standing_columns(careers, facts.training, facts.exemptions, stages, on)
    owed = demand(stages, _today(careers, standings, on), drawn, question.first_year, question.years)
    return Outlook(
        people=serving,
        draws=plan.draws,
        stages=_stages(stages, owed, standings, question),
        headcount=_headcount(drawn, question),
        rates=rates,
        demand=owed,
    )


def _today(careers: CareerColumns, standings: StandingColumns, on: date) -> Today:
    now = moment(careers, on)
    profile = profiles(now.grade, now.position, now.employment, now.authority, now.entry)
    series = now.series.copy()
    expected = coming(careers, on, 1)
    profile[expected.key], series[expected.key] = expected.profile, expected.series
    return Today(standings, profile, np.maximum(series, np.int16(NO_CODE)), careers.series_names, on)


def _stages(
    stages: Sequence[Stage], owed: Demand, standings: StandingColumns, question: Question
) -> tuple[StageForecast, ...]:
    """One entry per code: entries of one code with different validity are one stage to the reader."""
    places: dict[str, list[int]] = {}
    for place, stage in enumerate(stages):
        places.setdefault(stage.code, []).append(place)
    return tuple(_stage(stages, members, owed, standings, question) for members in places.values())


def _stage(
    stages: Sequence[Stage], members: list[int], owed: Demand, standings: StandingColumns, question: Question
) -> StageForecast:
    stage = stages[members[-1]]
    share = _substituted_share(standings, members, question.on) if stage.substitutes else 0.0
    size = question.class_size or stage.class_size
    everything, known = owed.all[members].sum(axis=0), owed.known[members].sum(axis=0)
    fixed = owed.fixed[members].sum(axis=0)
    return StageForecast(
        code=stage.code,
        name=stage.name,
        cells=tuple(
            _cell(
                question.first_year + year,
                everything[:, year],
                known[:, year],
                int(fixed[year]),
                _Offer(stage, share, size, question.widening),
            )
            for year in range(question.years)
        ),
        class_size=size,
        backlog=int(owed.backlog[members].sum()),
        substituted_share=share,
        note=ORPHAN_NOTE if owed.orphans & set(members) else "",
    )


@dataclass(frozen=True, slots=True)
class _Offer:
    """How the city holds a stage."""

    stage: Stage
    share: float
    size: int | None
    widening: float

    def seats(self, people: float) -> int:
        """Places for so many people, in every block."""
        return ceil(round(people * (1 - self.share), 6)) * max(1, len(self.stage.blocks))

    def sessions(self, people: float) -> int | None:
        """Classes for so many people; a block that is no class needs none."""
        if not self.size:
            return None
        blocks = [block for block in self.stage.blocks if block.kind is BlockKind.CLASS]
        held = len(blocks) if self.stage.blocks else 1
        return ceil(round(people * (1 - self.share), 6) / self.size) * held


def _cell(year: int, everything: NDArray[np.int64], known: NDArray[np.int64], fixed: int, offer: _Offer) -> YearCell:
    people, sure = round(float(everything.mean())), round(float(known.mean()))
    low, high = _range(everything, people, offer.widening)
    sure = min(sure, people)
    return YearCell(
        year=year,
        people=people,
        low=low,
        high=high,
        known=sure,
        estimated=people - sure,
        fixed=fixed,
        seats=offer.seats(people),
        sessions=offer.sessions(people),
        sessions_high=offer.sessions(high),
    )


def _range(everything: NDArray[np.int64], people: int, widening: float) -> tuple[int, int]:
    """The 10 % and 90 % points, drawn apart from the mean by the widening."""
    low, high = np.percentile(everything, [LOW, HIGH])
    wide_low, wide_high = people - (people - low) * widening, people + (high - people) * widening
    return max(0, min(people, int(np.floor(wide_low)))), max(people, int(np.ceil(wide_high)))


def _substituted_share(standings: StandingColumns, members: list[int], on: date) -> float:
    """Of those who settled the stage in the last five years, the share that did so by a substitute."""
    codes = standings.reason_codes
    recent = np.isin(standings.stage, members) & (
        standings.anchor >= np.datetime64(date(on.year - SHARE_YEARS, 1, 1), "D")
    )
    outside = int((recent & (standings.reason == codes.index(ReasonCode.SUBSTITUTE))).sum())
    inside = np.isin(standings.reason, [codes.index(code) for code in (ReasonCode.COURSE, ReasonCode.BLOCKS)])
    total = outside + int((recent & inside).sum())
    return outside / total if total else 0.0


def _headcount(drawn: Futures, question: Question) -> tuple[HeadcountCell, ...]:
    first = question.first_year - drawn.first_year
    cells = []
    for place in range(first, first + question.years):
        count = drawn.headcount[:, place]
        low, high = np.percentile(count, [LOW, HIGH])
        flows = {name: round(float(flow[:, place].mean())) for name, flow in drawn.flows.items()}
        cells.append(
            HeadcountCell(
                year=drawn.first_year + place,
                people=round(float(count.mean())),
                low=int(np.floor(low)),
                high=int(np.ceil(high)),
                hires=flows["hires"],
                promotions=flows["promotions"],
                retirements=flows["retirements"],
                other_exits=flows["exits"],
            )
        )
    return tuple(cells)
