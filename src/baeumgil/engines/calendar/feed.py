"""Calendars as iCalendar (RFC 5545): what calendar programs subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ZONE = "Asia/Seoul"
OFFSET = timedelta(hours=9)
REFRESH = timedelta(hours=1)
PRODUCT = "-//Baeumgil//Schedule//KO"


class EventStatus(StrEnum):
    """Whether people should come."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days, both ends included. `uid` stays the same for ever; `sequence` grows with every change."""

    uid: str
    sequence: int
    first: date
    last: date
    summary: str
    changed_at: datetime
    status: EventStatus = EventStatus.CONFIRMED
    location: str = ""
    description: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def calendar_text(name: str, events: Iterable[Event]) -> bytes:
    """The calendar, in the order of the events; the same events give the same bytes."""
    # slow to import, wanted by feeds alone
    from icalendar import Calendar, Timezone, TimezoneStandard
    from icalendar import Event as Component

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    zone, standard = Timezone(), TimezoneStandard()  # a calendar without events must hold some component
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1988, 10, 9))  # noqa: DTZ001  local time by definition
    standard.add("tzoffsetfrom", OFFSET)
    standard.add("tzoffsetto", OFFSET)
    standard.add("tzname", "KST")
    zone.add_component(standard)
    calendar.add_component(zone)
    for event in events:
        one = Component()
        one.add("uid", event.uid)
        one.add("sequence", event.sequence)
        one.add("dtstamp", event.changed_at)
        one.add("last-modified", event.changed_at)
        one.add("dtstart", event.first)
        one.add("dtend", event.last + timedelta(days=1))
        one.add("summary", event.summary)
        one.add("status", event.status.value)
        one.add("transp", "OPAQUE" if event.status is EventStatus.CONFIRMED else "TRANSPARENT")
        if event.location:
            one.add("location", event.location)
        if event.description:
            one.add("description", event.description)
        if event.url:
            one.add("url", event.url)
        if event.categories:
            one.add("categories", list(event.categories))
        calendar.add_component(one)
    text: bytes = calendar.to_ical()
    return text
