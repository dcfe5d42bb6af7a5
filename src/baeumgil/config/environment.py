"""Typed reading of environment variables. Secrets may also come from a file named by `NAME_FILE`."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit


class SettingWrong(Exception):
    """A setting has a value that cannot be used; the message names it and says what is allowed."""


def text(name: str, default: str) -> str:
    """The value of `name`, or of the file that `NAME_FILE` points to, or the default."""
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingWrong(f"{name}_FILE: cannot read {file_name!r}: {error.strerror}") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """A yes or no. Anything but 1/0, true/false, yes/no, on/off is refused."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise SettingWrong(f"{name}: {value!r} is neither yes nor no; use 1 or 0")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise SettingWrong(f"{name}: {value!r} is not a whole number") from error


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list; empty parts are dropped."""
    value = text(name, ",".join(default))
    return [part.strip() for part in value.split(",") if part.strip()]


def gateway(name: str, *, secret: str, sender: str, folder: Path) -> dict[str, str]:
    """Where messages of one kind go out; an empty address when nowhere. `file` alone is a folder of our own."""
    value = text(name, "")
    address = f"file:{quote(str(folder))}" if value == "file" else value
    if address:
        from baeumgil.engines.messaging.opening import AddressWrong, open_gateway  # mail and TLS are slow to load

        try:
            open_gateway(address, secret=secret, sender=sender)
        except AddressWrong as error:
            raise SettingWrong(f"{name}: {error}") from error
    return {"address": address, "secret": secret, "sender": sender}


def secret_key(data_folder: Path) -> str:
    """The signing key: from `BAEUMGIL_SECRET_KEY`, or made once and kept in the data folder."""
    given = text("BAEUMGIL_SECRET_KEY", "")
    if given:
        return given
    path = data_folder / "secret_key"
    if path.exists():
        return path.read_text(encoding="utf-8").strip()
    data_folder.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text(encoding="utf-8").strip()
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(key)
    return key


def database(url: str) -> dict[str, object]:
    """Django's database entry for `sqlite:///path` or `postgresql://user:password@host:port/name?options`.

    SQLite: immediate transactions, WAL, `synchronous=FULL`: what was answered "done" survives a
    power cut (docs/decisions/sqlite-bundled.md). A thread keeps its connection: opening one takes longer than most
    requests, and whoever closes the last writes the whole log back into the file.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:] if parts.path.startswith("/") else unquote(parts.path)
        if not path:
            raise SettingWrong("DATABASE_URL: sqlite:/// needs a path, as in sqlite:///var/baeumgil.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;"
                    "PRAGMA synchronous=FULL;"
                    "PRAGMA foreign_keys=ON;"
                    "PRAGMA secure_delete=ON;"
                    "PRAGMA cache_size=-65536;"
                ),
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        query = dict(parse_qsl(parts.query))
        host = query.pop("host", parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {**query, "options": "-c statement_timeout=600000 -c lock_timeout=20000"},
        }
    raise SettingWrong(f"DATABASE_URL: {parts.scheme!r} is not known; use sqlite:/// or postgresql://")
