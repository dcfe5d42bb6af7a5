import pytest

from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.audit import reading, saw
from baeumgil.core.models import AccessEntry

pytestmark = pytest.mark.django_db

SOMEBODY = Actor(kind=ActorKind.PERSON, label="김하늘", account=7, person=1, address="10.0.0.7")


@reading("test.people", purpose="업무")
def people(*, actor: Actor, ids: list[int]) -> list[int]:
    saw(ids, text="김")
    return ids


def test_looking_at_others_is_written_with_who_when_whence_and_whose() -> None:
    assert people(actor=SOMEBODY, ids=[1, 2, 3]) == [1, 2, 3]
    entry = AccessEntry.objects.get()
    assert (entry.account_id, entry.address, entry.reading, entry.person_ids, entry.people, entry.criteria) == (
        7,
        "10.0.0.7",
        "test.people",
        [2, 3],
        2,
        {"text": "김"},
    )


def test_looking_at_oneself_writes_nothing() -> None:
    people(actor=SOMEBODY, ids=[1])
    assert AccessEntry.objects.count() == 0


def test_a_long_list_is_counted_whole_and_listed_in_part() -> None:
    people(actor=SOMEBODY, ids=list(range(2, 1002)))
    entry = AccessEntry.objects.get()
    assert (entry.people, len(entry.person_ids)) == (1000, 200)


def test_a_marked_query_without_an_actor_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        people(ids=[1])  # type: ignore[call-arg]  # that is the point


def test_saw_outside_a_marked_query_is_a_programming_error() -> None:
    with pytest.raises(RuntimeError):
        saw([1])
