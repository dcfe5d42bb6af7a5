"""Ladders of courses: a picture to walk, and the same as a list."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import Course, Prerequisite
from baeumgil.stages.plan.terms import Level, PrerequisiteKind
from tests.build_plan import a_course, an_institute
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    signed_in(client, Role.OFFICIAL)
    return client


def a_ladder(name: str = "IT", institute: int | None = None, courses: int = 3) -> list[int]:
    """Courses of one ladder, each built on the one before; the last advises the first."""
    institute = institute or an_institute(code="own")
    levels = list(Level)
    made = [
        a_course(f"{name} {place}단계", institute=institute, ladder=name, level=levels[place % 3].value)
        for place in range(courses)
    ]
    for before, after in pairwise(made):
        Prerequisite.objects.create(course_id=after, needs_id=before, kind=PrerequisiteKind.REQUIRED.value)
    return made


def test_ladders_are_listed(reader: Client) -> None:
    a_ladder()
    page = reader.get("/catalogue/ladders").content.decode()
    assert "<h1" in page
    assert '<a class="bg-card" href="/catalogue/ladders/IT">' in page
    assert "과정 3개" in page


def test_a_ladder_is_drawn_twice_and_listed(reader: Client) -> None:
    made = a_ladder()
    Prerequisite.objects.create(course_id=made[2], needs_id=made[0], kind=PrerequisiteKind.RECOMMENDED.value)
    page = reader.get("/catalogue/ladders/IT").content.decode()
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" class="bg-chart" role="group"') == 2
    for course in made:
        assert page.count(f'href="/catalogue/{course}"') >= 3
    assert "과정 3개가 선수 관계 3개로 이어집니다." in page
    assert "점선은 먼저 듣기를 권하는 과정입니다." in page
    body = page.split("목록으로 보기")[1]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", body)]
    assert rows == [
        ["IT", "0단계", "기초", "집합", "없음"],
        ["IT", "1단계", "중급", "집합", "IT", "0단계", "필수"],
        ["IT", "2단계", "심화", "집합", "IT", "0단계", "권장", ",", "IT", "1단계", "필수"],
    ]


def test_without_advice_nothing_is_said_about_it(reader: Client) -> None:
    a_ladder()
    assert "점선" not in reader.get("/catalogue/ladders/IT").content.decode()


def test_a_course_of_another_ladder_is_marked(reader: Client) -> None:
    institute = an_institute(code="own")
    first, other = a_ladder("IT", institute), a_course("통계 기초", institute=institute, ladder="통계")
    Prerequisite.objects.create(course_id=first[0], needs_id=other, kind=PrerequisiteKind.REQUIRED.value)
    page = reader.get("/catalogue/ladders/IT").content.decode()
    assert "통계 기초" in page
    assert "다른 로드맵" in page


def test_nothing_yet_is_said(reader: Client) -> None:
    assert "아직 과정 로드맵이 없습니다" in reader.get("/catalogue/ladders").content.decode()
    an_institute(code="own")
    assert "아직 과정 로드맵이 없습니다" in reader.get("/catalogue/ladders").content.decode()


def test_an_unknown_ladder_is_not_found(reader: Client) -> None:
    assert reader.get("/catalogue/ladders/IT").status_code == 404
    an_institute(code="own")
    assert reader.get("/catalogue/ladders/IT").status_code == 404


def test_an_example_institute_keeps_its_ladders_apart(reader: Client) -> None:
    a_ladder("IT")
    a_ladder("본보기", an_institute("인재개발원", code="seoul", is_example=True))
    assert 'href="/catalogue/ladders?institute=seoul"' in reader.get("/catalogue/ladders").content.decode()
    page = reader.get("/catalogue/ladders?institute=seoul").content.decode()
    address = re.findall(r'class="bg-card" href="([^"]+)"', page)
    assert address == ["/catalogue/ladders/%EB%B3%B8%EB%B3%B4%EA%B8%B0?institute=seoul"]
    assert "본보기 1단계" in reader.get(address[0]).content.decode()


def test_visitors_are_sent_to_sign_in(client: Client) -> None:
    assert client.get("/catalogue/ladders").status_code == 302
    assert client.get("/catalogue/ladders/IT").status_code == 302


def test_statements_do_not_grow_with_the_courses(reader: Client) -> None:
    institute = an_institute(code="own")
    counts = []
    for name, courses in (("짧은", 2), ("긴", 30)):
        a_ladder(name, institute, courses)
        reader.get(f"/catalogue/ladders/{name}")
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(f"/catalogue/ladders/{name}").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert Course.objects.count() == 32


def test_a_name_with_a_stroke_has_an_address_too(reader: Client) -> None:
    a_ladder("AI/데이터")
    page = reader.get("/catalogue/ladders").content.decode()
    address = re.findall(r'class="bg-card" href="([^"]+)"', page)
    assert address == ["/catalogue/ladders/AI/%EB%8D%B0%EC%9D%B4%ED%84%B0"]
    assert "AI/데이터 과정 로드맵" in reader.get(address[0]).content.decode()
