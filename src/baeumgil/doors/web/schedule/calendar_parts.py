"""달력 그리기. Weeks, days and bars as templates draw them.

A bar is a run of a session's days within one week; what is written on it is made here, once, because a month holds
hundreds of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _

from baeumgil.core.said import ENGLISH_MONTHS
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.templatetags.dates import ENGLISH_DAYS, KOREAN_DAYS
from baeumgil.doors.web.templatetags.krds import screen_language
from baeumgil.stages.schedule.rules.rows import DayInfo, SessionRow
from baeumgil.stages.schedule.terms import SessionTie

WEEK = 7
TONES = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """한 기수의 한 주, until `last`. `session` and `revision` are 0 where it may not be dragged."""

    url: str
    last: date
    css: str
    when: str
    title: str
    small: str
    more: str
    is_pinned: bool
    is_continued: bool
    session: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """하루. `name` names a holiday; `count` is how many sessions are held."""

    iso: str
    number: int
    label: str
    css: str
    name: str
    peak: str
    count: int
    is_today: bool
    is_outside: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """한 주, Monday first. `is_bare`: none of its days has anything to read where days are a list."""

    number: int
    url: str
    days: tuple[Day, ...]
    is_bare: bool


@dataclass(frozen=True, slots=True)
class FieldMark:
    """분야의 색과 무늬."""

    name: str
    css: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Look:
    """How a calendar is drawn: for whom, from which day, with which colours."""

    today: date
    tones: Mapping[str, int]
    may_drag: bool = False
    month: int = 0
    notes: Mapping[date, str] | None = None
    ties: Mapping[int, tuple[StrEnum, ...]] | None = None
    query: str = ""
    fields: tuple[tuple[str, str], ...] = ()


def weeks_of(rows: Sequence[SessionRow], days: Iterable[DayInfo], look: Look) -> tuple[Week, ...]:
    """Whole weeks; `days` begin on a Monday and end on a Sunday. `look.month` greys out days of other months."""
    infos = list(days)
    bars, counts = _bars(rows, infos[0].on, infos[-1].on, look)
    found = []
    for start in range(0, len(infos), WEEK):
        chunk = infos[start : start + WEEK]
        number = chunk[0].on.isocalendar()
        url = reverse("web:schedule-week", args=[number.year, number.week]) + look.query
        week = tuple(_day(info, look, counts, bars) for info in chunk)
        found.append(Week(number.week, url, week, is_bare=all(map(_is_bare, week))))
    return tuple(found)


def whole_weeks(first: date, last: date) -> tuple[date, date]:
    """The Monday on or before, the Sunday on or after."""
    return first - timedelta(days=first.weekday()), last + timedelta(days=WEEK - 1 - last.weekday())


def field_marks(rows: Iterable[SessionRow], tones: Mapping[str, int]) -> tuple[FieldMark, ...]:
    """The legend: fields that are there, in official order."""
    counts: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}
    for row in rows:
        counts[row.field_code] += 1
        names[row.field_code] = row.field_name
    ordered = sorted(names, key=lambda code: (tones.get(code, len(tones)), code))
    return tuple(FieldMark(names[code], tone_class(code, tones), code, counts[code]) for code in ordered)


def tone_class(code: str, tones: Mapping[str, int]) -> str:
    """The class that gives a field its colour and pattern."""
    return f"bg-cal-t{tones.get(code, 0) % TONES}"


def short_day(day: date) -> str:
    """`3. 8.(월)`, or `8 Mar (Mon)`."""
    if screen_language() == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} ({ENGLISH_DAYS[day.weekday()]})"
    return f"{day.month}. {day.day}.({KOREAN_DAYS[day.weekday()]})"


def short_span(first: date, last: date) -> str:
    """`3. 8.(월)~3. 9.(화)`."""
    return short_day(first) if first == last else f"{short_day(first)}~{short_day(last)}"


def weekday_names() -> Sequence[str]:
    """Monday first."""
    return ENGLISH_DAYS if screen_language() == "en" else tuple(KOREAN_DAYS)


def runs_of(dates: Sequence[date], first: date, last: date) -> list[tuple[date, int]]:
    """First day and length of each run of days that follow each other within one week of the span."""
    runs: list[tuple[date, int]] = []
    for day in dates:
        if not first <= day <= last:
            continue
        if runs and day.weekday() and day == runs[-1][0] + timedelta(days=runs[-1][1]):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((day, 1))
    return runs


def _bars(
    rows: Sequence[SessionRow], first: date, last: date, look: Look
) -> tuple[Mapping[date, list[Bar]], Mapping[date, int]]:
    found: dict[date, list[Bar]] = defaultdict(list)
    counts: dict[date, int] = defaultdict(int)
    base = reverse("web:schedule-session", args=[0])[:-1]
    pinned = _("고정")
    for row in rows:
        for day in row.dates:
            counts[day] += 1
        tone = tone_class(row.field_code, look.tones)
        when = short_span(row.dates[0], row.dates[-1]) if row.dates else ""
        small = " · ".join(part for part in (_seat(row, look), row.room_name or row.place_text, row.field_name) if part)
        more = _more(row, look)
        is_pinned = row.is_date_pinned
        may_drag = look.may_drag and row.starts_on is not None and row.starts_on > look.today and not is_pinned
        for day, length in runs_of(row.dates, first, last):
            found[day].append(
                Bar(
                    url=f"{base}{row.id}",
                    last=day + timedelta(days=length - 1),
                    css=f"{tone} bg-cal-from-{day.isoweekday()} bg-cal-span-{length}",
                    when=when,
                    title=row.title,
                    small=small,
                    more=f"{more} · {pinned}" if more and is_pinned else more,
                    is_pinned=is_pinned,
                    is_continued=day != row.starts_on,
                    session=row.id if may_drag else 0,
                    revision=row.revision if may_drag else 0,
                )
            )
    return found, counts


def _seat(row: SessionRow, look: Look) -> str:
    """The state of an own seat, which no tie of the schedule's own names."""
    ties = (look.ties or {}).get(row.id, ())
    return ", ".join(label_of(tie) for tie in ties if not isinstance(tie, SessionTie))


def _more(row: SessionRow, look: Look) -> str:
    parts = [_("%(seats)s명") % {"seats": row.seats}, ", ".join(teacher.name for teacher in row.teachers)]
    if look.ties is not None:
        parts.insert(0, ", ".join(label_of(tie) for tie in look.ties.get(row.id, ())))
    return " · ".join(part for part in parts if part)


def _day(info: DayInfo, look: Look, counts: Mapping[date, int], bars: Mapping[date, list[Bar]]) -> Day:
    note = (look.notes or {}).get(info.on, "")
    found = bars.get(info.on, ())
    is_outside = bool(look.month) and info.on.month != look.month
    marks = [f"bg-cal-on-{info.on.isoweekday()}"]
    marks += ["bg-cal-off"] if not info.is_working else []
    marks += ["bg-cal-peak"] if info.peaks else []
    marks += ["bg-cal-outside"] if is_outside else []
    marks += ["bg-cal-reaching"] if is_outside and any(bar.last.month == look.month for bar in found) else []
    marks += ["bg-cal-today"] if info.on == look.today else []
    return Day(
        iso=info.on.isoformat(),
        number=info.on.day,
        label=short_day(info.on),
        css=" ".join(marks),
        name=" · ".join(part for part in (info.name, note) if part),
        peak=", ".join(info.peaks),
        count=counts.get(info.on, 0),
        is_today=info.on == look.today,
        is_outside=is_outside,
        bars=tuple(found),
    )


def _is_bare(day: Day) -> bool:
    """As the style sheet hides days on a phone: those of other months, and days off without a name."""
    if "bg-cal-reaching" in day.css:
        return False
    return day.is_outside or ("bg-cal-off" in day.css and not (day.bars or day.name or day.peak or day.is_today))
