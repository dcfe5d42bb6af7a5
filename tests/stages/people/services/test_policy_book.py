from collections.abc import Iterator
from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry, Policy
from baeumgil.core.policies import value_on
from baeumgil.stages.people.errors import PolicyBegun, PolicyInvalid, PolicyNotFound, PolicyTaken
from baeumgil.stages.people.services.policy_book import set_policy, take_back_policy
from baeumgil.stages.people.services.seeding import seed_policies

pytestmark = pytest.mark.django_db

TODAY, LATER = date(2026, 11, 2), date(2027, 1, 1)
AGE = "people.youngest_age"
OFFICE = Actor(ActorKind.PERSON, "교육 담당", account=1, grants=(Grant(Role.TRAINING_OFFICE),))
ADMIN = Actor(ActorKind.PERSON, "관리자", account=2, grants=(Grant(Role.SYSTEM_ADMIN),))


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    seed_policies(actor=Actor.operator("시험"))
    with clock.fixed(TODAY):
        yield


def _rows(key: str = AGE) -> list[tuple[object, date, date | None]]:
    return list(Policy.objects.filter(key=key).values_list("value", "valid_from", "valid_to"))


def test_a_new_value_holds_from_its_day_and_the_past_stays_as_it_was() -> None:
    assert set_policy(actor=OFFICE, key=AGE, value=18, first=LATER, basis=" 조례 제1조 ") is None
    assert _rows() == [(15, date(2000, 1, 1), date(2026, 12, 31)), (18, LATER, None)]
    row = Policy.objects.get(valid_from=LATER, key=AGE)
    assert (row.basis, row.announced_on) == ("조례 제1조", TODAY)
    entry = AuditEntry.objects.latest("number")
    assert (entry.action, entry.subject) == ("people.set_policy", "임용될 때의 가장 적은 나이")
    assert entry.facts == {"policy": AGE, "first": "2027-01-01", "reason": "조례 제1조"}


def test_a_value_before_one_already_announced_ends_when_that_begins() -> None:
    set_policy(actor=OFFICE, key=AGE, value=18, first=LATER, basis="가")
    assert set_policy(actor=OFFICE, key=AGE, value=16, first=TODAY, basis="나") == date(2026, 12, 31)
    assert [value_on(AGE, day) for day in (date(2026, 11, 1), TODAY, LATER)] == [15, 16, 18]


def test_the_second_who_sets_the_same_day_is_refused_and_the_first_stands() -> None:
    set_policy(actor=OFFICE, key=AGE, value=18, first=LATER, basis="가")
    before = _rows()
    with pytest.raises(PolicyTaken):
        set_policy(actor=ADMIN, key=AGE, value=19, first=LATER, basis="나")
    assert _rows() == before


def test_everything_wrong_is_told_at_once_and_nothing_is_changed() -> None:
    before = _rows()
    with pytest.raises(PolicyInvalid) as refused:
        set_policy(actor=OFFICE, key=AGE, value="열다섯", first=date(2026, 11, 1), basis=" ")
    assert [problem.field for problem in refused.value.problems] == ["value", "first", "basis"]
    with pytest.raises(PolicyInvalid) as refused:
        set_policy(actor=OFFICE, key=AGE, value=15, first=LATER, basis="가")
    assert [problem.code for problem in refused.value.problems] == ["policy_same"]
    with pytest.raises(PolicyNotFound):
        set_policy(actor=OFFICE, key="people.nothing", value=1, first=LATER, basis="가")
    assert _rows() == before


def test_a_value_that_has_not_begun_is_taken_back_and_the_one_before_goes_on() -> None:
    before = _rows()
    set_policy(actor=OFFICE, key=AGE, value=18, first=LATER, basis="가")
    with pytest.raises(PolicyInvalid):
        take_back_policy(actor=OFFICE, key=AGE, first=LATER, reason="")
    take_back_policy(actor=OFFICE, key=AGE, first=LATER, reason="조례가 바뀌지 않음")
    assert _rows() == before
    with pytest.raises(PolicyNotFound):
        take_back_policy(actor=OFFICE, key=AGE, first=LATER, reason="두 번")
    set_policy(actor=OFFICE, key=AGE, value=18, first=TODAY, basis="가")
    begun = _rows()
    with pytest.raises(PolicyBegun):
        take_back_policy(actor=OFFICE, key=AGE, first=TODAY, reason="잘못 넣음")
    assert _rows() == begun


@pytest.mark.parametrize("role", [Role.HEAD, Role.AUDITOR, Role.LIAISON, Role.OFFICIAL])
def test_others_and_an_office_of_some_units_change_nothing(role: Role) -> None:
    before = _rows()
    for grant in (Grant(role), Grant(Role.TRAINING_OFFICE, frozenset({1}))):
        actor = Actor(ActorKind.PERSON, "누구", account=3, grants=(grant,))
        with pytest.raises(NotAllowed):
            set_policy(actor=actor, key=AGE, value=18, first=LATER, basis="가")
    assert _rows() == before


def test_how_people_sign_in_is_set_by_administrators_alone_and_a_profile_must_be_written() -> None:
    key, before = "people.passwords", _rows("people.passwords")
    value = {**Policy.objects.get(key=key).value, "profile": "agency"}
    writer = Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({"policies:write"}))
    for actor in (OFFICE, writer):
        with pytest.raises(NotAllowed):
            set_policy(actor=actor, key=key, value=value, first=LATER, basis="가")
    with pytest.raises(PolicyInvalid) as refused:
        set_policy(actor=ADMIN, key=key, value={**value, "profile": "none"}, first=LATER, basis="가")
    assert [problem.field for problem in refused.value.problems] == ["profile"]
    assert _rows(key) == before
    set_policy(actor=ADMIN, key=key, value=value, first=LATER, basis="가")
    assert value_on(key, LATER) == value
