"""모집 방침의 점검. What a call may say differently from the policy of the day, and what goes together."""

from collections.abc import Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.terms import MOST_WISHES, ApproverKind, Criterion, Mechanism

EXPIRED_WAYS = ("escalate", "approve", "return")
RANGES: Mapping[str, tuple[int, int]] = {
    "most_wishes": (1, MOST_WISHES),
    "done_before_years": (0, 20),
    "absence_percent": (1, 100),
    "seats_a_year": (1, 100),
    "approval_days": (1, 60),
    "most_waiting": (0, 100_000),
    "offer_hours": (1, 720),
    "confirm_days": (1, 60),
    "list_days": (0, 60),
    "withdraw_days": (0, 60),
    "swap_days": (0, 60),
    "second_call_percent": (100, 1000),
    "no_show_bar_days": (0, 3650),
    "drop_out_bar_days": (0, 3650),
    "late_cancellation_bar_days": (0, 3650),
}
MAY_BE_NONE = frozenset({"absence_percent", "seats_a_year", "most_waiting", "confirm_days"})
YES_NO = frozenset({"needs_motive", "is_target_strict", "offer_expired_keeps_rank"})
LAST = (Criterion.DRAW, Criterion.ARRIVAL)


def policy_with(base: CallPolicy, said: Mapping[str, object]) -> tuple[CallPolicy, list[Problem]]:
    """The policy with what is said differently, and everything wrong with it; with problems the base comes back."""
    problems = [_unknown(name) for name in sorted(set(said) - {field.name for field in fields(CallPolicy)})]
    for name, value in said.items():
        problems += _check_value(name, value)
    if problems:
        return base, problems
    policy = policy_from_json({**base.as_json(), **said})
    problems = check_policy(policy)
    return (base if problems else policy), problems


def check_policy(policy: CallPolicy) -> list[Problem]:
    """What does not go together."""
    problems = _check_order(policy)
    if len(set(policy.approvals)) < len(policy.approvals):
        problems.append(
            Problem(
                "approval_twice",
                Said("승인 단계가 겹칩니다.", "A step of approval is there twice."),
                Said("단계마다 한 번만 넣으세요.", "Put in each step once only."),
                field="approvals",
            )
        )
    if policy.absence_percent is not None and policy.mechanism in {Mechanism.DEFERRED, Mechanism.FILL}:
        problems.append(
            Problem(
                "absence_with_mechanism",
                Said(
                    "이 선발 방식은 부서 공백 상한과 함께 쓸 수 없습니다.",
                    "This method of selection cannot be used with the limit on absences from a unit.",
                ),
                Said(
                    "공백 상한을 비우거나 순서대로 배정하는 방식을 고르세요.",
                    "Leave that limit empty, or choose the method that gives seats in order.",
                ),
                field="absence_percent",
            )
        )
    return problems


def _check_order(policy: CallPolicy) -> list[Problem]:
    order, problems = policy.order, []
    if len(set(order)) < len(order):
        problems.append(
            Problem(
                "criterion_twice",
                Said("선발 기준이 겹칩니다.", "A criterion is there twice."),
                Said("기준마다 한 번만 넣으세요.", "Put in each criterion once only."),
                field="order",
            )
        )
    if not order or order[-1] not in LAST or any(item in LAST for item in order[:-1]):
        problems.append(
            Problem(
                "order_end",
                Said(
                    "순서의 맨 끝은 추첨이나 신청 순서 하나여야 합니다.",
                    "The order has to end with either the draw or the order of applications.",
                ),
                Said(
                    "추첨이나 신청 순서를 맨 끝에 하나만 두세요.",
                    "Put one of the two, the draw or the order of applications, at the very end.",
                ),
                field="order",
            )
        )
    if (policy.mechanism is Mechanism.FIRST_COME) != (Criterion.ARRIVAL in order):
        problems.append(
            Problem(
                "arrival_with_mechanism",
                Said(
                    "신청 순서는 선착순에서만, 선착순은 신청 순서만으로 씁니다.",
                    "The order of applications goes with first come, first served only, and that with nothing else.",
                ),
                Said(
                    "선착순이면 순서에 신청 순서 하나만, 아니면 맨 끝에 추첨을 두세요.",
                    "For first come, first served leave only the order "
                    "of applications; otherwise put the draw at the end.",
                ),
                field="order",
            )
        )
    elif policy.mechanism is Mechanism.FIRST_COME and len(order) > 1:
        problems.append(
            Problem(
                "arrival_alone",
                Said(
                    "선착순의 순서는 신청 순서 하나뿐입니다.",
                    "First come, first served knows only the order of applications.",
                ),
                Said("다른 기준을 빼세요.", "Leave out the other criteria."),
                field="order",
            )
        )
    if Criterion.OWN_INSTITUTE in order and policy.mechanism is not Mechanism.DEFERRED:
        problems.append(
            Problem(
                "own_institute_with_mechanism",
                Said(
                    "기수마다 순위가 다른 기준(소속 기관)은 기수별 우선순위 방식에서만 씁니다.",
                    "A criterion that differs by session (own body) goes "
                    "only with the method of priorities by session.",
                ),
                Said(
                    "선발 방식을 바꾸거나 그 기준을 빼세요.",
                    "Change the method of selection, or leave out that criterion.",
                ),
                field="order",
            )
        )
    return problems


def _check_value(name: str, value: object) -> list[Problem]:
    if name in RANGES:
        return _check_number(name, value)
    if name in YES_NO and not isinstance(value, bool):
        return [Problem("not_yes_or_no", Said("예 또는 아니요여야 합니다.", "This must be yes or no."), field=name)]
    if name == "approval_expired" and value not in EXPIRED_WAYS:
        return [
            Problem(
                "unknown_word",
                Said("기한이 지났을 때의 처리를 알 수 없습니다.", "What happens when the time runs out is unknown."),
                field=name,
            )
        ]
    words: dict[str, type[StrEnum]] = {"order": Criterion, "approvals": ApproverKind}
    if name in words:
        return _check_words(name, value, words[name])
    if name == "mechanism" and value not in list(Mechanism):
        return [
            Problem(
                "unknown_word",
                Said("알 수 없는 선발 방식입니다.", "This method of selection is unknown."),
                Said("목록에서 고르세요.", "Choose from the list."),
                field=name,
            )
        ]
    return []


def _check_number(name: str, value: object) -> list[Problem]:
    if value is None and name in MAY_BE_NONE:
        return []
    low, high = RANGES[name]
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return []
    return [
        Problem(
            "out_of_range",
            Said(f"{low}부터 {high}까지의 정수여야 합니다.", f"This must be a whole number from {low} to {high}."),
            field=name,
        )
    ]


def _check_words(name: str, value: object, kind: type[StrEnum]) -> list[Problem]:
    known = {member.value for member in kind}
    given: Any = value if isinstance(value, list | tuple) else [None]
    if all(isinstance(word, str) and word in known for word in given):
        return []
    return [
        Problem(
            "unknown_word",
            Said("알 수 없는 말이 들어 있습니다.", "There is an unknown word in it."),
            Said("목록에서 고르세요.", "Choose from the list."),
            field=name,
        )
    ]


def _unknown(name: str) -> Problem:
    return Problem(
        "unknown_policy",
        Said(f"‘{name[:40]}’은(는) 모집 방침에 없는 항목입니다.", f"The policy of a call has no part “{name[:40]}”."),
        Said("지우세요.", "Remove it."),
        field="policy",
    )


def rebased(stored: CallPolicy, then: CallPolicy, now: CallPolicy) -> CallPolicy:
    """The policy of now, with everything in which the stored one differed from the policy of then."""
    said = {field.name: getattr(stored, field.name) for field in fields(CallPolicy)}
    changed = {name: value for name, value in said.items() if value != getattr(then, name)}
    return replace(now, **changed)
