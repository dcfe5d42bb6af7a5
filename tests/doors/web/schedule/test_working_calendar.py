"""The working calendar's pages."""

from datetime import date

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.schedule.models import CalendarDay, Peak
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import DayKind
from tests.build import the_operator
from tests.build_plan import an_institute
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

CALENDAR = "/schedule/resources/calendar"
TODAY = date(2027, 3, 2)
SAID = {"on": "2027-05-14", "kind": "temporary", "name": "임시공휴일", "basis": "국무회의"}


def test_a_late_holiday_is_declared_and_withdrawn(client: Client) -> None:
    seed_plan(actor=the_operator())
    institute = an_institute(code="own")
    with clock.fixed(TODAY):
        signed_in(client, Role.TRAINING_OFFICE)
        assert "일하는 날 246일" in client.get(CALENDAR).content.decode()
        answer = client.post(f"{CALENDAR}/days/new", SAID)
        assert answer["Location"] == f"{CALENDAR}?institute=own&year=2027"
        page = client.get(CALENDAR).content.decode()
        assert ("일하는 날 245일" in page, "bg-wday--added" in page, "국무회의" in page) == (True, True, True)
        wrong = client.post(f"{CALENDAR}/days/new", {**SAID, "on": "2027-05-15"})
        assert (wrong.status_code, "이미 쉬는 날입니다" in wrong.content.decode()) == (400, True)
        day = CalendarDay.objects.get()
        assert day.kind == DayKind.TEMPORARY
        assert client.post(f"{CALENDAR}/{institute}/days/{day.pk + 9}/withdraw").status_code == 404
        client.post(f"{CALENDAR}/{institute}/days/{day.pk}/withdraw")
    assert CalendarDay.objects.count() == 0


def test_times_to_avoid_are_kept(client: Client) -> None:
    seed_schedule(actor=the_operator())
    institute = an_institute(code="own")
    with clock.fixed(TODAY):
        signed_in(client, Role.TRAINING_OFFICE)
        client.post(f"{CALENDAR}/peaks/usual", {"institute": "own", "year": "2027"})
        assert Peak.objects.count() == 3
        client.post(f"{CALENDAR}/peaks/usual", {"institute": "own", "year": "2027"})
        said = {"kind": "event", "name": "축제", "first": "2027-10-04", "last": "2027-10-08", "cost": "1"}
        client.post(f"{CALENDAR}/peaks/new", said)
        peak = Peak.objects.get(name="축제")
        assert 'value="2027-10-08"' in client.get(f"{CALENDAR}/{institute}/peaks/{peak.pk}/edit").content.decode()
        client.post(f"{CALENDAR}/{institute}/peaks/{peak.pk}/edit", {**said, "name": "큰 축제"})
        assert "큰 축제" in client.get(CALENDAR).content.decode()
        wrong = client.post(f"{CALENDAR}/peaks/new", {**said, "last": "2027-10-01"})
        assert wrong.status_code == 400
        assert client.post(f"{CALENDAR}/{institute}/peaks/{peak.pk + 9}/remove").status_code == 404
        client.post(f"{CALENDAR}/{institute}/peaks/{peak.pk}/remove")
    assert Peak.objects.count() == 3


def test_everybody_looks_and_only_the_office_changes(client: Client) -> None:
    institute = an_institute()
    signed_in(client)
    page = client.get(f"{CALENDAR}?year=2031").content.decode()
    assert ("이 연도의 공휴일이 아직 없습니다" in page, "days/new" in page) == (True, False)
    assert client.get(f"{CALENDAR}/days/new").status_code == 403
    assert client.post(f"{CALENDAR}/peaks/usual", {"year": "2031"}).status_code == 403
    assert client.post(f"{CALENDAR}/{institute}/days/1/withdraw").status_code == 403
    assert client.get(f"{CALENDAR}?year=엉터리&institute=없음").status_code == 200


def test_before_an_institute_was_set_up_there_is_no_calendar(client: Client) -> None:
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get(CALENDAR).status_code == 404
