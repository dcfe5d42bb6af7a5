"""`rules.deputies`: everything wrong with a deputy, at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baeumgil.stages.enrolment.rules.deputies import DeputyDraft, problems_of_deputy

TODAY = date(2027, 3, 1)
GOOD = DeputyDraft(1, 2, TODAY, TODAY + timedelta(days=6), "휴가")
TAKEN = ((TODAY + timedelta(days=6), TODAY + timedelta(days=9)),)


@pytest.mark.parametrize(
    ("draft", "taken", "codes"),
    [
        (GOOD, (), []),
        (GOOD, TAKEN, ["deputy_overlaps"]),
        (replace(GOOD, ends_on=TODAY + timedelta(days=5)), TAKEN, []),
        (replace(GOOD, account=None, deputy=None), (), ["no_account", "no_deputy"]),
        (replace(GOOD, deputy=1), (), ["own_deputy"]),
        (replace(GOOD, ends_on=TODAY - timedelta(days=1)), (), ["span_reversed"]),
        (replace(GOOD, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1)), (), ["span_over"]),
        (replace(GOOD, ends_on=TODAY + timedelta(days=366)), (), ["span_long"]),
        (replace(GOOD, ends_on=TODAY + timedelta(days=365)), (), []),
        (replace(GOOD, note="가" * 201), (), ["note_long"]),
        (replace(GOOD, note="\x00"), (), ["note_long"]),
    ],
)
def test_what_is_wrong_is_told_by_its_code(
    draft: DeputyDraft, taken: tuple[tuple[date, date], ...], codes: list[str]
) -> None:
    assert [problem.code for problem in problems_of_deputy(draft, taken, TODAY)] == codes
