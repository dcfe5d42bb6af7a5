"""수요조사 결과. What departments asked for, what became of it and why, and what staff said."""

from baeumgil.engines.documents.tree import Block, Bullet, Document, End, Heading, Table
from baeumgil.stages.plan.documents.frame import note, organisation
from baeumgil.stages.plan.documents.grids import (
    Row,
    centred,
    counted,
    counted_or_nothing,
    grouped,
    heads,
    nothing,
    said,
    side,
    table,
)
from baeumgil.stages.plan.documents.wording import NOTHING, number, percent, period, permille, word
from baeumgil.stages.plan.rules.book import NeedsBook, RequestLine, SurveyResult
from baeumgil.stages.plan.terms import RequestState

ROUNDS = "수요조사 회차"
COUNTS = "검토 결과별 건수"
REQUESTS = "부서 요청 검토 결과"
SURVEYS = "직원 설문 결과"
ORDER = (
    RequestState.ADOPTED,
    RequestState.MERGED,
    RequestState.DEFERRED,
    RequestState.DECLINED,
    RequestState.SUBMITTED,
    RequestState.WITHDRAWN,
)


def needs_paper(needs: NeedsBook) -> Document:
    """수요조사 결과. Rounds, counts per result, every request with its answer, and the survey."""
    body: list[Block] = [
        Heading("수요조사 개요", 1, "1."),
        *(Bullet(text, 1) for text in overview(needs)),
        rounds_table(needs),
        Heading("부서 요청 검토 결과", 1, "2."),
        counts_table(needs),
        requests_table(needs),
        Heading("직원 설문 결과", 1, "3."),
        *_surveys(needs.surveys),
        End(),
    ]
    return Document(
        title=f"{needs.year}년 교육훈련 수요조사 결과",
        body=tuple(body),
        header=organisation(needs.body_name, needs.institute_name),
        footer=f"{needs.year}년 교육훈련계획 수요조사",
        author=needs.institute_name,
        subject=f"{needs.year}년 교육훈련 수요조사 결과",
        keywords=("수요조사", str(needs.year), needs.institute_name),
    )


def overview(needs: NeedsBook) -> list[str]:
    """25개 부서에서 31건 요청, 12건 반영."""
    if not (needs.rounds or needs.requests or needs.surveys):
        return ["기록한 수요조사 없음"]
    asked = [one for one in needs.requests if one.state is not RequestState.WITHDRAWN]
    units = len({one.unit_name for one in asked})
    taken = sum(one.state in {RequestState.ADOPTED, RequestState.MERGED} for one in asked)
    new = sum(one.is_new for one in asked)
    return [
        (
            f"부서 수요조사: {number(len(needs.rounds))}회, {number(units)}개 부서에서 {number(len(asked))}건 요청"
            f"(신규 과정 {number(new)}건), {number(taken)}건 반영"
        ),
        *(f"{one.name}: {_answered(one)}" for one in needs.surveys),
    ]


def _answered(survey: SurveyResult) -> str:
    of_whom = ""
    if survey.asked:
        of_whom = f", 조사 대상 {number(survey.asked)}명의 {percent(survey.answered, survey.asked)}"
    elif survey.population:
        of_whom = f", 전체 {number(survey.population)}명의 {percent(survey.answered, survey.population)}"
    return f"{number(survey.answered)}명 응답({word(survey.reach)}{of_whom})"


def rounds_table(needs: NeedsBook) -> Table:
    """When departments were asked."""
    rows: list[Row] = [heads("회차", "기간")]
    rows += [(centred(name), centred(period(first, last))) for name, first, last in needs.rounds]
    if not needs.rounds:
        rows.append(nothing(2, "수요조사 회차 없음"))
    return table(rows, (1, 2), name=ROUNDS, title=ROUNDS)


def counts_table(needs: NeedsBook) -> Table:
    """How many requests ended how; states nobody is in stay away."""
    counts = {state: [one for one in needs.requests if one.state is state] for state in ORDER}
    rows: list[Row] = [heads("검토 결과", "신규 과정", "기존 과정 개선", "계")]
    for state, found in counts.items():
        if found:
            new = sum(one.is_new for one in found)
            rows.append((side(word(state)), *(counted_or_nothing(n) for n in (new, len(found) - new, len(found)))))
    new = sum(one.is_new for one in needs.requests)
    sums = (new, len(needs.requests) - new, len(needs.requests))
    rows.append((side("계", is_total=True), *(counted(n, is_total=True) for n in sums)))
    return table(rows, (2, 1, 1, 1), name=COUNTS, title=COUNTS, unit="(단위: 건)")


def requests_table(needs: NeedsBook) -> Table:
    """부서 / 요청 과정 / 인원 / 검토 결과 / 사유; requests of one department share its cell."""
    rows: list[Row] = [heads("부서", "요청 과정", "구분", "인원", "검토 결과", "사유")]
    ordered = sorted(needs.requests, key=lambda one: one.unit_name)
    rows += grouped((one.unit_name, _request(one)) for one in ordered)
    if not needs.requests:
        rows.append(nothing(6, "요청 없음"))
    return table(rows, (1.6, 2.8, 0.9, 0.8, 1.3, 3.4), name=REQUESTS, title=REQUESTS, unit="(단위: 명)")


def _request(one: RequestLine) -> Row:
    return (
        said(one.title),
        centred("신규" if one.is_new else "개선"),
        counted(one.people),
        centred(word(one.state)),
        said(one.answer or NOTHING),
    )


def _surveys(surveys: tuple[SurveyResult, ...]) -> list[Block]:
    blocks: list[Block] = [surveys_table(surveys)]
    if any(one.is_hidden for one in surveys):
        blocks.append(note("응답이 적어 개인을 짐작할 수 있는 설문은 항목별 값을 싣지 않음."))
    if surveys:
        blocks.append(note("복수 응답이나 기타 응답이 있어 비율의 합이 100%가 아닐 수 있음."))
    return blocks


def surveys_table(surveys: tuple[SurveyResult, ...]) -> Table:
    """설문 / 항목 / 비율 / 응답; shares need not sum to a hundred, so no sum is written."""
    rows: list[Row] = [heads("설문", "항목", "비율", "응답 수")]
    pairs: list[tuple[str, Row]] = []
    for survey in surveys:
        if survey.is_hidden or not survey.figures:
            text = "응답이 적어 싣지 않음" if survey.is_hidden else "항목 없음"
            pairs.append((survey.name, (said(text), centred(NOTHING), counted(None))))
        for figure in () if survey.is_hidden else survey.figures:
            share = NOTHING if figure.share_permille is None else permille(figure.share_permille)
            pairs.append((survey.name, (said(figure.topic), centred(share), counted(figure.count))))
    rows += grouped(pairs)
    if not pairs:
        rows.append(nothing(4, "설문 없음"))
    return table(rows, (2.4, 3, 1, 1), name=SURVEYS, unit="(단위: %, 명)")
