"""`services.deputies`: who decides in whose place."""

from datetime import timedelta
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.errors import DeputyInvalid, DeputyNotFound, NotAtThisStage
from baeumgil.stages.enrolment.models import Deputy
from baeumgil.stages.enrolment.services.deputies import end_deputy, name_deputy
from baeumgil.stages.people.models import Notice
from baeumgil.stages.people.queries.persons import person_rows
from tests.build import a_person
from tests.build_approvals import SmallCity, a_small_city
from tests.build_web import an_account

pytestmark = pytest.mark.django_db


def a_colleague(city: SmallCity) -> int:
    """The account of a colleague with staff number C1."""
    return an_account(person=a_person("동료", staff_no="C1", unit=city.division))


def a_week(**more: Any) -> dict[str, Any]:
    """From today on."""
    today = clock.today()
    return {"starts_on": today, "ends_on": today + timedelta(days=6), "deputy_staff_no": "C1", **more}


def rows() -> list[tuple[int, int]]:
    """Who stands in for whom."""
    return list(Deputy.objects.order_by("pk").values_list("account_id", "deputy_id"))


def test_a_head_names_a_colleague_who_is_told() -> None:
    city = a_small_city()
    colleague = a_colleague(city)
    name_deputy(actor=city.actor(city.head), **a_week(note="휴가"))
    assert rows() == [(city.head, colleague)]
    assert Notice.objects.filter(person_id=city.person(colleague), key__startswith="deputy:").count() == 1


def test_the_office_names_one_for_somebody_else_and_nobody_else_does() -> None:
    city = a_small_city()
    colleague = a_colleague(city)
    head = city.actor(city.head)
    assert head.person is not None
    number = person_rows(person_ids=[head.person], on=clock.today())[head.person].staff_no
    with pytest.raises(NotAllowed):
        name_deputy(actor=city.actor(city.liaison), **a_week(staff_no=number))
    assert rows() == []
    name_deputy(actor=city.actor(city.officer), **a_week(staff_no=number))
    assert rows() == [(city.head, colleague)]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    city = a_small_city()
    today = clock.today()
    head = city.actor(city.head)
    with pytest.raises(DeputyInvalid) as caught:
        name_deputy(
            actor=head, deputy_staff_no="NONE", starts_on=today, ends_on=today - timedelta(days=1), note="가" * 201
        )
    assert [problem.code for problem in caught.value.problems] == ["no_deputy", "span_reversed", "note_long"]
    a_colleague(city)
    name_deputy(actor=head, **a_week())
    with pytest.raises(DeputyInvalid) as caught:
        name_deputy(actor=head, **a_week())
    assert [problem.code for problem in caught.value.problems] == ["deputy_overlaps"]
    assert len(rows()) == 1


def test_it_ends_at_once_by_either_of_the_two_and_only_once() -> None:
    city = a_small_city()
    colleague = a_colleague(city)
    made = name_deputy(actor=city.actor(city.head), **a_week())
    with pytest.raises(DeputyNotFound):
        end_deputy(actor=city.actor(city.liaison), deputy=made)
    Deputy.objects.filter(pk=made).update(starts_on=clock.today() - timedelta(days=2))
    end_deputy(actor=city.actor(colleague), deputy=made)
    assert Deputy.objects.get(pk=made).ends_on == clock.today() - timedelta(days=1)
    with pytest.raises(NotAtThisStage):
        end_deputy(actor=city.actor(city.head), deputy=made)


def test_one_that_begins_today_or_later_is_taken_back() -> None:
    city = a_small_city()
    a_colleague(city)
    made = name_deputy(actor=city.actor(city.head), **a_week())
    end_deputy(actor=city.actor(city.head), deputy=made)
    assert rows() == []
    for number in (made, 2**70):
        with pytest.raises(DeputyNotFound):
            end_deputy(actor=city.actor(city.head), deputy=number)
