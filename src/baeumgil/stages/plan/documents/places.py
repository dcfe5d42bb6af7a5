"""기관 서식의 자리. What a city's own form may ask for, by paper; the same words and tables as our own papers.

A place is written `{{이름}}`. A table's place stands alone in its paragraph and carries the table's caption.
"""

from collections.abc import Mapping

from baeumgil.core import glossary
from baeumgil.engines.documents.tree import Document, Table
from baeumgil.stages.plan.documents import (
    approval,
    changes,
    course_plan,
    courses,
    minutes,
    months,
    needs,
    plan,
    totals,
)
from baeumgil.stages.plan.documents.wording import NOTHING, change, day, number
from baeumgil.stages.plan.rules.book import ApprovalBook, CourseBook, MeetingBook, NeedsBook, PlanBook
from baeumgil.stages.plan.rules.totals import Totals
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, ContentKey, PaperKind, RequestState

Values = Mapping[str, str | Table]

OF_DOCUMENT = ("제목", "부제", "머리말", "꼬리말")
OF_PLAN = (
    "기관",
    "자치단체",
    "연도",
    "판",
    "문서번호",
    "결재일자",
    "방침번호",
    "비전",
    "과정수",
    "기수",
    "계획인원",
    "전년 과정수",
    "전년 계획인원",
    "과정수 증감",
    "계획인원 증감",
    "신설 과정수",
    "통합·대체·폐지 과정수",
    "개선 과정수",
)
CONTENTS = tuple(glossary.label(key) for key in ContentKey)
OF_COURSE = ("기관", "자치단체", "연도", "과정명", "과정코드", *course_plan.OUTLINE_KEYS, "수료기준", "평가", "예산 계")
OF_MEETING = ("기관", "자치단체", "연도", "위원회", "회의", "일시", "장소", "참석 위원", "의사정족수", "그 밖의 사항")
OF_CASE = ("기관", "자치단체", "연도", "문서번호", "결재일자", "공개 구분", "방침번호")
OF_NEEDS = ("기관", "자치단체", "연도", "요청 부서수", "요청 건수", "반영 건수")

TEXTS: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.PLAN: (*OF_DOCUMENT, *OF_PLAN, *CONTENTS),
    PaperKind.TOTALS: (*OF_DOCUMENT, *OF_PLAN),
    PaperKind.CHANGES: (*OF_DOCUMENT, *OF_PLAN),
    PaperKind.COURSES: (*OF_DOCUMENT, *OF_PLAN),
    PaperKind.MONTHS: (*OF_DOCUMENT, *OF_PLAN),
    PaperKind.NEEDS: (*OF_DOCUMENT, *OF_NEEDS),
    PaperKind.COURSE_PLAN: (*OF_DOCUMENT, *OF_COURSE),
    PaperKind.MINUTES: (*OF_DOCUMENT, *OF_MEETING),
    PaperKind.APPROVAL: (*OF_DOCUMENT, *OF_CASE),
}
"""Places that become words."""

TABLES: Mapping[PaperKind, tuple[str, ...]] = {
    PaperKind.PLAN: (
        plan.FACTS,
        plan.PROGRESS,
        plan.GOALS,
        totals.DELIVERIES,
        plan.YEARS,
        totals.VERBS,
        plan.OUTLINE,
        "사전 검토항목 점검표",
    ),
    PaperKind.TOTALS: (
        totals.AREAS,
        totals.DELIVERIES,
        totals.FLOWS,
        totals.LEGAL_KINDS,
        totals.KINDS,
        totals.GOALS,
        totals.TARGETS,
        totals.MONTHS,
    ),
    PaperKind.CHANGES: (totals.VERBS, changes.CHANGES),
    PaperKind.COURSES: (courses.COURSES,),
    PaperKind.MONTHS: (months.SCHEDULE,),
    PaperKind.NEEDS: (needs.ROUNDS, needs.COUNTS, needs.REQUESTS, needs.SURVEYS),
    PaperKind.COURSE_PLAN: (course_plan.OUTLINE, course_plan.SUBJECTS, course_plan.RULES, course_plan.BUDGET),
    PaperKind.MINUTES: (minutes.RESULTS, minutes.SIGNATURES),
    PaperKind.APPROVAL: (approval.FACTS, approval.BOXES, approval.COOPERATION, "사전 검토항목 점검표"),
}
"""Places that become tables."""


def places(kind: PaperKind) -> tuple[str, ...]:
    """All names a form of this paper may use."""
    return (*TEXTS[kind], *TABLES[kind])


def of_document(kind: PaperKind, document: Document) -> dict[str, str | Table]:
    """Title, header, footer and every table; one that this paper leaves out is filled with nothing."""
    made = {block.sheet: block for block in document.body if isinstance(block, Table)}
    return {
        "제목": document.title,
        "부제": document.subtitle,
        "머리말": document.header,
        "꼬리말": document.footer,
        **{name: made.get(name, "") for name in TABLES[kind]},
    }


def of_plan(book: PlanBook, found: Totals) -> dict[str, str | Table]:
    """What a plan's papers say in words."""
    head, total = book.head, found.total
    counts = {row.verb: row.total for row in found.by_verb}
    texts = {content.key: content.text for content in book.contents}
    return {
        **_of_institute(head.institute_name, head.body_name, head.year),
        "판": str(head.number),
        "문서번호": head.document_number or NOTHING,
        "결재일자": NOTHING if head.approved_at is None else day(head.approved_at.date()),
        "방침번호": head.policy_number or NOTHING,
        "비전": head.vision,
        "과정수": number(total.now.courses),
        "기수": number(total.now.sessions),
        "계획인원": number(total.now.people),
        "전년 과정수": number(total.before.courses),
        "전년 계획인원": number(total.before.people),
        "과정수 증감": change(total.change.courses),
        "계획인원 증감": change(total.change.people),
        "신설 과정수": number(counts.get(ChangeVerb.NEW, 0)),
        "통합·대체·폐지 과정수": number(sum(counts.get(verb, 0) for verb in ENDING)),
        "개선 과정수": number(counts.get(ChangeVerb.IMPROVED, 0)),
        **{glossary.label(key): texts.get(key, "") for key in ContentKey},
    }


def of_needs(book: NeedsBook) -> dict[str, str | Table]:
    """What the needs paper says in words."""
    asked = [one for one in book.requests if one.state is not RequestState.WITHDRAWN]
    taken = sum(one.state in {RequestState.ADOPTED, RequestState.MERGED} for one in asked)
    return {
        **_of_institute(book.institute_name, book.body_name, book.year),
        "요청 부서수": number(len({one.unit_name for one in asked})),
        "요청 건수": number(len(asked)),
        "반영 건수": number(taken),
    }


def of_course(book: CourseBook) -> dict[str, str | Table]:
    """What a course's page says in words."""
    return {
        **_of_institute(book.institute_name, book.body_name, book.year),
        "과정명": book.name,
        "과정코드": book.code,
        **course_plan.outline(book),
        "수료기준": book.completion_text,
        "평가": book.assessment_text,
        "예산 계": f"{sum(won for _, _, won in book.budget):,}원",
    }


def of_meeting(book: MeetingBook) -> dict[str, str | Table]:
    """What minutes say in words."""
    return {
        **_of_institute(book.institute_name, book.body_name, book.year),
        "위원회": book.committee_name,
        "회의": book.title,
        "일시": minutes.when(book),
        "장소": book.place,
        "참석 위원": minutes.attendance(book),
        "의사정족수": minutes.quorum(book),
        "그 밖의 사항": book.remarks,
    }


def of_case(book: ApprovalBook) -> dict[str, str | Table]:
    """What an approval sheet says in words."""
    return {
        **_of_institute(book.institute_name, book.body_name, book.year),
        "문서번호": book.document_number or NOTHING,
        "결재일자": NOTHING if book.decided_at is None else day(book.decided_at.date()),
        "공개 구분": approval.disclosure(book),
        "방침번호": book.policy_number or NOTHING,
    }


def _of_institute(name: str, body: str, year: int) -> dict[str, str | Table]:
    return {"기관": name, "자치단체": body, "연도": str(year)}
