"""Writing in turn on SQLite: processes and threads queue instead of looking again now and then."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from baeumgil.core import turns
from baeumgil.core.turns import turn_to_write

HOLDS_IT = """
import fcntl, sys
with open(sys.argv[1], "ab") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    sys.stdin.readline()
"""


class Database:
    """What a turn asks of a connection."""

    vendor = "sqlite"
    in_atomic_block = False

    def __init__(self, folder: Path) -> None:
        self.settings_dict = {"NAME": str(folder / "db"), "OPTIONS": {"timeout": 0.01}}

    def is_in_memory_db(self) -> bool:
        return False


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    made = Database(tmp_path)
    monkeypatch.setattr(turns, "connections", {"default": made})
    return made


def test_a_thread_that_waits_too_long_for_its_turn_is_told_as_before(database: Database) -> None:
    with turn_to_write(), pytest.raises(OperationalError, match="database is locked"), turn_to_write():
        pass
    with turn_to_write():
        assert Path(f"{database.settings_dict['NAME']}-turn").exists()


def test_inside_a_transaction_there_is_nothing_to_wait_for(database: Database) -> None:
    database.in_atomic_block = True
    with turn_to_write(), turn_to_write():
        pass
    assert not Path(f"{database.settings_dict['NAME']}-turn").exists()


def test_a_process_that_is_killed_gives_its_turn_back(database: Database) -> None:
    file = f"{database.settings_dict['NAME']}-turn"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_IT, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert _is_held(file)
        other.kill()
        with turn_to_write():
            assert _is_held(file)
    assert not _is_held(file)


def test_without_such_locks_the_threads_still_queue(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with turn_to_write(), pytest.raises(OperationalError), turn_to_write():
        pass


def _is_held(file: str) -> bool:
    import fcntl  # where the product's tests run there is one

    with Path(file).open("ab") as own:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
