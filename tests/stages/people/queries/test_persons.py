from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.models import AccessEntry
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.persons import (
    ids_by_staff_no,
    person_card,
    person_rows,
    search,
    visible_person_ids,
)
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import (
    AbsenceKind,
    EmploymentKind,
    PersonKind,
    Position,
    UnitKind,
)
from tests.build import a_candidate, a_guest, a_person, a_unit, an_actor, the_operator

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def still(db: None) -> Iterator[None]:
    seed_policies(actor=the_operator())
    with clock.fixed(TODAY):
        yield


@pytest.fixture
def units() -> dict[str, int]:
    top = a_unit("한강시", kind=UnitKind.BODY)
    bureau = a_unit("행정국", parent=top, kind=UnitKind.BUREAU)
    return {
        "한강시": top,
        "행정국": bureau,
        "총무과": a_unit("총무과", parent=bureau),
        "보건소": a_unit("보건소", parent=top, kind=UnitKind.ATTACHED),
    }


def names(**criteria: object) -> list[str]:
    given = {"actor": the_operator(), "on": TODAY} | criteria
    return [row.name for row in search(**given).rows]  # type: ignore[arg-type]  # criteria of several types


def test_people_come_in_order_of_the_organisation_then_grade_then_name(units: dict[str, int]) -> None:
    a_person("마지막", unit=units["보건소"], grade=5)
    a_person("나칠급", unit=units["총무과"], grade=7)
    a_person("가칠급", unit=units["총무과"], grade=7)
    a_person("다육급", unit=units["총무과"], grade=6)
    a_person("국장님", unit=units["행정국"], grade=4)
    a_guest("손님")
    assert names() == ["국장님", "다육급", "가칠급", "나칠급", "마지막", "손님"]


def test_search_looks_for_every_word_in_name_number_and_unit(units: dict[str, int]) -> None:
    a_person("김하늘", unit=units["총무과"], staff_no="0012")
    a_person("김바다", unit=units["보건소"], staff_no="0034")
    assert names(text="김") == ["김하늘", "김바다"]
    assert names(text="0034") == ["김바다"]
    assert names(text="김 총무") == ["김하늘"]
    assert names(text="0") == ["김하늘", "김바다"]
    assert names(text="하늘 보건소") == []


def test_search_filters_by_subtree_kind_grade_and_employment(units: dict[str, int]) -> None:
    a_person("칠급", unit=units["총무과"], grade=7)
    a_person("임기제", unit=units["보건소"], grade=6, employment=EmploymentKind.FIXED_TERM)
    a_person("떠난이", unit=units["총무과"], left_on=date(2020, 1, 1))
    a_candidate("후보", appointed_on=date(2026, 9, 1))
    a_guest("손님")
    assert names(unit=units["행정국"]) == ["칠급"]
    assert names(kind=PersonKind.OFFICIAL) == ["칠급", "임기제"]
    assert names(kind=PersonKind.FORMER) == ["떠난이"]
    assert names(kind=PersonKind.CANDIDATE) == ["후보"]
    assert names(kind=PersonKind.GUEST) == ["손님"]
    assert names(grade=6) == ["임기제"]
    assert names(employment=EmploymentKind.FIXED_TERM) == ["임기제"]


def test_the_past_is_read_as_it_was(units: dict[str, int]) -> None:
    person = a_person(
        unit=units["총무과"],
        grade=8,
        appointed_on=date(2015, 3, 2),
        promotions=[(date(2019, 7, 1), 7)],
        postings=[(date(2022, 1, 10), units["보건소"], Position.TEAM_LEADER)],
        absences=[(AbsenceKind.LEAVE, date(2020, 1, 1), date(2020, 12, 31))],
        left_on=date(2025, 6, 30),
    )

    def told(on: date) -> tuple[object, ...]:
        row = person_rows(person_ids=[person], on=on)[person]
        return row.kind, row.unit, row.unit_name, row.grade, row.position, row.is_away

    assert told(date(2015, 3, 1)) == (PersonKind.CANDIDATE, None, "", 8, None, False)
    assert told(date(2015, 3, 2)) == (PersonKind.OFFICIAL, units["총무과"], "총무과", 8, Position.MEMBER, False)
    assert told(date(2020, 6, 1)) == (PersonKind.OFFICIAL, units["총무과"], "총무과", 7, Position.MEMBER, True)
    assert told(date(2022, 1, 10))[1:5] == (units["보건소"], "보건소", 7, Position.TEAM_LEADER)
    assert told(TODAY) == (PersonKind.FORMER, None, "", 7, None, False)
    assert names(on=date(2020, 6, 1), unit=units["총무과"], grade=7) == ["김하늘"]
    assert names(on=date(2022, 6, 1), unit=units["총무과"]) == []


def test_one_sees_oneself_and_the_people_of_ones_units_of_today(units: dict[str, int]) -> None:
    me = a_person("나자신", unit=units["보건소"])
    a_person("이웃", unit=units["총무과"])
    moved = a_person("떠난이웃", unit=units["총무과"], postings=[(date(2026, 6, 1), units["보건소"], Position.MEMBER)])
    liaison = an_actor(Role.LIAISON, units=[units["총무과"]], person=me)
    assert names(actor=liaison) == ["이웃", "나자신"]
    assert names(actor=liaison, on=date(2026, 1, 1)) == ["이웃", "나자신"]
    assert names(actor=an_actor(Role.OFFICIAL, person=me)) == ["나자신"]
    assert names(actor=an_actor(Role.SYSTEM_ADMIN)) == []
    assert len(names(actor=an_actor(Role.AUDITOR))) == 3
    with pytest.raises(PersonNotFound):
        person_card(actor=liaison, on=TODAY, person=moved)
    assert visible_person_ids(actor=an_actor(Role.AUDITOR), on=TODAY) is None
    assert visible_person_ids(actor=an_actor(Role.OFFICIAL, person=me), on=TODAY) == frozenset({me})


def test_an_unknown_person_and_an_invisible_one_are_not_told_apart(units: dict[str, int]) -> None:
    other = a_person(unit=units["총무과"], staff_no="0012")
    stranger = an_actor(Role.OFFICIAL, person=None)
    wanted_ones: list[dict[str, Any]] = [
        {"person": other},
        {"person": 999_999},
        {"staff_no": "0012"},
        {"staff_no": "none"},
    ]
    for wanted in wanted_ones:
        with pytest.raises(PersonNotFound) as refused:
            person_card(actor=stranger, on=TODAY, **wanted)
        assert refused.value.text == "그 사번의 사람이 없습니다."


def test_a_card_tells_probation_retirement_and_the_whole_career(units: dict[str, int]) -> None:
    person = a_person(unit=units["총무과"], grade=9, appointed_on=date(2026, 3, 2), birth_on=date(2000, 7, 1))
    card = person_card(actor=the_operator(), on=TODAY, person=person)
    assert card.probation_ends_on == date(2026, 9, 1)
    assert card.retirement is not None
    assert card.retirement.facts["retires_on"] == "2060-12-31"
    assert card.row == person_rows(person_ids=[person], on=TODAY)[person]
    assert [span.unit_name for span in card.career.postings] == ["총무과"]


def test_reading_others_is_logged_and_reading_oneself_is_not(units: dict[str, int]) -> None:
    me = a_person("나자신", unit=units["총무과"])
    other = a_person("이웃", unit=units["총무과"])
    actor = an_actor(Role.LIAISON, units=[units["총무과"]], person=me)
    person_card(actor=actor, on=TODAY, person=me)
    assert AccessEntry.objects.count() == 0
    person_card(actor=actor, on=TODAY, person=other)
    search(actor=actor, on=TODAY, text="이웃")
    entries = AccessEntry.objects.order_by("pk").values_list("reading", "person_ids", "people")
    assert list(entries) == [("people.card", [other], 1), ("people.search", [other], 1)]


def test_pages_have_bounds(units: dict[str, int]) -> None:
    for number in range(30):
        a_person(f"사람{number:02d}", unit=units["총무과"])
    page = search(actor=the_operator(), on=TODAY, page=2, size=25)
    assert (page.number, page.total, page.last, len(page.rows)) == (2, 30, 2, 5)
    assert search(actor=the_operator(), on=TODAY, page=99, size=25).number == 2


def test_statements_do_not_grow_with_the_people(units: dict[str, int]) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            search(actor=the_operator(), on=TODAY, unit=units["행정국"], text="사람")
        return len(seen)

    a_person("사람", unit=units["총무과"])
    one = statements()
    for number in range(20):
        a_person(f"사람{number}", unit=units["총무과"], promotions=[(date(2020, 1, 1), 6)])
    assert statements() == one


def test_numbers_are_looked_up_at_once(units: dict[str, int]) -> None:
    person = a_person(staff_no="0012")
    assert ids_by_staff_no(["0012", "12", "0012"]) == {"0012": person}
    assert person_rows(person_ids=[999_999], on=TODAY) == {}
    assert Person.objects.count() == 1
