"""The office takes over a draft of next year, moves a session by mouse, and re-plans after a late holiday."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.product import Product

NEXT_YEAR = 2027


def sessions_of(product: Product) -> list[dict[str, Any]]:
    told = product.command("schedule", "sessions", str(NEXT_YEAR), "--json")
    assert told.returncode == 0, told.stderr
    rows: list[dict[str, Any]] = json.loads(told.stdout)
    return [row for row in rows if row["starts_on"]]


def judged(product: Product) -> list[str]:
    """What the checker finds against the calendar as it stands."""
    told = product.command("schedule", "check", str(NEXT_YEAR), "--json")
    report: dict[str, Any] = json.loads(told.stdout)
    return [breach["korean"] for breach in report["breaches"]]


@pytest.fixture
def office(visit: Callable[..., Page]) -> Page:
    return visit("office")


def test_the_office_replans_by_mouse_after_a_late_holiday(
    office: Page, visit: Callable[..., Page], product: Product
) -> None:
    _accept_the_draft(office)
    assert judged(product) == []
    moved = _drag(office, product)
    day = _busy_day(product, except_for=moved)
    hit = [row for row in sessions_of(product) if day.isoformat() in row["dates"]]

    office.goto("/schedule")
    office.goto(f"/schedule/disruptions/new?first={day.isoformat()}")
    office.get_by_label("첫날").fill(day.isoformat())
    office.get_by_label("휴일 이름").fill("임시공휴일(시험)")
    office.get_by_role("button", name="무엇이 걸리는지 보기").click()
    for row in hit:
        expect(office.locator("main")).to_contain_text(row["name"])
    assert judged(product) == []

    office.get_by_role("button", name="적고 다시 맞추는 안 보기").click()
    expect(office.locator("main")).to_contain_text("임시공휴일(시험)")
    assert judged(product) != []
    office.get_by_role("button", name="이 안 받아들이기").first.click()
    expect(office.locator("main")).to_contain_text("달력에 옮겨 적었습니다")
    assert judged(product) == []
    assert [row["id"] for row in sessions_of(product) if day.isoformat() in row["dates"]] == []

    phone = visit("official", size=PHONE)
    phone.goto(f"/schedule/calendar/{day.year}/{day.month}")
    expect(phone.locator("main")).to_contain_text("임시공휴일(시험)")


def _accept_the_draft(office: Page) -> None:
    office.goto("/schedule/runs")
    office.locator("section", has_text="결정을 기다리는 편성안").get_by_role("link").first.click()
    office.get_by_role("button", name="모두 받아들이기").click()
    expect(office.locator("main")).to_contain_text("받아들임")


def _busy_day(product: Product, *, except_for: str) -> date:
    """A day of autumn with the most sessions of those that fit in one week."""
    held: dict[str, int] = {}
    for row in sessions_of(product):
        for on in row["dates"]:
            if on > "2027-08-15" and on != except_for and len(row["dates"]) <= 5:
                held[on] = held.get(on, 0) + 1
    return date.fromisoformat(max(held, key=lambda on: (held[on], on)))


def _drag(office: Page, product: Product) -> str:
    """Move a session of one day to another day of its month by mouse; its new day."""
    for row in sessions_of(product):
        if len(row["dates"]) != 1:
            continue
        month = row["starts_on"][:7]
        tried = office.request.get(f"/schedule/sessions/{row['id']}/tries?first={month}-01&last={month}-28").json()
        free = [day for day, found in tried["days"].items() if not found["clashes"] and day != row["starts_on"]]
        if not free:
            continue
        day = str(free[-1])
        office.goto(f"/schedule/calendar/{int(month[:4])}/{int(month[5:])}")
        office.locator(f"[data-session='{row['id']}']").first.hover()
        office.mouse.down()
        box = office.locator(f".bg-cal-ground[data-day='{day}']").bounding_box()
        assert box is not None
        office.mouse.move(box["x"] + box["width"] / 2, box["y"] + 6, steps=10)
        expect(office.locator("[data-where]")).to_contain_text("비어 있습니다")
        office.mouse.up()
        expect(office.locator(f".bg-cal-day:has([data-day='{day}']) [data-session='{row['id']}']")).to_have_count(1)
        now = next(one for one in sessions_of(product) if one["id"] == row["id"])
        assert now["starts_on"] == day
        return day
    raise AssertionError
