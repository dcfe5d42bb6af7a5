"""The invented city of 43,000: building it, its pages against those of a city a hundredth its size, its forecast."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.build_web import signed_in

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.doors.cli.demo.build import build
from baeumgil.stages.people.models import Account, Person
from baeumgil.stages.people.terms import PersonKind
from baeumgil.stages.roadmap.queries.forecast import forecast
from bench.measuring import Result, median_of, once, peak_megabytes

SMALL, LARGE = 430, 43_000
MOST_SECONDS, MOST_MEGABYTES = 180.0, 1024
MOST_TIMES_EMPTY = 2.0
ROUNDS = 15
PAGES = ("office", "people", "board", "forecast", "organisation", "imports", "rules", "unit", "home", "me")


def run() -> list[Result]:
    """Small city, pages; large city, pages again."""
    build(size=SMALL, seed_number=1, replace=True, say=_silent)
    few = statements()
    _, seconds = once(lambda: build(size=LARGE, seed_number=1, replace=True, say=_silent))
    memory = peak_megabytes()
    many = statements()
    return [_built(seconds, memory), _constant(few, many), _my_road(), _forecast()]


def statements() -> dict[str, int]:
    """How many statements each page takes for the training office; the clock stands, for presence is noted by it."""
    client, counts = Client(), {}
    with clock.fixed(clock.now()), _person() as person:
        signed_in(client, Role.TRAINING_OFFICE, person=person)
        for name in PAGES:
            address = reverse(f"web:{name}")
            client.get(address, follow=True)
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address, follow=True)
            if answer.status_code != 200:
                raise AssertionError(f"{address} answered {answer.status_code}")
            counts[name] = len(seen)
    return counts


@contextmanager
def _person() -> Iterator[int]:
    """Somebody in service without an account."""
    taken = Account.objects.exclude(person=None).values("person_id")
    yield (
        Person.objects.filter(kind=PersonKind.OFFICIAL)
        .exclude(pk__in=taken)
        .order_by("pk")
        .values_list("pk", flat=True)[0]
    )


def _built(seconds: float, memory: float) -> Result:
    return Result(
        name="city_build",
        what=f"가상 도시 {LARGE:,}명 만들기",
        value=seconds,
        unit="s",
        yardstick_name="",
        yardstick=None,
        ratio=None,
        limit=f"< {MOST_SECONDS:.0f} s and < {MOST_MEGABYTES:,} MB",
        is_passed=seconds < MOST_SECONDS and memory < MOST_MEGABYTES,
        note=f"peak {memory:,.0f} MB",
    )


def _constant(few: dict[str, int], many: dict[str, int]) -> Result:
    grown = [f"{name} {few[name]}→{many[name]}" for name in PAGES if many[name] > few[name]]
    return Result(
        name="page_statements",
        what=f"화면 {len(PAGES)}개의 질의 수: {SMALL:,}명과 {LARGE:,}명",
        value=float(max(many.values())),
        unit="statements at most",
        yardstick_name=f"at {SMALL:,} people",
        yardstick=float(max(few.values())),
        ratio=max(many[name] / few[name] for name in PAGES),
        limit="the same number on every page",
        is_passed=not grown,
        note=", ".join(grown) or ", ".join(f"{name} {many[name]}" for name in PAGES),
    )


def _my_road() -> Result:
    client = Client()
    with _person() as person:
        signed_in(client, Role.OFFICIAL, person=person)
    road, empty = [], []
    for _ in range(ROUNDS):
        road.append(_timed(client, reverse("web:me")))
        empty.append(_timed(client, reverse("web:help")))
    value, yardstick = statistics.median(road), statistics.median(empty)
    return Result(
        name="my_road_page",
        what="나의 로드맵 화면",
        value=value,
        unit="s",
        yardstick_name="a page of the same frame without data",
        yardstick=yardstick,
        ratio=value / yardstick,
        limit=f"< {MOST_TIMES_EMPTY:.0f}x",
        is_passed=value / yardstick < MOST_TIMES_EMPTY,
    )


def _timed(client: Client, address: str) -> float:
    begin = time.perf_counter()
    answer = client.get(address)
    seconds = time.perf_counter() - begin
    if answer.status_code != 200:
        raise AssertionError(f"{address} answered {answer.status_code}")
    return seconds


def _forecast() -> Result:
    actor = Actor.operator(reason="잰 값")
    first_year = clock.today().year
    _, seconds = median_of(lambda: forecast(actor=actor, first_year=first_year, with_backtest=False), 3)
    _, whole = once(lambda: forecast(actor=actor, first_year=first_year))
    return Result(
        name="forecast_city",
        what=f"수요 전망 {LARGE:,}명 × 10년, 자료 읽기부터",
        value=seconds,
        unit="s",
        yardstick_name="with the three past years tried as well",
        yardstick=whole,
        ratio=None,
        limit="none promised",
        is_passed=True,
    )


def _silent(text: str) -> None:
    del text
