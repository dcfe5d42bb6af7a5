"""`baeumgil enrolment second-round`, `list`, `fix-lists`."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from baeumgil.core import clock
from baeumgil.doors.cli.enrolment.waiting import day_span
from baeumgil.stages.enrolment.models import Call as CallRow
from baeumgil.stages.enrolment.models import NameList
from baeumgil.stages.enrolment.terms import ApplicationState, CallState
from tests.build import a_person
from tests.build_enrolment import a_call, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.doors.cli.conftest import Call

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)


@pytest.fixture
def world() -> Iterator[tuple[int, int]]:
    """A decided call with one seat taken and one person waiting, and its session."""
    with clock.fixed(TODAY):
        institute = an_institute()
        course = a_course("보고서 작성", institute=institute, code="REPORT")
        year = a_schedule_year(2027, institute=institute)
        session = a_session(year=year, course=course, number=1, seats=1, starts=date(2027, 3, 8))
        now = clock.now()
        call = a_call(
            course=course,
            sessions=[session],
            state=CallState.DECIDED,
            opens_at=now - timedelta(days=9),
            closes_at=now - timedelta(days=1),
        )
        an_application(call=call, person=a_person("홍길동"), wishes=[session], state=ApplicationState.SELECTED)
        an_application(call=call, person=a_person(), wishes=[session], state=ApplicationState.WAITLISTED, wait_rank=1)
        yield call, session


def test_a_second_round_is_looked_at_and_opened_by_course(call: Call, world: tuple[int, int]) -> None:
    told = json.loads(call("enrolment", "second-round", "REPORT", "--json").stdout)
    assert (told["need"]["percent"], told["need"]["curve"][0]["seated"], told["opened"]) == (200, 1, None)
    assert CallRow.objects.count() == 1
    assert "2027-02-18 ~ 2027-02-19" in call("enrolment", "second-round", "REPORT").stdout
    result = call("enrolment", "second-round", str(world[0]), "--open")
    assert (result.exit_code, CallRow.objects.filter(parent_id=world[0]).count()) == (0, 1)
    assert call("enrolment", "second-round", "REPORT", "--open").exit_code == 1
    assert call("enrolment", "second-round", "없는과정").exit_code == 1
    assert CallRow.objects.count() == 2


def test_a_place_of_one_day_is_one_date() -> None:
    assert day_span([TODAY]) == "2027-02-01"
    assert day_span([TODAY, date(2027, 2, 3)]) == "2027-02-01 ~ 2027-02-03"


def test_a_list_is_written_in_the_format_its_name_asks_for(call: Call, world: tuple[int, int], tmp_path: Path) -> None:
    target = tmp_path / "명단.xlsx"
    told = json.loads(call("enrolment", "list", str(world[1]), "--to", str(target), "--json").stdout)
    assert (told["people"], target.read_bytes()[:2]) == (1, b"PK")
    assert call("enrolment", "list", str(world[1]), "--to", str(tmp_path / "명단.doc")).exit_code == 2
    assert call("enrolment", "list", "99", "--to", str(target)).exit_code == 1


def test_lists_that_are_due_are_fixed(call: Call, world: tuple[int, int]) -> None:
    assert "0개" in call("enrolment", "fix-lists").stderr + call("enrolment", "fix-lists").stdout
    with clock.fixed(date(2027, 2, 26)):
        assert json.loads(call("enrolment", "fix-lists", "--json").stdout) == {"fixed": 1}
    assert NameList.objects.get().session_id == world[1]
