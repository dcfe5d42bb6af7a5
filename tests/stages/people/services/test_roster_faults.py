"""Planted faults: exactly those are named, wherever they lie, and nothing else."""

import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.roster import roster_import, roster_problems
from baeumgil.stages.people.services.roster import check_roster
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import RosterState, UnitKind
from tests.build import a_roster_file, a_unit, the_operator
from tests.thoroughness import examples

AS_OF = date(2026, 7, 1)
UNITS = ("총무과", "회계과", "보건소", "가람동")
Row = dict[str, object]


@pytest.fixture
def city(db: None) -> None:
    seed_policies(actor=the_operator())
    top = a_unit("한강시", kind=UnitKind.BODY)
    for name in UNITS:
        a_unit(name, parent=top)


def good_rows(count: int, random: Random) -> list[Row]:
    return [a_good_row(number, random) for number in range(count)]


def a_good_row(number: int, random: Random) -> Row:
    appointed = date(1995, 1, 1) + timedelta(days=random.randrange(11_000))
    birth = appointed - timedelta(days=random.randrange(22 * 366, 30 * 365))
    since = appointed + timedelta(days=random.randrange((date(2026, 6, 1) - appointed).days))
    posted = since + timedelta(days=random.randrange((date(2026, 6, 15) - since).days))
    away = random.random() < 0.1
    retires = date(birth.year + 60, 6, 30) if birth.month <= 6 else date(birth.year + 60, 12, 31)
    return {
        "사번": f"{number:05d}",
        "성명": random.choice(["김하늘", "이바다", "박산", "최들"]),
        "생년월일": birth.isoformat(),
        "소속부서": random.choice(UNITS),
        "직급": random.choice(["행정9급", "지방시설주사", "7급", "사회복지8급"]),
        "고용구분": "일반직",
        "최초임용일": appointed.strftime("%Y. %m. %d."),
        "현직급임용일": since.isoformat(),
        "현부서발령일": posted.strftime("%Y%m%d"),
        "재직상태": "육아휴직" if away else "재직",
        "휴직시작일": posted.isoformat() if away else "",
        "휴직종료일": "2027-03-01" if away else "",
        "정년퇴직일": retires.isoformat(),
    }


def _day_of(row: Row, column: str) -> date:
    digits = "".join(each for each in str(row[column]) if each.isdecimal())
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _put(column: str, value: object) -> Callable[[Row], str]:
    def mutate(row: Row) -> str:
        row[column] = value
        return column

    return mutate


def _before_appointment(column: str) -> Callable[[Row], str]:
    def mutate(row: Row) -> str:
        row[column] = (_day_of(row, "최초임용일") - timedelta(days=40)).isoformat()
        return column

    return mutate


def _born_late(row: Row) -> str:
    row["생년월일"] = (_day_of(row, "최초임용일") + timedelta(days=10)).isoformat()
    return "생년월일"


def _child(row: Row) -> str:
    row["생년월일"] = (_day_of(row, "최초임용일") - timedelta(days=3000)).isoformat()
    return "생년월일"


def _retires_wrong(row: Row) -> str:
    row["정년퇴직일"] = (_day_of(row, "정년퇴직일") + timedelta(days=184)).isoformat()
    return "정년퇴직일"


def _absence_backwards(row: Row) -> str:
    row |= {"재직상태": "휴직", "휴직시작일": "2026-06-20", "휴직종료일": "2026-06-01"}
    return "휴직종료일"


FAULTS: tuple[Callable[[Row], str], ...] = (
    _put("사번", ""),
    _put("성명", " \u200b"),
    _put("소속부서", ""),
    _put("소속부서", "없는과"),
    _put("직급", ""),
    _put("직급", "십이급"),
    _put("직급", "행정주사(7급)"),
    _put("고용구분", "이상한직"),
    _put("재직상태", "알수없음"),
    _put("최초임용일", ""),
    _put("최초임용일", "2027-01-01"),
    _put("생년월일", "68.3.1"),
    _put("생년월일", "1990-02-30"),
    _put("최초임용일", "언젠가"),
    _put("현직급임용일", "26.1.1"),
    _put("현부서발령일", "2026-07-15"),
    _put("현직급임용일", "2026-08-01"),
    _before_appointment("현직급임용일"),
    _before_appointment("현부서발령일"),
    _born_late,
    _child,
    _retires_wrong,
    _absence_backwards,
)


def duplicate(rows: list[Row], at: int, random: Random) -> str:
    """The number of an earlier row in another spelling."""
    number = str(rows[0]["사번"])
    spelled = [
        number,
        number.translate({ord("0") + n: ord("０") + n for n in range(10)}),
        f"{number[0]}\u200b{number[1:]}",
    ]
    rows[at]["사번"] = random.choice(spelled)
    return "사번"


def plant(rows: list[Row], places: list[int], random: Random) -> set[tuple[int, str]]:
    """Break these rows, one fault each; where each fault is, as the spreadsheet counts."""
    planted = set()
    for at in places:
        column = duplicate(rows, at, random) if random.random() < 0.1 else random.choice(FAULTS)(rows[at])
        planted.add((at + 2, column))
    return planted


def named(rows: list[Row]) -> tuple[set[tuple[int | None, str]], int, RosterState]:
    with tempfile.TemporaryDirectory() as folder:
        made = check_roster(
            actor=the_operator(), file_name="명단.csv", path=a_roster_file(Path(folder), rows), as_of=AS_OF
        )
    problems = roster_problems(actor=the_operator(), roster_import=made)
    state = roster_import(actor=the_operator(), roster_import=made).state
    return {(problem.row, problem.column) for problem in problems}, len(problems), state


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), faults=st.integers(1, 12))
def test_as_many_problems_are_named_as_faults_were_planted(city: None, seed: int, faults: int) -> None:
    random = Random(seed)
    rows = good_rows(40, random)
    planted = plant(rows, random.sample(range(1, 40), faults), random)
    assert named(rows) == (planted, faults, RosterState.BROKEN)
    assert Person.objects.count() == 0


def test_forty_faults_in_five_thousand_good_rows_are_named_and_nothing_else(city: None) -> None:
    random = Random(40)
    rows = good_rows(5_000, random)
    planted = plant(rows, random.sample(range(1, 5_000), 40), random)
    assert named(rows) == (planted, 40, RosterState.BROKEN)
    assert Person.objects.count() == 0


def test_five_thousand_good_rows_have_no_problem(city: None) -> None:
    assert named(good_rows(5_000, Random(41))) == (set(), 0, RosterState.READY)


@pytest.mark.parametrize("mutate", FAULTS)
def test_each_fault_alone_is_named_once(city: None, mutate: Callable[[Row], str]) -> None:
    rows = good_rows(3, Random(7))
    column = mutate(rows[1])
    assert named(rows) == ({(3, column)}, 1, RosterState.BROKEN)
