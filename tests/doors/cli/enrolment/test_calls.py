"""`baeumgil enrolment calls`, `open`, `announce`."""

import json
from collections.abc import Iterator

import pytest

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Call
from baeumgil.stages.enrolment.terms import CallState
from baeumgil.stages.plan.models import Course
from tests.doors.cli.conftest import Call as Run
from tests.stages.enrolment.call_world import TODAY, a_call_world

pytestmark = pytest.mark.django_db

SPAN = ("--opens", "2027-03-03", "--closes", "2027-03-10")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


def test_a_call_is_opened_for_all_sessions_announced_and_listed(call: Run) -> None:
    world = a_call_world()
    code = Course.objects.get(pk=world.course).code
    rehearsed = call("enrolment", "open", code, *SPAN, "--dry-run", "--json")
    assert (json.loads(rehearsed.stdout)["phase"], Call.objects.count()) == ("draft", 0)
    assert call("enrolment", "open", code, *SPAN, "--name", "봄 모집").exit_code == 0
    made = Call.objects.get()
    announced = json.loads(call("enrolment", "announce", str(made.pk), "--json").stdout)
    assert (announced["phase"], announced["seed"], len(announced["sessions"])) == ("coming", "", 2)
    assert "봄 모집 1차" in call("enrolment", "calls", "--phase", "coming").stdout
    assert json.loads(call("enrolment", "calls", "--words", "없는 말", "--json").stdout) == []


def test_what_cannot_be_opened_is_refused_in_words(call: Run) -> None:
    world = a_call_world()
    code = Course.objects.get(pk=world.course).code
    late = call("enrolment", "open", code, "--opens", "2027-03-03", "--closes", "2027-04-30", "--announce")
    assert (late.exit_code != 0, "명단 확정일(2027-03-27)" in late.stderr) == (True, True)
    assert call("enrolment", "announce", "999").exit_code != 0
    assert call("enrolment", "open", "NO-SUCH", *SPAN).exit_code != 0
    assert Call.objects.filter(state=CallState.ANNOUNCED).count() == 0
