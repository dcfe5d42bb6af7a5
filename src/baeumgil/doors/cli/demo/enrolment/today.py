"""What goes on in the invented city today: calls that are open, one to decide, approvals that wait."""

from collections.abc import Mapping
from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.steps import moment
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

SOON, CLOSED_SOON, FAR = timedelta(days=15), timedelta(days=22), timedelta(days=75)
ANNOUNCED_BEFORE = timedelta(days=13)
APPLIED_EACH = 0.6
"""Applications per seat of an open call, until today."""
APPLYING = ("official", "team-leader", "instructor")


def begin_today(actor: Actor, *, crowd: Crowd, signers: Mapping[str, Signer], on: date) -> None:
    """Calls for the sessions of the weeks to come: the nearest are closed and to be decided, the others open."""
    institute = own_institute().id
    announced = on - ANNOUNCED_BEFORE
    opens_at = moment(announced + timedelta(days=3), 9)
    spans = (
        (on + SOON, on + CLOSED_SOON, moment(on - timedelta(days=2), 18)),
        (on + CLOSED_SOON + timedelta(days=1), on + FAR, moment(on + timedelta(days=12), 18)),
    )
    opened: list[CallRow] = []
    for topic, (first, last, closes_at) in enumerate(spans, 1):
        with clock.fixed(moment(announced, 10)):
            rows = waiting_sessions(institute, first, last)
            if not rows:
                continue
            calls = announce_calls(
                actor=actor,
                institute=institute,
                sessions=[row.id for row in rows],
                opens_at=opens_at,
                closes_at=closes_at,
            )
        cards = [call_card(actor=actor, call=call) for call in calls]
        until = min(closes_at, moment(on, 11))
        with clock.fixed(until - timedelta(minutes=1)):
            for place, card in enumerate(cards):
                if card.mechanism is Mechanism.FIRST_COME:
                    continue
                number = round(card.seats * (APPLIED_EACH + topic % 2))
                sessions = [row.session for row in card.sessions]
                loads = crowd.applying(
                    number, sessions, opens_at, until, topic=topic * 100 + place, with_official=False
                )
                load_applications(actor=actor, call=card.id, loads=loads, approved_by="부서장 승인 완료(가상 도시)")
        opened = cards
    with clock.fixed(moment(on, 12)):
        _apply(opened, signers)


def _apply(opened: list[CallRow], signers: Mapping[str, Signer]) -> None:
    """Those who sign in apply for what they may."""
    for username in APPLYING:
        who = actor_of(signers[username].account)
        for card in opened[:4]:
            wishes = [row.session for row in card.sessions][:2]
            try:
                apply(actor=who, call=card.id, wishes=wishes, motive="새 업무에 쓰려고 합니다.", key=f"demo-{username}")
            except Refusal:
                continue
