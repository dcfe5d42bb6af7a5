"""One sentence for each way in which a stored requirement can stand."""

import re
from datetime import date

import pytest

from baeumgil.core.said import in_language
from baeumgil.stages.roadmap.rules.brief import brief_reason
from baeumgil.stages.roadmap.rules.reasons import ReasonCode

SENTENCES = {
    ReasonCode.COURSE: "2026. 2. 3. '기본' 과정을 이수했습니다.",
    ReasonCode.BLOCKS: "2026. 2. 3. 모든 구간을 이수했습니다.",
    ReasonCode.SUBSTITUTE: "2026. 2. 3. 이수한 '기본' 과정이 이 단계를 대신합니다.",
    ReasonCode.EARLIER_COUNTS: "2026. 2. 3. 이수한 '기본' 과정을 이 단계에도 인정합니다.",
    ReasonCode.EXEMPTED: "면제하기로 했습니다.",
    ReasonCode.EXEMPT_BY_RULE: "규칙에 정한 면제 대상입니다.",
    ReasonCode.SUPERSEDED: "2026. 2. 3. 다음 단계로 갈음합니다.",
    ReasonCode.NOT_YET: "2026. 1. 1.부터 이수할 수 있습니다.",
    ReasonCode.OPEN: "2026. 7. 1.까지 이수해야 합니다.",
    ReasonCode.RECOMMENDED: "이수를 권장합니다.",
    ReasonCode.LATE: "이수 기한 2026. 7. 1.에서 30일 지났습니다.",
    ReasonCode.CLOSED: "이수하지 못한 채 이수할 수 있는 기간이 끝났습니다.",
    ReasonCode.LEFT: "이수하지 않고 퇴직했습니다.",
}


def brief(code: str, *, settled_on: date | None = date(2026, 2, 3), settled_by: str = "기본") -> str:
    return brief_reason(
        code,
        on=date(2026, 7, 31),
        opens_on=date(2026, 1, 1),
        due_on=date(2026, 7, 1),
        settled_on=settled_on,
        settled_by=settled_by,
    )


@pytest.mark.parametrize("code", list(ReasonCode))
def test_every_reason_has_its_sentence(code: ReasonCode) -> None:
    assert brief(code.value) == SENTENCES[code]
    assert re.search("[가-힣]", in_language(brief(code.value), "en").replace("기본", "")) is None


def test_a_reason_without_day_and_course_still_reads_well() -> None:
    assert brief("course", settled_on=None, settled_by="") == "과정을 이수했습니다."


def test_the_sentences_are_told_in_english() -> None:
    assert [in_language(brief(code), "en") for code in ("course", "late", "not_yet", "superseded")] == [
        "Completed with “기본” on 3 Feb 2026.",
        "Overdue by 30 days, due by 1 Jul 2026.",
        "Can be taken from 1 Jan 2026.",
        "Replaced from 3 Feb 2026 by the next stage.",
    ]
    assert in_language(brief("course", settled_on=None, settled_by=""), "en") == "Completed with a course."


def test_an_unknown_reason_stays_as_it_is() -> None:
    assert brief("made_up") == "made_up"
