"""The invented city's organisation with its history, and the places where people work."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from baeumgil.stages.people.services.bulk import SuccessionLoad, UnitLoad, UnitSpanLoad
from baeumgil.stages.people.terms import SuccessionKind, UnitKind

FOUNDED = date(1985, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works at a time: the unit's key and its name of then."""

    key: str
    name: str


@dataclass(slots=True)
class Slot:
    """A working place through time: which unit it was from which day (ascending). Two where units merged."""

    key: str
    parent: str
    kind: UnitKind
    is_leaf: bool
    home: str
    lines: list[list[tuple[date, Place]]] = field(default_factory=list)

    def at(self, day: date, line: int) -> Place:
        """The unit on that day; `line` chooses among units that later merged."""
        steps = self.lines[line % len(self.lines)]
        return next(place for start, place in reversed(steps) if start <= day or start == FOUNDED)

    def next_change(self, day: date, line: int) -> date | None:
        """The next day on which the working place becomes another unit."""
        steps = self.lines[line % len(self.lines)]
        here = self.at(day, line).key
        return next((start for start, place in steps if start > day and place.key != here), None)


@dataclass(frozen=True, slots=True)
class Organisation:
    """Everything to load, and the slots by key."""

    city: str
    units: list[UnitLoad]
    successions: list[SuccessionLoad]
    slots: dict[str, Slot]


def organisation_for(*, large: bool) -> Organisation:
    """The city's tree; a large city has it once for the city hall and once, without towns, for each district."""
    city = "배움특별시" if large else "배움시"
    builder = _Builder(city)
    builder.add_tree("", city, "")
    builder.apply_history()
    for number, district in enumerate(_districts() if large else [], start=1):
        builder.add_tree(f"d{number:02d}-", district, "u001")
    return Organisation(city, builder.units(), builder.successions, builder.slots)


def _districts() -> list[str]:
    with Path(__file__).with_name("names.toml").open("rb") as file:
        names: list[str] = tomllib.load(file)["districts"]
        return names


class _Builder:
    def __init__(self, city: str) -> None:
        self.city = city
        self.spans: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.names: dict[str, str] = {}
        self.slots: dict[str, Slot] = {}
        self.successions: list[SuccessionLoad] = []
        self.count = 0

    def add_tree(self, prefix: str, body: str, above: str) -> None:
        with Path(__file__).with_name("units.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        parents = {row["parent"] for row in rows}
        for row in rows:
            key = prefix + row["key"]
            parent = prefix + row["parent"] if row["parent"] else above
            name = row["name"].replace("배움시", body).replace("시장", "구청장" if prefix else "시장")
            code = row["code"] if not prefix else f"98{self.count:05d}"
            self.count += 1
            self._add(key, parent, name, UnitKind(row["kind"]), code, is_leaf=row["key"] not in parents, home=prefix)

    def _add(self, key: str, parent: str, name: str, kind: UnitKind, code: str, *, is_leaf: bool, home: str) -> None:
        self.names[key] = name
        self.spans[key].append(
            {
                "official_code": code,
                "name": name,
                "kind": kind,
                "parent": parent,
                "sort_order": self.count,
                "starts_on": FOUNDED,
                "ends_on": None,
            }
        )
        self.slots[key] = Slot(key, parent, kind, is_leaf, home, [[(FOUNDED, Place(key, name))]])

    def apply_history(self) -> None:
        with Path(__file__).with_name("history.toml").open("rb") as file:
            events = tomllib.load(file)["event"]
        for number, event in enumerate(events, start=1):
            getattr(self, "_" + event["kind"])(event, number)

    def _renamed(self, event: Mapping[str, Any], _number: int) -> None:
        key, on, before = event["unit"], event["on"], event["before"][0]
        now = self.spans[key][-1]
        self.spans[key].insert(-1, {**now, "name": before, "ends_on": on - timedelta(days=1)})
        now["starts_on"] = on
        self.slots[key].lines = [[(FOUNDED, Place(key, before)), (on, Place(key, now["name"]))]]

    def _moved(self, event: Mapping[str, Any], _number: int) -> None:
        key, on = event["unit"], event["on"]
        now = self.spans[key][-1]
        self.spans[key].insert(-1, {**now, "parent": event["before_parent"], "ends_on": on - timedelta(days=1)})
        now["starts_on"] = on

    def _split(self, event: Mapping[str, Any], _number: int) -> None:
        key, on, origin = event["unit"], event["on"], event["from"]
        self.spans[key][-1]["starts_on"] = on
        name = self.names[key]
        self.slots[key].lines = [[(FOUNDED, Place(origin, self.names[origin])), (on, Place(key, name))]]
        self.successions.append(SuccessionLoad(origin, key, SuccessionKind.SPLIT, on))

    def _merged(self, event: Mapping[str, Any], number: int) -> None:
        key, on = event["unit"], event["on"]
        now = self.spans[key][-1]
        lines = []
        for place, before in enumerate(event["before"], start=1):
            old = f"{key}-{number}-{place}"
            code = f"97{number:03d}{place:02d}"
            span = {**now, "name": before, "official_code": code, "ends_on": on - timedelta(days=1)}
            self.spans[old].append(span)
            self.successions.append(SuccessionLoad(old, key, SuccessionKind.MERGED, on))
            lines.append([(FOUNDED, Place(old, before)), (on, Place(key, now["name"]))])
        now["starts_on"] = on
        self.slots[key].lines = lines

    def units(self) -> list[UnitLoad]:
        return [
            UnitLoad(key, tuple(UnitSpanLoad(full_name=self._full_name(span), **span) for span in spans))
            for key, spans in self.spans.items()
        ]

    def _full_name(self, span: Mapping[str, Any]) -> str:
        parts, above = [str(span["name"])], str(span["parent"])
        while above:
            parts.append(self.names[above])
            above = str(self.spans[above][-1]["parent"])
        return " ".join(reversed(parts))
