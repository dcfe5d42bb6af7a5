"""Who may do what in `plan`, where the answer is not plain from the roles."""

import pytest

from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.stages.plan import access
from tests.build import an_actor

READER = Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({access.READ_PLAN}))
WRITER = Actor(ActorKind.API_KEY, "열쇠", scopes=frozenset({access.READ_PLAN, access.WRITE_PLAN}))
OPERATOR = Actor.operator(reason="시험")


@pytest.mark.parametrize("key", [READER, WRITER])
def test_a_key_sees_neither_those_who_sign_nor_the_committee(key: Actor) -> None:
    assert (access.may_see_case(key, signers=frozenset({1})), access.may_see_committee(key)) == (False, False)


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.HEAD, Role.AUDITOR])
def test_office_heads_and_auditors_see_papers_under_way(role: Role) -> None:
    assert access.may_see_case(an_actor(role), signers=frozenset())


def test_an_official_sees_only_papers_with_a_box_of_their_own() -> None:
    somebody = an_actor(account=7)
    answers = [access.may_see_case(somebody, signers=frozenset(signers)) for signers in ({7, 8}, {8}, set())]
    assert answers == [True, False, False]


@pytest.mark.parametrize(
    ("actor", "own", "examples"),
    [
        (OPERATOR, True, True),
        (an_actor(Role.TRAINING_OFFICE), True, False),
        (WRITER, True, False),
        (READER, False, False),
        (an_actor(Role.TRAINING_OFFICE, units={1}), False, False),
        (an_actor(Role.HEAD), False, False),
    ],
)
def test_examples_of_others_are_changed_by_the_command_line_alone(actor: Actor, own: bool, examples: bool) -> None:
    answers = (access.may_change(actor, is_example=False), access.may_change(actor, is_example=True))
    assert answers == (own, examples)
