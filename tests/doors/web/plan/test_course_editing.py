"""과정 고치기: typed by the office, kept as typed until it is right."""

import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.people.terms import Position
from baeumgil.stages.plan.models import Course
from baeumgil.stages.plan.queries.course_drafts import drafts_of
from baeumgil.stages.plan.queries.courses import course_by_code
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.terms import CourseKind, InstructorKind, PrerequisiteKind
from baeumgil.stages.roadmap.rules.definition import Filters
from tests.build import a_unit, the_operator
from tests.build_plan import a_field, an_institute
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

BASIC = CourseDraft("IT-1", "정보화 기초", "F", CourseKind.CLASSROOM, names=("컴퓨터 첫걸음",), note="그대로")
LEAST = {
    "code": "IT-2",
    "name": "정보화 중급",
    "field": "F",
    "kind": "classroom",
    "state": "active",
    "target_group": "all_staff",
    "assessment": "none",
    "subjects-count": "0",
    "prerequisites-count": "0",
    "budget-count": "0",
}


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute(code="own")
    a_field("정보화", institute=made, code="F")
    write_courses(made, [BASIC])
    return made


def number(institute: int, code: str) -> int:
    return course_by_code(actor=the_operator(), institute=institute, code=code)


@pytest.fixture
def office(client: Client, institute: int) -> Client:
    signed_in(client, Role.TRAINING_OFFICE)
    return client


def test_a_course_is_typed_whole(office: Client, institute: int) -> None:
    unit = a_unit("정보통신과")
    assert "교과목 3" in office.get("/catalogue/new").content.decode()
    typed = LEAST | {
        "names": "컴퓨터 둘째걸음\r\n\r\n컴퓨터 2",
        "grades": ["7", "8"],
        "positions": ["member"],
        "series": "행정, 시설",
        "total_minutes": "14시간",
        "recognised_minutes": "13:30",
        "seats_per_session": "30",
        "pass_attendance_percent": "80",
        "owner_unit": str(unit),
        "duties": ["information_security"],
        "subjects-count": "3",
        "subjects-1-name": "표 계산",
        "subjects-1-lecture_minutes": "1시간 30분",
        "subjects-1-participation_minutes": "2",
        "subjects-1-instructor_kind": "expert",
        "subjects-1-tags": ["ai", "digital"],
        "prerequisites-count": "1",
        "prerequisites-0-code": "IT-1",
        "prerequisites-0-kind": "recommended",
        "budget-count": "1",
        "budget-0-year": "2027",
        "budget-0-item": "강사 수당",
        "budget-0-amount": "1200000",
    }
    answer = office.post("/catalogue/new", typed)
    made = number(institute, "IT-2")
    assert (answer.status_code, answer["Location"]) == (302, f"/catalogue/{made}")
    assert drafts_of([made])[made] == CourseDraft(
        code="IT-2",
        name="정보화 중급",
        field="F",
        kind=CourseKind.CLASSROOM,
        names=("컴퓨터 둘째걸음", "컴퓨터 2"),
        target_text="7~8급 · 행정, 시설 · 팀원",
        target_filters=Filters(grades=(7, 8), series=("행정", "시설"), positions=(Position.MEMBER,)),
        total_minutes=840,
        recognised_minutes=810,
        seats_per_session=30,
        pass_attendance_percent=80,
        owner_unit=unit,
        owner_name="정보통신과",
        duties=("information_security",),
        subjects=(SubjectDraft("표 계산", "", 90, 120, 0, 0, "", InstructorKind.EXPERT, ("ai", "digital")),),
        prerequisites=(PrerequisiteDraft("IT-1", PrerequisiteKind.RECOMMENDED),),
        budget=(BudgetDraft(2027, "강사 수당", 1_200_000),),
    )


def test_every_mistake_is_shown_at_once_beside_what_was_typed(office: Client, institute: int) -> None:
    typed = LEAST | {
        "name": "정보화기초",
        "days": "0",
        "total_minutes": "1시간",
        "recognised_minutes": "2시간",
        "subjects-count": "2",
        "subjects-1-area": "소양",
        "prerequisites-count": "2",
        "prerequisites-0-code": "없는코드",
        "prerequisites-1-code": "IT-2",
        "budget-count": "1",
        "budget-0-item": "교재",
        "budget-0-amount": "-1",
    }
    answer = office.post("/catalogue/new", typed)
    text = answer.content.decode()
    for words in (
        "이미 &#x27;IT-1&#x27; 과정의 이름입니다.",
        "0은(는) 쓸 수 없는 수입니다.",
        "인정 시간 120분이 배우는 시간 60분보다 깁니다.",
        "교과목 1의 이름이 비었습니다.",
        "선수 과정 &#x27;없는코드&#x27;이(가) 없습니다.",
        "과정이 스스로의 선수 과정일 수 없습니다.",
        "금액이 0원보다 적거나",
        'value="없는코드"',
        'value="2시간"',
    ):
        assert words in text, words
    assert (answer.status_code, Course.objects.count()) == (400, 1)
    assert 'id="id_prerequisites-0-code_error"' in text
    assert 'id="id_prerequisites-1-code_error"' in text


def test_time_that_cannot_be_read_stays_as_typed_and_hides_no_other_mistake(office: Client) -> None:
    wrong = {
        "total_minutes": "사흘",
        "days": "0",
        "prerequisites-count": "1",
        "prerequisites-0-code": "없음",
        "field": "",
    }
    answer = office.post("/catalogue/new", LEAST | wrong)
    assert answer.status_code == 400
    assert "0은(는) 쓸 수 없는 수입니다." in answer.content.decode()
    assert "선수 과정 &#x27;없음&#x27;이(가) 없습니다." in answer.content.decode()
    assert "(빈칸)" not in answer.content.decode()
    assert 'value="사흘"' in answer.content.decode()
    assert "21시간, 1시간 30분, 90분처럼 적으세요." in answer.content.decode()


@pytest.mark.parametrize(
    ("more", "field"),
    [("subjects", "subjects-0-name"), ("prerequisites", "prerequisites-0-code"), ("budget", "budget-0-item")],
)
def test_a_button_adds_a_line_and_keeps_what_was_typed(office: Client, more: str, field: str) -> None:
    answer = office.post("/catalogue/new", LEAST | {"more": more, "note": "남을 말"})
    text = answer.content.decode()
    assert (answer.status_code, f'name="{field}"' in text, "남을 말" in text) == (200, True, True)
    assert Course.objects.count() == 1


def test_editing_keeps_code_and_what_the_form_does_not_show(office: Client, institute: int) -> None:
    course = number(institute, "IT-1")
    page = office.get(f"/catalogue/{course}/edit").content.decode()
    assert "컴퓨터 첫걸음" in page
    assert "그대로" in page
    answer = office.post(
        f"/catalogue/{course}/edit", LEAST | {"code": "X", "name": "정보화 첫걸음", "names": "정보화 기초"}
    )
    assert answer.status_code == 302
    assert drafts_of([course])[course] == CourseDraft(
        "IT-1", "정보화 첫걸음", "F", CourseKind.CLASSROOM, names=("정보화 기초",)
    )


def test_who_saves_second_sees_that_somebody_was_quicker(office: Client, institute: int) -> None:
    course = number(institute, "IT-1")
    stale = {"changed_at": "2020-01-01T00:00:00+00:00"}
    answer = office.post(f"/catalogue/{course}/edit", LEAST | stale | {"name": "늦은 이름"})
    assert answer.status_code == 409
    assert "그사이 다른 사람이 고쳤습니다." in answer.content.decode()
    assert Course.objects.get(pk=course).name == "정보화 기초"


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR])
def test_others_edit_nothing(client: Client, institute: int, role: Role) -> None:
    signed_in(client, role)
    course = number(institute, "IT-1")
    for address in ("/catalogue/new", f"/catalogue/{course}/edit"):
        assert client.get(address).status_code == 403
        assert client.post(address, LEAST).status_code == 403
    assert Course.objects.count() == 1


def test_an_old_stage_and_a_closed_unit_stay_choosable(office: Client, institute: int) -> None:
    course = number(institute, "IT-1")
    Course.objects.filter(pk=course).update(stage_code="old_stage")
    page = office.get(f"/catalogue/{course}/edit").content.decode()
    assert '<option value="old_stage" selected>' in page
