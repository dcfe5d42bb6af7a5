"""Reading dated policies: what a city decided, on a given day."""

import tomllib
from datetime import date
from pathlib import Path

from django.db.models import Q

from baeumgil.core.errors import NotFound
from baeumgil.core.models import Policy


class PolicyMissing(NotFound):
    """No value of this policy is valid on that day."""

    code = "policy_missing"
    message = "그날 적용되는 방침이 없습니다. 'baeumgil seed'로 기본 방침을 넣으세요."


def value_on(key: str, on: date) -> object:
    """The policy's value on that day; the latest start wins. Raises `PolicyMissing`."""
    values = values_on([key], on)
    if key not in values:
        raise PolicyMissing(key=key, on=on.isoformat())
    return values[key]


def values_on(keys: list[str], on: date) -> dict[str, object]:
    """Several policies in one statement; those with no value that day are absent."""
    rows = (
        Policy.objects.filter(key__in=keys, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .order_by("key", "valid_from")
        .values_list("key", "value")
    )
    return dict(rows)


def number_on(key: str, on: date) -> int:
    """A policy whose value is a whole number."""
    value = value_on(key, on)
    if not isinstance(value, int):
        raise PolicyMissing(f"방침 {key}의 값이 정수가 아닙니다.", key=key)
    return value


def load_seed(path: Path) -> int:
    """Put in the policies of one seed file whose key and first day are not there yet; returns how many.

    The file holds `[[policy]]` tables with key, value, valid_from, valid_to, basis and announced_on. A value
    a city has changed is never touched, so loading again is harmless.
    """
    with path.open("rb") as file:
        rows = tomllib.load(file)["policy"]
    there = set(Policy.objects.filter(key__in={row["key"] for row in rows}).values_list("key", "valid_from"))
    new = [
        Policy(
            key=row["key"],
            value=row["value"],
            valid_from=row["valid_from"],
            valid_to=row.get("valid_to"),
            basis=row["basis"],
            announced_on=row.get("announced_on"),
        )
        for row in rows
        if (row["key"], row["valid_from"]) not in there
    ]
    return len(Policy.objects.bulk_create(new))
