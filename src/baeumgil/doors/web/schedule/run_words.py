"""편성 계산의 말과 그림: how good a plan is and how sure that is, said as it is."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.doors.web.plan.totals_charts import NARROW, WIDE, Chart
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.values import Series, Words
from baeumgil.stages.schedule.queries.runs import ProgressPoint, RunRow

PHASES: Mapping[str, Promise] = {
    "construct": gettext_lazy("첫 편성 짓기"),
    "anneal": gettext_lazy("편성 다듬기"),
    "bound": gettext_lazy("아래 한계 증명하기"),
    "exact": gettext_lazy("가장 좋은 편성 증명하기"),
    "window": gettext_lazy("몇 주씩 다듬기"),
    "repair": gettext_lazy("가장 적게 옮기는 길 찾기"),
    "explain": gettext_lazy("자리 없는 까닭 찾기"),
}
MOST_DRAWN = 12


def phase_words(phase: str) -> str:
    """What the solver is doing."""
    return str(PHASES.get(phase, phase))


def quality(row: RunRow) -> str:
    """One honest sentence: the word for the best is only used with a proof."""
    if row.cost is None:
        return _("아직 찾은 편성이 없습니다.")
    facts = {"cost": f"{row.cost:,}", "bound": f"{row.bound or 0:,}", "gap": f"{(row.gap_permille or 0) / 10:.1f}"}
    if row.is_optimal:
        return _("비용 %(cost)s점. 이보다 비용이 적은 편성은 없음이 증명되었습니다.") % facts
    if row.bound is None:
        return _("비용 %(cost)s점. 증명된 아래 한계가 없어 얼마나 더 좋아질 수 있는지 모릅니다.") % facts
    return (
        _(
            "비용 %(cost)s점, 증명된 아래 한계 %(bound)s점. "
            "더 좋은 편성이 있더라도 비용이 %(gap)s%% 넘게 줄지는 않습니다."
        )
        % facts
    )


def progress_chart(row: RunRow, progress: Sequence[ProgressPoint]) -> Chart | None:
    """Cost and bound over time, coming towards each other; nothing before there is a cost."""
    known = [point for point in progress if point.cost is not None]
    if len(known) < 2:  # noqa: PLR2004  a line has two ends
        return None
    words = Words(title=_("비용과 아래 한계"), finding=quality(row), unit=_("점"), unit_word=_("단위"))

    def draw(most: int, width: int) -> SafeString:
        points = _some(known, most)
        names = [_("%(n)s초") % {"n": f"{point.seconds:.0f}"} for point in points]
        series = [Series(_("비용"), [_number(point.cost) for point in points])]
        if any(point.bound is not None for point in points):
            series.append(Series(_("아래 한계"), [_number(point.bound) for point in points]))
        # SafeString: the chart engine escapes every text it is given and makes the markup itself.
        return SafeString(line_chart(words, names, series, width=width, height=280))

    return Chart(words.title, words.finding, draw(MOST_DRAWN, WIDE), draw(MOST_DRAWN // 2, NARROW))


def _number(value: int | None) -> float | None:
    return None if value is None else float(value)


def _some(points: Sequence[ProgressPoint], most: int) -> list[ProgressPoint]:
    """Evenly spread over time, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    first, last = points[0].seconds, points[-1].seconds
    wanted = [first + (last - first) * step / (most - 1) for step in range(most)]
    chosen = {max((at for at, point in enumerate(points) if point.seconds <= moment), default=0) for moment in wanted}
    return [points[at] for at in sorted(chosen | {len(points) - 1})]
