"""Signing in for tests of pages: the real services, without the form."""

from dataclasses import dataclass
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor, Role
from baeumgil.doors.web.sign_in.presence import SIGN_IN
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.people.services.accounts import create_account, grant_role
from baeumgil.stages.people.services.sign_in import begin_sign_in
from tests.build import a_person

PASSWORD = "길고 좋은 비밀번호 하나"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Somebody:
    """An account that has signed in."""

    account: int
    person: int | None
    username: str
    sign_in: int


def an_account(
    role: Role | None = None,
    *,
    unit: int | None = None,
    person: int | None = None,
    username: str = "",
    must_change_password: bool = False,
) -> int:
    """An account, with a role in a unit (None: everywhere)."""
    operator = Actor.operator(reason="시험")
    made = create_account(
        actor=operator,
        username=username or f"test-{next(_numbers)}",
        person=person,
        password=PASSWORD,
        must_change_password=must_change_password,
    )
    if role is not None and role is not Role.OFFICIAL:
        grant_role(actor=operator, account=made.id, role=role, unit=unit)
    return made.id


def signed_in(
    client: Client,
    role: Role | None = Role.OFFICIAL,
    *,
    unit: int | None = None,
    person: int | None = None,
    must_change_password: bool = False,
) -> Somebody:
    """Sign `client` in as somebody new. Everybody but a system administrator is a person, posted in `unit`."""
    if person is None and role is not Role.SYSTEM_ADMIN:
        person = a_person(unit=unit)
    account = an_account(role, unit=unit, person=person, must_change_password=must_change_password)
    actor = actor_of(account, "127.0.0.1")
    begun = begin_sign_in(actor=actor)
    session = client.session
    session[SIGN_IN] = begun.id
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    return Somebody(account, person, actor.label, begun.id)


def statements_of(client: Client, address: str) -> int:
    """How many statements a page takes that has been seen before."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
