"""Sessions a line of the plan asks for."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.book import BookLine, FieldRow, SessionDays
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Delivery, LegalKind, Origin, TargetGroup
from baeumgil.stages.schedule.rules.years import sessions_of, usual_length, working_length

FIELD = FieldRow("F1", "직무", "F1", "직무", LegalKind.SPECIALISED, 1)


def a_line(sessions: int, planned: tuple[SessionDays, ...] = (), **more: object) -> BookLine:
    facts: dict[str, object] = {
        "id": 1,
        "course": 1,
        "code": "C1",
        "name": "보고서",
        "field": FIELD,
        "goal_code": "",
        "goal_name": "",
        "kind": CourseKind.CLASSROOM,
        "delivery": Delivery.CLASS,
        "target_group": TargetGroup.JOB,
        "target_text": "",
        "duration_text": "",
        "total_minutes": 840,
        "verb": ChangeVerb.KEPT,
        "improvements": (),
        "origin": Origin.CARRIED_OVER,
        "reason": "",
        "sessions": sessions,
        "seats_per_session": None,
        "seats": 30 * sessions,
        "planned": planned,
    }
    return BookLine(**{**facts, **more})  # type: ignore[arg-type]  # facts of one line, by name


@settings(max_examples=60)
@given(st.integers(0, 8), st.sets(st.integers(1, 8), max_size=6))
def test_a_line_has_at_least_as_many_sessions_as_it_counts_each_with_its_own_number(
    count: int, named: set[int]
) -> None:
    found = sessions_of(a_line(count, tuple(SessionDays(number, 10) for number in sorted(named))), ())
    assert len(found) == max(count, len(named))
    assert len({(each.number, each.label) for each in found}) == len(found)


def test_days_between_leave_out_weekends_and_over_more_than_a_week_holidays() -> None:
    friday, tuesday, week_after = date(2027, 3, 5), date(2027, 3, 9), date(2027, 3, 12)
    assert working_length(friday, tuesday, {date(2027, 3, 8)}) == 3
    assert working_length(friday, week_after, {date(2027, 3, 8)}) == 5
    assert working_length(date(2027, 3, 6), date(2027, 3, 7), ()) == 1


def test_seven_hours_are_a_day() -> None:
    assert [usual_length(minutes) for minutes in (None, 0, 420, 421, 10**6)] == [1, 1, 1, 2, 260]


def test_online_and_ended_lines_have_none() -> None:
    assert sessions_of(a_line(2, delivery=Delivery.ONLINE), ()) == ()
    assert sessions_of(a_line(0, verb=ChangeVerb.ABOLISHED), ()) == ()
