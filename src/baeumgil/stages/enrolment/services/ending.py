"""신청을 끝내는 일. Applications that end because what they were for is taken back; seats, offers, approvals follow.

Plain functions for use inside actions that hold the calls. Lock order: calls, seats, applications.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.enrolment.models import Application, Approval, Offer, SeatCount
from baeumgil.stages.enrolment.services.seats import release_seats
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, ApprovalState, OfferState

LET_GO: Mapping[str, object] = {"seat_id": None, "confirm_by": None}
"""Columns of an application that gives its seat up."""

STAYS = frozenset({ApplicationState.AWAITING_APPROVAL, ApplicationState.APPROVED})
"""Where an application goes on and its consents are still asked."""


def held_applications(applications: Iterable[int]) -> list[Application]:
    """These applications, locked in the order of their numbers."""
    return [row for row in hold(Application, applications) if isinstance(row, Application)]


def hold_seats(sessions: Iterable[int | None]) -> None:
    """Lock the seats of these sessions, before their applications."""
    hold(SeatCount, [session for session in sessions if session is not None])


def end_all(moves: Sequence[Move], *, actor: Actor) -> tuple[int, ...]:
    """Take these steps; seats they let go are free, open offers and approvals of who left are closed. The sessions."""
    freed = [
        move.application.seat_id for move in moves if "seat_id" in move.changes and move.changes["seat_id"] is None
    ]
    seats = [session for session in freed if session is not None]
    release_seats(seats)
    close_papers([move.application.pk for move in moves if move.to not in STAYS])
    advance_all(moves, actor=actor)
    return tuple(sorted(set(seats)))


def close_papers(applications: Collection[int]) -> None:
    """Offers not answered and consents not given of these applications need no answer any more."""
    Offer.objects.filter(application_id__in=applications, state=OfferState.OPEN).update(
        state=OfferState.WITHDRAWN, answered_at=clock.now()
    )
    Approval.objects.filter(
        application_id__in=applications, state__in=[ApprovalState.OPEN.value, ApprovalState.WAITING.value]
    ).update(state=ApprovalState.CLOSED)
