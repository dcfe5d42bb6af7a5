import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotFound
from baeumgil.core.models import AccessEntry, AuditEntry
from baeumgil.stages.people.queries.accounts import accounts
from baeumgil.stages.people.queries.persons import person_card, search
from baeumgil.stages.roadmap.services.exemptions import withdraw
from tests.build import a_person, a_unit, an_actor
from tests.build_web import an_account, signed_in

pytestmark = pytest.mark.django_db

PATHS = ("/audit", "/audit/access", "/audit/chain")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_only_auditors_read(client: Client, role: Role, path: str) -> None:
    signed_in(client, role)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [*PATHS, "/audit/sign-ins"])
def test_auditors_read_and_cannot_write(client: Client, path: str) -> None:
    signed_in(client, Role.AUDITOR)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1>감사 기록</h1>" in answer.content.decode()
    assert client.post(path).status_code == 405


def test_entries_are_found_by_action_and_day(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    page = client.get("/audit", {"name": "people.grant_role"}).content.decode()
    assert re.findall(r"</th><td>([^<]+)</td><td>", page) == ["권한 주기"]
    assert '<span class="bg-muted">역할:</span> 감사' in page
    page = client.get("/audit", {"last": "2000-01-01"}).content.decode()
    assert "찾는 기록이 없습니다" in page


def test_what_was_asked_for_in_vain_is_found(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    with pytest.raises(NotFound):
        withdraw(actor=an_actor(Role.OFFICIAL, label="청하는 사람"), exemption=7, reason="홍길동")
    page = client.get("/audit", {"outcome": "refused"}).content.decode()
    assert re.findall(r"</th><td>([^<]+)<br>", page) == ["면제 거두기"]
    assert ("하지 않음" in page, "그 면제 기록이 없거나" in page, "홍길동" in page) == (True, True, False)
    assert "면제 거두기</td>" not in client.get("/audit", {"outcome": "done"}).content.decode()
    assert client.get("/audit", {"outcome": "x"}).status_code == 400


def test_a_day_that_cannot_be_read_is_told(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    answer = client.get("/audit", {"first": "내일"})
    assert answer.status_code == 400
    assert "<h1>감사 기록</h1>" in answer.content.decode()


def test_the_access_log_shows_who_looked(client: Client) -> None:
    an_account(person=a_person())
    accounts(actor=an_actor(Role.AUDITOR, label="살피는 사람"), text="")
    signed_in(client, Role.AUDITOR)
    page = client.get("/audit/access", {"text": "살피는"}).content.decode()
    assert re.findall(r"</th><td>([^<]+)</td><td>([^<]+)</td>", page) == [("계정 목록", "계정·권한 확인")]
    assert AccessEntry.objects.filter(reading="people.accounts").count() == 1


def test_the_access_log_shows_whose_data_was_seen(client: Client) -> None:
    unit = a_unit("총무과")
    people = [a_person(f"본이{number}", staff_no=f"7000{number}", unit=unit, grade=9) for number in range(5)]
    watcher = an_actor(Role.AUDITOR, label="살피는 사람")
    search(actor=watcher, on=clock.today(), text="본이")
    person_card(actor=watcher, on=clock.today(), person=people[0])
    signed_in(client, Role.AUDITOR)
    page = client.get("/audit/access", {"name": "people.search"}).content.decode()
    assert re.findall(r"<strong>(본이\d)</strong> <span class=\"bg-muted\">(\d+)</span>", page) == [
        ("본이0", "70000"),
        ("본이1", "70001"),
        ("본이2", "70002"),
    ]
    assert "총무과 · " in page
    assert "외 2명" in page
    assert '<span class="bg-muted">찾은 말:</span> 본이' in page


@pytest.mark.parametrize(
    ("person", "readings"),
    [
        ("70004", {"사람 찾기"}),
        ("70000", {"사람 찾기", "인사 정보"}),
        ("본이0", {"사람 찾기", "인사 정보"}),
        ("7000", set()),
        ("없는이", set()),
    ],
)
def test_the_access_log_is_searched_by_whose_data_was_seen(client: Client, person: str, readings: set[str]) -> None:
    people = [a_person(f"본이{number}", staff_no=f"7000{number}", unit=a_unit("총무과")) for number in range(5)]
    watcher = an_actor(Role.AUDITOR, label="살피는 사람")
    search(actor=watcher, on=clock.today(), text="본이")
    person_card(actor=watcher, on=clock.today(), person=people[0])
    signed_in(client, Role.AUDITOR)
    page = client.get("/audit/access", {"person": person, "text": "살피는"}).content.decode()
    assert set(re.findall(r"</th><td>([^<]+)</td><td>", page)) == readings
    if person == "70004":
        assert "<strong>본이4</strong>" in page


def test_the_access_log_takes_a_constant_number_of_statements(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    unit = a_unit("총무과")
    counts = []
    for number in (1, 20):
        for _ in range(number):
            person_card(actor=an_actor(Role.AUDITOR), on=clock.today(), person=a_person(unit=unit))
        with CaptureQueriesContext(connection) as statements:
            assert client.get("/audit/access").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_changed_entry_is_found(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    assert "기록이 온전합니다" in client.get("/audit/chain").content.decode()
    AuditEntry.objects.filter(number=2).update(subject="고친 것")
    page = client.get("/audit/chain").content.decode()
    assert "기록이 바뀌었습니다" in page
    assert "2번 기록부터" in page


def test_lists_take_a_constant_number_of_statements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, Role.AUDITOR)
    for count in (1, 20):
        for _ in range(count):
            an_account(person=a_person())
        with django_assert_num_queries(5):
            assert client.get("/audit").status_code == 200
