"""근무 달력: a day declared off or worked after all, and times to avoid."""

from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.core.policies import value_on
from baeumgil.stages.plan.queries.institutes import institute_by_id
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import CalendarInvalid, DayNotFound
from baeumgil.stages.schedule.models import CalendarDay, Peak
from baeumgil.stages.schedule.queries.working_days import days_of
from baeumgil.stages.schedule.rules.working_days import PEAKS, check_day, check_peak, usual_peaks
from baeumgil.stages.schedule.services.races import one_wins
from baeumgil.stages.schedule.terms import DayKind, PeakKind


@action("schedule.declare_day")
def declare_day(*, actor: Actor, institute: int, on: date, kind: DayKind, name: str, basis: str = "") -> int:
    """Add a day off, or a day worked after all; the day. What is placed on it stays until people move it."""
    allow(may_edit_schedule(actor))
    _may_touch(actor, institute)
    (now,) = days_of(institute, on, on)
    problems = check_day(on=on, kind=kind, name=name, basis=basis, now=now)
    if problems:
        raise CalendarInvalid(problems)
    with one_wins():
        made = CalendarDay.objects.update_or_create(
            institute_id=institute,
            on=on,
            defaults={"kind": kind, "name": name.strip(), "basis": basis.strip(), "declared_at": clock.now()},
        )[0]
    record(f"근무 달력 {on} {name.strip()}", day=made.pk, institute=institute, on=on, kind=kind)
    return made.pk


@action("schedule.withdraw_day")
def withdraw_day(*, actor: Actor, day: int) -> None:
    """Take an added day out again; the public holidays speak for it."""
    allow(may_edit_schedule(actor))
    held = hold(CalendarDay, [day])
    if not held or not isinstance(held[0], CalendarDay):
        raise DayNotFound(day=day)
    found = held[0]
    _may_touch(actor, found.institute_id)
    found.delete()
    record(f"근무 달력에서 뺌 {found.on} {found.name}", day=day, institute=found.institute_id, on=found.on)


@action("schedule.save_peak")
def save_peak(
    *,
    actor: Actor,
    institute: int,
    kind: PeakKind,
    name: str,
    first: date,
    last: date,
    cost: int = 2,
    peak: int | None = None,
) -> int:
    """Add a time to avoid, or change one; the time."""
    allow(may_edit_schedule(actor))
    _may_touch(actor, institute)
    held = None if peak is None else _held_peak(peak)
    if held is not None and held.institute_id != institute:
        raise DayNotFound(peak=peak)
    problems = check_peak(name=name, first=first, last=last, cost=cost)
    if problems:
        raise CalendarInvalid(problems)
    saved = held or Peak(institute_id=institute)
    saved.kind, saved.name, saved.starts_on, saved.ends_on, saved.cost = kind, name.strip(), first, last, cost
    saved.save()
    record(f"피할 때 {name.strip()}", peak=saved.pk, institute=institute, kind=kind)
    return saved.pk


@action("schedule.remove_peak")
def remove_peak(*, actor: Actor, peak: int) -> None:
    """Take a time to avoid out."""
    allow(may_edit_schedule(actor))
    held = _held_peak(peak)
    _may_touch(actor, held.institute_id)
    held.delete()
    record(f"피할 때 지움 {held.name}", peak=peak, institute=held.institute_id)


@action("schedule.take_usual_peaks")
def take_usual_peaks(*, actor: Actor, institute: int, year: int) -> int:
    """Put in the policy's times to avoid of a year that are not there yet, by kind and first day; how many were new."""
    allow(may_edit_schedule(actor))
    _may_touch(actor, institute)
    wanted = usual_peaks(value_on(PEAKS, clock.today()), year)
    there = set(Peak.objects.filter(institute_id=institute).values_list("kind", "starts_on"))
    new = [span for span in wanted if (span.kind, span.starts_on) not in there]
    Peak.objects.bulk_create(
        Peak(
            institute_id=institute,
            kind=span.kind,
            name=span.name,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            cost=span.cost,
        )
        for span in new
    )
    record(f"늘 피하는 때 {year}", institute=institute, year=year, made=len(new))
    return len(new)


def _may_touch(actor: Actor, institute: int) -> None:
    allow(may_change(actor, is_example=institute_by_id(institute).is_example))


def _held_peak(peak: int) -> Peak:
    held = hold(Peak, [peak])
    if not held or not isinstance(held[0], Peak):
        raise DayNotFound(peak=peak)
    return held[0]
