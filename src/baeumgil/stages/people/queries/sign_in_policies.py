"""Policies about signing in that hold on a day; what is shipped while a city has loaded none."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from baeumgil.core.policies import values_on
from baeumgil.stages.people.rules import passwords, sign_in

PRIVACY = "people.privacy_notice"
SHIPPED = Path(__file__).resolve().parent.parent / "seed" / "policies" / "sign_in.toml"


def sign_in_policies(on: date) -> tuple[sign_in.SignInPolicy, passwords.PasswordProfile]:
    """Limits of signing in and the profile of passwords; one statement."""
    found = values_on([sign_in.POLICY, passwords.POLICY], on)
    return (
        sign_in.SignInPolicy.from_value(_value(found, sign_in.POLICY)),
        passwords.PasswordProfile.from_value(_value(found, passwords.POLICY)),
    )


def privacy_notice(on: date) -> Mapping[str, Any]:
    """Name of the body, its privacy officer and how to reach them, and how long records are kept."""
    return _value(values_on([PRIVACY], on), PRIVACY)


def _value(found: Mapping[str, object], key: str) -> Mapping[str, Any]:
    value = found.get(key)
    return value if isinstance(value, dict) else _shipped()[key]


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    with SHIPPED.open("rb") as file:
        return {row["key"]: row["value"] for row in tomllib.load(file)["policy"]}
