"""`baeumgil enrolment calls`, `open`, `announce`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Call, Quota
from baeumgil.stages.enrolment.terms import CallState
from baeumgil.stages.plan.models import Course
from tests.build_enrolment import a_call
from tests.doors.cli.conftest import Call as Run
from tests.stages.enrolment.call_world import CLOSES, TODAY, a_call_world

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
    listed = call("enrolment", "calls", "--phase", "coming").stdout
    said = json.loads(call("enrolment", "calls", "--json").stdout)
    assert (said[0]["course_code"], {row["session"] for row in said[0]["sessions"]}) == (code, set(world.sessions))
    for shown in ("봄 모집 1차", f"  {code}  ", ", ".join(str(row["session"]) for row in said[0]["sessions"])):
        assert shown in listed
    assert json.loads(call("enrolment", "calls", "--words", "없는 말", "--json").stdout) == []


def test_seats_are_shared_out_by_a_file_before_and_the_window_is_longer_after(call: Run, tmp_path: Path) -> None:
    world = a_call_world()
    made = str(a_call(course=world.course, sessions=world.sessions, state=CallState.DRAFT, closes_at=CLOSES))
    path = tmp_path / "quotas.json"
    path.write_text(json.dumps([{"kind": "grade", "label": "7급", "keys": [7], "reserved": 2}]), encoding="utf-8")
    rehearsed = call("enrolment", "quotas", made, "--file", str(path), "--dry-run")
    assert ("7급" in rehearsed.stdout, Quota.objects.count()) == (True, 0)
    assert call("enrolment", "quotas", made, "--file", str(path)).exit_code == 0
    shown = call("enrolment", "quotas", made, "--json").stdout
    path.write_text(shown, encoding="utf-8")
    assert call("enrolment", "quotas", made, "--file", str(path)).exit_code == 0
    for wrong in ("{", "{}", '[{"kind": "sex", "keys": []}]', '[{"kind": "grade", "keys": [], "most": "ten"}]'):
        path.write_text(wrong, encoding="utf-8")
        assert call("enrolment", "quotas", made, "--file", str(path)).exit_code != 0
    assert [quota.reserved for quota in Quota.objects.all()] == [2]
    refused = call("enrolment", "extend", made, "--closes", "2027-03-12", "--why", "신청이 적음")
    assert (refused.exit_code != 0, Call.objects.get().closes_at) == (True, CLOSES)
    Call.objects.update(state=CallState.ANNOUNCED, announced_at=clock.now())
    assert "2027-03-12 18:00까지" in call("enrolment", "extend", made, "--closes", "2027-03-12", "--why", "적음").stderr
    assert Call.objects.get().closes_at > CLOSES


def test_what_cannot_be_opened_is_refused_in_words(call: Run) -> None:
    world = a_call_world()
    code = Course.objects.get(pk=world.course).code
    late = call("enrolment", "open", code, "--opens", "2027-03-03", "--closes", "2027-04-30", "--announce")
    assert (late.exit_code != 0, "명단 확정일(2027-03-27)" in late.stderr) == (True, True)
    assert call("enrolment", "announce", "999").exit_code != 0
    assert call("enrolment", "open", "NO-SUCH", *SPAN).exit_code != 0
    assert Call.objects.filter(state=CallState.ANNOUNCED).count() == 0
