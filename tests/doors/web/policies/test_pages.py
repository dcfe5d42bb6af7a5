from collections.abc import Iterator
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.models import Policy
from baeumgil.core.policies import value_on
from baeumgil.core.policy_texts import typed_parts
from baeumgil.stages.people.queries.policy_book import policy_card
from baeumgil.stages.people.services.policy_book import set_policy
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.plan.services.seeding import seed_plan
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

OPERATOR = Actor.operator("시험")
TODAY, LATER = date(2026, 11, 2), date(2027, 1, 1)
AGE = "people.youngest_age"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    seed_policies(actor=OPERATOR)
    with clock.fixed(TODAY):
        yield


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.HEAD, Role.AUDITOR, Role.LIAISON, Role.SYSTEM_ADMIN])
def test_who_works_with_policies_reads_them_by_subject(client: Client, role: Role) -> None:
    signed_in(client, role)
    page = client.get("/policies").content.decode()
    assert "<h1>방침</h1>" in page
    assert "임용될 때의 가장 적은 나이" in page
    assert "15세" in page
    found = client.get("/policies", {"text": "정년", "subject": "careers"}).content.decode()
    assert "시보 기간" not in found
    assert ">정년</a>" in found
    may_set = role in {Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN}
    assert ("새 값 넣기" in client.get(f"/policies/{AGE}").content.decode()) is may_set
    assert ("새 값 넣기" in client.get("/policies/people.sign_in").content.decode()) is (role is Role.SYSTEM_ADMIN)


def test_an_official_does_not_and_nothing_found_is_said(client: Client) -> None:
    signed_in(client, Role.OFFICIAL)
    assert client.get("/policies").status_code == 403
    assert client.get(f"/policies/{AGE}").status_code == 403
    signed_in(client, Role.HEAD)
    assert "찾는 방침이 없습니다" in client.get("/policies", {"text": "없는 말"}).content.decode()
    assert client.get("/policies/people.nothing").status_code == 404
    answer = client.post(f"/policies/{AGE}", {"value": "18", "first": "2027-01-01", "basis": "가"})
    assert (answer.status_code, value_on(AGE, LATER)) == (403, 15)


def test_the_office_puts_in_a_value_and_takes_it_back_before_it_begins(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"/policies/{AGE}", {"value": "18", "first": "2027-01-01", "basis": "조례 제1조"}, follow=True)
    assert "2027. 1. 1.(금)부터 새 값을 씁니다." in answer.content.decode()
    assert [value_on(AGE, day) for day in (date(2026, 12, 31), LATER)] == [15, 18]
    taken = client.post(f"/policies/{AGE}", {"value": "19", "first": "2027-01-01", "basis": "나"})
    assert (taken.status_code, "이미 있습니다" in taken.content.decode()) == (409, True)
    back = f"/policies/{AGE}/take-back/2027-01-01"
    blank = client.post(back, {"reason": ""})
    assert (blank.status_code, value_on(AGE, LATER)) == (400, 18)
    client.post(back, {"reason": "바뀌지 않음"})
    assert value_on(AGE, LATER) == 15
    assert client.post(back, {"reason": "두 번"}).status_code == 404
    assert client.post(f"/policies/{AGE}/take-back/soon", {"reason": "두 번"}).status_code == 404


def test_everything_wrong_is_told_at_once_and_what_was_typed_is_kept(client: Client) -> None:
    seed_plan(actor=OPERATOR)
    signed_in(client, Role.TRAINING_OFFICE)
    before = Policy.objects.count()
    typed = {"most_members": "열", "quorum_percent": "0", "term_months": "24", "first": "2026-11-01", "basis": ""}
    answer = client.post("/policies/plan.committee", typed)
    page = answer.content.decode()
    assert (answer.status_code, Policy.objects.count()) == (400, before)
    assert page.count("bg-field--wrong") == 3
    assert 'value="열"' in page
    answer = client.post(
        "/policies/plan.committee", {**typed, "most_members": "12", "quorum_percent": "50", "basis": "가"}
    )
    assert (answer.status_code, "첫날이 이미 지났습니다." in answer.content.decode()) == (400, True)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_rows_are_typed_as_lines_and_what_was_shown_is_what_is_stored(client: Client, language: str) -> None:
    seed_plan(actor=OPERATOR)
    signed_in(client, Role.TRAINING_OFFICE)
    card = policy_card(actor=OPERATOR, key="plan.pre_checks")
    typed = {one.field: one.text for one in typed_parts(card.part, card.values[0].value, language)}
    typed["value"] += "\nnew | 새 항목"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.post("/policies/plan.pre_checks", {**typed, "first": "2026-11-02", "basis": "가"})
    stored = value_on("plan.pre_checks", TODAY)
    assert stored == [*value_on("plan.pre_checks", date(2026, 11, 1)), {"code": "new", "name": "새 항목"}]  # type: ignore[misc]


def test_every_policy_has_its_page_with_one_statement_more_than_an_empty_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    set_policy(actor=OPERATOR, key=AGE, value=18, first=LATER, basis="가")
    client.get("/policies")
    with django_assert_num_queries(4):
        client.get("/policies")
    with django_assert_num_queries(4):
        client.get(f"/policies/{AGE}")
