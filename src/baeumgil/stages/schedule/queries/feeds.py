"""달력 구독: one's own feeds, and what a feed says to the calendar program that asks."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, Sum

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.calendar.feed import Event
from baeumgil.stages.people.errors import AccountNotFound
from baeumgil.stages.people.queries.actors import actor_of
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.schedule.access import may_have_feed
from baeumgil.stages.schedule.errors import FeedNotFound
from baeumgil.stages.schedule.models import CourseSession, Feed
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.queries.ties import Ties, own_ties, unit_ties
from baeumgil.stages.schedule.rules.feed_events import events_of
from baeumgil.stages.schedule.rules.held_seats import HeldSeat, OwnSeats
from baeumgil.stages.schedule.terms import FeedKind, SessionState

BACK = timedelta(days=120)
AHEAD = timedelta(days=550)


@dataclass(frozen=True, slots=True)
class FeedRow:
    """달력 구독. Its address was shown once and is not kept."""

    id: int
    kind: FeedKind
    name: str
    created_at: datetime
    last_used_on: date | None


@dataclass(frozen=True, slots=True)
class FeedStamp:
    """What a feed would say, told apart by its mark alone; `chosen` are its sessions, `seats` who reads it holds."""

    id: int
    name: str
    mark: str
    changed_at: datetime
    last_used_on: date | None
    chosen: Q
    seats: Mapping[int, HeldSeat] = field(default_factory=dict)


def my_feeds(*, actor: Actor) -> tuple[FeedRow, ...]:
    """The actor's own feeds that were not revoked, the newest first."""
    if actor.account is None or not may_have_feed(actor):
        raise NotAllowed
    rows = Feed.objects.filter(account_id=actor.account, revoked_at=None).order_by("-created_at", "-pk")
    return tuple(FeedRow(feed.pk, feed.kind, feed.name, feed.created_at, feed.last_used_on) for feed in rows)


def feed_stamp(token: str, *, seats: OwnSeats) -> FeedStamp:
    """A feed by its secret, as far as is needed to say whether anything changed; few statements.

    The secret is the permission, and reaches as far as its account does today. Raises `FeedNotFound` for a secret
    nobody has, a revoked one, and one whose account is closed. `seats` is asked by one's own feed alone.
    """
    feed = Feed.objects.filter(token_hash=hash_of(token), revoked_at=None).first()
    if feed is None:
        raise FeedNotFound
    try:
        actor = actor_of(feed.account_id)
    except AccountNotFound as closed:
        raise FeedNotFound from closed
    today = clock.today()
    first, last = today - BACK, today + AHEAD
    own = Ties()
    if FeedKind(feed.kind) is FeedKind.MINE and actor.person is not None:
        own = own_ties(actor.person, first, last, seats=seats(actor=actor, first=first, last=last))
    chosen = _sessions(feed, own, first, last)
    count, moment, revisions, highest = (
        CourseSession.objects.filter(chosen)
        .aggregate(count=Count("pk"), moment=Max("changed_at"), revisions=Sum("revision"), highest=Max("pk"))
        .values()
    )
    held = sorted((session, seat.state.value) for session, seat in own.seats.items())
    said = f"{feed.pk}|{feed.name}|{today}|{count}|{moment}|{revisions}|{highest}|{held}"
    moments = [seat.changed_at for seat in own.seats.values()] + ([moment] if moment is not None else [])
    return FeedStamp(
        id=feed.pk,
        name=feed.name,
        mark=hashlib.sha256(said.encode()).hexdigest()[:32],
        changed_at=max(moments, default=feed.created_at),
        last_used_on=feed.last_used_on,
        chosen=chosen,
        seats=own.seats,
    )


def feed_events(stamp: FeedStamp, address: Callable[[int], str]) -> tuple[Event, ...]:
    """What the feed says, in the order of days; `address` is the page of a session."""
    rows = session_rows(stamp.chosen)
    moments = dict(CourseSession.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", "changed_at"))
    return tuple(
        event
        for row in rows
        for event in events_of(row, moments[row.id], address=address(row.id), seat=stamp.seats.get(row.id))
    )


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def _sessions(feed: Feed, own: Ties, first: date, last: date) -> Q:
    """Placed ones of the span, and those that were announced for it and lost their days."""
    placed = Q(state=SessionState.PLACED, starts_on__lte=last, ends_on__gte=first)
    lost = ~Q(state=SessionState.PLACED) & Q(announced_on__range=(first, last))
    subject = feed.subject or 0
    match FeedKind(feed.kind):
        case FeedKind.INSTITUTE:
            return (placed | lost) & Q(year__institute_id=own_institute().id)
        case FeedKind.ROOM:
            return placed & Q(room_id=subject)
        case FeedKind.INSTRUCTOR:
            taught = CourseSession.objects.filter(teachings__instructor_id=subject)
            return placed & Q(pk__in=taught.values("pk"))
        case FeedKind.UNIT:
            return (placed | lost) & unit_ties(subject, first, last).sessions()
        case FeedKind.MINE:
            return (placed | lost) & own.sessions()
