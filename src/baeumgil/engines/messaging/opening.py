"""From an address in the settings to a gateway.

`file:/folder` writes files; `smtp://user@host:587` and `smtps://user@host` are mail servers; `https://host/path` takes
JSON, `https+keyed://host/path` the same where the gateway promises to send one key once. Plain `http` is only for a
gateway on the same machine or in the city's own network, given as a private number.
"""

import ipaddress
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from baeumgil.engines.messaging.files import FileGateway
from baeumgil.engines.messaging.http_json import HttpGateway
from baeumgil.engines.messaging.messages import Gateway
from baeumgil.engines.messaging.smtp import SmtpGateway

KEYED = "+keyed"
MAIL_PORTS = {"smtp": 587, "smtps": 465}


class AddressWrong(ValueError):
    """An address of a gateway that cannot be used, and why."""


def open_gateway(address: str, *, secret: str = "", sender: str = "") -> Gateway:
    """The gateway of an address. Nothing is sent and nobody is asked yet. Raises `AddressWrong`."""
    parts = _parts(address)
    if parts.scheme == "file":
        if not parts.path.startswith("/"):
            raise AddressWrong("file: needs a whole path, as in file:/srv/outbox")
        return FileGateway(Path(unquote(parts.path)))
    if not parts.hostname or parts.password is not None:
        raise AddressWrong("the address needs a host and no password; the password is a setting of its own")
    if parts.scheme in MAIL_PORTS:
        if "@" not in sender:
            raise AddressWrong("mail needs a sender")
        return SmtpGateway(
            parts.hostname,
            parts.port or MAIL_PORTS[parts.scheme],
            sender=sender,
            user=unquote(parts.username or ""),
            password=secret,
            is_wrapped=parts.scheme == "smtps",
        )
    scheme = parts.scheme.removesuffix(KEYED)
    if scheme not in {"http", "https"}:
        raise AddressWrong("use file:, smtp://, smtps://, https:// or https+keyed://")
    if scheme == "http" and not _is_near(parts.hostname):
        raise AddressWrong("plain http only goes to this machine or to a private number; use https://")
    return HttpGateway(
        parts.hostname,
        parts.port,
        (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        secret=secret,
        sender=sender,
        is_keyed=parts.scheme.endswith(KEYED),
        is_encrypted=scheme == "https",
    )


def _parts(address: str) -> SplitResult:
    if any(character.isspace() for character in address):
        raise AddressWrong("the address has a space in it")
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise AddressWrong(str(error)) from error
    return parts


def _is_near(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
