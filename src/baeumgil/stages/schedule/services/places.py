"""교육 장소와 강의실: set up, changed, closed for a while."""

from collections.abc import Collection
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.plan.queries.institutes import institute_by_id
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import PlaceInvalid, RoomNotFound
from baeumgil.stages.schedule.models import CourseSession, Room, RoomClosure, Site
from baeumgil.stages.schedule.rules.places import CLOSURE_NOTE, check_length, check_room, check_site
from baeumgil.stages.schedule.rules.working_days import check_span
from baeumgil.stages.schedule.services.races import one_wins
from baeumgil.stages.schedule.terms import ClosureKind, RoomFeature, RoomKind


@action("schedule.save_site")
def save_site(
    *,
    actor: Actor,
    institute: int,
    code: str,
    name: str,
    address: str = "",
    order: int = 0,
    site: int | None = None,
) -> int:
    """Set up a building, or change one; the building."""
    allow(may_edit_schedule(actor))
    _may_touch(actor, institute)
    held = None if site is None else _held_site(site)
    if held is not None and held.institute_id != institute:
        raise RoomNotFound(site=site)
    others = set(Site.objects.filter(institute_id=institute).exclude(pk=site or 0).values_list("code", flat=True))
    problems = check_site(code=code, name=name, address=address, order=order, others=others)
    if problems:
        raise PlaceInvalid(problems)
    saved = held or Site(institute_id=institute)
    saved.code, saved.name, saved.address, saved.order = code.strip(), name.strip(), address.strip(), order
    with one_wins():
        saved.save()
    record(f"교육 장소 {saved.name}", site=saved.pk, institute=institute)
    return saved.pk


@action("schedule.save_room")
def save_room(
    *,
    actor: Actor,
    site: int,
    code: str,
    name: str,
    kind: RoomKind,
    seats: int,
    features: Collection[RoomFeature] = (),
    note: str = "",
    is_in_use: bool = True,
    order: int = 0,
    room: int | None = None,
) -> int:
    """Set up a room, or change one; the room. One with sessions to come stays in use."""
    allow(may_edit_schedule(actor))
    building = _held_site(site)
    _may_touch(actor, building.institute_id)
    held = None if room is None else _held_room(room)
    if held is not None and held.site.institute_id != building.institute_id:
        raise RoomNotFound(room=room)
    others = set(Room.objects.filter(site_id=site).exclude(pk=room or 0).values_list("code", flat=True))
    to_come = 0 if held is None or is_in_use else _to_come(held.pk)
    problems = check_room(code=code, name=name, seats=seats, note=note, order=order, others=others, to_come=to_come)
    if problems:
        raise PlaceInvalid(problems)
    saved = held or Room()
    saved.site_id, saved.code, saved.name, saved.kind, saved.seats = site, code.strip(), name.strip(), kind, seats
    saved.features = [feature.value for feature in RoomFeature if feature in features]
    saved.note, saved.is_in_use, saved.order = note.strip(), is_in_use, order
    with one_wins():
        saved.save()
    record(f"강의실 {saved.name}", room=saved.pk, site=site, seats=seats)
    return saved.pk


@action("schedule.close_room")
def close_room(*, actor: Actor, room: int, kind: ClosureKind, first: date, last: date, note: str = "") -> int:
    """Say that a room cannot be used; the closure. What is placed there stays until people move it."""
    allow(may_edit_schedule(actor))
    held = _held_room(room)
    _may_touch(actor, held.site.institute_id)
    problems = [*check_span(first, last), *check_length(note, "note", CLOSURE_NOTE)]
    if problems:
        raise PlaceInvalid(problems)
    made = RoomClosure.objects.create(
        room=held, kind=kind, starts_on=first, ends_on=last, note=note.strip(), declared_at=clock.now()
    )
    record(f"강의실 사용 불가 {held.name}", closure=made.pk, room=room, kind=kind, first=first, last=last)
    return made.pk


@action("schedule.reopen_room")
def reopen_room(*, actor: Actor, closure: int) -> None:
    """Take a closure back; the room may be used again on those days."""
    allow(may_edit_schedule(actor))
    held = hold(RoomClosure, [closure])
    if not held or not isinstance(held[0], RoomClosure):
        raise RoomNotFound(closure=closure)
    found = held[0]
    _may_touch(actor, found.room.site.institute_id)
    found.delete()
    record(f"강의실 다시 사용 {found.room.name}", closure=closure, room=found.room_id)


def _may_touch(actor: Actor, institute: int) -> None:
    allow(may_change(actor, is_example=institute_by_id(institute).is_example))


def _held_site(site: int) -> Site:
    held = hold(Site, [site])
    if not held or not isinstance(held[0], Site):
        raise RoomNotFound(site=site)
    return held[0]


def _held_room(room: int) -> Room:
    held = hold(Room, [room])
    if not held or not isinstance(held[0], Room):
        raise RoomNotFound(room=room)
    return held[0]


def _to_come(room: int) -> int:
    return CourseSession.objects.filter(room_id=room, ends_on__gte=clock.today()).count()
