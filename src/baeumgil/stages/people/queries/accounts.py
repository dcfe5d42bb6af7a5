"""Accounts, the history of their grants, and API keys: for who administers and who audits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.people.access import may_read_accounts
from baeumgil.stages.people.errors import AccountNotFound
from baeumgil.stages.people.models import Account, ApiKey, GrantRecord, SignIn, SignInAttempt, UnitSpan
from baeumgil.stages.people.queries.actors import actor_of, grants_in_force, may_sign_in, presence
from baeumgil.stages.people.queries.sign_in_policies import sign_in_policies
from baeumgil.stages.people.rules.sign_in import Attempt, locked_until
from baeumgil.stages.people.terms import AttemptOutcome, SignInEnd

__all__ = [
    "AccountCard",
    "AccountRow",
    "ApiKeyRow",
    "AttemptRow",
    "GrantRow",
    "SignInRow",
    "account_card",
    "accounts",
    "actor_of",
    "api_keys",
    "my_account",
    "presence",
    "sign_in_attempts",
]

LATEST = 200


@dataclass(frozen=True, slots=True)
class GrantRow:
    """권한 기록. `unit_name` is empty when the role holds everywhere."""

    id: int
    account: int
    role: Role
    unit: int | None
    unit_name: str
    starts_on: date
    ends_on: date | None
    granted_by: str
    granted_at: datetime
    ended_by: str
    ended_at: datetime | None

    def holds_on(self, day: date) -> bool:
        """True while the grant is in force."""
        return self.ended_at is None and self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """계정. `roles` are those granted and in force today."""

    id: int
    username: str
    display_name: str
    person: int | None
    staff_no: str
    is_active: bool
    may_sign_in: bool
    must_change_password: bool
    last_sign_in: datetime | None
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SignInRow:
    """접속."""

    id: int
    address: str
    browser: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    end: SignInEnd | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """One account with all its grants, past ones too, its latest sign-ins and whether it is locked."""

    row: AccountRow
    grants: tuple[GrantRow, ...]
    sign_ins: tuple[SignInRow, ...]
    locked_until: datetime | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """로그인 시도."""

    at: datetime
    username: str
    address: str
    outcome: AttemptOutcome


@dataclass(frozen=True, slots=True)
class ApiKeyRow:
    """API 열쇠, without its secret."""

    id: int
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    created_by: str
    expires_on: date | None
    revoked_at: datetime | None
    last_used_on: date | None

    def works_on(self, day: date) -> bool:
        """True while the key opens anything."""
        return self.revoked_at is None and (self.expires_on is None or day <= self.expires_on)


@reading("people.accounts", purpose="계정·권한 확인")
def accounts(
    *, actor: Actor, text: str = "", role: Role | None = None, page: int = 1, size: int = 50
) -> Page[AccountRow]:
    """Accounts by username, name or staff number, in order of username; four statements."""
    _need(may_read_accounts(actor))
    found = Account.objects.all()
    if text:
        found = found.filter(
            Q(username__icontains=text) | Q(display_name__icontains=text) | Q(person__staff_no__icontains=text)
        )
    if role is not None:
        found = found.filter(pk__in=grants_in_force(clock.today()).filter(role=role).values("account_id"))
    total = found.count()
    number, first, last = bounds(page, size, total)
    rows = _account_rows(found.order_by("username")[first:last])
    saw([row.person for row in rows if row.person is not None], text=text, role=role)
    return Page(rows, number, last - first, total)


@reading("people.account", purpose="계정·권한 확인")
def account_card(*, actor: Actor, account: int) -> AccountCard:
    """One account. Raises `AccountNotFound`."""
    _need(may_read_accounts(actor))
    card = _card(account)
    saw([card.row.person] if card.row.person is not None else [])
    return card


def my_account(*, actor: Actor) -> AccountCard:
    """The actor's own account. Raises `AccountNotFound` for actors without one."""
    if actor.account is None:
        raise AccountNotFound
    return _card(actor.account)


@reading("people.sign_in_attempts", purpose="로그인 기록 확인")
def sign_in_attempts(
    *, actor: Actor, text: str = "", outcome: AttemptOutcome | None = None, page: int = 1, size: int = 50
) -> Page[AttemptRow]:
    """Attempts to sign in, latest first."""
    _need(may_read_accounts(actor))
    found = SignInAttempt.objects.order_by("-at", "-pk")
    if text:
        found = found.filter(Q(username__icontains=text) | Q(address=text))
    if outcome is not None:
        found = found.filter(outcome=outcome)
    total = found.count()
    number, first, last = bounds(page, size, total)
    rows = [AttemptRow(row.at, row.username, row.address, AttemptOutcome(row.outcome)) for row in found[first:last]]
    saw([], text=text)
    return Page(rows, number, last - first, total)


def api_keys(*, actor: Actor) -> list[ApiKeyRow]:
    """All keys, those that work first, then latest first."""
    _need(may_read_accounts(actor))
    rows = [
        ApiKeyRow(
            id=key.pk,
            name=key.name,
            prefix=key.prefix,
            scopes=tuple(key.scopes),
            created_at=key.created_at,
            created_by=key.created_by,
            expires_on=key.expires_on,
            revoked_at=key.revoked_at,
            last_used_on=key.last_used_on,
        )
        for key in ApiKey.objects.order_by("-created_at")
    ]
    today = clock.today()
    return sorted(rows, key=lambda row: not row.works_on(today))


def lock_of(username: str) -> datetime | None:
    """Until when a username is locked, whether or not it exists; two statements."""
    policy, _profile = sign_in_policies(clock.today())
    latest = SignInAttempt.objects.filter(username=username).order_by("-at", "-pk")
    tries = [Attempt(at, AttemptOutcome(outcome)) for at, outcome in latest.values_list("at", "outcome")[:LATEST]]
    return locked_until(tries[::-1], policy=policy, now=clock.now())


def _card(account: int) -> AccountCard:
    found = _account_rows(Account.objects.filter(pk=account))
    if not found:
        raise AccountNotFound
    grants = GrantRecord.objects.filter(account_id=account).order_by("-starts_on", "-pk")
    sign_ins = SignIn.objects.filter(account_id=account).order_by("-started_at")[:10]
    return AccountCard(
        row=found[0],
        grants=tuple(_grant_rows(list(grants))),
        sign_ins=tuple(
            SignInRow(one.pk, one.address, one.browser, one.started_at, one.seen_at, one.ended_at, one.end)
            for one in sign_ins
        ),
        locked_until=lock_of(found[0].username),
    )


def _account_rows(found: QuerySet[Account]) -> list[AccountRow]:
    rows = list(found.select_related("person").annotate(last_sign_in=Max("sign_ins__started_at")))
    held = grants_in_force(clock.today()).filter(account_id__in=[row.pk for row in rows])
    roles: dict[int, list[Role]] = {}
    for account, role in held.order_by("pk").values_list("account_id", "role"):
        roles.setdefault(account, []).append(Role(role))
    return [
        AccountRow(
            id=row.pk,
            username=row.username,
            display_name=row.display_name,
            person=row.person_id,
            staff_no=(row.person.staff_no or "") if row.person is not None else "",
            is_active=row.is_active,
            may_sign_in=may_sign_in(row),
            must_change_password=row.must_change_password,
            last_sign_in=row.last_sign_in,
            roles=tuple(dict.fromkeys(roles.get(row.pk, []))),
        )
        for row in rows
    ]


def _grant_rows(grants: Sequence[GrantRecord]) -> list[GrantRow]:
    names = _unit_names({grant.unit_id for grant in grants if grant.unit_id is not None})
    return [
        GrantRow(
            id=grant.pk,
            account=grant.account_id,
            role=Role(grant.role),
            unit=grant.unit_id,
            unit_name=names.get(grant.unit_id, "") if grant.unit_id is not None else "",
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            granted_by=grant.granted_by,
            granted_at=grant.granted_at,
            ended_by=grant.ended_by,
            ended_at=grant.ended_at,
        )
        for grant in grants
    ]


def _unit_names(units: set[int]) -> Mapping[int, str]:
    """The latest name of each unit."""
    spans = UnitSpan.objects.filter(unit_id__in=units).order_by("starts_on")
    return dict(spans.values_list("unit_id", "full_name"))


def _need(permitted: bool) -> None:  # noqa: FBT001  reads as a sentence
    if not permitted:
        raise NotAllowed
