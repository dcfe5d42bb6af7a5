"""Finding the units that a roster names, by code or by name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from baeumgil.stages.people.rules.organisation_codes import kind_of
from baeumgil.stages.people.rules.roster.facts import NewUnit
from baeumgil.stages.people.rules.wording import squeezed
from baeumgil.stages.people.terms import UnitKind

CODE = re.compile(r"[0-9A-Z]{7}")


class KnownUnit(Protocol):
    """A unit as it stands on the day of the roster."""

    @property
    def id(self) -> int: ...  # noqa: D102  plain fields of a row
    @property
    def official_code(self) -> str: ...  # noqa: D102  as above
    @property
    def name(self) -> str: ...  # noqa: D102  as above
    @property
    def full_name(self) -> str: ...  # noqa: D102  as above
    @property
    def parent(self) -> int | None: ...  # noqa: D102  as above


@dataclass(slots=True)
class UnitIndex:
    """Units by code, by full name and by own name; with `create`, unknown ones get a reference below zero."""

    create: bool = False
    root: int | None = None
    by_code: dict[str, int] = field(default_factory=dict)
    by_full_name: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_parent: dict[tuple[int, str], int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    new: list[NewUnit] = field(default_factory=list)

    @classmethod
    def of(cls, units: Iterable[KnownUnit], *, create: bool = False) -> "UnitIndex":
        """From the tree of a day, top first."""
        index = cls(create=create)
        body = ""
        for unit in units:
            if unit.parent is None and index.root is None:
                index.root, body = unit.id, unit.full_name
            short = unit.full_name.removeprefix(body).strip() or unit.name
            index.names[unit.id] = short
            if unit.official_code:
                index.by_code[unit.official_code] = unit.id
            index.by_full_name.setdefault(squeezed(unit.full_name), unit.id)
            index.by_full_name.setdefault(squeezed(short), unit.id)
            index.by_name[squeezed(unit.name)].append(unit.id)
            if unit.parent is not None:
                index.by_parent[unit.parent, squeezed(unit.name)] = unit.id
        return index

    def find(self, text: str) -> int | list[int] | None:
        """The unit meant by a code or name; several when the name is not unique; None when nobody knows it."""
        if CODE.fullmatch(text.upper()) and text.upper() in self.by_code:
            return self.by_code[text.upper()]
        key = squeezed(text)
        if key in self.by_full_name and len(self.by_name.get(key, ())) <= 1:
            return self.by_full_name[key]
        found = self.by_name.get(key, [])
        if len(found) == 1:
            return found[0]
        if found:
            top = [unit for unit in found if self.by_full_name.get(key) == unit]
            return top[0] if top else found
        return self._made(self.root, text, kind_of(name=text)) if self.create else None

    def find_team(self, unit: int, team: str) -> int | None:
        """A team below a unit; the unit itself when the team bears its name."""
        key = squeezed(team)
        found = self.by_parent.get((unit, key))
        if found is not None:
            return found
        if squeezed(self.names.get(unit, "")).endswith(key):
            return unit
        return self._made(unit, team, UnitKind.TEAM) if self.create else None

    def _made(self, parent: int | None, name: str, kind: UnitKind) -> int:
        ref = -1 - len(self.new)
        self.new.append(NewUnit(ref, parent, name, kind.value))
        above = "" if parent is None or parent == self.root else self.names.get(parent, "")
        self.names[ref] = f"{above} {name}".strip()
        self.by_full_name.setdefault(squeezed(self.names[ref]), ref)
        self.by_name[squeezed(name)].append(ref)
        if parent is not None:
            self.by_parent[parent, squeezed(name)] = ref
        return ref
