"""What a mechanism gives: who sits where, and the code of each refused wish. From it, the rows of a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.shapes import Row


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a session, and the reserve it belongs to, or none."""

    session: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Why a wish was refused."""

    code: str
    at: str = ""
    last: str | None = None
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seats by applicant, codes by applicant and session."""

    seats: Mapping[str, Seat]
    codes: Mapping[tuple[str, str], Code]


def refused(contest: Contest, seats: Mapping[str, Seat], applicant: str) -> Sequence[str]:
    """The wishes that were not granted: those dearer than the seat, or all."""
    wishes: Sequence[str] = contest.applicants[applicant]["wishes"]
    return wishes[: wishes.index(seats[applicant].session)] if applicant in seats else wishes


def rows_of(contest: Contest, outcome: Outcome) -> Row:
    """The result as it is written."""
    left = [each for each in contest.order if each not in outcome.seats]
    most = contest.problem["most_waiting"]
    waiting = left if most is None else left[:most]
    return {
        "format": "baeumgil-selection-result",
        "version": 1,
        "order": list(contest.order),
        "seated": [
            {
                "applicant": each,
                "session": outcome.seats[each].session,
                "rank": contest.applicants[each]["wishes"].index(outcome.seats[each].session) + 1,
                "by": outcome.seats[each].by,
            }
            for each in contest.order
            if each in outcome.seats
        ],
        "waiting": waiting,
        "not_selected": left[len(waiting) :],
        "refusals": [
            {
                "applicant": each,
                "session": wish,
                "code": outcome.codes[each, wish].code,
                "at": outcome.codes[each, wish].at,
                "last": outcome.codes[each, wish].last,
                "by_path": outcome.codes[each, wish].by_path,
            }
            for each in contest.order
            for wish in refused(contest, outcome.seats, each)
        ],
    }
