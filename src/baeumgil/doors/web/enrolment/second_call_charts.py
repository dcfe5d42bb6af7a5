"""What more sessions would clear, drawn: by call, and over all calls."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baeumgil.engines.charts.bars import stacked_bar_chart
from baeumgil.engines.charts.lines import line_chart
from baeumgil.engines.charts.values import Series, Words
from baeumgil.stages.enrolment.queries.second_calls import ExtraSessions, SecondCallNeed

WIDE, NARROW = 720, 360
MOST_BARS, MOST_NARROW = 12, 6


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing for wide and one for narrow screens; only one of them is shown."""

    title: str
    finding: str
    wide: SafeString
    narrow: SafeString


def clearing_chart(need: SecondCallNeed) -> Chart | None:
    """Who would be seated by so many more sessions, by tier."""
    if not need.curve:
        return None
    words = Words(
        title=_("기수를 더 열면 자리를 얻는 대기자"), finding=clearing_finding(need), unit=_("명"), unit_word=_("단위")
    )

    def draw(width: int, most: int) -> str:
        points = need.curve[:most]
        series = [
            Series(_("반드시 들어야 하는 사람"), [float(point.mandatory) for point in points]),
            Series(_("들은 적 없는 사람"), [float(point.never_attended) for point in points]),
            Series(_("그 밖"), [float(point.others) for point in points]),
        ]
        return stacked_bar_chart(words, [f"+{point.sessions}" for point in points], series, width=width)

    return _both(words, draw)


def clearing_finding(need: SecondCallNeed) -> str:
    """The finding in a sentence."""
    last = need.curve[-1]
    facts = {"waiting": need.waiting, "sessions": last.sessions, "size": need.size, "left": last.left}
    if last.left:
        text = _("정원 %(size)s명인 기수를 %(sessions)s개 더 열어도 대기자 %(waiting)s명 가운데 %(left)s명이 남습니다.")
        return text % facts
    return _("정원 %(size)s명인 기수를 %(sessions)s개 더 열면 기다리는 %(waiting)s명 모두 자리를 얻습니다.") % facts


def extra_chart(found: ExtraSessions) -> Chart | None:
    """How many would have a seat by the number of sessions added over all calls, the best first."""
    if not found.steps:
        return None
    last = found.steps[-1]
    facts = {"sessions": last.number, "seated": last.seated, "waiting": found.waiting}
    words = Words(
        title=_("더 여는 기수와 자리를 얻는 사람"),
        finding=_("기수 %(sessions)s개를 이 차례로 열면 기다리는 %(waiting)s명 가운데 %(seated)s명이 자리를 얻습니다.")
        % facts,
        unit=_("명"),
        unit_word=_("단위"),
    )

    def draw(width: int, most: int) -> str:
        steps = [
            step for step in found.steps if step.number == last.number or not step.number % _every(last.number, most)
        ]
        series = [Series(_("자리를 얻는 사람"), [float(step.seated) for step in steps])]
        return line_chart(words, [str(step.number) for step in steps], series, width=width)

    return _both(words, draw)


def _every(count: int, most: int) -> int:
    return -(-count // most)


def _both(words: Words, draw: Callable[[int, int], str]) -> Chart:
    # SafeString: the chart engine escapes every text it is given and makes the markup itself.
    wide, narrow = SafeString(draw(WIDE, MOST_BARS)), SafeString(draw(NARROW, MOST_NARROW))
    return Chart(words.title, words.finding, wide, narrow)
