"""`/api/v1/enrolment`: approvals and nominations by another system, always in somebody's name."""

from typing import Any

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, Approval
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.terms import Scope
from tests.build import a_person
from tests.build_approvals import a_call_with_approvals, a_small_city, asked
from tests.build_web import an_account
from tests.doors.api.conftest import a_key

pytestmark = pytest.mark.django_db

TOP = "/api/v1/enrolment"


def post(path: str, body: dict[str, Any], scope: Scope = Scope.ENROLMENT_WRITE) -> Any:
    """The answer to a key of this scope."""
    return Client().post(
        f"{TOP}{path}", body, content_type="application/json", headers={"authorization": f"Bearer {a_key(scope)}"}
    )


def test_consents_are_read_and_given_in_the_name_of_who_may(client: Client) -> None:
    city = a_small_city()
    a_person_of = a_person("윗사람", staff_no="H1", unit=city.division)
    an_account(person=a_person_of)
    (application,) = asked(city, a_call_with_approvals(city), [a_person("가온", unit=city.division)])
    headers = {"authorization": f"Bearer {a_key(Scope.ENROLMENT_READ)}"}
    read = Client().get(f"{TOP}/approvals", headers=headers).json()
    assert [(row["person_name"], row["kind"]) for row in read["rows"]] == [("가온", "unit_head")]
    assert Client().get(f"{TOP}/approvals?staff_no=H1", headers=headers).json()["total"] == 0
    number = read["rows"][0]["id"]
    said = {"approvals": [number], "staff_no": "H1", "comment": ""}
    assert post("/approvals/approve", said, Scope.ENROLMENT_READ).status_code == 403
    assert post("/approvals/approve", said).status_code == 404
    assert post("/approvals/approve", {**said, "staff_no": "\x00"}).status_code == 404
    head = Approval.objects.get(pk=number)
    assert head.state == "open"
    staff_no, chief = (
        row.staff_no
        for person in (application.person_id, city.person(city.head))
        for row in person_rows(person_ids=[person], on=clock.today()).values()
    )
    assert post("/approvals/return", {**said, "staff_no": chief}).status_code == 422
    assert post("/approvals/approve", {**said, "staff_no": staff_no}).status_code == 422
    assert post("/approvals/approve", {**said, "staff_no": chief}).json() == {"finished": 0}
    head.refresh_from_db()
    assert head.state == "approved"


def test_people_are_named_once_for_one_key() -> None:
    city = a_small_city()
    call = a_call_with_approvals(city)
    a_person("가온", staff_no="N1", unit=city.division)
    said = {"staff_nos": ["N1"], "wishes": list(city.sessions), "key": "k1"}
    other = post(f"/calls/{call}/nominations", said | {"wishes_of": {"N1": [10**9]}})
    assert (other.status_code, Application.objects.count()) == (422, 0)
    assert post(f"/calls/{call}/nominations", said | {"wishes_of": {"N9": []}}).status_code == 404
    first, again = (post(f"/calls/{call}/nominations", said) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["applications"] == again.json()["applications"]
    assert again.json()["is_repeat"] is True
    assert post(f"/calls/{call}/call-up", {"asks_only": True}).status_code == 422
    assert Application.objects.count() == 1
