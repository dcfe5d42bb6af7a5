"""Static files are gathered once, however many servers start."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest
from pytest_django import Settings

from baeumgil.doors.cli import static_files

SERVERS = 3


def test_servers_that_start_together_gather_once(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    together, gathering = Barrier(SERVERS), []

    def gather(*_: object, **__: object) -> None:
        gathering.append(1)
        Event().wait(0.05)  # time for the others to find the files missing as well

    def start(_server: int) -> bool:
        together.wait()
        return static_files.collect_if_changed()

    monkeypatch.setattr(static_files, "call_command", gather)
    monkeypatch.setattr(static_files, "digest_of_sources", lambda: "today")
    with ThreadPoolExecutor(SERVERS) as servers:
        assert sorted(servers.map(start, range(SERVERS))) == [False, False, True]
    assert len(gathering) == 1
    monkeypatch.setattr(static_files, "digest_of_sources", lambda: "tomorrow")
    assert static_files.collect_if_changed()
