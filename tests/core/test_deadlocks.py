"""Where two actions wait for each other, the one that the database ends is done again; nobody sees it."""

import pytest
from django.db import OperationalError, transaction

from baeumgil.core import audit
from baeumgil.core.actions import TRIES, action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.models import AuditEntry, Policy

OPERATOR = Actor.operator("test")


class _Ended(Exception):
    """What the driver says, with PostgreSQL's code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("ended")
        self.sqlstate = sqlstate


@action("test.wait_for_each_other")
def wait(*, actor: Actor, tries: list[int], times: int, sqlstate: str) -> str:
    allow(permitted=True)
    Policy.objects.create(key="a", value=len(tries), valid_from="2026-01-01", basis="test")
    tries.append(1)
    if len(tries) <= times:
        raise OperationalError from _Ended(sqlstate)
    record("done")
    return "done"


@pytest.mark.django_db(transaction=True)
def test_the_one_that_was_ended_is_done_again_from_its_beginning() -> None:
    tries: list[int] = []
    assert wait(actor=OPERATOR, tries=tries, times=TRIES - 1, sqlstate="40P01") == "done"
    assert (len(tries), list(Policy.objects.values_list("value", flat=True))) == (TRIES, [TRIES - 1])
    assert (AuditEntry.objects.filter(subject="done").count(), audit.first_broken_link()) == (1, None)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("times", "sqlstate", "tried"), [(TRIES, "40P01", TRIES), (1, "53300", 1)])
def test_it_is_not_tried_for_ever_nor_for_another_fault(times: int, sqlstate: str, tried: int) -> None:
    tries: list[int] = []
    with pytest.raises(OperationalError):
        wait(actor=OPERATOR, tries=tries, times=times, sqlstate=sqlstate)
    assert (len(tries), Policy.objects.count()) == (tried, 0)


@pytest.mark.django_db(transaction=True)
def test_inside_anothers_transaction_that_one_is_done_again_not_the_part() -> None:
    tries: list[int] = []
    with pytest.raises(OperationalError), transaction.atomic():
        wait(actor=OPERATOR, tries=tries, times=1, sqlstate="40P01")
    assert (len(tries), Policy.objects.count()) == (1, 0)
