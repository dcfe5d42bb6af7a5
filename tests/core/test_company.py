"""Acting in company: one transaction for all who wait, and yet to each their own answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from baeumgil.core import audit, clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.company import Company, Undone
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry, Policy

pytestmark = pytest.mark.django_db(transaction=True)

OPERATOR = Actor.operator("test")
ROW = 7


class _Deadlock(Exception):
    """What PostgreSQL's driver says when two wait for each other."""

    sqlstate = "40P01"


class Crowd:
    """Five people at one row: the first is kept in the middle of their act until the others have come."""

    def __init__(self) -> None:
        self.transactions: list[list[object]] = []
        self.answered_too_early = 0
        self.answers: list[Future[object]] = []
        self.company = Company(self._conclude)

    def _conclude(self, results: Sequence[object]) -> None:
        self.transactions.append(sorted(results, key=str))
        seen = set(Policy.objects.values_list("key", flat=True))
        self.answered_too_early += sum(
            answer.done() for answer, key in zip(self.answers, "01234", strict=False) if key in results and key in seen
        )

    def come(self, work: Callable[[str], str]) -> list[Future[object]]:
        """All of them; their answers once everybody has one."""
        has_begun, may_go_on = Event(), Event()

        def first() -> str:
            has_begun.set()
            assert may_go_on.wait(30)
            return work("0")

        def act(done: Callable[[], object]) -> object:
            try:
                return self.company.act(ROW, done)
            finally:
                connection.close()

        with ThreadPoolExecutor(5) as pool:
            self.answers.append(pool.submit(act, first))
            assert has_begun.wait(30)
            for key in "1234":
                self.answers.append(pool.submit(act, partial(work, key)))
            while len(self.company._rooms[ROW].waiting) < 4:
                Event().wait(0.001)
            may_go_on.set()
        return self.answers


def _write(key: str) -> str:
    Policy.objects.create(key=key, value=1, valid_from="2026-01-01", basis="test")
    return key


def _written() -> list[str]:
    return sorted(Policy.objects.values_list("key", flat=True))


def test_who_comes_while_another_acts_shares_the_next_transaction_and_is_answered_after_it() -> None:
    crowd = Crowd()
    assert [answer.result() for answer in crowd.come(_write)] == list("01234")
    assert crowd.transactions == [["0"], ["1", "2", "3", "4"]]
    assert (crowd.answered_too_early, _written()) == (0, list("01234"))
    assert crowd.company._rooms == {}


def test_who_is_refused_is_undone_alone() -> None:
    def work(key: str) -> str:
        _write(key)
        if key in "03":
            raise NotAllowed(key)
        return key

    answers = Crowd().come(work)
    assert [str(answers[place].exception()) for place in (0, 3)] == ["0", "3"]
    assert [answers[place].result() for place in (1, 2, 4)] == ["1", "2", "4"]
    assert _written() == ["1", "2", "4"]


@pytest.mark.parametrize(("cause", "told"), [(_Deadlock(), Undone), (Exception(), OperationalError)])
def test_where_the_database_ends_the_transaction_nobody_in_it_is_told_that_it_was_done(
    cause: Exception, told: type[Exception]
) -> None:
    def work(key: str) -> str:
        _write(key)
        if key == "3":
            raise OperationalError("ended") from cause
        return key

    answers = Crowd().come(work)
    assert answers[0].result() == "0"
    assert [type(answer.exception()) for answer in answers[1:]] == [told] * 4
    assert _written() == ["0"]


def test_what_fails_for_all_at_the_end_is_told_to_all() -> None:
    def fails(results: Sequence[object]) -> None:
        raise ValueError(len(results))

    company = Company(fails)
    with pytest.raises(ValueError, match="1"):
        company.act(ROW, lambda: _write("a"))
    assert (_written(), company._rooms) == ([], {})


@action("test.sit_down", in_company=lambda asked: asked["row"])
def sit_down(*, actor: Actor, row: int, key: str, ends: list[str]) -> str:
    allow(permitted=key != "forbidden")
    _write(key)
    record(key, row=row)
    if ends:
        raise OperationalError(ends.pop()) from _Deadlock()
    return key


def test_an_action_in_company_leaves_the_same_trace_as_alone() -> None:
    with clock.fixed(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        assert sit_down(actor=OPERATOR, row=ROW, key="a", ends=[]) == "a"
    with pytest.raises(NotAllowed):
        sit_down(actor=OPERATOR, row=ROW, key="forbidden", ends=[])
    entry, refused = AuditEntry.objects.order_by("number")
    assert (entry.action, entry.subject, entry.facts) == ("test.sit_down", "a", {"row": ROW})
    assert (refused.action, refused.facts) == ("test.sit_down", {"refusal": "not_allowed"})
    assert (entry.at, audit.first_broken_link()) == (datetime(2026, 3, 2, 9, tzinfo=UTC), None)
    assert _written() == ["a"]


def test_an_action_whose_company_was_ended_is_done_again_alone() -> None:
    assert sit_down(actor=OPERATOR, row=ROW, key="a", ends=["together", "alone"]) == "a"
    assert (_written(), AuditEntry.objects.count(), audit.first_broken_link()) == (["a"], 1, None)


def test_inside_anothers_transaction_there_is_no_company() -> None:
    def both() -> None:
        with transaction.atomic():
            sit_down(actor=OPERATOR, row=ROW, key="a", ends=[])
            raise KeyError

    with pytest.raises(KeyError):
        both()
    assert (_written(), AuditEntry.objects.count()) == ([], 0)


def test_the_links_of_many_at_once_make_one_whole_chain() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    number = audit.MOST_AT_ONCE + 2
    with transaction.atomic():
        audit.append([audit.Link(OPERATOR, "test.many", str(each), {"n": each}, at) for each in range(number)])
    assert [entry.subject for entry in AuditEntry.objects.order_by("number")] == [str(each) for each in range(number)]
    assert audit.first_broken_link() is None
