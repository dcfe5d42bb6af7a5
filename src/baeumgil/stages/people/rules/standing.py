"""What somebody is to the city on a day, and since when without a break."""

from collections.abc import Sequence
from datetime import date, timedelta

from baeumgil.stages.people.rules.career import ServiceSpan
from baeumgil.stages.people.terms import PersonKind

DAY = timedelta(days=1)


def kind_on(kind: PersonKind, services: Sequence[ServiceSpan], on: date) -> PersonKind:
    """Official while a service lasts, candidate before the first, former afterwards.

    `kind` is what the person is today; candidates and guests are that on every day.
    """
    if kind in {PersonKind.CANDIDATE, PersonKind.GUEST} or not services:
        return kind
    if any(span.starts_on <= on and (span.ends_on is None or on <= span.ends_on) for span in services):
        return PersonKind.OFFICIAL
    return PersonKind.CANDIDATE if on < services[0].starts_on else PersonKind.FORMER


def serving_since(services: Sequence[ServiceSpan], on: date) -> date | None:
    """First day of the unbroken row of services that holds on a day: a change of authority is no new appointment.

    Before the first service its first day; between or after services the start of the last row begun.
    """
    if not services:
        return None
    begun = [span for span in services if span.starts_on <= on] or [services[0]]
    first = begun[-1]
    for span in reversed(begun[:-1]):
        if span.ends_on is None or span.ends_on + DAY != first.starts_on:
            break
        first = span
    return first.starts_on
