"""Rows are held in order; numbers that no row can have hold nothing."""

import pytest
from django.db import transaction

from baeumgil.core.locks import hold
from baeumgil.stages.people.models import Unit
from tests.build import a_unit

pytestmark = pytest.mark.django_db


def test_rows_come_in_the_order_of_their_keys_and_strange_numbers_hold_nothing() -> None:
    first, second = a_unit("총무과"), a_unit("세무과")
    with transaction.atomic():
        held = hold(Unit, [second, 2**63, first, -(2**70), second])
    assert [row.pk for row in held] == [first, second]
