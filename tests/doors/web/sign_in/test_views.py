import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.people.models import Account, SignIn
from baeumgil.stages.people.services.accounts import deactivate_account
from baeumgil.stages.people.terms import SignInEnd
from tests.build import a_person, the_operator
from tests.build_web import PASSWORD, an_account, signed_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
NEW = "아주 다르고 긴 비밀번호"


def enter(client: Client, password: str = PASSWORD, wanted: str = "/") -> int:
    data = {"username": "haneul", "password": password, "next": wanted}
    return client.post("/sign-in", data).status_code


def test_the_page_shows_a_form(client: Client) -> None:
    answer = client.get("/sign-in")
    assert answer.status_code == 200
    assert "<h1>로그인</h1>" in answer.content.decode()


def test_a_visitor_is_sent_to_sign_in_and_back(client: Client) -> None:
    an_account(username="haneul", person=a_person())
    answer = client.get("/account?tab=2")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in?next=/account%3Ftab%3D2")
    answer = client.post("/sign-in", {"username": "haneul", "password": PASSWORD, "next": "/account?tab=2"})
    assert (answer.status_code, answer["Location"]) == (302, "/account?tab=2")
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(client: Client, wanted: str) -> None:
    an_account(username="haneul", person=a_person())
    answer = client.post("/sign-in", {"username": "haneul", "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_refusal_keeps_the_name_and_not_the_password(client: Client) -> None:
    answer = client.post("/sign-in", {"username": "haneul", "password": "틀린 비밀번호"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<h1>로그인</h1>" in page
    assert "아이디 또는 비밀번호가 맞지 않습니다." in page
    assert 'value="haneul"' in page
    assert "틀린 비밀번호" not in page


def test_five_wrong_tries_lock_the_door(client: Client) -> None:
    an_account(username="haneul", person=a_person())
    assert [enter(client, "틀림") for _ in range(5)] == [409] * 5
    answer = client.post("/sign-in", {"username": "haneul", "password": PASSWORD})
    assert answer.status_code == 409
    assert "로그인이 잠겼습니다" in answer.content.decode()
    assert client.get("/account").status_code == 302


def test_the_session_is_a_new_one_after_signing_in(client: Client) -> None:
    an_account(username="haneul", person=a_person())
    client.get("/sign-in")
    token = client.cookies["csrftoken"].value
    enter(client)
    first = client.cookies["sessionid"].value
    assert client.cookies["csrftoken"].value != token
    client.post("/sign-out")
    enter(client)
    assert client.cookies["sessionid"].value != first


def test_cookies_are_closed_to_scripts_and_other_sites(client: Client) -> None:
    an_account(username="haneul", person=a_person())
    enter(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"]) == (True, "Lax", "")


def test_a_third_sign_in_ends_the_first_with_a_notice() -> None:
    an_account(username="haneul", person=a_person())
    browsers = [Client(), Client(), Client()]
    for browser in browsers:
        enter(browser)
    answer = browsers[0].get("/account", follow=True)
    assert answer.redirect_chain == [("/sign-in?next=/account", 302)]
    assert "다른 곳에서 로그인하여 이곳의 접속을 끝냈습니다." in answer.content.decode()
    assert browsers[1].get("/account").status_code == 200
    assert "다른 곳의 접속 1개를 끝내고" in browsers[2].get("/account").content.decode()


@pytest.mark.parametrize(("role", "minutes"), [(Role.OFFICIAL, 30), (Role.SYSTEM_ADMIN, 10)])
def test_a_quiet_sign_in_ends_and_is_written_down(client: Client, role: Role, minutes: int) -> None:
    with clock.fixed(NOON):
        somebody = signed_in(client, role)
        assert client.get("/account").status_code == 200
    with clock.fixed(NOON + timedelta(minutes=minutes)):
        answer = client.get("/account", follow=True)
    assert answer.redirect_chain == [("/sign-in?next=/account", 302)]
    assert "오래 쓰지 않아 로그아웃했습니다." in answer.content.decode()
    assert SignIn.objects.get(pk=somebody.sign_in).end is SignInEnd.IDLE


def test_a_right_that_ended_is_gone_on_the_next_request(client: Client) -> None:
    somebody = signed_in(client, Role.AUDITOR)
    assert client.get("/audit").status_code == 200
    deactivate_account(actor=the_operator(), account=somebody.account)
    assert client.get("/audit").status_code == 302


def test_signing_out_ends_the_sign_in_on_the_server(client: Client) -> None:
    somebody = signed_in(client)
    session = client.cookies["sessionid"].value
    assert client.post("/sign-out")["Location"] == "/sign-in"
    client.cookies["sessionid"] = session
    assert client.get("/account").status_code == 302
    assert SignIn.objects.get(pk=somebody.sign_in).end is SignInEnd.SIGNED_OUT


def test_signing_out_needs_a_form(client: Client) -> None:
    signed_in(client)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/account").status_code == 200


def test_a_first_password_has_to_be_changed_before_anything_else(client: Client) -> None:
    somebody = signed_in(client, must_change_password=True)
    assert client.get("/me")["Location"] == "/account/password"
    page = client.get("/account/password")
    assert page.status_code == 200
    assert "새 비밀번호를 정해 주세요" in page.content.decode()
    answer = client.post("/account/password", {"current": PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == "/"
    assert Account.objects.get(pk=somebody.account).check_password(NEW)
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "again", "text"),
    [
        ("틀림", NEW, NEW, "지금 비밀번호가 맞지 않습니다."),
        (PASSWORD, "짧다", "짧다", "비밀번호는 12자 이상이어야 합니다."),
        (PASSWORD, NEW, NEW + "!", "새 비밀번호 두 개가 서로 다릅니다."),
    ],
)
def test_a_password_that_does_not_do_is_told(client: Client, current: str, new: str, again: str, text: str) -> None:
    somebody = signed_in(client)
    answer = client.post("/account/password", {"current": current, "new": new, "again": again})
    assert answer.status_code == 400
    assert "<h1>비밀번호 바꾸기</h1>" in answer.content.decode()
    assert text in answer.content.decode()
    assert Account.objects.get(pk=somebody.account).check_password(PASSWORD)


def test_a_form_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    an_account(username="haneul", person=a_person())
    answer = strict.post("/sign-in", {"username": "haneul", "password": PASSWORD})
    assert answer.status_code == 403
    assert "<h1>다시 한 번 해 주세요</h1>" in answer.content.decode()
    page = strict.get("/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    data = {"username": "haneul", "password": PASSWORD, "csrfmiddlewaretoken": token.group(1)}
    assert strict.post("/sign-in", data).status_code == 302
