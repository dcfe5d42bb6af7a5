"""출강 요청. Instructors see their own; the office sees all."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.access import may_answer_invitation, may_see_instructors
from baeumgil.stages.schedule.errors import InvitationNotFound
from baeumgil.stages.schedule.models import Invitation, SessionDay
from baeumgil.stages.schedule.terms import InvitationState, TeachingRole


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """출강 요청. `may_answer` is whether this actor may say yes or no to it now."""

    id: int
    session: int
    title: str
    seats: int
    role: TeachingRole
    instructor: int
    instructor_name: str
    is_own: bool
    state: InvitationState
    starts_on: date
    ends_on: date
    dates: tuple[date, ...]
    place: str
    invited_at: datetime
    answered_at: datetime | None
    answered_label: str
    note: str
    is_over: bool
    may_answer: bool
    has_account: bool


@reading("schedule.invitations", purpose="출강 요청 확인")
def invitations(
    *,
    actor: Actor,
    institute: int | None = None,
    state: InvitationState | None = None,
    mine: bool = False,
    since: date | None = None,
) -> tuple[InvitationRow, ...]:
    """Invitations to what ends on `since` (today) or later, the nearest first; two statements.

    Whoever may not see instructors sees their own; `mine` limits others to theirs too.
    """
    found = Invitation.objects.filter(ends_on__gte=since or clock.today())
    if mine or not may_see_instructors(actor):
        if actor.kind is not ActorKind.PERSON or actor.person is None:
            raise NotAllowed
        found = found.filter(instructor__person_id=actor.person)
    if institute is not None:
        found = found.filter(session__year__institute_id=institute)
    if state is not None:
        found = found.filter(state=state)
    chosen = found.select_related("session__room__site", "session__year__institute", "instructor")
    rows = list(chosen.order_by("starts_on", "session_id", "role", "-pk"))
    saw({row.instructor.person_id or -row.instructor_id for row in rows}, rows=len(rows))
    return _rows(rows, actor)


def waiting_invitations(*, actor: Actor) -> int:
    """How many invitations wait for this person's own answer, whatever their roles; one statement, no names."""
    if actor.kind is not ActorKind.PERSON or actor.person is None:
        return 0
    return Invitation.objects.filter(
        state=InvitationState.INVITED,
        instructor__person_id=actor.person,
        ends_on__gte=clock.today(),
        session__year__institute__is_example=False,
    ).count()


@reading("schedule.invitation", purpose="출강 요청 확인")
def invitation_card(*, actor: Actor, invitation: int) -> InvitationRow:
    """One invitation. Raises `InvitationNotFound`, also for somebody else's."""
    rows = Invitation.objects.filter(pk=invitation).select_related(
        "session__room__site", "session__year__institute", "instructor"
    )
    found = rows.first()
    is_own = found is not None and actor.person is not None and found.instructor.person_id == actor.person
    if found is None or not (is_own or may_see_instructors(actor)):
        raise InvitationNotFound(invitation=invitation)
    saw([found.instructor.person_id or -found.instructor_id], invitation=invitation)
    return _rows([found], actor)[0]


def _rows(rows: list[Invitation], actor: Actor) -> tuple[InvitationRow, ...]:
    today = clock.today()
    dates: dict[int, list[date]] = defaultdict(list)
    days = SessionDay.objects.filter(session_id__in={row.session_id for row in rows}).order_by("on", "pk")
    for session, on in days.values_list("session_id", "on"):
        dates[session].append(on)
    return tuple(_row(row, actor, tuple(dates[row.session_id]), today) for row in rows)


def _row(row: Invitation, actor: Actor, dates: tuple[date, ...], today: date) -> InvitationRow:
    session, room, person = row.session, row.session.room, row.instructor.person_id
    is_example = session.year.institute.is_example
    return InvitationRow(
        id=row.pk,
        session=session.pk,
        title=str(session),
        seats=session.seats,
        role=row.role,
        instructor=row.instructor_id,
        instructor_name=row.instructor.name,
        is_own=person is not None and person == actor.person,
        state=row.state,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        dates=tuple(on for on in dates if row.starts_on <= on <= row.ends_on),
        place=f"{room.site.name} {room.name}" if room else session.place_text,
        invited_at=row.invited_at,
        answered_at=row.answered_at,
        answered_label=row.answered_label,
        note=row.note,
        is_over=row.ends_on < today,
        may_answer=row.state == InvitationState.INVITED
        and not is_example
        and may_answer_invitation(actor, person=person),
        has_account=person is not None,
    )
