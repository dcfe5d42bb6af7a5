from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.survey_drawing import drawn

crowds = st.lists(st.integers(1, 10_000), max_size=60)


@given(crowds, st.integers(0, 80), st.text(min_size=1))
def test_the_same_seed_draws_the_same_people_in_whatever_order(people: list[int], size: int, seed: str) -> None:
    other = list(reversed(people))
    assert drawn(people, size, seed) == drawn(other, size, seed)
    assert len(drawn(people, size, seed)) == min(size, len(set(people)))
    assert set(drawn(people, size, seed)) <= set(people)


@given(crowds, st.integers(0, 40), st.integers(0, 40))
def test_a_larger_sample_contains_the_smaller(people: list[int], size: int, more: int) -> None:
    assert set(drawn(people, size, "씨앗")) <= set(drawn(people, size + more, "씨앗"))


def test_another_seed_draws_others() -> None:
    people = range(1, 1_001)
    assert drawn(people, 50, "하나") != drawn(people, 50, "둘")
    assert drawn(people, 3, "2027-수요조사") == drawn(people, 3, "2027-수요조사")
