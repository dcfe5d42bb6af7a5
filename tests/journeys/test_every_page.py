"""Every page, as every role that has it, at both widths: it answers, axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.watching import accessibility_faults, sideways_scroll
from tests.thoroughness import IS_RELEASE

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
ENROLMENT_PAGES = {
    None: ["/selection/check"],
    "official": [
        "/apply",
        "/apply/advice",
        "/apply/courses?words=AI",
        "/apply/calls/4",
        "/applications",
        "/enrolment/calls/1",
        "/notices",
        "/notices/contacts",
    ],
    "office": [
        "/enrolment/calls",
        "/enrolment/calls/bulk",
        "/enrolment/calls/1/office",
        "/enrolment/calls/1/waiting",
        "/enrolment/calls/2/waiting",
        "/enrolment/calls/7/second",
        "/enrolment/calls/6/selection",
        "/enrolment/calls/4/extend",
        "/enrolment/extra-sessions",
        "/enrolment/approvals",
        "/enrolment/deputies",
        "/enrolment/nominations",
        "/enrolment/nominations/4",
        "/enrolment/nominations/4/call-up",
        "/enrolment/replacements",
        "/enrolment/bars",
        "/enrolment/reviews",
        "/notices/deliveries",
        "/applications/all",
        "/policies?subject=enrolment",
        "/policies/enrolment.selection",
        "/policies/plan.committee",
    ],
    "admin": ["/policies/people.sign_in"],
    "liaison": ["/enrolment/approvals", "/enrolment/nominations", "/enrolment/nominations/4", "/enrolment/lists"],
}
"""Calls of the invented city are numbered in the order in which they were made: 1 and 2 are the crowded one."""
BEHIND = {
    "official": [
        ("/applications", "main a[href^='/applications/']"),
    ],
    "office": [
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
        ("/enrolment/calls/1/selection", "main a[href^='/enrolment/selections/']"),
        ("/enrolment/calls/1/office", "main a[href$='/list']"),
        ("/applications/all", "main a[href^='/applications/']"),
        ("/enrolment/bars", "main a[href$='/lift']"),
    ],
}
"""Pages without an address of their own to write down: a list, and the link to follow from it."""
AT_ONCE = 8
"""So many pages in one visit, so that two workers share them evenly."""
NEARLY_THE_SAME = ("color-contrast",)
"""Two fifths of what axe costs, and a narrow window has other colours only in the menu, the labels of cards and the
calendar's days: there the first page of a visit answers for the others. A release asks every page at both widths."""
FAULTS = {"/no-such-page": 404, "/board": 403}
Stop = str | tuple[str, str]


def _visits() -> list[tuple[str | None, list[Stop]]]:
    found: list[tuple[str | None, list[Stop]]] = []
    for stops in (PAGES, SCHEDULE_PAGES, ENROLMENT_PAGES, BEHIND):
        for username, listed in stops.items():
            whole: list[Stop] = list(listed)
            found += [(username, whole[at : at + AT_ONCE]) for at in range(0, len(whole), AT_ONCE)]
    return found


@pytest.mark.parametrize(("username", "stops"), _visits())
def test_every_page_is_open_to_everybody(visit: Callable[..., Page], username: str | None, stops: list[Stop]) -> None:
    page = visit(username, size=DESKTOP)
    found = []
    for stop in stops:
        _go(page, stop, username)
        for size in (DESKTOP, PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            left_out = NEARLY_THE_SAME if size == PHONE and stop != stops[0] and not IS_RELEASE else ()
            faults = accessibility_faults(page, leaving_out=left_out)
            found += [f"{stop} at {size[0]}: {fault}" for fault in faults]
            if sideways_scroll(page) > 0:
                found.append(f"{stop} at {size[0]}: scrolls sideways by {sideways_scroll(page)} px")
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    assert found == []


def _go(page: Page, stop: Stop, username: str | None) -> None:
    """To an address, which answers as it should, or to what a list links to."""
    if isinstance(stop, str):
        response = page.goto(stop)
        assert response is not None
        expected = FAULTS.get(stop, 200) if username in {None, "official"} else 200
        assert (stop, response.status, page.locator("h1").count()) == (stop, expected, 1)
    else:
        start, link = stop
        page.goto(start)
        with page.expect_navigation():
            page.locator(link).first.click()
        expect(page.locator("h1")).to_have_count(1)


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
