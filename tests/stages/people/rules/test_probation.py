import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import baeumgil.stages.people as stage
from baeumgil.stages.people.rules.career import AbsenceSpan
from baeumgil.stages.people.rules.probation import POLICY, ProbationPolicy, probation_ends_on
from baeumgil.stages.people.terms import AbsenceKind, EmploymentKind, EntryKind
from tests.build import a_career

SEED = Path(stage.__file__).parent / "seed" / "policies" / "careers.toml"
START, TODAY = date(2026, 1, 5), date(2026, 12, 31)


def the_policy() -> ProbationPolicy:
    rows = tomllib.loads(SEED.read_text(encoding="utf-8"))["policy"]
    return ProbationPolicy.from_value(next(row["value"] for row in rows if row["key"] == POLICY))


def end(
    facts: dict[str, Any] | None = None, *, on: date = TODAY, absences: tuple[AbsenceSpan, ...] = ()
) -> date | None:
    career = a_career(appointed_on=START, absences=absences, **({"grade": 9} | (facts or {})))
    return probation_ends_on(career, on=on, policy=the_policy())


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"grade": 9}, date(2026, 7, 4)),
        ({"grade": 6}, date(2026, 7, 4)),
        ({"grade": 5}, date(2027, 1, 4)),
        ({"grade": 4}, None),
        ({"grade": None, "title": "보건연구사", "employment": EmploymentKind.RESEARCH}, date(2026, 7, 4)),
        ({"grade": None, "title": "보건연구관", "employment": EmploymentKind.RESEARCH}, None),
        ({"grade": None, "title": "전문경력관 가군", "employment": EmploymentKind.SPECIALIST}, date(2027, 1, 4)),
        ({"grade": None, "title": "전문경력관 다군", "employment": EmploymentKind.SPECIALIST}, date(2026, 7, 4)),
        ({"grade": 7, "employment": EmploymentKind.FIXED_TERM}, None),
        ({"grade": 9, "entry": EntryKind.TRANSFER}, None),
    ],
)
def test_the_length_follows_grade_and_kind(facts: dict[str, Any], expected: date | None) -> None:
    assert end(facts) == expected


def test_case_5_leave_in_month_two_stretches_probation_by_its_days() -> None:
    leave = AbsenceSpan(AbsenceKind.LEAVE, date(2026, 2, 10), date(2026, 5, 10))
    assert end(absences=(leave,)) == date(2026, 10, 2)


def test_an_open_leave_counts_up_to_the_day_asked() -> None:
    leave = AbsenceSpan(AbsenceKind.LEAVE, date(2026, 7, 1))
    assert end(on=date(2026, 7, 10), absences=(leave,)) == date(2026, 7, 14)
    assert end(on=date(2026, 6, 30), absences=(leave,)) == date(2026, 7, 4)


def test_secondment_counts_as_service_and_leave_after_the_end_changes_nothing() -> None:
    away = AbsenceSpan(AbsenceKind.SECONDMENT, date(2026, 2, 10), date(2026, 5, 10))
    later = AbsenceSpan(AbsenceKind.LEAVE, date(2026, 7, 5), date(2026, 9, 1))
    assert end(absences=(away, later)) == date(2026, 7, 4)


def test_leave_that_begins_within_the_stretched_time_stretches_again() -> None:
    first = AbsenceSpan(AbsenceKind.LEAVE, date(2026, 7, 1), date(2026, 7, 10))
    second = AbsenceSpan(AbsenceKind.SUSPENSION, date(2026, 7, 12), date(2026, 7, 13))
    assert end(absences=(first, second)) == date(2026, 7, 16)


def test_nobody_without_a_service_is_on_probation() -> None:
    assert probation_ends_on(a_career(services=(), grades=()), on=TODAY, policy=the_policy()) is None


def test_a_malformed_policy_is_refused() -> None:
    with pytest.raises(TypeError):
        ProbationPolicy.from_value("6 months")
