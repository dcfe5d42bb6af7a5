"""Applied for on a phone without script, approved, drawn, signed by two people, checked by anybody."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE
from tests.journeys.product import Product

OPEN, CLOSED = "생성형 AI로 보고서 쓰기", "회의록 요약과 발표 자료 만들기"


def test_an_official_applies_on_a_phone_without_script_and_the_approver_agrees(visit: Callable[..., Page]) -> None:
    official = visit("official", size=PHONE, java_script_enabled=False)
    official.goto("/apply")
    official.get_by_role("link", name=OPEN, exact=True).first.click()
    official.get_by_label("1순위 기수").select_option(index=2)
    official.get_by_role("button", name="다음: 확인").click()
    official.get_by_role("button", name="신청하기").click()
    expect(official.locator("main")).to_contain_text("승인대기")
    number = official.locator("dd", has_text=re.compile(r"^\w{4}-\w{4}-\w{4}$")).inner_text()
    official.goto("/applications")
    expect(official.locator("main")).to_contain_text(OPEN)

    page = visit("deputy-mayor")  # the one who signs in and stands above every unit
    page.goto("/enrolment/approvals")
    row = page.locator("main").get_by_role("checkbox")
    for place in range(row.count()):
        row.nth(place).check()
    page.get_by_label("의견").first.fill("다녀오세요")
    page.get_by_role("button", name="고른 신청 승인").click()
    expect(page.locator("main")).to_contain_text("승인")
    official.goto("/applications")
    official.get_by_role("link", name=OPEN, exact=True).first.click()
    expect(official.locator("main")).to_contain_text("다녀오세요")
    expect(official.locator("main")).to_contain_text(number)


def test_two_people_sign_and_anybody_checks_the_result(
    visit: Callable[..., Page], product: Product, tmp_path: Path
) -> None:
    office = visit("office")
    office.goto("/enrolment/calls")
    office.get_by_role("link", name=CLOSED, exact=True).first.click()
    call = re.search(r"/calls/(\d+)/", office.url)
    assert call is not None
    office.goto(f"/enrolment/calls/{call[1]}/selection")
    office.get_by_role("button", name="선발하기").click()
    expect(office.locator("h1")).to_contain_text(CLOSED)
    selection = office.url
    _sign(office, product.logins["office"])
    head = visit("deputy-mayor")
    head.goto(selection)
    _sign(head, product.logins["deputy-mayor"])
    expect(head.locator("main")).to_contain_text("공표")

    official = visit("official", size=PHONE)
    official.goto("/applications")
    official.get_by_role("link", name=CLOSED, exact=True).first.click()
    expect(official.locator("main")).to_contain_text(re.compile("선발|대기"))

    stranger = visit(None)
    answer = stranger.request.get(f"/selection/bundles/{call[1]}.json")
    bundle = tmp_path / "bundle.json"
    bundle.write_bytes(answer.body())
    sound = product.command("enrolment", "verify", str(bundle), "--json")
    assert (sound.returncode, json.loads(sound.stdout)["is_sound"]) == (0, True)
    bundle.write_bytes(answer.body().replace(b'"rank":1', b'"rank":2', 1))
    changed = product.command("enrolment", "verify", str(bundle), "--json")
    assert changed.returncode == 1
    assert json.loads(changed.stdout)["findings"]

    stranger.goto("/selection/check")
    stranger.locator("input[type=file]").set_input_files(bundle)
    stranger.get_by_role("button", name="다시 계산하기").click()
    expect(stranger.locator("main")).to_contain_text("적힌 것과 다른 곳이 있습니다")


def _sign(page: Page, password: str) -> None:
    page.get_by_label("비밀번호").fill(password)
    page.get_by_role("button", name="서명", exact=True).click()
    page.wait_for_load_state()
