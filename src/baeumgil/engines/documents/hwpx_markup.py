"""Lines and grids as the paragraphs and tables of an HWPX section, written as text: fast, and easy to compare."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape

from baeumgil.engines.documents.flow import Break, Grid, Line, Piece, Place, Role
from baeumgil.engines.documents.hwpx_looks import CELL_LINE, CELL_SIZE, Looks
from baeumgil.engines.documents.measuring import lines_needed

_MARGIN_ACROSS, _MARGIN_DOWN = 340, 170
_ROW_LEAST = 1700
_ITEM_LEVELS, _BULLET_LEVELS, _HEADING_LEVELS = 8, 4, 3


class Markup:
    """Writes pieces for one section: `width` is the room between its margins, in HWP units."""

    def __init__(self, looks: Looks, width: int, styles: dict[str, int], first_table: int = 1) -> None:
        self._looks = looks
        self._width = width
        self._styles = styles
        self._table = first_table

    def pieces(self, pieces: Iterable[Piece]) -> str:
        """Every piece as markup; a break goes to the paragraph after it."""
        written = []
        breaks = False
        for piece in pieces:
            if isinstance(piece, Break):
                breaks = True
                continue
            written.append(self.line(piece, breaks=breaks) if isinstance(piece, Line) else self.grid(piece, breaks))
            breaks = False
        return "".join(written)

    def line(self, line: Line, *, breaks: bool = False) -> str:
        """One paragraph."""
        shape, face = _look(line)
        return self.paragraph(line.whole, shape, face, breaks=breaks)

    def paragraph(self, text: str, shape: str, face: str, *, breaks: bool = False) -> str:
        """A paragraph of a named shape and face."""
        style = self._styles.get(shape, 0)
        return (
            f'<hp:p id="0" paraPrIDRef="{self._looks.shapes[shape]}" styleIDRef="{style}" '
            f'pageBreak="{int(breaks)}" columnBreak="0" merged="0">'
            f'<hp:run charPrIDRef="{self._looks.faces[face]}">{text_markup(text)}</hp:run></hp:p>'
        )

    def grid(self, grid: Grid, breaks: bool = False) -> str:  # noqa: FBT001, FBT002 - the same word as for a line
        """Caption, unit and table, each a paragraph."""
        above = []
        if grid.caption:
            above.append(self.paragraph(grid.caption, "caption", "caption", breaks=breaks))
        if grid.unit:
            above.append(self.paragraph(grid.unit, "unit", "running", breaks=breaks and not above))
        shape, face = self._looks.shapes["body-left"], self._looks.faces["small"]
        return "".join(above) + (
            f'<hp:p id="0" paraPrIDRef="{shape}" styleIDRef="0" pageBreak="{int(breaks and not above)}" '
            f'columnBreak="0" merged="0"><hp:run charPrIDRef="{face}">{self.table(grid)}<hp:t/></hp:run></hp:p>'
        )

    def table(self, grid: Grid) -> str:
        """The table alone."""
        columns = _columns(grid.shares, self._width)
        heights = _heights(grid, columns)
        number = self._table
        self._table += 1
        rows = "".join(
            f"<hp:tr>{''.join(self._cell(place, grid, columns, heights) for place in row)}</hp:tr>"
            for row in _by_row(grid)
        )
        ruling = self._looks.rulings["none" if grid.is_plain else ""]
        return (
            f'<hp:tbl id="{1_000_000 + number}" zOrder="{number}" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" '
            f'repeatHeader="{int(grid.header_rows > 0)}" rowCnt="{grid.height}" colCnt="{len(columns)}" '
            f'cellSpacing="0" borderFillIDRef="{ruling}" noAdjust="0">'
            f'<hp:sz width="{sum(columns)}" widthRelTo="ABSOLUTE" height="{sum(heights)}" heightRelTo="ABSOLUTE" '
            'protect="0"/><hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" '
            'holdAnchorAndSO="0" vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" '
            'vertOffset="0" horzOffset="0"/><hp:outMargin left="0" right="0" top="0" bottom="500"/>'
            f"{_margins('inMargin')}{rows}</hp:tbl>"
        )

    def _cell(self, place: Place, grid: Grid, columns: Sequence[int], heights: Sequence[int]) -> str:
        width = sum(columns[place.column : place.column + place.columns])
        height = sum(heights[place.row : place.row + place.rows])
        face = "cell-bold" if place.is_bold else "cell"
        ruling = "none" if grid.is_plain and not place.shade else place.shade
        ruling = ruling if ruling in self._looks.rulings else ""
        inside = "".join(self.paragraph(line, f"cell-{place.align.value}", face) for line in place.text.split("\n"))
        return (
            f'<hp:tc name="" header="{int(place.row < grid.header_rows)}" hasMargin="0" protect="0" editable="0" '
            f'dirty="0" borderFillIDRef="{self._looks.rulings[ruling]}">'
            '<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="CENTER" linkListIDRef="0" '
            f'linkListNextIDRef="0" textWidth="0" textHeight="0" hasTextRef="0" hasNumRef="0">{inside}</hp:subList>'
            f'<hp:cellAddr colAddr="{place.column}" rowAddr="{place.row}"/>'
            f'<hp:cellSpan colSpan="{place.columns}" rowSpan="{place.rows}"/>'
            f'<hp:cellSz width="{width}" height="{height}"/>{_margins("cellMargin")}</hp:tc>'
        )


def text_markup(text: str) -> str:
    """A text inside a run: line ends as breaks, tabs as spaces."""
    return f"<hp:t>{'<hp:lineBreak/>'.join(escape(line) for line in text.replace(chr(9), ' ').split(chr(10)))}</hp:t>"


def _look(line: Line) -> tuple[str, str]:
    """Shape and face of a line."""
    if line.role in {Role.TITLE, Role.SUBTITLE}:
        return line.role.value, line.role.value
    if line.role is Role.HEADING:
        name = f"heading-{min(max(line.level, 1), _HEADING_LEVELS)}"
        return name, name
    weight = "small" if line.is_small else "body"
    return _shape(line), weight if not line.is_bold else "small-bold" if line.is_small else "bold"


def _shape(line: Line) -> str:
    if line.role is Role.ITEM:
        return f"{'item' if line.mark else 'lone'}-{min(max(line.level, 1), _ITEM_LEVELS)}"
    if line.role is Role.BULLET:
        return f"bullet-{min(max(line.level, 1), _BULLET_LEVELS)}"
    if line.role is Role.ATTACHMENT:
        return "attachment" if line.mark else "attachment-more"
    return f"body-{line.align.value}"


def _by_row(grid: Grid) -> list[list[Place]]:
    rows: list[list[Place]] = [[] for _ in range(grid.height)]
    for place in grid.places:
        rows[place.row].append(place)
    return rows


def _columns(shares: Sequence[float], width: int) -> list[int]:
    """Widths in whole units that add up to the whole."""
    edges = [0]
    gone = 0.0
    for share in shares:
        gone += share
        edges.append(round(gone * width))
    return [right - left for left, right in pairwise(edges)]


def _heights(grid: Grid, columns: Sequence[int]) -> list[int]:
    """Heights of rows by the text in them: the word processor may grow a row but never shrinks it."""
    heights = [_ROW_LEAST] * grid.height
    for place in sorted(grid.places, key=lambda place: place.rows):
        room = sum(columns[place.column : place.column + place.columns]) - 2 * _MARGIN_ACROSS
        lines = lines_needed(place.text, 2 * room / CELL_SIZE)
        needed = round(lines * CELL_SIZE * CELL_LINE) + 2 * _MARGIN_DOWN
        last = place.row + place.rows - 1
        there = sum(heights[place.row : last + 1])
        heights[last] += max(needed - there, 0)
    return heights


def _margins(name: str) -> str:
    return f'<hp:{name} left="{_MARGIN_ACROSS}" right="{_MARGIN_ACROSS}" top="{_MARGIN_DOWN}" bottom="{_MARGIN_DOWN}"/>'
