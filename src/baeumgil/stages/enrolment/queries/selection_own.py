"""소속 기관. Whose own institute opens which sessions of a call: by the unit of the application, as of the closing."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from baeumgil.engines.selection.problem import Session
from baeumgil.stages.enrolment.queries.selection_bookings import chain_of
from baeumgil.stages.people.queries.headcounts import UnitChain
from baeumgil.stages.plan.queries.institutes import own_units


def own_sessions(
    institute: int, sessions: Sequence[Session], chains: Mapping[int, UnitChain]
) -> Callable[[int | None], tuple[str, ...]]:
    """By the unit of an applicant: the sessions of their own institute; one statement.

    All sessions of a call are opened by the institute of its course, so it is all of them or none.
    """
    served, all_of_them = own_units(institute), tuple(sorted(session.id for session in sessions))

    @cache
    def own(unit: int | None) -> tuple[str, ...]:
        return no_session(unit) if served.isdisjoint(chain_of(unit, chains)) else all_of_them

    return own


def no_session(unit: int | None) -> tuple[str, ...]:
    """Where nobody asks for the own institute."""
    del unit
    return ()
