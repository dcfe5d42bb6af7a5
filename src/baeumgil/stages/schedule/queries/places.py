"""교육 장소와 강의실."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.access import may_see_calendar
from baeumgil.stages.schedule.errors import RoomNotFound
from baeumgil.stages.schedule.models import Room, RoomClosure, Site
from baeumgil.stages.schedule.terms import ClosureKind, RoomFeature, RoomKind


@dataclass(frozen=True, slots=True)
class SiteRow:
    """교육 장소."""

    id: int
    institute: int
    code: str
    name: str
    address: str
    order: int
    rooms: int


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """강의실을 쓰지 못하는 날, both ends included."""

    id: int
    room: int
    kind: ClosureKind
    starts_on: date
    ends_on: date
    note: str
    declared_at: datetime


@dataclass(frozen=True, slots=True)
class RoomRow:
    """강의실. `closures` are those that end today or later; `to_come` counts its sessions that do."""

    id: int
    institute: int
    site: int
    site_name: str
    code: str
    name: str
    kind: RoomKind
    seats: int
    features: tuple[RoomFeature, ...]
    note: str
    is_in_use: bool
    order: int
    closures: tuple[ClosureRow, ...]
    to_come: int


@dataclass(frozen=True, slots=True)
class RoomCard:
    """강의실 with every closure it ever had."""

    row: RoomRow
    past_closures: tuple[ClosureRow, ...]


def sites(*, actor: Actor, institute: int) -> tuple[SiteRow, ...]:
    """Buildings in their order; one statement."""
    _need(actor)
    return _sites(Q(institute_id=institute))


def site_row(*, actor: Actor, site: int) -> SiteRow:
    """One building. Raises `RoomNotFound`."""
    _need(actor)
    found = _sites(Q(pk=site))
    if not found:
        raise RoomNotFound(site=site)
    return found[0]


def rooms(*, actor: Actor, institute: int) -> tuple[RoomRow, ...]:
    """All rooms of an institute, those out of use too; two statements."""
    _need(actor)
    return _rows(Q(site__institute_id=institute))


def room_card(*, actor: Actor, room: int) -> RoomCard:
    """One room. Raises `RoomNotFound`."""
    _need(actor)
    found = _rows(Q(pk=room))
    if not found:
        raise RoomNotFound(room=room)
    past = RoomClosure.objects.filter(room_id=room, ends_on__lt=clock.today()).order_by("-starts_on", "-pk")
    return RoomCard(found[0], tuple(_closure(closure) for closure in past))


def _sites(wanted: Q) -> tuple[SiteRow, ...]:
    found = Site.objects.filter(wanted).annotate(count=Count("rooms")).order_by("order", "pk")
    return tuple(
        SiteRow(site.pk, site.institute_id, site.code, site.name, site.address, site.order, site.count)
        for site in found
    )


def _rows(wanted: Q) -> tuple[RoomRow, ...]:
    today = clock.today()
    to_come = Count("sessions", filter=Q(sessions__ends_on__gte=today))
    found = Room.objects.filter(wanted).select_related("site").annotate(to_come=to_come)
    ordered = list(found.order_by("site__order", "site_id", "order", "pk"))
    closures: dict[int, list[ClosureRow]] = defaultdict(list)
    open_ones = RoomClosure.objects.filter(room_id__in=[room.pk for room in ordered], ends_on__gte=today)
    for closure in open_ones.order_by("starts_on", "pk"):
        closures[closure.room_id].append(_closure(closure))
    return tuple(
        RoomRow(
            id=room.pk,
            institute=room.site.institute_id,
            site=room.site_id,
            site_name=room.site.name,
            code=room.code,
            name=room.name,
            kind=room.kind,
            seats=room.seats,
            features=tuple(feature for feature in RoomFeature if feature.value in room.features),
            note=room.note,
            is_in_use=room.is_in_use,
            order=room.order,
            closures=tuple(closures[room.pk]),
            to_come=room.to_come,
        )
        for room in ordered
    )


def _closure(row: RoomClosure) -> ClosureRow:
    return ClosureRow(row.pk, row.room_id, row.kind, row.starts_on, row.ends_on, row.note, row.declared_at)


def _need(actor: Actor) -> None:
    if not may_see_calendar(actor):
        raise NotAllowed
