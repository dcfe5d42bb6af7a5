import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from baeumgil.doors.cli.servers import listening, parent_is_gone
from tests.doors.cli.installation import Installation, an_installation

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """One whose tables are there, for all tests of the module that start processes on them."""
    with an_installation(tmp_path_factory.mktemp("migrated")) as made:
        assert made.run("migrate", "--quiet").returncode == 0
        yield made


def _line_with(process: subprocess.Popen[str], text: str) -> str:
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return line
    raise AssertionError(f"it ended without saying {text!r}")


def _number(line: str) -> int:
    return int(line.partition("프로세스 ")[2].rstrip(")\n"))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_database_that_is_not_ready_gets_one_sentence(installation: Installation) -> None:
    for command in (("people", "show", "1"), ("serve",)):
        result = installation.run(*command)
        assert result.returncode == 1, command
        assert result.stderr.strip().splitlines()[-1] == (
            "데이터베이스가 아직 준비되지 않았습니다. 'baeumgil migrate'를 먼저 실행하세요."
        ), command


def test_a_wrong_setting_is_wrong_use(installation: Installation) -> None:
    installation.environment["DATABASE_URL"] = "oracle://somewhere"
    result = installation.run("doctor")
    assert (result.returncode, "Traceback" in result.stderr) == (2, False)


def test_a_database_out_of_reach_gets_one_sentence(installation: Installation) -> None:
    installation.environment["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    result = installation.run("roadmap", "due", "--json")
    assert (result.returncode, "Traceback" in result.stderr) == (1, False)
    assert '"refused": "database_unreachable"' in result.stdout


def test_help_answers_within_a_second_of_work(installation: Installation) -> None:
    before = os.times().children_user + os.times().children_system
    assert installation.run("--help").returncode == 0
    assert os.times().children_user + os.times().children_system - before < 1.0


def test_the_job_of_a_killed_worker_is_taken_up_again(migrated: Installation, tmp_path: Path) -> None:
    script, mark = ("-m", "tests.doors.cli.slow_worker"), str(tmp_path / "mark")
    first = migrated.start(*script, "queue", mark, stdout=subprocess.PIPE)
    assert first.stdout is not None
    assert first.stdout.readline() == "begun\n"
    first.kill()
    first.communicate()
    second = migrated.start(*script, "work", mark, stdout=subprocess.PIPE)
    said, _ = second.communicate(timeout=60)
    assert said == "done 2 {'tried': 'again'}\n"


def test_run_starts_all_restarts_a_killed_worker_and_stops_all(migrated: Installation) -> None:
    running = migrated.start("-m", "baeumgil", "run", "--port", "8700", "--web", "2", stderr=subprocess.PIPE)
    web, other = (_number(_line_with(running, "웹 서버 시작")) for _each in range(2))
    worker = _number(_line_with(running, "작업자 시작"))
    long_worker = _number(_line_with(running, "긴 작업자 시작"))
    address = re.search(r"http://127\.0\.0\.1:\d+/", _line_with(running, "준비되었습니다"))
    assert address is not None
    os.kill(other, signal.SIGKILL)
    with urllib.request.urlopen(address[0], timeout=60) as answer:  # noqa: S310  our own address; one is left
        assert answer.status == 200
    os.kill(worker, signal.SIGKILL)
    again = _number(_line_with(running, "작업자 시작"))
    assert again != worker
    assert _is_running(web)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    assert (running.returncode, *map(_is_running, (web, again, long_worker))) == (0, False, False, False)


def test_a_port_in_use_leads_to_the_next() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        taken = holder.getsockname()[1]
        opened = listening("127.0.0.1", taken)
    assert opened is not None
    with opened:
        assert taken < opened.getsockname()[1] <= taken + 20


def test_a_child_knows_its_parent() -> None:
    assert not parent_is_gone(None)
    assert not parent_is_gone(os.getppid())
    assert parent_is_gone(1 if os.getppid() != 1 else 2)
