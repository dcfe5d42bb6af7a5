import re
from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Problem, Refused
from baeumgil.doors.web import urls as web
from baeumgil.doors.web.frame.errors import fault
from baeumgil.doors.web.frame.forms import status_of
from tests.build import a_person, a_unit
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

OPEN = ("/sign-in", "/privacy", "/help", "/_krds", "/public/plans", "/selection/check")


@pytest.mark.parametrize(
    ("path", "heading"),
    [("/sign-in", "로그인"), ("/privacy", "개인정보 처리방침"), ("/help", "도움말"), ("/_krds", "구성 요소")],
)
def test_open_pages(client: Client, path: str, heading: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.content.decode()


@pytest.mark.parametrize("path", OPEN)
def test_nothing_in_line_and_nothing_from_outside(client: Client, path: str) -> None:
    answer = client.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    kept = "public, max-age=300" if path.startswith("/public/") else "no-store"
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == (kept, "nosniff")
    assert (answer["Referrer-Policy"], answer["X-Frame-Options"]) == ("same-origin", "DENY")
    assert (
        re.findall(r"""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=|(?:src|href|action)="(?:https?:)?//""", page)
        == []
    )


def test_every_page_but_the_open_ones_asks_to_sign_in(client: Client) -> None:
    closed = [path for path in _paths(web.urlpatterns) if "<" not in path]
    asked = {path for path in closed if client.get(path).status_code == 302}
    assert set(closed) - asked == {*OPEN, "/preferences"}


def _paths(patterns: Sequence[URLPattern | URLResolver]) -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += _paths(pattern.url_patterns)
        else:
            found.append(f"/{pattern.pattern}")
    return found


def test_a_page_that_does_not_exist(client: Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "<h1>없는 쪽입니다</h1>" in answer.content.decode()


def test_an_address_that_only_takes_forms_tells_so_and_leads_back(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get("/enrolment/selections/4/sign")
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>바로 열 수 없는 주소입니다</h1>" in page
    assert 'href="/"' in page


def test_a_right_that_is_missing_is_told_and_not_shown(client: Client) -> None:
    signed_in(client, Role.OFFICIAL)
    answer = client.get("/audit")
    assert answer.status_code == 403
    assert "<h1>볼 수 있는 권한이 없습니다</h1>" in answer.content.decode()


def test_the_page_for_faults_needs_neither_request_nor_database() -> None:
    answer = fault(None)  # type: ignore[arg-type]  # that is the point
    assert answer.status_code == 500
    assert "<h1>문제가 생겼습니다</h1>" in answer.content.decode()


def test_statuses_of_refusals() -> None:
    refusals = (Invalid([Problem("x", "y")]), NotAllowed(), NotFound(), Refused())
    assert [status_of(refusal) for refusal in refusals] == [400, 403, 404, 409]


def test_korean_comes_first_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get("/sign-in", headers={"Accept-Language": "en-US"})
    assert (answer.status_code, answer["Content-Language"]) == (200, "ko")
    assert '<html lang="ko"' in answer.content.decode()


def test_language_and_text_size_are_remembered(client: Client) -> None:
    answer = client.post("/preferences", {"language": "en", "text_size": "large", "next": "/help"})
    assert (answer.status_code, answer["Location"]) == (302, "/help")
    page = client.get("/help").content.decode()
    assert '<html lang="en" class="bg-page bg-text-large">' in page


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", ""])
def test_preferences_go_back_only_to_own_pages(client: Client, wanted: str) -> None:
    assert client.post("/preferences", {"language": "xx", "next": wanted})["Location"] == "/"
    assert "django_language" not in client.cookies


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.OFFICIAL, ["나의 길", "교육신청", "내 신청", "교육과정", "교육일정"]),
        (Role.INSTRUCTOR, ["나의 길", "교육신청", "내 신청", "교육과정", "교육일정", "출강 요청"]),
        (
            Role.LIAISON,
            [
                "나의 길",
                "우리 부서",
                "사람",
                "단계 현황",
                "교육신청",
                "내 신청",
                "신청 승인",
                "교육생 명단",
                "교육과정",
                "수요조사",
                "연간계획",
                "교육일정",
                "방침",
            ],
        ),
        (
            Role.HEAD,
            [
                "나의 길",
                "우리 부서",
                "오늘 살필 일",
                "사람",
                "단계 현황",
                "수요 전망",
                "교육신청",
                "내 신청",
                "신청 승인",
                "교육생 명단",
                "모집·선발",
                "교육과정",
                "수요조사",
                "연간계획",
                "교육일정",
                "일정 편성",
                "결재",
                "방침",
            ],
        ),
        (
            Role.TRAINING_OFFICE,
            [
                "나의 길",
                "오늘 살필 일",
                "사람",
                "조직",
                "가져오기",
                "단계 현황",
                "수요 전망",
                "교육신청",
                "내 신청",
                "신청 승인",
                "모집·선발",
                "교육과정",
                "수요조사",
                "연간계획",
                "교육일정",
                "일정 편성",
                "강의실·강사",
                "결재",
                "로드맵 규칙",
                "방침",
            ],
        ),
        (
            Role.AUDITOR,
            [
                "나의 길",
                "오늘 살필 일",
                "사람",
                "조직",
                "가져오기",
                "단계 현황",
                "수요 전망",
                "교육신청",
                "내 신청",
                "모집·선발",
                "교육과정",
                "수요조사",
                "연간계획",
                "교육일정",
                "일정 편성",
                "강의실·강사",
                "결재",
                "로드맵 규칙",
                "방침",
                "계정·권한",
                "API 열쇠",
                "감사 기록",
            ],
        ),
        (Role.SYSTEM_ADMIN, ["방침", "알림 발송", "계정·권한", "API 열쇠", "로그인 기록"]),
    ],
)
def test_the_header_offers_what_a_role_may_open(client: Client, role: Role, labels: list[str]) -> None:
    signed_in(client, role, unit=None if role is Role.SYSTEM_ADMIN else a_unit("총무과"))
    page = client.get("/help").content.decode()
    navigation = page.split('<nav class="bg-nav"')[1].split("</nav>")[0]
    assert re.findall(r"<a [^>]+>([^<]+)</a>", navigation) == labels


def test_an_empty_page_takes_four_statements_at_most(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    unit = a_unit("총무과")
    signed_in(client, Role.LIAISON, unit=unit, person=a_person(unit=unit))
    with django_assert_num_queries(4):
        assert client.get("/help").status_code == 200


def test_a_visitor_takes_no_statement(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert client.get("/help").status_code == 200
