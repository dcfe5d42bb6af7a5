from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.doors.web.me.strip import EDGE, _apart

places = st.lists(st.floats(EDGE, 100 - EDGE), max_size=40).map(sorted)


@given(places)
def test_marks_stay_on_the_line_in_order_and_do_not_cover_each_other(given_places: list[float]) -> None:
    apart = _apart(given_places)
    gap = min(4.5, (100 - 2 * EDGE) / max(1, len(apart) - 1))
    assert len(apart) == len(given_places)
    assert all(EDGE - 0.1 <= place <= 100 - EDGE + 0.1 for place in apart)
    assert all(later - earlier >= gap - 0.02 for earlier, later in pairwise(apart))


def test_marks_far_from_each_other_stay_where_they_are() -> None:
    assert _apart([10.0, 50.0, 90.0]) == [10.0, 50.0, 90.0]
