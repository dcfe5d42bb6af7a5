"""심의 결과: what a decision needs, and what it does to the plan when the meeting is closed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.amending import Figures, amended
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, Decision, ItemKind, VersionState


@dataclass(frozen=True, slots=True)
class Amendment:
    """수정 내용. What a line is to say; None leaves a thing as it is."""

    verb: ChangeVerb | None = None
    sessions: int | None = None
    seats_per_session: int | None = None
    seats: int | None = None

    def as_changes(self) -> dict[str, object]:
        """What changes, by name. Without seats typed they follow from sessions and seats per session."""
        said = {"verb": self.verb, "sessions": self.sessions}
        said |= {"seats_per_session": self.seats_per_session, "seats": self.seats}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """안건 with what was decided; `line` and `year_before` are there for items about a line of the plan."""

    id: int
    kind: ItemKind
    decision: Decision
    changes: Mapping[str, object]
    line: int | None = None
    now: Figures | None = None
    year_before: Figures | None = None


class Act(StrEnum):
    """What closing does to one line."""

    NONE = "none"
    AMEND = "amend"
    FALL_BACK = "fall_back"
    REMOVE = "remove"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Effect:
    """One item's effect: the act, and the changes it makes."""

    item: int
    line: int | None
    act: Act
    changes: Mapping[str, object]


def check_decision(
    *, kind: ItemKind, decision: Decision, text: str, amendment: Amendment, now: Figures | None
) -> list[Problem]:
    """Everything that is missing from a decision as typed, or contradicts itself."""
    problems = []
    changes = amendment.as_changes()
    if decision in {Decision.REJECTED, Decision.DEFERRED} and not text.strip():
        problems.append(
            Problem(
                "missing",
                Said("부결하거나 보류한 까닭이 없습니다.", "The reason for rejecting or deferring it is missing."),
                Said("의결 내용에 까닭을 쓰세요.", "Give the reason in the wording of the decision."),
                field="text",
            )
        )
    if changes and (decision is not Decision.AMENDED or kind is not ItemKind.LINE):
        problems.append(
            Problem(
                "changes",
                Said(
                    "고칠 내용은 과정 안건을 수정 가결할 때만 씁니다.",
                    "Changes are only for an item on a course that is passed as amended.",
                ),
                Said("칸을 비우세요.", "Leave the field empty."),
                field="sessions",
            )
        )
    if decision is Decision.AMENDED and kind is ItemKind.LINE:
        problems += _amendment_problems(amendment, changes, now)
    elif decision is Decision.AMENDED and not text.strip():
        problems.append(
            Problem(
                "missing",
                Said("무엇을 고쳐 가결했는지 없습니다.", "It does not say what was amended."),
                Said("의결 내용에 쓰세요.", "Say it in the wording of the decision."),
                field="text",
            )
        )
    return problems


def _amendment_problems(amendment: Amendment, changes: Mapping[str, object], now: Figures | None) -> list[Problem]:
    if now is None:
        return [
            Problem(
                "line",
                Said("이 안건의 과정이 계획에서 빠졌습니다.", "The course of this item is no longer in the plan."),
                Said("안건을 지우세요.", "Remove the item."),
                field="decision",
            )
        ]
    after = amended(now, changes)
    if isinstance(after, list):
        return after
    if after == now:
        remedy = Said(
            "기수, 인원, 개편 구분 가운데 달라질 것을 쓰세요.",
            "Give what changes of sessions, seats and kind of change.",
        )
        return [Problem("changes", Said("고친 것이 없습니다.", "Nothing is amended."), remedy, field="sessions")]
    if after.verb not in ENDING and now.verb in ENDING and not amendment.sessions:
        remedy = Said("기수와 기당 인원을 함께 쓰세요.", "Give sessions and seats per session together.")
        return [
            Problem(
                "revived",
                Said(
                    "다시 여는 과정의 기수와 인원이 없습니다.",
                    "Sessions and seats of the course that is opened again are missing.",
                ),
                remedy,
                field="sessions",
            )
        ]
    return []


def effects(items: Sequence[ItemFacts]) -> tuple[Effect, ...]:
    """What closing does, item by item. A plan that was rejected whole goes back as it was handed in.

    A rejected line falls back to what the year before planned; a course that had no line then is taken out.
    """
    is_rejected = whole_decision(items) is Decision.REJECTED
    return tuple(_effect(item, is_rejected=is_rejected) for item in items if item.kind is ItemKind.LINE)


def _effect(item: ItemFacts, *, is_rejected: bool) -> Effect:
    if is_rejected or item.line is None or item.now is None:
        return Effect(item.id, item.line, Act.NONE, {})
    match item.decision:
        case Decision.AMENDED:
            return Effect(item.id, item.line, Act.AMEND, dict(item.changes))
        case Decision.REJECTED:
            before = item.year_before
            if before is None or item.now.verb is ChangeVerb.NEW:
                return Effect(item.id, item.line, Act.REMOVE, {})
            changes: dict[str, object] = {"verb": ChangeVerb.KEPT, "sessions": before.sessions}
            changes |= {"seats_per_session": before.seats_per_session, "seats": before.seats}
            return Effect(item.id, item.line, Act.FALL_BACK, changes)
        case Decision.DEFERRED:
            return Effect(item.id, item.line, Act.HOLD, {})
        case Decision.AS_PROPOSED | Decision.PENDING:
            return Effect(item.id, item.line, Act.NONE, {})


def outcome(items: Sequence[ItemFacts]) -> VersionState:
    """Where the version stands afterwards.

    Rejected whole: a draft again. Deferred whole, or accepted with a line deferred: still in committee, for
    another meeting. Otherwise reviewed.
    """
    whole = whole_decision(items)
    if whole is Decision.REJECTED:
        return VersionState.DRAFT
    held = any(item.kind is ItemKind.LINE and item.decision is Decision.DEFERRED for item in items)
    if held or whole not in {Decision.AS_PROPOSED, Decision.AMENDED}:
        return VersionState.IN_COMMITTEE
    return VersionState.REVIEWED


def whole_decision(items: Iterable[ItemFacts]) -> Decision:
    """What was decided about the plan as a whole."""
    return next((item.decision for item in items if item.kind is ItemKind.WHOLE_PLAN), Decision.PENDING)
