from datetime import date

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core import clock, glossary
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.errors import PolicyNotFound
from baeumgil.stages.people.queries.policy_book import policy_card, policy_rows
from baeumgil.stages.people.services.policy_book import set_policy
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import PolicyTime

pytestmark = pytest.mark.django_db

TODAY, LATER = date(2026, 11, 2), date(2027, 1, 1)
OPERATOR = Actor.operator("시험")
AGE = "people.youngest_age"


def _actor(role: Role) -> Actor:
    return Actor(ActorKind.PERSON, "누구", account=1, grants=(Grant(role, frozenset({1})),))


def test_a_policy_is_shown_with_what_holds_what_held_and_what_comes(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    seed_policies(actor=OPERATOR)
    with clock.fixed(TODAY):
        set_policy(actor=OPERATOR, key=AGE, value=16, first=TODAY, basis="가")
        set_policy(actor=OPERATOR, key=AGE, value=18, first=LATER, basis="나")
        with django_assert_num_queries(1):
            rows = policy_rows(actor=_actor(Role.LIAISON))
        card = policy_card(actor=_actor(Role.LIAISON), key=AGE, language="en")
    assert [row.subject for row in rows] == sorted((row.subject for row in rows), key=_order)
    row = next(row for row in rows if row.key == AGE)
    assert row.now is not None
    assert row.next is not None
    assert row.before is not None
    assert (row.before.line, row.now.line, row.next.line) == ("15세", "16세", "18세")
    assert (row.now.last, row.next.basis, row.may_set) == (date(2026, 12, 31), "나", False)
    assert [(one.line, one.time) for one in card.values] == [
        ("18 years old", PolicyTime.COMING),
        ("16 years old", PolicyTime.NOW),
        ("15 years old", PolicyTime.PAST),
    ]


def _order(subject: str) -> int:
    return glossary.codes("PolicySubject").index(subject)


def test_policies_are_found_by_subject_name_meaning_and_value() -> None:
    seed_policies(actor=OPERATOR)
    keys = {row.key for row in policy_rows(actor=OPERATOR, text="정년")}
    assert keys == {"people.retirement"}
    assert {row.key for row in policy_rows(actor=OPERATOR, text="72시간")} == {"people.notices"}
    assert {row.subject for row in policy_rows(actor=OPERATOR, subject="careers")} == {"careers"}
    assert policy_rows(actor=OPERATOR, text="없는 말") == ()


def test_officials_do_not_see_policies_and_an_unknown_one_is_not_found() -> None:
    for actor in (_actor(Role.OFFICIAL), Actor(ActorKind.API_KEY, "열쇠")):
        with pytest.raises(NotAllowed):
            policy_rows(actor=actor)
        with pytest.raises(NotAllowed):
            policy_card(actor=actor, key=AGE)
    with pytest.raises(PolicyNotFound):
        policy_card(actor=OPERATOR, key="people.nothing")


def test_what_comes_is_told_by_what_it_says_differently() -> None:
    seed_policies(actor=OPERATOR)
    with clock.fixed(TODAY):
        now = policy_card(actor=OPERATOR, key="people.notices").values[0].value
        assert isinstance(now, dict)
        set_policy(actor=OPERATOR, key="people.notices", value={**now, "most_attempts": 3}, first=LATER, basis="가")
        (row,) = policy_rows(actor=OPERATOR, subject="notices")
    assert (row.next_differs, row.before_differed) == ("보내 보는 횟수: 3번", "")
    with clock.fixed(LATER):
        (row,) = policy_rows(actor=OPERATOR, subject="notices")
    assert (row.next_differs, row.before_differed) == ("", "보내 보는 횟수: 6번")
