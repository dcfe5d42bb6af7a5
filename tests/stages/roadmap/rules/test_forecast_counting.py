"""The counting kernel answers as a plain loop over people does."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.rules.definition import CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.forecast.counting import (
    NEVER,
    Anchors,
    anchor_days,
    count_due,
    day_number,
    profiles,
    rule_of,
)
from baeumgil.stages.roadmap.terms import Trigger
from tests.thoroughness import examples

SERIES = ("행정", "시설", "사회복지")
TRIGGERS = (Trigger.APPOINTMENT, Trigger.PROMOTION, Trigger.POSITION, Trigger.RETIREMENT)

Fact = tuple[Trigger, date, int, Position, EmploymentKind, Authority, EntryKind, str, date | None, int]

facts = st.tuples(
    st.sampled_from(TRIGGERS),
    st.dates(date(1995, 1, 1), date(2045, 12, 31)),
    st.integers(0, 9),
    st.sampled_from(Position),
    st.sampled_from(EmploymentKind),
    st.sampled_from(Authority),
    st.sampled_from(EntryKind),
    st.sampled_from(SERIES),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2045, 12, 31))),
    st.integers(0, 2),
)
filters = st.builds(
    Filters,
    grades=st.lists(st.integers(1, 9), max_size=3).map(tuple),
    series=st.lists(st.sampled_from(SERIES), max_size=2).map(tuple),
    employments=st.lists(st.sampled_from(EmploymentKind), max_size=3).map(tuple),
    positions=st.lists(st.sampled_from(Position), max_size=3).map(tuple),
    authorities=st.lists(st.sampled_from(Authority), max_size=1).map(tuple),
    entries=st.lists(st.sampled_from(EntryKind), max_size=2).map(tuple),
)
offsets = st.builds(Offset, months=st.integers(-60, 60), days=st.integers(-40, 40))
stages = st.builds(
    Stage,
    code=st.just("s"),
    name=st.just("단계"),
    basis=st.just("계획"),
    trigger=st.sampled_from(TRIGGERS),
    window=st.builds(Window, opens=offsets, due=offsets),
    courses=st.just((CourseRef("C", "과정"),)),
    grades=st.lists(st.integers(1, 9), max_size=3).map(tuple),
    positions=st.lists(st.sampled_from(Position), max_size=2).map(tuple),
    filters=filters,
    exempt=st.lists(
        st.one_of(
            st.builds(Filters, grades=st.lists(st.integers(1, 9), min_size=1, max_size=2).map(tuple)),
            st.builds(Filters, series=st.lists(st.sampled_from(SERIES), min_size=1, max_size=2).map(tuple)),
            filters,
        ),
        max_size=1,
    ).map(tuple),
    valid_from=st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1))),
    valid_to=st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2045, 1, 1))),
)


def passes(one: Filters, fact: Fact) -> bool:
    _, _, grade, position, employment, authority, entry, series, _, _ = fact
    return all(
        not wanted or have in wanted
        for wanted, have in (
            (one.grades, grade),
            (one.series, series),
            (one.employments, employment),
            (one.positions, position),
            (one.authorities, authority),
            (one.entries, entry),
        )
    )


def plainly(rows: Sequence[Fact], many: Sequence[Stage], first_year: int, years: int, groups: int) -> list[object]:
    counts = [[[0] * years for _ in range(groups)] for _ in many]
    for place, stage in enumerate(many):
        for fact in rows:
            trigger, anchor, grade, position, *_, last_day, group = fact
            due = add_months(anchor, stage.window.due.months, stage.window.due.days)
            if (
                trigger is stage.trigger
                and not (trigger is Trigger.PROMOTION and stage.grades and grade not in stage.grades)
                and not (trigger is Trigger.POSITION and stage.positions and position not in stage.positions)
                and passes(stage.filters, fact)
                and not any(passes(exempt, fact) for exempt in stage.exempt)
                and (stage.valid_from or date.min) <= anchor <= (stage.valid_to or date.max)
                and first_year <= due.year < first_year + years
                and (last_day or date.max) >= (min(due, anchor) if trigger is Trigger.RETIREMENT else due)
            ):
                counts[place][group][due.year - first_year] += 1
    return list(counts)


def columns(rows: Sequence[Fact]) -> dict[Trigger, Anchors]:
    def table(of: Sequence[Fact]) -> Anchors:
        return Anchors(
            month=np.array([(fact[1].year - 1970) * 12 + fact[1].month - 1 for fact in of], dtype=np.int32),
            day=np.array([fact[1].day for fact in of], dtype=np.int8),
            profile=profiles(
                np.array([fact[2] for fact in of], dtype=np.int16),
                np.array([code_of(fact[3]) for fact in of], dtype=np.int16),
                np.array([code_of(fact[4]) for fact in of], dtype=np.int16),
                np.array([code_of(fact[5]) for fact in of], dtype=np.int16),
                np.array([code_of(fact[6]) for fact in of], dtype=np.int16),
            ),
            series=np.array([SERIES.index(fact[7]) for fact in of], dtype=np.int16),
            last_day=np.array([NEVER if fact[8] is None else day_number(fact[8]) for fact in of], dtype=np.int32),
            group=np.array([fact[9] for fact in of], dtype=np.int32),
        )

    return {trigger: table([fact for fact in rows if fact[0] is trigger]) for trigger in TRIGGERS}


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(facts, max_size=40), st.lists(stages, min_size=1, max_size=6), st.integers(2018, 2030))
def test_counts_equal_those_of_a_plain_loop(rows: list[Fact], many: list[Stage], first_year: int) -> None:
    rules = [rule_of(stage, SERIES) for stage in many]
    counts = count_due(columns(rows), rules, first_year=first_year, years=10, groups=3)
    assert counts.tolist() == plainly(rows, many, first_year, 10, 3)


@given(st.dates(date(1900, 1, 1), date(2400, 12, 31)))
def test_a_day_survives_being_taken_apart(day: date) -> None:
    month = np.array([(day.year - 1970) * 12 + day.month - 1], dtype=np.int32)
    assert anchor_days(month, np.array([day.day], dtype=np.int8)).tolist() == [day_number(day)]


def test_nothing_is_counted_for_a_trigger_without_anchors() -> None:
    stage = Stage("s", "단계", "계획", Trigger.RETURN, Window(Offset(), Offset(1)))
    assert count_due({}, [rule_of(stage, SERIES)], first_year=2026, years=2).tolist() == [[[0, 0]]]
