from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.people.rules.passwords import PasswordProfile, is_too_old, kinds_in, password_problems

AGENCY = PasswordProfile(shortest=9, kinds=3, remembered=3, days=90, refuse_known=True)
ASVS = PasswordProfile(shortest=12, kinds=1, remembered=0, days=0, refuse_known=True)
KNOWN = frozenset({"password1234!", "qwertyuiop123"})
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def codes(password: str, profile: PasswordProfile) -> list[str]:
    problems = password_problems(password, profile=profile, names=["haneul", "김하늘"], known=KNOWN)
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("password", "agency", "asvs"),
    [
        ("Good-1234", [], ["password_short"]),
        ("good-1234", [], ["password_short"]),
        ("goodgood1", ["password_kinds"], ["password_short"]),
        ("네 낱말을 이어 만든 비밀번호", ["password_kinds"], []),
        ("Good-haneul-1234", ["password_names"], ["password_names"]),
        ("김하늘의 Password 9!", ["password_names"], ["password_names"]),
        ("Password1234!", ["password_known"], ["password_known"]),
        ("a" * 129 + "B1", ["password_long"], ["password_long"]),
        ("", ["password_short", "password_kinds"], ["password_short", "password_kinds"]),
    ],
)
def test_profiles(password: str, agency: list[str], asvs: list[str]) -> None:
    assert codes(password, AGENCY) == agency
    assert codes(password, ASVS) == asvs


@given(st.text(max_size=60))
def test_kinds_never_shrink_by_adding_letters(text: str) -> None:
    assert 0 <= kinds_in(text) <= kinds_in(text + "aA1!") == 4


def test_age() -> None:
    changed = NOW - timedelta(days=90)
    assert not is_too_old(changed, profile=AGENCY, now=NOW)
    assert is_too_old(changed - timedelta(seconds=1), profile=AGENCY, now=NOW)
    assert not is_too_old(changed - timedelta(days=900), profile=ASVS, now=NOW)
    assert not is_too_old(None, profile=AGENCY, now=NOW)
