"""`/plan/courses`."""

import pytest

from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.models import Course
from baeumgil.stages.plan.rules.course_draft import CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.rules.setting_up import FieldDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.services.institutes import set_up_fields
from baeumgil.stages.plan.terms import CourseKind, LegalKind
from baeumgil.stages.roadmap.rules.definition import Filters
from tests.build import the_operator
from tests.build_plan import an_institute
from tests.doors.api.conftest import Ask


@pytest.fixture
def institute(db: None) -> int:
    load_duties_and_tags()
    made = an_institute(code="own")
    fields = [
        FieldDraft("A", "직무역량", LegalKind.SPECIALISED),
        FieldDraft("A1", "정보화", LegalKind.SPECIALISED, parent="A"),
    ]
    set_up_fields(actor=the_operator(), institute=made, fields=fields)
    write_courses(
        made,
        [
            CourseDraft("IT-1", "정보화 기초", "A1", CourseKind.E_LEARNING),
            CourseDraft(
                "IT-2",
                "정보화 중급",
                "A1",
                CourseKind.BLENDED,
                target_filters=Filters(grades=(7, 8)),
                prerequisites=(PrerequisiteDraft("IT-1"),),
                subjects=(SubjectDraft("표 계산", lecture_minutes=60, tags=("digital",)),),
                pass_attendance_percent=80,
            ),
        ],
    )
    return made


def test_courses_page_by_page(ask: Ask, institute: int) -> None:
    document = ask("/plan/courses", Scope.PLAN_READ, size=1).json()
    assert (document["institute"], document["total"], document["size"]) == ("own", 2, 1)
    (row,) = document["rows"]
    assert (row["code"], row["delivery"], row["field"]["area_name"]) == ("IT-1", "online", "직무역량")
    found = ask("/plan/courses", Scope.PLAN_READ, words="표 계산", tag="digital", kind="blended").json()
    assert [(row["code"], row["tags"]) for row in found["rows"]] == [("IT-2", ["디지털·데이터"])]


def test_one_course_with_everything(ask: Ask, institute: int) -> None:
    document = ask("/plan/courses/IT-2", Scope.PLAN_READ, institute="own").json()
    assert document["target"] == {
        "group": "all_staff",
        "text": "7~8급",
        "grades": [7, 8],
        "series": [],
        "employments": [],
        "positions": [],
    }
    assert [(link["code"], link["kind"]) for link in document["before"]] == [("IT-1", "required")]
    assert [(subject["name"], subject["tags"]) for subject in document["subjects"]] == [("표 계산", ["digital"])]
    assert (document["completion"], document["plans"], document["results"]) == ("출석 80% 이상", [], [])


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("/plan/courses/NONE", {}, "course_not_found"),
        ("/plan/courses", {"institute": "none"}, "institute_not_found"),
        ("/plan/courses/IT-1", {"institute": "none"}, "institute_not_found"),
    ],
)
def test_what_is_not_there_is_not_found(ask: Ask, institute: int, path: str, query: dict[str, str], code: str) -> None:
    answer = ask(path, Scope.PLAN_READ, **query)
    assert (answer.status_code, answer.json()["code"]) == (404, code)


def test_a_key_without_the_scope_reads_no_courses(ask: Ask, institute: int) -> None:
    for path in ("/plan/courses", "/plan/courses/IT-1"):
        assert ask(path, Scope.PEOPLE_READ).status_code == 403
    assert Course.objects.count() == 2
