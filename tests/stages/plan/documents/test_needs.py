"""The needs paper: every request with its answer; shares need not sum to a hundred."""

from dataclasses import replace
from datetime import date

from baeumgil.stages.plan.documents.needs import needs_paper
from baeumgil.stages.plan.rules.book import NeedsBook, RequestLine, SurveyFigure, SurveyResult
from baeumgil.stages.plan.terms import RequestState, SurveyReach
from tests.stages.plan.documents.golden import grid, lines_of, tables

NEEDS = NeedsBook(
    institute_name="인재개발원",
    body_name="서울특별시",
    year=2019,
    rounds=(("1차", date(2018, 4, 2), date(2018, 4, 30)), ("2차", date(2018, 8, 1), date(2018, 8, 31))),
    requests=(
        RequestLine("1차", "안전총괄과", "산업안전 및 보건", True, 1000, RequestState.ADOPTED, "신설"),
        RequestLine("1차", "남북협력추진단", "남북협력 교류", True, 300, RequestState.ADOPTED, "신설"),
        RequestLine("2차", "안전총괄과", "재난안전 실무", False, None, RequestState.MERGED, "e-재난안전 총론에 넣음"),
        RequestLine("2차", "주택과", "감정평가", True, 20, RequestState.DECLINED, ""),
        RequestLine("2차", "주택과", "잘못 낸 요청", True, 20, RequestState.WITHDRAWN, ""),
    ),
    surveys=(
        SurveyResult(
            "일과 삶의 균형",
            SurveyReach.ALL,
            43_400,
            None,
            4_380,
            (SurveyFigure("자기개발·힐링", 310, 1358), SurveyFigure("직무", 230, None), SurveyFigure("기타", None, 3)),
        ),
        SurveyResult("작은 표본", SurveyReach.SAMPLE, None, 10, 3, (SurveyFigure("직무", 1000, 3),), is_hidden=True),
    ),
)


def test_requests_are_gathered_by_department() -> None:
    paper = needs_paper(NEEDS)
    assert paper.title == "2019년 교육훈련 수요조사 결과"
    assert grid(tables(paper)["부서 요청 검토 결과"]) == [
        ["부서", "요청 과정", "구분", "인원", "검토 결과", "사유"],
        ["남북협력추진단", "남북협력 교류", "신규", "300", "반영", "신설"],
        ["안전총괄과", "산업안전 및 보건", "신규", "1,000", "반영", "신설"],
        ["", "재난안전 실무", "개선", "-", "통합 반영", "e-재난안전 총론에 넣음"],
        ["주택과", "감정평가", "신규", "20", "반영하지 않음", "-"],
        ["", "잘못 낸 요청", "신규", "20", "거둠", "-"],
    ]
    assert grid(tables(paper)["검토 결과별 건수"])[1:] == [
        ["반영", "2", "-", "2"],
        ["통합 반영", "-", "1", "1"],
        ["반영하지 않음", "1", "-", "1"],
        ["거둠", "1", "-", "1"],
        ["계", "4", "1", "5"],
    ]


def test_what_was_asked_in_one_line_each() -> None:
    assert lines_of(needs_paper(NEEDS))[1:4] == [
        "부서 수요조사: 2회, 3개 부서에서 4건 요청(신규 과정 3건), 3건 반영",
        "일과 삶의 균형: 4,380명 응답(전 직원, 전체 43,400명의 10.1%)",
        "작은 표본: 3명 응답(표본, 조사 대상 10명의 30.0%)",
    ]


def test_few_answers_stay_hidden() -> None:
    paper = needs_paper(NEEDS)
    assert grid(tables(paper)["직원 설문 결과"])[1:] == [
        ["일과 삶의 균형", "자기개발·힐링", "31.0%", "1,358"],
        ["", "직무", "23.0%", "-"],
        ["", "기타", "-", "3"],
        ["작은 표본", "응답이 적어 싣지 않음", "-", "-"],
    ]
    assert "※ 응답이 적어 개인을 짐작할 수 있는 설문은 항목별 값을 싣지 않음." in lines_of(paper)
    assert "※ 복수 응답이나 기타 응답이 있어 비율의 합이 100%가 아닐 수 있음." in lines_of(paper)


def test_no_needs_at_all() -> None:
    paper = needs_paper(replace(NEEDS, rounds=(), requests=(), surveys=()))
    found = tables(paper)
    assert lines_of(paper)[1] == "기록한 수요조사 없음"
    assert [grid(table)[1][0] for table in found.values()] == ["수요조사 회차 없음", "계", "요청 없음", "설문 없음"]


def test_a_survey_nobody_counted_and_without_topics() -> None:
    bare = replace(NEEDS, surveys=(SurveyResult("면담", SurveyReach.ENTERED, None, None, 7, ()),))
    paper = needs_paper(bare)
    assert lines_of(paper)[2] == "면담: 7명 응답(다른 곳에서 한 조사)"
    assert grid(tables(paper)["직원 설문 결과"])[1] == ["면담", "항목 없음", "-", "-"]
