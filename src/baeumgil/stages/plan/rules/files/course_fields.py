"""분야 of a row: found by its names, or made new under its area, mapped to a legal kind."""

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Deciding, Put, Target
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.known import KnownField
from baeumgil.stages.plan.rules.files.rows import FileRow
from baeumgil.stages.plan.rules.spelling import spelling_key
from baeumgil.stages.plan.terms import LegalKind


class FieldFinder:
    """Finds fields by name and keeps those that are to be made."""

    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.fields: dict[str, KnownField] = dict(deciding.known.fields)
        self._refused: set[tuple[str, str]] = set()

    def find(self, row: FileRow, *, makes: bool = True) -> str | None:
        """The code of the field; empty when the row names none, None (and a problem, once) when it cannot be."""
        area, name = row.text(F.AREA), row.text(F.CATEGORY)
        if not (area or name):
            return ""
        if not name:
            area, name = "", area
        found = self._there(area, name)
        if found is not None:
            return found
        at = F.CATEGORY if row.text(F.CATEGORY) else F.AREA
        if not makes:
            self.deciding.problem(
                row,
                at,
                "unknown_field",
                Said("모르는 분야입니다.", "The field is not known."),
                Said("분야의 이름이나 코드를 고치세요.", "Correct the name or code of the field."),
            )
            return None
        given = row.text(F.LEGAL_KIND)
        kind = LegalKind(given) if given else self.deciding.known.words.legal_kind(f"{area}{name}", name, area)
        if kind is None:
            self._refuse(row, at, area, name)
            return None
        parent = self._area(area, kind, row) if area else ""
        return self._make(name, parent, kind, row)

    def _there(self, area: str, name: str) -> str | None:
        """By code, or by name under its area; a name alone when only one leaf is called so."""
        if not area and name in self.fields:
            return name
        key, area_key = spelling_key(name), spelling_key(area)
        parents = {field.parent for field in self.fields.values()}
        if not area:
            alone = [
                field.code
                for field in self.fields.values()
                if not field.parent and field.code not in parents and spelling_key(field.name) == key
            ]
            if alone:
                return alone[0]
        found = [
            field.code
            for field in self.fields.values()
            if spelling_key(field.name) == key
            and field.code not in parents
            and (not area or (field.parent and spelling_key(self.fields[field.parent].name) == area_key))
        ]
        return found[0] if len(found) == 1 else None

    def _area(self, name: str, kind: LegalKind, row: FileRow) -> str:
        key = spelling_key(name)
        found = next(
            (field.code for field in self.fields.values() if not field.parent and spelling_key(field.name) == key), None
        )
        return found or self._make(name, "", self.deciding.known.words.legal_kind(name) or kind, row)

    def _make(self, name: str, parent: str, kind: LegalKind, row: FileRow) -> str:
        siblings = sum(field.parent == parent for field in self.fields.values())
        number = siblings + 1
        while (code := f"{parent}-{number}" if parent else f"F{number}") in self.fields:
            number += 1
        self.fields[code] = KnownField(code, name, parent, kind)
        values = {"name": name, "parent": parent, "legal_kind": kind.value, "order": len(self.fields)}
        self.deciding.puts.setdefault(Target.FIELD, []).append(Put(code, values))
        self.deciding.remark(
            "new_field",
            Said("새 분야를 만듭니다.", "New fields are made."),
            Said(f"{row.number}행: {name}", f"row {row.number}: {name}"),
        )
        return code

    def _refuse(self, row: FileRow, at: F, area: str, name: str) -> None:
        if (area, name) in self._refused:
            return
        self._refused.add((area, name))
        self.deciding.problem(
            row,
            at,
            "field_unmapped",
            Said(
                f"분야 '{name}'이(가) 법정 구분(기본·전문·기타) 가운데 무엇인지 알 수 없습니다.",
                f"It is not known which statutory kind (basic, specialised, other) the field “{name}” is.",
            ),
            Said(
                "분야를 먼저 만들거나 '법정구분' 열을 넣으세요.",
                "Make the field first, or add a column “법정구분” (statutory kind).",
            ),
        )
