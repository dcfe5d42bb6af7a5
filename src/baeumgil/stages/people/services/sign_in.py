"""Signing in and out. Every way in asks the same: lock-out, throttle, password, may this account sign in."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.said import Said
from baeumgil.core.turns import turn_to_write
from baeumgil.stages.people.access import may_end_sign_in
from baeumgil.stages.people.errors import AccountNotFound, SignInLocked, SignInRefused, SignInThrottled
from baeumgil.stages.people.models import Account, SignIn, SignInAttempt
from baeumgil.stages.people.queries.accounts import lock_of
from baeumgil.stages.people.queries.actors import actor_of, may_sign_in
from baeumgil.stages.people.queries.sign_in_policies import sign_in_policies
from baeumgil.stages.people.rules.passwords import is_too_old
from baeumgil.stages.people.rules.sign_in import SignInPolicy, idle_minutes, most_sign_ins
from baeumgil.stages.people.terms import AttemptOutcome, SignInEnd


@dataclass(frozen=True, slots=True)
class NewSignIn:
    """A sign-in that has begun; `replaced` older ones of the same account ended for it."""

    id: int
    account: int
    replaced: int
    must_change_password: bool


def sign_in(*, actor: Actor, username: str, password: str, browser: str = "") -> NewSignIn:
    """Sign somebody in; `actor` is a visitor with an address.

    Raises `SignInThrottled`, `SignInLocked` or `SignInRefused`. An unknown name, a wrong password and an account
    that may not sign in look the same and take the same time.
    """
    username = username.strip().lower()[:60]
    attempt = _reserve(actor, username)
    account = Account.objects.select_related("person").filter(username=username).first()
    right = check_password(password, _hash_of(account))
    if account is None or not right or not may_sign_in(account):
        raise SignInRefused
    SignInAttempt.objects.filter(pk=attempt).update(outcome=AttemptOutcome.SUCCEEDED)
    return begin_sign_in(actor=actor_of(account.pk, actor.address), browser=browser)


def confirm_password(*, actor: Actor, password: str) -> None:
    """Ask somebody who has signed in for the password again, before a signature. Counts like signing in.

    Called outside any transaction that may be rolled back, so that wrong tries stay written down. Raises
    `SignInThrottled`, `SignInLocked` or `SignInRefused`.
    """
    account = Account.objects.select_related("person").filter(pk=actor.account or 0).first()
    if account is None:
        raise SignInRefused
    attempt = _reserve(actor, account.username)
    if not check_password(password, _hash_of(account)) or not may_sign_in(account):
        raise SignInRefused
    SignInAttempt.objects.filter(pk=attempt).update(outcome=AttemptOutcome.SUCCEEDED)


@action("people.sign_in")
def begin_sign_in(*, actor: Actor, browser: str = "") -> NewSignIn:
    """Begin a sign-in for an account whose holder has proved who they are; the oldest beyond the limit end."""
    account = Account.objects.select_for_update().filter(pk=actor.account or 0).first()
    if account is None:
        raise AccountNotFound
    allow(actor.account == account.pk)
    policy, profile = sign_in_policies(clock.today())
    now = clock.now()
    roles = [grant.role for grant in actor.grants]
    row = SignIn.objects.create(
        account=account,
        address=actor.address[:64],
        browser=browser[:200],
        started_at=now,
        seen_at=now,
        expires_at=now + timedelta(minutes=policy.absolute_minutes),
        idle_minutes=idle_minutes(roles, policy),
    )
    replaced = _replace(account.pk, most_sign_ins(roles, policy))
    if is_too_old(account.password_changed_at, profile=profile, now=now) and not account.must_change_password:
        account.must_change_password = True
        account.save(update_fields=["must_change_password"])
    record(account.username, sign_in=row.pk, replaced=replaced)
    return NewSignIn(row.pk, account.pk, replaced, account.must_change_password)


@action("people.sign_out")
def end_sign_in(*, actor: Actor, sign_in: int, end: SignInEnd = SignInEnd.SIGNED_OUT) -> None:
    """End a sign-in, one's own or, as an administrator, another's. Ending it twice changes nothing."""
    row = SignIn.objects.select_for_update().filter(pk=sign_in).first()
    if row is None:
        raise AccountNotFound(Said("그 접속이 없습니다.", "There is no such session."))
    allow(may_end_sign_in(actor, row.account_id))
    if row.ended_at is None:
        row.ended_at, row.end = clock.now(), end
        row.save(update_fields=["ended_at", "end"])
    record(f"접속 {sign_in}", account=row.account_id, end=end.value)


def note_activity(sign_in: int) -> None:
    """Remember that somebody is still there; called at most every half minute for one sign-in."""
    with turn_to_write():
        SignIn.objects.filter(pk=sign_in, ended_at=None).update(seen_at=clock.now())


def note_end(sign_in: int, end: SignInEnd) -> None:
    """Write down an end that time or a lost right brought about."""
    SignIn.objects.filter(pk=sign_in, ended_at=None).update(ended_at=clock.now(), end=end)


def _reserve(actor: Actor, username: str) -> int:
    """Write the attempt down as a wrong one before looking at the password, so that guesses made at once all count."""
    policy, _profile = sign_in_policies(clock.today())
    with transaction.atomic():
        list(Account.objects.select_for_update().filter(username=username).values_list("pk"))
        outcome = AttemptOutcome.WRONG
        if _is_throttled(actor.address, policy):
            outcome = AttemptOutcome.THROTTLED
        elif lock_of(username) is not None:
            outcome = AttemptOutcome.LOCKED
        attempt = SignInAttempt.objects.create(
            at=clock.now(), username=username, address=actor.address[:64], outcome=outcome
        )
    if outcome is AttemptOutcome.THROTTLED:
        raise SignInThrottled
    if outcome is AttemptOutcome.LOCKED:
        raise SignInLocked
    return attempt.pk


def _is_throttled(address: str, policy: SignInPolicy) -> bool:
    since = clock.now() - timedelta(minutes=policy.address_minutes)
    wrong = SignInAttempt.objects.filter(address=address[:64], at__gt=since, outcome=AttemptOutcome.WRONG)
    return bool(address) and wrong.count() >= policy.address_failures


def _replace(account: int, most: int) -> int:
    """End the oldest sign-ins beyond `most`."""
    running = SignIn.objects.filter(account_id=account, ended_at=None, expires_at__gt=clock.now())
    surplus = list(running.order_by("-started_at", "-pk").values_list("pk", flat=True)[most:])
    return SignIn.objects.filter(pk__in=surplus).update(ended_at=clock.now(), end=SignInEnd.REPLACED)


def _hash_of(account: Account | None) -> str:
    """The account's hash; for nobody, and for an account without a usable one, a hash that costs the same."""
    if account is not None and account.has_usable_password():
        return account.password
    return _nobodys_hash()


@cache
def _nobodys_hash() -> str:
    return make_password("nobody has this password")
