"""Accounts, passwords and grants: who may sign in, and as what."""

import re
import secrets
import string
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db.models import Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.access import may_change_password, may_grant, may_manage_accounts
from baeumgil.stages.people.errors import AccountInvalid, AccountNotFound, GrantRefused, PasswordUnfit
from baeumgil.stages.people.models import Account, GrantRecord, PastPassword, Person, SignIn, SignInAttempt, UnitSpan
from baeumgil.stages.people.queries.sign_in_policies import sign_in_policies
from baeumgil.stages.people.rules.passwords import PasswordProfile, password_problems
from baeumgil.stages.people.terms import AccountId, AttemptOutcome, PersonKind, SignInEnd

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")
MADE_LENGTH = 16
LETTERS = "".join(letter for letter in string.ascii_letters + string.digits if letter not in "0O1lI")


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A new account and its first password, which is shown once and kept nowhere."""

    id: AccountId
    username: str
    password: str


@action("people.create_account")
def create_account(
    *,
    actor: Actor,
    username: str,
    display_name: str = "",
    person: int | None = None,
    staff_no: str = "",
    password: str | None = None,
    must_change_password: bool = True,
) -> NewAccount:
    """Make an account, for a person (by id or staff number) or for an operator of the system without one.

    Without `password` one is made. Raises `AccountInvalid` or `PasswordUnfit` with every problem.
    """
    allow(may_manage_accounts(actor))
    username = username.strip().lower()
    somebody = _person(person, staff_no)
    _check_new(username, somebody, staff_no if person is None else "")
    name = display_name.strip() or (somebody.name if somebody is not None else username)
    chosen = password if password is not None else made_password()
    _check_password(chosen, _profile(), [username, name], field="password")
    account = Account.objects.create(
        username=username,
        display_name=name,
        person=somebody,
        password=make_password(chosen),
        must_change_password=must_change_password,
        password_changed_at=clock.now(),
    )
    record(username, account=account.pk, person=account.person_id)
    return NewAccount(AccountId(account.pk), username, chosen)


@action("people.deactivate_account")
def deactivate_account(*, actor: Actor, account: int) -> None:
    """Close an account at once: its grants end today and its sign-ins now. Raises `GrantRefused` for one's own."""
    allow(may_manage_accounts(actor))
    held = _held(account)
    if account == actor.account:
        raise GrantRefused(
            Said(
                "자기 계정은 스스로 멈출 수 없습니다. 다른 관리자에게 맡기세요.",
                "You cannot suspend your own account. Ask another administrator.",
            )
        )
    held.is_active = False
    held.save(update_fields=["is_active"])
    ended = _end_grants(GrantRecord.objects.filter(account=held), actor)
    end_all_sign_ins(account, SignInEnd.REVOKED)
    record(held.username, account=account, grants_ended=ended)


@action("people.reactivate_account")
def reactivate_account(*, actor: Actor, account: int) -> None:
    """Open a closed account again; its roles have to be granted anew."""
    allow(may_manage_accounts(actor))
    held = _held(account)
    held.is_active = True
    held.save(update_fields=["is_active"])
    record(held.username, account=account)


@action("people.reset_password")
def reset_password(*, actor: Actor, account: int) -> str:
    """Make a new password, to be changed at the next sign-in; also unlocks. Returns it: it is kept nowhere."""
    allow(may_manage_accounts(actor))
    held = _held(account)
    chosen = made_password()
    _set(held, chosen, must_change=True)
    _unlock(held.username, actor)
    record(held.username, account=account)
    return chosen


@action("people.set_password")
def set_password(*, actor: Actor, account: int, password: str, must_change_password: bool = False) -> None:
    """Give an account a chosen password. Raises `PasswordUnfit`."""
    allow(may_manage_accounts(actor))
    held = _held(account)
    _check_password(password, _profile(), [held.username, held.display_name], field="password")
    _set(held, password, must_change=must_change_password)
    record(held.username, account=account)


@action("people.change_password")
def change_password(*, actor: Actor, account: int, current: str, new: str, keep: int | None = None) -> None:
    """Change one's own password; other sign-ins end, `keep` (a sign-in) stays. Raises `PasswordUnfit`."""
    allow(may_change_password(actor, account))
    held = _held(account)
    if not check_password(current, held.password):
        raise PasswordUnfit(
            [
                Problem(
                    "password_wrong",
                    Said("지금 비밀번호가 맞지 않습니다.", "The present password is wrong."),
                    field="current",
                )
            ]
        )
    profile = _profile()
    _check_password(new, profile, [held.username, held.display_name], field="new")
    if _was_used(held, new, profile.remembered or 1):
        raise PasswordUnfit(
            [
                Problem(
                    "password_used",
                    Said(
                        "지금 쓰거나 얼마 전에 쓴 비밀번호입니다.",
                        "This password is in use now or was a short while ago.",
                    ),
                    field="new",
                )
            ]
        )
    _set(held, new, must_change=False, keep=keep)
    record(held.username, account=account)


@action("people.grant_role")
def grant_role(
    *,
    actor: Actor,
    account: int,
    role: Role,
    unit: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Grant a role within a unit's subtree (None: everywhere), from today unless said otherwise.

    Raises `GrantRefused` when it is granted already, or when the days or the unit make no sense.
    """
    held = _held(account)
    allow(may_grant(actor, account=account, unit=unit))
    first = starts_on or clock.today()
    if role is Role.OFFICIAL:
        raise GrantRefused(
            Said(
                "직원의 권한은 계정에 사람이 이어지면 저절로 생깁니다.",
                "The role of an official comes by itself when an account is linked to a person.",
            )
        )
    if role is Role.SYSTEM_ADMIN and unit is not None:
        raise GrantRefused(
            Said(
                "시스템 관리자는 기관 전체에만 줄 수 있습니다. 부서를 비우세요.",
                "System administrator can only be granted for the whole body. Leave the unit empty.",
            )
        )
    if ends_on is not None and ends_on < first:
        raise GrantRefused(Said("마지막 날이 첫날보다 앞섭니다.", "The last day is before the first."))
    if unit is not None and not UnitSpan.objects.filter(unit_id=unit).exists():
        raise GrantRefused(Said("그 부서가 없습니다.", "There is no such unit."))
    if not held.is_active:
        raise GrantRefused(
            Said(
                "멈춘 계정에는 권한을 줄 수 없습니다. 먼저 다시 여세요.",
                "A suspended account cannot be given a grant. Open it again first.",
            )
        )
    where = Q(unit_id=unit) if unit is not None else Q(unit=None)
    same = GrantRecord.objects.filter(where, account=held, role=role, ended_at=None)
    if same.filter(Q(ends_on=None) | Q(ends_on__gte=first)).exists():
        raise GrantRefused(Said("이미 가진 권한입니다.", "The account has this grant already."))
    grant = GrantRecord.objects.create(
        account=held,
        role=role,
        unit_id=unit,
        starts_on=first,
        ends_on=ends_on,
        granted_by=actor.label,
        granted_at=clock.now(),
    )
    record(held.username, account=account, role=role.value, unit=unit, grant=grant.pk)
    return grant.pk


@action("people.end_grant")
def end_grant(*, actor: Actor, grant: int) -> None:
    """End a grant at once. It stays in the history. Raises `GrantRefused` when it has ended already."""
    rows = hold(GrantRecord, [grant])
    row = rows[0] if rows else None
    if not isinstance(row, GrantRecord):
        raise AccountNotFound(Said("그 권한 기록이 없습니다.", "There is no such grant."))
    allow(may_grant(actor, account=row.account_id, unit=row.unit_id))
    if not _end_grants(GrantRecord.objects.filter(pk=grant), actor):
        raise GrantRefused(Said("이미 끝난 권한입니다.", "This grant has already ended."))
    record(f"권한 {grant}", account=row.account_id, role=str(row.role), unit=row.unit_id)


def made_password() -> str:
    """A random password, easy to read aloud: four groups of four without look-alike letters."""
    letters = [secrets.choice(LETTERS) for _ in range(MADE_LENGTH)]
    return "-".join("".join(letters[start : start + 4]) for start in range(0, MADE_LENGTH, 4))


def end_all_sign_ins(account: int, end: SignInEnd, keep: int | None = None) -> int:
    """End an account's sign-ins, except one; a building block of actions."""
    running = SignIn.objects.filter(account_id=account, ended_at=None)
    if keep is not None:
        running = running.exclude(pk=keep)
    return running.update(ended_at=clock.now(), end=end)


def _person(person: int | None, staff_no: str) -> Person | None:
    if person is not None:
        return Person.objects.filter(pk=person).first()
    return Person.objects.filter(staff_no=staff_no.strip()).first() if staff_no.strip() else None


def _check_new(username: str, person: Person | None, staff_no: str) -> None:
    problems = []
    if not USERNAME.fullmatch(username):
        message = Said(
            "아이디는 영문 소문자·숫자로 시작하고 영문 소문자·숫자·점·밑줄·붙임표로 3자 이상 60자까지 씁니다.",
            "A username begins with a small letter or a digit and has 3 "
            "to 60 small letters, digits, dots, underscores or hyphens.",
        )
        problems.append(Problem("username_wrong", message, field="username"))
    elif Account.objects.filter(username=username).exists():
        problems.append(
            Problem(
                "username_taken", Said("이미 쓰는 아이디입니다.", "This username is already in use."), field="username"
            )
        )
    if staff_no.strip() and person is None:
        problems.append(
            Problem(
                "person_unknown",
                Said("그 사번의 사람이 없습니다.", "There is nobody with that staff number."),
                field="staff_no",
            )
        )
    if person is not None and person.kind is PersonKind.FORMER:
        problems.append(
            Problem(
                "person_left",
                Said("퇴직한 사람에게는 계정을 만들 수 없습니다.", "No account can be made for a person who has left."),
                field="staff_no",
            )
        )
    if person is not None and Account.objects.filter(person=person).exists():
        problems.append(
            Problem(
                "person_has_account",
                Said("그 사람에게는 이미 계정이 있습니다.", "That person already has an account."),
                field="staff_no",
            )
        )
    if problems:
        raise AccountInvalid(problems)


def _profile() -> PasswordProfile:
    return sign_in_policies(clock.today())[1]


def _check_password(password: str, profile: PasswordProfile, names: list[str], *, field: str) -> None:
    known = _known_passwords() if profile.refuse_known else frozenset()
    problems = password_problems(password, profile=profile, names=names, known=known, field=field)
    if problems:
        raise PasswordUnfit(problems)


@cache
def _known_passwords() -> frozenset[str]:
    """The 20,000 commonest passwords, which come with Django."""
    return frozenset(CommonPasswordValidator().passwords)


def _was_used(account: Account, password: str, remembered: int) -> bool:
    past = PastPassword.objects.filter(account=account).order_by("-replaced_at").values_list("password", flat=True)
    return any(check_password(password, old) for old in [account.password, *past[: remembered - 1]])


def _set(account: Account, password: str, *, must_change: bool, keep: int | None = None) -> None:
    PastPassword.objects.create(account=account, password=account.password, replaced_at=clock.now())
    account.password = make_password(password)
    account.must_change_password = must_change
    account.password_changed_at = clock.now()
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    end_all_sign_ins(account.pk, SignInEnd.PASSWORD_CHANGED, keep=keep)


def _unlock(username: str, actor: Actor) -> None:
    SignInAttempt.objects.create(
        at=clock.now(), username=username, address=actor.address[:64], outcome=AttemptOutcome.UNLOCKED
    )


def _held(account: int) -> Account:
    rows = hold(Account, [account])
    found = rows[0] if rows else None
    if not isinstance(found, Account):
        raise AccountNotFound
    return found


def _end_grants(grants: QuerySet[GrantRecord], actor: Actor) -> int:
    """End what has not ended yet: void from now on, whatever its days say."""
    today, ended = clock.today(), 0
    for grant in grants.filter(ended_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=today)):
        grant.ends_on = max(grant.starts_on, today)
        grant.ended_by, grant.ended_at = actor.label[:200], clock.now()
        grant.save(update_fields=["ends_on", "ended_by", "ended_at"])
        ended += 1
    return ended
