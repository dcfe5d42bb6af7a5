"""What goes on in the invented city today: calls that are open, one to be decided, one decided, approvals that wait.

Today is the day on which the city is built, so that whoever tries it finds calls open. Sessions lie in the years that
are scheduled; later than those, the last day on which they can.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.doors.cli.demo.enrolment.consents import await_consents
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.steps import decide, moment, put_in
from baeumgil.doors.cli.demo.plan.lines import NEXT_YEAR
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.queries.call_facts import waiting_sessions
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.services.announcing import announce_calls
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.services.bulk import load_applications
from baeumgil.stages.enrolment.terms import Mechanism
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.plan.queries.course_briefs import course_briefs
from baeumgil.stages.plan.queries.institutes import own_institute

OPEN_COURSE, CLOSED_COURSE, DECIDED_COURSE = "BG-402", "BG-403", "BG-404"
ALSO_OPEN = ("BG-411", "BG-501")
SEATS, SESSIONS = 20, 3
SOON, FAR, APART = timedelta(days=25), timedelta(days=70), timedelta(days=14)
ANNOUNCED, OPENED, CLOSED, DECIDED = timedelta(days=13), timedelta(days=10), timedelta(days=2), timedelta(days=1)
STILL_OPEN = timedelta(days=12)
LAST_DAY = date(NEXT_YEAR, 10, 31)
CROWDED, HALF = 1.6, 0.6
"""Applications per seat of a closed call, and of an open one until today."""
APPROVED_BY = "부서장 승인 완료(가상 도시)"
APPLYING = ("official", "team-leader", "instructor")
MOTIVE = "새 업무에 쓰려고 합니다."


def begin_today(actor: Actor, *, crowd: Crowd, signers: Mapping[str, Signer], on: date, now: datetime) -> None:
    """Calls of the AI ladder in three stages, one by arrival, and calls for what begins in the weeks to come."""
    on = min(on, LAST_DAY)
    latest = until_now(on, now)
    opens_at, closed_at, closes_at = moment(on - OPENED, 9), moment(on - CLOSED, 18), moment(on + STILL_OPEN, 18)
    with clock.fixed(moment(on - ANNOUNCED, 10)):
        codes = (OPEN_COURSE, *ALSO_OPEN, CLOSED_COURSE, DECIDED_COURSE)
        added = {code: _sessions(actor, code, on) for code in codes}
        others = [row.id for row in waiting_sessions(own_institute().id, on + SOON, on + FAR)]
    others = [session for session in others if not any(session in found for found in added.values())]
    by_name = [*added[OPEN_COURSE], *(session for code in ALSO_OPEN for session in added[code])]
    opened = _calls(actor, by_name, on, opens_at, closes_at)
    closed = _calls(actor, added[CLOSED_COURSE], on, opens_at, closed_at)
    decided = _calls(actor, added[DECIDED_COURSE], on, opens_at, closed_at)
    opened = [*opened, *_calls(actor, others, on, opens_at, closes_at)]
    for topic, (cards, share) in enumerate(((opened, HALF), (closed, CROWDED), (decided, CROWDED)), 1):
        for place, card in enumerate(cards):
            until = min(card.closes_at, latest - timedelta(hours=1))
            _fill(actor, crowd, card, until, share=share, chance=topic * 100 + place)
    for card in decided:
        decide(actor, card.id, signers=signers, at=moment(on - DECIDED, 10))
    with clock.fixed(latest):
        _apply(opened, signers)
    await_consents(actor, sorted(opened, key=lambda card: card.course_code == OPEN_COURSE), signers=signers, on=on)


def until_now(on: date, now: datetime) -> datetime:
    """Noon of the day, or now where that day is today and noon still to come: nothing in the city is in the future."""
    noon = moment(on, 12)
    return min(noon, now) if now >= moment(on, 0) else noon


def _sessions(actor: Actor, code: str, on: date) -> Sequence[int]:
    course = next(brief.id for brief in course_briefs(own_institute().id).values() if brief.code == code)
    return put_in(actor, course=course, label="", seats=SEATS, number=SESSIONS, span=(on + SOON, on + FAR), apart=APART)


def _calls(
    actor: Actor, sessions: Sequence[int], on: date, opens_at: datetime, closes_at: datetime
) -> Sequence[CallRow]:
    if not sessions:
        return []
    with clock.fixed(moment(on - ANNOUNCED, 11)):
        calls = announce_calls(
            actor=actor,
            institute=own_institute().id,
            sessions=sessions,
            opens_at=opens_at,
            closes_at=closes_at,
        )
    return [call_card(actor=actor, call=call) for call in calls]


def _fill(actor: Actor, crowd: Crowd, card: CallRow, until: datetime, *, share: float, chance: int) -> None:
    """People apply, the official among them where the call is crowded; nobody here stands in line."""
    if card.mechanism is Mechanism.FIRST_COME:
        return
    sessions, number = [row.session for row in card.sessions], round(card.seats * share)
    loads = crowd.applying(number, sessions, card.opens_at, until, topic=chance, with_official=share > 1)
    with clock.fixed(until - timedelta(minutes=1)):
        load_applications(actor=actor, call=card.id, loads=loads, approved_by=APPROVED_BY)


def _apply(opened: Sequence[CallRow], signers: Mapping[str, Signer]) -> None:
    """Those who sign in apply for what they may, but for one call, which is left for whoever tries it."""
    for username in APPLYING:
        who = actor_of(signers[username].account)
        for card in [card for card in opened if card.course_code != OPEN_COURSE][:4]:
            wishes = [row.session for row in card.sessions][: min(2, card.policy.most_wishes)]
            try:
                apply(actor=who, call=card.id, wishes=wishes, motive=MOTIVE, key=f"demo-{username}-{card.id}")
            except Refusal:
                continue
