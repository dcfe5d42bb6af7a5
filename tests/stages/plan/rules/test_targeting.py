"""교육대상: kept as JSON, said in words."""

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.people.terms import CITY_GRADES, Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.plan.rules.completion import completion_of
from baeumgil.stages.plan.rules.course_draft import CourseDraft
from baeumgil.stages.plan.rules.targeting import filters_from_json, filters_to_json, target_text_of
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.roadmap.rules.definition import Filters

FILTERS = st.builds(
    Filters,
    grades=st.lists(st.sampled_from(list(CITY_GRADES)), unique=True).map(tuple),
    series=st.lists(st.text(max_size=10), max_size=3).map(tuple),
    employments=st.lists(st.sampled_from(EmploymentKind), unique=True).map(tuple),
    positions=st.lists(st.sampled_from(Position), unique=True).map(tuple),
    authorities=st.lists(st.sampled_from(Authority), unique=True).map(tuple),
    entries=st.lists(st.sampled_from(EntryKind), unique=True).map(tuple),
)


@given(FILTERS)
def test_filters_come_back_as_they_went(filters: Filters) -> None:
    assert filters_from_json(filters_to_json(filters)) == filters


def test_nothing_filtered_is_nothing_written() -> None:
    assert (filters_to_json(Filters()), target_text_of(Filters())) == ({}, "")


def test_words_no_longer_known_are_left_out() -> None:
    plain = {"grades": [7, "x"], "positions": ["wizard", "team_leader"]}
    assert filters_from_json(plain) == Filters(grades=(7,), positions=(Position.TEAM_LEADER,))


def test_runs_of_grades_are_drawn_together() -> None:
    filters = Filters(grades=(7, 5, 6, 9), series=("행정", "시설"), employments=(EmploymentKind.GENERAL,))
    assert target_text_of(filters) == "5~7급, 9급 · 행정, 시설 · 일반직"


def test_completion_is_said_in_words() -> None:
    course = CourseDraft("A", "과정", "F", CourseKind.CLASSROOM, pass_attendance_percent=80, pass_score=60)
    assert completion_of(course) == "출석 80% 이상, 평가 60점 이상"
    online = CourseDraft("A", "과정", "F", CourseKind.E_LEARNING, pass_attendance_percent=90)
    assert (completion_of(online), completion_of(CourseDraft("A", "과정", "F", CourseKind.LECTURE))) == (
        "진도 90% 이상",
        "",
    )
