"""Telling people: once each, with a delivery for every way of contact that is on."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.stages.people.models import Contact, Delivery, Notice
from baeumgil.stages.people.services import notices
from baeumgil.stages.people.services.notices import Message, tell, tell_each
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind
from tests.build import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> None:
    settings.GATEWAYS = {
        "mail": {"address": "file:/nowhere", "secret": "", "sender": ""},
        "messenger": {"address": "", "secret": "", "sender": ""},
    }


def with_contacts(people: Sequence[int], *, is_on: bool = True) -> None:
    for person in people:
        Contact.objects.create(
            person_id=person,
            channel=Channel.MAIL,
            address=f"p{person}@city.example",
            is_on=is_on,
            changed_at=clock.now(),
        )


def said() -> list[tuple[int, str, str]]:
    return list(Notice.objects.order_by("person_id", "key").values_list("person_id", "key", "title"))


def test_each_person_is_told_once_of_the_same_fact() -> None:
    first, second = a_person(), a_person()

    assert tell(people=[first], kind=NoticeKind.RESULT, key="result:1", title="선발되었습니다") == 1
    assert tell(people=[second, first, second], kind=NoticeKind.RESULT, key="result:1", title="다른 말") == 1
    assert tell(people=[first], kind=NoticeKind.RESULT, key="result:2", title="또 선발되었습니다") == 1

    assert said() == [
        (first, "result:1", "선발되었습니다"),
        (first, "result:2", "또 선발되었습니다"),
        (second, "result:1", "다른 말"),
    ]


def test_nobody_to_tell_is_no_statement_at_all() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert tell(people=[], kind=NoticeKind.GENERAL, key="none", title="없음") == 0
    assert len(asked) == 0


def test_different_messages_go_in_one_call_and_the_first_of_two_about_the_same_fact_counts() -> None:
    first, second = a_person(), a_person()

    made = tell_each(
        [
            Message(second, NoticeKind.RESULT, "result:2", "선발되지 않았습니다", text="이유"),
            Message(first, NoticeKind.RESULT, "result:1", "선발되었습니다", link="application:1"),
            Message(first, NoticeKind.RESULT, "result:1", "두 번째 말"),
        ]
    )

    assert made == 2
    assert said() == [(first, "result:1", "선발되었습니다"), (second, "result:2", "선발되지 않았습니다")]


def test_words_too_long_for_the_inbox_are_cut_and_a_link_too_long_is_left_out() -> None:
    person = a_person()
    tell(people=[person], kind=NoticeKind.GENERAL, key="long", title="가" * 300, text="나" * 2000, link="/" * 300)
    told = Notice.objects.get(person_id=person)
    assert (told.title, told.text, told.link) == ("가" * 200, "나" * 1000, "")


def test_a_delivery_is_written_for_every_way_that_is_on_and_has_a_gateway() -> None:
    reached, silent, without = a_person(), a_person(), a_person()
    with_contacts([reached])
    with_contacts([silent], is_on=False)
    Contact.objects.create(person_id=reached, channel=Channel.MESSENGER, address="kim", changed_at=clock.now())

    tell(people=[reached, silent, without], kind=NoticeKind.SESSION, key="session:9", title="장소가 바뀌었습니다")
    tell(people=[reached], kind=NoticeKind.SESSION, key="session:9", title="장소가 바뀌었습니다")

    rows = Delivery.objects.values_list("notice__person_id", "channel", "address", "state", "attempts")
    assert list(rows) == [(reached, Channel.MAIL, f"p{reached}@city.example", DeliveryState.WAITING, 0)]


@pytest.mark.parametrize("number", [1, 12])
def test_telling_many_takes_as_many_statements_as_telling_one(number: int) -> None:
    people = [a_person() for _ in range(number)]
    with_contacts(people)
    messages = [Message(person, NoticeKind.RESULT, f"result:{person}", "결과") for person in people]
    with CaptureQueriesContext(connection) as asked:
        tell_each(messages)
    assert len(asked) == 5


@pytest.mark.parametrize("few", [500, 0])
def test_many_facts_told_again_tell_nobody_anything(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "FEW", few)
    people = [a_person() for _ in range(12)]
    messages = [Message(person, NoticeKind.RESULT, f"result:{person}", "결과") for person in people]
    assert [tell_each(messages), tell_each(messages), tell_each(messages[:3])] == [12, 0, 0]
    assert tell_each([Message(people[0], NoticeKind.RESULT, f"other:{place}", "결과") for place in range(12)]) == 12
    assert Notice.objects.count() == 24
