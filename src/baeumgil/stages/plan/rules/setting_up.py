"""Fields and goals of an institute as typed, and what is wrong with them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.prerequisites import cycles
from baeumgil.stages.plan.terms import LegalKind


@dataclass(frozen=True, slots=True)
class FieldDraft:
    """분야. `parent` is the code of the area above it; empty for an area."""

    code: str
    name: str
    legal_kind: LegalKind
    parent: str = ""
    aim: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """목표와 전략."""

    code: str
    name: str
    strategies: tuple[str, ...] = ()
    order: int = 0


def check_fields(drafts: Sequence[FieldDraft], known: Collection[str]) -> list[Problem]:
    """Every problem of a field system; `known` are codes that are there already."""
    codes = {draft.code for draft in drafts} | set(known)
    problems = _codes_and_names([(draft.code, draft.name) for draft in drafts], Said("분야", "field"))
    problems += [
        Problem(
            "unknown_parent",
            Said(
                f"'{draft.code}' 분야의 상위 분야 '{draft.parent}'이(가) 없습니다.",
                f"There is no field “{draft.parent}”, which is above the field “{draft.code}”.",
            ),
            Said("상위 분야를 함께 넣거나 코드를 고치세요.", "Put in the field above too, or correct the code."),
            field="parent",
        )
        for draft in drafts
        if draft.parent and draft.parent not in codes
    ]
    problems += [
        Problem(
            "circle",
            Said(
                f"분야 {', '.join(knot)}이(가) 서로의 상위 분야입니다.",
                f"The fields {', '.join(knot)} are above one another.",
            ),
            Said("상위 분야를 고치세요.", "Correct the field above."),
            field="parent",
        )
        for knot in cycles((draft.code, draft.parent) for draft in drafts if draft.parent)
    ]
    return problems


def check_goals(drafts: Sequence[GoalDraft]) -> list[Problem]:
    """Every problem of a set of goals."""
    return _codes_and_names([(draft.code, draft.name) for draft in drafts], Said("목표", "goal"))


def _codes_and_names(pairs: Sequence[tuple[str, str]], what: str) -> list[Problem]:
    problems = [
        Problem(
            "blank",
            Said(f"코드나 이름이 빈 {what}이(가) 있습니다.", f"A {english(what)} has no code or no name."),
            Said("둘 다 적으세요.", "Give both."),
            field="code",
        )
        for code, name in pairs
        if not code.strip() or not name.strip()
    ]
    counts = Counter(code for code, _ in pairs)
    return problems + [
        Problem(
            "duplicate",
            Said(
                f"{what} 코드 '{code}'이(가) {count}번 나옵니다.",
                f"The {english(what)} code “{code}” is there {count} times.",
            ),
            Said("하나만 남기세요.", "Keep only one."),
            field="code",
        )
        for code, count in counts.items()
        if count > 1 and code.strip()
    ]
