"""Prepared statements answer what the same query answers when Django compiles it anew."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q

from baeumgil.core.models import ChainHead, Job, Policy
from baeumgil.core.prepared import LONGEST_LIST, insert, prepared, prepared_update

pytestmark = pytest.mark.django_db

MOMENT = datetime(2026, 9, 1, 0, 0, tzinfo=UTC)
DAY = date(2026, 9, 1)


def _in_force(keys: Any, on: Any) -> models.QuerySet[Policy, Any]:
    return (
        Policy.objects.filter(key__in=keys, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .order_by("-valid_from", "key")
        .values_list("key", "valid_from", "value")
    )


def _policies() -> None:
    Policy.objects.bulk_create(
        Policy(key=f"trial.{each}", value={"n": each}, valid_from=DAY + timedelta(days=each), basis="조례")
        for each in range(20)
    )


@pytest.mark.parametrize("number", [0, 1, 2, LONGEST_LIST, LONGEST_LIST + 1])
def test_for_every_length_of_a_list_it_answers_as_the_plain_query(number: int) -> None:
    _policies()
    ask = prepared(_in_force)
    for shift in range(3):
        keys = [f"trial.{each + shift}" for each in range(number)]
        on = DAY + timedelta(days=4 * shift)
        assert ask(keys=keys, on=on) == list(_in_force(keys, on))


def test_what_changed_between_two_askings_is_seen_by_the_second() -> None:
    ask = prepared(_in_force)
    assert ask(keys=["trial"], on=DAY) == []
    policy = Policy.objects.create(key="trial", value=1, valid_from=DAY, basis="조례")
    assert ask(keys=["trial"], on=DAY) == [("trial", DAY, 1)]
    Policy.objects.filter(pk=policy.pk).update(value=2)
    assert ask(keys=["trial"], on=DAY) == [("trial", DAY, 2)]


def test_moments_and_terms_come_back_as_fields_give_them() -> None:
    job = Job.objects.create(name="trial", arguments={"a": [1]}, requested_at=MOMENT, run_after=MOMENT)
    rows = prepared(
        lambda at: Job.objects.filter(run_after=at).values_list("pk", "arguments", "run_after", "ended_at")
    )(at=MOMENT)
    assert rows == [(job.pk, {"a": [1]}, MOMENT, None)]


def test_nothing_is_no_value_for_a_gap() -> None:
    with pytest.raises(TypeError, match="on"):
        prepared(_in_force)(keys=["a"], on=None)


def test_rows_are_locked_inside_a_transaction_only(transactional_db: None) -> None:
    del transactional_db
    lock = prepared(lambda name: ChainHead.objects.select_for_update().filter(name=name).values_list("length"))
    ChainHead.objects.create(name="trial", last_hash="0")
    with transaction.atomic():
        assert lock(name="trial") == [(0,)]
    with pytest.raises(transaction.TransactionManagementError):
        lock(name="trial")


def test_an_update_changes_what_its_condition_meets_and_says_how_many() -> None:
    ChainHead.objects.bulk_create(ChainHead(name=name, last_hash="0", length=1) for name in ("a", "b", "c"))
    add = prepared_update(
        lambda names, most, more: (
            ChainHead.objects.filter(name__in=names, length__lt=most),
            {"length": F("length") + more},
        )
    )
    assert add(names=["a", "b"], most=2, more=5) == 2
    assert add(names=["a", "c"], most=2, more=5) == 1
    assert add(names=[], most=2, more=5) == 0
    assert add(names=[str(each) for each in range(LONGEST_LIST)] + ["a"], most=9, more=1) == 1
    rows = ChainHead.objects.filter(name__in=["a", "b", "c"]).values_list("name", "length")
    assert dict(rows) == {"a": 7, "b": 6, "c": 6}


def _jobs(keys: Sequence[str]) -> list[Job]:
    return [Job(name="trial", unique_key=key, requested_at=MOMENT, run_after=MOMENT, result={"k": key}) for key in keys]


def test_new_records_are_stored_with_their_defaults_and_know_their_numbers() -> None:
    made = _jobs(["a", "b", "c"])
    insert(made)
    insert([])
    for record in made:
        stored = Job.objects.get(pk=record.pk)
        names = [field.attname for field in Job._meta.concrete_fields]
        assert [getattr(stored, name) for name in names] == [getattr(record, name) for name in names]
    assert not made[0]._state.adding


def test_a_record_that_breaks_a_rule_of_the_database_takes_the_others_with_it() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(_jobs(["a", "b", "a"]))
    assert list(Job.objects.filter(name="trial")) == []
