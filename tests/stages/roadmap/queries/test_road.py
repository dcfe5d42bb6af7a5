"""One person's road: past, now and next with reasons, for who may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.models import AccessEntry
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.terms import Position
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.models import RuleSet
from baeumgil.stages.roadmap.queries.road import Road, road
from baeumgil.stages.roadmap.services.exemptions import grant
from baeumgil.stages.roadmap.services.rulesets import put_in_force
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_candidate, a_guest, a_person, a_unit, an_actor, the_operator
from tests.stages.roadmap.build import a_record, a_rule_set, the_templates

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)
OFFICE = an_actor(Role.TRAINING_OFFICE)


@pytest.fixture(autouse=True)
def _goyang() -> None:
    put_in_force(actor=the_operator(), rule_set=the_templates()["goyang_2024"])


def a_newcomer(unit: int | None = None, staff_no: str | None = None) -> int:
    person = a_person(
        birth_on=date(1998, 5, 1),
        appointed_on=date(2024, 3, 4),
        grade=9,
        promotions=((date(2025, 10, 1), 8),),
        unit=unit or a_unit(),
        staff_no=staff_no,
    )
    a_record(person, "GY-ONBOARDING", date(2024, 2, 15), "온보딩(적응교육)")
    return person


def shown(found: Road) -> list[tuple[str, str, str]]:
    return [
        *(("past", one.stage.code, one.state.value) for one in found.past),
        *(("now", one.stage.code, one.state.value) for one in found.now),
        *(("next", one.stage.code, one.state.value) for one in found.next),
    ]


def test_a_road_tells_past_now_and_next_and_what_to_do_first() -> None:
    with clock.fixed(TODAY):
        found = road(actor=OFFICE, on=TODAY, person=a_newcomer())
    assert shown(found) == [
        ("past", "onboarding", "done"),
        ("now", "wellboarding", "overdue"),
        ("now", "promotion_8", "due"),
        ("next", "retirement", "upcoming"),
    ]
    assert found.next_step is not None
    assert (found.next_step.stage.code, found.next_step.due_on) == ("wellboarding", date(2025, 9, 4))
    assert [record.course_key for record in found.records] == ["GY-ONBOARDING"]
    assert found.rules_name == "고양 2024 공직 생애주기별 교육"


def test_every_stage_says_why_and_on_what_basis() -> None:
    with clock.fixed(TODAY):
        found = road(actor=OFFICE, on=TODAY, person=a_newcomer())
    assert all(one.reason.text and one.facts for one in found.standings)
    overdue = found.now[0]
    assert overdue.reason.text == "이수 기한 2025. 9. 4.에서 179일 지났습니다."


def test_the_road_can_be_read_as_of_any_day() -> None:
    person = a_newcomer()
    with clock.fixed(TODAY):
        assert shown(road(actor=OFFICE, on=date(2024, 3, 4), person=person)) == [
            ("past", "onboarding", "done"),
            ("next", "wellboarding", "upcoming"),
            ("next", "promotion_8", "upcoming"),
            ("next", "retirement", "upcoming"),
        ]


def test_when_nothing_is_open_the_next_step_is_the_first_to_open() -> None:
    person = a_newcomer()
    found = road(actor=OFFICE, on=date(2024, 6, 1), person=person)
    assert found.next_step is not None
    assert (found.next_step.stage.code, found.next_step.opens_on) == ("wellboarding", date(2025, 3, 4))


def test_everybody_sees_their_own_road_without_a_trace_in_the_access_log() -> None:
    person = a_newcomer()
    own = an_actor(person=person, account=7)
    with clock.fixed(TODAY):
        assert road(actor=own, on=TODAY).person.id == person
        assert road(actor=own, on=TODAY, person=person).person.id == person
    assert AccessEntry.objects.count() == 0


def test_looking_at_somebody_else_is_written_down() -> None:
    person = a_newcomer(staff_no="20240017")
    with clock.fixed(TODAY):
        assert road(actor=OFFICE, on=TODAY, staff_no="20240017").person.id == person
    entry = AccessEntry.objects.get()
    assert (entry.reading, entry.person_ids, entry.people) == ("roadmap.road", [person], 1)


def test_rights_follow_todays_posting() -> None:
    old, new = a_unit(), a_unit()
    person = a_person(unit=old, postings=((date(2026, 1, 1), new, Position.MEMBER),), grade=7)
    for role in (Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.TRAINING_OFFICE):
        assert road(actor=an_actor(role, units=[new]), on=TODAY, person=person).person.id == person
        with pytest.raises(PersonNotFound):
            road(actor=an_actor(role, units=[old]), on=date(2020, 1, 1), person=person)


@pytest.mark.parametrize("role", [None, Role.OFFICIAL, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_others_see_no_road_but_their_own(role: Role | None) -> None:
    person, stranger = a_newcomer(), an_actor(role, person=a_newcomer())
    with pytest.raises(PersonNotFound):
        road(actor=stranger, on=TODAY, person=person)
    assert AccessEntry.objects.count() == 0


def test_an_api_key_reads_roads_only_with_its_scope() -> None:
    person = a_newcomer()
    with_scope = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"roadmap:read"}))
    without = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"other:read"}))
    assert road(actor=with_scope, on=TODAY, person=person).person.id == person
    with pytest.raises(PersonNotFound):
        road(actor=without, on=TODAY, person=person)


def test_unknown_people_are_not_found() -> None:
    for asked in ({"person": 10**9}, {"staff_no": "없음"}, {}):
        with pytest.raises(PersonNotFound):
            road(actor=OFFICE, on=TODAY, **asked)


def test_candidates_have_a_road_before_they_have_a_staff_number() -> None:
    person = a_candidate(appointed_on=date(2026, 4, 1))
    with clock.fixed(TODAY):
        found = road(actor=OFFICE, on=TODAY, person=person)
    assert [(one.stage.code, one.state) for one in found.now] == [("onboarding", StageState.DUE)]
    with pytest.raises(PersonNotFound):
        road(actor=an_actor(Role.TRAINING_OFFICE, units=[a_unit()]), on=TODAY, person=person)


def test_a_guest_owes_nothing() -> None:
    found = road(actor=OFFICE, on=TODAY, person=a_guest())
    assert (found.standings, found.next_step) == ((), None)


def test_an_exemption_is_shown_with_its_reason() -> None:
    person = a_newcomer()
    with clock.fixed(TODAY):
        grant(actor=OFFICE, person=person, stage_code="wellboarding", reason="다른 시에서 이수")
        found = road(actor=OFFICE, on=TODAY, person=person)
    exempt = {one.stage.code: one for one in found.past}["wellboarding"]
    assert (exempt.state, exempt.reason.text) == (
        StageState.EXEMPT,
        "면제하기로 했습니다. 사유: 다른 시에서 이수",
    )
    assert [one.reason for one in found.exemptions] == ["다른 시에서 이수"]


def test_a_road_takes_the_same_number_of_statements_whatever_lies_on_it() -> None:
    a_rule_set()
    put_in_force(actor=the_operator(), rule_set=the_templates()["goyang_2024"])
    person = a_newcomer()
    with clock.fixed(TODAY):
        road(actor=an_actor(person=person), on=TODAY)  # the rules in force are read once and kept
    counts = []
    for records in (0, 30):
        for number in range(records):
            a_record(person, f"OTHER-{number}", date(2025, 1, 1))
            a_newcomer()
        with clock.fixed(TODAY), CaptureQueriesContext(connection) as statements:
            road(actor=an_actor(person=person), on=TODAY)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_without_rules_there_is_no_road() -> None:
    RuleSet.objects.update(is_in_force=False)
    with pytest.raises(NoRulesInForce):
        road(actor=OFFICE, on=TODAY, person=a_newcomer())
