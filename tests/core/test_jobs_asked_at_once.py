"""Several who ask for the same job at the same time, as they do on PostgreSQL, where transactions run side by side."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from baeumgil.core import jobs
from baeumgil.core.actors import Actor
from baeumgil.core.jobs import JobId
from baeumgil.core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

OPERATOR = Actor.operator("test")


def _ask(begun: Event | None = None) -> JobId:
    """Somebody else's whole transaction, in a connection of its own."""
    try:
        with transaction.atomic():
            if begun is not None:
                begun.set()
            return jobs.enqueue("test.at_once", actor=OPERATOR, unique_key="k")
    finally:
        connection.close()


def _claim() -> Job | None:
    try:
        return jobs.claim("somebody")
    finally:
        connection.close()


def _beside(pool: ThreadPoolExecutor) -> Future[JobId] | None:
    """Ask beside the present transaction, which has not ended yet; on SQLite nobody begins beside one who writes."""
    if connection.vendor != "postgresql":
        return None
    begun = Event()
    asked = pool.submit(_ask, begun)
    assert begun.wait(10)
    return asked


def _answered(asked: Future[JobId] | None) -> JobId:
    """What the other got; on SQLite they ask now, when it is their turn."""
    return asked.result(10) if asked is not None else jobs.enqueue("test.at_once", actor=OPERATOR, unique_key="k")


def test_the_second_who_asks_gets_the_job_of_the_first() -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = jobs.enqueue("test.at_once", actor=OPERATOR, unique_key="k")
            second = _beside(pool)
        assert _answered(second) == first
    assert Job.objects.count() == 1


def test_the_second_queues_the_job_when_the_first_takes_it_back() -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            jobs.enqueue("test.at_once", actor=OPERATOR, unique_key="k")
            second = _beside(pool)
            transaction.set_rollback(True)
        assert _answered(second) == Job.objects.get().pk


@pytest.mark.parametrize("is_found", [True, False])
def test_a_job_that_was_asked_for_again_starts_only_after_the_asking_transaction(is_found: bool) -> None:
    if is_found:
        queued = _ask()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        again = jobs.enqueue("test.at_once", actor=OPERATOR, unique_key="k")
        if connection.vendor == "postgresql":
            assert pool.submit(_claim).result(10) is None
            if is_found:
                assert pool.submit(_ask).result(10) == again == queued
    taken = jobs.claim("somebody")
    assert taken is not None
    assert taken.pk == again
