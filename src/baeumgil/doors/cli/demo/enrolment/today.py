"""What goes on in the invented city today: calls that are open, one to decide, approvals that wait."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.steps import decide, moment
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.queries.call_facts import waiting_sessions
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.services.announcing import announce_calls
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.bulk import load_applications
from baeumgil.stages.enrolment.terms import Mechanism
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.terms import CourseKind

SOON, FAR = timedelta(days=15), timedelta(days=75)
CLOSED_SHARE = 3
"""One in so many courses is closed already."""
ANNOUNCED_BEFORE = timedelta(days=13)
CROWDED, HALF = 1.6, 0.6
"""Applications per seat of a closed call, and of an open one until today."""
APPROVED_BY = "부서장 승인 완료(가상 도시)"
BY_ARRIVAL = (CourseKind.LECTURE, CourseKind.E_LEARNING)
MOTIVE = "새 업무에 쓰려고 합니다."
APPLYING = ("official", "team-leader", "instructor")


def begin_today(actor: Actor, *, crowd: Crowd, signers: Mapping[str, Signer], on: date) -> None:
    """Calls for the sessions of the weeks to come: the nearest are closed, one of them decided, the others open."""
    announced = on - ANNOUNCED_BEFORE
    opens_at = moment(announced + timedelta(days=3), 9)
    near, far = _called(announced, on)
    closed = _calls(actor, near, announced, opens_at, moment(on - timedelta(days=2), 18))
    opened = _calls(actor, far, announced, opens_at, moment(on + timedelta(days=12), 18))
    for topic, (cards, share) in enumerate(((closed, CROWDED), (opened, HALF)), 1):
        for place, card in enumerate(cards):
            if card.mechanism is not Mechanism.FIRST_COME:
                until = min(card.closes_at, moment(on, 11))
                sessions = [row.session for row in card.sessions]
                is_first = topic == 1 and place == 0
                chance = topic * 100 + place
                loads = crowd.applying(
                    round(card.seats * share), sessions, opens_at, until, topic=chance, with_official=is_first
                )
                with clock.fixed(until - timedelta(minutes=1)):
                    load_applications(actor=actor, call=card.id, loads=loads, approved_by=APPROVED_BY)
    if closed:
        decide(actor, closed[0].id, signers=signers, at=moment(on - timedelta(days=1), 10))
    with clock.fixed(moment(on, 12)):
        _apply(opened, signers)


def _called(announced: date, on: date) -> tuple[list[int], list[int]]:
    """Sessions not called yet, of the courses that begin first and of the others."""
    with clock.fixed(moment(announced, 10)):
        rows = waiting_sessions(own_institute().id, on + SOON, on + FAR)
    begins: dict[int, date] = {}
    for row in rows:
        begins[row.course] = min(begins.get(row.course, date.max), row.starts_on or date.max)
    drawn = sorted(
        {row.course for row in rows if row.kind not in BY_ARRIVAL}, key=lambda course: (begins[course], course)
    )
    first = set(drawn[: max(1, len(drawn) // CLOSED_SHARE)])
    return [row.id for row in rows if row.course in first], [row.id for row in rows if row.course not in first]


def _calls(
    actor: Actor, sessions: Sequence[int], announced: date, opens_at: datetime, closes_at: datetime
) -> Sequence[CallRow]:
    if not sessions:
        return []
    with clock.fixed(moment(announced, 10)):
        calls = announce_calls(
            actor=actor,
            institute=own_institute().id,
            sessions=sessions,
            opens_at=opens_at,
            closes_at=closes_at,
        )
    return [call_card(actor=actor, call=call) for call in calls]


def _apply(opened: Sequence[CallRow], signers: Mapping[str, Signer]) -> None:
    """Those who sign in apply for what they may."""
    for username in APPLYING:
        who = actor_of(signers[username].account)
        for card in opened[:4]:
            wishes = [row.session for row in card.sessions][:2]
            try:
                apply(
                    actor=who,
                    call=card.id,
                    wishes=wishes,
                    motive="새 업무에 쓰려고 합니다.",
                    key=f"demo-{username}-{card.id}",
                )
            except Refusal:
                continue
