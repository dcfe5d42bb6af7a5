from datetime import UTC, date, datetime, timedelta

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.models import AuditEntry, Policy
from baeumgil.stages.people.errors import SignInLocked, SignInRefused, SignInThrottled
from baeumgil.stages.people.models import Person, SignIn, SignInAttempt
from baeumgil.stages.people.queries.accounts import account_card, presence
from baeumgil.stages.people.queries.actors import actor_of
from baeumgil.stages.people.services.accounts import deactivate_account, reset_password
from baeumgil.stages.people.services.sign_in import (
    NewSignIn,
    begin_sign_in,
    confirm_password,
    end_sign_in,
    note_activity,
    sign_in,
)
from baeumgil.stages.people.terms import AttemptOutcome, PersonKind, SignInEnd
from tests.build import a_person, the_operator
from tests.build_web import PASSWORD, an_account

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
VISITOR = Actor.nobody("10.0.0.7")


def enter(username: str = "haneul", password: str = PASSWORD, actor: Actor = VISITOR) -> NewSignIn:
    return sign_in(actor=actor, username=username, password=password)


def test_the_right_password_signs_in() -> None:
    account = an_account(username="haneul", person=a_person())
    begun = enter(" Haneul ")
    assert (begun.account, begun.replaced, begun.must_change_password) == (account, 0, False)
    assert presence(begun.id).actor.account == account
    assert AuditEntry.objects.order_by("number").values_list("action", flat=True).last() == "people.sign_in"
    assert list(SignInAttempt.objects.values_list("username", "address", "outcome")) == [
        ("haneul", "10.0.0.7", AttemptOutcome.SUCCEEDED)
    ]


def refused_text(username: str, password: str) -> str:
    with pytest.raises(SignInRefused) as refusal:
        enter(username, password)
    return refusal.value.text


def test_unknown_names_wrong_passwords_and_closed_accounts_look_the_same() -> None:
    an_account(username="haneul", person=a_person())
    deactivate_account(actor=the_operator(), account=an_account(username="closed", person=a_person()))
    left = a_person()
    an_account(username="left", person=left)
    Person.objects.filter(pk=left).update(kind=PersonKind.FORMER)
    texts = {
        refused_text("haneul", "틀림"),
        refused_text("nobody", PASSWORD),
        refused_text("closed", PASSWORD),
        refused_text("left", PASSWORD),
    }
    assert texts == {"아이디 또는 비밀번호가 맞지 않습니다."}
    assert SignIn.objects.count() == 0


@pytest.mark.parametrize("username", ["haneul", "nobody"])
def test_five_wrong_tries_lock_for_ten_minutes_known_or_not(username: str) -> None:
    an_account(username="haneul", person=a_person())
    with clock.fixed(NOON):
        for _ in range(5):
            refused_text(username, "틀림")
        with pytest.raises(SignInLocked):
            enter(username)
    with clock.fixed(NOON + timedelta(minutes=9, seconds=59)), pytest.raises(SignInLocked):
        enter(username)
    with clock.fixed(NOON + timedelta(minutes=10)):
        if username == "haneul":
            assert enter(username).replaced == 0
        else:
            refused_text(username, PASSWORD)


def test_trying_while_locked_does_not_lengthen_the_lock() -> None:
    an_account(username="haneul", person=a_person())
    with clock.fixed(NOON):
        for _ in range(5):
            refused_text("haneul", "틀림")
    with clock.fixed(NOON + timedelta(minutes=9)), pytest.raises(SignInLocked):
        enter("haneul", "틀림")
    with clock.fixed(NOON + timedelta(minutes=10)):
        enter("haneul")


def test_a_success_begins_the_count_anew() -> None:
    an_account(username="haneul", person=a_person())
    for _ in range(2):
        for _ in range(4):
            refused_text("haneul", "틀림")
        enter("haneul")


def test_a_reset_password_unlocks() -> None:
    account = an_account(username="haneul", person=a_person())
    for _ in range(5):
        refused_text("haneul", "틀림")
    assert account_card(actor=the_operator(), account=account).locked_until is not None
    made = reset_password(actor=the_operator(), account=account)
    begun = enter("haneul", made)
    assert begun.must_change_password


def test_many_wrong_tries_from_one_address_are_slowed_for_every_name() -> None:
    an_account(username="haneul", person=a_person())
    for number in range(60):
        refused_text(f"guess-{number}", "틀림")
    with pytest.raises(SignInThrottled):
        enter("haneul")
    assert enter("haneul", actor=Actor.nobody("10.0.0.8")).replaced == 0


def test_an_official_has_two_sign_ins_and_the_newest_wins() -> None:
    account = an_account(username="haneul", person=a_person())
    begun = [begin_sign_in(actor=actor_of(account)) for _ in range(3)]
    assert [one.replaced for one in begun] == [0, 0, 1]
    assert [presence(one.id).end for one in begun] == [SignInEnd.REPLACED, None, None]


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.SYSTEM_ADMIN])
def test_the_office_has_one_sign_in(role: Role) -> None:
    account = an_account(role)
    begun = [begin_sign_in(actor=actor_of(account)) for _ in range(2)]
    assert [presence(one.id).end for one in begun] == [SignInEnd.REPLACED, None]


@pytest.mark.parametrize(("role", "minutes"), [(None, 30), (Role.TRAINING_OFFICE, 30), (Role.SYSTEM_ADMIN, 10)])
def test_a_quiet_sign_in_ends(role: Role, minutes: int) -> None:
    with clock.fixed(NOON):
        begun = begin_sign_in(actor=actor_of(an_account(role)))
    with clock.fixed(NOON + timedelta(minutes=minutes, seconds=-1)):
        assert presence(begun.id).end is None
        assert presence(begun.id).is_stale
    with clock.fixed(NOON + timedelta(minutes=minutes)):
        assert presence(begun.id).end is SignInEnd.IDLE
        assert presence(begun.id).actor.account is None


def test_activity_keeps_a_sign_in_for_eight_hours_and_no_longer() -> None:
    account = an_account(person=a_person())
    with clock.fixed(NOON):
        begun = begin_sign_in(actor=actor_of(account))
    for minutes in range(20, 480, 20):
        with clock.fixed(NOON + timedelta(minutes=minutes)):
            assert presence(begun.id).end is None
            note_activity(begun.id)
    with clock.fixed(NOON + timedelta(minutes=480)):
        assert presence(begun.id).end is SignInEnd.TOO_OLD


def test_signing_out_ends_it_on_the_server() -> None:
    account = an_account(person=a_person())
    begun = begin_sign_in(actor=actor_of(account))
    end_sign_in(actor=actor_of(account), sign_in=begun.id)
    assert presence(begun.id).end is SignInEnd.SIGNED_OUT


def test_a_city_may_ask_for_a_password_change_by_age() -> None:
    value = {
        "profile": "agency",
        "profiles": {"agency": {"shortest": 9, "kinds": 3, "remembered": 3, "days": 90, "refuse_known": True}},
    }
    Policy.objects.create(key="people.passwords", value=value, valid_from=date(2026, 1, 1), basis="내부 지침")
    with clock.fixed(NOON - timedelta(days=365)):
        account = an_account(person=a_person(), username="haneul")
    with clock.fixed(NOON):
        assert begin_sign_in(actor=actor_of(account)).must_change_password


def test_a_confirmed_password_counts_like_signing_in() -> None:
    account = an_account(username="haneul", person=a_person())
    actor = actor_of(account, "10.0.0.7")
    confirm_password(actor=actor, password=PASSWORD)
    with pytest.raises(SignInRefused):
        confirm_password(actor=actor, password="틀림")
    assert list(SignInAttempt.objects.order_by("pk").values_list("username", "address", "outcome")) == [
        ("haneul", "10.0.0.7", AttemptOutcome.SUCCEEDED),
        ("haneul", "10.0.0.7", AttemptOutcome.WRONG),
    ]
    assert SignIn.objects.count() == 0


def test_guessing_the_password_of_a_signature_locks_the_account() -> None:
    actor = actor_of(an_account(username="haneul", person=a_person()))
    for _ in range(5):
        with pytest.raises(SignInRefused):
            confirm_password(actor=actor, password="틀림")
    with pytest.raises(SignInLocked):
        confirm_password(actor=actor, password=PASSWORD)
    with pytest.raises(SignInLocked):
        enter()


def test_nobody_and_closed_accounts_confirm_nothing() -> None:
    account = an_account(username="haneul", person=a_person())
    actor = actor_of(account)
    deactivate_account(actor=the_operator(), account=account)
    for somebody in (actor, the_operator(), VISITOR):
        with pytest.raises(SignInRefused):
            confirm_password(actor=somebody, password=PASSWORD)
