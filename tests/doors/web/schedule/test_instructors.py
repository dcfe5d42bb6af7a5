"""Pages of instructors and their fees."""

from datetime import date

import pytest
from django.test import Client

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.models import AccessEntry
from baeumgil.stages.schedule.models import Instructor, InstructorAway, Teachable
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build import a_person, the_operator
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session, an_instructor
from tests.build_web import signed_in

pytestmark = pytest.mark.django_db

LIST = "/schedule/resources/instructors"
TODAY = date(2027, 3, 2)
SAID = {"code": "T1", "name": "김강사", "side": "outside", "weekdays": ["1", "3"], "is_in_use": "on"}


def test_an_instructor_is_entered_changed_and_found(client: Client) -> None:
    seed_schedule(actor=the_operator())
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    assert "아직 강사가 없습니다" in client.get(LIST).content.decode()
    made = client.post(f"{LIST}/new", {**SAID, "fee_grade": "general_1", "reach": "010-1234-5678"})
    held = Instructor.objects.get()
    assert made["Location"] == f"{LIST}/{held.pk}"
    page = client.get(f"{LIST}/{held.pk}").content.decode()
    assert ("010-1234-5678" in page, "250,000" in page, "월 수" in page) == (True, True, True)
    assert page.count("자기 계정에서") == 0
    client.post(f"{LIST}/{held.pk}/edit", {**SAID, "name": "이강사"})
    assert "이강사" in client.get(f"{LIST}?words=이").content.decode()
    assert "찾는 강사가 없습니다" in client.get(f"{LIST}?words=박").content.decode()


def test_a_staff_number_ties_an_inhouse_instructor_to_a_person(client: Client) -> None:
    an_institute()
    person = a_person("김하늘", staff_no="00123")
    signed_in(client, Role.TRAINING_OFFICE)
    wrong = client.post(f"{LIST}/new", {**SAID, "side": "inhouse", "staff_no": "99999"})
    assert (wrong.status_code, "그 사번의 사람이 없습니다" in wrong.content.decode()) == (400, True)
    client.post(f"{LIST}/new", {**SAID, "side": "inhouse", "staff_no": " 00123 "})
    held = Instructor.objects.get()
    assert held.person_id == person
    assert 'value="00123"' in client.get(f"{LIST}/{held.pk}/edit").content.decode()


def test_what_is_wrong_is_said_at_once_and_nothing_is_saved(client: Client) -> None:
    an_institute()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.post(f"{LIST}/new", {**SAID, "reach": "900101-1234567", "organisation": "적던 소속"})
    page = answer.content.decode()
    assert (answer.status_code, "주민등록번호로 보이는" in page, "적던 소속" in page) == (400, True, True)
    assert Instructor.objects.count() == 0


def test_courses_and_absences_come_and_go(client: Client) -> None:
    institute = an_institute()
    course, made = a_course("보고서 작성 과정", institute=institute), an_instructor(institute=institute)
    signed_in(client, Role.TRAINING_OFFICE)
    client.post(f"{LIST}/{made}/courses", {"course": course, "role": "assistant"})
    teachable = Teachable.objects.get()
    assert teachable.role == TeachingRole.ASSISTANT
    wrong = client.post(f"{LIST}/{made}/courses", {"course": "", "role": "lead"})
    assert (wrong.status_code, Teachable.objects.count()) == (400, 1)
    client.post(f"{LIST}/{made}/away", {"kind": "sick", "first": "2027-03-02", "last": "2027-03-05"})
    away = InstructorAway.objects.get()
    other = an_instructor("남", institute=institute)
    assert client.post(f"{LIST}/{other}/away/{away.pk}/remove").status_code == 404
    assert client.post(f"{LIST}/{other}/courses/{teachable.pk}/remove").status_code == 404
    client.post(f"{LIST}/{made}/away/{away.pk}/remove")
    client.post(f"{LIST}/{made}/courses/{teachable.pk}/remove")
    assert (InstructorAway.objects.count(), Teachable.objects.count()) == (0, 0)


def test_looking_at_an_instructor_is_noted_once(client: Client) -> None:
    made = an_instructor(institute=an_institute())
    signed_in(client, Role.AUDITOR)
    before = AccessEntry.objects.count()
    assert client.get(f"{LIST}/{made}").status_code == 200
    assert AccessEntry.objects.count() == before + 1


def test_heads_see_names_but_no_cards(client: Client) -> None:
    made = an_instructor("김강사", institute=an_institute())
    signed_in(client, Role.HEAD)
    page = client.get(LIST).content.decode()
    assert ("김강사" in page, f"{LIST}/{made}" in page) == (True, False)
    for path in (f"{LIST}/{made}", f"{LIST}/{made}/edit", f"{LIST}/new", "/schedule/resources/fees"):
        assert client.get(path).status_code == 403


def test_fees_of_a_year_show_their_arithmetic(client: Client) -> None:
    seed_schedule(actor=the_operator())
    institute = an_institute()
    graded = an_instructor("가강사", institute=institute)
    Instructor.objects.filter(pk=graded).update(fee_grade="general_1")
    a_session(
        year=a_schedule_year(institute=institute),
        course=a_course(institute=institute, total_minutes=840),
        starts=TODAY,
        seats=120,
        teachers={TeachingRole.LEAD: graded},
    )
    with clock.fixed(TODAY):
        signed_in(client, Role.TRAINING_OFFICE)
        page = client.get("/schedule/resources/fees").content.decode()
        assert ("(250,000 + 720,000) × 120% × 2일" in page, "2,328,000" in page) == (True, True)
        other = client.get("/schedule/resources/fees?year=2026").content.decode()
    assert "강사가 정해진 기수가 없습니다" in other
