from collections.abc import Iterable
from datetime import date

import pytest

from baeumgil.core.errors import Problem
from baeumgil.stages.plan.rules.needs_drafts import (
    GapDraft,
    RequestDraft,
    SeatChoice,
    SurveyDraft,
    TallyDraft,
    check_answer,
    check_choices,
    check_days,
    check_gaps,
    check_request,
    check_seats,
    check_survey,
    check_tallies,
)
from baeumgil.stages.plan.rules.survey_counting import Topic
from baeumgil.stages.plan.terms import RequestKind, RequestState, SurveyReach

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
TOPICS = (Topic("a", "인공지능", "F1"), Topic("b", "법제"))


def places(problems: Iterable[Problem]) -> list[str]:
    return [problem.field for problem in problems]


def test_days_stand_in_their_order_and_in_a_year_of_plans() -> None:
    assert places(check_days(2027, MAY, JUNE)) == []
    assert places(check_days(1800, JUNE, MAY)) == ["year", "closes_on"]


def test_every_problem_of_a_request_is_told_at_once() -> None:
    whole = RequestDraft(RequestKind.NEW_COURSE, "AI 실무", "민원 답변에 씁니다", people=30)
    assert places(check_request(whole)) == []
    assert places(check_request(RequestDraft(RequestKind.CHANGE, " ", "", people=0))) == [
        "title",
        "purpose",
        "people",
        "course",
    ]
    assert places(check_request(RequestDraft(RequestKind.NEW_COURSE, "가", "나", course=3))) == ["course"]


def test_an_answer_ends_says_why_and_names_the_course_merged_into() -> None:
    assert places(check_answer(RequestState.DECLINED, "예산이 없습니다.", None)) == []
    assert places(check_answer(RequestState.MERGED, " ", None)) == ["answer", "course"]
    assert places(check_answer(RequestState.SUBMITTED, "답", None)) == ["state"]


def test_a_survey_names_its_topics_its_choices_and_its_sample() -> None:
    draft = SurveyDraft("2027 수요", MAY, JUNE, TOPICS, SurveyReach.SAMPLE, sample_size=10, most_choices=2)
    assert places(check_survey(draft, frozenset({"F1"}), 100)) == []
    broken = SurveyDraft(
        "",
        MAY,
        JUNE,
        (*TOPICS, Topic("a", "다시"), Topic("c", ""), Topic("d", "없는 분야", "F9")),
        SurveyReach.SAMPLE,
        sample_size=101,
        most_choices=9,
    )
    assert places(check_survey(broken, frozenset({"F1"}), 100)) == [
        "name",
        "topics",
        "topics",
        "topics",
        "most_choices",
        "sample_size",
    ]
    empty = SurveyDraft("가", MAY, JUNE, (), SurveyReach.ENTERED)
    assert places(check_survey(empty, frozenset(), 0)) == ["topics", "reach", ""]


@pytest.mark.parametrize(
    ("choices", "wish", "wrong"),
    [
        (["a"], "", []),
        ([], "AI를 배우고 싶습니다", []),
        ([], " ", ["choices"]),
        (["a", "b"], "", ["choices"]),
        (["x"], "", ["choices"]),
        (["a"], "가" * 501, ["wish"]),
    ],
)
def test_an_answer_keeps_to_the_survey(choices: list[str], wish: str, wrong: list[str]) -> None:
    assert places(check_choices(choices, wish, TOPICS, 1)) == wrong


def test_entered_shares_need_not_reach_the_whole() -> None:
    seoul = [TallyDraft("직무", 310, field="F1"), TallyDraft("정보화", 230), TallyDraft("외국어", 190)]
    assert places(check_tallies(seoul, frozenset({"F1"}), population=43_366, answered=4_380)) == []
    broken = [
        TallyDraft("", 10),
        TallyDraft("가", 1_001),
        TallyDraft("가", None, 11),
        TallyDraft("나"),
        TallyDraft("다", 1, field="F9"),
    ]
    assert places(check_tallies(broken, frozenset(), population=5, answered=10)) == ["answered", *["tallies"] * 6]
    assert places(check_tallies([], frozenset(), population=None, answered=1)) == ["tallies"]


def test_gaps_name_known_competencies_once() -> None:
    gaps = [GapDraft("a", 4_000, 3_000, 10), GapDraft("a", 4_000, 3_000, 10), GapDraft("z", -1, 0, 1)]
    assert len(list(check_gaps(gaps, frozenset({"a"})))) == 3
    assert list(check_gaps(gaps[:1], frozenset({"a"}))) == []


@pytest.mark.parametrize(
    ("choice", "wrong"),
    [
        (SeatChoice(1), []),
        (SeatChoice(1, 4, 140), []),
        (SeatChoice(1, 3, 105, "강의실 부족"), []),
        (SeatChoice(1, 3, 105), ["note"]),
        (SeatChoice(1, 3, None), ["seats"]),
        (SeatChoice(1, -1, 10, "가"), ["seats"]),
        (SeatChoice(1, 0, 10, "가"), ["sessions"]),
    ],
)
def test_the_office_says_why_it_leaves_the_proposal(choice: SeatChoice, wrong: list[str]) -> None:
    assert places(check_seats(choice, floor=120, proposed=(4, 140))) == wrong
