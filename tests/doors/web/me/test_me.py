import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.models import AccessEntry
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.roadmap.queries.rulesets import rule_sets
from baeumgil.stages.roadmap.services.rulesets import put_in_force, seed_templates
from tests.build import a_person, a_unit
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)
OPERATOR = Actor.operator(reason="시험")


def the_rules(code: str = "goyang_2024") -> None:
    seed_policies(actor=OPERATOR)
    seed_templates(actor=OPERATOR)
    row = next(row for row in rule_sets() if row.code == code)
    put_in_force(actor=OPERATOR, rule_set=row.id)


def a_newcomer() -> int:
    return a_person("김하늘", unit=a_unit("총무과"), grade=9, appointed_on=date(2026, 2, 2))


def test_the_next_thing_to_do_comes_first_with_its_reason_and_days(client: Client) -> None:
    the_rules()
    with clock.fixed(TODAY):
        signed_in(client, person=a_newcomer())
        answer = client.get("/me")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>김하늘 님의 길</h1>" in page
    first = page.split('aria-labelledby="next"')[1].split("</section>")[0]
    assert "다음 할 일" in first
    assert "온보딩" in first
    assert re.search(r"<strong>[^<]*(남음|지남|오늘까지)</strong>", first) is not None
    assert "왜?" in first
    assert page.index('aria-labelledby="next"') < page.index("앞으로") < page.index("이수 기록")


def test_the_road_says_why_in_english_to_who_reads_english(client: Client) -> None:
    the_rules()
    with clock.fixed(TODAY):
        signed_in(client, person=a_newcomer())
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        page = client.get("/me").content.decode()
    assert "Overdue by 37 days: it was due by 1 Feb 2026." in page
    assert "2 Feb 2026: appointment (new)" in page
    assert re.search("이수 기한|이수할 수|기준 [0-9]", page) is None


def test_every_stage_says_its_state_in_words(client: Client) -> None:
    the_rules()
    with clock.fixed(TODAY):
        signed_in(client, person=a_newcomer())
        page = client.get("/me").content.decode()
    stages = re.findall(
        r'<li class="bg-stage bg-stage--(\w+)">(.*?)</li>\s*(?=<li class="bg-stage|</ol>)', page, re.DOTALL
    )
    words = {"upcoming": "예정", "due": "이수할 때", "overdue": "기한 지남", "done": "이수"}
    assert len(stages) >= 2
    assert [words[state] in body for state, body in stages] == [True] * len(stages)


def test_past_training_is_on_the_road(client: Client) -> None:
    the_rules()
    person = a_newcomer()
    TrainingRecord.objects.create(
        person_id=person, course_key="X-1", course_name="보고서 잘 쓰기", completed_on=TODAY, minutes=450
    )
    with clock.fixed(TODAY):
        signed_in(client, person=person)
        page = client.get("/me").content.decode()
    assert "보고서 잘 쓰기" in page
    assert "7시간 30분" in page


def test_looking_at_oneself_is_not_logged(client: Client) -> None:
    the_rules()
    with clock.fixed(TODAY):
        signed_in(client, person=a_newcomer())
        assert client.get("/me").status_code == 200
    assert AccessEntry.objects.count() == 0


def test_before_there_are_rules_the_page_says_so(client: Client) -> None:
    signed_in(client, person=a_newcomer())
    answer = client.get("/me")
    assert answer.status_code == 200
    assert "<h1>나의 길</h1>" in answer.content.decode()
    assert "아직 그려진 길이 없습니다" in answer.content.decode()


def test_an_account_without_a_person_has_no_road(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.get("/me")
    assert answer.status_code == 200
    assert "이 계정에는 이어진 사람이 없습니다" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR, Role.INSTRUCTOR])
def test_every_role_has_its_own_road(client: Client, role: Role) -> None:
    the_rules()
    unit = a_unit("총무과")
    with clock.fixed(TODAY):
        signed_in(client, role, unit=unit, person=a_person("이바다", unit=unit))
        answer = client.get("/me")
    assert answer.status_code == 200
    assert "<h1>이바다 님의 길</h1>" in answer.content.decode()


def test_the_road_takes_a_constant_number_of_statements(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    the_rules()
    person = a_newcomer()
    counts = []
    with clock.fixed(TODAY):
        signed_in(client, person=person)
        client.get("/me")  # a version of the rules is read once
        for records in (1, 40):
            for number in range(records):
                TrainingRecord.objects.create(
                    person_id=person,
                    course_key=f"X-{records}-{number}",
                    course_name=f"과정 {number}",
                    completed_on=TODAY,
                )
            with django_assert_max_num_queries(14) as asked:
                assert client.get("/me").status_code == 200
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_one_sees_ones_own_account(client: Client) -> None:
    somebody = signed_in(client, Role.AUDITOR)
    answer = client.get("/account")
    assert answer.status_code == 200
    assert "<h1>내 계정</h1>" in answer.content.decode()
    assert "감사 (기관 전체)" in answer.content.decode()
    assert somebody.person is not None


def test_home_leads_officials_to_their_road_and_the_office_to_its_day(client: Client) -> None:
    signed_in(client, Role.OFFICIAL)
    assert client.get("/")["Location"] == "/me"
    office = Client()
    signed_in(office, Role.TRAINING_OFFICE)
    assert office.get("/")["Location"] == "/office"
    auditor = Client()
    signed_in(auditor, Role.AUDITOR)
    answer = auditor.get("/")
    assert answer.status_code == 200
    assert "님, 안녕하세요</h1>" in answer.content.decode()
