from collections.abc import Sequence

import pytest

from baeumgil.core import audit
from baeumgil.core.actions import ActionContractBroken, action, allow, record, rehearsal
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, NotAllowed, Problem
from baeumgil.core.models import AuditEntry, Policy

pytestmark = pytest.mark.django_db

OPERATOR = Actor.operator("test")


def _policy(key: str) -> None:
    Policy.objects.create(key=key, value=1, valid_from="2026-01-01", basis="test")


@action("test.decide")
def decide(*, actor: Actor, key: str, permitted: bool = True) -> str:
    _policy(key)
    allow(permitted)
    record(key, size=1)
    return key


@action("test.decide_twice")
def decide_twice(*, actor: Actor) -> None:
    allow(permitted=True)
    decide(actor=actor, key="inner")
    record("outer")


@action("test.judge")
def judge(
    *, actor: Actor, call: int, approvals: Sequence[int], text: str, people: Sequence[int], permitted: bool
) -> None:
    raise Invalid([Problem("too_long", text), Problem("too_long", str(people))], text, application=9, name=text)


@action("test.pass_on")
def pass_on(*, actor: Actor) -> None:
    decide(actor=actor, key="inner")
    judge(actor=actor, call=1, approvals=[], text="", people=[], permitted=True)


@action("test.silent")
def silent(*, actor: Actor) -> None:
    allow(permitted=True)


@action("test.careless")
def careless(*, actor: Actor) -> None:
    record("something")


def test_an_action_writes_one_audit_entry_that_names_actor_action_subject_and_facts() -> None:
    decide(actor=OPERATOR, key="a")
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.facts, entry.actor_kind, entry.reason) == (
        "test.decide",
        "a",
        {"size": 1},
        "operator",
        "test",
    )


def test_a_refused_action_changes_nothing_and_leaves_an_entry_that_says_so() -> None:
    with pytest.raises(NotAllowed):
        decide(actor=OPERATOR, key="a", permitted=False)
    assert Policy.objects.count() == 0
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject, entry.reason) == ("test.decide", NotAllowed.message, "test")
    assert entry.facts == {"refusal": "not_allowed"}
    assert audit.first_broken_link() is None


def test_a_refusal_is_kept_with_numbers_and_codes_and_nothing_that_was_typed() -> None:
    with pytest.raises(Invalid):
        judge(actor=OPERATOR, call=3, approvals=[4, 5], text="홍길동", people=list(range(50)), permitted=True)
    assert AuditEntry.objects.get().facts == {
        "call": 3,
        "application": 9,
        "problems": ["too_long"],
        "refusal": "invalid",
    }


def test_what_is_refused_within_an_action_is_kept_once_and_a_rehearsal_or_a_stranger_leaves_nothing() -> None:
    with pytest.raises(Invalid):
        pass_on(actor=OPERATOR)
    assert list(AuditEntry.objects.values_list("action", flat=True)) == ["test.pass_on"]
    with rehearsal(), pytest.raises(NotAllowed):
        decide(actor=OPERATOR, key="a", permitted=False)
    for actor in (Actor.nobody("203.0.113.9"), Actor.system("test")):
        with pytest.raises(NotAllowed):
            decide(actor=actor, key="a", permitted=False)
    assert AuditEntry.objects.count() == 1


def test_a_rehearsed_action_gives_its_answer_and_leaves_nothing() -> None:
    with rehearsal():
        assert decide(actor=OPERATOR, key="a") == "a"
    assert Policy.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_an_action_within_an_action_is_rehearsed_as_one() -> None:
    with rehearsal():
        decide_twice(actor=OPERATOR)
    assert Policy.objects.count() == 0
    decide_twice(actor=OPERATOR)
    assert list(AuditEntry.objects.order_by("number").values_list("action", flat=True)) == [
        "test.decide",
        "test.decide_twice",
    ]


@pytest.mark.parametrize("broken", [silent, careless])
def test_an_action_that_never_asked_or_never_recorded_is_a_programming_error(broken: object) -> None:
    with pytest.raises(ActionContractBroken):
        broken(actor=OPERATOR)  # type: ignore[operator]  # both take an actor only


def test_actions_take_keywords_only() -> None:
    with pytest.raises(TypeError):
        decide(OPERATOR, key="a")  # type: ignore[call-arg]  # that is the point


def test_the_chain_is_whole_until_one_entry_is_changed_and_then_names_it() -> None:
    for key in "abcde":
        decide(actor=OPERATOR, key=key)
    assert audit.first_broken_link() is None
    AuditEntry.objects.filter(number=3).update(subject="forged")
    assert audit.first_broken_link() == 3


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_entry_is_found(number: int) -> None:
    for key in "abcde":
        decide(actor=OPERATOR, key=key)
    AuditEntry.objects.filter(number=number).delete()
    assert audit.first_broken_link() == number


def test_two_entries_that_changed_places_are_found() -> None:
    for key in "abc":
        decide(actor=OPERATOR, key=key)
    AuditEntry.objects.filter(number=2).update(number=99)
    AuditEntry.objects.filter(number=3).update(number=2)
    AuditEntry.objects.filter(number=99).update(number=3)
    assert audit.first_broken_link() == 2
