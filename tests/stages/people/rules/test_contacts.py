"""Addresses as typed become addresses as kept, or problems beside their fields."""

from baeumgil.stages.people.rules.contacts import ContactDraft, read_contacts
from baeumgil.stages.people.terms import Channel


def test_addresses_are_tidied_and_empty_ones_left_out() -> None:
    kept, problems = read_contacts(
        [
            ContactDraft(Channel.MAIL, " Haneul@City.Example "),
            ContactDraft(Channel.TEXT_MESSAGE, "010-1234-5678", is_on=False),
            ContactDraft(Channel.MESSENGER, "  "),
        ]
    )
    assert problems == ()
    assert kept == {
        Channel.MAIL: ContactDraft(Channel.MAIL, "Haneul@city.example"),
        Channel.TEXT_MESSAGE: ContactDraft(Channel.TEXT_MESSAGE, "01012345678", is_on=False),
    }


def test_everything_wrong_is_said_at_once_and_repeats_no_address() -> None:
    kept, problems = read_contacts([ContactDraft(channel, "이것은 주소가 아님") for channel in Channel])
    assert kept == {}
    assert [problem.field for problem in problems] == ["mail", "text_message", "messenger"]
    assert all("이것은" not in problem.sentence() for problem in problems)
