"""The year of the training office by mouse alone: needs, decisions, committee, five signatures, the public page."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from baeumgil.core import clock
from tests.journeys.product import Product
from tests.journeys.watching import accessibility_faults, sideways_scroll

TITLE = "2027년 배움시 공무원 교육훈련계획"
COURSE = "마음 쉼 하루"
SIGNERS = ("team-leader", "division-head", "head", "deputy-mayor")
REASON = "최일선 직원의 신청이 좌석의 두 배를 넘어 여덟 기수로 늘림"
PHONE = (390, 844)
ITEMS = 4


def _press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def _follow(page: Page, name: str) -> None:
    page.locator("main").get_by_role("link", name=name).first.click()


def _said(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)
    assert accessibility_faults(page) == []
    assert sideways_scroll(page) <= 0


def _answer_a_request(page: Page) -> None:
    page.goto("/needs")
    _follow(page, "부서 요청")
    _follow(page, "외국인 주민 응대 회화")
    page.get_by_label("다음에 검토").check()
    page.get_by_label("부서가 볼 답").fill("다음 회차에 수요를 다시 묻고 정하겠습니다.")
    _press(page, "답 보내기")
    _said(page, "다음 회차에 수요를 다시 묻고 정하겠습니다.")


def _take_back(page: Page) -> None:
    page.goto("/plans")
    _follow(page, TITLE)
    _follow(page, "심의에서 거두기")
    _press(page, "심의에서 거두기")
    _said(page, "다시 고칠 수 있습니다")


def _decide_seats(page: Page) -> None:
    page.goto("/needs?year=2027&field=LEAD")
    _follow(page, COURSE)
    page.get_by_label("기수", exact=True).fill("8")
    page.get_by_label("좌석(연인원)").fill("240")
    page.get_by_label("까닭").fill("신청이 좌석의 두 배를 넘음")
    page.get_by_label("초안에도 옮겨 적기").check()
    _press(page, "적은 대로 결정")
    _said(page, "8기 · 240석")


def _write_the_reason(page: Page) -> None:
    page.goto("/plans")
    _follow(page, TITLE)
    _follow(page, COURSE)
    page.get_by_label("사유").fill(REASON)
    _press(page, "저장")
    _said(page, COURSE)


def _submit(page: Page) -> None:
    page.goto("/plans")
    _follow(page, TITLE)
    _follow(page, "심의에 올리기")
    _press(page, "심의에 올리기")
    _said(page, "이제 심의 회의를 잡으세요")


def _meet(page: Page) -> None:
    """The meeting that was planned is held today; the last item is decided otherwise than proposed."""
    page.goto("/committee")
    _follow(page, "2027년 제1차")
    _follow(page, "옮기기·취소")
    page.get_by_label("회의한 날 또는 할 날").fill(clock.today().isoformat())
    _press(page, "저장")
    for box in page.locator("form[action$='/attendance']").get_by_role("checkbox").all()[:7]:
        box.check()
    _press(page, "출석 저장")
    _said(page, "7명 출석")
    for place in range(ITEMS):
        form = page.locator("form[action$='/decision']").nth(place)
        if not form.is_visible():
            page.locator("summary", has_text="의결하기").nth(place).click()
        form.locator("select[name$='decision']").select_option(label="수정 가결" if place == ITEMS - 1 else "원안 가결")
        if place == ITEMS - 1:
            form.get_by_label("의결 내용").fill("현업 수요가 많아 한 기수를 더함")
            form.get_by_label("기수", exact=True).fill("3")
        form.get_by_role("button", name="의결 저장").click()
        expect(page.locator("main")).to_contain_text("수정 가결" if place == ITEMS - 1 else "원안 가결")
    _follow(page, "회의 마치기")
    _said(page, "마치면 이렇게 됩니다")
    _press(page, "회의 마치기")
    _said(page, "마침")


def _start_approval(page: Page, password: str) -> None:
    page.goto("/approvals")
    _follow(page, "결재 올리기")
    page.get_by_label("공개 구분").select_option(label="대시민공개")
    page.get_by_label("비밀번호").fill("틀린 비밀번호")
    _press(page, "서명하고 올리기")
    _said(page, "비밀번호가 맞지 않아 서명하지 않았습니다")
    page.get_by_label("비밀번호").fill(password)
    _press(page, "서명하고 올리기")
    _said(page, "결재 중")


def _sign(page: Page, password: str) -> None:
    page.goto("/approvals")
    _follow(page, TITLE)
    page.locator("form[action$='/sign']").get_by_label("비밀번호").fill(password)
    _press(page, "서명")


def test_the_office_goes_from_needs_to_a_signed_published_plan(
    visit: Callable[..., Page], product: Product, tmp_path: Path
) -> None:
    office = visit("office")
    _answer_a_request(office)
    _take_back(office)
    _decide_seats(office)
    _write_the_reason(office)
    _submit(office)
    _meet(office)
    _start_approval(office, product.logins["office"])
    for username in SIGNERS:
        signer = visit(username, size=PHONE)
        _sign(signer, product.logins[username])
        _said(signer, "결재 완료" if username == SIGNERS[-1] else "결재 중")

    office.goto("/plans")
    _follow(office, TITLE)
    _follow(office, "공개하기")
    _press(office, "공개하기")
    _said(office, "누구나 볼 수 있습니다")
    with office.expect_download() as download:
        office.goto("/plans")
        _follow(office, TITLE)
        _follow(office, "공문서")
        office.locator("a[href$='/papers/totals.hwpx']").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert (saved.suffix, saved.read_bytes()[:2]) == (".hwpx", b"PK")

    citizen = visit(None, size=PHONE, java_script_enabled=False)
    citizen.goto("/public/plans/2027")
    text = citizen.locator("main").inner_text()
    assert "20,620" in text, text[:600]
    assert COURSE in text
