"""`/api/v1/enrolment`: another system finds what is open, applies in somebody's name, changes and withdraws."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.people.terms import Scope
from tests.build import a_person, a_unit
from tests.build_enrolment import a_call
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session
from tests.doors.api.conftest import a_key

pytestmark = pytest.mark.django_db

TOP = "/api/v1/enrolment"


def ask(path: str, body: dict[str, Any] | None = None, scope: Scope = Scope.ENROLMENT_WRITE) -> Any:
    """The answer to a key of this scope: a POST with a body, else a GET."""
    headers = {"authorization": f"Bearer {a_key(scope)}"}
    if body is None:
        return Client().get(f"{TOP}{path}", headers=headers)
    return Client().post(f"{TOP}{path}", body, content_type="application/json", headers=headers)


def test_a_key_applies_for_whom_it_names_and_every_refusal_says_why() -> None:
    institute = an_institute()
    course = a_course("협상의 기술", institute=institute, target_filters={"grades": [7]})
    year = a_schedule_year(institute=institute)
    first, second = (
        a_session(year=year, course=course, starts=clock.today() + timedelta(days=days)) for days in (40, 50)
    )
    call = a_call(course=course, sessions=[first, second])
    a_person("가온", staff_no="N1", unit=a_unit())
    a_person("다른급", staff_no="N2", unit=a_unit(), grade=5)
    (opening,) = ask("/openings?words=협상", scope=Scope.ENROLMENT_READ).json()["rows"]
    assert (opening["call"], [row["session"] for row in opening["sessions"]]) == (call, [first, second])
    said = {"staff_no": "N1", "wishes": [first], "key": "k1"}
    address = f"/calls/{call}/applications"
    assert ask(address, said, Scope.ENROLMENT_READ).status_code == 403
    assert ask(address, {**said, "staff_no": "없음"}).status_code == 404
    assert ask("/calls/999999/applications", said).status_code == 404
    refused = ask(address, {**said, "staff_no": "N2", "wishes": [first, first]})
    assert (refused.status_code, [one["code"] for one in refused.json()["problems"]]) == (
        422,
        ["wished_twice", "not_target"],
    )
    made = ask(address, said)
    again = ask(address, said)
    assert (made.status_code, again.json()["is_repeat"]) == (201, True)
    assert ask(address, {**said, "key": "k2"}).status_code == 409
    number = made.json()["application"]
    changed = ask(f"/applications/{number}/wishes", {"wishes": [second, first]}).json()
    assert [wish["session"] for wish in changed["application"]["wishes"]] == [second, first]
    assert ask(f"/applications/{number}/swap", {"session": first}).status_code == 409
    assert ask("/applications?staff_no=N1", scope=Scope.ENROLMENT_READ).json()["total"] == 1
    assert ask(f"/applications?call={call}&state=approved", scope=Scope.ENROLMENT_READ).json()["total"] == 1
    assert ask("/advice?staff_no=N1").json() == []
    gone = ask(f"/applications/{number}/withdraw", {"reason": "업무"}).json()
    assert [step["after"] for step in gone["steps"]] == ["submitted", "approved", "approved", "cancelled"]
    assert ask("/advice?staff_no=N1").json()[0]["reasons"] == [{"reason": "target", "name": "", "due_on": None}]
    assert ask(f"/applications/{number + 1}", scope=Scope.ENROLMENT_READ).status_code == 404
    assert Application.objects.count() == 1


def test_nothing_is_taken_before_the_opening() -> None:
    institute = an_institute()
    course = a_course(institute=institute)
    session = a_session(
        year=a_schedule_year(institute=institute), course=course, starts=clock.today() + timedelta(days=40)
    )
    opens = clock.now() + timedelta(days=1)
    call = a_call(course=course, sessions=[session], opens_at=opens, closes_at=opens + timedelta(days=3))
    a_person(staff_no="N1", unit=a_unit())
    refused = ask(f"/calls/{call}/applications", {"staff_no": "N1", "wishes": [session], "key": "k"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_open_yet")
    assert f"{timezone.localtime(opens):%Y-%m-%d %H:%M}부터" in refused.json()["detail"]
    assert Application.objects.count() == 0
