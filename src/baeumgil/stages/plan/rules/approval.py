"""결재선: who signs in which order, who may sign now, what a line needs (행정 효율과 협업 촉진에 관한 규정의 결재).

Boxes are signed in the order of the line; cooperators who stand side by side may sign in any order among
themselves; the one who decides signs last of all, wherever cooperators are listed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.terms import Disclosure, StepRole, StepState

MOST_BOXES = 20
WITH_GROUND = frozenset({Disclosure.PARTLY, Disclosure.CLOSED})
"""공개 구분 that need a ground of 정보공개법 제9조 제1항."""


@dataclass(frozen=True, slots=True)
class Box:
    """결재선의 칸. `account` None is an office drafter, or a post that gets no box because a lower one decides."""

    order: int
    role: StepRole
    post: str
    account: int | None = None
    deputy: int | None = None
    is_delegated: bool = False
    state: StepState = StepState.WAITING


def boxes_of(steps: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes a paper gets. Under 전결 the delegated post decides, and posts above it get none."""
    ordered = sorted(steps, key=lambda step: step.order)
    delegated = next((step for step in ordered if step.is_delegated), None)
    if delegated is None:
        return tuple(ordered)
    return tuple(
        replace(step, role=StepRole.DECIDES) if step is delegated else step
        for step in ordered
        if step.role is StepRole.COOPERATES or step.order <= delegated.order
    )


def check_route(steps: Sequence[Box]) -> list[Problem]:
    """Everything that is wrong with a line as typed; problems name its rows, counted from 1."""
    if not steps:
        return [
            Problem(
                "empty",
                Said("결재선에 칸이 없습니다.", "The approval line has no boxes."),
                Said("기안과 결재를 맡을 사람을 쓰세요.", "Name who drafts and who decides."),
            )
        ]
    problems = []
    if len(steps) > MOST_BOXES:
        problems.append(
            Problem(
                "too_many",
                Said("칸이 너무 많습니다.", "There are too many boxes."),
                Said(f"{MOST_BOXES}칸까지 쓸 수 있습니다.", f"At most {MOST_BOXES} boxes can be used."),
            )
        )
    if len({step.order for step in steps}) != len(steps):
        problems.append(
            Problem(
                "order",
                Said("같은 순서가 둘 있습니다.", "Two boxes have the same place in the order."),
                Said("순서를 하나씩 다르게 쓰세요.", "Give each its own place."),
            )
        )
    problems += [
        Problem(
            "missing",
            Said("직위가 없습니다.", "A position is missing."),
            Said("직위를 쓰세요.", "Give the position."),
            row=row,
            column=Said("직위", "Position"),
        )
        for row, step in enumerate(steps, start=1)
        if not step.post.strip()
    ]
    boxes = boxes_of(steps)
    problems += _delegation_problems(steps) or _role_problems(boxes)
    problems += _holder_problems(steps, boxes)
    return problems


def _delegation_problems(steps: Sequence[Box]) -> list[Problem]:
    marked = [(row, step) for row, step in enumerate(steps, start=1) if step.is_delegated]
    if len(marked) > 1:
        return [
            Problem(
                "delegated",
                Said("전결은 한 칸에만 표시합니다.", "Only one box can be marked as delegated."),
                Said("하나만 남기세요.", "Keep only one."),
                row=marked[1][0],
                column=Said("전결", "Delegated"),
            )
        ]
    return [
        Problem(
            "delegated",
            Said("기안과 협조는 전결할 수 없습니다.", "Drafting and cooperating cannot be delegated."),
            Said("검토나 결재 칸에 표시하세요.", "Mark a box that reviews or decides."),
            row=row,
            column=Said("전결", "Delegated"),
        )
        for row, step in marked
        if step.role in {StepRole.DRAFTS, StepRole.COOPERATES}
    ]


def _role_problems(boxes: Sequence[Box]) -> list[Problem]:
    problems = []
    if boxes[0].role is not StepRole.DRAFTS or sum(box.role is StepRole.DRAFTS for box in boxes) != 1:
        problems.append(
            Problem(
                "drafts",
                Said("첫 칸 하나만 기안이어야 합니다.", "The first box, and only that, must draft."),
                Said("기안을 맨 앞에 하나만 두세요.", "Put one drafter first."),
            )
        )
    signing = [box for box in boxes if box.role is not StepRole.COOPERATES]
    deciding = sum(box.role is StepRole.DECIDES for box in boxes)
    if deciding != 1:
        problems.append(
            Problem(
                "decides",
                Said("결재할 칸이 하나여야 합니다.", "There must be one box that decides."),
                Said("결재를 하나만 두세요.", "Keep only one that decides."),
            )
        )
    elif signing[-1].role is not StepRole.DECIDES:
        problems.append(
            Problem(
                "decides",
                Said("결재는 맨 뒤여야 합니다.", "The decision must come last."),
                Said("검토를 결재보다 앞에 두세요.", "Put reviews before the decision."),
            )
        )
    return problems


def _holder_problems(steps: Sequence[Box], boxes: Sequence[Box]) -> list[Problem]:
    problems = []
    rows = {step.order: row for row, step in enumerate(steps, start=1)}
    seen: set[int] = set()
    for box in boxes:
        row = rows[box.order]
        if box.account is None and box.role is not StepRole.DRAFTS:
            problems.append(
                Problem(
                    "holder",
                    Said("서명할 사람이 없습니다.", "Nobody is named to sign."),
                    Said("계정을 쓰세요.", "Give the account."),
                    row=row,
                    column=Said("계정", "Account"),
                )
            )
        if box.account is not None and box.account in seen:
            problems.append(
                Problem(
                    "twice",
                    Said("같은 사람이 두 칸에 있습니다.", "The same person is in two boxes."),
                    Said("한 사람은 한 칸만 맡습니다.", "A person takes only one box."),
                    row=row,
                    column=Said("계정", "Account"),
                )
            )
        if box.deputy is not None and (box.role is StepRole.DRAFTS or box.deputy == box.account):
            problems.append(
                Problem(
                    "deputy",
                    Said("이 칸에는 그 대결자를 둘 수 없습니다.", "That deputy cannot stand in for this box."),
                    Said(
                        "기안에는 대결자를 두지 않고, 대결자는 맡은 사람과 달라야 합니다.",
                        "Drafting has no deputy, and a deputy must not be the holder.",
                    ),
                    row=row,
                    column=Said("대결자", "Deputy"),
                )
            )
        seen |= set() if box.account is None else {box.account}
    return problems


def turns(boxes: Sequence[Box]) -> tuple[tuple[Box, ...], ...]:
    """Boxes in groups; a group may sign when all before it have signed."""
    ordered = sorted(boxes, key=lambda box: (box.role is StepRole.DECIDES, box.order))
    groups: list[list[Box]] = []
    for box in ordered:
        beside = groups and groups[-1][-1].role is StepRole.COOPERATES and box.role is StepRole.COOPERATES
        if beside:
            groups[-1].append(box)
        else:
            groups.append([box])
    return tuple(tuple(group) for group in groups)


def open_boxes(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Boxes that may be signed now; none when all are signed or one was returned."""
    for group in turns(boxes):
        waiting = tuple(box for box in group if box.state is StepState.WAITING)
        if len(waiting) < sum(box.state is not StepState.SIGNED for box in group):
            return ()
        if waiting:
            return waiting
    return ()


def box_for(boxes: Sequence[Box], account: int, *, as_deputy: bool) -> Box | None:
    """The open box this account may sign now: its own, or as deputy another's. Who drafted stands in for nobody."""
    drafted = any(box.role is StepRole.DRAFTS and box.account == account for box in boxes)
    for box in open_boxes(boxes):
        if as_deputy and box.deputy == account and not drafted:
            return box
        if not as_deputy and box.account == account:
            return box
    return None


def check_disclosure(disclosure: Disclosure, ground: str) -> list[Problem]:
    """부분공개 and 비공개 need a ground (정보공개법 제9조 제1항 제1호 to 제8호)."""
    if disclosure in WITH_GROUND and not ground.strip():
        return [
            Problem(
                "ground",
                Said("공개하지 않는 근거가 없습니다.", "The basis for not disclosing is missing."),
                Said(
                    "정보공개법 제9조 제1항의 몇 호인지 쓰세요.",
                    "Give the item of article 9, paragraph 1 of the Official Information Disclosure Act.",
                ),
                field="disclosure_ground",
            )
        ]
    return []


def may_be_reached(boxes: Sequence[Box], able: Mapping[int, bool]) -> list[Problem]:
    """Boxes whose holder can no longer sign in and that nobody may sign for; `able` is by account."""
    return [
        Problem(
            "gone",
            Said(
                f"{box.post} 칸을 맡은 계정을 쓸 수 없습니다.",
                f"The account that holds the box “{box.post}” cannot be used.",
            ),
            Said("결재선을 고치거나 대결자를 정하세요.", "Change the approval line or name a deputy."),
        )
        for box in boxes
        if not any(able.get(account, False) for account in (box.account, box.deputy) if account is not None)
    ]
