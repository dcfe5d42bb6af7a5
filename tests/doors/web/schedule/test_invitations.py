"""Invitations are answered on a phone, and followed by the office."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.schedule.models import Invitation
from baeumgil.stages.schedule.services.invitations import invite_for
from baeumgil.stages.schedule.terms import InvitationState, TeachingRole
from tests.build import a_person
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session, an_instructor
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

LIST = "/schedule/invitations"
TODAY = date(2027, 3, 2)


def some_invitations(many: int = 1, person: int | None = None) -> list[int]:
    institute = an_institute()
    year, course = a_schedule_year(institute=institute), a_course(institute=institute)
    instructor = an_instructor("김강사", institute=institute, person=person)
    sessions = [
        a_session(
            year=year, course=course, days=1, starts=date(2027, 3, 8 + number), teachers={TeachingRole.LEAD: instructor}
        )
        for number in range(many)
    ]
    invite_for(sessions)
    return [row.pk for row in Invitation.objects.order_by("pk")]


def test_an_instructor_answers_with_one_of_two_buttons(client: Client) -> None:
    person = a_person("김강사")
    with clock.fixed(TODAY):
        first, second = some_invitations(2, person)
        signed_in(client, Role.INSTRUCTOR, person=person)
        assert "답을 기다리는 요청 2건" in client.get(LIST).content.decode()
        assert "맡을 수 있습니까" in client.get(f"{LIST}/{first}").content.decode()
        assert client.post(f"{LIST}/{first}", {"answer": "accept"})["Location"] == LIST
        unclear = client.post(f"{LIST}/{second}", {"note": "적던 말"})
        assert (unclear.status_code, "적던 말" in unclear.content.decode()) == (400, True)
        client.post(f"{LIST}/{second}", {"answer": "decline", "note": "출장"})
        again = client.post(f"{LIST}/{second}", {"answer": "accept"})
        assert (again.status_code, "이미 답했거나" in again.content.decode()) == (409, True)
        assert "답할 요청이 없습니다" in client.get(LIST).content.decode()
    assert [row.state for row in Invitation.objects.order_by("pk")] == [
        InvitationState.ACCEPTED,
        InvitationState.DECLINED,
    ]


def test_somebody_elses_invitation_is_not_found(client: Client) -> None:
    with clock.fixed(TODAY):
        (made,) = some_invitations(1, a_person("김강사"))
        signed_in(client)
        assert "답할 요청이 없습니다" in client.get(LIST).content.decode()
        assert client.get(f"{LIST}/{made}").status_code == 404
        assert client.post(f"{LIST}/{made}", {"answer": "accept"}).status_code == 404
    assert Invitation.objects.get().state == InvitationState.INVITED


def test_the_office_notes_an_answer_and_asks_again(client: Client) -> None:
    with clock.fixed(TODAY):
        (made,) = some_invitations()
        signed_in(client, Role.TRAINING_OFFICE)
        assert client.post(f"{LIST}/{made}/again").status_code == 409
        client.post(f"{LIST}/{made}", {"answer": "decline"})
        page = client.get(f"{LIST}?state=declined").content.decode()
        assert f'href="{LIST}/{made}"' in page
        assert f'href="{LIST}/{made}"' not in client.get(f"{LIST}?state=invited").content.decode()
        answer = client.post(f"{LIST}/{made}/again")
        assert answer["Location"] == f"{LIST}/{Invitation.objects.latest('pk').pk}"
    assert [row.state for row in Invitation.objects.order_by("pk")] == [
        InvitationState.DECLINED,
        InvitationState.INVITED,
    ]


def test_auditors_look_only(client: Client) -> None:
    with clock.fixed(TODAY):
        (made,) = some_invitations()
        signed_in(client, Role.AUDITOR)
        assert "맡겠습니다" not in client.get(f"{LIST}/{made}").content.decode()
        assert client.post(f"{LIST}/{made}", {"answer": "accept"}).status_code == 403
    assert Invitation.objects.get().state == InvitationState.INVITED


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.INSTRUCTOR])
def test_the_list_asks_the_same_however_many(client: Client, role: Role) -> None:
    person = a_person("김강사")
    with clock.fixed(TODAY):
        some_invitations(6, person)
        signed_in(client, role, person=person if role is Role.INSTRUCTOR else None)
        client.get(LIST)
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        Invitation.objects.exclude(pk=Invitation.objects.earliest("pk").pk).delete()
        with CaptureQueriesContext(connection) as one:
            client.get(LIST)
    assert len(many) == len(one)
