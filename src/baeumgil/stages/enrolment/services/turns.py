"""도착한 차례. The seat of who comes first, under every cap of the call; who does not fit waits, with the reason.

Plain functions inside actions that hold the call. Without quota and cap the seats themselves are all that is asked.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem, Refusal
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.errors import ApplicationInvalid, SeatsGone
from baeumgil.stages.enrolment.models import Application, SeatCount
from baeumgil.stages.enrolment.queries.call_frames import CallFrame
from baeumgil.stages.enrolment.queries.clashes import takes_days
from baeumgil.stages.enrolment.queries.fitting_facts import newcomers_standing
from baeumgil.stages.enrolment.rules.cap_words import Refused, cap_text, is_capped, refused_facts
from baeumgil.stages.enrolment.rules.fitting import Standing, Waiting, Why, kept_from
from baeumgil.stages.enrolment.services.caps import hold_caps
from baeumgil.stages.enrolment.services.seats import free_seats, take_seat, take_seats
from baeumgil.stages.enrolment.services.vacancies import look_again_tomorrow
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, RefusalCode


@dataclass(frozen=True, slots=True)
class Turn:
    """차례. The seat, if any; what is logged of it, and in words what spoke against dearer wishes where a cap did."""

    seat: int | None
    facts: Mapping[str, object] = field(default_factory=dict)
    text: str = ""
    is_capped: bool = False


def has_caps(frame: CallFrame) -> bool:
    """Whether anything but the number of seats limits who gets one."""
    policy = frame.policy
    absence = policy.absence_percent is not None and takes_days(frame.course_kind)
    return absence or policy.seats_a_year is not None or frame.has_quotas


def turn_of(frame: CallFrame, newcomer: Application, wishes: Sequence[int]) -> Turn:
    """Somebody's turn: the first wish with a seat for them, taken at once. One statement for each wish without caps."""
    if has_caps(frame):
        return turns_of(frame, [newcomer], [wishes])[0]
    seat = next((wish for wish in wishes if take_seat(wish)), None)
    return _plain(seat)


def no_room(call: int, turn: Turn) -> Refusal:
    """Why somebody who has no seat may not wait either: no more may, and what keeps the free seats from them."""
    if not turn.is_capped:
        return SeatsGone(call=call)
    return ApplicationInvalid(
        [
            Problem(
                "capped",
                turn.text,
                Said(
                    "대기자도 더 받지 않습니다. 다른 모집을 보세요.",
                    "The waiting list is full as well. Look at other calls.",
                ),
            )
        ]
    )


def turns_of(frame: CallFrame, newcomers: Sequence[Application], wishes: Sequence[Sequence[int]]) -> list[Turn]:
    """The turns of several who came together, in their order, each with their wishes; all seats are taken at once."""
    sessions = sorted({wish for each in wishes for wish in each})
    hold(SeatCount, sessions)
    free = _free(sessions)
    if not has_caps(frame) or not free:
        turns = [_plain(_next_free(free, each)) for each in wishes]
    else:
        turns = _capped(frame, newcomers, wishes, free)
    take_seats(Counter(turn.seat for turn in turns if turn.seat is not None))
    return turns


def _capped(
    frame: CallFrame, newcomers: Sequence[Application], wishes: Sequence[Sequence[int]], free: Mapping[int, int]
) -> list[Turn]:
    """Whoever waits already and may have a seat by now comes first; then the newcomers, one after another."""
    days = [on for session in free for on in frame.sessions[session].dates] if takes_days(frame.course_kind) else []
    hold_caps([frame.policy], days, [one.person_id for one in newcomers])
    if Application.objects.filter(call_id=frame.id, state=ApplicationState.WAITLISTED).exists():
        fill_vacancies(free, actor=Actor.system(reason="먼저 기다린 사람의 차례"))
        free = _free(free)
    standing, line = newcomers_standing(free, newcomers, wishes)
    turns = [_turn(standing, one) for one in line]
    if any(turn.is_capped for turn in turns):
        look_again_tomorrow(frame.id)
    return turns


def _free(sessions: Collection[int]) -> dict[int, int]:
    """Sessions that have seats left, and how many."""
    return {session: number for session, number in free_seats(sessions).items() if number > 0}


def _turn(standing: Standing, one: Waiting) -> Turn:
    refused: list[tuple[int, Why]] = []
    for session in one.wishes:
        why = Why(RefusalCode.SEATS_GONE)
        if standing.free.get(session, 0) > 0:
            found = standing.why(one, session, kept_from(standing, one, session))
            if found is None:
                return _seated(standing, one, session, refused)
            why = found
        refused.append((session, why))
    capped = is_capped(refused)
    facts = {"session": None, "refused": refused_facts(refused)} if capped else {}
    return Turn(None, facts, cap_text(refused, standing) if capped else "", capped)


def _seated(standing: Standing, one: Waiting, session: int, refused: Refused) -> Turn:
    cells, held = standing.cells(one, session), standing.seats_of(one, session)
    standing.seat(one, session)
    facts: dict[str, object] = {"session": session, "caps": [list(cell) for cell in cells], "held": held}
    capped = is_capped(refused)
    if capped:
        facts["refused"] = refused_facts(refused)
    return Turn(session, facts, cap_text(refused, standing) if capped else "")


def _next_free(free: dict[int, int], wishes: Sequence[int]) -> int | None:
    seat = next((wish for wish in wishes if free.get(wish, 0) > 0), None)
    if seat is not None:
        free[seat] -= 1
    return seat


def _plain(seat: int | None) -> Turn:
    return Turn(seat, {"session": seat} if seat is not None else {})
