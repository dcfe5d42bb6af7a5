"""Where a written result is not the recomputed one: which applicant, which field."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from baeumgil.engines.selection_checking.report import Finding
from baeumgil.engines.selection_checking.shapes import Row


def differences(written: Row, computed: Row) -> Iterator[Finding]:
    """Everything that differs, applicant by applicant."""
    for name in ("order", "waiting", "not_selected"):
        yield from _lists(f"result.{name}", written[name], computed[name])
    yield from _rows("result.seated", written["seated"], computed["seated"], ("applicant",))
    yield from _rows("result.refusals", written["refusals"], computed["refusals"], ("applicant", "session"))


def _lists(path: str, written: Sequence[str], computed: Sequence[str]) -> Iterator[Finding]:
    for place, (mine, theirs) in enumerate(zip_longest(computed, written), start=1):
        if mine != theirs:
            yield Finding(
                f"{path}[{place}]",
                f"{path}: {place}번째는 {_said(mine)}이어야 하나 {_said(theirs)}(으)로 적혔습니다.",
                f"{path}: number {place} must be {_told(mine)}, but {_told(theirs)} is written.",
            )


def _rows(path: str, written: Sequence[Row], computed: Sequence[Row], by: tuple[str, ...]) -> Iterator[Finding]:
    mine, theirs = ({tuple(row[key] for key in by): row for row in rows} for rows in (computed, written))
    if len(theirs) < len(written):
        yield Finding(path, f"{path}: 같은 줄이 두 번 있습니다.", f"{path}: a row stands twice.")
    for key in dict.fromkeys([*mine, *theirs]):
        where = f"{path}[{'|'.join(key)}]"
        if key not in theirs:
            yield Finding(where, f"{where}: 줄이 빠졌습니다.", f"{where}: the row is missing.")
        elif key not in mine:
            yield Finding(where, f"{where}: 있으면 안 되는 줄입니다.", f"{where}: there must be no such row.")
        else:
            yield from _fields(where, mine[key], theirs[key])
    if list(mine) != list(theirs) and mine.keys() == theirs.keys():
        yield Finding(path, f"{path}: 줄의 순서가 다릅니다.", f"{path}: the rows stand in another order.")


def _fields(where: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Finding]:
    for name, value in mine.items():
        if theirs[name] != value:
            yield Finding(
                f"{where}.{name}",
                f"{where}.{name}: {_said(value)}이어야 하나 {_said(theirs[name])}(으)로 적혔습니다.",
                f"{where}.{name} must be {_told(value)}, but {_told(theirs[name])} is written.",
            )


def _said(value: Any) -> str:
    return "아무것도 아님" if value in {None, ""} else f"'{value}'"


def _told(value: Any) -> str:
    return "nothing" if value in {None, ""} else repr(value)
