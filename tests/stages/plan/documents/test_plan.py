"""The plan's own paper: chapters, statutory contents, pre-check sheet, attachments."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

from baeumgil.core import glossary
from baeumgil.engines.documents.tree import Attachments, Bullet, Heading
from baeumgil.stages.plan.documents.plan import plan_paper
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.plan.rules.totals import Amount, TotalRow, Totals
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, VersionState
from tests.stages.plan.documents.golden import BOOK, HEAD, TOTALS, grid, line, lines_of, tables
from tests.stages.plan.documents.test_needs import NEEDS


def chapters(paper_lines: list[str]) -> list[str]:
    return [text for text in paper_lines if text[0] in "ⅠⅡⅢⅣⅤ"]


def test_chapters_in_the_order_a_decider_expects() -> None:
    paper = plan_paper(BOOK, TOTALS)
    assert paper.title == "2019년 인재개발원 교육훈련계획"
    assert (paper.header, paper.footer) == ("서울특별시 인재개발원", "2019년 교육훈련계획 제2판")
    assert chapters(lines_of(paper)) == [
        "Ⅰ. 추진 개요",
        "Ⅱ. 성과 및 여건",
        "Ⅲ. 2019년 실행계획",
        "Ⅳ. 교육훈련계획의 내용",
        "Ⅴ. 사전 검토항목",
    ]
    assert [
        block.text for block in paper.body if isinstance(block, Heading) and block.mark in {"1.", "2.", "3.", "4."}
    ][:4] == ["근거 및 배경", "추진 경과", "비전 및 목표", "교육훈련 과정 개요"]
    assert paper.body[-1] == Attachments(
        ("교육훈련 총괄표 1부.", "교육과정 개편 내역 1부.", "과정별 현황 1부.", "월별 일정표 1부.")
    )


def test_the_head_says_whose_and_when() -> None:
    assert grid(tables(plan_paper(BOOK, TOTALS))["관련 근거"])[:4] == [
        ["기관", "서울특별시 인재개발원"],
        ["문서번호", "인재기획과-15195"],
        ["결재일자", "2018. 12. 28."],
        ["방침번호", "행정1부시장 방침 제325호"],
    ]


def test_actual_above_plan_is_shown_with_the_plan_it_is_measured_by() -> None:
    assert grid(tables(plan_paper(BOOK, TOTALS))["연도별 계획 대비 실적"])[1:] == [
        ["2017년", "161,820", "206,820", "127.8%", "2017년 계획", ""],
        ["2018년", "168,350", "180,347", "107.1%", "2018년 계획", ""],
        ["2019년", "198,999", "-", "-", "2019년 계획", ""],
    ]


def test_all_six_statutory_contents_stand_under_their_names() -> None:
    paper = plan_paper(BOOK, TOTALS)
    said = lines_of(paper)
    begin = said.index("Ⅳ. 교육훈련계획의 내용")
    names = [f"{place}. {glossary.label(key)}" for place, key in enumerate(ContentKey, start=1)]
    assert [text for text in said[begin:] if text in names] == names
    assert Bullet("direction의 요지", 1) in paper.body
    assert said[said.index(names[-1]) + 1] == "적지 않음"


def test_a_draft_says_that_it_is_one() -> None:
    head = replace(HEAD, state=VersionState.DRAFT, approved_at=None, document_number="", policy_number="")
    paper = plan_paper(replace(BOOK, head=head), TOTALS)
    assert (paper.title, paper.subtitle) == ("2019년 인재개발원 교육훈련계획(안)", "제2판, 결재 전")
    assert grid(tables(paper)["관련 근거"])[1:3] == [["문서번호", "-"], ["결재일자", "-"]]
    assert "작성 전" in lines_of(paper)


def test_a_plan_entered_after_its_approval_does_not_say_it_was_written_then() -> None:
    late = replace(HEAD, created_at=datetime(2026, 1, 5, tzinfo=UTC))
    paper = plan_paper(replace(BOOK, head=late), TOTALS)
    assert grid(tables(paper)["추진 경과표"])[1:] == [["2018. 12. 28.", "결재"]]


def test_pre_check_marks() -> None:
    assert grid(tables(plan_paper(BOOK, TOTALS))["사전 검토항목 점검표"]) == [
        ["검토항목", "검토 완료", "해당 없음", "비고"],
        ["전문 자문", "■", "□", "교육훈련심의회 12.19"],
        ["일자리", "□", "■", ""],
        ["안전", "□", "□", ""],
    ]


def test_goals_with_strategies_totals_and_main_courses() -> None:
    paper = plan_paper(BOOK, TOTALS)
    said = lines_of(paper)
    begin = said.index("Ⅲ. 2019년 실행계획")
    assert said[begin + 1 : begin + 5] == [
        "1. 성과창출 전문역량 강화",
        "규모: 239과정 400회 198,999명",
        "핵심사업 직무교육",
        "현안 교육",
    ]
    assert [row[:2] for row in grid(tables(paper)["주요 신설·개선 과정 1"])[1:]] == [
        ["신설", "e-서울형 복지의 이해"],
        ["", "공직자 남북교류 협력"],
        ["개선", "장애인복지 실무"],
    ]


def test_many_changed_courses_are_left_to_their_own_paper() -> None:
    lines = tuple(line(number, f"새 과정 {number:02}", verb=ChangeVerb.NEW) for number in range(1, 16))
    paper = plan_paper(replace(BOOK, lines=lines), TOTALS)
    assert "※ 외 3과정은 붙임 '교육과정 개편 내역'에 적음." in lines_of(paper)
    assert len(grid(tables(paper)["주요 신설·개선 과정 1"])) == 13


def test_a_bare_plan_is_still_a_paper() -> None:
    nothing = TotalRow("", "계", Amount(), Amount())
    empty = dict.fromkeys((one.name for one in fields(Totals)), ())
    totals = replace(TOTALS, **(empty | {"year": 2027, "total": nothing, "has_previous": False}))  # type: ignore[arg-type]  # all tables empty
    book = PlanBook(head=replace(HEAD, year=2027, title="", created_at=None, approved_at=None), lines=())
    paper = plan_paper(book, totals)
    assert paper.title == "2027년 인재개발원 교육훈련계획"
    assert grid(tables(paper)["추진 경과표"])[1][0] == "기록 없음"
    assert grid(tables(paper)["연도별 계획 대비 실적"])[1][0] == "실적 자료 없음"
    assert grid(tables(paper)["목표와 전략"])[1][0] == "목표를 정하지 않음"
    assert "※ 사전 검토항목을 쓰지 않는 기관임." in lines_of(paper)


def test_the_needs_survey_is_part_of_how_the_plan_came_about() -> None:
    paper = plan_paper(BOOK, TOTALS, NEEDS, [date(2018, 12, 19)])
    assert [row[1] for row in grid(tables(paper)["추진 경과표"])[1:]] == [
        "부서 수요조사(1차)",
        "부서 수요조사(2차)",
        "계획(안) 작성(제2판)",
        "교육훈련심의위원회 심의",
        "결재",
    ]
    assert isinstance(paper.body[-1], Attachments)
    assert paper.body[-1].names[-1] == "수요조사 결과 1부."
