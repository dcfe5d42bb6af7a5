"""연락처. Everybody gives their own; nobody else's can be changed."""

from collections.abc import Sequence

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.people.errors import ContactsInvalid
from baeumgil.stages.people.models import Contact, Delivery, Person
from baeumgil.stages.people.rules.contacts import ContactDraft, read_contacts
from baeumgil.stages.people.terms import Channel, DeliveryState


@action("people.save_contacts")
def save_contacts(*, actor: Actor, contacts: Sequence[ContactDraft]) -> None:
    """Keep the actor's own ways of contact as given; channels that are not named stay, an empty address takes one away.

    What still waits to be sent goes to the new address, or nowhere once the way is closed.
    """
    allow(actor.person is not None)
    kept, problems = read_contacts(contacts)
    if problems:
        raise ContactsInvalid(problems)
    person = actor.person or 0
    hold(Person, [person])
    for channel in sorted({draft.channel for draft in contacts}):
        _save(person, channel, kept.get(channel))
    record("내 연락처", count=len(kept), is_on=sum(draft.is_on for draft in kept.values()))


def _save(person: int, channel: Channel, draft: ContactDraft | None) -> None:
    waiting = Delivery.objects.filter(notice__person_id=person, channel=channel, state=DeliveryState.WAITING)
    if draft is None:
        Contact.objects.filter(person_id=person, channel=channel).delete()
    else:
        Contact.objects.update_or_create(
            person_id=person,
            channel=channel,
            defaults={"address": draft.address, "is_on": draft.is_on, "changed_at": clock.now()},
        )
    if draft is not None and draft.is_on:
        waiting.update(address=draft.address)
    else:
        waiting.update(state=DeliveryState.CANCELLED, ended_at=clock.now(), address="")
