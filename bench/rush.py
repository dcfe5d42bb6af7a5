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

PEOPLE, SEATS, ROUNDS, PROCESSES = 1_000, 200, 2, 2
SHARE, P99_SECONDS = 0.25, 2.0


def run() -> list[Result]:
    """A world, servers, a first rush to warm up, then those that count."""
    world = build(PEOPLE, ROUNDS + 1, SEATS)
    address = os.environ.get("DATABASE_URL")
    folder = Path(settings.DATA_FOLDER)
    rates, slowest, faults = [], [], 0
    with serving(environment(folder, address), folder / "log", processes=PROCESSES) as servers:
        limits = [limit()]
        for call in range(ROUNDS + 1):
            rush = Rush(servers.ports, shots(world, call, people=PEOPLE), read, connections=PEOPLE)
            begin = time.monotonic()
            rush.start()
            asked = rush.join()
            seconds = time.monotonic() - begin
            faults += len(faults_of(asked, end_of(address or str(folder / "baeumgil.sqlite3"), world, call)))
            waited = sorted(one.ended - one.began for one in asked if one.ended is not None)
            if call:
                rates.append(PEOPLE / seconds)
                slowest.append(waited[int(len(waited) * 0.99)])
        limits.append(limit())
    return [_rate(max(rates), max(limits), faults), _wait(min(slowest), max(rates))]


def _rate(rate: float, own: float, faults: int) -> Result:
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
        note=f"{faults} faults in the history",
    )


def _wait(seconds: float, rate: float) -> Result:
    return Result(
        name="rush_p99",
        what="같은 신청의 99번째 백분위 응답 시간",
        value=seconds,
        unit="s",
        yardstick_name="a thousand at that rate, one after another",
        yardstick=PEOPLE / rate,
        ratio=seconds / (PEOPLE / rate),
        limit=f"< {P99_SECONDS:.0f} s",
        is_passed=seconds < P99_SECONDS,
    )
