"""What the calendar pages share: which year and institute, the tabs between them, ways back and forth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.schedule.calendar_parts import Look
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.fields import field_rows
from baeumgil.stages.plan.queries.institutes import InstituteRow, institute_by_code, own_institute
from baeumgil.stages.schedule.access import may_edit_schedule
from baeumgil.stages.schedule.queries.ties import own_unit
from baeumgil.stages.schedule.rules.rows import YearRow

FIRST_YEAR, LAST_YEAR = 2000, 2100
OVERSEERS = (Role.LIAISON, Role.HEAD)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose calendar, narrowed to which field. `query` carries both to the next page."""

    institute: InstituteRow | None
    field: str
    query: str

    @property
    def id(self) -> int | None:
        """The institute's number."""
        return self.institute.id if self.institute is not None else None


def place_of(request: PageRequest) -> Place:
    """From the address: our own institute unless another is named."""
    code = request.GET.get("institute", "")[:40]
    field = request.GET.get("field", "")[:40].replace("\x00", "")  # PostgreSQL refuses the letter nought
    institute = institute_by_code(code) if code else _own()
    asked = {name: value for name, value in (("institute", code), ("field", field)) if value}
    return Place(institute, field, f"?{urlencode(asked)}" if asked else "")


def look_of(request: PageRequest, place: Place, *, month: int = 0) -> Look:
    """How the calendar is drawn for who asks."""
    tones: dict[str, int] = {}
    fields: tuple[tuple[str, str], ...] = ()
    if place.institute is not None:
        rows = field_rows(place.institute.id).values()
        areas = {row.area_code for row in rows if row.area_code != row.code}
        fields = tuple((row.code, row.name) for row in rows if row.code and row.code not in areas)
        tones = {row.code: number for number, row in enumerate(row for row in rows if row.code)}
    is_ours = place.institute is not None and not place.institute.is_example
    return Look(
        today=clock.today(),
        tones=tones,
        may_drag=is_ours and may_edit_schedule(request.actor),
        month=month,
        query=place.query,
        fields=fields,
    )


def tabs_of(actor: Actor, current: str, on: date, query: str = "") -> Sequence[Tab]:
    """Between the calendars, on about the same day."""
    week = on.isocalendar()
    found = [
        Tab(_("연"), f"{reverse('web:schedule')}{_joined(query, year=on.year)}", current == "year"),
        Tab(_("월"), reverse("web:schedule-month", args=[on.year, on.month]) + query, current == "month"),
        Tab(_("주"), reverse("web:schedule-week", args=[week.year, week.week]) + query, current == "week"),
    ]
    if actor.person is not None:
        asked = f"?month={on:%Y-%m}"
        found.append(Tab(_("내 일정"), reverse("web:schedule-mine") + asked, current == "mine"))
        found.append(Tab(_("우리 부서"), reverse("web:schedule-own-unit") + asked, current == "unit"))
    if current in {"room", "instructor"}:
        label = _("강의실") if current == "room" else _("강사")
        found.append(Tab(label, "", is_current=True))
    found.append(Tab(_("달력 구독"), reverse("web:schedule-feeds"), current == "feeds"))
    return found


def month_asked(request: PageRequest) -> date:
    """`?month=2027-03`; this month when it cannot be read."""
    text = request.GET.get("month", "")
    try:
        year, month = (int(part) for part in text.split("-", 1))
        return first_of(year, month)
    except (ValueError, Http404):
        return clock.today().replace(day=1)


def first_of(year: int, month: int) -> date:
    """The first day of a month. Raises 404 for none that people use."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:  # noqa: PLR2004  months
        raise Http404
    return date(year, month, 1)


def last_of(first: date) -> date:
    """The last day of the month."""
    return add_months(first, 1) - timedelta(days=1)


def year_asked(request: PageRequest, years: Sequence[YearRow], institute: int | None) -> int:
    """`?year=`; else this year if its calendar is open, else the newest that is, else this year."""
    text = request.GET.get("year", "")
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR and len(text) == 4:  # noqa: PLR2004
        return int(text)
    today = clock.today().year
    known = [row.year for row in years if row.institute == institute]
    return today if today in known or not known else max(known)


def unit_of(actor: Actor) -> int | None:
    """The unit somebody belongs to today; for who oversees but is no person, the first one they oversee."""
    if actor.person is not None:
        return own_unit(actor.person)
    return next(iter(sorted(actor.units(*OVERSEERS) or ())), None)


def address_of_name(name: str, *args: object) -> str:
    """The address of a page, empty where that page does not exist."""
    try:
        return reverse(f"web:{name}", args=args)
    except NoReverseMatch:
        return ""


def _joined(query: str, **more: int) -> str:
    return f"{query}&{urlencode(more)}" if query else f"?{urlencode(more)}"


def _own() -> InstituteRow | None:
    try:
        return own_institute()
    except InstituteNotFound:
        return None
