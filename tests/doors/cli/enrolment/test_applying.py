"""`baeumgil enrolment openings|apply|mine|swap|withdraw|advise`."""

import json
from datetime import timedelta

import pytest

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import Criterion, Mechanism
from tests.build import a_person, a_unit
from tests.build_enrolment import a_call
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db


def test_somebody_is_entered_moved_and_withdrawn(call: Call) -> None:
    institute = an_institute()
    course = a_course("협상의 기술", institute=institute, target_filters={"grades": [7]})
    year = a_schedule_year(institute=institute)
    first, second = (
        a_session(year=year, course=course, name="협상", seats=1, starts=clock.today() + timedelta(days=days))
        for days in (40, 50)
    )
    policy = CallPolicy(mechanism=Mechanism.FIRST_COME, order=(Criterion.ARRIVAL,))
    number = str(a_call(course=course, sessions=[first, second], policy=policy, name="협상 모집"))
    a_person("가온", staff_no="N1", unit=a_unit())
    assert "협상 모집" in call("enrolment", "openings", "--words", "협상").stdout
    assert "협상 모집" in call("enrolment", "advise", "N1").stdout
    asked = ("enrolment", "apply", number, "N1", "--session", str(first), "--key", "k")
    assert call(*asked, "--dry-run").exit_code == 0
    assert Application.objects.count() == 0
    made = json.loads(call(*asked, "--json").stdout)["applied"]
    assert (made["state"], made["arrival"]) == ("selected", 1)
    assert json.loads(call(*asked, "--json").stdout)["applied"]["is_repeat"] is True
    assert call("enrolment", "apply", number, "없음", "--session", str(first)).exit_code != 0
    application = str(made["application"])
    assert call("enrolment", "swap", application, str(second)).exit_code == 0
    assert "협상" in call("enrolment", "mine", "N1").stdout
    assert call("enrolment", "withdraw", application, "--why", "업무").exit_code == 0
    assert call("enrolment", "withdraw", application).exit_code != 0
    mine = json.loads(call("enrolment", "mine", "N1", "--json").stdout)["applications"]
    assert [one["row"]["state"] for one in mine] == ["cancelled"]
