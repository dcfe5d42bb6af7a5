from datetime import date

import pytest

from baeumgil.core import clock, events, paging, policies
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import Problem
from baeumgil.core.models import Policy
from baeumgil.core.policies import PolicyMissing


def _actor(*grants: Grant) -> Actor:
    return Actor(kind=ActorKind.PERSON, label="김하늘", grants=grants)


def test_units_of_several_grants_add_up_and_everywhere_wins() -> None:
    one = Grant(Role.LIAISON, frozenset({1, 2}))
    other = Grant(Role.LIAISON, frozenset({5}))
    assert _actor(one, other).units(Role.LIAISON) == frozenset({1, 2, 5})
    assert _actor(one, Grant(Role.LIAISON, None)).units(Role.LIAISON) is None
    assert _actor(one).units(Role.HEAD) == frozenset()


def test_a_grant_for_a_subtree_does_not_cover_people_without_a_unit() -> None:
    assert _actor(Grant(Role.LIAISON, frozenset({1}))).holds_in(None, [Role.LIAISON]) is False
    assert _actor(Grant(Role.TRAINING_OFFICE, None)).holds_in(None, [Role.TRAINING_OFFICE]) is True


def test_the_operator_may_everywhere() -> None:
    assert Actor.operator("test").units(Role.TRAINING_OFFICE) is None


def test_a_problem_says_its_place_its_message_and_the_way_out() -> None:
    problem = Problem("x", "날짜가 아닙니다.", "2026-03-10처럼 쓰세요.", sheet="명단", row=12, column="임용일")
    assert problem.sentence() == "시트 '명단' 12행 '임용일' 열: 날짜가 아닙니다. 2026-03-10처럼 쓰세요."
    assert Problem("x", "비어 있습니다.", field="이름").sentence() == "이름: 비어 있습니다."


def test_the_clock_can_be_held() -> None:
    with clock.fixed(date(2026, 3, 10)):
        assert clock.today() == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("number", "total", "expected"), [(1, 0, (1, 0, 50)), (9, 120, (3, 100, 150)), (-1, 120, (1, 0, 50))]
)
def test_a_page_number_is_brought_into_range(number: int, total: int, expected: tuple[int, int, int]) -> None:
    assert paging.bounds(number, 50, total) == expected


@pytest.mark.parametrize(("size", "expected"), [(37, 37), (1, 1), (0, 1), (200, 200), (5_000, 200)])
def test_a_page_has_one_to_two_hundred_rows(size: int, expected: int) -> None:
    assert paging.bounds(1, size, 1_000) == (1, 0, expected)


def test_events_reach_those_who_listen_in_order() -> None:
    class Happened: ...

    heard: list[str] = []
    events.on(Happened, lambda _: heard.append("first"), lambda _: heard.append("second"))
    events.announce(Happened())
    assert heard == ["first", "second"]


@pytest.mark.django_db
def test_a_policy_holds_from_its_first_to_its_last_day() -> None:
    Policy.objects.create(
        key="hours", value=80, valid_from=date(2020, 1, 1), valid_to=date(2027, 6, 30), basis="조례 제1조"
    )
    Policy.objects.create(
        key="hours", value=60, valid_from=date(2027, 7, 1), announced_on=date(2026, 7, 1), basis="조례 제1조"
    )
    assert policies.number_on("hours", date(2027, 6, 30)) == 80
    assert policies.number_on("hours", date(2027, 7, 1)) == 60
    with pytest.raises(PolicyMissing):
        policies.number_on("hours", date(2019, 12, 31))
