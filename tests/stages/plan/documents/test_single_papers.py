"""Course plan, minutes and approval sheet."""

from dataclasses import replace
from datetime import UTC, date, datetime

from baeumgil.engines.documents.tree import Attachments, End, Item
from baeumgil.stages.plan.documents.approval import approval_paper
from baeumgil.stages.plan.documents.course_plan import course_paper
from baeumgil.stages.plan.documents.minutes import minutes_paper
from baeumgil.stages.plan.rules.book import (
    ApprovalBook,
    CourseBook,
    ItemRow,
    MeetingBook,
    MemberRow,
    SessionDays,
    StepRow,
    SubjectRow,
)
from baeumgil.stages.plan.terms import (
    CaseState,
    CourseKind,
    Decision,
    Disclosure,
    DocumentType,
    ItemKind,
    MeetingState,
    StepMark,
    StepRole,
    StepState,
)
from tests.stages.plan.documents.golden import BOOK, JOB, grid, lines_of, tables

COURSE = CourseBook(
    body_name="배움시",
    institute_name="인재개발원",
    year=2027,
    code="J-101",
    name="보고서 작성",
    field=JOB,
    kind=CourseKind.BLENDED,
    objectives="한 장으로 설득하는 보고서 작성",
    features="실습 위주",
    target_text="7급 이하",
    duration_text="3일",
    sessions=2,
    seats_per_session=30,
    seats=60,
    place="제1강의실",
    owner_name="교육기획팀",
    partner="",
    subjects=(
        SubjectRow("소양", "보고서란 무엇인가", 90, 0, 0, 0, "강의", "교수"),
        SubjectRow("직무", "한 장 보고서", 60, 240, 0, 0, "실습", "전문가"),
        SubjectRow("직무", "현장", 0, 0, 120, 30, "", ""),
    ),
    assessment_text="과제",
    completion_text="출석 80% 이상",
    recognised_minutes=1260,
    pre_study="e-보고서의 기초",
    accessibility="수어 통역",
    materials="보고서 길잡이",
    budget=(("강사수당", "3시간 × 2회", 1_200_000), ("교재", "60명", 113_560)),
    days=(SessionDays(1, 30, date(2027, 3, 9), date(2027, 3, 11)), SessionDays(2, 30)),
)


def test_a_course_on_one_page() -> None:
    paper = course_paper(COURSE)
    found = tables(paper)
    assert paper.title == "보고서 작성 운영계획"
    assert dict(grid(found["과정 개요"])) == {
        "교육목표": "한 장으로 설득하는 보고서 작성",
        "교육대상": "7급 이하",
        "교육방법": "혼합",
        "교육기간": "3일, ①3.9.~11.",
        "교육인원": "2회 60명 (기당 30명)",
        "교육장소": "제1강의실",
        "특징": "실습 위주",
        "사전 학습": "e-보고서의 기초",
        "접근성 지원": "수어 통역",
        "담당부서": "교육기획팀",
    }
    assert grid(found["교과목 편성"]) == [
        ["분야", "과목", "시간", "", "", "", "", "강사", "방법"],
        ["", "", "강의", "참여", "현장", "기타", "계", "", ""],
        ["소양", "보고서란 무엇인가", "1.5", "-", "-", "-", "1.5", "교수", "강의"],
        ["직무", "한 장 보고서", "1", "4", "-", "-", "5", "전문가", "실습"],
        ["", "현장", "-", "-", "2", "0.5", "2.5", "-", "-"],
        ["계", "", "2.5", "4", "2", "0.5", "9", "", ""],
    ]
    assert grid(found["평가와 수료"]) == [
        ["평가", "과제"],
        ["수료기준", "출석 80% 이상"],
        ["인정시간", "21시간"],
        ["교재", "보고서 길잡이"],
    ]
    assert grid(found["예산 산출기초"])[1:] == [
        ["강사수당", "3시간 × 2회", "1,200"],
        ["교재", "60명", "113.56"],
        ["계", "", "1,313.56"],
    ]


def test_a_body_is_named_once() -> None:
    assert course_paper(COURSE).header == "배움시 인재개발원"
    assert course_paper(replace(COURSE, institute_name="배움시 인재개발원")).header == "배움시 인재개발원"


def test_a_course_that_says_little() -> None:
    bare = replace(COURSE, subjects=(), budget=(), recognised_minutes=None, assessment_text="", completion_text="")
    found = tables(course_paper(replace(bare, seats_per_session=None, days=())))
    assert grid(found["교과목 편성"])[2][0] == "교과목 없음"
    assert grid(found["예산 산출기초"])[1][0] == "별도 예산 없음"
    assert grid(found["평가와 수료"])[:2] == [["평가", "평가 없음"], ["수료기준", "-"]]
    assert ["교육인원", "2회 60명"] in grid(found["과정 개요"])


MEETING = MeetingBook(
    committee_name="교육훈련심의위원회",
    body_name="서울특별시",
    institute_name="인재개발원",
    title="2019년 교육훈련계획(안) 심의",
    year=2018,
    number=1,
    held_on=date(2018, 12, 19),
    starts_at_text="14:00",
    place="대회의실",
    members=(
        MemberRow(2, "나위원", "교수", True, False, date(2018, 1, 1), date(2019, 12, 31), True),
        MemberRow(1, "가위원", "원장", False, True, date(2018, 1, 1), date(2019, 12, 31), True),
        MemberRow(3, "다위원", "", True, False, date(2018, 1, 1), date(2019, 12, 31), False),
        MemberRow(4, "라위원", "팀장", False, False, date(2018, 1, 1), date(2019, 12, 31)),
    ),
    items=(
        ItemRow(
            1,
            1,
            ItemKind.WHOLE_PLAN,
            "2019년 교육훈련계획(안)",
            "239과정 198,999명",
            Decision.AMENDED,
            "팀장리더십을 늘림",
            (("팀장리더십 기수", "5", "10"),),
            (("교수", "소통 과정을 늘릴 필요"),),
        ),
    ),
    remarks="다음 회의는 6월",
    quorum_needed=2,
    present=2,
)


def test_minutes_say_who_was_there_and_what_was_decided() -> None:
    paper = minutes_paper(MEETING)
    assert paper.subtitle == f"{MEETING.year}년 제{MEETING.number}차, {MEETING.title}"
    found = tables(paper)
    assert [block.text for block in paper.body if isinstance(block, Item)] == [
        "일시: 2018. 12. 19.(수) 14:00",
        "장소: 대회의실",
        "참석 위원: 위원 4명 중 2명 참석(외부 위원 2명 중 1명)",
        "의사정족수: 위원 2명 이상 출석, 충족",
    ]
    assert grid(found["안건별 심의 결과"])[1] == ["1", "계획 전체", "2019년 교육훈련계획(안)", "수정 가결"]
    assert grid(found["수정 내용 1"])[1] == ["팀장리더십 기수", "5", "10"]
    assert grid(found["참석 위원 서명"])[1:] == [
        ["위원장(내부)", "원장", "가위원", "참석", ""],
        ["위원(외부)", "교수", "나위원", "참석", ""],
        ["위원(외부)", "-", "다위원", "불참", "-"],
        ["위원(내부)", "팀장", "라위원", "-", "-"],
    ]
    said = lines_of(paper)
    begin = said.index("제1호 안건: 2019년 교육훈련계획(안)")
    assert said[begin + 1 :] == [
        "제안 내용",
        "239과정 198,999명",
        "위원 의견",
        "교수: 소통 과정을 늘릴 필요",
        "심의 결과: 수정 가결",
        "팀장리더십을 늘림",
        "4. 그 밖의 사항",
        "다음 회의는 6월",
        "5. 참석 위원",
    ]


def test_two_items_with_changes_keep_their_tables_apart() -> None:
    item = MEETING.items[0]
    paper = minutes_paper(replace(MEETING, items=(item, replace(item, id=2, order=2))))
    assert [name for name in tables(paper) if name.startswith("수정 내용")] == ["수정 내용 1", "수정 내용 2"]


def test_a_meeting_without_anything() -> None:
    paper = minutes_paper(replace(MEETING, members=(), items=(), remarks="", present=0))
    assert "안건 없음" in lines_of(paper)
    assert "의사정족수: 위원 2명 이상 출석, 미달" in lines_of(paper)
    assert grid(tables(paper)["참석 위원 서명"])[1][0] == "위원 없음"


def test_before_the_meeting_nobody_is_counted_as_missing() -> None:
    planned = replace(MEETING, state=MeetingState.PLANNED, present=0)
    paper = minutes_paper(planned)
    assert paper.title == "교육훈련심의위원회 회의록(안)"
    assert [block.text for block in paper.body if isinstance(block, Item)][2:] == [
        "참석 위원: 위원 4명(외부 위원 2명), 회의 전",
        "의사정족수: 위원 2명 이상 출석",
    ]
    assert lines_of(paper)[-1] == "5. 위원"
    assert minutes_paper(replace(MEETING, state=MeetingState.HELD)).title == "교육훈련심의위원회 회의록(안)"
    assert minutes_paper(MEETING).title == "교육훈련심의위원회 회의록"


def step(order: int, role: StepRole, post: str, name: str = "", **more: object) -> StepRow:
    values: dict[str, object] = {
        "order": order,
        "role": role,
        "post": post,
        "state": StepState.SIGNED if name else StepState.WAITING,
        "mark": StepMark.OWN,
        "signed_name": name,
        "signed_at": datetime(2018, 12, 28, 11, 0, tzinfo=UTC) if name else None,
        "comment": "",
    }
    return StepRow(**(values | more))  # type: ignore[arg-type]  # a builder


CASE = ApprovalBook(
    id=1,
    document_type=DocumentType.PLAN,
    title="2019년 인재개발원 교육훈련계획",
    body_name="서울특별시",
    institute_name="인재개발원",
    year=2019,
    state=CaseState.APPROVED,
    document_number="인재기획과-15195",
    policy_number="행정1부시장 방침 제325호",
    disclosure=Disclosure.PUBLIC_SITE,
    disclosure_ground="",
    digest="ab" * 32,
    drafted_at=datetime(2018, 12, 26, 9, 0, tzinfo=UTC),
    decided_at=datetime(2018, 12, 28, 11, 0, tzinfo=UTC),
    steps=(
        step(1, StepRole.DRAFTS, "주무관", "가"),
        step(2, StepRole.REVIEWS, "교육기획팀장", "나"),
        step(4, StepRole.DECIDES, "행정1부시장", "라", mark=StepMark.DELEGATED),
        step(3, StepRole.REVIEWS, "인재개발원장", "다"),
        step(5, StepRole.COOPERATES, "인력개발과장", "마"),
        step(6, StepRole.COOPERATES, "스마트교육팀장", "바", mark=StepMark.DEPUTY),
    ),
    pre_checks=BOOK.pre_checks,
    attachments=("교육훈련계획서 1부.",),
)


def test_boxes_in_rising_order_with_marks_before_the_signature() -> None:
    paper = approval_paper(CASE)
    found = tables(paper)
    assert grid(found["문서 정보"]) == [
        ["문서번호", "인재기획과-15195"],
        ["결재일자", "2018. 12. 28."],
        ["공개 구분", "대시민공개"],
        ["방침번호", "행정1부시장 방침 제325호"],
    ]
    assert grid(found["결재란"]) == [
        ["기안", "검토", "검토", "결재"],
        ["★주무관", "교육기획팀장", "인재개발원장", "행정1부시장"],
        ["가", "나", "다", "전결 12/28\n라"],
    ]
    assert grid(found["협조란"]) == [["협조", "협조"], ["인력개발과장", "스마트교육팀장"], ["마", "대결\n바"]]
    assert len(grid(found["사전 검토항목 점검표"])) == 4
    assert paper.body[-1] == Attachments(("교육훈련계획서 1부.",))
    assert paper.footer == "인재기획과-15195  내용 확인값 abababababababab"


def test_a_case_that_is_not_decided_says_so() -> None:
    steps = (
        step(1, StepRole.DRAFTS, "주무관", "가"),
        step(2, StepRole.DECIDES, "과장", "나", state=StepState.RETURNED),
        step(3, StepRole.DECIDES, "국장"),
    )
    case = replace(
        CASE,
        state=CaseState.RETURNED,
        decided_at=None,
        steps=steps,
        document_number="",
        policy_number="",
        digest="",
        pre_checks=(),
        attachments=(),
        disclosure=Disclosure.CLOSED,
        disclosure_ground="제9조 제1항 제6호",
    )
    paper = approval_paper(case)
    assert grid(tables(paper)["문서 정보"]) == [
        ["문서번호", "-"],
        ["결재일자", "-"],
        ["공개 구분", "비공개(제9조 제1항 제6호)"],
    ]
    assert grid(tables(paper)["결재란"])[2] == ["가", "반려\n나", ""]
    assert "※ 반려인 문서로 효력이 없음" in lines_of(paper)
    assert (paper.footer, paper.body[-1]) == ("", End())


def test_a_case_without_boxes() -> None:
    assert grid(tables(approval_paper(replace(CASE, steps=())))["결재란"]) == [["결재선 없음"]]


def test_who_stands_in_for_a_delegated_decider_signs_under_both_marks() -> None:
    box = step(4, StepRole.DECIDES, "행정1부시장", "라", mark=StepMark.DEPUTY, is_delegated=True)
    paper = approval_paper(replace(CASE, steps=(*CASE.steps[:2], box)))
    assert grid(tables(paper)["결재란"])[2] == ["가", "나", "전결 대결 12/28\n라"]
