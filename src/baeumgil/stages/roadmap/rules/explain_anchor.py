"""The fact of a career a stage hangs on, as one sentence."""

from datetime import date
from typing import assert_never

from baeumgil.core.errors import Reason
from baeumgil.core.glossary import label
from baeumgil.engines.calendar.spans import DAY
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.roadmap.rules.explain_words import day_text, with_ro
from baeumgil.stages.roadmap.rules.filters import as_of
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
            service = as_of(life.career.services, anchor)
            text = label(service.entry) if service is not None else ""
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


def _grade(life: Life, anchor: date) -> str:
    span = as_of(life.career.grades, anchor)
    if span is None:
        return "새 직급"
    return span.title if span.grade is None else f"{span.grade}급"


def _posting(occurrence: Occurrence, life: Life) -> str:
    wanted = occurrence.rule.stage.positions
    by_position = occurrence.rule.stage.trigger is Trigger.POSITION
    postings = [span for span in life.career.postings if not by_position or not wanted or span.position in wanted]
    span = as_of(postings, occurrence.anchor)
    if span is None:
        return "보임"
    if not by_position:
        return f"{with_ro(span.unit_name)} 전보"
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
