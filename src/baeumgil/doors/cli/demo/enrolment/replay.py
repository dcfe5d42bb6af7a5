"""Gangneung 2025 replayed: 514 applied for 200 seats from 12 May to 13 June, so 125 more opened until 10 July.

The figures are Gangneung's; the days are those of the invented city's present year, and nobody here exists.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.enrolment.crowd import Crowd
from baeumgil.doors.cli.demo.enrolment.steps import decide, moment, put_in, spread
from baeumgil.doors.cli.demo.plan.lines import THIS_YEAR
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.queries.applications import applications_of
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.services.announcing import announce_call
from baeumgil.stages.enrolment.services.attendance import note_outcome
from baeumgil.stages.enrolment.services.bulk import load_applications
from baeumgil.stages.enrolment.services.calls import open_call
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.services.second_calls import asked_of, open_second_call
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.plan.queries.course_briefs import course_briefs
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.schedule.queries.calendars import session_card

COURSE, NAME = "BG-401", "ChatGPT 100% 활용법"
APPLIED, FIRST_SEATS, SECOND_SEATS, SEATS = 514, 200, 125, 25
FIRST_SPAN = (date(THIS_YEAR, 5, 12), date(THIS_YEAR, 6, 13))
SECOND_SPAN = (date(THIS_YEAR, 6, 18), date(THIS_YEAR, 7, 10))
ANNOUNCED, OPENED, CLOSED, DECIDED = (
    date(THIS_YEAR, 4, 6),
    date(THIS_YEAR, 4, 13),
    date(THIS_YEAR, 4, 24),
    date(THIS_YEAR, 4, 27),
)
ABSENT_EACH = 20
"""Of so many people with a seat one did not come."""
GUIDANCE = (
    "전 직원 대상 실습 교육입니다. 보고서 작성, 회의록 요약, 발표 자료, 엑셀 함수까지 모두 직접 해 봅니다. "
    "노트북은 필요하지 않습니다."
)


def replay(actor: Actor, *, crowd: Crowd, signers: Mapping[str, Signer]) -> None:
    """Both rounds, from the call to who came."""
    institute = own_institute().id
    course = next(brief.id for brief in course_briefs(institute).values() if brief.code == COURSE)
    with clock.fixed(moment(ANNOUNCED, 10)):
        sessions = put_in(actor, course=course, label=NAME, seats=SEATS, number=FIRST_SEATS // SEATS, span=FIRST_SPAN)
        opens_at, closes_at = moment(OPENED, 9), moment(CLOSED, 18)
        call = open_call(
            actor=actor,
            course=course,
            sessions=sessions,
            opens_at=opens_at,
            closes_at=closes_at,
            name=NAME,
            guidance=GUIDANCE,
        )
        announce_call(actor=actor, call=call)
    with clock.fixed(closes_at - timedelta(minutes=1)):
        loads = crowd.applying(APPLIED, sessions, opens_at, closes_at)
        load_applications(actor=actor, call=call, loads=loads, approved_by="부서장 승인 완료(가상 도시)")
    decide(actor, call, signers=signers, at=moment(DECIDED, 10))
    with clock.fixed(moment(DECIDED, 14)):
        places = spread(actor, course=course, seats=SEATS, number=SECOND_SEATS // SEATS, span=SECOND_SPAN)
        second = open_second_call(actor=actor, call=call, places=[asked_of(place) for place in places], seats=SEATS)
        added = [row.session for row in call_card(actor=actor, call=second).sessions]
    decide(actor, second, signers=signers, at=moment(DECIDED, 16))
    finish(actor, call, sessions)
    finish(actor, second, added)


def finish(actor: Actor, call: int, sessions: Sequence[int]) -> None:
    """Lists fixed in time, and after the last day who came."""
    for session in sessions:
        held = session_card(actor=actor, session=session)
        if held.starts_on is None or held.ends_on is None:
            continue
        with clock.fixed(moment(held.starts_on - timedelta(days=10), 9)):
            fix_list(actor=actor, session=session)
        with clock.fixed(moment(held.ends_on, 18)):
            confirmed = [
                row.id
                for row in applications_of(actor=actor, call=call, state=ApplicationState.CONFIRMED, size=APPLIED).rows
                if row.seat == session
            ]
            outcomes = dict.fromkeys(sorted(confirmed), ApplicationState.COMPLETED)
            outcomes |= dict.fromkeys(sorted(confirmed)[ABSENT_EACH - 1 :: ABSENT_EACH], ApplicationState.NO_SHOW)
            note_outcome(actor=actor, session=session, outcomes=outcomes)
