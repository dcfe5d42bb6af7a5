from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Grant, Role
from baeumgil.core.audit import first_broken_link
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.errors import AccountInvalid, AccountNotFound, GrantRefused, PasswordUnfit
from baeumgil.stages.people.models import Account, GrantRecord, Person, Posting, SignIn
from baeumgil.stages.people.queries.accounts import account_card, accounts, actor_of
from baeumgil.stages.people.services.accounts import (
    change_password,
    create_account,
    deactivate_account,
    end_grant,
    grant_role,
    reactivate_account,
    reset_password,
    set_password,
)
from baeumgil.stages.people.services.sign_in import begin_sign_in
from baeumgil.stages.people.terms import PersonKind, SignInEnd
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_web import PASSWORD, an_account

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def test_an_account_is_made_for_a_person_by_staff_number() -> None:
    person = a_person("김하늘", staff_no="0012345")
    made = create_account(actor=the_operator(), username="Haneul", staff_no="0012345")
    account = Account.objects.get(pk=made.id)
    assert (account.username, account.display_name, account.person_id) == ("haneul", "김하늘", person)
    assert account.must_change_password
    assert account.check_password(made.password)
    assert list(AuditEntry.objects.values_list("action", "subject")) == [("people.create_account", "haneul")]
    assert first_broken_link() is None


def test_nobody_but_who_runs_the_system_makes_accounts() -> None:
    for role in Role:
        if role is not Role.SYSTEM_ADMIN:
            with pytest.raises(NotAllowed):
                create_account(actor=an_actor(role), username="somebody")
    assert Account.objects.count() == 0
    assert set(AuditEntry.objects.values_list("facts__refusal", flat=True)) == {"not_allowed"}


def test_every_problem_of_a_new_account_is_told_at_once() -> None:
    with pytest.raises(AccountInvalid) as refusal:
        create_account(actor=the_operator(), username="한글", staff_no="없음")
    assert [problem.code for problem in refusal.value.problems] == ["username_wrong", "person_unknown"]
    assert Account.objects.count() == 0


def test_one_person_has_one_account() -> None:
    person = a_person()
    an_account(person=person)
    with pytest.raises(AccountInvalid) as refusal:
        create_account(actor=the_operator(), username="second", person=person)
    assert [problem.code for problem in refusal.value.problems] == ["person_has_account"]
    assert Account.objects.count() == 1


def test_usernames_are_taken_once() -> None:
    an_account(username="same")
    with pytest.raises(AccountInvalid) as refusal:
        create_account(actor=the_operator(), username=" SAME ")
    assert [problem.code for problem in refusal.value.problems] == ["username_taken"]


def test_a_role_within_a_unit_reaches_its_subtree_and_no_further() -> None:
    city = a_unit("시")
    bureau = a_unit("행정국", parent=city)
    division = a_unit("총무과", parent=bureau)
    other = a_unit("복지국", parent=city)
    person = a_person(unit=division)
    account = an_account(Role.LIAISON, unit=bureau, person=person)
    actor = actor_of(account)
    assert actor.grants == (
        Grant(Role.OFFICIAL, frozenset()),
        Grant(Role.LIAISON, frozenset({bureau, division})),
    )
    assert not actor.holds_in(other, (Role.LIAISON,))


def test_the_subtree_is_that_of_today() -> None:
    city = a_unit("시")
    bureau = a_unit("행정국", parent=city)
    closed = a_unit("없어진과", parent=bureau, ends_on=TODAY - timedelta(days=1))
    account = an_account(Role.TRAINING_OFFICE, unit=bureau, person=a_person())
    assert actor_of(account).units(Role.TRAINING_OFFICE) == frozenset({bureau})
    with clock.fixed(TODAY - timedelta(days=1)):
        assert actor_of(account).units(Role.TRAINING_OFFICE) == frozenset()
    GrantRecord.objects.update(starts_on=TODAY - timedelta(days=9))
    with clock.fixed(TODAY - timedelta(days=1)):
        assert actor_of(account).units(Role.TRAINING_OFFICE) == frozenset({bureau, closed})


@pytest.mark.parametrize("role", [Role.LIAISON, Role.HEAD, Role.INSTRUCTOR])
def test_rights_by_posting_end_when_the_person_moves_away(role: Role) -> None:
    here, there = a_unit("총무과"), a_unit("복지과")
    person = a_person(unit=here)
    account = an_account(role, unit=here, person=person)
    assert actor_of(account).has(role)
    Posting.objects.filter(person_id=person).update(ends_on=TODAY - timedelta(days=1))
    Posting.objects.create(person_id=person, unit_id=there, unit_name="복지과", position="member", starts_on=TODAY)
    assert not actor_of(account).has(role)


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.AUDITOR])
def test_rights_of_the_office_do_not_hang_on_the_posting(role: Role) -> None:
    here, there = a_unit("총무과"), a_unit("복지과")
    account = an_account(role, unit=here, person=a_person(unit=there))
    assert actor_of(account).units(role) == frozenset({here})


def test_a_grant_that_ends_is_void_at_once_and_stays_in_the_history() -> None:
    account = an_account(Role.TRAINING_OFFICE, person=a_person())
    grant = GrantRecord.objects.get()
    end_grant(actor=the_operator(), grant=grant.pk)
    assert not actor_of(account).has(Role.TRAINING_OFFICE)
    row = account_card(actor=the_operator(), account=account).grants[0]
    assert (row.starts_on, row.ends_on, row.granted_by, row.ended_by) == (
        TODAY,
        TODAY,
        "운영자(명령줄)",
        "운영자(명령줄)",
    )
    assert not row.holds_on(TODAY)
    with pytest.raises(GrantRefused):
        end_grant(actor=the_operator(), grant=grant.pk)


def test_a_grant_holds_from_its_first_day_to_its_last() -> None:
    account = an_account(person=a_person())
    grant_role(
        actor=the_operator(),
        account=account,
        role=Role.AUDITOR,
        starts_on=TODAY + timedelta(days=1),
        ends_on=TODAY + timedelta(days=2),
    )
    held = {}
    for days in range(4):
        with clock.fixed(TODAY + timedelta(days=days)):
            held[days] = actor_of(account).has(Role.AUDITOR)
    assert held == {0: False, 1: True, 2: True, 3: False}


def test_nobody_grants_themselves_a_right() -> None:
    account = an_account(Role.SYSTEM_ADMIN)
    admin = actor_of(account)
    with pytest.raises(NotAllowed):
        grant_role(actor=admin, account=account, role=Role.TRAINING_OFFICE)
    with pytest.raises(NotAllowed):
        end_grant(actor=admin, grant=GrantRecord.objects.get().pk)
    assert GrantRecord.objects.filter(ended_at=None).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
def test_only_an_administrator_grants(role: Role) -> None:
    account = an_account(person=a_person())
    with pytest.raises(NotAllowed):
        grant_role(actor=an_actor(role), account=account, role=Role.LIAISON)
    assert GrantRecord.objects.count() == 0


def test_an_administrator_grants_others_and_is_named() -> None:
    admin = actor_of(an_account(Role.SYSTEM_ADMIN, username="root-1"))
    account = an_account(person=a_person())
    grant = grant_role(actor=admin, account=account, role=Role.TRAINING_OFFICE)
    row = GrantRecord.objects.get(pk=grant)
    assert (row.granted_by, row.role, row.unit_id) == ("root-1", Role.TRAINING_OFFICE, None)


@pytest.mark.parametrize(
    ("role", "days", "code"),
    [(Role.OFFICIAL, None, "grant_refused"), (Role.AUDITOR, -1, "grant_refused")],
)
def test_grants_that_make_no_sense_are_refused(role: Role, days: int | None, code: str) -> None:
    account = an_account(person=a_person())
    ends_on = None if days is None else TODAY + timedelta(days=days)
    with pytest.raises(GrantRefused) as refusal:
        grant_role(actor=the_operator(), account=account, role=role, ends_on=ends_on)
    assert refusal.value.code == code
    assert GrantRecord.objects.count() == 0


def test_the_same_grant_is_not_given_twice() -> None:
    account = an_account(Role.AUDITOR, person=a_person())
    with pytest.raises(GrantRefused):
        grant_role(actor=the_operator(), account=account, role=Role.AUDITOR)
    assert GrantRecord.objects.count() == 1


def test_a_closed_account_loses_grants_and_sign_ins_at_once() -> None:
    account = an_account(Role.TRAINING_OFFICE, person=a_person())
    begin_sign_in(actor=actor_of(account))
    deactivate_account(actor=the_operator(), account=account)
    with pytest.raises(AccountNotFound):
        actor_of(account)
    assert list(SignIn.objects.values_list("end", flat=True)) == [SignInEnd.REVOKED]
    assert GrantRecord.objects.filter(ended_at=None).count() == 0
    reactivate_account(actor=the_operator(), account=account)
    assert not actor_of(account).has(Role.TRAINING_OFFICE)


def test_nobody_closes_their_own_account() -> None:
    account = an_account(Role.SYSTEM_ADMIN)
    with pytest.raises(GrantRefused):
        deactivate_account(actor=actor_of(account), account=account)
    assert Account.objects.get(pk=account).is_active


def test_somebody_who_left_is_nobody() -> None:
    person = a_person()
    account = an_account(Role.AUDITOR, person=person)
    Person.objects.filter(pk=person).update(kind=PersonKind.FORMER)
    with pytest.raises(AccountNotFound):
        actor_of(account)


def test_a_new_password_ends_other_sign_ins_and_keeps_this_one() -> None:
    account = an_account(person=a_person())
    first = begin_sign_in(actor=actor_of(account))
    second = begin_sign_in(actor=actor_of(account))
    change_password(
        actor=actor_of(account), account=account, current=PASSWORD, new="아주 다르고 긴 비밀번호", keep=second.id
    )
    ends = dict(SignIn.objects.values_list("pk", "end"))
    assert ends == {first.id: SignInEnd.PASSWORD_CHANGED, second.id: None}
    assert Account.objects.get(pk=account).check_password("아주 다르고 긴 비밀번호")


@pytest.mark.parametrize(
    ("current", "new", "codes"),
    [
        ("틀린 비밀번호", "아주 다르고 긴 비밀번호", ["password_wrong"]),
        (PASSWORD, "짧다", ["password_short"]),
        (PASSWORD, "qwertyuiop123", ["password_known"]),
        (PASSWORD, PASSWORD, ["password_used"]),
    ],
)
def test_a_password_that_does_not_do_changes_nothing(current: str, new: str, codes: list[str]) -> None:
    account = an_account(person=a_person())
    before = Account.objects.get(pk=account).password
    with pytest.raises(PasswordUnfit) as refusal:
        change_password(actor=actor_of(account), account=account, current=current, new=new)
    assert [problem.code for problem in refusal.value.problems] == codes
    assert Account.objects.get(pk=account).password == before


def test_a_password_of_somebody_else_cannot_be_changed_but_reset() -> None:
    account = an_account(person=a_person())
    with pytest.raises(NotAllowed):
        change_password(
            actor=an_actor(Role.SYSTEM_ADMIN, account=0),
            account=account,
            current=PASSWORD,
            new="아주 다르고 긴 비밀번호",
        )
    made = reset_password(actor=an_actor(Role.SYSTEM_ADMIN), account=account)
    row = Account.objects.get(pk=account)
    assert row.check_password(made)
    assert row.must_change_password


def test_the_operator_sets_a_password() -> None:
    account = an_account(person=a_person(), must_change_password=True)
    set_password(actor=the_operator(), account=account, password="정해 준 긴 비밀번호 하나")
    row = Account.objects.get(pk=account)
    assert row.check_password("정해 준 긴 비밀번호 하나")
    assert not row.must_change_password
    assert row.password_changed_at == datetime(2026, 3, 10, 3, 0, tzinfo=UTC)


def test_accounts_are_found_by_name_number_and_role() -> None:
    haneul = an_account(Role.AUDITOR, person=a_person("김하늘", staff_no="0001"), username="haneul")
    bada = an_account(person=a_person("이바다", staff_no="0002"), username="bada")
    operator = the_operator()
    assert [row.id for row in accounts(actor=operator).rows] == [bada, haneul]
    assert [row.id for row in accounts(actor=operator, text="바다").rows] == [bada]
    assert [row.id for row in accounts(actor=operator, text="0001").rows] == [haneul]
    assert [(row.id, row.roles) for row in accounts(actor=operator, role=Role.AUDITOR).rows] == [
        (haneul, (Role.AUDITOR,))
    ]


def test_listing_accounts_takes_a_constant_number_of_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        an_account(Role.AUDITOR, person=a_person())
    with django_assert_num_queries(3):
        accounts(actor=Actor.system("시험"))
    for _ in range(27):
        an_account(Role.AUDITOR, person=a_person())
    with django_assert_num_queries(3):
        accounts(actor=Actor.system("시험"))


def test_an_actor_is_resolved_in_three_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    city = a_unit("시")
    bureau = a_unit("국", parent=city)
    account = an_account(Role.LIAISON, unit=city, person=a_person(unit=bureau))
    grant_role(actor=the_operator(), account=account, role=Role.HEAD, unit=bureau)
    with django_assert_num_queries(3):
        actor = actor_of(account)
    assert actor.units(Role.LIAISON) == frozenset({city, bureau})
