"""과정: the catalogue page and one course."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import Competency, Course, CourseResult, Field, Goal
from baeumgil.stages.plan.queries.courses import course_by_code
from baeumgil.stages.plan.rules.course_columns import COURSE_HEADINGS
from baeumgil.stages.plan.rules.course_draft import CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.setting_up import FieldDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.institutes import set_up_fields
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, CourseState, LegalKind, Level, VersionState
from tests.build import the_operator
from tests.build_plan import a_line, a_plan, a_planned_session, a_version, an_institute
from tests.build_web import signed_in
from tests.stages.roadmap.build import PROMOTED, a_rule_set

pytestmark = pytest.mark.django_db

FIELDS = [
    FieldDraft("A", "직무역량", LegalKind.SPECIALISED, order=1),
    FieldDraft("A1", "정보화", LegalKind.SPECIALISED, parent="A", order=2),
    FieldDraft("B", "기본역량", LegalKind.BASIC, order=3),
]
FIRST = CourseDraft(
    code="IT-1",
    name="정보화 기초",
    field="A1",
    kind=CourseKind.CLASSROOM,
    level=Level.BASIC,
    ladder="정보화",
    total_minutes=840,
    recognised_minutes=780,
    subjects=(SubjectDraft("청렴한 정보 생활", lecture_minutes=90, tags=("integrity",)),),
    duties=("information_security",),
    pass_attendance_percent=80,
)
SECOND = CourseDraft(
    code="IT-2",
    name="=정보화 중급",
    field="A1",
    kind=CourseKind.LONG_TERM,
    level=Level.INTERMEDIATE,
    prerequisites=(PrerequisiteDraft("IT-1"),),
)
OLD = CourseDraft(code="Z-1", name="옛 과정", field="B", kind=CourseKind.LECTURE, state=CourseState.ENDED)


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute(code="own")
    set_up_fields(actor=the_operator(), institute=made, fields=FIELDS)
    write_courses(made, [FIRST, SECOND, OLD])
    return made


def number(institute: int, code: str) -> int:
    return course_by_code(actor=the_operator(), institute=institute, code=code)


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_everybody_signed_in_finds_courses(client: Client, institute: int) -> None:
    signed_in(client, Role.OFFICIAL)
    text = page_of(client, "/catalogue")
    assert all(
        word in text for word in ("정보화 기초", "=정보화 중급", "14시간", "인정 13시간", "과정 2개", "정보보안 교육")
    )
    assert "옛 과정" not in text
    assert "새 과정" not in text
    assert "옛 과정" in page_of(client, "/catalogue?state=ended")
    assert "과정 1개" in page_of(
        client, "/catalogue?words=청렴한&area=A&field=A1&kind=classroom&level=basic&tag=integrity"
    )
    assert "찾는 과정이 없습니다" in page_of(client, "/catalogue?words=없는것")
    assert "알 수 없는 조건은" in page_of(client, "/catalogue?field=nowhere")


def test_htmx_gets_the_list_alone(client: Client, institute: int) -> None:
    signed_in(client, Role.OFFICIAL)
    answer = client.get("/catalogue?words=기초", headers={"hx-request": "true"})
    assert ("<html" in answer.content.decode(), "정보화 기초" in answer.content.decode()) == (False, True)


def test_subjects_are_counted_by_tag(client: Client, institute: int) -> None:
    signed_in(client, Role.OFFICIAL)
    text = page_of(client, "/catalogue")
    assert 'tag=integrity">청렴</a>' in text
    assert "1시간 30분" in text


def test_each_institute_has_a_tab_and_its_own_courses(client: Client, institute: int) -> None:
    an_institute("예시 교육원", code="example", is_example=True)
    signed_in(client, Role.OFFICIAL)
    assert 'href="/catalogue?institute=example"' in page_of(client, "/catalogue")
    other = page_of(client, "/catalogue?institute=example")
    assert ("정보화 기초" in other, 'name="institute" value="example"' in other) == (False, True)
    assert "정보화 기초" in page_of(client, "/catalogue?institute=unknown")


def test_before_an_institute_is_there_the_page_says_what_to_do(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 교육훈련기관이 없습니다" in page_of(client, "/catalogue")
    assert client.get("/catalogue/export").status_code == 302
    assert client.get("/catalogue/new").status_code == 404


def test_visitors_are_sent_to_sign_in(client: Client, institute: int) -> None:
    for address in ("/catalogue", "/catalogue/export", f"/catalogue/{number(institute, 'IT-1')}"):
        assert client.get(address).status_code == 302


def test_what_is_found_goes_out_as_a_workbook(client: Client, institute: int) -> None:
    signed_in(client, Role.OFFICIAL)
    answer = client.get("/catalogue/export?words=IT&format=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet is not None
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    top = rows.index(list(COURSE_HEADINGS))
    assert [row[:2] for row in rows[top + 1 :]] == [["IT-1", "정보화 기초"], ["IT-2", "'=정보화 중급"]]


def test_what_is_found_goes_out_as_csv_without_formulas(client: Client, institute: int) -> None:
    signed_in(client, Role.OFFICIAL)
    answer = client.get("/catalogue/export?format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (answer.content[:3], lines[0]) == (b"\xef\xbb\xbf", ",".join(COURSE_HEADINGS))
    assert [line.split(",")[:2] for line in lines[1:]] == [["IT-1", "정보화 기초"], ["IT-2", "'=정보화 중급"]]
    subjects = client.get("/catalogue/export?of=subjects&format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in subjects[1:]] == [["IT-1", "정보화 기초", "청렴한 정보 생활"]]


def test_one_course_shows_all_about_it(client: Client, institute: int) -> None:
    first, second = number(institute, "IT-1"), number(institute, "IT-2")
    line = a_line(
        version=a_version(plan=a_plan(2026, institute=institute), state=VersionState.APPROVED),
        course=first,
        verb=ChangeVerb.IMPROVED,
        reason="수요가 늘었습니다.",
    )
    a_planned_session(line=line, starts_on=date(2026, 3, 3))
    CourseResult.objects.create(
        course_id=first,
        year=2025,
        sessions=2,
        seats=60,
        enrolled=60,
        completed=57,
        satisfaction_milli=4567,
        themes=[{"word": "현장·실습", "count": 12}],
    )
    signed_in(client, Role.OFFICIAL)
    text = page_of(client, f"/catalogue/{first}")
    for word in (
        "청렴한 정보 생활",
        "출석 80% 이상",
        f'href="/catalogue/{second}"',
        "수요가 늘었습니다.",
        "95.0%",
        "4.57 / 5",
        '현장·실습 <span class="bg-muted">12',
    ):
        assert word in text, word
    assert "살펴볼 곳" not in text
    assert "/edit" not in text
    assert client.get("/catalogue/999999").status_code == 404


def test_a_course_names_the_stage_of_the_road_it_settles(client: Client, institute: int) -> None:
    first = number(institute, "IT-1")
    Course.objects.filter(pk=first).update(stage_code="promotion_7")
    signed_in(client, Role.OFFICIAL)
    assert "<dd>promotion_7</dd>" in page_of(client, f"/catalogue/{first}")
    a_rule_set([PROMOTED])
    assert f"<dd>{PROMOTED.name}</dd>" in page_of(client, f"/catalogue/{first}")


def test_the_office_sees_what_to_look_at_and_ends_a_course(client: Client, institute: int) -> None:
    second = number(institute, "IT-2")
    signed_in(client, Role.TRAINING_OFFICE)
    assert "장기과정인데 배치 계획이 없습니다." in page_of(client, f"/catalogue/{second}")
    assert client.post(f"/catalogue/{second}/end").status_code == 302
    assert Course.objects.get(pk=second).state == CourseState.ENDED
    assert "이 과정 종료" not in page_of(client, f"/catalogue/{second}")


def test_others_end_no_course(client: Client, institute: int) -> None:
    first = number(institute, "IT-1")
    signed_in(client, Role.HEAD)
    assert client.post(f"/catalogue/{first}/end").status_code == 403
    assert Course.objects.get(pk=first).state == CourseState.ACTIVE


def test_pages_take_as_many_statements_at_a_hundred_courses_as_at_two(client: Client, institute: int) -> None:
    first = number(institute, "IT-1")
    signed_in(client, Role.TRAINING_OFFICE)
    addresses = ("/catalogue?size=200", "/catalogue/export?format=csv", f"/catalogue/{first}")

    def statements() -> list[int]:
        counts = []
        for address in addresses:
            page_of(client, address)
            with CaptureQueriesContext(connection) as captured:
                page_of(client, address)
            counts.append(len(captured))
        return counts

    before = statements()
    write_courses(
        institute,
        [
            CourseDraft(
                f"M-{n}",
                f"과정 {n}",
                "A1",
                CourseKind.CLASSROOM,
                subjects=FIRST.subjects,
                duties=FIRST.duties,
                prerequisites=(PrerequisiteDraft("IT-1"),),
            )
            for n in range(100)
        ],
    )
    assert statements() == before


def test_the_office_makes_fields_goals_and_competencies(client: Client, institute: int) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert 'href="/catalogue/setup"' in page_of(client, "/catalogue")
    address = "/catalogue/setup"
    made: list[dict[str, str]] = [
        {
            "what": "field",
            "field-code": "A2",
            "field-name": "인공지능",
            "field-parent": "A",
            "field-legal_kind": "other",
        },
        {
            "what": "goal",
            "goal-code": "G1",
            "goal-name": "AI 행정",
            "goal-strategies": "실습을 늘린다\n\n강사를 기른다",
        },
        {"what": "competency", "competency-code": "K1", "competency-name": "데이터 읽기"},
    ]
    for typed in made:
        assert client.post(address, typed).status_code == 302, typed
    field = Field.objects.get(institute_id=institute, code="A2")
    assert (field.name, field.parent.code if field.parent else "", field.legal_kind) == ("인공지능", "A", "other")
    goal = Goal.objects.get(institute_id=institute)
    assert (goal.code, goal.name, goal.strategies) == ("G1", "AI 행정", ["실습을 늘린다", "강사를 기른다"])
    assert Competency.objects.get(institute_id=institute).name == "데이터 읽기"
    order = field.order
    client.post(address, made[0] | {"field-name": "AI"})
    field.refresh_from_db()
    assert (field.name, field.order) == ("AI", order)
    text = page_of(client, f"{address}?field=A2")
    for word in ('value="AI"', "데이터 읽기", "실습을 늘린다, 강사를 기른다", "기타교육훈련"):
        assert word in text, word


def test_a_field_that_carries_courses_takes_none_under_it(client: Client, institute: int) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    typed = {
        "what": "field",
        "field-code": "B1",
        "field-name": "인성",
        "field-parent": "B",
        "field-legal_kind": "basic",
    }
    answer = client.post("/catalogue/setup", typed)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "과정이 있어 아래에 다른 분야를 둘 수 없습니다" in text
    assert 'value="인성"' in text
    assert not Field.objects.filter(institute_id=institute, code="B1").exists()
