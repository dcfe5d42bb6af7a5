"""The fact of a career a stage hangs on, as one sentence."""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from baeumgil.core.errors import Reason
from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.engines.calendar.spans import DAY
from baeumgil.stages.people.terms import PROMOTIONS, AbsenceKind
from baeumgil.stages.roadmap.rules.explain_words import day_text, with_ro
from baeumgil.stages.roadmap.rules.filters import S
from baeumgil.stages.roadmap.rules.life import Life
from baeumgil.stages.roadmap.rules.occurrences import Occurrence
from baeumgil.stages.roadmap.terms import Trigger

NOUNS: dict[Trigger, Said] = {
    Trigger.APPOINTMENT: Said("임용일", "day of appointment"),
    Trigger.PROMOTION: Said("승진일", "day of promotion"),
    Trigger.POSITION: Said("보임일", "day of taking the position"),
    Trigger.POSTING: Said("전보일", "day of posting"),
    Trigger.RETURN: Said("복직일", "day of return"),
    Trigger.RETIREMENT: Said("정년퇴직일", "day of retirement"),
    Trigger.COMPLETION: Said("수료일", "day of completion"),
}


def anchor_fact(occurrence: Occurrence, life: Life) -> Reason:
    """`2024. 7. 1. 7급으로 승진`, with 예정 when it lies ahead."""
    anchor, trigger = occurrence.anchor, occurrence.rule.stage.trigger
    day, what = day_text(anchor), _what(occurrence, life)
    korean, english = f"{day} {what}", f"{day.english}: {what.english}"
    if anchor > life.on:
        korean, english = f"{korean} 예정", f"{english} (expected)"
    return Reason(trigger.value, Said(korean, english), {"on": anchor})


def _what(occurrence: Occurrence, life: Life) -> Said:
    anchor = occurrence.anchor
    match occurrence.rule.stage.trigger:
        case Trigger.APPOINTMENT:
            entry = _begun(life.career.services, anchor).entry
            text = Said(label(entry), f"appointment ({label(entry, 'en').lower()})")
        case Trigger.PROMOTION:
            grade = _grade(life, anchor)
            text = Said(f"{with_ro(grade)} 승진", f"promotion to {grade.english}")
        case Trigger.POSITION | Trigger.POSTING:
            text = _posting(occurrence, life)
        case Trigger.RETURN:
            text = _return(life, anchor)
        case Trigger.RETIREMENT:
            text = Said("정년퇴직", "retirement")
        case Trigger.COMPLETION:
            text = _completion(occurrence, life)
        case never:
            assert_never(never)
    return text


def _begun(spans: Iterable[S], anchor: date) -> S:
    """The span that began on the anchor; there is one, or it would be no anchor."""
    return [span for span in spans if span.starts_on == anchor][-1]


def _grade(life: Life, anchor: date) -> Said:
    span = _begun((span for span in life.career.grades if span.change in PROMOTIONS), anchor)
    return Said(span.title, span.title) if span.grade is None else Said(f"{span.grade}급", f"grade {span.grade}")


def _posting(occurrence: Occurrence, life: Life) -> Said:
    stage = occurrence.rule.stage
    if stage.trigger is Trigger.POSTING:
        unit = _begun(life.career.postings, occurrence.anchor).unit_name
        return Said(f"{with_ro(unit)} 전보", f"posting to {unit}")
    wanted = (span for span in life.career.postings if not stage.positions or span.position in stage.positions)
    span = _begun(wanted, occurrence.anchor)
    position = Said(span.position_title or label(span.position), span.position_title or label(span.position, "en"))
    return Said(f"{position} 보임({span.unit_name})", f"takes the position {position.english} ({span.unit_name})")


def _return(life: Life, anchor: date) -> Said:
    ended = [span.kind for span in life.career.absences if span.ends_on == anchor - DAY]
    is_reinstated = AbsenceKind.LEAVE in ended or AbsenceKind.SUSPENSION in ended
    return Said("복직", "return to work") if is_reinstated else Said("복귀", "return")


def _completion(occurrence: Occurrence, life: Life) -> Said:
    done = [record for record in life.seen if record.course_key in occurrence.rule.after]
    last = max(
        (record for record in done if record.on <= occurrence.anchor),
        key=lambda record: (record.on, record.course_key, record.course_name),
    )
    name = last.course_name or last.course_key
    if last.on == occurrence.anchor:
        return Said(f"'{name}' 수료", f"completion of “{name}”")
    day = day_text(last.on)
    return Said(
        f"임용(그 전 {day} '{name}' 수료)", f"appointment (before it, on {day.english}, “{name}” was completed)"
    )
