"""Windows due by rule and year for 1.1 million people: the counting kernel against a plain loop.

The loop counts a sample of the same people with the same rules by `datetime.date`, must give the
same counts for them, and its time is scaled up to all.
"""

import random
from collections.abc import Sequence
from datetime import date

import numpy as np

from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.people.rules.columns import code_of
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.rules.definition import Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.forecast.counting import NEVER, Anchors, count_due, profiles, rule_of
from baeumgil.stages.roadmap.terms import Trigger
from bench.measuring import Result, median_of, once, peak_megabytes

PEOPLE, SAMPLE = 1_100_000, 20_000
RULES, FIRST_YEAR, YEARS = 20, 2026, 10
MOST_SECONDS, MOST_MEGABYTES = 2.0, 4096
ROUNDS = 5
TRIGGERS = (Trigger.APPOINTMENT, Trigger.PROMOTION, Trigger.POSITION, Trigger.RETIREMENT)
MEMBER, GENERAL = code_of(Position.MEMBER), code_of(EmploymentKind.GENERAL)
MAYOR, NEW = code_of(Authority.MAYOR), code_of(EntryKind.NEW)


def run() -> list[Result]:
    """Count, compare with the loop, measure."""
    rules = rules_to_count()
    compiled = [rule_of(rule, ()) for rule in rules]
    tables = {trigger: anchors(PEOPLE, place) for place, trigger in enumerate(TRIGGERS)}
    counts, seconds = median_of(lambda: count_due(tables, compiled, first_year=FIRST_YEAR, years=YEARS), ROUNDS)
    memory = peak_megabytes()
    few = {trigger: first(table, SAMPLE) for trigger, table in tables.items()}
    expected, loop = once(lambda: plain_loop(few, rules))
    if count_due(few, compiled, first_year=FIRST_YEAR, years=YEARS)[:, 0].tolist() != expected:
        raise AssertionError("the counting kernel and the plain loop disagree")
    whole_loop = loop * PEOPLE / SAMPLE
    return [
        Result(
            name="forecast_counting",
            what=f"수요 전망 세기: {PEOPLE:,}명 × {RULES}규칙 × {YEARS}년 ({int(counts.sum()):,}건)",
            value=seconds,
            unit="s",
            yardstick_name=f"plain loop, scaled up from {SAMPLE:,}",
            yardstick=whole_loop,
            ratio=whole_loop / seconds,
            limit=f"< {MOST_SECONDS:.0f} s and < {MOST_MEGABYTES:,} MB",
            is_passed=seconds < MOST_SECONDS and memory < MOST_MEGABYTES,
            note=f"peak {memory:,.0f} MB",
        )
    ]


def rules_to_count() -> list[Stage]:
    """Twenty stages with all kinds of offsets and filters."""
    picked = random.Random(7)
    return [
        Stage(
            code=f"rule{place}",
            name="단계",
            basis="잰 값",
            trigger=TRIGGERS[place % len(TRIGGERS)],
            window=Window(Offset(), Offset(picked.randint(-36, 36), picked.choice([0, 0, 0, -1, 14]))),
            filters=Filters(grades=tuple(picked.sample(range(1, 10), 5)) if place % 2 else ()),
        )
        for place in range(RULES)
    ]


def anchors(people: int, seed: int) -> Anchors:
    """One fact of each person between 1995 and 2040."""
    drawn = np.random.default_rng(seed)
    grade = drawn.integers(1, 10, people).astype(np.int16)
    same = [np.full(people, code, dtype=np.int16) for code in (MEMBER, GENERAL, MAYOR, NEW)]
    return Anchors(
        month=drawn.integers(25 * 12, 71 * 12, people).astype(np.int32),
        day=drawn.integers(1, 29, people).astype(np.int8),
        profile=profiles(grade, *same),
        series=np.zeros(people, dtype=np.int16),
        last_day=np.full(people, NEVER, dtype=np.int32),
    )


def first(table: Anchors, count: int) -> Anchors:
    """The first people only."""
    return Anchors(table.month[:count], table.day[:count], table.profile[:count], table.series[:count])


def plain_loop(tables: dict[Trigger, Anchors], rules: Sequence[Stage]) -> list[list[int]]:
    """Rule by rule, person by person."""
    facts = {
        trigger: [
            (date(1970 + month // 12, month % 12 + 1, day), profile & 0xF)
            for month, day, profile in zip(
                table.month.tolist(), table.day.tolist(), table.profile.tolist(), strict=True
            )
        ]
        for trigger, table in tables.items()
    }
    counts = [[0] * YEARS for _ in rules]
    for place, rule in enumerate(rules):
        grades, due = rule.filters.grades, rule.window.due
        for anchor, grade in facts[rule.trigger]:
            if not grades or grade in grades:
                year = add_months(anchor, due.months, due.days).year
                if FIRST_YEAR <= year < FIRST_YEAR + YEARS:
                    counts[place][year - FIRST_YEAR] += 1
    return counts
