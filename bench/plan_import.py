"""A year's plan from files to committed: 85 courses, 185 sessions and 750 shared e-learning courses.

The yardstick reads the same files with the fastest reader and copies the same rows into a bare table the database's
fastest way, in the same run.
"""

import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.engines.sheets.writing import write_table
from baeumgil.stages.plan.services.files import FileGiven, take_in_all
from baeumgil.stages.plan.services.institutes import set_up_institute
from baeumgil.stages.plan.services.seeding import seed_plan
from bench.bare_copy import read_and_copy
from bench.measuring import Result, once

COURSES, SESSIONS, SHARED = 85, 185, 750
ROUNDS = 3
MOST_SECONDS = 3.0
YEAR = 2025
ACTOR = Actor.operator(reason="잰 값")
_FIELDS = ("기본", "리더십", "직무공통", "직무전문", "디지털")


def run() -> list[Result]:
    """Import into a new institute each time; read and copy as often."""
    with tempfile.TemporaryDirectory() as folder:
        seed_plan(actor=ACTOR)
        paths = _write(Path(folder))
        numbers = count(1)
        ours, yardstick = [], []
        for _ in range(ROUNDS):
            yardstick.append(once(lambda: sum(map(read_and_copy, paths)))[1])
            ours.append(once(lambda: _import(paths, next(numbers)))[1])
    value, measure = median(ours), median(yardstick)
    return [
        Result(
            name="plan_import",
            what=f"과정 {COURSES}·기수 {SESSIONS}·e-러닝 {SHARED} XLSX에서 저장까지",
            value=value,
            unit="s",
            yardstick_name="fastest reader and bare bulk copy",
            yardstick=measure,
            ratio=value / measure,
            limit=f"< {MOST_SECONDS:.0f} s",
            is_passed=value < MOST_SECONDS,
        )
    ]


def _import(paths: Sequence[Path], number: int) -> int:
    institute = set_up_institute(actor=ACTOR, code=f"bench-{number}", name="잰 값", body_name="배움시")
    files = [FileGiven(path.name, path, year=YEAR) for path in paths]
    return sum(outcome.new for outcome in take_in_all(actor=ACTOR, institute=institute, files=files))


def _write(folder: Path) -> list[Path]:
    """Three workbooks as an institute would hand them in, without codes."""
    courses = [
        (
            "직무역량",
            _FIELDS[place % 5],
            f"{place}번째 실무 과정",
            "5급 이하 공무원",
            "대면",
            "3일",
            3,
            30,
            90,
            place % 9 == 0,
        )
        for place in range(COURSES)
    ]
    first = date(YEAR, 2, 3)
    sessions = [
        (
            f"{place % COURSES}번째 실무 과정",
            place // COURSES + 1,
            first + timedelta(place),
            first + timedelta(place + 2),
            30,
        )
        for place in range(SESSIONS)
    ]
    shared = [(f"공동 활용 {place}", "직무", 5 + place % 20, 150, place % 2) for place in range(SHARED)]
    tables = (
        (
            "과정",
            ("대분류", "분야", "과정명", "교육대상", "유형", "교육기간", "기수", "기수당 인원", "총인원", "신설"),
            courses,
        ),
        ("기수", ("과정명", "기수", "시작일", "종료일", "정원"), sessions),
        ("공동 활용", ("과정명", "분야", "차시", "인정시간(분)", "평가"), shared),
    )
    return [_table(folder / f"{name}.xlsx", name, headings, rows) for name, headings, rows in tables]


def _table(path: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> Path:
    plain = [tuple(int(cell) if isinstance(cell, bool) else cell for cell in row) for row in rows]
    with path.open("wb") as file:
        write_table(file, title=title, headings=headings, rows=plain, sheet_name=title)
    return path
