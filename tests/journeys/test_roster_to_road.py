"""The main job, as the office does it: a roster goes in, changes are seen, applied, undone; a rule is edited."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.product import Product

WAIT_SECONDS = 60


@pytest.fixture(scope="session")
def files(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city as the files a city hands in."""
    folder = tmp_path_factory.mktemp("files")
    done = product.command("demo", "--size", "400", "--files", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def _upload(page: Page, path: Path, day: str) -> None:
    """Hand a roster in and come back to it until it was looked through."""
    page.goto("/imports/new")
    page.locator("input[type=file]").set_input_files(str(path))
    page.locator("input[name=as_of]").fill(day)
    page.get_by_role("button", name="올리고 확인하기").click()
    page.wait_for_url(re.compile(r"/(imports|jobs)/\d+"))
    end = time.monotonic() + WAIT_SECONDS
    while not (re.search(r"/imports/\d+$", page.url) and _is_looked_through(page)):
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(300)
        page.goto("/imports")
        own = page.get_by_role("link", name=path.name)
        if own.count():
            page.goto(own.first.get_attribute("href") or "")


def _is_looked_through(page: Page) -> bool:
    return re.search("적용하기|고칠 곳", page.locator("main").inner_text()) is not None


def _until(page: Page, words: str) -> None:
    """Look again until the page says so, as somebody does who left it and came back."""
    end = time.monotonic() + WAIT_SECONDS
    while words not in page.locator("main").inner_text():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.wait_for_timeout(300)
        page.reload()


def _edited(
    source: Path, target: Path, edit: Callable[[openpyxl.worksheet.worksheet.Worksheet, dict[str, int]], None]
) -> Path:
    book = openpyxl.load_workbook(source)
    sheet = book.active
    heading = next(row for row in sheet.iter_rows(min_row=1, max_row=6) if any(cell.value == "사번" for cell in row))
    columns = {str(cell.value): cell.column for cell in heading}
    edit(sheet, {**columns, "첫 줄": heading[0].row + 1})
    book.save(target)
    return target


@pytest.mark.parametrize("java_script_enabled", [True, False], ids=["with script", "without script"])
def test_a_roster_is_previewed_applied_and_undone(
    visit: Callable[..., Page], files: Path, tmp_path: Path, java_script_enabled: bool
) -> None:
    new_name = "새내기" if java_script_enabled else "늦둥이"
    number = "S0001" if java_script_enabled else "S0002"

    def hire(sheet: openpyxl.worksheet.worksheet.Worksheet, columns: dict[str, int]) -> None:
        first = columns["첫 줄"]
        row = sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(row, column).value = sheet.cell(first, column).value
        sheet.cell(row, columns["사번"]).value = number
        sheet.cell(row, columns["성명"]).value = new_name

    page = visit("office", java_script_enabled=java_script_enabled)
    changed = _edited(files / "roster.xlsx", tmp_path / f"{new_name} 명단.xlsx", hire)
    _upload(page, changed, "2026-11-02")
    imported = page.url
    expect(page.locator("main")).to_contain_text(new_name)
    expect(page.locator("main")).to_contain_text("새로 들어옴")
    page.locator("main input[type=checkbox][name=confirm]").check()
    page.get_by_role("button", name="적용", exact=True).click()
    page.goto(imported)
    _until(page, "적용했습니다")
    page.goto(f"/people?text={new_name}")
    expect(page.locator("#list")).to_contain_text(new_name)
    page.goto(imported)
    page.locator("summary", has_text="되돌리기").click()
    page.get_by_role("button", name="되돌리기").click()
    page.goto(imported)
    _until(page, "되돌렸습니다")
    page.goto(f"/people?text={new_name}")
    assert new_name not in page.locator("#list").inner_text()


def test_a_broken_roster_names_every_fault_and_changes_nothing(
    visit: Callable[..., Page], files: Path, tmp_path: Path
) -> None:
    def spoil(sheet: openpyxl.worksheet.worksheet.Worksheet, columns: dict[str, int]) -> None:
        first = columns["첫 줄"]
        sheet.cell(first + 3, columns["소속부서"]).value = "없는부서"
        sheet.cell(first + 7, columns["생년월일"]).value = "85.3.1"

    page = visit("office")
    broken = _edited(files / "roster.xlsx", tmp_path / "틀린 명단.xlsx", spoil)
    _upload(page, broken, "2026-11-02")
    expect(page.locator("main")).to_contain_text("고칠 곳 2군데")
    expect(page.locator("main")).to_contain_text("없는부서")
    expect(page.locator("main")).to_contain_text("소속부서")
    expect(page.locator("main")).to_contain_text("생년월일")
    assert page.get_by_role("button", name="적용", exact=True).count() == 0


def test_filters_of_the_board_survive_reload_and_can_be_shared(visit: Callable[..., Page]) -> None:
    page = visit("office")
    page.goto("/board")
    checked = page.locator("main form.bg-filters input[type=checkbox]:checked")
    while checked.count():
        checked.first.uncheck()
    page.get_by_label("기한 지남", exact=True).check()
    page.get_by_role("button", name="찾기").click()
    page.wait_for_url(re.compile("state=overdue"))
    page.reload()
    states = page.locator("#list table tbody .bg-badge").all_inner_texts()
    assert states
    assert {text.strip() for text in states if text.strip() != "부재 중"} == {"기한 지남"}
    other = visit("office")
    other.goto(page.url)
    assert other.get_by_label("기한 지남", exact=True).is_checked()


def test_the_city_edits_its_own_rules_sees_the_effect_and_goes_back(visit: Callable[..., Page]) -> None:
    page = visit("office")
    page.goto("/rules")
    page.locator("section[aria-labelledby=in-force] a").first.click()
    home = page.url
    page.get_by_role("link", name=re.compile("고치기")).first.click()
    page.get_by_role("link", name=re.compile("웰보딩")).first.click()
    due = page.locator("input[name$='due_months'], input[name$='due-months']").first
    due.fill("36")
    page.get_by_role("button", name="담고 효과 미리 보기").click()
    expect(page.locator("#effect")).to_contain_text("달라지는 사람")
    page.locator("input[name=note], textarea[name=note]").fill("웰보딩 기한을 3년으로")
    page.get_by_role("button", name="저장", exact=True).click()
    page.goto(home)
    expect(page.locator("section[aria-labelledby=versions]")).to_contain_text("웰보딩 기한을 3년으로")
    first = page.locator("section[aria-labelledby=versions] a", has_text="1판").last
    first.click()
    page.get_by_role("button", name="이 판으로 되돌리기").click()
    page.goto(home)
    expect(page.locator("section[aria-labelledby=versions] li")).to_have_count(3)


def test_a_wrong_password_gets_one_clear_sentence_and_keeps_the_name(visit: Callable[..., Page]) -> None:
    page = visit(None)
    page.goto("/sign-in")
    page.get_by_label("아이디").fill("nobody-here")
    page.get_by_label("비밀번호").fill("wrong")
    page.get_by_role("button", name="로그인").click()
    assert page.get_by_label("아이디").input_value() == "nobody-here"
    assert page.locator("main [role=alert], main .bg-alert").count() == 1
