from datetime import date, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import ActorKind, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.errors import AccountInvalid, KeyRefused
from baeumgil.stages.people.models import ApiKey
from baeumgil.stages.people.queries.accounts import api_keys
from baeumgil.stages.people.services.api_keys import authenticate, create_api_key, revoke_api_key
from tests.build import an_actor, the_operator

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def test_a_key_opens_what_its_scopes_name_and_only_its_hash_is_kept() -> None:
    with clock.fixed(TODAY):
        made = create_api_key(actor=the_operator(), name="통계", scopes=["people:read"])
        actor = authenticate(made.secret, "10.1.1.1")
    assert (actor.kind, actor.scopes, actor.address) == (ActorKind.API_KEY, frozenset({"people:read"}), "10.1.1.1")
    row = ApiKey.objects.get()
    assert made.secret not in f"{row.prefix}{row.secret_hash}"
    assert row.last_used_on == TODAY


def test_a_wrong_secret_is_refused() -> None:
    made = create_api_key(actor=the_operator(), name="통계", scopes=["people:read"])
    for wrong in ["", "bg", "bg_x_y", made.secret[:-1], made.secret + "x", made.secret.upper()]:
        with pytest.raises(KeyRefused):
            authenticate(wrong)


def test_a_revoked_key_and_one_that_ran_out_are_refused() -> None:
    with clock.fixed(TODAY):
        revoked = create_api_key(actor=the_operator(), name="하나", scopes=["people:read"])
        short = create_api_key(actor=the_operator(), name="둘", scopes=["people:read"], expires_on=TODAY)
        revoke_api_key(actor=the_operator(), key=revoked.id)
        with pytest.raises(KeyRefused):
            authenticate(revoked.secret)
        authenticate(short.secret)
    with clock.fixed(TODAY + timedelta(days=1)):
        with pytest.raises(KeyRefused):
            authenticate(short.secret)
        assert [key.works_on(clock.today()) for key in api_keys(actor=the_operator())] == [False, False]


def test_only_who_runs_the_system_makes_and_takes_keys() -> None:
    made = create_api_key(actor=the_operator(), name="통계", scopes=["people:read"])
    for role in (Role.AUDITOR, Role.TRAINING_OFFICE):
        with pytest.raises(NotAllowed):
            create_api_key(actor=an_actor(role), name="통계", scopes=["people:read"])
        with pytest.raises(NotAllowed):
            revoke_api_key(actor=an_actor(role), key=made.id)
    assert list(ApiKey.objects.values_list("revoked_at", flat=True)) == [None]


def test_every_problem_of_a_new_key_is_told() -> None:
    with clock.fixed(TODAY), pytest.raises(AccountInvalid) as refusal:
        create_api_key(actor=the_operator(), name=" ", scopes=["people:write"], expires_on=TODAY - timedelta(days=1))
    assert [problem.field for problem in refusal.value.problems] == ["name", "scopes", "expires_on"]
    assert ApiKey.objects.count() == 0
