import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core.actors import Role
from baeumgil.stages.people.models import Account, ApiKey, GrantRecord
from tests.build import a_person, a_unit
from tests.build_web import an_account, signed_in

pytestmark = pytest.mark.django_db

OTHERS = [role for role in Role if role is not Role.SYSTEM_ADMIN]


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page)
    return found.group(1) if found else ""


def test_an_administrator_makes_an_account_and_sees_its_password_once(client: Client) -> None:
    a_person("김하늘", staff_no="0012345")
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post("/admin/accounts/new", {"staff_no": "0012345", "username": "haneul"})
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (200, "계정을 만들었습니다")
    assert answer["Cache-Control"] == "no-store"
    account = Account.objects.get(username="haneul")
    shown = re.findall(r'<span class="bg-secret">([^<]+)</span>', page)
    assert shown[0] == "haneul"
    assert account.check_password(shown[1])
    assert shown[1] not in client.get(f"/admin/accounts/{account.pk}").content.decode()


def test_what_was_typed_stays_after_a_refusal(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post("/admin/accounts/new", {"staff_no": "없는사번", "username": "하늘", "display_name": "하늘"})
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (400, "계정 만들기")
    assert 'value="없는사번"' in page
    assert "그 사번의 사람이 없습니다." in page
    assert Account.objects.count() == 1


@pytest.mark.parametrize("role", OTHERS)
def test_others_make_no_account(client: Client, role: Role) -> None:
    signed_in(client, role)
    assert client.get("/admin/accounts/new").status_code == 403
    assert client.post("/admin/accounts/new", {"username": "haneul"}).status_code == 403
    assert Account.objects.count() == 1


@pytest.mark.parametrize("role", OTHERS)
def test_others_change_nothing_about_accounts_and_keys(client: Client, role: Role) -> None:
    other = an_account(Role.LIAISON, person=a_person())
    grant = GrantRecord.objects.get().pk
    signed_in(client, role)
    before = list(GrantRecord.objects.values_list("pk", "ended_at"))
    posts = {
        f"/admin/accounts/{other}/grants": {"role": "auditor"},
        f"/admin/grants/{grant}/end": {"account": other},
        f"/admin/accounts/{other}/close": {},
        f"/admin/accounts/{other}/open": {},
        f"/admin/accounts/{other}/password": {},
        "/admin/keys": {"name": "통계", "scopes": "people:read"},
        "/admin/keys/1/revoke": {},
    }
    statuses = {path: client.post(path, data).status_code for path, data in posts.items()}
    assert set(statuses.values()) == {403}
    assert list(GrantRecord.objects.values_list("pk", "ended_at")) == before
    assert Account.objects.get(pk=other).is_active
    assert ApiKey.objects.count() == 0


def test_grants_are_given_and_ended_with_their_history(client: Client) -> None:
    unit = a_unit("총무과")
    other = an_account(person=a_person(unit=unit))
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post(f"/admin/accounts/{other}/grants", {"role": "liaison", "unit": unit}, follow=True)
    assert answer.status_code == 200
    assert "권한을 주었습니다." in answer.content.decode()
    grant = GrantRecord.objects.get(account_id=other)
    assert (grant.role, grant.unit_id) == (Role.LIAISON, unit)
    answer = client.post(f"/admin/grants/{grant.pk}/end", {"account": other}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "권한을 거두었습니다." in page
    assert "권한의 역사" in page


def test_a_grant_that_makes_no_sense_is_told_beside_the_form(client: Client) -> None:
    other = an_account(Role.AUDITOR, person=a_person("이바다"))
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post(f"/admin/accounts/{other}/grants", {"role": "auditor"})
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (409, "이바다")
    assert "이미 가진 권한입니다." in page
    assert GrantRecord.objects.filter(account_id=other).count() == 1


def test_an_administrator_offers_nothing_on_their_own_account(client: Client) -> None:
    somebody = signed_in(client, Role.SYSTEM_ADMIN)
    page = client.get(f"/admin/accounts/{somebody.account}").content.decode()
    assert f"/admin/accounts/{somebody.account}/grants" not in page
    answer = client.post(f"/admin/accounts/{somebody.account}/close", follow=True)
    assert "자기 계정은 스스로 멈출 수 없습니다." in answer.content.decode()
    assert Account.objects.get(pk=somebody.account).is_active


def test_a_reset_password_is_shown_once_and_works(client: Client) -> None:
    other = an_account(person=a_person(), username="haneul")
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post(f"/admin/accounts/{other}/password")
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (200, "비밀번호를 새로 만들었습니다")
    shown = re.findall(r'<span class="bg-secret">([^<]+)</span>', page)
    assert Account.objects.get(pk=other).check_password(shown[1])


def test_the_list_is_found_by_text_and_role(client: Client) -> None:
    an_account(Role.AUDITOR, person=a_person("김하늘"), username="haneul")
    an_account(person=a_person("이바다"), username="bada")
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.get("/admin/accounts", {"text": "하늘"})
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (200, "계정·권한")
    assert re.findall(r'<a href="/admin/accounts/\d+">([\w-]+)</a>', page) == ["haneul"]
    page = client.get("/admin/accounts", {"role": "auditor"}).content.decode()
    assert re.findall(r'<a href="/admin/accounts/\d+">([\w-]+)</a>', page) == ["haneul"]


def test_the_list_takes_a_constant_number_of_statements(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    signed_in(client, Role.AUDITOR)
    for count in (1, 20):
        for _ in range(count):
            an_account(Role.AUDITOR, person=a_person())
        with django_assert_num_queries(9):
            assert client.get("/admin/accounts").status_code == 200


def test_an_unknown_account(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    assert client.get("/admin/accounts/999999").status_code == 404


def test_a_key_is_shown_once_and_taken_back(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post("/admin/keys", {"name": "통계", "scopes": ["people:read"]})
    page = answer.content.decode()
    assert (answer.status_code, heading(page)) == (200, "API 열쇠")
    secret = re.findall(r'<p class="bg-secret">([^<]+)</p>', page)[0]
    assert secret not in client.get("/admin/keys").content.decode()
    key = ApiKey.objects.get()
    answer = client.post(f"/admin/keys/{key.pk}/revoke", follow=True)
    assert "열쇠를 거두었습니다." in answer.content.decode()
    assert ApiKey.objects.get().revoked_at is not None


def test_an_empty_form_is_told_and_not_taken_for_a_visit(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    assert client.post("/admin/keys", {}).status_code == 400
    assert client.post("/admin/accounts/new", {}).status_code == 400
    assert Account.objects.count() == 1


def test_an_auditor_may_not_even_send_an_empty_form(client: Client) -> None:
    signed_in(client, Role.AUDITOR)
    assert client.get("/admin/keys").status_code == 200
    assert client.post("/admin/keys", {}).status_code == 403
    assert client.post("/admin/accounts/1/grants", {}).status_code == 403


def test_a_key_without_scope_is_told(client: Client) -> None:
    signed_in(client, Role.SYSTEM_ADMIN)
    answer = client.post("/admin/keys", {"name": "통계"})
    assert (answer.status_code, heading(answer.content.decode())) == (400, "API 열쇠")
    assert 'value="통계"' in answer.content.decode()
    assert ApiKey.objects.count() == 0
