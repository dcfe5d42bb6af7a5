"""The fact of a career a stage hangs on, as one sentence."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from baeumgil.core.errors import Reason
from baeumgil.core.glossary import label
from baeumgil.engines.calendar.spans import DAY
from baeumgil.stages.people.terms import PROMOTIONS, AbsenceKind
from baeumgil.stages.roadmap.rules.explain_words import day_text, with_ro
from baeumgil.stages.roadmap.rules.filters import S
from baeumgil.stages.roadmap.rules.life import Life
from baeumgil.stages.roadmap.rules.occurrences import Occurrence
from baeumgil.stages.roadmap.terms import Trigger

NOUNS: dict[Trigger, str] = {
    Trigger.APPOINTMENT: "임용일",
    Trigger.PROMOTION: "승진일",
    Trigger.POSITION: "보임일",
    Trigger.POSTING: "전보일",
    Trigger.RETURN: "복직일",
    Trigger.RETIREMENT: "정년퇴직일",
    Trigger.COMPLETION: "수료일",
}


def anchor_fact(occurrence: Occurrence, life: Life) -> Reason:
    """`2024. 7. 1. 7급으로 승진`, with 예정 when it lies ahead."""
    anchor, trigger = occurrence.anchor, occurrence.rule.stage.trigger
    text = f"{day_text(anchor)} {_what(occurrence, life)}"
    return Reason(trigger.value, f"{text} 예정" if anchor > life.on else text, {"on": anchor})


def _what(occurrence: Occurrence, life: Life) -> str:
    anchor = occurrence.anchor
    match occurrence.rule.stage.trigger:
        case Trigger.APPOINTMENT:
            text = label(_begun(life.career.services, anchor).entry)
        case Trigger.PROMOTION:
            text = f"{with_ro(_grade(life, anchor))} 승진"
        case Trigger.POSITION | Trigger.POSTING:
            text = _posting(occurrence, life)
        case Trigger.RETURN:
            text = _return(life, anchor)
        case Trigger.RETIREMENT:
            text = "정년퇴직"
        case Trigger.COMPLETION:
            text = _completion(occurrence, life)
        case never:
            assert_never(never)
    return text


def _begun(spans: Iterable[S], anchor: date) -> S:
    """The span that began on the anchor; there is one, or it would be no anchor."""
    return [span for span in spans if span.starts_on == anchor][-1]


def _grade(life: Life, anchor: date) -> str:
    span = _begun((span for span in life.career.grades if span.change in PROMOTIONS), anchor)
    return span.title if span.grade is None else f"{span.grade}급"


def _posting(occurrence: Occurrence, life: Life) -> str:
    stage = occurrence.rule.stage
    if stage.trigger is Trigger.POSTING:
        return f"{with_ro(_begun(life.career.postings, occurrence.anchor).unit_name)} 전보"
    wanted = (span for span in life.career.postings if not stage.positions or span.position in stage.positions)
    span = _begun(wanted, occurrence.anchor)
    return f"{span.position_title or label(span.position)} 보임({span.unit_name})"


def _return(life: Life, anchor: date) -> str:
    ended = [span.kind for span in life.career.absences if span.ends_on == anchor - DAY]
    return "복직" if AbsenceKind.LEAVE in ended or AbsenceKind.SUSPENSION in ended else "복귀"


def _completion(occurrence: Occurrence, life: Life) -> str:
    done = [record for record in life.seen if record.course_key in occurrence.rule.after]
    last = max((record for record in done if record.on <= occurrence.anchor), key=lambda record: record.on)
    name = last.course_name or last.course_key
    if last.on == occurrence.anchor:
        return f"'{name}' 수료"
    return f"임용(그 전 {day_text(last.on)} '{name}' 수료)"
