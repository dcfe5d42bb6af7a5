"""Contacts of one's own, marking as read, and the office's decisions about what did not go out."""

from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.core.errors import Invalid, NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.errors import ContactsInvalid, DeliveryMovedOn, NoticeNotFound
from baeumgil.stages.people.models import Contact, Delivery, Notice
from baeumgil.stages.people.queries.deliveries import deliveries, outbox_state
from baeumgil.stages.people.queries.notices import inbox, my_contacts, notice, unread_count
from baeumgil.stages.people.rules.contacts import ContactDraft
from baeumgil.stages.people.services.contacts import save_contacts
from baeumgil.stages.people.services.deliveries import settle_deliveries
from baeumgil.stages.people.services.inbox import mark_read
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import Channel, DeliveryState, NoticeKind
from tests.build import a_person

pytestmark = pytest.mark.django_db

OFFICE = Actor(ActorKind.PERSON, "교육담당", account=1, grants=(Grant(Role.TRAINING_OFFICE),))
AUDITOR = Actor(ActorKind.PERSON, "감사담당", account=2, grants=(Grant(Role.AUDITOR),))


@pytest.fixture(autouse=True)
def _gateway(settings: Any) -> None:
    settings.GATEWAYS = {
        "mail": {"address": "file:/nowhere", "secret": "", "sender": ""},
        "text_message": {"address": "", "secret": "", "sender": ""},
    }


def somebody(name: str = "김하늘") -> Actor:
    return Actor(ActorKind.PERSON, name, account=9, person=a_person(name))


def by_mail(actor: Actor, address: str = "haneul@city.example") -> None:
    save_contacts(actor=actor, contacts=[ContactDraft(Channel.MAIL, address)])


def told(actor: Actor, *keys: str) -> None:
    for key in keys:
        tell(people=[actor.person or 0], kind=NoticeKind.RESULT, key=key, title=f"{key} 소식", text="본문")


def outgoing() -> list[tuple[str, str]]:
    return [(str(state), address) for state, address in Delivery.objects.order_by("pk").values_list("state", "address")]


def test_everybody_keeps_their_own_contacts() -> None:
    actor = somebody()
    save_contacts(
        actor=actor,
        contacts=[
            ContactDraft(Channel.MAIL, "Haneul@City.Example"),
            ContactDraft(Channel.TEXT_MESSAGE, "010-1234-5678", is_on=False),
        ],
    )
    rows = [(row.channel, row.address, row.is_on, row.is_connected) for row in my_contacts(actor=actor)]
    assert rows == [
        (Channel.MAIL, "Haneul@city.example", True, True),
        (Channel.TEXT_MESSAGE, "01012345678", False, False),
        (Channel.MESSENGER, "", True, False),
    ]
    assert AuditEntry.objects.get(action="people.save_contacts").facts == {"count": 2, "is_on": 1}


def test_a_wrong_address_changes_nothing() -> None:
    actor = somebody()
    by_mail(actor)
    drafts = [ContactDraft(Channel.MAIL, "아님"), ContactDraft(Channel.TEXT_MESSAGE, "02-123-4567")]
    with pytest.raises(ContactsInvalid) as refused:
        save_contacts(actor=actor, contacts=drafts)
    assert [problem.field for problem in refused.value.problems] == ["mail", "text_message"]
    assert list(Contact.objects.values_list("channel", "address")) == [("mail", "haneul@city.example")]


def test_an_account_without_a_person_has_neither_contacts_nor_inbox() -> None:
    with pytest.raises(NotAllowed):
        by_mail(OFFICE)
    with pytest.raises(NotAllowed):
        mark_read(actor=OFFICE)
    with pytest.raises(NotAllowed):
        inbox(actor=OFFICE)
    with pytest.raises(NotAllowed):
        my_contacts(actor=OFFICE)
    assert (unread_count(actor=OFFICE), Contact.objects.count()) == (0, 0)


def test_what_waits_follows_the_new_address_and_is_cancelled_when_the_way_is_closed() -> None:
    actor, other = somebody(), somebody("이바다")
    by_mail(actor)
    by_mail(other, "bada@city.example")
    told(actor, "one")
    told(other, "one")
    by_mail(actor, "new@city.example")
    assert outgoing() == [("waiting", "new@city.example"), ("waiting", "bada@city.example")]
    save_contacts(actor=actor, contacts=[ContactDraft(Channel.MAIL, "new@city.example", is_on=False)])
    save_contacts(actor=other, contacts=[ContactDraft(Channel.MAIL, "")])
    assert outgoing() == [("cancelled", ""), ("cancelled", "")]
    assert list(Contact.objects.values_list("person_id", "is_on")) == [(actor.person, False)]


def test_an_inbox_holds_ones_own_notices_the_newest_first() -> None:
    actor, other = somebody(), somebody("이바다")
    told(actor, "one", "two", "three")
    told(other, "hers")
    ids = {row.title: row.id for row in inbox(actor=actor).rows}
    assert list(ids) == ["three 소식", "two 소식", "one 소식"]
    assert mark_read(actor=actor, notices=[ids["two 소식"], ids["two 소식"]]) == 1
    assert mark_read(actor=actor, notices=[ids["two 소식"]]) == 0
    assert [row.title for row in inbox(actor=actor, unread_only=True).rows] == ["three 소식", "one 소식"]
    assert notice(actor=actor, notice=ids["two 소식"]).is_read
    assert (mark_read(actor=actor), unread_count(actor=actor), unread_count(actor=other)) == (2, 0, 1)
    assert [len(inbox(actor=actor, page=page, size=2).rows) for page in (1, 2)] == [2, 1]


@pytest.mark.parametrize("number", [0, 2**63, -1])
def test_somebody_elses_notice_is_not_found_and_stays_unread(number: int) -> None:
    actor, other = somebody(), somebody("이바다")
    told(other, "hers")
    hers = Notice.objects.get().pk
    for wanted in ([hers], [number]):
        with pytest.raises(NoticeNotFound):
            mark_read(actor=actor, notices=wanted)
    with pytest.raises(NoticeNotFound):
        notice(actor=actor, notice=hers)
    assert unread_count(actor=other) == 1


def failed(number: int = 1) -> list[int]:
    for place in range(number):
        actor = somebody(f"사람{place}")
        by_mail(actor, f"p{place}@city.example")
        told(actor, "one")
    Delivery.objects.update(state=DeliveryState.FAILED, failure="SMTP 550", ended_at=clock.now())
    return list(Delivery.objects.order_by("pk").values_list("pk", flat=True))


def test_the_office_sees_who_was_not_reached_without_their_addresses() -> None:
    [number] = failed()
    found = deliveries(actor=AUDITOR)
    [row] = found.rows
    assert (row.id, row.name, row.address, row.state, row.failure, row.is_connected, found.total) == (
        number,
        "사람0",
        "p0***@city.example",
        DeliveryState.FAILED,
        "SMTP 550",
        True,
        1,
    )
    assert deliveries(actor=OFFICE, state=DeliveryState.SENT).total == 0
    assert outbox_state(actor=OFFICE).open == 1
    for nobody in (somebody(), Actor.nobody()):
        with pytest.raises(NotAllowed):
            deliveries(actor=nobody)
        with pytest.raises(NotAllowed):
            outbox_state(actor=nobody)


def test_what_failed_is_sent_again_to_the_address_of_now() -> None:
    first, second = failed(2)
    key = Delivery.objects.get(pk=first).key
    Contact.objects.filter(address="p0@city.example").update(address="corrected@city.example")
    assert settle_deliveries(actor=OFFICE, deliveries=[first], again=True) == 1
    assert settle_deliveries(actor=OFFICE, deliveries=[second], again=False) == 1
    assert outgoing() == [("waiting", "corrected@city.example"), ("cancelled", "")]
    assert Delivery.objects.get(pk=first).key == key
    assert outbox_state(actor=OFFICE).open == 0


def test_all_or_none_is_settled() -> None:
    first, second = failed(2)
    Contact.objects.filter(address="p1@city.example").update(is_on=False)
    before = outgoing()
    with pytest.raises(DeliveryMovedOn):
        settle_deliveries(actor=OFFICE, deliveries=[first, second], again=True)
    with pytest.raises(DeliveryMovedOn):
        settle_deliveries(actor=OFFICE, deliveries=[first, 2**63], again=False)
    with pytest.raises(Invalid):
        settle_deliveries(actor=OFFICE, deliveries=[], again=False)
    with pytest.raises(NotAllowed):
        settle_deliveries(actor=AUDITOR, deliveries=[first], again=False)
    assert outgoing() == before
    Delivery.objects.filter(pk=first).update(state=DeliveryState.SENT)
    with pytest.raises(DeliveryMovedOn):
        settle_deliveries(actor=OFFICE, deliveries=[first], again=False)
