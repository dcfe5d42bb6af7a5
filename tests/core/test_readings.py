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


@reading("test.unit", purpose="부서")
def people_of_a_unit(*, actor: Actor, by: Actor) -> list[int]:
    saw([4], unit=9)
    return people(actor=by, ids=[2, 3])


def test_a_reading_within_another_is_written_once_under_the_outer_name() -> None:
    people_of_a_unit(actor=SOMEBODY, by=SOMEBODY)
    entry = AccessEntry.objects.get()
    assert (entry.reading, entry.purpose, entry.person_ids) == ("test.unit", "부서", [2, 3, 4])


def test_a_reading_by_somebody_else_within_another_keeps_its_own_row() -> None:
    people_of_a_unit(actor=SOMEBODY, by=Actor(kind=ActorKind.PERSON, label="박바다", account=8, person=3))
    rows = AccessEntry.objects.order_by("pk").values_list("reading", "account_id", "person_ids")
    assert list(rows) == [("test.people", 8, [2]), ("test.unit", 7, [4])]


def test_a_marked_query_without_an_actor_is_a_programming_error() -> None:
    with pytest.raises(TypeError):
        people(ids=[1])  # type: ignore[call-arg]  # that is the point


def test_saw_outside_a_marked_query_is_a_programming_error() -> None:
    with pytest.raises(RuntimeError):
        saw([1])
