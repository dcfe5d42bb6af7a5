"""출강 요청: they follow every change of the calendar that people make. A moved session is asked about anew."""

from collections.abc import Collection

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.schedule.access import may_answer_invitation, may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import InstructorInvalid, InvitationNotFound, InvitationOver
from baeumgil.stages.schedule.models import Invitation, Teaching
from baeumgil.stages.schedule.rules.instructors import ANSWER_NOTE, check_note
from baeumgil.stages.schedule.rules.invitations import ALIVE, Asked, Wanted, inviting
from baeumgil.stages.schedule.services.races import one_wins
from baeumgil.stages.schedule.terms import InvitationState, SessionState

LABEL = 200


def invite_for(sessions: Collection[int]) -> int:
    """Withdraw invitations of these sessions that no longer fit, make the new ones; how many were new.

    For use inside an action, after the calendar was written. Sessions without days, cancelled or over ask nobody.
    Four statements.
    """
    now = clock.now()
    placed = Teaching.objects.filter(
        session_id__in=sessions, session__state=SessionState.PLACED, session__ends_on__gte=clock.today()
    )
    wanted = [
        Wanted(row.session_id, row.role, row.instructor_id, row.session.starts_on, row.session.ends_on)
        for row in placed.select_related("session").order_by("session_id", "pk")
        if row.session.starts_on is not None and row.session.ends_on is not None
    ]
    asked = Invitation.objects.filter(session_id__in=sessions).exclude(state=InvitationState.WITHDRAWN)
    todo = inviting(wanted, [_asked(row) for row in asked.order_by("pk")])
    with one_wins():
        Invitation.objects.filter(pk__in=todo.withdraw).update(state=InvitationState.WITHDRAWN)
        Invitation.objects.bulk_create(
            Invitation(
                session_id=one.session,
                role=one.role,
                instructor_id=one.instructor,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                invited_at=now,
            )
            for one in todo.invite
        )
    return len(todo.invite)


@action("schedule.answer_invitation")
def answer(*, actor: Actor, invitation: int, accepts: bool, note: str = "") -> None:
    """The invited person says yes or no, or the office notes what was said on the phone."""
    held = hold(Invitation, [invitation])
    if not held or not isinstance(held[0], Invitation):
        allow(may_edit_schedule(actor))
        raise InvitationNotFound(invitation=invitation)
    found = held[0]
    allow(may_answer_invitation(actor, person=found.instructor.person_id))
    allow(actor.is_trusted or not found.session.year.institute.is_example)
    if found.state != InvitationState.INVITED:
        raise InvitationOver(invitation=invitation)
    problems = check_note(note, ANSWER_NOTE)
    if problems:
        raise InstructorInvalid(
            problems,
            Said(
                "답에 고칠 곳이 있어 저장하지 않았습니다.",
                "Something in the answer has to be corrected, so it was not saved.",
            ),
        )
    found.state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
    found.answered_at, found.answered_label, found.note = clock.now(), actor.label[:LABEL], note.strip()
    found.save(update_fields=["state", "answered_at", "answered_label", "note"])
    record(f"출강 요청 {invitation}", invitation=invitation, session=found.session_id, state=found.state)


@action("schedule.ask_again")
def ask_again(*, actor: Actor, invitation: int) -> int:
    """Ask somebody once more who declined, while the session still wants them; the new invitation."""
    held = hold(Invitation, [invitation])
    allow(may_edit_schedule(actor))
    if not held or not isinstance(held[0], Invitation):
        raise InvitationNotFound(invitation=invitation)
    found = held[0]
    allow(may_change(actor, is_example=found.session.year.institute.is_example))
    is_wanted = Teaching.objects.filter(
        session_id=found.session_id,
        role=found.role,
        instructor_id=found.instructor_id,
        session__state=SessionState.PLACED,
        session__starts_on=found.starts_on,
        session__ends_on=found.ends_on,
    ).exists()
    taken = Invitation.objects.filter(Q(state__in=sorted(ALIVE)), session_id=found.session_id, role=found.role)
    if found.state != InvitationState.DECLINED or not is_wanted or taken.exists():
        raise InvitationOver(invitation=invitation)
    with one_wins():
        made = Invitation.objects.create(
            session_id=found.session_id,
            role=found.role,
            instructor_id=found.instructor_id,
            starts_on=found.starts_on,
            ends_on=found.ends_on,
            invited_at=clock.now(),
        )
    record(f"출강 다시 요청 {made.pk}", invitation=made.pk, session=found.session_id)
    return made.pk


def _asked(row: Invitation) -> Asked:
    wanted = Wanted(row.session_id, row.role, row.instructor_id, row.starts_on, row.ends_on)
    return Asked(row.pk, wanted, row.state)
