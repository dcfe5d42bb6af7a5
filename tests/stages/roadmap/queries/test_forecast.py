"""The forecast as doors ask for it: who may, what is refused, and the same figures through the worker."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock, worker
from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed, NotFound
from baeumgil.core.jobs import JobId, enqueue
from baeumgil.core.models import AccessEntry, AuditEntry, Job
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.queries.forecast import forecast, forecast_of_job
from baeumgil.stages.roadmap.rules.forecast.plain import what_if_from_json, what_if_to_json
from baeumgil.stages.roadmap.rules.forecast.values import RateChange, WhatIf
from baeumgil.stages.roadmap.services.forecast import request_forecast
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.stages.roadmap.build import PROMOTED, a_record, a_rule_set

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def a_city(people: int = 3) -> None:
    """Some people promoted to grade 7 in February, one of whom did the course already."""
    a_rule_set()
    unit = a_unit()
    for place in range(people):
        person = a_person(unit=unit, grade=8, appointed_on=date(2020, 1, 2), promotions=[(date(2026, 2, 1), 7)])
        if place == 0:
            a_record(person, "P7", date(2026, 2, 20))


def test_people_due_this_year_are_counted_without_those_who_are_done() -> None:
    a_city()
    with clock.fixed(TODAY):
        found = forecast(actor=the_operator(), first_year=2026)
    stage = found.stages[0]
    assert (stage.code, stage.cells[0].people, stage.cells[0].known) == ("promotion_7", 2, 2)
    assert [cell.year for cell in stage.cells] == list(range(2026, 2036))
    assert (found.people, found.on, found.years) == (3, "2026-03-02", 10)


def test_other_rules_can_be_tried_without_being_saved() -> None:
    a_city()
    what_if = WhatIf(stages=(replace(PROMOTED, code="other", courses=()),))
    with clock.fixed(TODAY):
        found = forecast(actor=the_operator(), first_year=2026, what_if=what_if, with_backtest=False)
        plain = forecast(actor=the_operator(), first_year=2026)
    assert [(stage.code, stage.cells[0].people) for stage in found.stages] == [("other", 3)]
    assert (found.is_what_if, plain.is_what_if) == (True, False)
    assert plain.stages[0].code == "promotion_7"


@pytest.mark.parametrize("role", [Role.TRAINING_OFFICE, Role.HEAD, Role.AUDITOR])
def test_offices_heads_and_auditors_may_look(role: Role) -> None:
    a_city()
    with clock.fixed(TODAY):
        assert forecast(actor=an_actor(role), first_year=2026).stages[0].cells[0].people == 2


@pytest.mark.parametrize("role", [Role.OFFICIAL, Role.LIAISON, Role.INSTRUCTOR, Role.SYSTEM_ADMIN])
def test_others_may_not_look_nor_ask_the_worker(role: Role) -> None:
    a_city()
    before = (Job.objects.count(), AuditEntry.objects.count())
    with clock.fixed(TODAY):
        with pytest.raises(NotAllowed):
            forecast(actor=an_actor(role), first_year=2026)
        with pytest.raises(NotAllowed):
            request_forecast(actor=an_actor(role), first_year=2026)
        with pytest.raises(NotAllowed):
            forecast_of_job(actor=an_actor(role), job_id=JobId(1))
    assert (Job.objects.count(), AuditEntry.objects.filter(facts__refusal__isnull=True).count()) == before


def test_no_access_to_personal_data_is_recorded_for_it_shows_none() -> None:
    a_city()
    with clock.fixed(TODAY):
        found = forecast(actor=an_actor(Role.HEAD), first_year=2026)
    assert AccessEntry.objects.count() == 0
    assert "김하늘" not in repr(found)


def test_without_rules_in_force_nothing_can_be_forecast() -> None:
    with clock.fixed(TODAY), pytest.raises(NoRulesInForce):
        forecast(actor=the_operator(), first_year=2026)


def test_all_problems_of_a_question_are_named_at_once() -> None:
    what_if = WhatIf(
        rates=(RateChange("nonsense"), RateChange("promotion:8", 1000.0), RateChange("resignation", absolute=1.5))
    )
    with clock.fixed(TODAY), pytest.raises(Invalid) as refusal:
        forecast(actor=the_operator(), first_year=2020, years=99, class_size=0, what_if=what_if)
    assert [problem.field for problem in refusal.value.problems] == [
        "first_year",
        "years",
        "class_size",
        "nonsense",
        "promotion:8",
        "resignation",
    ]


def test_the_number_of_statements_does_not_grow_with_people() -> None:
    a_city(3)
    with clock.fixed(TODAY):
        forecast(actor=the_operator(), first_year=2026)  # the rules in force are read once and kept
    counts = []
    for more in (0, 40):
        for _ in range(more):
            a_person(grade=8, appointed_on=date(2020, 1, 2), promotions=[(date(2026, 2, 1), 7)])
        with (
            clock.fixed(TODAY),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            forecast(actor=the_operator(), first_year=2026)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12


def test_the_worker_computes_the_same_figures() -> None:
    a_city()
    asker = replace(an_actor(Role.TRAINING_OFFICE), account=7)
    what_if = WhatIf(stages=(PROMOTED,), rates=(RateChange("hires", absolute=4.0),), note="증원")
    with clock.fixed(TODAY):
        job_id = request_forecast(actor=asker, first_year=2026, class_size=20, what_if=what_if)
        assert forecast_of_job(actor=asker, job_id=job_id) is None
        worker.work(until=lambda: False, once=True)
        directly = forecast(actor=asker, first_year=2026, class_size=20, what_if=what_if)
    assert forecast_of_job(actor=asker, job_id=job_id) == directly
    with pytest.raises(NotAllowed):
        forecast_of_job(actor=replace(asker, account=8), job_id=job_id)


def test_a_question_that_would_be_refused_is_not_queued() -> None:
    with clock.fixed(TODAY), pytest.raises(Invalid):
        request_forecast(actor=the_operator(), first_year=1999)
    assert Job.objects.count() == 0


def test_another_job_is_no_forecast() -> None:
    job_id = enqueue("roadmap.recompute", actor=the_operator())
    with pytest.raises(NotFound):
        forecast_of_job(actor=the_operator(), job_id=job_id)


def test_a_what_if_survives_json() -> None:
    what_if = WhatIf(stages=(PROMOTED,), rates=(RateChange("hires", absolute=4.0),), note="증원")
    assert what_if_from_json(what_if_to_json(what_if)) == what_if
    assert what_if_from_json(what_if_to_json(WhatIf())) == WhatIf()
