"""Dated policies: what a city decided, on a given day; what each may be; and how a new value takes its place."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.apps import apps
from django.db.models import Q

from baeumgil.core.errors import NotFound
from baeumgil.core.models import Policy
from baeumgil.core.policy_parts import Names, Part, part_from
from baeumgil.core.policy_spans import Span, day_before, placed
from baeumgil.core.said import Said


class PolicyMissing(NotFound):
    """No value of this policy is valid on that day."""

    code = "policy_missing"
    message = Said(
        "그날 적용되는 방침이 없습니다. 'baeumgil seed'로 기본 방침을 넣으세요.",
        "No policy holds on that day. Put in the first policies with 'baeumgil seed'.",
    )


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
        raise PolicyMissing(
            Said(f"방침 {key}의 값이 정수가 아닙니다.", f"The value of the policy {key} is not a whole number."),
            key=key,
        )
    return value


@dataclass(frozen=True, slots=True)
class PolicyAbout:
    """방침의 설명. What a policy is called, what it means, under which subject it stands and what its value may be."""

    key: str
    subject: str
    name: Names
    meaning: Names
    part: Part


@cache
def descriptions() -> Mapping[str, PolicyAbout]:
    """Every policy that a stage's seed files describe (`[[about]]`), by its key."""
    found: dict[str, PolicyAbout] = {}
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "seed" / "policies").glob("*.toml")):
            with path.open("rb") as file:
                rows = tomllib.load(file).get("about", [])
            found |= {row["key"]: _about(row) for row in rows}
    return found


def put(key: str, value: object, *, first: date, last: date | None, basis: str, announced_on: date | None) -> Policy:
    """Let a value hold from a day on: the span it begins in ends the day before, what was announced after it stays.

    Where it ends before the span it began in, that one's value holds again afterwards. Nothing of a day before `first`
    changes. Call it where the policy's rows are locked, or nobody else writes.
    """
    spans = [Span(row.pk, row.valid_from, row.valid_to) for row in Policy.objects.filter(key=key)]
    found = placed(spans, first, last)
    if found.cut is not None:
        Policy.objects.filter(pk=found.cut.id).update(valid_to=day_before(first))
    row = Policy.objects.create(
        key=key, value=value, valid_from=first, valid_to=found.last, basis=basis, announced_on=announced_on
    )
    if found.again is not None:
        again = Policy.objects.get(pk=found.again.id)
        Policy.objects.create(
            key=key,
            value=again.value,
            valid_from=found.again.first,
            valid_to=found.again.last,
            basis=again.basis,
            announced_on=again.announced_on,
        )
    return row


def load_seed(path: Path) -> int:
    """Put in the policies of one seed file whose key and first day are not there yet; returns how many.

    The file holds `[[policy]]` tables with key, value, valid_from, valid_to, basis and announced_on. A value
    a city has changed is never touched, so loading again is harmless.
    """
    with path.open("rb") as file:
        rows = tomllib.load(file)["policy"]
    there = set(Policy.objects.filter(key__in={row["key"] for row in rows}).values_list("key", "valid_from"))
    new = [row for row in rows if (row["key"], row["valid_from"]) not in there]
    for row in sorted(new, key=lambda row: (row["key"], row["valid_from"])):
        put(
            row["key"],
            row["value"],
            first=row["valid_from"],
            last=row.get("valid_to"),
            basis=row["basis"],
            announced_on=row.get("announced_on"),
        )
    return len(new)


def _about(row: Mapping[str, object]) -> PolicyAbout:
    part = part_from(row)
    return PolicyAbout(
        key=str(row["key"]), subject=str(row["subject"]), name=part.name, meaning=_pair(row["meaning"]), part=part
    )


def _pair(raw: object) -> Names:
    korean, english = raw if isinstance(raw, list) else ("", "")
    return str(korean), str(english)
