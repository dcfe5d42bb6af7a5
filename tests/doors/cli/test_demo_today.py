"""When things happened in the invented city."""

from datetime import date, datetime, timedelta

import pytest

from baeumgil.doors.cli.demo.enrolment.steps import moment
from baeumgil.doors.cli.demo.enrolment.today import until_now

DAY = date(2026, 11, 23)
NOON = moment(DAY, 12)


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        (moment(DAY, 0, 5), moment(DAY, 0, 5)),
        (moment(DAY, 7), moment(DAY, 7)),
        (moment(DAY, 15), NOON),
        (NOON + timedelta(days=400), NOON),
        (NOON - timedelta(days=40), NOON),
    ],
)
def test_a_city_built_in_the_morning_has_nothing_in_it_that_is_still_to_come(now: datetime, latest: datetime) -> None:
    assert until_now(DAY, now) == latest
