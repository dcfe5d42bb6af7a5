"""Parts of the selection pages: figures made ready to be shown, the drawing of where seats went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baeumgil.doors.web.office.choices import label_of
from baeumgil.engines.charts.bars import stacked_bar_chart
from baeumgil.engines.charts.values import Series, Words
from baeumgil.stages.enrolment.rules.own_result import OwnValue
from baeumgil.stages.enrolment.terms import Criterion, RefusalCode

WIDE, NARROW = 720, 360
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class SessionPart:
    """One session: seats, wishes, the last place that got a seat, as a share of everybody, and why others did not.

    With seats left over no line fell: neither place nor share says anything.
    """

    session: int
    name: str
    seats: int
    seated: int
    wishes: int
    last_place: int | None
    share: int | None
    refusals: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """Seats nobody got."""
        return max(0, self.seats - self.seated)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing for wide and for narrow screens."""

    wide: SafeString
    narrow: SafeString


def tier_rows(tiers: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Tiers with their names on the screen."""
    return [{**tier, "label": _tier(str(tier["name"]))} for tier in tiers]


def session_rows(sessions: Sequence[Mapping[str, Any]], applied: int) -> list[SessionPart]:
    """Sessions with where the line fell among everybody."""
    return [
        SessionPart(
            session=row["session"],
            name=row["name"],
            seats=row["seats"],
            seated=row["seated"],
            wishes=row["wishes"],
            last_place=row["last_place"],
            share=round(row["last_place"] * 100 / applied) if row["last_place"] and applied else None,
            refusals=tuple((label_of(RefusalCode(code)), count) for code, count in row["refusals"].items()),
        )
        for row in sessions
    ]


def session_bars(sessions: Sequence[Mapping[str, Any]]) -> Drawing | None:
    """Of the people who wished for each session: who got it, and who did not."""
    shown = [row for row in sessions if row["wishes"]][:MOST_BARS]
    if not shown:
        return None
    words = Words(
        title=_("기수별 희망과 선발"),
        finding=_("희망한 사람 가운데 그 기수에 자리를 받은 사람과 받지 못한 사람"),
        unit=_("명"),
        unit_word=_("단위"),
    )
    names = _short([str(row["name"]) for row in shown])
    series = [
        Series(_("받음"), [float(row["seated"]) for row in shown]),
        Series(_("못 받음"), [float(max(0, row["wishes"] - row["seated"])) for row in shown]),
    ]
    wide, narrow = (SafeString(stacked_bar_chart(words, names, series, width=width)) for width in (WIDE, NARROW))
    return Drawing(wide, narrow)


def _short(names: Sequence[str]) -> list[str]:
    """Names without the words all of them share, so that each fits beneath its bar; whole where nothing would stay."""
    shared = set.intersection(*(set(name.split()) for name in names))
    short = [" ".join(word for word in name.split() if word not in shared) for name in names]
    return short if all(short) else list(names)


def own_values(values: Sequence[OwnValue]) -> list[tuple[str, str]]:
    """Each criterion of the published order with what it said of the applicant, in words."""
    return [(label_of(each.criterion), _said(each)) for each in values]


def page_number(text: str | None) -> int:
    """`?page=`; the first when it cannot be read."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004  digits


def _said(own: OwnValue) -> str:
    if own.value is None:
        return _("없음")
    if isinstance(own.value, bool):
        return _("예") if own.value else _("아니요")
    match own.criterion:
        case Criterion.EARLIER_REFUSALS:
            return _("앞서 %(n)s번") % {"n": own.value}
        case Criterion.ARRIVAL:
            return _("%(n)s번째") % {"n": own.value}
        case Criterion.DRAW:
            return f"{own.value}…"
        case _:
            return _("%(n)s일") % {"n": own.value}


def _tier(name: str) -> str:
    if name in {criterion.value for criterion in Criterion}:
        return label_of(Criterion(name))
    return _("그 밖의 사람")
