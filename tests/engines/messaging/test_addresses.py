"""Addresses: what is one, how it is stored, what others see; and addresses of gateways."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.engines.messaging.addresses import mail_address, masked, messenger_name, mobile_number
from baeumgil.engines.messaging.files import FileGateway
from baeumgil.engines.messaging.http_json import HttpGateway
from baeumgil.engines.messaging.opening import AddressWrong, open_gateway
from baeumgil.engines.messaging.smtp import SmtpGateway

SENDER = "edu@city.example"


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (" Haneul.Kim+edu@City.Example ", "Haneul.Kim+edu@city.example"),
        ("김하늘@city.example", None),
        ("a@b", None),
        ("a..b@city.example", None),
        ("a@city.example\r\nBcc: b@city.example", None),
        ("a@-city.example", None),
        (f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.kr", None),
        ("", None),
    ],
)
def test_a_mail_address_is_plain_or_none(text: str, stored: str | None) -> None:
    assert mail_address(text) == stored


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("010-1234-5678", "01012345678"),
        ("+82 10 1234 5678", "01012345678"),
        ("+82 010-1234-5678", "01012345678"),
        ("(011) 123-4567", "0111234567"),
        ("02-123-4567", None),
        ("0101234567890", None),
        ("01０12345678", None),
        ("", None),
    ],
)
def test_a_mobile_number_is_digits_or_none(text: str, stored: str | None) -> None:
    assert mobile_number(text) == stored


def test_a_messenger_account_is_one_word() -> None:
    assert [messenger_name(text) for text in (" kim.haneul ", "김 하늘", "<b>", "a")] == [
        "kim.haneul",
        None,
        None,
        None,
    ]


@given(st.from_regex(r"[a-z]{3,10}@[a-z]{2,8}\.kr", fullmatch=True) | st.from_regex(r"010[0-9]{8}", fullmatch=True))
def test_a_masked_address_cannot_be_written_to(address: str) -> None:
    assert mail_address(masked(address)) is None
    assert mobile_number(masked(address)) is None


def test_what_others_see() -> None:
    assert [masked(text) for text in ("haneul@city.example", "01012345678", "kim.haneul", "")] == [
        "ha***@city.example",
        "010-****-5678",
        "ki***",
        "",
    ]


def test_an_address_opens_its_gateway() -> None:
    files = open_gateway("file:/srv/outbox")
    assert isinstance(files, FileGateway)
    assert (files.folder, files.is_keyed) == (Path("/srv/outbox"), True)

    mail = open_gateway("smtp://edu%40city@mail.city.example", secret="비밀", sender=SENDER)
    assert isinstance(mail, SmtpGateway)
    assert (mail.host, mail.port, mail.user, mail.password, mail.is_wrapped, mail.is_keyed) == (
        "mail.city.example",
        587,
        "edu@city",
        "비밀",
        False,
        False,
    )
    wrapped = open_gateway("smtps://mail.city.example:10465", sender=SENDER)
    assert isinstance(wrapped, SmtpGateway)
    assert (wrapped.port, wrapped.is_wrapped) == (10465, True)

    keyed = open_gateway("https+keyed://text.example/v1/send?team=3", secret="비밀", sender="0331234567")
    assert isinstance(keyed, HttpGateway)
    assert (keyed.host, keyed.path, keyed.is_keyed, keyed.is_encrypted) == (
        "text.example",
        "/v1/send?team=3",
        True,
        True,
    )
    near = open_gateway("http://10.20.30.40:8080")
    assert isinstance(near, HttpGateway)
    assert (near.port, near.path, near.is_keyed, near.is_encrypted) == (8080, "/", False, False)
    assert isinstance(open_gateway("http://localhost/send"), HttpGateway)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://text.example/",
        "http://text.example/send",
        "http://8.8.8.8/send",
        "https://user:비밀@text.example/",
        "https:///send",
        "https://text.example:99999/",
        "https://text.example/a b",
        "file:outbox",
        "http://[::1/",
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address: str) -> None:
    with pytest.raises(AddressWrong):
        open_gateway(address, sender=SENDER)


def test_mail_needs_a_sender() -> None:
    with pytest.raises(AddressWrong):
        open_gateway("smtp://mail.city.example")
