"""Duties and tags of the seed."""

import pytest

from baeumgil.stages.plan.models import LegalDuty, Tag
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.terms import DutyInterval

pytestmark = pytest.mark.django_db


def test_loading_again_touches_nothing() -> None:
    assert load_duties_and_tags() == Tag.objects.count() + LegalDuty.objects.count()
    assert load_duties_and_tags() == 0
    assert LegalDuty.objects.count() == 30


def test_what_differs_from_the_seed_is_put_right_and_what_it_does_not_name_stays() -> None:
    load_duties_and_tags()
    Tag.objects.create(code="own", name="우리 것")
    Tag.objects.filter(code="integrity").update(name="다른 이름")
    LegalDuty.objects.filter(code="integrity").update(minutes=60)
    assert load_duties_and_tags() == 2
    assert (Tag.objects.get(code="integrity").name, LegalDuty.objects.get(code="integrity").minutes) == ("청렴", 120)
    assert Tag.objects.filter(code="own").count() == 1


def test_duties_say_what_the_laws_say() -> None:
    load_duties_and_tags()
    violence = LegalDuty.objects.filter(
        code__in=("sexual_harassment", "sexual_violence", "domestic_violence", "prostitution")
    )
    assert {(duty.minutes, duty.interval, duty.result_due) for duty in violence} == {
        (60, DutyInterval.YEARLY, "다음 해 2월 말일")
    }
    staff = LegalDuty.objects.get(code="disaster_staff")
    assert (staff.minutes, staff.interval, staff.is_for_all) == (840, DutyInterval.EVERY_TWO_YEARS, False)
    assert set(LegalDuty.objects.values_list("interval", flat=True)) <= set(DutyInterval)
