"""달력 구독: opened, revoked, used."""

import secrets
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.queries.organisation import unit_on
from baeumgil.stages.schedule.access import may_have_feed
from baeumgil.stages.schedule.errors import (
    FeedNotFound,
    InstructorNotFound,
    RoomNotFound,
    SessionInvalid,
)
from baeumgil.stages.schedule.models import Feed, Instructor, Room
from baeumgil.stages.schedule.queries.calendars import may_see_unit
from baeumgil.stages.schedule.queries.feeds import FeedStamp, hash_of
from baeumgil.stages.schedule.terms import FeedKind

MOST_FEEDS = 20
LONGEST_NAME = 120
OWN_NAMES = {FeedKind.INSTITUTE: "교육일정 전체", FeedKind.MINE: "내 교육일정"}


@dataclass(frozen=True, slots=True)
class OpenedFeed:
    """A new feed. `token` is shown once: only its hash is kept."""

    id: int
    token: str


@action("schedule.open_feed")
def open_feed(*, actor: Actor, kind: FeedKind, subject: int | None = None, name: str = "") -> OpenedFeed:
    """Open a feed of the whole institute, of one's own sessions, of a room, an instructor or a unit.

    Raises `SessionInvalid` when there are too many already, `NotFound` for a subject that is not there or not seen.
    """
    account = actor.account or 0
    allow(may_have_feed(actor))
    known = _name_of(actor, kind, subject or 0)
    if Feed.objects.filter(account_id=account, revoked_at=None).count() >= MOST_FEEDS:
        text = Said(f"구독 주소가 이미 {MOST_FEEDS}개입니다.", f"There are {MOST_FEEDS} feeds already.")
        raise SessionInvalid(
            [
                Problem(
                    "too_many",
                    text,
                    Said("쓰지 않는 것을 먼저 거두세요.", "Revoke those that are not used first."),
                    field="kind",
                )
            ]
        )
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(
        account_id=account,
        kind=kind,
        subject=None if kind in OWN_NAMES else subject,
        name=(name.strip() or known)[:LONGEST_NAME],
        token_hash=hash_of(token),
        created_at=clock.now(),
    )
    record(str(feed.pk), feed=feed.pk, kind=kind.value)
    return OpenedFeed(feed.pk, token)


@action("schedule.revoke_feed")
def revoke_feed(*, actor: Actor, feed: int) -> None:
    """Take a feed of one's own back: its address works no longer. Raises `FeedNotFound`."""
    allow(may_have_feed(actor))
    rows = hold(Feed, [feed])
    found = rows[0] if rows else None
    if not isinstance(found, Feed) or found.account_id != actor.account or found.revoked_at is not None:
        raise FeedNotFound(feed=feed)
    Feed.objects.filter(pk=feed).update(revoked_at=clock.now())
    record(str(feed), feed=feed)


def note_use(stamp: FeedStamp) -> None:
    """Note that a feed was read today; at most once a day."""
    today = clock.today()
    if stamp.last_used_on != today:
        Feed.objects.filter(pk=stamp.id).update(last_used_on=today)


def _name_of(actor: Actor, kind: FeedKind, subject: int) -> str:
    match kind:
        case FeedKind.INSTITUTE | FeedKind.MINE:
            return OWN_NAMES[kind]
        case FeedKind.ROOM:
            found = Room.objects.filter(pk=subject).values_list("name", flat=True).first()
            if found is None:
                raise RoomNotFound(room=subject)
            return found
        case FeedKind.INSTRUCTOR:
            found = Instructor.objects.filter(pk=subject).values_list("name", flat=True).first()
            if found is None:
                raise InstructorNotFound(instructor=subject)
            return f"{found} 강사"
        case FeedKind.UNIT:
            if not may_see_unit(actor, subject):
                raise UnitNotFound(unit=subject)
            return unit_on(subject, clock.today()).name
