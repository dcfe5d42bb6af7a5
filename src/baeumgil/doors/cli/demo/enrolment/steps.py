"""Steps of the office in the invented city: sessions put in, results computed and signed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.services.signing import sign
from baeumgil.stages.people.queries.actors import actor_of
from baeumgil.stages.schedule.queries.free_places import FreePlace, free_places
from baeumgil.stages.schedule.services.moving import move_session
from baeumgil.stages.schedule.services.years import add_session

MOST_PLACES = 60
SIGNERS = ("office", "deputy-mayor")


def moment(on: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in Korea."""
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))


def decide(actor: Actor, call: int, *, signers: Mapping[str, Signer], at: datetime) -> int:
    """Compute the result of a call, and let two people sign it; the selection."""
    with clock.fixed(at):
        selection = run_selection(actor=actor, call=call)
        for username in SIGNERS:
            signer = signers[username]
            sign(actor=actor_of(signer.account), selection=selection, password=signer.password)
    return selection


def put_in(
    actor: Actor,
    *,
    course: int,
    label: str,
    seats: int,
    number: int,
    span: tuple[date, date],
    apart: timedelta | None = None,
) -> Sequence[int]:
    """Add sessions to a scheduled year, on the first days of the span on which all they need is free."""
    made = []
    for place in spread(actor, course=course, seats=seats, number=number, span=span, apart=apart):
        days = len(place.dates)
        session = add_session(actor=actor, year=place.year, course=course, seats=seats, days=days, label=label)
        move_session(
            actor=actor,
            session=session,
            starts=place.dates[0],
            room=place.room,
            instructors=place.instructors,
            keep_going=True,
        )
        made.append(session)
    return made


def spread(
    actor: Actor, *, course: int, seats: int, number: int, span: tuple[date, date], apart: timedelta | None = None
) -> Sequence[FreePlace]:
    """So many free places: so far apart that no wish is bent, or evenly over a span that is full."""
    free = free_places(actor=actor, course=course, seats=seats, after=span[0], before=span[1], limit=MOST_PLACES)
    if apart is None:
        return [free[place * len(free) // number] for place in range(number)] if len(free) > number else free
    chosen: list[FreePlace] = []
    for place in sorted((place for place in free if not place.wishes), key=lambda place: place.dates[0]):
        if not chosen or place.dates[0] > chosen[-1].dates[-1] + apart:
            chosen.append(place)
    return chosen[:number]
