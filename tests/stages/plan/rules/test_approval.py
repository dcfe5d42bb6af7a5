from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.approval import (
    Box,
    box_for,
    boxes_of,
    check_disclosure,
    check_route,
    may_be_reached,
    open_boxes,
    turns,
)
from baeumgil.stages.plan.terms import Disclosure, StepRole, StepState

D, R, C, F = StepRole.DRAFTS, StepRole.REVIEWS, StepRole.COOPERATES, StepRole.DECIDES
SEOUL = [
    Box(1, D, "주무관"),
    Box(2, R, "교육기획팀장", 12),
    Box(3, R, "인재기획과장", 13),
    Box(4, R, "인재개발원장", 14),
    Box(5, F, "행정1부시장", 15),
    Box(6, C, "인력개발과장", 16),
    Box(7, C, "인재양성과장", 17),
    Box(8, C, "스마트교육팀장", 18, 19),
]


@st.composite
def lines(draw: st.DrawFn) -> list[Box]:
    """A line that may be used: drafter, reviewers and cooperators in any order, one who decides."""
    roles = [D, *draw(st.lists(st.sampled_from([R, C]), max_size=7)), F, *draw(st.lists(st.just(C), max_size=3))]
    deputies = draw(st.lists(st.booleans(), min_size=len(roles), max_size=len(roles)))
    return [
        Box(order, role, f"자리{order}", 100 + order, 200 + order if deputies[order - 1] and role is not D else None)
        for order, role in enumerate(roles, start=1)
    ]


def sign(boxes: list[Box], order: int) -> list[Box]:
    return [replace(box, state=StepState.SIGNED) if box.order == order else box for box in boxes]


def codes(steps: list[Box]) -> list[str]:
    return [problem.code for problem in check_route(steps)]


def test_five_boxes_and_three_cooperators_are_a_line() -> None:
    assert codes(SEOUL) == []
    assert [[box.order for box in group] for group in turns(SEOUL)] == [[1], [2], [3], [4], [6, 7, 8], [5]]


@given(lines())
def test_a_usable_line_has_no_problem(steps: list[Box]) -> None:
    assert codes(steps) == []


@given(lines(), st.randoms(use_true_random=False))
def test_whatever_the_order_of_signing_everybody_signs_once_and_the_decider_last(
    steps: list[Box], chance: Random
) -> None:
    boxes, signed = list(steps), []
    while found := open_boxes(boxes):
        box = chance.choice(found)
        boxes = sign(boxes, box.order)
        signed.append(box.order)
    assert sorted(signed) == [box.order for box in steps]
    assert next(box.role for box in steps if box.order == signed[-1]) is F
    assert signed[0] == 1
    reviewed = [order for order in signed if steps[order - 1].role is R]
    assert reviewed == sorted(reviewed)


@given(lines())
def test_a_returned_box_opens_no_other(steps: list[Box]) -> None:
    boxes = sign(steps, 1)
    order = open_boxes(boxes)[0].order
    returned = [replace(box, state=StepState.RETURNED) if box.order == order else box for box in boxes]
    assert open_boxes(returned) == ()


@given(steps=lines(), order=st.integers(1, 12), as_deputy=st.booleans())
def test_an_account_gets_only_an_open_box_of_its_own(*, steps: list[Box], order: int, as_deputy: bool) -> None:
    boxes = sign(steps, 1)
    account = (200 if as_deputy else 100) + order
    found = box_for(boxes, account, as_deputy=as_deputy)
    if found is not None:
        assert found in open_boxes(boxes)
        assert account == (found.deputy if as_deputy else found.account)


def test_who_drafted_stands_in_for_nobody() -> None:
    boxes = [Box(1, D, "주무관", 7, state=StepState.SIGNED), Box(2, F, "과장", 8, 7)]
    assert box_for(boxes, 7, as_deputy=True) is None
    assert box_for(boxes, 8, as_deputy=False) == boxes[1]


def test_the_delegated_post_decides_and_those_above_get_no_box() -> None:
    steps = [replace(box, is_delegated=box.order == 3) for box in SEOUL]
    assert codes(steps) == []
    assert [(box.order, box.role) for box in boxes_of(steps)] == [(1, D), (2, R), (3, F), (6, C), (7, C), (8, C)]


def test_posts_without_a_box_need_no_account() -> None:
    steps = [Box(1, D, "주무관"), Box(2, R, "과장", 12, is_delegated=True), Box(3, F, "시장")]
    assert codes(steps) == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], ["empty"]),
        ([Box(1, D, "주무관")], ["decides"]),
        ([Box(1, R, "팀장", 1), Box(2, F, "과장", 2)], ["drafts"]),
        ([Box(1, D, "주무관"), Box(2, D, "주무관", 1), Box(3, F, "과장", 2)], ["drafts"]),
        ([Box(1, D, "주무관"), Box(2, F, "과장", 1), Box(3, R, "팀장", 2)], ["decides"]),
        ([Box(1, D, "주무관"), Box(2, F, "과장", 1), Box(3, F, "국장", 2)], ["decides"]),
        ([Box(1, D, "주무관"), Box(2, F, " ", 1)], ["missing"]),
        ([Box(1, D, "주무관"), Box(2, F, "과장")], ["holder"]),
        ([Box(1, D, "주무관", 1), Box(2, F, "과장", 1)], ["twice"]),
        ([Box(1, D, "주무관"), Box(2, F, "과장", 1, 1)], ["deputy"]),
        ([Box(1, D, "주무관", 1, 2), Box(2, F, "과장", 3)], ["deputy"]),
        ([Box(1, D, "주무관"), Box(1, F, "과장", 3)], ["order"]),
        ([Box(1, D, "주무관", 9, is_delegated=True), Box(2, F, "과장", 3)], ["delegated"]),
        (
            [Box(1, D, "주무관"), Box(2, R, "팀장", 2, is_delegated=True), Box(3, F, "과장", 3, is_delegated=True)],
            ["delegated"],
        ),
        (
            [Box(1, D, "주무관"), *(Box(place, C, "협조", place) for place in range(2, 22)), Box(30, F, "과장", 99)],
            ["too_many"],
        ),
    ],
)
def test_everything_wrong_with_a_line_is_said(steps: list[Box], expected: list[str]) -> None:
    assert codes(steps) == expected


def test_what_is_hidden_needs_a_ground() -> None:
    ground = "정보공개법 제9조 제1항 제6호"
    assert [bool(check_disclosure(kind, "")) for kind in Disclosure] == [False, False, True, True]
    assert [bool(check_disclosure(kind, ground)) for kind in Disclosure] == [False] * 4


def test_a_box_that_nobody_can_sign_is_named() -> None:
    boxes = [Box(2, R, "팀장", 2, 3), Box(3, F, "과장", 4)]
    assert [problem.message for problem in may_be_reached(boxes, {2: False, 3: True, 4: False})] == [
        "과장 칸을 맡은 계정을 쓸 수 없습니다."
    ]
