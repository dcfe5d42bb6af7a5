"""`baeumgil demo` on an empty database and on one in use."""

import json

import pytest

from baeumgil.stages.enrolment.models import Application, SeatCount
from baeumgil.stages.enrolment.models import Call as Round
from baeumgil.stages.enrolment.queries.eligibility import ineligible
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.people.models import Account, Person
from baeumgil.stages.schedule.models import Proposal, Run
from baeumgil.stages.schedule.terms import ProposalState
from tests.build import a_person
from tests.doors.cli.conftest import Call


@pytest.mark.django_db
def test_demo_schedules_this_year_the_next_and_a_published_one(call: Call) -> None:
    assert call("demo", "--size", "200").exit_code == 0
    years = {row["year"]: row for row in json.loads(call("schedule", "years", "--json").stdout)}
    assert {year: row["is_example"] for year, row in years.items()} == {2025: True, 2026: False, 2027: False}
    assert years[2025]["placed"] == years[2025]["sessions"] == 182
    assert years[2026]["placed"] >= 110
    assert years[2027]["open"] + years[2027]["placed"] == years[2027]["sessions"]
    assert years[2027]["open"] > 100
    ran = Round.objects.filter(name="ChatGPT 100% 활용법").order_by("number")
    assert [Application.objects.filter(call=call, state="completed").count() > 0 for call in ran] == [True, True]
    assert [sum(row.capacity for row in SeatCount.objects.filter(session__call_sessions__call=one)) for one in ran] == [
        200,
        125,
    ]
    official = Account.objects.get(username="official").person_id or 0  # who had bad luck in both draws
    Application.objects.filter(person=official, call__in=ran).update(
        state=ApplicationState.NOT_SELECTED, seat=None, wait_rank=None
    )
    open_call = Round.objects.get(course__code="BG-402")
    assert ineligible(open_call.pk, [official]) == {official: ()}
    for year, institute in ((2025, "gyeongnam"), (2027, "baeum")):
        checked = json.loads(call("schedule", "check", str(year), "--institute", institute, "--json").stdout)
        assert (checked["is_sound"], checked["breaches"]) == (True, [])
    assert Proposal.objects.filter(state=ProposalState.DRAFT).count() == 1
    again = json.loads(call("schedule", "derive", str(Run.objects.order_by("-pk")[0].pk), "--json").stdout)
    assert again["same"]


@pytest.mark.django_db
def test_a_city_that_is_not_empty_is_left_alone(call: Call, seeded: None) -> None:
    a_person("김하늘", staff_no="00123")
    result = call("demo", "--size", "50", "--json")
    assert (result.exit_code, json.loads(result.stdout)["refused"]) == (1, "city_not_empty")
    quiet = call("demo", "--size", "50", "--if-empty")
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    assert Person.objects.filter(staff_no="00123").exists()
