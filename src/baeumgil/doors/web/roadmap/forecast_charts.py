"""The drawings of the forecast, each in a wide and a narrow shape, with its finding in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baeumgil.engines.charts.bars import stacked_bar_chart
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.values import Band, Series, Words
from baeumgil.stages.roadmap.rules.forecast.values import Forecast, StageForecast, YearCell

WIDE, NARROW = 720, 360
Draw = Callable[[int, list[str]], str]


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for wide and one for narrow screens; only one of them is shown."""

    title: str
    finding: str
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class YearTotal:
    """All stages of one year together."""

    year: int
    people: int
    low: int
    high: int
    known: int
    estimated: int
    seats: int
    sessions: int


Cells = Sequence[YearCell | YearTotal]


def totals(found: Forecast) -> list[YearTotal]:
    """Sums over all stages, year by year. The range is the sum of the stages' ranges, so it is on the wide side."""
    return [_total([stage.cells[place] for stage in found.stages]) for place in range(found.years) if found.stages]


def charts(found: Forecast, shown: StageForecast | None) -> list[Chart]:
    """People per year, what is known and what is estimated; and the range of what may come."""
    cells: Cells = shown.cells if shown is not None else totals(found)
    if not cells or not any(cell.people for cell in cells):
        return []
    name = shown.name if shown is not None else _("모든 단계")
    return [_known_and_estimated(name, cells), _range(name, cells)]


def _known_and_estimated(name: str, cells: Cells) -> Chart:
    most = max(cells, key=lambda cell: cell.people)
    words = Words(
        title=_("%(name)s: 해마다 이수할 인원") % {"name": name},
        finding=_("가장 많은 해는 %(year)s년 %(people)s명이고, 그중 %(known)s명은 이미 정해져 있습니다.")
        % {"year": most.year, "people": f"{most.people:,}", "known": f"{most.known:,}"},
        unit=_("명"),
        unit_word=_("단위"),
    )
    series = [
        Series(_("확정"), [float(cell.known) for cell in cells]),
        Series(_("추정"), [float(cell.estimated) for cell in cells]),
    ]
    return _both(words, lambda width, years: stacked_bar_chart(words, years, series, width=width), cells)


def _range(name: str, cells: Cells) -> Chart:
    last = cells[-1]
    words = Words(
        title=_("%(name)s: 전망의 폭") % {"name": name},
        finding=_("%(year)s년에는 %(low)s명에서 %(high)s명 사이로 봅니다. 먼 해일수록 폭이 넓습니다.")
        % {"year": last.year, "low": f"{last.low:,}", "high": f"{last.high:,}"},
        unit=_("명"),
        unit_word=_("단위"),
    )
    series = [Series(_("인원"), [float(cell.people) for cell in cells])]
    band = Band(_("열에 여덟이 드는 폭"), [float(cell.low) for cell in cells], [float(cell.high) for cell in cells])
    return _both(words, lambda width, years: line_chart(words, years, series, band=band, width=width), cells)


def _both(words: Words, draw: Draw, cells: Cells) -> Chart:
    wide = draw(WIDE, [f"{cell.year}" for cell in cells])
    narrow = draw(NARROW, [f"’{cell.year % 100:02d}" for cell in cells])
    # SafeString: the chart engine escapes every text it is given and makes the markup itself.
    return Chart(words.title, words.finding, SafeString(wide), SafeString(narrow))


def _total(cells: list[YearCell]) -> YearTotal:
    return YearTotal(
        year=cells[0].year,
        people=sum(cell.people for cell in cells),
        low=sum(cell.low for cell in cells),
        high=sum(cell.high for cell in cells),
        known=sum(cell.known for cell in cells),
        estimated=sum(cell.estimated for cell in cells),
        seats=sum(cell.seats for cell in cells),
        sessions=sum(cell.sessions or 0 for cell in cells),
    )
