"""신청 화면의 사실. One call as somebody sees it who is about to apply: what speaks against it, what collides.

One's own facts only, so nothing is logged.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_apply_for
from baeumgil.stages.enrolment.queries.call_frames import call_frame
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.queries.clashes import busy_days, takes_days
from baeumgil.stages.enrolment.queries.eligibility import barred, course_asked, judge
from baeumgil.stages.enrolment.queries.openings import Own, own_in
from baeumgil.stages.enrolment.rules.application_draft import (
    ApplicationDraft,
    OfferedSession,
    is_over,
    problems_of_application,
    problems_of_clashes,
    problems_of_person,
)
from baeumgil.stages.enrolment.rules.clashes import Clash, clashes_of_sessions
from baeumgil.stages.enrolment.rules.rows import CallRow, CallSessionRow
from baeumgil.stages.enrolment.terms import IneligibleReason
from baeumgil.stages.people.queries.careers import careers


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """고를 수 있는 기수. `clashes` are what somebody has on its days; one that is over cannot be chosen."""

    row: CallSessionRow
    clashes: tuple[Clash, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class ApplyFacts:
    """신청 화면. `reasons` speak against applying at all; `own` is the application there already."""

    call: CallRow
    sessions: tuple[SessionChoice, ...]
    reasons: tuple[IneligibleReason, ...]
    barred_until: date | None
    own: Own | None
    offered: Mapping[int, OfferedSession]

    @property
    def choices(self) -> tuple[SessionChoice, ...]:
        """Sessions that can be wished for."""
        return tuple(choice for choice in self.sessions if not choice.is_over)

    def problems(self, draft: ApplicationDraft, today: date) -> tuple[Problem, ...]:
        """What would be refused about the application as typed so far; nothing is saved."""
        clashes = {choice.row.session: choice.clashes for choice in self.sessions if choice.row.session in draft.wishes}
        return (
            *problems_of_application(draft, self.offered, self.call.policy, today),
            *problems_of_person(self.reasons),
            *problems_of_clashes(clashes, self.offered),
        )


def apply_facts(*, actor: Actor, call: int) -> ApplyFacts:
    """One announced call for the one who asks. Raises `NotAllowed`, `CallNotFound`. Constant statements."""
    if actor.person is None or not may_apply_for(actor, person=actor.person):
        raise NotAllowed(Said("신청은 자기 계정으로 합니다.", "Apply with your own account."))
    row = call_card(actor=actor, call=call)
    frame = call_frame(call)
    today = clock.today()
    found = {career.person: career for career in careers([actor.person])}
    asked = course_asked(
        frame.course,
        frame.course_code,
        frame.course_name,
        frame.target_filters,
        policy=frame.policy,
    )
    reasons = judge(asked, found, today).get(actor.person, (IneligibleReason.NOT_SERVING,))
    clashes: Mapping[int, tuple[Clash, ...]] = {}
    if takes_days(frame.course_kind) and found:
        wanted = {session: offered.dates for session, offered in frame.sessions.items()}
        busy = busy_days([actor.person], [on for dates in wanted.values() for on in dates]).get(actor.person, ())
        clashes = clashes_of_sessions(wanted, busy, found[actor.person].absences)
    return ApplyFacts(
        call=row,
        sessions=tuple(
            SessionChoice(session, clashes.get(session.session, ()), is_over(frame.sessions[session.session], today))
            for session in row.sessions
        ),
        reasons=reasons,
        barred_until=barred([actor.person], today).get(actor.person) if IneligibleReason.BARRED in reasons else None,
        own=own_in(actor, {call}).get(call),
        offered=frame.sessions,
    )
