"""The quick answer is never wrong: whoever it calls unchanged would not be changed."""

from datetime import date
from typing import Any

import pytest

from baeumgil.stages.people.rules.roster.decide import decide_known
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import (
    Known,
    KnownAbsence,
    KnownGrade,
    KnownPerson,
    KnownPosting,
    KnownService,
)
from baeumgil.stages.people.rules.roster.people import Setting
from baeumgil.stages.people.rules.roster.plan import Plan
from baeumgil.stages.people.rules.roster.sameness import says_the_same
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
    StatusKind,
)
from tests.build import RETIREMENT_POLICY

AS_OF, START = date(2026, 7, 1), date(2015, 3, 2)
SETTING = Setting(AS_OF, RETIREMENT_POLICY, {1: "한강시", 2: "총무과", 3: "회계과"}, 1)
BIRTH = date(1990, 5, 1)

KNOWN = Known(
    KnownPerson(9, "1", None, "김하늘", BIRTH, PersonKind.OFFICIAL, None, "", date(2050, 6, 30)),
    KnownService(
        1, EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, None, START, None, None, START, 1, is_return=False
    ),
    KnownGrade(1, 7, "행정7급", "행정", GradeChange.PROMOTION, date(2020, 1, 1), None),
    KnownPosting(1, 2, "총무과", Position.TEAM_LEADER, "팀장", "인사", date(2024, 1, 1), None),
    (KnownAbsence(1, AbsenceKind.LEAVE, date(2021, 1, 1), date(2021, 6, 30)),),
)


def the_facts(**given: Any) -> RosterFacts:
    stated: dict[str, Any] = dict.fromkeys(RosterFacts._fields)
    stated |= {
        "row": 2,
        "staff_no": "1",
        "name": "김하늘",
        "birth_on": BIRTH,
        "unit": 2,
        "grade": 7,
        "title": "행정7급",
        "series": "행정",
        "employment": EmploymentKind.GENERAL,
        "authority": Authority.MAYOR,
        "appointed_on": START,
        "entry": EntryKind.NEW,
        "grade_since": date(2020, 1, 1),
        "posting_since": date(2024, 1, 1),
        "position": Position.TEAM_LEADER,
        "position_title": "팀장",
        "position_since": date(2024, 1, 1),
        "status": StatusKind.SERVING,
        "duties": "인사",
    }
    return RosterFacts(**(stated | given))


def changes_something(facts: RosterFacts, known: Known) -> bool:
    plan = Plan()
    decide_known(facts, known, plan, SETTING)
    return not plan.is_empty


OTHERS: tuple[dict[str, Any], ...] = (
    {"name": "김하눌"},
    {"birth_on": date(1990, 5, 2)},
    {"candidate_no": "77"},
    {"unit": 3},
    {"grade": 6, "title": "행정6급"},
    {"title": "지방행정주사보"},
    {"series": "시설"},
    {"employment": EmploymentKind.SPECIAL_POST},
    {"authority": Authority.COUNCIL},
    {"appointed_on": date(2015, 3, 3)},
    {"entry": EntryKind.TRANSFER},
    {"grade_since": date(2020, 1, 2)},
    {"posting_since": date(2024, 1, 2), "position_since": None},
    {"position": Position.MEMBER},
    {"position_title": "인사팀장"},
    {"position_since": date(2024, 2, 1)},
    {"duties": "회계"},
    {"term_ends_on": date(2027, 1, 1)},
    {"status": StatusKind.AWAY, "absence": AbsenceKind.LEAVE},
    {"status": StatusKind.LEFT},
    {"guest_kind": GuestKind.CITIZEN},
)


def test_a_row_that_repeats_the_record_is_the_same() -> None:
    assert says_the_same(the_facts(), KNOWN, SETTING)
    assert not changes_something(the_facts(), KNOWN)


@pytest.mark.parametrize("given", OTHERS)
def test_each_other_fact_is_noticed_and_changes_something(given: dict[str, Any]) -> None:
    facts = the_facts(**given)
    assert not says_the_same(facts, KNOWN, SETTING)
    assert changes_something(facts, KNOWN)


@pytest.mark.parametrize("name", ["birth_on", "series", "employment", "entry", "grade_since", "position", "duties"])
def test_what_the_file_does_not_say_stays(name: str) -> None:
    facts = the_facts(**{name: None})
    assert says_the_same(facts, KNOWN, SETTING)
    assert not changes_something(facts, KNOWN)


@pytest.mark.parametrize(
    "known",
    [
        KNOWN._replace(person=KNOWN.person._replace(kind=PersonKind.FORMER)),
        KNOWN._replace(person=KNOWN.person._replace(retires_on=date(2050, 12, 31))),
        KNOWN._replace(grade=None),
        KNOWN._replace(posting=None),
        KNOWN._replace(service=None),
        KNOWN._replace(absences=(KnownAbsence(1, AbsenceKind.LEAVE, date(2026, 1, 1), None),)),
        KNOWN._replace(absences=(KnownAbsence(1, AbsenceKind.LEAVE, date(2026, 1, 1), AS_OF),)),
    ],
)
def test_an_unusual_record_is_looked_at(known: Known) -> None:
    assert not says_the_same(the_facts(), known, SETTING)
