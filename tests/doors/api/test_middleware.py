import pytest
from django.http import HttpResponseServerError
from django.test import Client, RequestFactory

from baeumgil.doors.api.middleware import problem_details

UNKNOWN = ("/api/", "/api/v1/", "/api/v1/nothing", "/api/v1/docs", "/api/v1/people/", "/api/v2/people")


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_told_as_problem_details(path: str, db: None) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "address_not_found"


def test_an_unknown_address_is_told_in_full(db: None) -> None:
    answer = Client().get("/api/v1/nothing")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "없는 주소입니다. API 설명에서 주소를 확인하세요.",
        "code": "address_not_found",
        "problems": [],
    }
    assert answer.headers["Content-Length"] == str(len(answer.content))


def test_another_method_is_told_as_problem_details_and_which_are_allowed(db: None) -> None:
    answer = Client().post("/api/v1/people")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert (answer.json()["code"], answer.headers["Allow"]) == ("method_not_allowed", "GET")


def test_a_fault_is_told_as_problem_details() -> None:
    answer = problem_details(lambda _: HttpResponseServerError("<html>"))(RequestFactory().get("/api/v1/people"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")


def test_pages_of_the_other_door_stay_pages(db: None) -> None:
    answer = Client().get("/nothing")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
