"""Deciding what a roster row does to somebody who is known: what is new, what is moved, what is corrected."""

from baeumgil.core.said import Said
from baeumgil.stages.people.rules.roster.checks import has_left, is_candidate, is_guest
from baeumgil.stages.people.rules.roster.entering import (
    decide_appointed,
    decide_expected,
    decide_guest,
    decide_identity,
)
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import Known
from baeumgil.stages.people.rules.roster.leaving import decide_left
from baeumgil.stages.people.rules.roster.outcome import outcome
from baeumgil.stages.people.rules.roster.people import Setting, add
from baeumgil.stages.people.rules.roster.plan import Plan
from baeumgil.stages.people.rules.roster.row import CHECK_HISTORY, Row, at_least, is_later
from baeumgil.stages.people.rules.roster.sameness import says_the_same
from baeumgil.stages.people.rules.roster.serving import decide_serving
from baeumgil.stages.people.terms import ChangeKind, PersonKind, Position, RosterField


def decide_row(row: Row) -> None:
    """What the row does."""
    facts, kind = row.facts, row.known.person.kind
    if is_guest(facts) or kind is PersonKind.GUEST:
        decide_guest(row)
    elif kind is PersonKind.CANDIDATE and is_candidate(facts):
        decide_identity(row)
        decide_expected(row)
    elif kind is PersonKind.CANDIDATE:
        decide_appointed(row)
    elif is_candidate(facts):
        row.plan.problem(
            facts,
            RosterField.CANDIDATE_NO,
            "appointed_already",
            Said(
                "이미 임용된 사람의 응시번호입니다.", "This candidate number is of a person who is already appointed."
            ),
            Said("사번을 적거나 줄을 지우세요.", "Enter the staff number or remove the row."),
        )
    elif has_left(facts):
        decide_left(row)
    else:
        decide_serving(row)
    if row.corrected:
        row.plan.change(
            ChangeKind.CORRECTED,
            facts,
            before=", ".join(f"{what} {old}".strip() for what, old, _ in row.corrected),
            after=", ".join(f"{what} {new}".strip() for what, _, new in row.corrected),
        )


def needs_history(facts: RosterFacts, known: Known) -> bool:
    """True when the latest spans alone do not tell what the row means."""
    if known.person.kind is PersonKind.FORMER:
        return not has_left(facts)
    grade, posting = known.grade, known.posting
    facts = since_return(facts, known)
    if grade is not None and facts.grade_since is not None and facts.grade_since != grade.starts_on:
        return True
    if posting is None:
        return False
    head = facts.position_since if facts.position not in {None, Position.MEMBER} else None
    return any(since is not None and since != posting.starts_on for since in (facts.posting_since, head))


def since_return(facts: RosterFacts, known: Known) -> RosterFacts:
    """For somebody who came back, nothing held now began before the return."""
    service = known.service
    if service is None or not service.is_return or is_later(facts.appointed_on, service.since):
        return facts
    start = service.since
    return facts._replace(
        grade_since=at_least(facts.grade_since, start),
        posting_since=at_least(facts.posting_since, start),
        position_since=at_least(facts.position_since, start),
        absence_since=at_least(facts.absence_since, start),
    )


def decide(facts: RosterFacts, known: Known | None, plan: Plan, setting: Setting) -> None:
    """Put into the plan whatever this row changes; nothing when it says what is recorded."""
    if known is None:
        add(facts, plan, setting)
        return
    if says_the_same(facts, known, setting):
        plan.counts[ChangeKind.UNCHANGED] += 1
        return
    draft = Plan()
    decide_known(facts, known, draft, setting)
    if draft.is_empty:
        plan.counts[ChangeKind.UNCHANGED] += 1
        return
    if not draft.problems and not settles(facts, known, draft, setting):
        draft = Plan()
        draft.problem(
            facts,
            RosterField.STAFF_NO,
            "contradicts_history",
            Said(
                "이 사람의 날짜들이 이미 기록된 이력과 어긋납니다.",
                "The dates of this person contradict the history on record.",
            ),
            CHECK_HISTORY,
        )
    plan.touched.add(known.person.id)
    plan.take(draft)


def decide_known(facts: RosterFacts, known: Known, plan: Plan, setting: Setting) -> None:
    """The same for somebody who is known, without asking whether it settles."""
    decide_row(Row(since_return(facts, known), known, plan, setting))


def settles(facts: RosterFacts, known: Known, draft: Plan, setting: Setting) -> bool:
    """True when the spans stay sound and the same row would then change nothing more."""
    after = outcome(known, draft, setting.as_of)
    if after is None:
        return False
    again = Plan()
    decide_known(facts, after, again, setting)
    return again.is_empty
