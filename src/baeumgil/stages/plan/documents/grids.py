"""Tables of papers, built so that merged cells always fit."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from baeumgil.engines.documents.tree import Align, Cell, Table, Value
from baeumgil.stages.plan.documents.wording import NOTHING, change, number

Row = tuple[Cell, ...]


def head(text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    """A cell of the head."""
    return Cell(text, rows=rows, columns=columns, is_header=True, align=Align.CENTRE, shade="header")


def heads(*texts: str) -> Row:
    """A head of one row."""
    return tuple(head(text) for text in texts)


def side(text: str, *, rows: int = 1, columns: int = 1, is_total: bool = False) -> Cell:
    """A cell that names its row or rows."""
    return Cell(
        text, rows=rows, columns=columns, align=Align.CENTRE, is_total=is_total, shade="total" if is_total else ""
    )


def said(text: str, align: Align = Align.LEFT) -> Cell:
    """Words."""
    return Cell(text, align=align)


def centred(text: str) -> Cell:
    """Short words in the middle."""
    return Cell(text, align=Align.CENTRE)


def counted(value: float | None, *, is_total: bool = False) -> Cell:
    """A live number; a dash for none known."""
    text = NOTHING if value is None else f"{value:,}"
    return _figure(value, text, is_total=is_total)


def changed(value: int, *, is_total: bool = False) -> Cell:
    """증감, with △ for minus."""
    return _figure(value, change(value), is_total=is_total)


def counted_or_nothing(value: int | None, *, is_total: bool = False) -> Cell:
    """A live number; a dash for zero, too."""
    return _figure(value, number(value or None), is_total=is_total)


def _figure(value: Value, text: str, *, is_total: bool) -> Cell:
    shade = "total" if is_total else ""
    return Cell(value, align=Align.RIGHT, text=text, is_total=is_total, shade=shade)


def grouped(rows: Iterable[tuple[str, Row]], *, label: str = "{name}") -> list[Row]:
    """Rows of one name that follow each other share one tall first cell; `label` may use {name} and {count}."""
    made: list[Row] = []
    for name, group in groupby(rows, key=lambda pair: pair[0]):
        cells = [row for _, row in group]
        first = side(label.format(name=name, count=len(cells)), rows=len(cells))
        made += [(first, *cells[0]), *cells[1:]]
    return made


def table(
    rows: Sequence[Row],
    widths: Sequence[float],
    *,
    name: str,
    title: str = "",
    unit: str = "",
    header_rows: int = 1,
) -> Table:
    """A table. `name` is its worksheet's and its place's in a form; `title` is written above it where no heading is."""
    return Table(tuple(rows), tuple(widths), caption=title, unit=unit, header_rows=header_rows, sheet=name)


def nothing(columns: int, text: str = "해당 없음") -> Row:
    """The one row of a table without any."""
    return (Cell(text, columns=columns, align=Align.CENTRE),)


def keyed(pairs: Sequence[tuple[str, str]], *, widths: tuple[float, float] = (1, 5), name: str) -> Table:
    """Lines of key and value."""
    rows = tuple((head(key), said(value)) for key, value in pairs)
    return Table(rows, widths, header_rows=0, sheet=name)
