"""Why a stored requirement stands as it does, in one sentence made from its own dates: no sentence is stored."""

from datetime import date

from baeumgil.core.said import Said
from baeumgil.stages.roadmap.rules.explain_words import counted, day_text
from baeumgil.stages.roadmap.rules.reasons import REASON_CODES, ReasonCode


def brief_reason(
    code: str,
    *,
    on: date,
    opens_on: date,
    due_on: date,
    settled_on: date | None,
    settled_by: str,
) -> str:
    """One plain sentence; an unknown code stays as it is. `on` is the day the state holds for."""
    if code not in REASON_CODES:
        return code
    reason = ReasonCode(code)
    match reason:
        case ReasonCode.NOT_YET | ReasonCode.OPEN | ReasonCode.LATE:
            return _open(reason, on, opens_on, due_on)
        case _:
            return _settled(reason, settled_on, settled_by) or ENDED[reason]


ENDED = {
    ReasonCode.EXEMPTED: Said("면제하기로 했습니다.", "Exempted by decision."),
    ReasonCode.EXEMPT_BY_RULE: Said("규칙에 정한 면제 대상입니다.", "Exempt by the rules."),
    ReasonCode.RECOMMENDED: Said("이수를 권장합니다.", "Recommended."),
    ReasonCode.CLOSED: Said(
        "이수하지 못한 채 이수할 수 있는 기간이 끝났습니다.", "Not completed in the time in which it could be taken."
    ),
    ReasonCode.LEFT: Said("이수하지 않고 퇴직했습니다.", "Left the service without completing it."),
}
"""Sentences without a day of their own."""


def _open(reason: ReasonCode, on: date, opens_on: date, due_on: date) -> Said:
    due = day_text(due_on)
    if reason is ReasonCode.NOT_YET:
        opens = day_text(opens_on)
        return Said(f"{opens}부터 이수할 수 있습니다.", f"Can be taken from {opens.english}.")
    if reason is ReasonCode.OPEN:
        return Said(f"{due}까지 이수해야 합니다.", f"To be completed by {due.english}.")
    late = (on - due_on).days
    return Said(
        f"이수 기한 {due}에서 {late}일 지났습니다.", f"Overdue by {counted(late, 'day')}, due by {due.english}."
    )


def _settled(reason: ReasonCode, on: date | None, settled_by: str) -> Said | None:
    day = Said("", "") if on is None else day_text(on)
    before = f"{day} " if day else ""
    after, since = (f" on {day.english}", f" from {day.english}") if day else ("", "")
    by = f"'{settled_by}' 과정" if settled_by else "과정"
    course = f"“{settled_by}”" if settled_by else "a course"
    match reason:
        case ReasonCode.COURSE:
            return Said(f"{before}{by}을 이수했습니다.", f"Completed with {course}{after}.")
        case ReasonCode.BLOCKS:
            return Said(f"{before}모든 구간을 이수했습니다.", f"All parts completed{after}.")
        case ReasonCode.SUBSTITUTE:
            return Said(
                f"{before}이수한 {by}이 이 단계를 대신합니다.", f"Replaced by the completion of {course}{after}."
            )
        case ReasonCode.EARLIER_COUNTS:
            return Said(
                f"{before}이수한 {by}을 이 단계에도 인정합니다.",
                f"The completion of {course}{after} counts for this stage too.",
            )
        case ReasonCode.SUPERSEDED:
            return Said(f"{before}다음 단계로 갈음합니다.", f"Replaced{since} by the next stage.")
        case _:
            return None
