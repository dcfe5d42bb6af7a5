"""공개한 일정과 우리 일정: a published year and a solved one side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.values import Series, Words
from baeumgil.stages.schedule.queries.comparison import Compared, ComparedSession, comparison
from baeumgil.stages.schedule.rules.year_figures import YearFigures

WIDE, NARROW = 720, 360
HIGHEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both years, as words. `is_better` is None where neither is."""

    name: str
    published: str
    ours: str
    hint: str = ""
    is_better: bool | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for wide and one for narrow screens."""

    title: str
    finding: str
    wide: SafeString
    narrow: SafeString


@require_GET
def show(request: PageRequest, year_id: int) -> HttpResponse:
    """Both years: figures, months, and every session's days; `run` picks what ours is, `only=broken` narrows."""
    found = comparison(actor=request.actor, year=year_id, run=_number(request.GET.get("run")))
    only_broken = request.GET.get("only") == "broken"
    context = {
        "found": found,
        "figures": figures(found),
        "chart": month_chart(found),
        "sessions": _sessions(found.sessions, only_broken=only_broken),
        "only_broken": only_broken,
        "broken": sum(bool(session.broken) for session in found.sessions),
    }
    return page(request, "schedule/comparison/show.html", context)


def figures(found: Compared) -> list[Figure]:
    """What stands beside each other: conflicts, peaks, evenness, wishes."""
    before, after = found.published, found.ours
    return [
        _count(_("날짜를 견준 기수"), before.placed, after.placed),
        _less(
            _("쉬는 날에 걸린 기수"),
            len(before.broken),
            len(after.broken),
            _("공휴일, 대체·임시공휴일, 주말에 열리는 기수"),
        ),
        _less(
            _("강의실이 모자란 날"),
            len(before.roomless),
            len(after.roomless),
            _("강의실을 어떻게 나누어도 자리가 없는 기수가 있는 날"),
        ),
        _less(_("같은 사람이 겹치는 기수 쌍"), len(before.together), len(after.together)),
        _less(_("순서가 어긋난 기수 쌍"), len(before.out_of_order), len(after.out_of_order)),
        _less(_("하루에 함께 여는 기수, 가장 많을 때"), before.peak, after.peak, _("강의실 %d곳") % found.rooms),
        _less(
            _("가장 바쁜 달"),
            before.busiest_percent,
            after.busiest_percent,
            _("달 평균을 100으로 본 가장 바쁜 달의 교육일"),
            unit="%",
        ),
        _less(
            _("달마다 고르지 않음"),
            before.unevenness_percent,
            after.unevenness_percent,
            _("달 평균에서 벗어난 교육일의 몫"),
            unit="%",
        ),
        _more(
            _("바라는 때에 여는 기수"),
            _percent(before.in_wish, before.wished),
            _percent(after.in_wish, after.wished),
            _("인사이동 뒤 3월과 9월처럼 과정마다 바라는 때"),
        ),
        _less(_("피할 때에 걸린 교육일"), before.avoided_days, after.avoided_days, _("인사이동 철과 연말")),
    ]


def month_chart(found: Compared) -> Chart | None:
    """Session days by month, both years."""
    if not found.published.session_days and not found.ours.session_days:
        return None
    words = Words(
        title=_("달마다 교육일"), finding=_finding(found.published, found.ours), unit=_("일"), unit_word=_("단위")
    )
    series = [
        Series(_("공개한 일정"), [float(month.session_days) for month in found.published.months]),
        Series(_("우리 일정"), [float(month.session_days) for month in found.ours.months]),
    ]
    names = [_("%(month)d월") % {"month": month.month} for month in found.ours.months]
    short = [f"{month.month}" for month in found.ours.months]
    return Chart(
        words.title,
        words.finding,
        SafeString(line_chart(words, names, series, width=WIDE)),
        SafeString(line_chart(words, short, series, width=NARROW)),
    )


def _finding(before: YearFigures, after: YearFigures) -> str:
    return _("가장 바쁜 달은 달 평균의 %(before)d%%에서 %(after)d%%가 됩니다.") % {
        "before": before.busiest_percent,
        "after": after.busiest_percent,
    }


def _sessions(sessions: Sequence[ComparedSession], *, only_broken: bool) -> list[ComparedSession]:
    return [session for session in sessions if session.broken or not only_broken]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _count(name: str, published: int, ours: int) -> Figure:
    return Figure(name, f"{published:,}", f"{ours:,}")


def _less(name: str, published: int, ours: int, hint: str = "", *, unit: str = "") -> Figure:
    better = None if published == ours else ours < published
    return Figure(name, f"{published:,}{unit}", f"{ours:,}{unit}", hint, better)


def _more(name: str, published: int, ours: int, hint: str = "") -> Figure:
    better = None if published == ours else ours > published
    return Figure(name, f"{published}%", f"{ours}%", hint, better)


def _number(text: str | None) -> int | None:
    if text is None or not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:30]), HIGHEST_NUMBER)
