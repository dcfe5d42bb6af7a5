"""The drawings of a plan, each in a wide and a narrow shape, with its finding in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baeumgil.engines.charts.bars import bar_chart, stacked_bar_chart
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.values import Series, Words
from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.rules.totals import TotalRow, Totals

WIDE, NARROW = 720, 360
MOST_PARTS = 6
"""As many fill patterns as there are; smaller parts are drawn together."""
Draw = Callable[[int, bool], str]


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for wide and one for narrow screens; only one of them is shown."""

    title: str
    finding: str
    wide: SafeString
    narrow: SafeString


def totals_charts(totals: Totals) -> list[Chart]:
    """People by area beside the year before, and people by month."""
    drawn = [area_chart(totals), month_chart(totals)]
    return [chart for chart in drawn if chart is not None]


def area_chart(totals: Totals) -> Chart | None:
    """연인원 by area, last year and this year as two stacked bars."""
    areas = totals.by_area or totals.by_field
    if not totals.total.now.people:
        return None
    parts = _largest(areas)
    top = max(areas, key=lambda row: row.now.people)
    words = Words(
        title=_("분야별 연인원"),
        finding=_area_finding(totals, top),
        unit=_("명"),
        unit_word=_("단위"),
    )
    years, series = [f"{totals.year}"], [Series(name, [float(now)]) for name, _before, now in parts]
    if totals.total.before.people:
        years = [f"{totals.year - 1}", *years]
        series = [Series(name, [float(before), float(now)]) for name, before, now in parts]

    def draw(width: int, _is_narrow: bool) -> str:  # noqa: FBT001  shared shape of drawings
        return stacked_bar_chart(words, years, series, width=width)

    return _both(words, draw)


def month_chart(totals: Totals) -> Chart | None:
    """연인원 of the sessions that begin in each month."""
    people = {row.month: row.people for row in totals.by_month if row.month is not None}
    if not any(people.values()):
        return None
    busiest = max(people, key=lambda month: people[month])
    words = Words(
        title=_("월별 연인원"),
        finding=_("%(month)d월에 시작하는 기수가 %(people)s명으로 가장 많습니다.")
        % {"month": busiest, "people": f"{people[busiest]:,}"},
        unit=_("명"),
        unit_word=_("단위"),
    )
    values = [float(people.get(month, 0)) for month in range(1, 13)]

    def draw(width: int, is_narrow: bool) -> str:  # noqa: FBT001  shared shape of drawings
        names = [f"{month}" if is_narrow else _("%(month)d월") % {"month": month} for month in range(1, 13)]
        return bar_chart(words, names, values, width=width)

    return _both(words, draw)


def years_chart(years: Sequence[YearFigure]) -> Chart | None:
    """계획과 실적. Planned and actual people year by year; actual above plan is normal."""
    known = [row for row in years if row.actual_people is not None]
    if len(years) < 2:  # noqa: PLR2004  one year is no line
        return None
    last = known[-1] if known else None
    finding = (
        _("%(year)s년에는 계획 %(planned)s명에 실적 %(actual)s명(%(rate)s)이었습니다.")
        % {
            "year": last.year,
            "planned": f"{last.planned_people:,}",
            "actual": f"{last.actual_people:,}",
            "rate": rate(last),
        }
        if last is not None
        else _("아직 실적이 없습니다.")
    )
    words = Words(title=_("연도별 계획과 실적"), finding=finding, unit=_("명"), unit_word=_("단위"))
    series = [Series(_("계획"), [float(row.planned_people) for row in years])]
    if known:
        series.append(
            Series(_("실적"), [None if row.actual_people is None else float(row.actual_people) for row in years])
        )

    def draw(width: int, is_narrow: bool) -> str:  # noqa: FBT001  shared shape of drawings
        names = [f"’{row.year % 100:02d}" if is_narrow else f"{row.year}" for row in years]
        return line_chart(words, names, series, width=width)

    return _both(words, draw)


def rate(row: YearFigure) -> str:
    """실적률 to one decimal, or nothing without an actual figure."""
    if row.actual_people is None or not row.planned_people:
        return ""
    return f"{row.actual_people * 100 / row.planned_people:.1f}%"


def signed(value: int) -> str:
    """`+3,809`, `−20`, `0`."""
    if value == 0:
        return "0"
    return f"+{value:,}" if value > 0 else f"−{-value:,}"


def _area_finding(totals: Totals, top: TotalRow) -> str:
    facts = {
        "name": top.label,
        "people": f"{top.now.people:,}",
        "total": f"{totals.total.now.people:,}",
        "change": signed(totals.total.change.people),
    }
    if not totals.total.before.people:
        return _("‘%(name)s’ 분야가 %(people)s명으로 가장 많습니다. 모두 %(total)s명입니다.") % facts
    return (
        _("‘%(name)s’ 분야가 %(people)s명으로 가장 많습니다. 모두 %(total)s명, 전년 대비 %(change)s명입니다.") % facts
    )


def _largest(rows: Sequence[TotalRow]) -> list[tuple[str, int, int]]:
    """Name, last year, this year; what is beyond the number of patterns is put together."""
    used = [row for row in rows if row.now.people or row.before.people]
    if len(used) <= MOST_PARTS:
        return [(row.label, row.before.people, row.now.people) for row in used]
    ordered = sorted(used, key=lambda row: row.now.people + row.before.people, reverse=True)
    kept = {row.key for row in ordered[: MOST_PARTS - 1]}
    parts = [(row.label, row.before.people, row.now.people) for row in used if row.key in kept]
    rest = [row for row in used if row.key not in kept]
    return [*parts, (_("그 밖"), sum(row.before.people for row in rest), sum(row.now.people for row in rest))]


def _both(words: Words, draw: Draw) -> Chart:
    # SafeString: the chart engine escapes every text it is given and makes the markup itself.
    return Chart(words.title, words.finding, SafeString(draw(WIDE, False)), SafeString(draw(NARROW, True)))
