"""소계와 합계 typed into a file, compared with the lines they stand for."""

from collections.abc import Mapping
from typing import Any

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Deciding
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.rows import FileRow

_FIGURES = (F.SESSIONS, F.SEATS, F.SESSION_SEATS)
_WHOLE = frozenset({"합계", "총계", "총합계", "누계"})


def compare_totals(deciding: Deciding) -> None:
    """Every figure of a row of totals must be the sum of lines it may stand for; else both figures are named.

    Those are the lines above it since the last row of its kind, all lines, or (with totals on top) the lines below.
    """
    table = deciding.table
    unread = {field for _, field in table.unread}
    for place, (number, label, values) in enumerate(table.totals):
        same = [row for row, other, _ in table.totals[:place] if other == label]
        after = [row for row, other, _ in table.totals[place + 1 :] if other == label]
        above = [row for row in table.rows if (same[-1] if same else 0) < row.number < number]
        below = [row for row in table.rows if number < row.number < (after[0] if after else number**2 + 10**6)]
        nearest = [row for row, *_ in table.totals[:place]]
        since = [row for row in table.rows if (nearest[-1] if nearest else 0) < row.number < number]
        named = [row for row in table.rows if _shares(row, values)]
        likely = table.rows if label in _WHOLE or not above else above
        for field in _FIGURES:
            typed = values.get(field)
            if not isinstance(typed, int) or field in unread:
                continue
            sums = {_sum(rows, field) for rows in (table.rows, above, below, since, named, likely) if rows}
            if typed not in sums:
                found = _sum(likely, field)
                deciding.problem(
                    number,
                    field,
                    "total_disagrees",
                    Said(
                        f"{label or '합계'}에 적힌 {typed:,}이(가) 과정을 더한 {found:,}과 다릅니다.",
                        f"The {typed:,} in “{label or 'total'}” is not the {found:,} that the courses add up to.",
                    ),
                    Said("합계나 그 위의 값을 고치세요.", "Correct the total or the values above it."),
                )


def _sum(rows: "list[FileRow] | tuple[FileRow, ...]", field: F) -> int:
    return sum(_figure(row, field) for row in rows)


def _figure(row: FileRow, field: F) -> int:
    """What a row adds; seats left blank follow from sessions and seats of a session."""
    given = row.whole(field)
    if given is None and field is F.SEATS:
        return (row.whole(F.SESSIONS) or 0) * (row.whole(F.SEATS_PER_SESSION) or 0)
    return given or 0


def _shares(row: FileRow, values: Mapping[F, Any]) -> bool:
    """True for a line of the area or field that the row of totals names."""
    names = {field: values[field] for field in (F.AREA, F.CATEGORY) if isinstance(values.get(field), str)}
    names = {field: name for field, name in names.items() if not str(name).replace(" ", "").endswith("계")}
    return bool(names) and all(row.values.get(field) == name for field, name in names.items())
