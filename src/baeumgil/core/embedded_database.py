"""Puts the bundled SQLite in the place of the interpreter's own before Django looks for it.

Interpreters are often linked to an SQLite with the WAL-reset fault (3.7.0 to 3.51.2): two
connections, one checkpointing while the other commits, can corrupt the file. See
docs/decisions/sqlite-bundled.md.
"""

import importlib
import sys

FIRST_SOUND_VERSION = (3, 51, 3)


def install() -> None:
    """Make `import sqlite3` give the bundled library, if it is installed."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ModuleNotFoundError:  # no wheel for this platform: the start-up check will say so
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def version_in_use() -> tuple[int, int, int]:
    """Version of the SQLite library that Django will use."""
    module = importlib.import_module("sqlite3")
    major, minor, patch = (int(part) for part in str(module.sqlite_version).split("."))
    return major, minor, patch


def is_sound(version: tuple[int, int, int]) -> bool:
    """True when the library is free of the WAL-reset fault."""
    return version >= FIRST_SOUND_VERSION
