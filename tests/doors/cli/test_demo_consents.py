"""What waits for consent in the invented city, whatever its size and its day."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.doors.cli.demo.enrolment.consents import COLLEAGUES, CONSENTED, await_consents
from baeumgil.doors.cli.demo.enrolment.steps import moment
from baeumgil.doors.cli.demo.plan.steps import Signer
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.approvals import approval_inbox
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.terms import ApproverKind
from baeumgil.stages.people.queries.accounts import actor_of
from tests.build import a_person, the_operator
from tests.build_approvals import SmallCity, a_call_with_approvals, a_small_city
from tests.build_web import an_account

pytestmark = pytest.mark.django_db

OPENED, DAY = date(2027, 1, 29), date(2027, 2, 1)


def signers_of(city: SmallCity) -> dict[str, Signer]:
    """The sign-ins of the demo; the team leader consents for the division as its head does."""
    leader = an_account(Role.HEAD, unit=city.division, person=a_person("팀장", unit=city.division))
    accounts = {
        "liaison": city.liaison,
        "team-leader": leader,
        "division-head": city.head,
        "head": city.bureau_head,
        "deputy-mayor": an_account(Role.HEAD),
    }
    return {username: Signer(account, "") for username, account in accounts.items()}


def test_heads_and_liaison_each_find_some_that_wait_with_a_deadline() -> None:
    with clock.fixed(moment(OPENED, 8)):
        city = a_small_city(sessions=2)
        signers = signers_of(city)
        for _ in range(COLLEAGUES + 2):
            a_person(unit=city.division)
        call = a_call_with_approvals(city)
    with clock.fixed(moment(DAY, 8)):
        await_consents(the_operator(), [call_card(actor=the_operator(), call=call)], signers=signers, on=DAY)
        found = {
            username: approval_inbox(actor=actor_of(signers[username].account)).rows.rows
            for username in ("liaison", "team-leader", "deputy-mayor")
        }
    assert {username: {row.kind for row in rows} for username, rows in found.items()} == {
        "liaison": {ApproverKind.HOME_BODY},
        "team-leader": {ApproverKind.UNIT_HEAD},
        "deputy-mayor": set(),
    }
    assert (len(found["liaison"]), len(found["team-leader"])) == (CONSENTED, COLLEAGUES - CONSENTED)
    assert all(row.due_at is not None and row.due_at > moment(DAY, 12) for rows in found.values() for row in rows)
    assert Application.objects.count() == COLLEAGUES


def test_a_city_too_small_for_the_unit_has_none_and_is_built_all_the_same() -> None:
    with clock.fixed(moment(OPENED, 8)):
        city = a_small_city()
        elsewhere = an_account(Role.LIAISON, unit=city.division, person=a_person(unit=city.other))
        signers = signers_of(city) | {"liaison": Signer(elsewhere, "")}
        call = a_call_with_approvals(city)
    with clock.fixed(moment(DAY, 8)):
        await_consents(the_operator(), [call_card(actor=the_operator(), call=call)], signers=signers, on=DAY)
    assert Application.objects.count() == 0
