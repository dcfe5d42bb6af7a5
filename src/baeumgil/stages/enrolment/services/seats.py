"""Seats of sessions. The only place that writes `SeatCount`: a conditional update, which both databases keep.

Lock order in all of `enrolment`: calls, then seats, then applications, each in order of their ids.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, Exists, F, OuterRef

from baeumgil.core.locks import hold
from baeumgil.core.prepared import prepared_update
from baeumgil.stages.enrolment.errors import SeatsGone
from baeumgil.stages.enrolment.models import Application, SeatCount, Wish
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.schedule.queries.seats import seats_of
from baeumgil.stages.schedule.services.people_counts import note_people

HAS_SEAT = (ApplicationState.SELECTED, ApplicationState.CONFIRMED, ApplicationState.OFFERED)


def open_seats(sessions: Collection[int]) -> None:
    """Count the seats of these sessions from now on. What is counted already stays as it is."""
    SeatCount.objects.bulk_create(
        [SeatCount(session_id=session, capacity=seats) for session, seats in sorted(seats_of(sessions).items())],
        ignore_conflicts=True,
    )


def follow_capacity(session: int, seats: int) -> None:
    """Count so many seats from now on, never fewer than are given away."""
    taken = SeatCount.objects.filter(pk=session).values_list("taken", flat=True).first()
    if taken is not None:
        SeatCount.objects.filter(pk=session).update(capacity=max(seats, taken))


def take_seat(session: int) -> bool:
    """Take one seat if one is free; False if not. Two who ask at once never get the same one."""
    return bool(_take(session=session))


_take = prepared_update(
    lambda session: (SeatCount.objects.filter(pk=session, taken__lt=F("capacity")), {"taken": F("taken") + 1})
)


def release_seat(session: int) -> None:
    """Give one seat back."""
    SeatCount.objects.filter(pk=session, taken__gt=0).update(taken=F("taken") - 1)


def take_seats(wanted: Mapping[int, int]) -> None:
    """Take several seats at once, all or none: `SeatsGone` names the session that has too few."""
    hold(SeatCount, wanted)
    for session in sorted(wanted):
        enough = SeatCount.objects.filter(pk=session, taken__lte=F("capacity") - wanted[session])
        if not enough.update(taken=F("taken") + wanted[session]):
            raise SeatsGone(session=session)


def release_seats(sessions: Iterable[int]) -> None:
    """Give seats back, one for each time a session is named."""
    for session, number in sorted(Counter(sessions).items()):
        SeatCount.objects.filter(pk=session, taken__gte=number).update(taken=F("taken") - number)


def free_seats(sessions: Collection[int]) -> Mapping[int, int]:
    """Seats still free, by session; sessions whose seats are not counted yet are absent."""
    rows = SeatCount.objects.filter(pk__in=sorted(sessions)).values_list("pk", "capacity", "taken")
    return {session: capacity - taken for session, capacity, taken in rows}


def tell_schedule(sessions: Collection[int]) -> None:
    """Let the calendar know how many people have a seat in these sessions, and how many wait for one."""
    seated = dict(
        Application.objects.filter(seat_id__in=sorted(sessions), state__in=[state.value for state in HAS_SEAT])
        .values_list("seat_id")
        .annotate(Count("pk"))
        .order_by("seat_id")
    )
    waiting = _waiting_for(sessions)
    note_people({session: (seated.get(session, 0), waiting.get(session, 0)) for session in sessions})


def _waiting_for(sessions: Collection[int]) -> Mapping[int, int]:
    """How many wait for each of these sessions: everybody once, for the dearest wish they still have.

    For whoever was carried over, that may be a wish of the call they came from.
    """
    wishes = Wish.objects.filter(is_dropped=False)
    asked = wishes.filter(session_id__in=sorted(sessions))
    asked = asked.exclude(Exists(wishes.filter(application_id=OuterRef("application_id"), rank__lt=OuterRef("rank"))))
    own = asked.filter(application__state=ApplicationState.WAITLISTED)
    carried = Application.objects.filter(state=ApplicationState.WAITLISTED, carried_from_id=OuterRef("application_id"))
    carried = carried.exclude(Exists(wishes.filter(application_id=OuterRef("pk"))))
    counts: Counter[int] = Counter()
    for found in (own, asked.filter(Exists(carried))):
        rows = found.order_by("session_id").values_list("session_id").annotate(Count("pk"))
        counts.update(dict(rows))
    return counts
