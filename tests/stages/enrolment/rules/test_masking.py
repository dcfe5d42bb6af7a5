"""`rules.masking`."""

import pytest

from baeumgil.stages.enrolment.rules.masking import masked


@pytest.mark.parametrize(
    ("name", "shown"),
    [("홍길동", "홍○동"), ("김구", "김○"), ("남궁길동", "남○○동"), ("김", "○"), (" ", "")],
)
def test_a_masked_name_tells_people_apart_without_naming_them(name: str, shown: str) -> None:
    assert masked(name) == shown
