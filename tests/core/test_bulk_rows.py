from datetime import date

import pytest
from django.db import IntegrityError, transaction

from baeumgil.core.bulk_rows import insert_rows
from baeumgil.core.models import Policy
from baeumgil.stages.people.models import Absence
from tests.build import a_person

pytestmark = pytest.mark.django_db
COLUMNS = ("person_id", "kind", "place", "starts_on", "ends_on")


def test_rows_arrive_as_they_were_given() -> None:
    person = a_person()
    rows = [
        (person, "leave", "", date(2020, 1, 1), date(2020, 6, 30)),
        (person, "secondment", "이웃시", date(2024, 2, 29), None),
    ]
    insert_rows(Absence, COLUMNS, rows)
    assert list(Absence.objects.order_by("starts_on").values_list(*COLUMNS)) == rows


def test_no_rows_are_no_harm() -> None:
    insert_rows(Policy, ("key",), [])
    assert Policy.objects.count() == 0


def test_the_databases_own_checks_hold() -> None:
    person = a_person()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Absence, COLUMNS, [(person, "leave", "", date(2020, 6, 30), date(2020, 1, 1))])
    assert Absence.objects.count() == 0
