"""The drawings of the needs pages, each in a wide and a narrow shape, with its finding in a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baeumgil.engines.charts import Series, Words, bar_chart, line_chart
from baeumgil.stages.plan.rules.book import SurveyResult
from baeumgil.stages.plan.rules.needs_values import CourseNeeds, FieldNeeds

WIDE, NARROW = 720, 360
MOST_FIELDS, MOST_NARROW = 8, 4
LETTERS = 15  # a letter of the axis needs so many units of a drawing's width


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for wide and one for narrow screens; only one of them is shown."""

    title: str
    finding: str
    wide: SafeString
    narrow: SafeString


def competition_chart(fields: Sequence[FieldNeeds]) -> Chart | None:
    """Applications for each hundred seats, field by field; None when no applications are known."""
    known = sorted((one for one in fields if one.result_seats), key=lambda one: -(one.competition or 0))[:MOST_FIELDS]
    if not known:
        return None
    most = known[0]
    words = Words(
        title=_("좌석 100석에 들어온 신청"),
        finding=_("‘%(field)s’ 분야가 100석에 %(number)s명으로 가장 많이 신청했습니다.")
        % {"field": most.field.name, "number": f"{(most.competition or 0) * 100:,.0f}"},
        unit=_("명"),
        unit_word=_("단위"),
    )
    values = [round((one.competition or 0) * 100) for one in known]
    return _bars(words, [one.field.name for one in known], values)


def course_chart(needs: CourseNeeds) -> Chart | None:
    """Planned seats, applications and completions over the years; None before there are any."""
    planned = {one.year: one.seats for one in needs.plans}
    results = {one.year: one for one in needs.results}
    years = sorted(planned | results)
    if not years:
        return None
    words = Words(
        title=_("해마다 계획 좌석, 신청, 수료"),
        finding=_finding(needs),
        unit=_("명"),
        unit_word=_("단위"),
    )
    applied = [None if year not in results else results[year].applied for year in years]
    completed = [None if year not in results else results[year].completed for year in years]
    series = [
        Series(_("계획"), [planned.get(year) for year in years]),
        Series(_("신청"), applied),
        Series(_("수료"), completed),
    ]
    shown = [one for one in series if any(value is not None for value in one.values)]
    names = {WIDE: [f"{year}" for year in years], NARROW: [f"’{year % 100:02d}" for year in years]}
    return _both(words, lambda width, _count: line_chart(words, names[width], shown, width=width), len(years))


def survey_chart(result: SurveyResult) -> Chart | None:
    """Shares of topics in per cent, the largest first; None when nothing may be shown."""
    known = sorted(
        ((one.topic, one.share_permille) for one in result.figures if one.share_permille is not None),
        key=lambda pair: -pair[1],
    )[:MOST_FIELDS]
    if not known:
        return None
    words = Words(
        title=_("고른 항목"),
        finding=_("‘%(topic)s’을(를) 고른 사람이 %(share)s%%로 가장 많습니다.")
        % {"topic": known[0][0], "share": f"{known[0][1] / 10:.1f}"},
        unit="%",
        unit_word=_("단위"),
    )
    return _bars(words, [topic for topic, _share in known], [share / 10 for _topic, share in known])


def short(name: str, room: float) -> str:
    """A name that fits into so much width below a bar; the table beside the drawing says it whole."""
    letters = max(3, int(room / LETTERS))
    return name if len(name) <= letters else f"{name[: letters - 1]}…"


def _bars(words: Words, names: Sequence[str], values: Sequence[float]) -> Chart:
    def draw(width: int, count: int) -> str:
        fitting = [short(name, (width - 60) / count) for name in names[:count]]
        return bar_chart(words, fitting, values[:count], width=width)

    return _both(words, draw, len(names))


def _finding(needs: CourseNeeds) -> str:
    result = needs.result
    if result is None or result.competition is None:
        return _("신청 자료가 있는 해가 없습니다.")
    return _("%(year)s년에는 좌석 %(seats)s석에 %(applied)s명이 신청했습니다(%(ratio)s배).") % {
        "year": result.year,
        "seats": f"{result.seats:,}",
        "applied": f"{result.applied or 0:,}",
        "ratio": f"{result.competition:.2f}",
    }


def _both(words: Words, draw: Callable[[int, int], str], count: int) -> Chart:
    # SafeString: the chart engine escapes every text it is given and makes the markup itself.
    wide, narrow = SafeString(draw(WIDE, count)), SafeString(draw(NARROW, min(count, MOST_NARROW)))
    return Chart(words.title, words.finding, wide, narrow)
