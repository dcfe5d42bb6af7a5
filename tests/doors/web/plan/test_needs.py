import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import (
    Competency,
    CompetencyGap,
    Course,
    CourseResult,
    PlanLine,
    RoadmapDemand,
    SeatProposal,
    StaffSurvey,
)
from baeumgil.stages.plan.rules.needs_drafts import TallyDraft
from baeumgil.stages.plan.services.staff_surveys import enter_tallies
from baeumgil.stages.plan.terms import RoundState, SurveyReach
from tests.build import the_operator
from tests.build_plan import a_course, a_line, an_institute
from tests.build_web import signed_in
from tests.doors.web.plan.needs_world import YEAR, World, a_world, held_clock

pytestmark = pytest.mark.django_db
__all__ = ["held_clock"]


def office(client: Client) -> World:
    world = a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    return world


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_overview_puts_figures_beside_a_proposal(client: Client) -> None:
    office(client)
    page = text(client, f"/needs?year={YEAR}")
    assert "2026년 신청 140명 ÷ 좌석 70석 = 2.00배" in page
    assert "91명 → 35명씩 3회 = 105석" in page
    assert "수료율 70.0%가 기준 80%보다 낮습니다" in page
    assert "좌석 100석에 들어온 신청" in page
    assert "실습 12</small>" in page
    assert page.count("<h1") == 1


def test_where_nothing_is_known_the_proposal_says_so_instead_of_nought(client: Client) -> None:
    world = office(client)
    known = Course.objects.get(pk=world.course)
    unknown = a_course(institute=known.institute_id, field=known.field_id)
    for address in (f"/needs?year={YEAR}", f"/needs/{YEAR}/courses/{unknown}"):
        page = text(client, address)
        assert ("제안할 근거 없음" in page, "0기 0" in page, "0기 · 0석" in page) == (True, False, False)


def test_the_overview_speaks_of_the_survey_that_was_answered(client: Client) -> None:
    world = office(client)
    days = {"opens_on": date(YEAR - 1, 6, 1), "closes_on": date(YEAR - 1, 6, 26)}
    enter_tallies(
        actor=the_operator(),
        institute=world.institute,
        year=YEAR,
        name="여름 수요조사",
        population=3_500,
        answered=612,
        tallies=[TallyDraft("디지털", share_permille=220, field="D")],
        **days,
    )
    StaffSurvey.objects.create(
        institute_id=world.institute,
        year=YEAR,
        name="가을 수요조사",
        reach=SurveyReach.ALL,
        opens_on=clock.today(),
        closes_on=clock.today(),
        state=RoundState.OPEN,
    )
    page = text(client, f"/needs?year={YEAR}")
    assert "612" in page
    assert "여름 수요조사" in page
    assert "가을 수요조사" not in page


def test_marked_courses_are_decided_and_written_into_the_draft(client: Client) -> None:
    world = office(client)
    answer = client.post(
        f"/needs/decide?year={YEAR}&field=D",
        {
            "pick": [str(world.course)],
            f"sessions-{world.course}": "3",
            f"seats-{world.course}": "105",
            f"note-{world.course}": "",
            "into_draft": "1",
        },
    )
    assert answer.status_code == 302
    assert answer["Location"] == f"/needs?year={YEAR}&field=D"
    made = SeatProposal.objects.get()
    assert (made.course_id, made.decided_sessions, made.decided_seats) == (world.course, 3, 105)
    line = PlanLine.objects.get(version_id=world.draft)
    assert (line.sessions, line.seats, line.seats_per_session, line.revision) == (3, 105, 35, 2)
    assert "초안의 1개 과정에 옮겨 적었습니다" in text(client, answer["Location"])


def test_all_of_a_field_are_decided_as_proposed(client: Client) -> None:
    office(client)
    assert client.post(f"/needs/decide?year={YEAR}&field=D", {"all": "1"}).status_code == 302
    rows = SeatProposal.objects.order_by("course__code").values_list("decided_sessions", "decided_seats")
    assert list(rows) == [(3, 105), (0, 0)]


def test_leaving_the_proposal_without_a_word_is_refused_and_what_was_typed_stays(client: Client) -> None:
    world = office(client)
    typed = {"pick": [str(world.course)], f"sessions-{world.course}": "2", f"seats-{world.course}": "61"}
    answer = client.post(f"/needs/decide?year={YEAR}&field=D", typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "제안과 다르게 정한 까닭이 없습니다" in page
    assert 'value="61"' in page
    assert not SeatProposal.objects.exists()


def test_marking_nothing_changes_nothing(client: Client) -> None:
    office(client)
    answer = client.post(f"/needs/decide?year={YEAR}&field=D", {}, follow=True)
    assert "표시한 과정이 없습니다" in answer.content.decode()
    assert not SeatProposal.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_figures_are_not_for_everybody(client: Client, role: Role) -> None:
    world = a_world()
    signed_in(client, role)
    for address in ("/needs", "/needs.xlsx", f"/needs/{YEAR}/courses/{world.course}", "/needs/gaps"):
        assert client.get(address).status_code == 403


def test_a_liaison_goes_on_to_the_requests(client: Client) -> None:
    a_world()
    signed_in(client, Role.LIAISON)
    assert client.get("/needs")["Location"] == "/needs/requests"


def test_heads_and_auditors_look_but_do_not_decide(client: Client) -> None:
    world = a_world()
    signed_in(client, Role.AUDITOR)
    assert "표시한 과정 결정" not in text(client, f"/needs?year={YEAR}")
    assert client.post(f"/needs/decide?year={YEAR}", {"all": "1"}).status_code == 403
    assert client.post(f"/needs/{YEAR}/courses/{world.course}", {"keep": "1"}).status_code == 403
    assert client.post(f"/needs/demand?year={YEAR}").status_code == 403
    assert client.post(f"/needs/gaps?year={YEAR}", {"gaps": "x"}).status_code == 403
    assert not SeatProposal.objects.exists()


def test_the_page_of_a_course_draws_its_years_and_decides(client: Client) -> None:
    world = office(client)
    CourseResult.objects.create(course_id=world.course, year=2025, seats=60, applied=90, enrolled=60, completed=58)
    address = f"/needs/{YEAR}/courses/{world.course}"
    page = text(client, address)
    assert "해마다 계획 좌석, 신청, 수료" in page
    assert "실습" in page
    assert 'data-label="실적 좌석" class="bg-number">60<' in page
    assert client.post(address, {"keep": "1", "into_draft": "on"}).status_code == 302
    assert SeatProposal.objects.get().decided_seats == 105
    refused = client.post(address, {"sessions": "1", "seats": "30"})
    assert refused.status_code == 400
    assert "제안과 다르게 정한 까닭이 없습니다" in refused.content.decode()
    assert client.post(address, {"sessions": "1", "seats": "30", "note": "강의실 부족"}).status_code == 302
    assert SeatProposal.objects.get().decided_note == "강의실 부족"
    assert client.post(f"{address}/undo").status_code == 302
    assert not SeatProposal.objects.exists()


def test_the_first_button_takes_what_was_typed(client: Client) -> None:
    """Enter in a field presses it."""
    world = office(client)
    page = text(client, f"/needs/{YEAR}/courses/{world.course}")
    assert page.index("적은 대로 결정") < page.index("제안대로 결정")


def test_there_is_no_page_of_a_course_that_is_not_there(client: Client) -> None:
    office(client)
    assert client.get(f"/needs/{YEAR}/courses/999999").status_code == 404


def test_the_workbook_holds_every_course(client: Client) -> None:
    office(client)
    answer = client.get(f"/needs.xlsx?year={YEAR}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
    assert {"인공지능 실무", "데이터 읽기", "D01", "실습 12"} <= set(cells)


def test_demand_that_no_forecast_reaches_is_told(client: Client) -> None:
    office(client)
    answer = client.post("/needs/demand?year=2040", follow=True)
    assert "시작 연도 2040년으로는 전망할 수 없습니다" in answer.content.decode()
    assert not RoadmapDemand.objects.exists()


def test_gaps_are_entered_line_by_line(client: Client) -> None:
    world = office(client)
    made = Competency.objects.create(institute_id=world.institute, code="ai", name="AI 활용")
    Course.objects.get(pk=world.course).competencies.add(made)
    address = f"/needs/gaps?year={YEAR}"
    wrong = client.post(address, {"gaps": "ai | 넷 | 3 | 10\nzz | 4 | 3 | 10"})
    assert wrong.status_code == 400
    assert "1째 줄을 읽을 수 없습니다" in wrong.content.decode()
    unknown = client.post(address, {"gaps": "zz | 4 | 3 | 10"})
    assert unknown.status_code == 400
    assert not CompetencyGap.objects.exists()
    assert client.post(address, {"gaps": "ai | 4 | 2.5 | 120 | 7급 이하 | 2026 진단"}).status_code == 302
    assert "1.50" in text(client, address)
    assert "AI 활용" in text(client, f"/needs/{YEAR}/courses/{world.course}")


def test_an_institute_without_courses_says_what_to_do(client: Client) -> None:
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    assert "과정이 없습니다" in text(client, "/needs")


def test_forty_courses_take_as_many_statements_as_two(client: Client) -> None:
    world = office(client)
    text(client, f"/needs?year={YEAR}")
    with CaptureQueriesContext(connection) as few:
        text(client, f"/needs?year={YEAR}")
    for number in range(40):
        course = a_course(f"과정 {number}", institute=world.institute, field=world.field)
        a_line(version=world.version, course=course)
        CourseResult.objects.create(course_id=course, year=2026, seats=60, applied=number, enrolled=10)
    with CaptureQueriesContext(connection) as many:
        text(client, f"/needs?year={YEAR}")
    assert len(many) == len(few)
    with CaptureQueriesContext(connection) as one:
        text(client, f"/needs/{YEAR}/courses/{world.course}")
    assert len(one) <= len(many) + 2
