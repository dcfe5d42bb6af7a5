from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baeumgil.core.actors import Actor
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.models import Course
from baeumgil.stages.plan.services.seeding import seed_plan
from tests.build_plan import an_institute
from tests.build_plan_files import COURSES
from tests.doors.api.conftest import Ask, a_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institute() -> int:
    """Our own institute."""
    seed_plan(actor=Actor.operator("시험"))
    return an_institute(code="gyeongnam")


def send(text: str, *scopes: Scope, **more: Any) -> Any:
    secret = a_key(*scopes)
    body = {"file": SimpleUploadedFile("과정.csv", text.encode()), **more}
    return Client().post("/api/v1/plan/import", body, headers={"authorization": f"Bearer {secret}"})


def test_a_file_goes_in(ask: Ask) -> None:
    answer = send(COURSES, Scope.PLAN_WRITE)
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"institute": "gyeongnam", "kind": "courses", "new": 4, "replaced": 0, "same": 0}
    listed = ask("/plan/export/courses", Scope.PLAN_READ, year=2025).json()
    assert (listed["title"], len(listed["rows"])) == ("2025년 과정 목록", 4)


def test_problems_are_told_with_their_place_and_nothing_changes() -> None:
    answer = send(COURSES.replace("1,88,88,88,0", "1,88,88,99,0"), Scope.PLAN_WRITE)
    assert answer.status_code == 422
    assert [(one["code"], one["field"]) for one in answer.json()["problems"]] == [
        ("seats_disagree", "3행 'total_seats' 열")
    ]
    assert Course.objects.count() == 0


def test_keys_that_only_read_send_nothing() -> None:
    assert send(COURSES, Scope.PLAN_READ).status_code == 403
    assert Course.objects.count() == 0


def test_empty_files_and_unknown_institutes_are_refused() -> None:
    assert send("", Scope.PLAN_WRITE).status_code == 422
    assert send(COURSES, Scope.PLAN_WRITE, institute="nowhere").status_code == 404
    assert Course.objects.count() == 0
