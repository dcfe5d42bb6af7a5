"""Every page, as every role that has it, at both widths: it answers, axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.watching import accessibility_faults, sideways_scroll

PAGES = {
    None: [
        "/sign-in",
        "/privacy",
        "/help",
        "/_krds",
        "/no-such-page",
        "/public/plans",
        "/public/plans/2026",
        "/public/plans/2019?institute=seoul",
    ],
    "official": [
        "/",
        "/me",
        "/account",
        "/account/password",
        "/board",
        "/catalogue",
        "/catalogue?words=보고서",
        "/catalogue/ladders",
        "/plans",
    ],
    "liaison": ["/", "/me", "/units", "/people", "/board", "/needs", "/needs/requests/new", "/needs/rounds"],
    "office": [
        "/office",
        "/people?text=김",
        "/organisation",
        "/organisation/file",
        "/imports",
        "/imports/new",
        "/imports/mappings",
        "/imports/mappings/edit",
        "/imports/records",
        "/imports/records/new",
        "/board",
        "/board?state=overdue&asked=1",
        "/forecast?first_year=2027&years=10",
        "/rules",
        "/catalogue/new",
        "/needs?year=2027&field=AI",
        "/needs/requests",
        "/needs/rounds",
        "/needs/rounds/new",
        "/needs/surveys",
        "/needs/surveys/new",
        "/needs/surveys/enter",
        "/needs/gaps",
        "/imports/plan",
        "/imports/plan/new",
        "/plans",
        "/plans/compare",
        "/plans/forms",
        "/plans/forms/new",
        "/committee",
        "/approvals",
        "/approvals/routes",
        "/approvals/routes/new",
    ],
    "instructor": ["/", "/me"],
    "head": ["/office", "/units", "/board", "/forecast", "/needs", "/plans", "/committee", "/approvals"],
    "auditor": [
        "/audit",
        "/audit/access",
        "/audit/sign-ins",
        "/audit/chain",
        "/admin/accounts",
        "/rules",
        "/plans",
        "/committee",
    ],
    "admin": ["/admin/accounts", "/admin/accounts/new", "/admin/keys"],
}
SCHEDULE_PAGES = {
    "office": [
        "/schedule?year=2026",
        "/schedule/calendar/2026/9",
        "/schedule/calendar/2026/weeks/37",
        "/schedule/runs",
        "/schedule/resources",
        "/schedule/resources/rooms",
        "/schedule/resources/rooms/new",
        "/schedule/resources/instructors",
        "/schedule/resources/calendar?year=2026",
        "/schedule/resources/fees",
        "/schedule/conditions",
        "/schedule/disruptions/new",
        "/schedule/invitations",
    ],
    "official": ["/schedule", "/schedule/calendar/mine", "/schedule/feeds"],
    "instructor": ["/schedule/invitations"],
}
VISITS = [*PAGES.items(), *SCHEDULE_PAGES.items()]
NAMES = [*map(str, PAGES), *(f"{username} schedule" for username in SCHEDULE_PAGES)]
FAULTS = {"/no-such-page": 404, "/board": 403}


@pytest.mark.parametrize(("username", "addresses"), VISITS, ids=NAMES)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_open_to_everybody(
    visit: Callable[..., Page], username: str | None, addresses: list[str], size: tuple[int, int]
) -> None:
    page = visit(username, size=size)
    found = []
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        expected = FAULTS.get(address, 200) if username in {None, "official"} else 200
        assert (address, response.status, page.locator("h1").count()) == (address, expected, 1)
        found += [f"{address}: {fault}" for fault in accessibility_faults(page)]
        if sideways_scroll(page) > 0:
            found.append(f"{address}: scrolls sideways by {sideways_scroll(page)} px")
    assert found == []


def _linked(page: Page, start: str, link: str) -> None:
    page.goto(start)
    page.locator(link).first.click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(
    ("start", "link"),
    [
        ("/people", "main a[href^='/people/']"),
        ("/organisation", "main a[href^='/organisation/']:not([href$='file'])"),
        ("/rules", "main a[href^='/rules/']"),
        ("/catalogue?words=생성형", "main a[href^='/catalogue/']:not([href*='ladders']):not([href*='new'])"),
        ("/catalogue/ladders", "main a[href^='/catalogue/ladders/']"),
        ("/needs?year=2027&field=AI", "main a[href*='/courses/']"),
        ("/needs/requests", "main a[href^='/needs/requests/']:not([href$='new'])"),
        ("/plans", "main a[href^='/plans/versions/']:not([href*='totals'])"),
        ("/plans", "main a[href$='/totals']"),
        ("/plans", "main a[href^='/plans/compare?']"),
        ("/committee", "main a[href^='/committee/meetings/']"),
        ("/approvals", "main a[href^='/approvals/']:not([href*='routes'])"),
        ("/schedule/calendar/2026/9", "main a[href^='/schedule/sessions/']:visible"),
        ("/schedule/runs", "main a[href^='/schedule/proposals/']"),
        ("/schedule/runs", "main td a[href^='/schedule/runs/'], main th a[href^='/schedule/runs/']"),
        ("/schedule/runs", "main a[href$='/published']"),
        ("/schedule/runs", "main a[href$='/hits']"),
        ("/schedule/conditions", "main a[href^='/schedule/conditions/']"),
        ("/schedule/resources/instructors", "main a[href^='/schedule/resources/instructors/']:not([href$='new'])"),
    ],
    ids=[
        "person",
        "unit history",
        "rule set",
        "course",
        "ladder",
        "needs of a course",
        "request",
        "plan",
        "totals",
        "compare",
        "meeting",
        "approval",
        "session",
        "schedule proposal",
        "schedule run",
        "published year",
        "hits",
        "condition",
        "instructor card",
    ],
)
def test_pages_behind_the_lists_are_open_too(
    visit: Callable[..., Page], start: str, link: str, size: tuple[int, int]
) -> None:
    page = visit("office", size=size)
    _linked(page, start, link)
    assert page.locator("h1").count() == 1
    assert accessibility_faults(page) == []
    assert sideways_scroll(page) <= 0


def test_the_skip_link_is_the_first_stop_and_leads_to_the_main_part(visit: Callable[..., Page]) -> None:
    page = visit("official")
    page.goto("/me")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)") is True


def test_the_reasons_of_a_stage_open_by_keyboard(visit: Callable[..., Page]) -> None:
    page = visit("official")
    page.goto("/me")
    summary = page.locator("main summary", has_text="왜?").first
    summary.focus()
    page.keyboard.press("Enter")
    opened = page.locator("main details[open]").first
    assert "근거" in opened.inner_text()


def test_the_screen_speaks_english_on_demand(visit: Callable[..., Page]) -> None:
    page = visit("official")
    page.goto("/me")
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Sign out" in page.locator("header").inner_text()
