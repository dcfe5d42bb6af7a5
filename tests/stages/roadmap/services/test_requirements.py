"""Computing who owes what: stored once, touched only where something differs, and kept fresh."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.events import announce
from baeumgil.core.jobs import HANDLERS
from baeumgil.core.models import Job
from baeumgil.stages.people.events import CareerChanged, RosterApplied
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.terms import PersonKind
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.events import RecordsChanged
from baeumgil.stages.roadmap.models import Requirement, RequirementRun
from baeumgil.stages.roadmap.queries.facts import completions_of, exemptions_of
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.queries.runs import shown_run
from baeumgil.stages.roadmap.rules.definition import Offset, Window
from baeumgil.stages.roadmap.rules.states import standings
from baeumgil.stages.roadmap.services.requirements import ensure_fresh, recompute
from baeumgil.stages.roadmap.services.rulesets import put_in_force, save_version
from baeumgil.stages.roadmap.terms import StageState
from tests.build import a_candidate, a_guest, a_person, a_unit, an_actor, the_operator
from tests.stages.roadmap.build import PROMOTED, a_record, a_rule_set, computed, the_templates

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def promoted(on: date = date(2026, 1, 1), **facts: object) -> int:
    return a_person(grade=8, promotions=((on, 7),), **facts)  # type: ignore[arg-type]  # facts of the builder


def rows() -> list[Any]:
    return list(Requirement.objects.order_by("person_id", "anchor_on", "stage_code").values())


def test_a_row_says_who_owes_what_by_when_and_where_they_work() -> None:
    a_rule_set()
    unit = a_unit()
    person = promoted(unit=unit)
    with clock.fixed(TODAY):
        outcome = computed(TODAY)
    assert (outcome.people, outcome.rows, outcome.written, outcome.removed) == (1, 1, 1, 0)
    row = Requirement.objects.get()
    assert (row.person_id, row.stage_code, row.stage_name, row.stage_order, row.occurrence) == (
        person,
        "promotion_7",
        "7급 승진자 과정",
        10,
        1,
    )
    assert (row.anchor_on, row.opens_on, row.due_on, row.closes_on) == (
        date(2026, 1, 1),
        date(2026, 1, 1),
        date(2026, 7, 1),
        None,
    )
    assert (row.state, row.reason, row.settled_on, row.settled_by, row.unit_id, row.is_away) == (
        StageState.DUE,
        "open",
        None,
        "",
        unit,
        False,
    )


def test_a_settled_row_names_the_course() -> None:
    a_rule_set()
    person = promoted()
    a_record(person, "P7", date(2026, 2, 3))
    computed(TODAY)
    row = Requirement.objects.get()
    assert (row.state, row.settled_on, row.settled_by) == (StageState.DONE, date(2026, 2, 3), "7급 승진자 과정")


def test_computing_twice_changes_nothing() -> None:
    a_rule_set()
    for _ in range(3):
        promoted()
    computed(TODAY)
    before = rows()
    outcome = computed(TODAY)
    assert (outcome.rows, outcome.written, outcome.removed) == (3, 0, 0)
    assert rows() == before
    assert RequirementRun.objects.count() == 1


def test_another_day_touches_only_rows_that_change() -> None:
    a_rule_set()
    first, second = promoted(date(2025, 9, 1)), promoted(date(2025, 9, 2))
    computed(date(2026, 3, 1))
    untouched = Requirement.objects.get(person_id=second).pk
    outcome = computed(date(2026, 3, 2))
    assert (outcome.rows, outcome.written, outcome.removed) == (2, 1, 1)
    assert list(Requirement.objects.order_by("person_id").values_list("person_id", "state")) == [
        (first, "overdue"),
        (second, "due"),
    ]
    assert Requirement.objects.get(person_id=second).pk == untouched
    assert RequirementRun.objects.get().on == date(2026, 3, 2)


def test_stored_states_are_those_of_the_person_by_person_rules() -> None:
    templates = the_templates()
    put_in_force(actor=the_operator(), rule_set=templates["goyang_2024"])
    unit = a_unit()
    for year in range(1966, 2004, 3):
        person = a_person(
            birth_on=date(year, 7, 1),
            appointed_on=date(min(2025, year + 26), 3, 2),
            grade=9,
            promotions=((date(min(2025, year + 27), 7, 1), 8), (date(2026, 1, 1), 7)),
            unit=unit,
        )
        a_record(person, "GY-PROMOTION-8", date(min(2025, year + 27), 9, 1))
    computed(TODAY)
    ids = list(Person.objects.values_list("pk", flat=True))
    records, exemptions = completions_of(ids), exemptions_of(ids)
    expected = {
        (career.person, one.stage.code, one.anchor_on, str(one.state), one.opens_on, one.due_on, one.settled_on)
        for career in careers(ids)
        for one in standings(
            career,
            in_force().stages,
            records.get(career.person, []),
            exemptions.get(career.person, {}),
            TODAY,
        )
    }
    stored = set(
        Requirement.objects.values_list(
            "person_id", "stage_code", "anchor_on", "state", "opens_on", "due_on", "settled_on"
        )
    )
    assert stored == expected
    assert len(stored) > len(ids)


def test_guests_and_people_who_left_have_no_rows_and_candidates_have() -> None:
    a_rule_set([replace(PROMOTED, trigger="appointment", grades=(), window=Window(Offset(-2), Offset(1)))])  # type: ignore[arg-type]  # a term is its text
    a_guest()
    leaver = promoted()
    candidate = a_candidate(appointed_on=date(2026, 4, 1))
    computed(TODAY)
    assert set(Requirement.objects.values_list("person_id", flat=True)) == {leaver, candidate}
    Person.objects.filter(pk=leaver).update(kind=PersonKind.FORMER)
    outcome = computed(TODAY)
    assert (outcome.rows, outcome.removed) == (1, 1)
    assert list(Requirement.objects.values_list("person_id", flat=True)) == [candidate]


def test_one_person_alone_is_computed_into_the_stored_states() -> None:
    a_rule_set()
    person, other = promoted(), promoted()
    computed(TODAY)
    for one in (person, other):
        a_record(one, "P7", date(2026, 2, 3))
    outcome = recompute(actor=the_operator(), on=TODAY, person_ids=[person])
    assert (outcome.people, outcome.written, outcome.removed) == (1, 1, 1)
    assert dict(Requirement.objects.values_list("person_id", "state")) == {person: "done", other: "due"}


def test_one_person_of_another_day_queues_everybody_instead() -> None:
    a_rule_set()
    person = promoted()
    computed(TODAY)
    Job.objects.all().delete()
    before = rows()
    recompute(actor=the_operator(), on=TODAY + timedelta(days=1), person_ids=[person])
    assert rows() == before
    assert Job.objects.count() == 1


def test_without_rules_in_force_nothing_is_computed() -> None:
    promoted()
    with pytest.raises(NoRulesInForce):
        computed(TODAY)
    assert (RequirementRun.objects.count(), Requirement.objects.count()) == (0, 0)


def test_only_the_worker_and_the_training_office_compute() -> None:
    a_rule_set()
    promoted()
    for role in Role:
        if role is not Role.TRAINING_OFFICE:
            with pytest.raises(NotAllowed):
                recompute(actor=an_actor(role), on=TODAY)
    assert Requirement.objects.count() == 0
    recompute(actor=an_actor(Role.TRAINING_OFFICE), on=TODAY)
    recompute(actor=Actor.system("시험"), on=TODAY)
    assert Requirement.objects.count() == 1


def test_the_job_computes_today() -> None:
    a_rule_set()
    promoted()
    with clock.fixed(TODAY):
        result = HANDLERS["roadmap.recompute"]()
    assert result == {"on": "2026-03-02", "people": 1, "rows": 1, "written": 1, "removed": 0}


def test_a_new_day_or_new_rules_queue_one_computation() -> None:
    with clock.fixed(TODAY):
        assert ensure_fresh(TODAY) is False
        mine = a_rule_set()
        Job.objects.all().delete()
        assert ensure_fresh(TODAY) is True
        assert ensure_fresh(TODAY) is False
        Job.objects.all().delete()
        computed(TODAY)
        assert ensure_fresh(TODAY) is False
        assert ensure_fresh(TODAY + timedelta(days=1)) is True
        Job.objects.all().delete()
        save_version(
            actor=the_operator(),
            rule_set=mine,
            base_number=2,
            stages=[replace(PROMOTED, window=Window(Offset(), Offset(9)))],
        )
        Job.objects.all().delete()
        assert ensure_fresh(TODAY) is True


def test_a_failed_computation_is_not_tried_again_at_once() -> None:
    with clock.fixed(TODAY):
        a_rule_set()
        Job.objects.update(state="failed", unique_key=None, ended_at=clock.now() - timedelta(minutes=5))
        assert ensure_fresh(TODAY) is False
        Job.objects.update(ended_at=clock.now() - timedelta(minutes=20))
        assert ensure_fresh(TODAY) is True


def test_changes_of_a_few_people_show_at_once_and_of_many_in_the_background() -> None:
    with clock.fixed(TODAY):
        a_rule_set()
        person = promoted()
        computed(TODAY)
        Job.objects.all().delete()
        a_record(person, "P7", date(2026, 2, 3))
        announce(RecordsChanged((person,)))
        assert Requirement.objects.get().state == StageState.DONE
        assert Job.objects.count() == 0
        for event in (
            RosterApplied(1, TODAY, 3),
            CareerChanged(None, TODAY),
            CareerChanged(tuple(range(100)), TODAY),
        ):
            announce(event)
        assert list(Job.objects.values_list("name", flat=True)) == ["roadmap.recompute"]


def test_before_rules_are_in_force_changes_queue_nothing() -> None:
    person = promoted()
    announce(CareerChanged((person,), TODAY))
    announce(RosterApplied(1, TODAY, 1))
    assert (Job.objects.count(), RequirementRun.objects.count()) == (0, 0)


def test_a_shown_run_is_stale_on_another_day_and_while_a_computation_waits() -> None:
    with clock.fixed(TODAY):
        assert shown_run() is None
        a_rule_set()
        computed(TODAY)
        assert (run := shown_run()) is not None
        assert (run.on, run.is_stale) == (TODAY, True)
        Job.objects.all().delete()
        assert (run := shown_run()) is not None
        assert run.is_stale is False
    with clock.fixed(TODAY + timedelta(days=1)):
        assert (run := shown_run()) is not None
        assert run.is_stale is True


def test_computing_takes_the_same_number_of_statements_for_one_person_and_for_thirty() -> None:
    a_rule_set()
    computed(TODAY)
    counts = []
    for people in (1, 29):
        for _ in range(people):
            promoted()
        Requirement.objects.all().delete()
        with CaptureQueriesContext(connection) as statements:
            computed(TODAY)
        counts.append(len(statements))
    assert counts[0] == counts[1]
