"""Every table of totals is a view of the same lines: each sums to the same total."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.book import BookLine, FieldRow, GoalRow, PlanBook, SessionDays
from baeumgil.stages.plan.rules.totals import Amount, MonthRow, TotalRow, totals_of
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, CourseKind, Delivery, LegalKind, TargetGroup
from tests.stages.plan.rules.build import book_line, plan_head, plan_of

FIELDS = (
    FieldRow("b1", "신규", "b", "기본", LegalKind.BASIC),
    FieldRow("b2", "승진", "b", "기본", LegalKind.BASIC),
    FieldRow("j1", "직무", "j", "전문", LegalKind.SPECIALISED),
    FieldRow("o", "기타", "o", "기타", LegalKind.OTHER),
)
GOALS = (GoalRow("g1", "목표 1", ()), GoalRow("g2", "목표 2", ()))


@st.composite
def line_pairs(draw: st.DrawFn) -> tuple[list[BookLine], list[BookLine]]:
    """Lines of a year, and those of the year before to which they answer course by course."""
    now: list[BookLine] = []
    before: list[BookLine] = []
    for number in range(draw(st.integers(0, 12))):
        verb = draw(st.sampled_from(ChangeVerb))
        kind = draw(st.sampled_from(CourseKind))
        sessions = draw(st.integers(0, 5))
        seats = draw(st.integers(0, 200)) + sessions * 10
        days = draw(st.lists(st.one_of(st.none(), st.integers(1, 12)), max_size=sessions))
        planned = [
            SessionDays(place, 10, starts_on=date(2027, month, 1), ends_on=date(2027, month, 2))
            if month is not None and draw(st.booleans())
            else SessionDays(place, 10, month=month)
            for place, month in enumerate(days, start=1)
        ]
        more = {
            "kind": kind,
            "field": draw(st.sampled_from(FIELDS)),
            "goal": draw(st.sampled_from(("", "g1", "g2"))),
            "target_group": draw(st.sampled_from(TargetGroup)),
        }
        code = f"C{number}"
        now.append(
            book_line(
                code, verb=verb, sessions=sessions, seats=seats, planned=() if verb in ENDING else planned, **more
            )
        )
        if verb is not ChangeVerb.NEW:
            before.append(book_line(code, sessions=draw(st.integers(0, 5)), seats=draw(st.integers(0, 200)), **more))
    return now, before


def _book(pair: tuple[list[BookLine], list[BookLine]]) -> PlanBook:
    now, before = pair
    book = plan_of(now, before=before)
    return PlanBook(head=book.head, lines=book.lines, previous_lines=book.previous_lines, fields=FIELDS, goals=GOALS)


def _sum(rows: tuple[TotalRow, ...]) -> tuple[Amount, Amount]:
    return sum((row.now for row in rows), Amount()), sum((row.before for row in rows), Amount())


@given(line_pairs())
def test_every_table_sums_to_the_total(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    totals = totals_of(_book(pair))
    expected = (totals.total.now, totals.total.before)
    for rows in (
        totals.by_delivery,
        totals.by_kind,
        totals.by_area,
        totals.by_field,
        totals.by_legal_kind,
        totals.by_goal,
        totals.by_target,
    ):
        assert _sum(rows) == expected


@given(line_pairs())
def test_fields_sum_to_their_area(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    totals = totals_of(_book(pair))
    for area in totals.by_area:
        held = tuple(row for row in totals.by_field if row.parent == area.key)
        assert _sum(held) == (area.now, area.before)


@given(line_pairs())
def test_total_is_that_of_the_held_lines(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    held = [line for line in pair[0] if line.verb not in ENDING]
    expected = Amount(len(held), sum(line.sessions for line in held), sum(line.seats for line in held))
    assert totals_of(_book(pair)).total.now == expected


@given(line_pairs())
def test_flows_close_and_add_up(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    in_class, online, both = totals_of(_book(pair)).flows
    assert (in_class.delivery, online.delivery, both.delivery) == (Delivery.CLASS, Delivery.ONLINE, None)
    assert all(flow.agrees for flow in (in_class, online, both))
    assert all(flow.now == flow.new + flow.improved + flow.kept for flow in (in_class, online, both))
    for name in ("before", "new", "ended", "now", "improved", "kept"):
        assert getattr(both, name) == getattr(in_class, name) + getattr(online, name)


@given(line_pairs())
def test_months_hold_every_session_and_seat_once(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    totals = totals_of(_book(pair))
    assert sum(row.sessions for row in totals.by_month) == totals.total.now.sessions
    assert sum(row.people for row in totals.by_month) == totals.total.now.people


@given(line_pairs())
def test_verbs_count_every_line_once(pair: tuple[list[BookLine], list[BookLine]]) -> None:
    totals = totals_of(_book(pair))
    assert sum(row.total for row in totals.by_verb) == len(pair[0])
    new = next(row.total for row in totals.by_verb if row.verb is ChangeVerb.NEW)
    assert sum(courses for _, courses in totals.new_by_area) == new


def test_sessions_are_counted_in_the_month_they_start() -> None:
    line = book_line(
        "A",
        sessions=4,
        seats=100,
        planned=(
            SessionDays(1, 20, starts_on=date(2027, 3, 30), ends_on=date(2027, 4, 2)),
            SessionDays(2, 30, month=9),
            SessionDays(3, 10),
        ),
    )
    rows = {row.month: row for row in totals_of(plan_of([line])).by_month}
    assert (rows[3], rows[9], rows[None]) == (MonthRow(3, 1, 20), MonthRow(9, 1, 30), MonthRow(None, 2, 50))
    assert len(rows) == 13


def test_a_plan_whose_sessions_all_have_a_month_has_no_row_without() -> None:
    line = book_line("A", sessions=1, seats=20, planned=(SessionDays(1, 20, month=5),))
    assert [row.month for row in totals_of(plan_of([line])).by_month] == list(range(1, 13))


def test_a_course_of_the_year_before_without_a_line_opens_the_flow() -> None:
    totals = totals_of(plan_of([book_line("A")], before=[book_line("A"), book_line("B")]))
    assert [flow.agrees for flow in totals.flows] == [False, True, False]


def test_a_first_plan_has_no_year_before() -> None:
    assert totals_of(plan_of([book_line("A")])).has_previous is False
    assert totals_of(plan_of([book_line("A")], head=plan_head(previous=7))).has_previous is True


def test_rows_keep_the_order_of_fields_and_goals() -> None:
    lines = [book_line("A", field=FIELDS[3], goal="g2"), book_line("B", field=FIELDS[1])]
    book = _book((lines, []))
    totals = totals_of(book)
    assert [row.key for row in totals.by_area] == ["b", "j", "o"]
    assert [(row.parent, row.key) for row in totals.by_field] == [("b", "b1"), ("b", "b2"), ("j", "j1"), ("o", "o")]
    assert [(row.key, row.label) for row in totals.by_goal] == [("g1", "목표 1"), ("g2", "목표 2"), ("", "목표 없음")]
