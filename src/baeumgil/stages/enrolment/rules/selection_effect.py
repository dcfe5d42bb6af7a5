"""선발 결과의 효력. What counts of a line: what was computed, or what a person made of it."""

from dataclasses import dataclass

from baeumgil.stages.enrolment.terms import Outcome

IN_FORCE = "in_force"
"""Where the figures of a published selection keep how many got what, with what people changed."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of somebody."""

    outcome: Outcome
    session: int | None
    is_overridden: bool


def effective(outcome: str, session: int | None, override: str | None, override_session: int | None) -> Effect:
    """The override where there is one."""
    if override is not None:
        return Effect(Outcome(override), override_session, is_overridden=True)
    return Effect(Outcome(outcome), session, is_overridden=False)
