"""The opening rush: a thousand open connections apply to one session of 200 seats through the web form.

The yardstick is the database's own limit for lock, update and insert on one hot row, measured just before and just
after; servers, database and the thousand clients share the machine.
"""

import os
import time
from pathlib import Path

from django.conf import settings
from tests.rush.clients import Rush
from tests.rush.door import end_of, read, shots
from tests.rush.history import faults_of
from tests.rush.servers import environment, serving
from tests.rush.world import main as build

from bench.hot_row import limit
from bench.measuring import Result

PEOPLE, SEATS, PROCESSES = 1_000, 200, 2
WITHIN_SECONDS = (0.0, 0.0, 10.0)
SHARE, P99_SECONDS = 0.25, 2.0


def run() -> list[Result]:
    """A world, servers, a rush to warm up, one that counts, and one within the seconds in which people press."""
    world = build(PEOPLE, len(WITHIN_SECONDS), SEATS)
    address = os.environ.get("DATABASE_URL")
    folder = Path(settings.DATA_FOLDER)
    database = address or str(folder / "baeumgil.sqlite3")
    rates, waits, faults = [], [], 0
    limits = [limit()]
    with serving(environment(folder, address), folder / "log", processes=PROCESSES) as servers:
        for call, within in enumerate(WITHIN_SECONDS):
            sent = shots(world, call, people=PEOPLE)
            rush = Rush(servers.ports, sent, read, connections=PEOPLE, seconds=within)
            begin = time.monotonic()
            rush.start()
            asked = rush.join()
            rates.append(PEOPLE / (time.monotonic() - begin))
            faults += len(faults_of(asked, end_of(database, world, call)))
            waited = sorted(one.ended - one.began for one in asked if one.ended is not None)
            waits.append(waited[int(len(waited) * 0.99)])
    limits.append(limit())
    return [_rate(rates[1], max(limits), faults, waits[1]), _wait(waits[2])]


def _rate(rate: float, own: float, faults: int, p99: float) -> Result:
    return Result(
        name="rush",
        what=f"신청 {PEOPLE:,}건이 한꺼번에: 열린 연결 {PEOPLE:,}개, 자리 {SEATS}, 웹 서버 {PROCESSES}개",
        value=rate,
        unit="applications/s",
        yardstick_name="lock, update, insert on one hot row",
        yardstick=own,
        ratio=rate / own,
        limit=f">= {SHARE:.2f} of the database's own limit, no fault in the history",
        is_passed=rate >= SHARE * own and faults == 0,
        note=f"{faults} faults in the history; all at the same moment: p99 {p99:.1f} s",
    )


def _wait(seconds: float) -> Result:
    return Result(
        name="rush_p99",
        what=f"열린 연결 {PEOPLE:,}개에서 {WITHIN_SECONDS[-1]:.0f}초 안에 신청 {PEOPLE:,}건: 99번째 백분위 응답 시간",
        value=seconds,
        unit="s",
        yardstick_name="",
        yardstick=None,
        ratio=None,
        limit=f"< {P99_SECONDS:.0f} s",
        is_passed=seconds < P99_SECONDS,
    )
