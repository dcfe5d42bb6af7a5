"""선발할 수 있는지. What stands in the way of computing a selection; every reason at once."""

from collections.abc import Sequence

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.terms import CallPhase, Mechanism

FIRST_COME = Problem(
    "first_come",
    Said(
        "선착순 모집은 신청할 때 자리가 정해집니다.",
        "In a call by first come, first served seats are given on application.",
    ),
    Said("따로 선발하지 않습니다.", "There is no selection to make."),
)


def obstacles(phase: CallPhase, mechanism: Mechanism, *, awaiting: int, approved: int) -> tuple[Problem, ...]:
    """Why a call cannot be decided now."""
    found = []
    if phase is not CallPhase.CLOSED:
        found.append(
            Problem(
                f"call_{phase.value}",
                Said("신청을 마감한 모집만 선발합니다.", "Only a closed call can be selected from."),
                Said("마감한 뒤에 하세요.", "Do it after the close."),
            )
        )
    if mechanism is Mechanism.FIRST_COME:
        found.append(FIRST_COME)
    if awaiting:
        found.append(
            Problem(
                "awaiting_approval",
                Said(f"승인을 기다리는 신청이 {awaiting}건 있습니다.", f"Applications awaiting approval: {awaiting}."),
                Said(
                    "승인이 끝날 때까지 기다리거나, 돌려보내고 선발하도록 고르세요.",
                    "Wait until the approvals are done, or choose to send these back and select.",
                ),
                field="return_unapproved",
            )
        )
    if not approved:
        found.append(
            Problem(
                "nobody",
                Said("승인된 신청이 없습니다.", "No application is approved."),
                Said("신청과 승인을 확인하세요.", "Check applications and approvals."),
            )
        )
    return tuple(found)


def override_problems(
    *,
    reason: str,
    is_same: bool,
    wants_seat: bool,
    has_session: bool,
    is_in_call: bool,
    is_full: bool,
    longest: int,
) -> tuple[Problem, ...]:
    """What is wrong with an override as typed."""
    found = []
    if not reason.strip():
        found.append(
            Problem(
                "reason_missing",
                Said("조정하는 까닭이 비어 있습니다.", "The reason for the override is missing."),
                Said("까닭을 적으세요.", "Write the reason."),
                field="reason",
            )
        )
    if len(reason.strip()) > longest:
        found.append(
            Problem(
                "reason_long",
                Said(f"까닭이 {longest}자를 넘습니다.", f"The reason has more than {longest} characters."),
                Said("짧게 줄이세요.", "Shorten it."),
                field="reason",
            )
        )
    if is_same:
        found.append(
            Problem(
                "no_change",
                Said("계산한 결과와 같습니다.", "This is the same as the computed result."),
                Said("다른 결과를 고르세요.", "Choose another result."),
                field="outcome",
            )
        )
    if wants_seat and not has_session:
        found.append(
            Problem(
                "session_missing",
                Said("어느 기수인지 없습니다.", "The session is missing."),
                Said("기수를 고르세요.", "Choose a session."),
                field="session",
            )
        )
    if wants_seat and has_session and not is_in_call:
        found.append(
            Problem(
                "session_foreign",
                Said("이 모집의 기수가 아닙니다.", "This session does not belong to the call."),
                Said("모집한 기수에서 고르세요.", "Choose among the sessions of the call."),
                field="session",
            )
        )
    if wants_seat and is_full:
        found.append(
            Problem(
                "session_full",
                Said("그 기수에 남은 자리가 없습니다.", "That session has no seat left."),
                Said("먼저 다른 자리를 비우세요.", "Free another seat first."),
                field="session",
            )
        )
    return tuple(found)


def review_problems(text: str, longest: int, field: str) -> Sequence[Problem]:
    """What is wrong with the words of a request for review, or of its answer."""
    if not text.strip():
        return (
            Problem(
                "text_missing",
                Said("내용이 비어 있습니다.", "The text is missing."),
                Said("내용을 적으세요.", "Write the text."),
                field=field,
            ),
        )
    if len(text.strip()) > longest:
        return (
            Problem(
                "text_long",
                Said(f"내용이 {longest}자를 넘습니다.", f"The text has more than {longest} characters."),
                Said("짧게 줄이세요.", "Shorten it."),
                field=field,
            ),
        )
    return ()
