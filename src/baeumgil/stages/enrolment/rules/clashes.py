"""겹치는 일정. What somebody has on the days of a session: seats elsewhere, own teaching, leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baeumgil.stages.people.rules.career import AbsenceSpan
from baeumgil.stages.people.terms import AbsenceKind


class ClashKind(StrEnum):
    """What it is that takes the day."""

    BOOKING = "booking"
    TEACHING = "teaching"
    ABSENCE = "absence"


@dataclass(frozen=True, slots=True)
class Busy:
    """A day somebody is taken: by the session they have a seat in or teach."""

    on: date
    kind: ClashKind
    session: int
    name: str


@dataclass(frozen=True, slots=True)
class Clash:
    """겹치는 일정 하나. The days that collide, and with what; `absence` is set for leave."""

    kind: ClashKind
    dates: tuple[date, ...]
    name: str = ""
    absence: AbsenceKind | None = None


def clashes_with(
    session: int, dates: Collection[date], busy: Sequence[Busy], absences: Sequence[AbsenceSpan]
) -> tuple[Clash, ...]:
    """Everything that collides with a session on these days, in order of days. The session itself is no clash."""
    taken: dict[tuple[ClashKind, int, str], list[date]] = {}
    for day in sorted(busy, key=lambda day: (day.on, day.kind, day.session)):
        if day.on in dates and day.session != session:
            taken.setdefault((day.kind, day.session, day.name), []).append(day.on)
    found = [Clash(kind, tuple(dict.fromkeys(days)), name) for (kind, _session, name), days in taken.items()]
    for span in absences:
        days = sorted(on for on in dates if span.starts_on <= on and (span.ends_on is None or on <= span.ends_on))
        if days:
            found.append(Clash(ClashKind.ABSENCE, tuple(days), absence=span.kind))
    return tuple(sorted(found, key=lambda clash: (clash.dates, clash.kind, clash.name)))


def clashes_of_sessions(
    sessions: Mapping[int, Collection[date]], busy: Sequence[Busy], absences: Sequence[AbsenceSpan]
) -> Mapping[int, tuple[Clash, ...]]:
    """What collides with each of these sessions; those without a clash have an empty answer."""
    return {session: clashes_with(session, dates, busy, absences) for session, dates in sessions.items()}
