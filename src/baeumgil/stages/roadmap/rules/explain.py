"""The facts and the rule behind a decision, in plain Korean sentences."""

from collections.abc import Mapping
from datetime import date

from baeumgil.core.errors import Reason
from baeumgil.core.glossary import label
from baeumgil.stages.roadmap.rules.deciding import Decision, reason_while_open
from baeumgil.stages.roadmap.rules.explain_anchor import NOUNS, anchor_fact
from baeumgil.stages.roadmap.rules.explain_words import day_text, window_text
from baeumgil.stages.roadmap.rules.life import Completion, Life
from baeumgil.stages.roadmap.rules.occurrences import plain_term_of
from baeumgil.stages.roadmap.rules.reasons import ReasonCode
from baeumgil.stages.roadmap.rules.windows import Term


def reason_of(decision: Decision, life: Life, exemptions: Mapping[str, str]) -> Reason:
    """Why the stage stands as it does, as one sentence."""
    settled = decision.settlement is not None
    text = _settled_text(decision, exemptions) if settled else _open_text(decision, life.on)
    return Reason(decision.reason.value, text)


def facts_of(decision: Decision, life: Life) -> tuple[Reason, ...]:
    """What the decision rests on: the trigger, the window, absence, records, the basis of the rule."""
    facts: list[Reason | None] = [anchor_fact(decision.occurrence, life), _window_fact(decision)]
    facts += [_absence_fact(decision), _away_fact(life)]
    facts += [_record_fact(record) for record in _records(decision)]
    facts.append(_basis_fact(decision))
    return tuple(fact for fact in facts if fact is not None)


def _settled_text(decision: Decision, exemptions: Mapping[str, str]) -> str:
    settlement, stage = decision.settlement, decision.occurrence.rule.stage
    on = "" if settlement is None or settlement.on is None else day_text(settlement.on)
    by = "" if settlement is None or settlement.by is None else f"'{_name(settlement.by)}'"
    texts = {
        ReasonCode.COURSE: f"{on} {by} 이수를 마쳤습니다.",
        ReasonCode.BLOCKS: f"{on} 모든 구간을 마쳤습니다.",
        ReasonCode.SUBSTITUTE: f"{on} 마친 {by} 이수로 이 단계를 대신합니다.",
        ReasonCode.EARLIER_COUNTS: f"{on} 마친 {by} 이수를 이 단계에도 인정합니다.",
        ReasonCode.EXEMPTED: f"면제하기로 했습니다. 사유: {exemptions.get(stage.code) or '적지 않음'}",
        ReasonCode.EXEMPT_BY_RULE: stage.exempt_note or "규칙에서 정한 면제 대상입니다.",
        ReasonCode.SUPERSEDED: f"{on} 다음 {label(stage.trigger)} 교육으로 갈음합니다.",
    }
    return texts[decision.reason]


def _open_text(decision: Decision, on: date) -> str:
    block, term = _pressing(decision, on)
    closes = "" if term.closes_on is None else f" {day_text(term.closes_on)}까지 들을 수 있습니다."
    texts = {
        ReasonCode.NOT_YET: f"{day_text(term.opens_on)}부터 이수할 수 있습니다.",
        ReasonCode.OPEN: f"{day_text(term.due_on)}까지 이수해야 합니다.",
        ReasonCode.RECOMMENDED: f"이수를 권장합니다.{closes}",
        ReasonCode.LATE: f"이수 기한 {day_text(term.due_on)}에서 {(on - term.due_on).days}일 지났습니다.",
        ReasonCode.CLOSED: f"이수할 수 있는 기간이 {closes_text(term)} 끝났습니다.",
        ReasonCode.LEFT: f"이수하지 않은 채 {day_text(decision.occurrence.run[1])} 재직이 끝났습니다.",
    }
    text = texts[decision.reason]
    return f"'{block}' 구간: {text}" if block and decision.reason is not ReasonCode.LEFT else text


def closes_text(term: Term) -> str:
    """`2025. 1. 1.에`, or nothing for a window that never closes."""
    return "" if term.closes_on is None else f"{day_text(term.closes_on)}에"


def _pressing(decision: Decision, on: date) -> tuple[str, Term]:
    """The block (empty name: the stage itself) that made the stage stand as it does; the soonest due of several."""
    found = decision.occurrence
    parts = zip(found.rule.stage.blocks, found.blocks, decision.block_records, strict=True)
    open_parts = [
        (block.name, term)
        for block, term, record in parts
        if record is None and reason_while_open(term, found, on) is decision.reason
    ]
    return min(open_parts, key=lambda part: part[1].due_on, default=("", found.own))


def _window_fact(decision: Decision) -> Reason:
    found = decision.occurrence
    stage, plain = found.rule.stage, plain_term_of(found)
    if stage.blocks:
        text = f"{len(stage.blocks)}개 구간, {day_text(plain.opens_on)}부터 {day_text(plain.due_on)}까지"
    else:
        text = window_text(NOUNS[stage.trigger], stage.window, plain)
    return Reason("window", text, {"opens_on": plain.opens_on, "due_on": plain.due_on})


def _absence_fact(decision: Decision) -> Reason | None:
    was, due = plain_term_of(decision.occurrence).due_on, decision.occurrence.term.due_on
    days = (due - was).days
    if not days:
        return None
    return Reason("absence", f"휴직 등으로 기한을 {days}일 늦춤({day_text(due)}까지)", {"days": days})


def _away_fact(life: Life) -> Reason | None:
    kinds = [
        label(span.kind)
        for span in life.career.absences
        if span.starts_on <= life.on and (span.ends_on is None or life.on <= span.ends_on)
    ]
    return Reason("away", f"{day_text(life.on)} 현재 {', '.join(dict.fromkeys(kinds))} 중") if kinds else None


def _records(decision: Decision) -> list[Completion]:
    records = [record for record in decision.block_records if record is not None]
    if decision.settlement is not None and decision.settlement.by is not None:
        records.append(decision.settlement.by)
    return sorted(set(records), key=lambda record: (record.on, record.course_key))


def _record_fact(record: Completion) -> Reason:
    return Reason("record", f"{day_text(record.on)} '{_name(record)}' 수료", {"on": record.on})


def _basis_fact(decision: Decision) -> Reason | None:
    basis = decision.occurrence.rule.stage.basis
    return Reason("basis", f"근거: {basis}") if basis else None


def _name(record: Completion) -> str:
    return record.course_name or record.course_key
