"""`rules.fitting`: free seats go down the line, every cap held, nobody passed without a reason."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.fitting import Share, Skipped, Standing, Waiting, Why, seat_in_order, weeks_of
from baeumgil.stages.enrolment.terms import QuotaKind, RefusalCode

ONE, TWO = 1, 2
DAYS = {ONE: (date(2027, 3, 8), date(2027, 3, 9)), TWO: (date(2027, 3, 10),)}
YEARS = {ONE: 2027, TWO: 2027}
WISHES = st.permutations([ONE, TWO]).flatmap(lambda wishes: st.sampled_from([tuple(wishes), tuple(wishes[:1])]))


@st.composite
def lines(draw: st.DrawFn) -> tuple[Waiting, ...]:
    """Up to eight people of two units who wait, some busy, some with seats this year."""
    return tuple(
        Waiting(
            application=place,
            call=1,
            number=f"N{place}",
            wishes=draw(WISHES),
            units=(draw(st.sampled_from([10, 20])), 99),
            busy=frozenset(draw(st.sets(st.sampled_from([ONE, TWO]), max_size=1))),
            held={2027: draw(st.integers(0, 1))},
        )
        for place in range(draw(st.integers(0, 8)))
    )


def standing(free: tuple[int, int], *, most: int = 9, away: int = 9, yearly: int = 9) -> Standing:
    """What holds now: free seats, a quota and a cap on absences for unit 10, seats a year."""
    return Standing(
        free={ONE: free[0], TWO: free[1]},
        days=DAYS,
        years=YEARS,
        shares=(Share(1, 1, None, QuotaKind.UNIT, frozenset({"10"}), most=most),),
        absence={(1, 10): away},
        yearly={1: yearly},
    )


@given(
    line=lines(),
    free=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    most=st.integers(0, 2),
    away=st.integers(0, 3),
    yearly=st.integers(1, 2),
)
def test_every_cap_holds_and_nobody_is_passed_without_a_reason(
    line: tuple[Waiting, ...], free: tuple[int, int], most: int, away: int, yearly: int
) -> None:
    skipped: Skipped = {}
    seated = seat_in_order(standing(free, most=most, away=away, yearly=yearly), line, skipped)
    people = {one.application: one for one in line}
    got = {one.application: one.session for one in seated}
    counts = Counter(got.values())
    assert all(counts[session] <= free[session - 1] for session in (ONE, TWO))
    of_ten = Counter(session for number, session in got.items() if 10 in people[number].units)
    assert all(of_ten[session] <= most for session in (ONE, TWO))
    assert of_ten.total() <= away
    assert all(session not in people[number].busy for number, session in got.items())
    assert all(people[number].held[2027] < yearly for number in got)
    assert [one.application for one in seated] == sorted(got)
    passed = {(each.number, session) for session, found in skipped.items() for each, _why in found}
    for one in seated:
        before = [each for each in line if each.application < one.application and one.session in each.wishes]
        for each in before:
            mine = got.get(each.application)
            has_better = mine is not None and each.wishes.index(mine) <= each.wishes.index(one.session)
            assert has_better or (each.number, one.session) in passed
        assert {each.number for each, _why in one.skipped} <= {each.number for each in before}


@given(line=lines(), free=st.tuples(st.integers(0, 3), st.integers(0, 3)))
def test_one_seat_more_unseats_nobody_where_there_is_one_session(
    line: tuple[Waiting, ...], free: tuple[int, int]
) -> None:
    fewer = {one.application for one in seat_in_order(standing((free[0], 0)), line, {})}
    more = {one.application for one in seat_in_order(standing((free[0] + 1, 0)), line, {})}
    assert fewer <= more


def test_seats_kept_for_a_group_go_to_others_only_when_none_of_it_waits() -> None:
    reserve = Share(1, 1, None, QuotaKind.GRADE, frozenset({"9"}), reserved=1)
    first, second = Waiting(1, 1, "A", (ONE,), grade="7"), Waiting(2, 1, "B", (ONE,), grade="9")

    def now() -> Standing:
        return Standing(free={ONE: 1}, days=DAYS, years=YEARS, shares=(reserve,))

    [got] = seat_in_order(now(), [first, second], {})
    assert (got.application, got.skipped) == (2, ((first, Why(RefusalCode.QUOTA_FULL, most=1, is_kept=True)),))
    assert [one.application for one in seat_in_order(now(), [first], {})] == [1]


def test_while_people_may_still_come_kept_seats_stay_empty() -> None:
    reserve = Share(1, 1, None, QuotaKind.GRADE, frozenset({"9"}), reserved=1)
    open_still = Standing(free={ONE: 2}, days=DAYS, years=YEARS, shares=(reserve,), keeping=frozenset({1}))
    line = [Waiting(1, 1, "A", (ONE,)), Waiting(2, 1, "B", (ONE,)), Waiting(3, 1, "C", (ONE,), grade="9")]
    assert [one.application for one in seat_in_order(open_still, line[:2], {})] == [1]
    assert [one.application for one in seat_in_order(open_still, line, {})] == [3]


def test_the_first_reason_that_stands_is_the_one_that_is_told() -> None:
    one = Waiting(1, 1, "A", (ONE,), units=(10,), busy=frozenset({ONE}), held={2027: 1})
    assert standing((0, 0), most=0, away=0, yearly=1).refusal(one, ONE) is RefusalCode.OVER_LIMIT
    assert standing((0, 0), most=0, away=0).refusal(one, ONE) is RefusalCode.BUSY
    free = Waiting(1, 1, "A", (ONE,), units=(10,))
    assert standing((0, 0), most=0, away=0).refusal(free, ONE) is RefusalCode.ABSENCE_FULL
    assert standing((0, 0), most=0).refusal(free, ONE) is RefusalCode.QUOTA_FULL
    assert standing((0, 0)).refusal(free, ONE) is RefusalCode.SEATS_GONE
    assert standing((1, 0)).refusal(free, ONE) is None
    assert weeks_of(DAYS[ONE]) == ("2027-W10",)
