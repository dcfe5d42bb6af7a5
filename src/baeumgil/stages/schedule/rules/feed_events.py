"""달력 구독의 일정. Sessions as events of a calendar: one for each run of days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from baeumgil.core.glossary import label
from baeumgil.engines.calendar.feed import Event, EventStatus
from baeumgil.stages.schedule.rules.held_seats import HeldSeat
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState

DOMAIN = "schedule.baeumgil"
UNDATED = "[날짜 미정] "
CANCELLED = "[폐강] "


def events_of(
    row: SessionRow, changed_at: datetime, *, address: str = "", seat: HeldSeat | None = None
) -> tuple[Event, ...]:
    """One event for each run of days that follow each other; what lost its days tells those who were promised them.

    A `seat` of who reads it is told before the title, in the word for its state; until it is sure, so is the event.
    """
    if seat is not None:
        changed_at = max(changed_at, seat.changed_at)
    title = row.title if seat is None else f"[{label(seat.state)}] {row.title}"
    if row.state is SessionState.PLACED:
        told = Event(
            uid="",
            sequence=row.revision,
            first=date.min,
            last=date.min,
            summary=title,
            changed_at=changed_at,
            status=EventStatus.CONFIRMED if seat is None or seat.is_sure else EventStatus.TENTATIVE,
            location=row.room_name or row.place_text,
            description=_description(row),
            url=address,
            categories=(row.field_name,),
        )
        runs = enumerate(runs_of(row.dates), start=1)
        return tuple(replace(told, uid=_uid(row, place), first=first, last=last) for place, (first, last) in runs)
    if row.announced_on is None:
        return ()
    is_cancelled = row.state is SessionState.CANCELLED
    return (
        Event(
            uid=_uid(row, 1),
            sequence=row.revision,
            first=row.announced_on,
            last=row.announced_on,
            summary=f"{CANCELLED if is_cancelled else UNDATED}{title}",
            changed_at=changed_at,
            status=EventStatus.CANCELLED if is_cancelled else EventStatus.TENTATIVE,
            url=address,
            categories=(row.field_name,),
        ),
    )


def runs_of(dates: Sequence[date]) -> tuple[tuple[date, date], ...]:
    """First and last of each run of days without a gap."""
    runs: list[tuple[date, date]] = []
    for day in dates:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return tuple(runs)


def _uid(row: SessionRow, place: int) -> str:
    return f"session-{row.id}-{place}@{DOMAIN}"


def _description(row: SessionRow) -> str:
    teachers = ", ".join(f"{teacher.name}({label(teacher.role)})" for teacher in row.teachers)
    parts = [f"{row.field_name} · {label(row.kind)}", f"정원 {row.seats}명", f"강사 {teachers}" if teachers else ""]
    return "\n".join(part for part in parts if part)
