"""Inbox, ways of contact, and what did not go out."""

from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.doors.web.people.delivery_words import failure_words
from baeumgil.doors.web.people.notice_links import address_of_link
from baeumgil.stages.people.models import Contact, Delivery, Notice
from baeumgil.stages.people.services.notices import Message, tell, tell_each
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind
from tests.build import a_person
from tests.build_web import Somebody, signed_in, statements_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> None:
    settings.GATEWAYS = {
        "mail": {"address": "file:/nowhere", "secret": "", "sender": ""},
        "messenger": {"address": "", "secret": "", "sender": ""},
    }


def told(person: int | None, number: int = 1, link: str = "") -> None:
    tell_each(
        [
            Message(person or 0, NoticeKind.RESULT, f"result:{place}", f"선발 {place}", text="축하\n합니다", link=link)
            for place in range(number)
        ]
    )


def failed(name: str = "박나무") -> int:
    person = a_person(name)
    Contact.objects.create(person_id=person, channel=Channel.MAIL, address="namu@city.example", changed_at=clock.now())
    tell(people=[person], kind=NoticeKind.RESULT, key="result:1", title="선발", text="비밀스러운 본문")
    made = Delivery.objects.get(notice__person_id=person)
    Delivery.objects.filter(pk=made.pk).update(state=DeliveryState.FAILED, failure="SMTP 550")
    return made.pk


def test_the_inbox_shows_what_one_was_told_and_the_header_how_much_is_unread(client: Client) -> None:
    me: Somebody = signed_in(client)
    told(me.person, 2)
    told(a_person("이바다"))
    page = client.get("/notices").content.decode()
    assert "<h1>알림</h1>" in page
    assert page.count('class="bg-inbox__title"') == 2
    assert "축하<br>합니다" in page
    assert "안 읽은 알림 2건" in client.get("/account").content.decode()


def test_an_empty_inbox_says_what_will_come(client: Client) -> None:
    signed_in(client)
    assert "아직 알림이 없습니다" in client.get("/notices").content.decode()
    assert "안 읽은 알림이 없습니다" in client.get("/notices", {"show": "unread", "page": "x"}).content.decode()


def test_opening_marks_as_read_and_leads_on(client: Client) -> None:
    me = signed_in(client)
    told(me.person, link="account")
    number = Notice.objects.get().pk
    answers = [client.post(f"/notices/{number}/open") for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/account")] * 2
    assert Notice.objects.exclude(read_at=None).count() == 1
    assert client.get(f"/notices/{number}/open").status_code == 405


def test_a_notice_that_leads_nowhere_goes_back_to_the_inbox_and_all_can_be_marked(client: Client) -> None:
    me = signed_in(client)
    told(me.person, 3, link="https://elsewhere.example/")
    assert client.post(f"/notices/{Notice.objects.all()[0].pk}/open")["Location"] == "/notices"
    assert client.post("/notices/read")["Location"] == "/notices"
    assert Notice.objects.filter(read_at=None).count() == 0


def test_somebody_elses_notice_cannot_be_opened(client: Client) -> None:
    signed_in(client)
    told(a_person("이바다"))
    assert client.post(f"/notices/{Notice.objects.get().pk}/open").status_code == 404
    assert Notice.objects.filter(read_at=None).count() == 1


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("person:7", "/people/7"),
        ("account", "/account"),
        ("/notices?show=unread", "/notices?show=unread"),
        ("//elsewhere.example", ""),
        ("javascript:1", ""),
        ("https://elsewhere.example", ""),
        ("person", ""),
        ("no-such-page:1", ""),
        ("", ""),
    ],
)
def test_a_link_leads_to_pages_of_this_site_only(link: str, address: str) -> None:
    assert address_of_link(link) == address


def test_causes_are_in_words() -> None:
    causes = ["", "HTTP 503", "login", "too old", "in doubt: interrupted", "in doubt: TimeoutError"]
    assert [failure_words(cause) for cause in causes] == [
        "",
        "받는 서버의 답 503",
        "보내는 서버가 로그인을 받지 않음",
        "너무 오래 기다려 보내지 않음",
        "보내던 중에 멈춤",
        "연결이 되지 않거나 끊김 (TimeoutError)",
    ]


def test_the_inbox_takes_the_same_statements_for_one_notice_and_for_many(client: Client) -> None:
    me = signed_in(client)
    told(me.person)
    few = statements_of(client, "/notices")
    told(me.person, 20)
    assert statements_of(client, "/notices") == few


def test_ones_own_contacts_are_kept(client: Client) -> None:
    me = signed_in(client)
    page = client.get("/notices/contacts").content.decode()
    assert 'name="mail"' in page
    assert 'name="messenger"' not in page
    answer = client.post("/notices/contacts", {"mail": "haneul@city.example", "mail_on": "on", "messenger": "kim"})
    assert (answer.status_code, answer["Location"]) == (302, "/notices/contacts")
    rows = Contact.objects.values_list("person_id", "channel", "address", "is_on")
    assert list(rows) == [(me.person, "mail", "haneul@city.example", True)]
    assert 'value="haneul@city.example"' in client.get("/notices/contacts").content.decode()


def test_a_wrong_address_is_shown_again_with_what_to_do(client: Client) -> None:
    signed_in(client)
    answer = client.post("/notices/contacts", {"mail": "아님", "mail_on": "on"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="아님"' in page
    assert "전자우편 주소가 아닙니다. name@city.go.kr처럼 적으세요." in page
    assert Contact.objects.count() == 0


def test_without_gateways_the_page_says_so(client: Client, settings: Any) -> None:
    settings.GATEWAYS = {}
    signed_in(client)
    assert "지금은 알림함으로만" in client.get("/notices/contacts").content.decode()


def test_the_office_sends_again_or_gives_up(client: Client) -> None:
    first, second = failed(), failed("최바다")
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/notices/deliveries").content.decode()
    assert "박나무" in page
    assert "na***@city.example" in page
    assert "받는 서버의 답 550" in page
    assert "비밀스러운" not in page
    assert client.post("/notices/deliveries/settle", {"delivery": [first], "what": "again"}).status_code == 302
    assert client.post("/notices/deliveries/settle", {"delivery": [second], "what": "give_up"}).status_code == 302
    assert dict(Delivery.objects.values_list("pk", "state")) == {
        first: DeliveryState.WAITING,
        second: DeliveryState.CANCELLED,
    }
    assert "살필 것이 없습니다" in client.get("/notices/deliveries").content.decode()
    assert "그런 발송이 없습니다" in client.get("/notices/deliveries", {"state": "sent"}).content.decode()


def test_a_refused_decision_keeps_what_was_ticked(client: Client) -> None:
    number = failed()
    Contact.objects.all().delete()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post("/notices/deliveries/settle", {"delivery": [number], "what": "again"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "1건은 받는 사람이 그 수단을 껐거나" in page
    assert f'value="{number}" checked' in page
    assert client.post("/notices/deliveries/settle", {"what": "again"}).status_code == 400
    assert Delivery.objects.get().state is DeliveryState.FAILED


def test_deliveries_are_closed_to_others_and_an_auditor_only_looks(client: Client) -> None:
    number = failed()
    signed_in(client, Role.LIAISON)
    assert client.get("/notices/deliveries").status_code == 403
    assert client.post("/notices/deliveries/settle", {"delivery": [number], "what": "again"}).status_code == 403
    signed_in(client, Role.AUDITOR)
    page = client.get("/notices/deliveries").content.decode()
    assert "박나무" in page
    assert "다시 보내기" not in page
    assert client.post("/notices/deliveries/settle", {"delivery": [number], "what": "again"}).status_code == 403
    assert Delivery.objects.get().state is DeliveryState.FAILED


def test_deliveries_take_the_same_statements_for_one_and_for_many(client: Client) -> None:
    failed()
    signed_in(client, Role.TRAINING_OFFICE)
    few = statements_of(client, "/notices/deliveries")
    for place in range(5):
        failed(f"사람{place}")
    assert statements_of(client, "/notices/deliveries") == few
