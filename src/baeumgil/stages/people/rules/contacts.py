"""연락처. What somebody may give as an address, and how it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.messaging.addresses import mail_address, messenger_name, mobile_number
from baeumgil.stages.people.terms import Channel

WRONG = {
    Channel.MAIL: (
        Said("전자우편 주소가 아닙니다.", "This is no e-mail address."),
        Said("name@city.go.kr처럼 적으세요.", "Write it like name@city.go.kr."),
    ),
    Channel.TEXT_MESSAGE: (
        Said("휴대전화 번호가 아닙니다.", "This is no mobile phone number."),
        Said("010-1234-5678처럼 적으세요.", "Write it like 010-1234-5678."),
    ),
    Channel.MESSENGER: (
        Said("메신저 이름이 아닙니다.", "This is no messenger name."),
        Said("띄어쓰기 없이 적으세요.", "Write it without spaces."),
    ),
}


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """One way of contact as typed; an empty address takes it away."""

    channel: Channel
    address: str
    is_on: bool = True


def stored_address(channel: Channel, text: str) -> str | None:
    """The address as it is kept, or None when it cannot be one."""
    match channel:
        case Channel.MAIL:
            return mail_address(text)
        case Channel.TEXT_MESSAGE:
            return mobile_number(text)
        case Channel.MESSENGER:
            return messenger_name(text)


def read_contacts(drafts: Sequence[ContactDraft]) -> tuple[dict[Channel, ContactDraft], tuple[Problem, ...]]:
    """What is to be kept, by channel, and everything that is wrong; `field` of a problem is the channel."""
    kept: dict[Channel, ContactDraft] = {}
    problems = []
    for draft in drafts:
        if not draft.address.strip():
            continue
        stored = stored_address(draft.channel, draft.address)
        if stored is None:
            message, remedy = WRONG[draft.channel]
            problems.append(Problem("address_wrong", message, remedy, field=draft.channel.value))
        else:
            kept[draft.channel] = ContactDraft(draft.channel, stored, draft.is_on)
    return kept, tuple(problems)
