"""The opening rush: everybody at once, several processes, death in the middle; held against what clients saw.

`BAEUMGIL_PROFILE=release` repeats it (200 times on SQLite, 100 on PostgreSQL). Where a run kills is drawn from a seed
that is printed.
"""

import random
import secrets
import time

import pytest

from tests.rush.clients import Rush
from tests.rush.conftest import PEOPLE, SEATS, Ground, is_postgres
from tests.rush.door import end_of, read, shots, withdrawals
from tests.rush.history import Answer, Asked, End, faults_of
from tests.rush.servers import UNGUARDED, Servers, serving
from tests.thoroughness import IS_RELEASE

pytestmark = [pytest.mark.timeout(0 if IS_RELEASE else 580)]
RUNS = (100 if is_postgres() else 200) if IS_RELEASE else 1
GIVEN_BACK, DOUBLE_CLICKS = 10, 40
CROWD = PEOPLE if IS_RELEASE else SEATS + SEATS // 5
"""People in the runs with a death in them, and in those that follow it."""


def rushed(
    servers: Servers, ground: Ground, call: int, *, people: int, connections: int, double_clicks: int = 0
) -> tuple[list[Asked], End]:
    """Everybody applies, the first few twice at the same moment; what they saw, and the end."""
    sent = shots(ground.world, call, people=people)
    twice = [shot for first in sent[:double_clicks] for shot in (first, first)]
    rush = Rush(servers.ports, [*twice, *sent[double_clicks:]], read, connections=connections)
    rush.start()
    asked = rush.join()
    return asked, end_of(ground.database, ground.world, call)


def test_everybody_applies_at_the_same_moment_and_nobody_is_wronged(servers: Servers, ground: Ground) -> None:
    for _ in range(RUNS):
        call = next(ground.calls)
        asked, end = rushed(servers, ground, call, people=PEOPLE, connections=PEOPLE, double_clicks=DOUBLE_CLICKS)
        assert faults_of(asked, end) == []
        assert [one.answer for one in asked] == [Answer.TAKEN_IN] * (PEOPLE + DOUBLE_CLICKS)
        assert (len(end.rows), end.counted) == (PEOPLE, SEATS)
        _give_back(servers, ground, call, asked, end)


def _give_back(servers: Servers, ground: Ground, call: int, asked: list[Asked], before: End) -> None:
    """Ten seats are given back at once: the first ten who wait are asked, nobody else."""
    leaving = Rush(servers.ports, withdrawals(ground.world, before.rows, of=GIVEN_BACK), read, connections=GIVEN_BACK)
    leaving.start()
    assert [one.answer for one in leaving.join()] == [Answer.TAKEN_IN] * GIVEN_BACK
    end = end_of(ground.database, ground.world, call)
    assert faults_of(asked, end) == []
    offered = sorted(row.arrival for row in end.rows if row.was_offered)
    assert offered == list(range(SEATS + 1, SEATS + 1 + GIVEN_BACK))


def test_everything_acknowledged_is_there_after_all_servers_are_killed_in_the_middle(
    servers: Servers, ground: Ground
) -> None:
    for _ in range(RUNS):
        seed = secrets.randbits(32)
        print(f"seed {seed}")  # noqa: T201  shown when the run fails
        draw = random.Random(seed)
        call = next(ground.calls)
        rush = Rush(servers.ports, shots(ground.world, call, people=CROWD), read, connections=64)
        rush.start()
        moment = draw.randrange(CROWD // 10, CROWD // 2)
        while rush.answered < moment:
            time.sleep(0.001)
        servers.kill()
        servers.start()
        asked = rush.join()
        again, end = rushed(servers, ground, call, people=CROWD, connections=64)
        assert any(call.answer is Answer.NONE for call in asked)
        assert faults_of([*asked, *again], end) == []
        assert len(end.rows) == CROWD
        assert {call.application for call in again} == {row.application for row in end.rows}


def test_without_its_guard_the_product_is_found_out(ground: Ground) -> None:
    with serving(ground.settings, ground.folder / "log", processes=1, command=UNGUARDED) as servers:
        asked, end = rushed(servers, ground, next(ground.calls), people=CROWD, connections=64)
    kinds = {fault.partition(":")[0] for fault in faults_of(asked, end)}
    assert {"oversold"} <= kinds
