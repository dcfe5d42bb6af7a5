from datetime import date

import pytest

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.models import Person, Unit, UnitSpan
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.holdings import holdings
from baeumgil.stages.people.queries.organisation import unit_history, unit_tree
from baeumgil.stages.people.rules.career import AbsenceSpan, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.services.bulk import (
    CityNotEmpty,
    PersonLoad,
    SuccessionLoad,
    UnitLoad,
    UnitSpanLoad,
    clear_city,
    load_careers,
    load_organisation,
)
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    GradeChange,
    PersonKind,
    Position,
    SuccessionKind,
    UnitKind,
)
from tests.build import an_actor

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
LONG_AGO, MERGED = date(2000, 1, 1), date(2024, 7, 1)
UNITS = (
    UnitLoad("top", (UnitSpanLoad("9900000", "배움시", "배움시", UnitKind.BODY, "", 0, LONG_AGO),)),
    UnitLoad(
        "old",
        (UnitSpanLoad("9900001", "옛과", "배움시 옛과", UnitKind.DIVISION, "top", 1, LONG_AGO, date(2024, 6, 30)),),
    ),
    UnitLoad("new", (UnitSpanLoad("9900002", "새과", "배움시 새과", UnitKind.DIVISION, "top", 2, MERGED),)),
)
LINKS = (SuccessionLoad("old", "new", SuccessionKind.MERGED, MERGED),)


def _somebody(unit: int) -> PersonLoad:
    return PersonLoad(
        name="김하늘",
        kind=PersonKind.OFFICIAL,
        staff_no="00123",
        birth_on=date(1990, 7, 1),
        services=(ServiceSpan(EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, date(2015, 3, 2)),),
        grades=(GradeSpan(9, "지방행정서기보", "행정", GradeChange.APPOINTMENT, date(2015, 3, 2)),),
        postings=(PostingSpan(unit, "새과", Position.MEMBER, date(2015, 3, 2), None, "주무관", "서무"),),
        absences=(AbsenceSpan(AbsenceKind.LEAVE, date(2020, 1, 1), date(2020, 12, 31)),),
    )


def test_an_organisation_is_loaded_with_its_history() -> None:
    ids = load_organisation(actor=OPERATOR, units=UNITS, successions=LINKS)
    assert [row.name for row in unit_tree(date(2020, 1, 1))] == ["배움시", "옛과"]
    assert [row.name for row in unit_tree(date(2026, 1, 1))] == ["배움시", "새과"]
    assert [link.unit for link in unit_history(ids["new"]).predecessors] == [ids["old"]]


def test_a_second_organisation_is_refused() -> None:
    load_organisation(actor=OPERATOR, units=UNITS)
    with pytest.raises(CityNotEmpty):
        load_organisation(actor=OPERATOR, units=UNITS)
    assert (Unit.objects.count(), UnitSpan.objects.count()) == (3, 3)


def test_a_career_comes_back_as_it_was_given_with_the_day_of_retirement() -> None:
    seed_policies(actor=OPERATOR)
    unit = load_organisation(actor=OPERATOR, units=UNITS)["new"]
    load = _somebody(unit)
    [person] = load_careers(actor=OPERATOR, people=[load])
    [career] = careers([person])
    assert (career.services, career.grades) == (load.services, load.grades)
    assert (career.postings, career.absences) == (load.postings, load.absences)
    assert (career.kind, career.birth_on, career.retires_on) == (PersonKind.OFFICIAL, load.birth_on, date(2050, 12, 31))


def test_only_the_operator_may_load() -> None:
    with pytest.raises(NotAllowed):
        load_organisation(actor=an_actor(), units=UNITS)
    with pytest.raises(NotAllowed):
        load_careers(actor=an_actor(), people=[])
    with pytest.raises(NotAllowed):
        clear_city(actor=an_actor())
    assert holdings().is_empty


def test_clearing_leaves_nothing_but_the_audit_chain() -> None:
    seed_policies(actor=OPERATOR)
    unit = load_organisation(actor=OPERATOR, units=UNITS, successions=LINKS)["new"]
    load_careers(actor=OPERATOR, people=[_somebody(unit)])
    assert (holdings().people, holdings().units) == (1, 3)
    clear_city(actor=OPERATOR)
    assert (holdings().is_empty, Person.objects.count()) == (True, 0)
    assert AuditEntry.objects.filter(action="people.clear_city").count() == 1
