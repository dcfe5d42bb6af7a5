"""출결 결과. What may be noted of somebody on a list, and when."""

from collections.abc import Mapping
from datetime import date

from baeumgil.core.said import Said
from baeumgil.stages.enrolment.terms import ApplicationState, BarCause, StepReason

REASONS: Mapping[ApplicationState, StepReason] = {
    ApplicationState.NO_SHOW: StepReason.DID_NOT_COME,
    ApplicationState.DROPPED_OUT: StepReason.GAVE_UP,
    ApplicationState.COMPLETED: StepReason.PASSED,
    ApplicationState.NOT_COMPLETED: StepReason.FAILED,
}
"""Outcomes that can be noted, and the rule of each step."""

CAUSES: Mapping[ApplicationState, BarCause] = {
    ApplicationState.NO_SHOW: BarCause.NO_SHOW,
    ApplicationState.DROPPED_OUT: BarCause.DROP_OUT,
}
"""Outcomes after which somebody may be barred."""

AT_THE_END = frozenset({ApplicationState.COMPLETED, ApplicationState.NOT_COMPLETED})


def why_not_yet(outcome: ApplicationState, starts_on: date, ends_on: date, today: date) -> str:
    """Why this cannot be noted today, in Korean; empty when it can."""
    if today < starts_on:
        return Said("아직 시작하지 않은 기수입니다.", "This session has not begun yet.")
    if outcome in AT_THE_END and today < ends_on:
        return Said(
            "아직 끝나지 않은 기수라 수료와 미수료는 적을 수 없습니다.",
            "This session is not over yet, so completion cannot be noted.",
        )
    return ""
