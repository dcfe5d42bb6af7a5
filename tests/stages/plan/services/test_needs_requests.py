from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import (
    InstituteNotFound,
    NeedsInvalid,
    RequestNotFound,
    RequestOver,
    RoundClosed,
    RoundNotFound,
)
from baeumgil.stages.plan.models import CourseRequest, NeedsRound
from baeumgil.stages.plan.queries.needs import needs_book
from baeumgil.stages.plan.queries.needs_requests import request_card, request_counts, requests
from baeumgil.stages.plan.queries.needs_rounds import open_rounds, round_row, rounds
from baeumgil.stages.plan.rules.needs_drafts import RequestDraft
from baeumgil.stages.plan.services.needs_requests import (
    answer_request,
    ask_for_course,
    reopen_request,
    withdraw_request,
)
from baeumgil.stages.plan.services.needs_rounds import change_round, close_round, open_round, plan_round
from baeumgil.stages.plan.terms import RequestKind, RequestState, RoundState
from tests.build import a_unit, an_actor
from tests.build_plan import a_course, a_round, an_institute

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 9, 10), 2027
NEW = RequestDraft(RequestKind.NEW_COURSE, "생성형 AI", "민원 답변에 씁니다", people=30)


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


def test_a_round_takes_requests_while_open_and_between_its_days() -> None:
    institute = an_institute()
    made = plan_round(
        actor=the_office(),
        institute=institute,
        year=YEAR,
        opens_on=date(2026, 9, 11),
        closes_on=date(2026, 9, 20),
        name="첫째",
    )
    unit = a_unit()
    liaison = an_actor(Role.LIAISON, units=[unit])
    seen = []
    for day, step in (
        (date(2026, 9, 12), None),
        (date(2026, 9, 10), open_round),
        (date(2026, 9, 12), None),
        (date(2026, 9, 20), None),
        (date(2026, 9, 21), None),
        (date(2026, 9, 12), close_round),
    ):
        if step is not None:
            step(actor=the_office(), needs_round=made)
        with clock.fixed(day):
            seen.append(round_row(actor=liaison, needs_round=made).takes_requests)
            assert bool(open_rounds(actor=liaison)) == seen[-1]
            if not seen[-1]:
                with pytest.raises(RoundClosed):
                    ask_for_course(actor=liaison, needs_round=made, unit=unit, draft=NEW)
    assert seen == [False, False, True, True, False, False]
    assert not CourseRequest.objects.exists()
    assert open_rounds(actor=an_actor()) == ()


def test_rounds_are_numbered_and_checked() -> None:
    institute = an_institute()
    for _number in range(2):
        plan_round(actor=the_office(), institute=institute, year=YEAR, opens_on=TODAY, closes_on=TODAY)
    assert [row.name for row in rounds(actor=the_office(), institute=institute)] == [
        "2027년 2차 수요조사",
        "2027년 1차 수요조사",
    ]
    with pytest.raises(NeedsInvalid) as refused:
        plan_round(
            actor=the_office(),
            institute=institute,
            year=1,
            opens_on=TODAY,
            closes_on=date(2026, 1, 1),
            name="가" * 121,
        )
    assert [problem.field for problem in refused.value.problems] == ["year", "closes_on", "name"]
    with pytest.raises(InstituteNotFound):
        plan_round(actor=the_office(), institute=999, year=YEAR, opens_on=TODAY, closes_on=TODAY)
    with pytest.raises(NotAllowed):
        plan_round(actor=an_actor(Role.HEAD), institute=institute, year=YEAR, opens_on=TODAY, closes_on=TODAY)
    with pytest.raises(RoundNotFound):
        open_round(actor=the_office(), needs_round=999)
    with pytest.raises(RoundNotFound):
        round_row(actor=the_office(), needs_round=999)
    with pytest.raises(NotAllowed):
        rounds(actor=an_actor(), institute=institute)
    assert NeedsRound.objects.count() == 2
    closed = a_round(institute=institute, year=YEAR, number=3, state=RoundState.CLOSED)
    with pytest.raises(RoundClosed):
        change_round(actor=the_office(), needs_round=closed, name="새 이름", opens_on=TODAY, closes_on=TODAY)


def test_a_request_goes_from_the_unit_to_an_answer_and_back() -> None:
    institute = an_institute()
    unit, course = a_unit("세무과"), a_course("지방세 실무", institute=institute)
    needs_round = a_round(institute=institute, year=YEAR)
    liaison = an_actor(Role.LIAISON, units=[unit])
    made = ask_for_course(actor=liaison, needs_round=needs_round, unit=unit, draft=NEW)
    card = request_card(actor=liaison, request=made)
    assert (card.row.unit_name, card.may_answer, card.may_withdraw, card.may_reopen) == ("세무과", False, True, False)
    with pytest.raises(NeedsInvalid) as refused:
        answer_request(actor=the_office(), request=made, state=RequestState.MERGED, answer=" ")
    assert [problem.field for problem in refused.value.problems] == ["answer", "course"]
    answer_request(
        actor=the_office(), request=made, state=RequestState.MERGED, answer="지방세 실무에 넣습니다.", course=course
    )
    card = request_card(actor=liaison, request=made)
    assert (card.row.state, card.row.answer, card.decided_course_name) == (
        RequestState.MERGED,
        "지방세 실무에 넣습니다.",
        "지방세 실무",
    )
    with pytest.raises(RequestOver):
        answer_request(actor=the_office(), request=made, state=RequestState.DECLINED, answer="아니오")
    with pytest.raises(RequestOver):
        withdraw_request(actor=liaison, request=made)
    reopen_request(actor=the_office(), request=made)
    with pytest.raises(RequestOver):
        reopen_request(actor=the_office(), request=made)
    withdraw_request(actor=liaison, request=made)
    assert CourseRequest.objects.get().state == RequestState.WITHDRAWN
    counts = request_counts(actor=the_office(), institute=institute, year=YEAR)
    assert (counts.total, counts.answered) == (0, 0)


def test_a_unit_asks_only_for_itself() -> None:
    institute = an_institute()
    own, foreign = a_unit(), a_unit("세무과")
    needs_round = a_round(institute=institute, year=YEAR)
    liaison = an_actor(Role.LIAISON, units=[own])
    for unit in (foreign, None):
        with pytest.raises(NotAllowed):
            ask_for_course(actor=liaison, needs_round=needs_round, unit=unit, unit_name="남", draft=NEW)
    theirs = ask_for_course(actor=the_office(), needs_round=needs_round, unit=foreign, draft=NEW)
    outside = ask_for_course(actor=the_office(), needs_round=needs_round, unit_name="소방본부", draft=NEW)
    for request in (theirs, outside, 999):
        with pytest.raises(RequestNotFound):
            request_card(actor=liaison, request=request)
    for act in (withdraw_request, reopen_request):
        with pytest.raises(NotAllowed):
            act(actor=liaison, request=theirs)
    with pytest.raises(NotAllowed):
        answer_request(actor=liaison, request=theirs, state=RequestState.ADOPTED, answer="좋습니다")
    with pytest.raises(RequestNotFound):
        reopen_request(actor=the_office(), request=999)
    assert [row.unit_name for row in requests(actor=liaison, institute=institute).rows] == []
    assert requests(actor=the_office(), institute=institute).total == 2
    with pytest.raises(NotAllowed):
        requests(actor=an_actor(), institute=institute)
    assert set(CourseRequest.objects.values_list("state", flat=True)) == {RequestState.SUBMITTED}


def test_every_problem_of_a_request_is_told_and_nothing_kept() -> None:
    institute = an_institute()
    needs_round = a_round(institute=institute, year=YEAR)
    foreign = a_course(institute=an_institute())
    draft = RequestDraft(RequestKind.CHANGE, "", "", people=-1, course=foreign)
    with pytest.raises(NeedsInvalid) as refused:
        ask_for_course(actor=the_office(), needs_round=needs_round, draft=draft)
    assert [problem.field for problem in refused.value.problems] == ["title", "purpose", "people", "unit", "course"]
    assert not CourseRequest.objects.exists()


def test_the_paper_of_a_year_like_seoul_2018_holds_rounds_and_answers() -> None:
    institute = an_institute()
    needs_round = a_round(institute=institute, year=YEAR)
    for number in range(31):
        request = ask_for_course(
            actor=the_office(), needs_round=needs_round, unit_name=f"부서 {number % 25:02}", draft=NEW
        )
        state = RequestState.ADOPTED if number < 12 else RequestState.DECLINED
        answer_request(actor=the_office(), request=request, state=state, answer="검토했습니다.")
    book = needs_book(actor=the_office(), year=YEAR, institute=institute)
    assert len({line.unit_name for line in book.requests}) == 25
    assert sum(line.state is RequestState.ADOPTED for line in book.requests) == 12
    assert [name for name, _opens, _closes in book.rounds] == ["1차 수요조사"]
    counts = request_counts(actor=the_office(), institute=institute, year=YEAR)
    assert (counts.total, counts.answered) == (31, 31)
    with pytest.raises(NotAllowed):
        needs_book(actor=an_actor(Role.LIAISON), year=YEAR, institute=institute)
    with pytest.raises(InstituteNotFound):
        needs_book(actor=the_office(), year=YEAR, institute=999)
