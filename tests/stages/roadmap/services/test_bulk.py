from datetime import date

import pytest

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.roadmap.models import Exemption, RuleSet, TrainingRecord
from baeumgil.stages.roadmap.queries.facts import exemptions_of, records_of
from baeumgil.stages.roadmap.services.bulk import (
    ExemptionLoad,
    RecordLoad,
    clear_city,
    load_exemptions,
    load_records,
)
from baeumgil.stages.roadmap.services.rulesets import seed_templates
from tests.build import a_person, an_actor

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator("시험")
DAY = date(2024, 5, 3)


def test_records_come_back_as_they_were_given() -> None:
    person = a_person()
    load = RecordLoad(person, "GY-1", "온보딩", DAY, date(2024, 5, 1), "고양인재교육원", 840, "총무과", "9급")
    assert load_records(actor=OPERATOR, records=[load], source="demo") == 1
    [row] = records_of(person)
    assert (row.course_key, row.course_name, row.completed_on, row.starts_on, row.minutes, row.unit_name) == (
        "GY-1",
        "온보딩",
        DAY,
        date(2024, 5, 1),
        840,
        "총무과",
    )


def test_exemptions_hold_at_once() -> None:
    person = a_person()
    load_exemptions(actor=OPERATOR, exemptions=[ExemptionLoad(person, "onboarding", "이미 이수", DAY)])
    assert exemptions_of([person]) == {person: {"onboarding": "이미 이수"}}


def test_only_the_operator_may_load() -> None:
    person = a_person()
    with pytest.raises(NotAllowed):
        load_records(actor=an_actor(), records=[RecordLoad(person, "GY-1", "온보딩", DAY)])
    with pytest.raises(NotAllowed):
        load_exemptions(actor=an_actor(), exemptions=[ExemptionLoad(person, "onboarding", "이미 이수", DAY)])
    with pytest.raises(NotAllowed):
        clear_city(actor=an_actor())
    assert (TrainingRecord.objects.count(), Exemption.objects.count()) == (0, 0)


def test_clearing_leaves_nothing() -> None:
    seed_templates(actor=OPERATOR)
    load_records(actor=OPERATOR, records=[RecordLoad(a_person(), "GY-1", "온보딩", DAY)])
    clear_city(actor=OPERATOR)
    assert (TrainingRecord.objects.count(), RuleSet.objects.count()) == (0, 0)
