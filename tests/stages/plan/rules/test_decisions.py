import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.amending import Figures
from baeumgil.stages.plan.rules.decisions import Act, Amendment, ItemFacts, check_decision, effects, outcome
from baeumgil.stages.plan.terms import ChangeVerb, Decision, ItemKind, VersionState

FIGURES = Figures(ChangeVerb.IMPROVED, 3, 20, 60)
BEFORE = Figures(ChangeVerb.KEPT, 2, 20, 40)
DECISIONS = st.sampled_from([decision for decision in Decision if decision is not Decision.PENDING])
VERBS = st.sampled_from(list(ChangeVerb))


@st.composite
def agendas(draw: st.DrawFn) -> list[ItemFacts]:
    items = [ItemFacts(1, ItemKind.WHOLE_PLAN, draw(DECISIONS), {})]
    for number in range(draw(st.integers(0, 5))):
        decision = draw(DECISIONS)
        items.append(
            ItemFacts(
                id=number + 2,
                kind=draw(st.sampled_from([ItemKind.LINE, ItemKind.OTHER])),
                decision=decision,
                changes={"sessions": 4} if decision is Decision.AMENDED else {},
                line=number,
                now=Figures(draw(VERBS), 3, 20, 60),
                year_before=draw(st.sampled_from([BEFORE, None])),
            )
        )
    return items


@given(agendas())
def test_a_plan_rejected_whole_is_a_draft_and_nothing_else_happens(items: list[ItemFacts]) -> None:
    if items[0].decision is Decision.REJECTED:
        assert outcome(items) is VersionState.DRAFT
        assert {effect.act for effect in effects(items)} <= {Act.NONE}


@given(agendas())
def test_a_plan_is_reviewed_only_when_accepted_with_no_line_deferred(items: list[ItemFacts]) -> None:
    accepted = items[0].decision in {Decision.AS_PROPOSED, Decision.AMENDED}
    deferred = any(item.kind is ItemKind.LINE and item.decision is Decision.DEFERRED for item in items)
    assert (outcome(items) is VersionState.REVIEWED) == (accepted and not deferred)


@given(agendas())
def test_every_line_item_has_one_effect_and_others_none(items: list[ItemFacts]) -> None:
    assert [effect.item for effect in effects(items)] == [item.id for item in items if item.kind is ItemKind.LINE]


@given(agendas())
def test_only_new_courses_and_those_without_a_past_are_taken_out(items: list[ItemFacts]) -> None:
    facts = {item.id: item for item in items}
    for effect in effects(items):
        item = facts[effect.item]
        if effect.act is Act.REMOVE:
            assert item.now is not None
            assert item.now.verb is ChangeVerb.NEW or item.year_before is None
        if effect.act is Act.FALL_BACK:
            assert dict(effect.changes) == {
                "verb": ChangeVerb.KEPT,
                "sessions": 2,
                "seats_per_session": 20,
                "seats": 40,
            }


def codes(
    kind: ItemKind, decision: Decision, text: str = "", now: Figures | None = FIGURES, **said: object
) -> list[str]:
    amendment = Amendment(**said)  # type: ignore[arg-type]  # names and values come from the test
    problems = check_decision(kind=kind, decision=decision, text=text, amendment=amendment, now=now)
    return [problem.code for problem in problems]


@pytest.mark.parametrize("kind", list(ItemKind))
def test_rejecting_and_deferring_need_a_reason(kind: ItemKind) -> None:
    for decision in (Decision.REJECTED, Decision.DEFERRED):
        assert codes(kind, decision) == ["missing"]
        assert codes(kind, decision, "까닭") == []


def test_only_an_amended_line_carries_changes() -> None:
    assert codes(ItemKind.LINE, Decision.AS_PROPOSED, sessions=2) == ["changes"]
    assert codes(ItemKind.OTHER, Decision.AMENDED, "고침", sessions=2) == ["changes"]
    assert codes(ItemKind.LINE, Decision.AMENDED, sessions=2) == []
    assert codes(ItemKind.WHOLE_PLAN, Decision.AMENDED) == ["missing"]


def test_an_amendment_must_change_something_that_is_there() -> None:
    assert codes(ItemKind.LINE, Decision.AMENDED) == ["changes"]
    assert codes(ItemKind.LINE, Decision.AMENDED, sessions=3) == ["changes"]
    assert codes(ItemKind.LINE, Decision.AMENDED, now=None, sessions=3) == ["line"]


def test_a_course_that_ends_has_no_seats_and_one_that_opens_again_has_some() -> None:
    ended = Figures(ChangeVerb.ABOLISHED, 0, None, 0)
    assert codes(ItemKind.LINE, Decision.AMENDED, verb=ChangeVerb.ABOLISHED) == []
    assert codes(ItemKind.LINE, Decision.AMENDED, verb=ChangeVerb.ABOLISHED, seats=5) == ["ended_with_seats"]
    assert codes(ItemKind.LINE, Decision.AMENDED, now=ended, verb=ChangeVerb.KEPT) == ["revived"]
    assert (
        codes(ItemKind.LINE, Decision.AMENDED, now=ended, verb=ChangeVerb.KEPT, sessions=1, seats_per_session=9) == []
    )


def test_nothing_typed_is_wrong_about_a_plain_acceptance() -> None:
    assert codes(ItemKind.WHOLE_PLAN, Decision.AS_PROPOSED) == []
    assert Amendment().as_changes() == {}
