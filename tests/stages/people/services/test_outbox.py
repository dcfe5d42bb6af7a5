"""The outbox: nothing told is lost, nothing in doubt is sent twice, whatever dies whenever."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baeumgil.core import clock, jobs
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry, Job
from baeumgil.engines.messaging.messages import Answer, Envelope, Outcome
from baeumgil.stages.people.jobs import deliver_notices
from baeumgil.stages.people.models import Contact, Delivery
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.services.outbox import JOB, Delivered, _claim, deliver, queue_due
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind
from tests.build import a_person

NOW = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
WORKER = Actor.system(reason="시험")
SENT, FAILED, UNCERTAIN = Outcome.SENT, Outcome.REFUSED, Outcome.UNKNOWN


class Died(BaseException):
    """The machine stopped."""


class Recording:
    """A gateway that answers as it was told: an outcome, or a death before or after it took the message."""

    def __init__(self, *answers: str, is_keyed: bool = False) -> None:
        self.answers = list(answers)
        self.is_keyed = is_keyed
        self.taken: list[str] = []
        self.closed = 0

    def send(self, envelope: Envelope) -> Answer:
        answer = self.answers.pop(0) if self.answers else SENT.value
        if answer == "dies before":
            raise Died
        if answer == "breaks":
            raise RuntimeError("a fault of ours")
        if answer != Outcome.TRY_AGAIN:
            self.taken.append(envelope.key)
        if answer == "dies after":
            raise Died
        return Answer(Outcome(answer), "why")

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def _gateway(settings: Any, tmp_path: Path) -> None:
    settings.GATEWAYS = {
        "mail": {"address": f"file:{tmp_path}", "secret": "", "sender": ""},
        "messenger": {"address": "", "secret": "", "sender": ""},
    }
    settings.PUBLIC_ADDRESS = "https://edu.city.example"


def told(number: int = 1) -> list[int]:
    """So many people told by mail; the ids of their deliveries."""
    seed_policies(actor=WORKER)
    people = [a_person() for _ in range(number)]
    Contact.objects.bulk_create(
        [
            Contact(person_id=person, channel=Channel.MAIL, address=f"p{person}@city.example", changed_at=NOW)
            for person in people
        ]
    )
    tell(people=people, kind=NoticeKind.RESULT, key="result:1", title="선발되었습니다", text="축하합니다")
    return list(Delivery.objects.order_by("pk").values_list("pk", flat=True))


def run(gateway: Recording, **limits: Any) -> Delivered:
    return deliver(actor=WORKER, gateways={Channel.MAIL: gateway}, **limits)


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_what_is_due_is_written_to_the_gateway_once(tmp_path: Path) -> None:
    with clock.fixed(NOW):
        [number] = told()
        first, second = deliver(actor=WORKER), deliver(actor=WORKER)
    row = Delivery.objects.get(pk=number)
    [file] = tmp_path.iterdir()
    assert (first, second) == (Delivered(sent=1), Delivered())
    assert file.stem == row.key
    assert "축하합니다\\nhttps://edu.city.example" in file.read_text(encoding="utf-8")
    assert (row.state, row.attempts, row.ended_at) == (DeliveryState.SENT, 1, NOW)
    assert row.address == f"{f'p{row.notice.person_id}'[:2]}***@city.example"
    assert list(AuditEntry.objects.filter(action="people.note_deliveries").values_list("facts", flat=True)) == [
        {"sent": 1, "waiting": 0, "failed": 0, "uncertain": 0}
    ]


@pytest.mark.django_db
def test_only_the_worker_carries_out() -> None:
    told()
    with pytest.raises(NotAllowed):
        deliver(actor=Actor.nobody())
    assert states() == ["waiting"]


@pytest.mark.django_db
def test_each_answer_leaves_its_state_and_a_fault_of_ours_is_doubt() -> None:
    with clock.fixed(NOW):
        told(5)
        done = run(Recording("sent", "refused", "try_again", "unknown", "breaks"))
    assert done == Delivered(sent=1, failed=1, waiting=1, uncertain=2)
    assert states() == ["sent", "failed", "waiting", "uncertain", "uncertain"]
    assert list(Delivery.objects.order_by("pk").values_list("failure", flat=True)) == [
        "",
        "why",
        "why",
        "in doubt: why",
        "in doubt: fault",
    ]


@pytest.mark.django_db
def test_a_message_that_cannot_go_now_waits_longer_each_time_and_ends_after_six_tries() -> None:
    told()
    gateway = Recording(*["try_again"] * 10)
    moment, tries = clock.now(), []
    for _ in range(10):
        with clock.fixed(moment):
            if run(gateway).handled == 0:
                break
            row = Delivery.objects.get()
            tries.append((row.not_before - moment) // timedelta(minutes=1))
            moment = max(row.not_before, moment + timedelta(seconds=1))
    assert tries == [1, 4, 16, 64, 256, 0]
    assert states() == ["failed"]


@pytest.mark.django_db
def test_what_waited_too_long_is_given_up_also_without_a_gateway() -> None:
    with clock.fixed(NOW):
        told(2)
        Delivery.objects.filter(pk=Delivery.objects.order_by("pk")[0].pk).update(channel=Channel.MESSENGER)
        assert run(Recording(), most=0) == Delivered()
    with clock.fixed(NOW + timedelta(hours=73)):
        assert run(Recording()) == Delivered(failed=2)
    assert states() == ["failed", "failed"]


@pytest.mark.django_db
def test_two_workers_never_carry_the_same_delivery() -> None:
    [number] = told()
    gateway = Recording()

    class Second(Recording):
        def send(self, envelope: Envelope) -> Answer:
            assert run(gateway) == Delivered()
            return super().send(envelope)

    second = Second()
    assert run(second) == Delivered(sent=1)
    assert (gateway.taken, len(second.taken), _claim(number)) == ([], 1, None)


@pytest.mark.django_db
def test_a_run_ends_after_so_many_messages_or_seconds() -> None:
    told(3)
    assert run(Recording(), seconds=0).handled == 0
    assert run(Recording(), most=2) == Delivered(sent=2)
    assert states() == ["sent", "sent", "waiting"]


@pytest.mark.django_db
def test_an_answer_that_comes_after_the_message_was_given_up_for_uncertain_still_counts() -> None:
    with clock.fixed(NOW):
        [number] = told()

        class Slow(Recording):
            def send(self, envelope: Envelope) -> Answer:
                Delivery.objects.filter(pk=number).update(state=DeliveryState.UNCERTAIN)
                return super().send(envelope)

        assert run(Slow()) == Delivered(sent=1)
    assert states() == ["sent"]


@pytest.mark.django_db
def test_the_worker_queues_one_run_when_something_is_due(settings: Any) -> None:
    with clock.fixed(NOW):
        assert queue_due() is False
        told()
        assert [queue_due(), queue_due()] == [True, True]
        assert list(Job.objects.values_list("name", "state")) == [(JOB, jobs.JobState.QUEUED)]
        assert deliver_notices() == {"sent": 1, "waiting": 0, "failed": 0, "uncertain": 0}
        assert queue_due() is False
        settings.GATEWAYS = {}
        Delivery.objects.update(state=DeliveryState.WAITING)
        assert queue_due() is False
        assert deliver(actor=WORKER) == Delivered()


@pytest.mark.django_db
def test_a_gateway_that_is_down_is_left_alone_for_a_while() -> None:
    gateway = Recording(*["try_again"] * 3)
    with clock.fixed(NOW):
        told(6)
        assert run(gateway) == Delivered(waiting=3)
        assert not Delivery.objects.filter(not_before__lte=NOW, state=DeliveryState.WAITING).exists()
    with clock.fixed(NOW + timedelta(minutes=1)):
        assert run(gateway) == Delivered(sent=6)


deaths = st.lists(st.sampled_from(["sent", "try_again", "unknown", "dies before", "dies after"]), max_size=12)


class Deaths(TestCase):
    """Any answers, any deaths, then a machine that stays up."""

    @settings(max_examples=25)
    @given(answers=deaths, number=st.integers(1, 4), is_keyed=st.booleans())
    def test_none_is_lost_and_none_in_doubt_is_sent_twice(
        self, answers: list[str], number: int, is_keyed: bool
    ) -> None:
        moment = NOW
        with clock.fixed(moment):
            told(number)
        gateway = Recording(*answers, is_keyed=is_keyed)
        for _ in range(40):
            with clock.fixed(moment), suppress(Died):
                run(gateway)
            moment += timedelta(hours=7)
            if not Delivery.objects.filter(state__in=["waiting", "sending"]).exists():
                break
        over = dict(Delivery.objects.values_list("key", "state"))
        handed = Counter(gateway.taken)
        assert set(over.values()) <= {"sent", "uncertain", "failed"}
        for key, state in over.items():
            if state == "sent":
                assert handed[key] >= 1
            if not is_keyed:
                assert handed[key] <= 1
            if state == "failed":
                assert handed[key] == 0
