"""The facts and the rule behind a decision, in plain sentences of both languages."""

from collections.abc import Mapping
from datetime import date

from baeumgil.core.errors import Reason
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, in_language, joined
from baeumgil.stages.roadmap.rules.deciding import Decision, reason_while_open
from baeumgil.stages.roadmap.rules.explain_anchor import NOUNS, anchor_fact
from baeumgil.stages.roadmap.rules.explain_words import counted, day_text, window_text
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


def _settled_text(decision: Decision, exemptions: Mapping[str, str]) -> Said:
    settlement, stage = decision.settlement, decision.occurrence.rule.stage
    on = Said("", "") if settlement is None or settlement.on is None else day_text(settlement.on)
    by = "" if settlement is None or settlement.by is None else _name(settlement.by)
    why = exemptions.get(stage.code) or Said("적지 않음", "none given")
    trigger = label(stage.trigger, "en").lower()
    texts = {
        ReasonCode.COURSE: Said(f"{on} '{by}' 이수를 마쳤습니다.", f"Completed with “{by}” on {on.english}."),
        ReasonCode.BLOCKS: Said(f"{on} 모든 구간을 마쳤습니다.", f"All parts were completed by {on.english}."),
        ReasonCode.SUBSTITUTE: Said(
            f"{on} 마친 '{by}' 이수로 이 단계를 대신합니다.",
            f"“{by}”, completed on {on.english}, stands in for this stage.",
        ),
        ReasonCode.EARLIER_COUNTS: Said(
            f"{on} 마친 '{by}' 이수를 이 단계에도 인정합니다.",
            f"“{by}”, completed on {on.english}, counts for this stage too.",
        ),
        ReasonCode.EXEMPTED: Said(
            f"면제하기로 했습니다. 사유: {why}", f"Exempted by decision. Reason: {in_language(why, 'en')}"
        ),
        ReasonCode.EXEMPT_BY_RULE: Said(
            stage.exempt_note or "규칙에서 정한 면제 대상입니다.",
            f"Exempt by the rules: {stage.exempt_note}" if stage.exempt_note else "Exempt by the rules.",
        ),
        ReasonCode.SUPERSEDED: Said(
            f"{on} 다음 {label(stage.trigger)} 교육으로 갈음합니다.",
            f"Replaced from {on.english} by the training for the next {trigger}.",
        ),
    }
    return texts[decision.reason]


def _open_text(decision: Decision, on: date) -> Said:
    block, term = _pressing(decision, on)
    text = _term_text(decision, term, on)
    if not block or decision.reason is ReasonCode.LEFT:
        return text
    return Said(f"'{block}' 구간: {text}", f"Part “{block}”: {text.english}")


def _term_text(decision: Decision, term: Term, on: date) -> Said:
    opens, due, end = day_text(term.opens_on), day_text(term.due_on), day_text(decision.occurrence.run[1])
    closes = None if term.closes_on is None else day_text(term.closes_on)
    late = (on - term.due_on).days
    texts = {
        ReasonCode.NOT_YET: Said(f"{opens}부터 이수할 수 있습니다.", f"Can be taken from {opens.english}."),
        ReasonCode.OPEN: Said(f"{due}까지 이수해야 합니다.", f"To be completed by {due.english}."),
        ReasonCode.RECOMMENDED: joined(
            (
                Said("이수를 권장합니다.", "Recommended."),
                "" if closes is None else Said(f"{closes}까지 들을 수 있습니다.", f"Open until {closes.english}."),
            )
        ),
        ReasonCode.LATE: Said(
            f"이수 기한 {due}에서 {late}일 지났습니다.",
            f"Overdue by {counted(late, 'day')}: it was due by {due.english}.",
        ),
        ReasonCode.CLOSED: Said("이수할 수 있는 기간이 끝났습니다.", "The time in which it could be taken is over.")
        if closes is None
        else Said(
            f"이수할 수 있는 기간이 {closes}에 끝났습니다.",
            f"The time in which it could be taken ended on {closes.english}.",
        ),
        ReasonCode.LEFT: Said(
            f"이수하지 않은 채 {end} 재직이 끝났습니다.", f"Service ended on {end.english} without its being completed."
        ),
    }
    return texts[decision.reason]


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
        opens, due, parts = day_text(plain.opens_on), day_text(plain.due_on), len(stage.blocks)
        text = Said(
            f"{parts}개 구간, {opens}부터 {due}까지",
            f"{counted(parts, 'part')}, from {opens.english} to {due.english}",
        )
    else:
        text = window_text(NOUNS[stage.trigger], stage.window, plain)
    return Reason("window", text, {"opens_on": plain.opens_on, "due_on": plain.due_on})


def _absence_fact(decision: Decision) -> Reason | None:
    was, due = plain_term_of(decision.occurrence).due_on, decision.occurrence.term.due_on
    days, day = (due - was).days, day_text(due)
    if not days:
        return None
    text = Said(
        f"휴직 등으로 기한을 {days}일 늦춤({day}까지)",
        f"Absence moves the due day by {counted(days, 'day')} (to {day.english})",
    )
    return Reason("absence", text, {"days": days})


def _away_fact(life: Life) -> Reason | None:
    kinds = dict.fromkeys(
        span.kind
        for span in life.career.absences
        if span.starts_on <= life.on and (span.ends_on is None or life.on <= span.ends_on)
    )
    if not kinds:
        return None
    korean, english = (", ".join(label(kind, language) for kind in kinds) for language in ("ko", "en"))
    day = day_text(life.on)
    return Reason("away", Said(f"{day} 현재 {korean} 중", f"Away on {day.english}: {english.lower()}"))


def _records(decision: Decision) -> list[Completion]:
    records = [record for record in decision.block_records if record is not None]
    if decision.settlement is not None and decision.settlement.by is not None:
        records.append(decision.settlement.by)
    return sorted(set(records), key=lambda record: (record.on, record.course_key))


def _record_fact(record: Completion) -> Reason:
    day, name = day_text(record.on), _name(record)
    return Reason("record", Said(f"{day} '{name}' 수료", f"{day.english}: “{name}” completed"), {"on": record.on})


def _basis_fact(decision: Decision) -> Reason | None:
    basis = decision.occurrence.rule.stage.basis
    return Reason("basis", Said(f"근거: {basis}", f"Basis: {basis}")) if basis else None


def _name(record: Completion) -> str:
    return record.course_name or record.course_key
