"""Two who set one policy at the same moment, as on PostgreSQL, where transactions run side by side."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import connection, transaction

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.models import Policy
from baeumgil.stages.people.errors import PolicyTaken
from baeumgil.stages.people.services.policy_book import set_policy
from baeumgil.stages.people.services.seeding import seed_policies

pytestmark = pytest.mark.django_db(transaction=True)

AGE, OPERATOR = "people.youngest_age", Actor.operator("시험")
LATER, SOONER = date(2099, 1, 1), date(2098, 1, 1)


def _second(first: date, begun: Event) -> str:
    """Somebody else's whole action, in a connection of its own."""
    try:
        begun.set()
        set_policy(actor=OPERATOR, key=AGE, value=19, first=first, basis="나")
    except PolicyTaken as refused:
        return refused.code
    finally:
        connection.close()
    return "set"


@pytest.mark.parametrize(
    ("day", "answer", "kept"),
    [
        (LATER, "policy_taken", [(15, date(2098, 12, 31)), (18, None)]),
        (SOONER, "set", [(15, date(2097, 12, 31)), (19, date(2098, 12, 31)), (18, None)]),
    ],
)
def test_the_second_waits_and_then_sees_what_the_first_did(
    day: date, answer: str, kept: list[tuple[int, date | None]]
) -> None:
    assert clock.today() < SOONER
    seed_policies(actor=OPERATOR)
    begun = Event()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            set_policy(actor=OPERATOR, key=AGE, value=18, first=LATER, basis="가")
            beside = pool.submit(_second, day, begun) if connection.vendor == "postgresql" else None
            assert beside is None or begun.wait(10)
        assert (beside.result(10) if beside is not None else _second(day, begun)) == answer
    assert list(Policy.objects.filter(key=AGE).order_by("valid_from").values_list("value", "valid_to")) == kept
