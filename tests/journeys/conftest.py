"""The product once a run, and browser pages signed in as somebody."""

import os
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.product import Product, built, running
from tests.journeys.watching import watch

BROWSER_TOOL = Path(__file__).resolve().parents[2] / "tools" / "browser.py"

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1280, 900), (390, 844)

expect.set_options(timeout=60_000)  # a page may wait for a job, and the machine may be busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """An invented city, served; built once for all workers, unless `make check` has built it beside other checks."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    city = built(Path(os.environ.get("BAEUMGIL_CITY") or shared / "city"))
    with running(tmp_path_factory.mktemp("product"), city=city) as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed browser; its absence is an error, never a skip."""
    path = runpy.run_path(str(BROWSER_TOOL))["find"]()
    assert path is not None, "no browser: run `make test-browser`"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def visit(product: Product, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page signed in as `username` (None: not signed in); nothing may complain by the end."""
    contexts, complaints = [], []

    def opened(username: str | None, *, size: tuple[int, int] = DESKTOP, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=product.address,
            viewport={"width": size[0], "height": size[1]},
            locale="ko-KR",
            timezone_id="Asia/Seoul",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        complaints.append(watch(page, product.address))
        if username is not None:
            sign_in(page, username, product.logins[username])
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [complaint for heard in complaints for complaint in heard] == []


def sign_in(page: Page, username: str, password: str) -> None:
    """Fill the sign-in form and send it."""
    page.goto("/sign-in")
    page.get_by_label("아이디").fill(username)
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="로그인").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
