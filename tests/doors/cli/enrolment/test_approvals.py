"""`baeumgil enrolment approvals|approve|nominate|call-up`."""

import json
from datetime import UTC, datetime

import pytest

from baeumgil.stages.enrolment.models import Application, Approval
from baeumgil.stages.enrolment.terms import ApproverKind
from tests.build import a_person
from tests.build_approvals import a_call_with_approvals, a_small_city, asked
from tests.build_web import an_account
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


def test_what_waits_is_listed_and_decided_by_whom_it_is_for(call: Call) -> None:
    city = a_small_city()
    head = a_person("새과장", staff_no="H1", unit=city.division)
    an_account(person=head)
    (application,) = asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    listed = json.loads(call("enrolment", "approvals", "--json").stdout)["approvals"]
    assert [(row["application"]["person_name"], row["kind"]) for row in listed] == [("가온", "unit_head")]
    number = str(listed[0]["id"])
    assert json.loads(call("enrolment", "approvals", "--by", "H1", "--json").stdout)["approvals"] == []
    assert call("enrolment", "approve", number, "--by", "H1").exit_code != 0
    assert call("enrolment", "approve", number, "--dry-run").exit_code == 0
    assert Approval.objects.get(pk=number).state == "open"
    assert json.loads(call("enrolment", "approve", number, "--json").stdout)["finished"] == 0
    second = str(Approval.objects.get(state="open").pk)
    assert call("enrolment", "approve", second, "--return", "--comment", "업무 사정").exit_code == 0
    assert Application.objects.get(pk=application.pk).state == "returned"


def test_what_waits_shows_its_deadline_in_korean_time_and_who_decides_for_the_whole_city(call: Call) -> None:
    city = a_small_city()
    number = a_call_with_approvals(city, approvals=(ApproverKind.INSTITUTE,))
    asked(city, number, [a_person("가온", unit=city.division)])
    due = datetime(2027, 1, 28, 15, 30, tzinfo=UTC)
    Approval.objects.update(due_at=due, unit=None)
    shown = call("enrolment", "approvals").stdout
    assert ("2027-01-29 00:30" in shown, "시 전체" in shown) == (True, True)


def test_people_are_named_by_their_staff_numbers(call: Call) -> None:
    city = a_small_city()
    number = a_call_with_approvals(city)
    a_person("가온", staff_no="N1", unit=city.division)
    asked_for = ("enrolment", "nominate", str(number), "N1", "--session", str(city.sessions[0]))
    assert call(*asked_for[:3], "없음", *asked_for[4:]).exit_code != 0
    assert call(*asked_for, "--dry-run").exit_code == 0
    assert Application.objects.count() == 0
    made = json.loads(call(*asked_for, "--json").stdout)
    assert (len(made["applications"]), made["awaiting"]) == (1, 1)
    assert call("enrolment", "call-up", str(number)).exit_code != 0
