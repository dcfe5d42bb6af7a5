"""`queries.unit_holders`: who answers for which unit today."""

from datetime import date, timedelta

import pytest

from baeumgil.core.actors import Role
from baeumgil.stages.people.models import Account, GrantRecord
from baeumgil.stages.people.queries.unit_holders import Holder, accounts_of_people, holders, lines_up
from baeumgil.stages.people.terms import AbsenceKind, Position
from tests.build import a_person, a_unit
from tests.build_web import an_account

pytestmark = pytest.mark.django_db

ON = date(2027, 3, 8)


def of(found: tuple[Holder, ...]) -> list[tuple[int, str, int | None, bool]]:
    """Account, role, unit, away."""
    return [(one.account, one.role.value, one.unit, one.is_away) for one in found]


def test_a_unit_stands_below_those_above_it() -> None:
    top = a_unit("배움시")
    bureau = a_unit("행정국", parent=top)
    division = a_unit("총무과", parent=bureau)
    assert lines_up([division, top], ON) == {division: (division, bureau, top), top: (top,)}


def test_grants_and_posts_of_a_unit_are_found_and_others_are_not() -> None:
    division, other = a_unit("총무과"), a_unit("세정과")
    head = an_account(person=a_person(unit=division, position=Position.DIVISION_HEAD))
    liaison = an_account(
        Role.LIAISON,
        unit=division,
        person=a_person(unit=division, absences=[(AbsenceKind.LEAVE, ON, None)]),
    )
    mayor = an_account(Role.HEAD, person=a_person())
    an_account(Role.LIAISON, unit=other, person=a_person(unit=other))
    an_account(person=a_person(unit=division, position=Position.TEAM_LEADER))
    assert of(holders([Role.HEAD], ON, units=[division])) == [
        (mayor, "head", None, False),
        (head, "head", division, False),
    ]
    assert of(holders([Role.LIAISON], ON, units=[division])) == [(liaison, "liaison", division, True)]
    assert of(holders(list(Role), ON, accounts=[liaison])) == [(liaison, "liaison", division, True)]


def test_who_was_moved_away_whose_grant_ended_or_who_may_not_sign_in_is_not_found() -> None:
    division, other = a_unit("총무과"), a_unit("세정과")
    moved = an_account(
        Role.LIAISON,
        unit=division,
        person=a_person(unit=division, postings=[(date(2020, 1, 1), other, Position.MEMBER)]),
    )
    ended = an_account(Role.LIAISON, unit=division, person=a_person(unit=division))
    closed = an_account(Role.LIAISON, unit=division, person=a_person(unit=division))
    GrantRecord.objects.filter(account_id=ended).update(ends_on=ON - timedelta(days=1))
    Account.objects.filter(pk=closed).update(is_active=False)
    assert moved
    assert of(holders([Role.LIAISON], ON, units=[division])) == []


def test_accounts_by_person() -> None:
    person, without = a_person(), a_person()
    account = an_account(person=person)
    assert accounts_of_people([person, without]) == {person: account}
