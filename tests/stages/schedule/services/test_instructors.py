"""Instructors are entered, changed, and away."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.errors import InstructorInvalid, InstructorNotFound
from baeumgil.stages.schedule.models import Instructor, InstructorAway, Teachable
from baeumgil.stages.schedule.queries.instructors import (
    AwayRow,
    InstructorRow,
    TaughtRow,
    TeachableRow,
    instructor_card,
    instructors,
)
from baeumgil.stages.schedule.services.instructors import (
    add_teachable,
    note_away,
    remove_away,
    remove_teachable,
    save_instructor,
)
from baeumgil.stages.schedule.services.seeding import seed_schedule
from baeumgil.stages.schedule.terms import AwayKind, InstructorSide, TeachingRole
from tests.build import a_person, an_actor, the_operator
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
AUDITOR = an_actor(Role.AUDITOR)
HEAD = an_actor(Role.HEAD)
OUTSIDE, INHOUSE = InstructorSide.OUTSIDE, InstructorSide.INHOUSE
TODAY = date(2027, 3, 2)


def test_an_instructor_is_entered_with_what_they_teach() -> None:
    seed_schedule(actor=the_operator())
    institute = an_institute()
    course = a_course("보고서 작성 과정", institute=institute, code="C1")
    made = save_instructor(
        actor=OFFICE,
        institute=institute,
        code="T1",
        name=" 김강사 ",
        side=OUTSIDE,
        organisation="배움대학교",
        speciality="글쓰기",
        reach="010-1234-5678",
        fee_grade="general_1",
        weekdays=[5, 1, 1],
        teaches=[(course, TeachingRole.LEAD), (course, TeachingRole.LEAD)],
    )
    row = InstructorRow(made, institute, "T1", "김강사", OUTSIDE, "배움대학교", "글쓰기", (1, 5), True, False, 1, 0, 0)
    assert instructors(actor=HEAD, institute=institute) == (row,)
    card = instructor_card(actor=AUDITOR, instructor=made)
    assert (card.row, card.reach, card.fee_grade, card.staff_no) == (row, "010-1234-5678", "general_1", "")
    assert [(one.course_code, one.course_name, one.role) for one in card.teachables] == [
        ("C1", "보고서 작성 과정", TeachingRole.LEAD)
    ]


def test_changing_keeps_what_is_not_said_about_courses() -> None:
    institute = an_institute()
    one, other = a_course(institute=institute), a_course("다른 과정", institute=institute)
    made = an_instructor(institute=institute, courses=[one])
    save_instructor(actor=OFFICE, institute=institute, code="T1", name="이강사", side=OUTSIDE, instructor=made)
    assert list(Teachable.objects.values_list("course_id", flat=True)) == [one]
    save_instructor(
        actor=OFFICE,
        institute=institute,
        code="T1",
        name="이강사",
        side=OUTSIDE,
        teaches=[(other, TeachingRole.ASSISTANT)],
        instructor=made,
    )
    assert list(Teachable.objects.values_list("course_id", "role")) == [(other, TeachingRole.ASSISTANT)]


def test_lists_find_words_wherever_they_stand() -> None:
    institute = an_institute()
    for name in ("김하나", "박둘"):
        an_instructor(name, institute=institute)
    assert [row.name for row in instructors(actor=HEAD, institute=institute, words="하나")] == ["김하나"]
    assert instructors(actor=HEAD, institute=institute, words="하나 박") == ()
    assert instructors(actor=HEAD, institute=institute, words="\x00") == ()


def test_a_person_of_the_city_is_an_instructor_once() -> None:
    institute, person = an_institute(), a_person("김하늘", staff_no="00123")
    made = save_instructor(actor=OFFICE, institute=institute, code="T1", name="김하늘", side=INHOUSE, person=person)
    card = instructor_card(actor=OFFICE, instructor=made)
    assert (card.person, card.staff_no, card.row.has_account) == (person, "00123", True)
    with pytest.raises(InstructorInvalid) as refused:
        save_instructor(actor=OFFICE, institute=institute, code="T1", name="", side=INHOUSE, person=person)
    assert [problem.code for problem in refused.value.problems] == ["taken", "blank", "person_taken"]
    assert Instructor.objects.count() == 1


def test_who_still_teaches_stays_in_use() -> None:
    institute = an_institute()
    course, made = a_course(institute=institute), an_instructor(institute=institute)
    room = a_room("제1강의실", site=a_site(institute=institute))
    session = a_session(
        year=a_schedule_year(institute=institute),
        course=course,
        number=3,
        starts=TODAY,
        room=room,
        teachers={TeachingRole.LEAD: made},
    )
    with clock.fixed(TODAY):
        with pytest.raises(InstructorInvalid) as refused:
            save_instructor(
                actor=OFFICE, institute=institute, code="T", name="김", side=OUTSIDE, is_in_use=False, instructor=made
            )
        card = instructor_card(actor=OFFICE, instructor=made)
    assert [problem.code for problem in refused.value.problems] == ["in_use"]
    assert card.row.to_come == 1
    assert card.taught == (
        TaughtRow(session, "보고서 작성 3기", TeachingRole.LEAD, TODAY, date(2027, 3, 3), "제1강의실"),
    )


def test_courses_are_added_once_and_taken_away() -> None:
    institute = an_institute()
    course, made = a_course(institute=institute), an_instructor(institute=institute)
    one = add_teachable(actor=OFFICE, instructor=made, course=course)
    assert add_teachable(actor=OFFICE, instructor=made, course=course) == one
    card = instructor_card(actor=OFFICE, instructor=made)
    assert card.teachables == (
        TeachableRow(one, course, card.teachables[0].course_code, "보고서 작성 과정", TeachingRole.LEAD),
    )
    with pytest.raises(InstructorInvalid):
        add_teachable(actor=OFFICE, instructor=made, course=a_course(institute=an_institute(code="b")))
    remove_teachable(actor=OFFICE, teachable=one)
    assert Teachable.objects.count() == 0
    with pytest.raises(InstructorNotFound):
        remove_teachable(actor=OFFICE, teachable=one)


def test_absences_are_noted_and_taken_back() -> None:
    made = an_instructor(institute=an_institute())
    with clock.fixed(TODAY):
        away = note_away(
            actor=OFFICE, instructor=made, kind=AwayKind.SICK, first=TODAY, last=date(2027, 3, 5), note="전화"
        )
        past = note_away(
            actor=OFFICE, instructor=made, kind=AwayKind.LEAVE, first=date(2027, 1, 4), last=TODAY.replace(day=1)
        )
        card = instructor_card(actor=OFFICE, instructor=made)
        assert card.aways == (AwayRow(away, made, AwayKind.SICK, TODAY, date(2027, 3, 5), "전화", clock.now()),)
        assert [row.id for row in card.past_aways] == [past]
    with pytest.raises(InstructorInvalid) as refused:
        note_away(actor=OFFICE, instructor=made, kind=AwayKind.SICK, first=TODAY, last=date(2027, 3, 1), note="9" * 201)
    assert [problem.code for problem in refused.value.problems] == ["span", "long"]
    remove_away(actor=OFFICE, away=away)
    assert list(InstructorAway.objects.values_list("pk", flat=True)) == [past]


def test_only_the_office_changes_instructors_and_only_it_and_auditors_see_all_of_one() -> None:
    institute, example = an_institute(), an_institute(code="ex", is_example=True)
    made, theirs = an_instructor(institute=institute), an_instructor(institute=example)
    with pytest.raises(NotAllowed):
        save_instructor(actor=HEAD, institute=institute, code="T", name="김", side=OUTSIDE)
    with pytest.raises(NotAllowed):
        note_away(actor=OFFICE, instructor=theirs, kind=AwayKind.SICK, first=TODAY, last=TODAY)
    with pytest.raises(NotAllowed):
        instructor_card(actor=HEAD, instructor=made)
    with pytest.raises(InstructorNotFound):
        instructor_card(actor=OFFICE, instructor=9**9)
    with pytest.raises(InstructorNotFound):
        save_instructor(actor=OFFICE, institute=institute, code="T", name="김", side=OUTSIDE, instructor=theirs)
    assert (Instructor.objects.count(), InstructorAway.objects.count()) == (2, 0)
