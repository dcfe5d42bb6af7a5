"""Where messages go out, read from the environment."""

from pathlib import Path

import pytest

from baeumgil.config.environment import SettingWrong, gateway

NAME = "BAEUMGIL_TEXT_GATEWAY"


def read(secret: str = "", sender: str = "") -> dict[str, str]:
    return gateway(NAME, secret=secret, sender=sender, folder=Path("/srv/배움 길/outbox"))


def test_without_a_setting_nothing_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)
    assert read() == {"address": "", "secret": "", "sender": ""}


def test_a_gateway_keeps_its_address_secret_and_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "https+keyed://text.example/send")
    assert read("비밀", "0331234567") == {
        "address": "https+keyed://text.example/send",
        "secret": "비밀",
        "sender": "0331234567",
    }


def test_file_alone_is_a_folder_of_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "file")
    assert read()["address"] == "file:/srv/%EB%B0%B0%EC%9B%80%20%EA%B8%B8/outbox"


@pytest.mark.parametrize("value", ["http://text.example/send", "smtp://mail.example", "carrier-pigeon:"])
def test_an_address_that_cannot_be_used_is_refused_by_name(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(SettingWrong, match=NAME):
        read()
