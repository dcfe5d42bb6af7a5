from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from baeumgil.core import bulk_rows
from baeumgil.core.bulk_rows import insert_rows, stored, update_rows
from baeumgil.core.models import Policy
from baeumgil.stages.people.models import Absence, Notice
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


def test_a_row_that_is_there_already_is_left_out_when_asked() -> None:
    moment = datetime(2027, 3, 8, 9, tzinfo=UTC)
    columns = ("person_id", "kind", "key", "title", "text", "link", "made_at")
    known, other = a_person(), a_person()
    first = (known, "result", "result:1", "가", "", "", stored(moment))
    insert_rows(Notice, columns, [first], skip_known=True)
    again = (known, "result", "result:1", "나", "", "", stored(moment))
    insert_rows(Notice, columns, [again, (other, *again[1:])], skip_known=True)
    assert list(Notice.objects.order_by("person_id").values_list("person_id", "title", "made_at")) == [
        (known, "가", moment),
        (other, "나", moment),
    ]


@pytest.mark.parametrize("few", [0, 500])
def test_rows_get_the_values_given_and_keep_the_rest(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_rows, "FEW", few)
    one, two = a_person(), a_person()
    days = (date(2020, 1, 1), date(2020, 6, 30))
    insert_rows(Absence, COLUMNS, [(person, "leave", "", *days) for person in (one, two)])
    keys = list(Absence.objects.order_by("person_id").values_list("pk", flat=True))
    for _ in range(2):  # twice in one transaction
        update_rows(Absence, ("place", "ends_on"), [("가", date(2020, 7, 1), keys[0]), ("나", None, keys[1])])
    assert list(Absence.objects.order_by("person_id").values_list(*COLUMNS)) == [
        (one, "leave", "가", days[0], date(2020, 7, 1)),
        (two, "leave", "나", days[0], None),
    ]
