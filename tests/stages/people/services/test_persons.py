from collections.abc import Iterator
from datetime import date

import pytest

from baeumgil.core import clock, events
from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed
from baeumgil.stages.people.errors import CareerContradicts, PersonNotFound, UnitNotFound
from baeumgil.stages.people.events import CareerChanged
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.services.persons import (
    appoint_candidate,
    record_absence,
    record_leaving,
    record_posting,
    record_promotion,
    record_return,
    register_candidate,
    register_guest,
)
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import (
    AbsenceKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
    UnitKind,
)
from tests.build import a_person, a_unit, an_actor, the_operator

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def unit(db: None) -> int:
    seed_policies(actor=the_operator())
    return a_unit("총무과", parent=a_unit("한강시", kind=UnitKind.BODY))


@pytest.fixture(autouse=True)
def still(unit: int) -> Iterator[None]:
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def person(unit: int) -> int:
    return a_person(unit=unit, grade=8)


def career_of(person: int) -> Career:
    return careers([person])[0]


def test_a_candidate_is_registered_and_appointed(unit: int) -> None:
    person = register_candidate(
        actor=the_operator(),
        candidate_no=" ２025-7 ",
        name="이 새 봄",
        birth_on=date(2000, 1, 2),
        expected_on=date(2026, 6, 1),
        grade_word="행정9급",
    )
    row = Person.objects.get(pk=person)
    assert (row.candidate_no, row.name, row.kind, row.staff_no) == ("2025-7", "이새봄", PersonKind.CANDIDATE, None)
    appoint_candidate(
        actor=the_operator(),
        person=person,
        staff_no="00123",
        appointed_on=date(2026, 6, 8),
        unit=unit,
        grade_word="행정9급",
    )
    career = career_of(person)
    assert (career.kind, career.retires_on) == (PersonKind.OFFICIAL, date(2060, 6, 30))
    assert career.services[0].starts_on == career.grades[0].starts_on == career.postings[0].starts_on
    assert career.services[0].starts_on == date(2026, 6, 8)
    assert career.postings[0].unit_name == "총무과"


def test_numbers_that_are_taken_and_blanks_are_refused(unit: int, person: int) -> None:
    taken = Person.objects.get(pk=person).staff_no or ""
    candidate = register_candidate(actor=the_operator(), candidate_no="1", name="이새봄")
    for number, name in (("1", "다른이"), ("", "다른이"), ("2", "")):
        with pytest.raises(Invalid):
            register_candidate(actor=the_operator(), candidate_no=number, name=name)
    with pytest.raises(Invalid):
        appoint_candidate(
            actor=the_operator(), person=candidate, staff_no=taken, appointed_on=TODAY, unit=unit, grade_word="9급"
        )
    with pytest.raises(CareerContradicts):
        appoint_candidate(
            actor=the_operator(),
            person=candidate,
            staff_no="9",
            appointed_on=date(2026, 7, 2),
            unit=unit,
            grade_word="9급",
        )
    with pytest.raises(CareerContradicts):
        appoint_candidate(
            actor=the_operator(), person=person, staff_no="9", appointed_on=TODAY, unit=unit, grade_word="9급"
        )
    assert Person.objects.count() == 2
    assert Person.objects.get(pk=candidate).kind == PersonKind.CANDIDATE


def test_a_guest_needs_a_name_and_a_body() -> None:
    person = register_guest(
        actor=the_operator(), name="Nguyen Van A", guest_kind=GuestKind.FOREIGN_OFFICIAL, body="하노이시"
    )
    assert Person.objects.get(pk=person).guest_body == "하노이시"
    with pytest.raises(Invalid):
        register_guest(actor=the_operator(), name="", guest_kind=GuestKind.CITIZEN, body="")
    assert Person.objects.count() == 1


def test_a_promotion_closes_the_grade_before(person: int) -> None:
    record_promotion(actor=the_operator(), person=person, on=date(2026, 1, 1), grade_word="행정7급")
    assert [(span.grade, span.change, span.starts_on, span.ends_on) for span in career_of(person).grades] == [
        (8, GradeChange.APPOINTMENT, date(2015, 3, 2), date(2025, 12, 31)),
        (7, GradeChange.PROMOTION, date(2026, 1, 1), None),
    ]


@pytest.mark.parametrize("on", [date(2015, 3, 1), date(2015, 3, 2)])
def test_a_promotion_before_or_on_the_day_of_what_is_recorded_is_refused(person: int, on: date) -> None:
    before = career_of(person)
    with pytest.raises(CareerContradicts):
        record_promotion(actor=the_operator(), person=person, on=on, grade_word="행정7급")
    assert career_of(person) == before


def test_an_unknown_grade_or_the_same_one_is_refused(person: int) -> None:
    before = career_of(person)
    with pytest.raises(Invalid):
        record_promotion(actor=the_operator(), person=person, on=TODAY, grade_word="십급")
    with pytest.raises(CareerContradicts):
        record_promotion(actor=the_operator(), person=person, on=TODAY, grade_word="8급")
    assert career_of(person) == before


def test_a_posting_keeps_the_units_name_and_needs_a_unit_that_stands(person: int, unit: int) -> None:
    other = a_unit("인사팀", parent=unit, kind=UnitKind.TEAM)
    record_posting(
        actor=the_operator(), person=person, on=TODAY, unit=other, position=Position.TEAM_LEADER, duties="인사"
    )
    assert [(span.unit_name, span.position, span.ends_on) for span in career_of(person).postings] == [
        ("총무과", Position.MEMBER, date(2026, 6, 30)),
        ("총무과 인사팀", Position.TEAM_LEADER, None),
    ]
    closed = a_unit("옛날과", ends_on=date(2020, 1, 1))
    before = career_of(person)
    with pytest.raises(UnitNotFound):
        record_posting(actor=the_operator(), person=person, on=date(2026, 7, 5), unit=closed)
    assert career_of(person) == before


def test_absences_do_not_overlap_and_end_with_the_return(person: int) -> None:
    record_absence(actor=the_operator(), person=person, kind=AbsenceKind.LEAVE, on=date(2026, 2, 1))
    before = career_of(person)
    with pytest.raises(CareerContradicts):
        record_absence(actor=the_operator(), person=person, kind=AbsenceKind.SECONDMENT, on=date(2026, 3, 1))
    with pytest.raises(Invalid):
        record_absence(
            actor=the_operator(),
            person=person,
            kind=AbsenceKind.LEAVE,
            on=date(2026, 3, 1),
            until=date(2026, 2, 1),
        )
    assert career_of(person) == before
    record_return(actor=the_operator(), person=person, on=date(2026, 6, 1))
    assert [(span.starts_on, span.ends_on) for span in career_of(person).absences] == [
        (date(2026, 2, 1), date(2026, 5, 31))
    ]
    with pytest.raises(CareerContradicts):
        record_return(actor=the_operator(), person=person, on=date(2026, 6, 2))


def test_leaving_closes_everything_and_lies_not_in_the_future(person: int) -> None:
    before = career_of(person)
    with pytest.raises(CareerContradicts):
        record_leaving(actor=the_operator(), person=person, on=date(2026, 7, 2), how=ExitKind.RESIGNED)
    assert career_of(person) == before
    record_leaving(actor=the_operator(), person=person, on=date(2026, 6, 30), how=ExitKind.RESIGNED)
    career = career_of(person)
    assert career.kind is PersonKind.FORMER
    assert [span.ends_on for span in career.services] == [date(2026, 6, 30)]
    assert [span.ends_on for span in career.grades] == [date(2026, 6, 30)]
    assert [span.ends_on for span in career.postings] == [date(2026, 6, 30)]
    with pytest.raises(CareerContradicts):
        record_leaving(actor=the_operator(), person=person, on=TODAY, how=ExitKind.RESIGNED)


def test_facts_later_than_the_leaving_refuse_it(person: int, unit: int) -> None:
    record_posting(actor=the_operator(), person=person, on=date(2026, 6, 1), unit=unit, duties="회계")
    before = career_of(person)
    with pytest.raises(CareerContradicts):
        record_leaving(actor=the_operator(), person=person, on=date(2026, 5, 1), how=ExitKind.RESIGNED)
    assert career_of(person) == before


def test_only_the_training_office_of_the_persons_unit_changes_facts(person: int, unit: int) -> None:
    before = career_of(person)
    elsewhere = a_unit("회계과")
    actors = [an_actor(role) for role in Role if role is not Role.TRAINING_OFFICE]
    for actor in (*actors, an_actor(Role.TRAINING_OFFICE, units=[elsewhere]), an_actor(person=person)):
        with pytest.raises(NotAllowed):
            record_promotion(actor=actor, person=person, on=TODAY, grade_word="7급")
        with pytest.raises(NotAllowed):
            register_guest(actor=actor, name="가", guest_kind=GuestKind.CITIZEN, body="나")
    assert career_of(person) == before
    record_promotion(actor=an_actor(Role.TRAINING_OFFICE, units=[unit]), person=person, on=TODAY, grade_word="7급")
    assert len(career_of(person).grades) == 2


def test_nobody_unknown_is_changed() -> None:
    with pytest.raises(PersonNotFound):
        record_return(actor=the_operator(), person=999_999, on=TODAY)


def test_a_change_is_announced(person: int) -> None:
    heard: list[CareerChanged] = []
    before = dict(events._reactions)
    events.on(CareerChanged, heard.append)
    try:
        record_promotion(actor=the_operator(), person=person, on=TODAY, grade_word="7급")
    finally:
        events._reactions.clear()
        events._reactions.update(before)
    assert heard == [CareerChanged((person,), TODAY)]
