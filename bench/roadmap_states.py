"""Roadmap states of 43,000 people on one day: all at once against a plain loop over the same rules.

The loop decides person by person (`deciding.decide`), with the stages made ready once and without writing
the Korean sentences a page would show; both must give the same rows, or the bench fails. Both use one
processor only and are timed in processor seconds, so that other work on the machine does not count.
"""

import json
import random
import statistics
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from time import process_time
from typing import TypeVar

from tests.stages.roadmap.rules.columnar import (
    Subject,
    career_columns_of,
    exemption_columns_of,
    training_columns_of,
)

import baeumgil
from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.rules.columns import NO_CODE, OPEN_END, code_of
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
    Position,
)
from baeumgil.stages.roadmap.rules.columns import StandingColumns, standing_columns
from baeumgil.stages.roadmap.rules.deciding import Decision, decide
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.drafting import stages_from_json
from baeumgil.stages.roadmap.rules.life import Completion, life_on
from baeumgil.stages.roadmap.rules.occurrences import rules_of

PEOPLE = 43_000
ON = date(2026, 7, 1)
LEAST_RATIO = 20
ROUNDS, LOOP_ROUNDS = 7, 3
RULES = "seoul_2019"

T = TypeVar("T")
Row = tuple[int, int, int, date, date, date, date | None, int, date | None, str]


@dataclass(frozen=True)
class City:
    """Invented people and the rules they live under."""

    people: list[Subject]
    stages: tuple[Stage, ...]


def run(people: int = PEOPLE, rounds: int = ROUNDS) -> dict[str, object]:
    """Medians in seconds, their ratio, and whether it is as good as promised."""
    city = City(list(invented_people(people)), shipped_stages(RULES))
    careers, training = career_columns_of(city.people), training_columns_of(city.people)
    exemptions = exemption_columns_of(city.people)
    found, columnar = timed(lambda: standing_columns(careers, training, exemptions, city.stages, ON), rounds)
    decided, loop = timed(lambda: plain_loop(city), min(LOOP_ROUNDS, rounds))
    rows = columnar_rows(found, training.key_names)
    if rows != loop_rows(decided):
        raise AssertionError("the columnar states differ from the plain loop's")
    ratio = loop / columnar
    return {
        "name": "roadmap_states",
        "people": people,
        "stages": len(city.stages),
        "rows": len(rows),
        "columnar_seconds": round(columnar, 4),
        "loop_seconds": round(loop, 3),
        "ratio": round(ratio, 1),
        "wanted": f">= {LEAST_RATIO}",
        "passed": ratio >= LEAST_RATIO,
    }


def plain_loop(city: City) -> list[list[Decision]]:
    """Person by person."""
    rules = rules_of(city.stages)
    return [
        decide(life_on(person.career, person.completions, ON), rules, person.exemptions or {}) for person in city.people
    ]


def timed(work: Callable[[], T], rounds: int) -> tuple[T, float]:
    """The last result and the median of the seconds it took."""
    seconds = []
    for _ in range(rounds):
        begin = process_time()
        result = work()
        seconds.append(process_time() - begin)
    return result, statistics.median(seconds)


def columnar_rows(found: StandingColumns, key_names: Sequence[str]) -> list[Row]:
    """Columns as rows of plain values."""
    closes = [None if day == OPEN_END.item() else day for day in found.closes.tolist()]
    by = ["" if code == NO_CODE else key_names[code] for code in found.settled_by.tolist()]
    first = (found.at, found.stage, found.occurrence, found.anchor, found.opens, found.due)
    columns = [column.tolist() for column in first]
    return list(zip(*columns, closes, found.state.tolist(), found.settled.tolist(), by, strict=True))


def loop_rows(decided: list[list[Decision]]) -> list[Row]:
    """Decisions as rows of plain values."""
    return [_row(at, decision) for at, decisions in enumerate(decided) for decision in decisions]


def _row(at: int, decision: Decision) -> Row:
    found, settlement = decision.occurrence, decision.settlement
    by = "" if settlement is None or settlement.by is None else settlement.by.course_key
    on = None if settlement is None else settlement.on
    term = found.term
    place, state = found.rule.place, code_of(decision.state)
    return at, place, found.number, found.anchor, term.opens_on, term.due_on, term.closes_on, state, on, by


def shipped_stages(name: str) -> tuple[Stage, ...]:
    """The stages of a rule set shipped with the product."""
    path = Path(baeumgil.__file__).parent / "stages" / "roadmap" / "seed" / f"{name}.toml"
    return stages_from_json(tomllib.loads(path.read_text())["stages"])


def invented_people(people: int, seed: int = 20260701) -> Iterator[Subject]:
    """Careers since 1990 with grades, postings, absences and training, the same every time."""
    dice = random.Random(seed)
    courses = [course.code for stage in shipped_stages(RULES) for course in (*stage.courses, *stage.substitutes)]
    for person in range(people):
        career = _career(dice, person)
        yield Subject(career, tuple(_completions(dice, career, courses)), {})


def _career(dice: random.Random, person: int) -> Career:
    hired = date(1990, 1, 1) + timedelta(days=dice.randrange(13_400))
    birth = add_months(hired, -12 * dice.randint(21, 38), -dice.randrange(365))
    retires = date(birth.year + 60, 6, 30) if birth.month <= 6 else date(birth.year + 60, 12, 31)
    left = add_months(hired, 12 * dice.randint(1, 20)) if dice.random() < 0.1 else retires
    ends = left if left < ON else None
    service = ServiceSpan(
        EmploymentKind.GENERAL if dice.random() < 0.85 else dice.choice(list(EmploymentKind)),
        Authority.MAYOR if dice.random() < 0.97 else Authority.COUNCIL,
        EntryKind.NEW if dice.random() < 0.9 else EntryKind.EXPERIENCED,
        hired,
        ends,
        None if ends is None else ExitKind.RESIGNED,
    )
    last = min(ends or ON, ON)
    grades = list(_grades(dice, hired, last))
    return Career(
        person=person,
        kind=PersonKind.OFFICIAL if ends is None else PersonKind.FORMER,
        birth_on=birth,
        retires_on=retires,
        services=[service],
        grades=grades,
        postings=list(_postings(dice, hired, last, grades)),
        absences=list(_absences(dice, hired, last)),
    )


def _grades(dice: random.Random, hired: date, last: date) -> Iterator[GradeSpan]:
    grade, start, change = dice.choice([9, 9, 9, 7]), hired, GradeChange.APPOINTMENT
    series = dice.choice(["행정", "시설", "사회복지", "전산"])
    while True:
        following = add_months(start, dice.randint(18, 100))
        is_last = following > last or grade == 4
        yield GradeSpan(grade, f"{grade}급", series, change, start, None if is_last else following - timedelta(days=1))
        if is_last:
            return
        grade, start, change = grade - 1, following, GradeChange.PROMOTION


def _postings(dice: random.Random, hired: date, last: date, grades: Sequence[GradeSpan]) -> Iterator[PostingSpan]:
    start, leads_from = hired, next((span.starts_on for span in grades if span.grade in {5, 6}), date.max)
    while start <= last:
        following = add_months(start, dice.choice([12, 18, 24, 30, 36]))
        position = Position.TEAM_LEADER if start >= leads_from and dice.random() < 0.6 else Position.MEMBER
        ends = following - timedelta(days=1) if following <= last else None
        yield PostingSpan(dice.randrange(400), "부서", position, start, ends)
        start = following


def _absences(dice: random.Random, hired: date, last: date) -> Iterator[AbsenceSpan]:
    if dice.random() < 0.3 and hired < last:
        start = hired + timedelta(days=dice.randrange((last - hired).days))
        ends = start + timedelta(days=dice.randint(30, 700))
        yield AbsenceSpan(AbsenceKind.LEAVE, start, None if ends > last else ends)


def _completions(dice: random.Random, career: Career, courses: Sequence[str]) -> Iterator[Completion]:
    starts = [span.starts_on for span in career.grades]
    for start in starts:
        for course in dice.sample(courses, 4):
            day = start + timedelta(days=dice.randrange(360))
            if day <= ON:
                yield Completion(course, day)


def main() -> None:
    """Run it and say what came out, for people and as one line of JSON."""
    result = run()
    print(
        f"로드맵 판정 {result['people']:,}명 × {result['stages']}단계: 한꺼번에 {result['columnar_seconds']}초, "
        f"한 사람씩 {result['loop_seconds']}초, {result['ratio']}배 (목표 {LEAST_RATIO}배 이상)"
    )
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
