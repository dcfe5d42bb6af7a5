"""Which passwords are good enough, by a profile that the city chooses."""

import string
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said

POLICY = "people.passwords"
LONGEST = 128
SHORTEST_PART = 3


@dataclass(frozen=True, slots=True)
class PasswordProfile:
    """비밀번호 기준. `shortest` characters of `kinds` kinds; not one of the last `remembered`; at most `days` old.

    `remembered` counts the present password; `days` 0 means that it never has to be changed.
    """

    shortest: int
    kinds: int
    remembered: int
    days: int
    refuse_known: bool

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "PasswordProfile":
        """The profile that a policy row names."""
        return cls(**value["profiles"][value["profile"]])


def password_problems(
    password: str, *, profile: PasswordProfile, names: Iterable[str], known: Container[str], field: str = "password"
) -> list[Problem]:
    """Everything wrong with a new password. `names` are the username, the person's name and the like."""
    problems = []
    if len(password) < profile.shortest:
        problems.append(
            _problem(
                "password_short",
                Said(
                    f"비밀번호는 {profile.shortest}자 이상이어야 합니다.",
                    f"The password needs at least {profile.shortest} characters.",
                ),
                field,
            )
        )
    if len(password) > LONGEST:
        problems.append(
            _problem(
                "password_long",
                Said(
                    f"비밀번호는 {LONGEST}자까지 쓸 수 있습니다.",
                    f"The password can have at most {LONGEST} characters.",
                ),
                field,
            )
        )
    if kinds_in(password) < profile.kinds:
        message = Said(
            f"영문 대문자·소문자·숫자·특수문자 가운데 {profile.kinds}가지 이상을 섞어 주세요.",
            f"Mix at least {profile.kinds} of these: capital letters, small letters, digits, other characters.",
        )
        problems.append(_problem("password_kinds", message, field))
    if any(len(name) >= SHORTEST_PART and name.lower() in password.lower() for name in names):
        problems.append(
            _problem(
                "password_names",
                Said(
                    "비밀번호에 아이디나 이름을 넣을 수 없습니다.",
                    "The password may not contain the username or the name.",
                ),
                field,
            )
        )
    if profile.refuse_known and password.lower() in known:
        problems.append(
            _problem(
                "password_known",
                Said(
                    "널리 알려진 비밀번호입니다. 다른 것을 정해 주세요.",
                    "This password is widely known. Choose another one.",
                ),
                field,
            )
        )
    return problems


def kinds_in(password: str) -> int:
    """How many of these are in it: small letters, capitals, digits, anything else."""
    groups = (string.ascii_lowercase, string.ascii_uppercase, string.digits)
    found = sum(any(letter in group for letter in password) for group in groups)
    return found + any(all(letter not in group for group in groups) for letter in password)


def is_too_old(changed_at: datetime | None, *, profile: PasswordProfile, now: datetime) -> bool:
    """True when the password has to be changed because of its age."""
    if not profile.days or changed_at is None:
        return False
    return now - changed_at > timedelta(days=profile.days)


def _problem(code: str, message: str, field: str) -> Problem:
    return Problem(code=code, message=message, field=field)
