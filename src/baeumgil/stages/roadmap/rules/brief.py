"""Why a stored requirement stands as it does, in one sentence made from its own dates."""

from datetime import date

from baeumgil.stages.roadmap.rules.explain_words import day_text
from baeumgil.stages.roadmap.rules.reasons import ReasonCode


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
    day = "" if settled_on is None else f"{day_text(settled_on)} "
    by = f"'{settled_by}' 과정" if settled_by else "과정"
    sentences = {
        ReasonCode.COURSE: f"{day}{by}을 이수했습니다.",
        ReasonCode.BLOCKS: f"{day}모든 구간을 이수했습니다.",
        ReasonCode.SUBSTITUTE: f"{day}이수한 {by}이 이 단계를 대신합니다.",
        ReasonCode.EARLIER_COUNTS: f"{day}이수한 {by}을 이 단계에도 인정합니다.",
        ReasonCode.EXEMPTED: "면제하기로 했습니다.",
        ReasonCode.EXEMPT_BY_RULE: "규칙에 정한 면제 대상입니다.",
        ReasonCode.SUPERSEDED: f"{day}다음 단계로 갈음합니다.",
        ReasonCode.NOT_YET: f"{day_text(opens_on)}부터 이수할 수 있습니다.",
        ReasonCode.OPEN: f"{day_text(due_on)}까지 이수해야 합니다.",
        ReasonCode.RECOMMENDED: "이수를 권장합니다.",
        ReasonCode.LATE: f"이수 기한 {day_text(due_on)}에서 {(on - due_on).days}일 지났습니다.",
        ReasonCode.CLOSED: "이수하지 못한 채 이수할 수 있는 기간이 끝났습니다.",
        ReasonCode.LEFT: "이수하지 않고 퇴직했습니다.",
    }
    return {str(known): sentence for known, sentence in sentences.items()}.get(code, code)
