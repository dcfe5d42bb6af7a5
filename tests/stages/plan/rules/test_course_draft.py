"""과정 as typed: every problem at once, and nothing refused that is right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.plan.rules.course_draft import (
    BudgetDraft,
    CourseDraft,
    KnownCourses,
    PrerequisiteDraft,
    SubjectDraft,
    check_course,
    remarks_on,
)
from baeumgil.stages.plan.terms import CourseKind
from baeumgil.stages.roadmap.rules.definition import Filters

KNOWN = KnownCourses(
    fields=frozenset({"직무", "직무역량"}),
    areas=frozenset({"직무역량"}),
    goals=frozenset({"G1"}),
    tags=frozenset({"integrity"}),
    duties=frozenset({"sexual_harassment"}),
    competencies=frozenset({"K1"}),
    courses=frozenset({"IT-1", "IT-2", "OTHER"}),
    spellings={"정보화기초": "IT-1", "다른과정": "OTHER"},
    edges=frozenset({("IT-2", "IT-1")}),
)
GOOD = CourseDraft(
    code="NEW-1",
    name="보고서 작성 과정",
    field="직무",
    kind=CourseKind.CLASSROOM,
    goal="G1",
    total_minutes=1_260,
    recognised_minutes=1_260,
    pass_attendance_percent=80,
    names=("보고서 쓰기",),
    subjects=(SubjectDraft("보고서의 얼개", lecture_minutes=120, tags=("integrity",)),),
    prerequisites=(PrerequisiteDraft("IT-2"),),
    duties=("sexual_harassment",),
    competencies=("K1",),
    budget=(BudgetDraft(2027, "강사 수당", 1_200_000, "200,000원 × 6시간"),),
)


def problems_of(draft: CourseDraft, known: KnownCourses = KNOWN) -> list[tuple[str, str]]:
    return [(problem.code, problem.field) for problem in check_course(draft, known)]


def test_a_good_course_has_no_problem() -> None:
    assert check_course(GOOD, KNOWN) == []


def test_every_problem_is_told_at_once() -> None:
    draft = CourseDraft(
        code=" ",
        name="",
        field="없음",
        kind=CourseKind.CLASSROOM,
        goal="G9",
        days=0,
        total_minutes=-1,
        seats_per_session=0,
        pass_score=101,
        subjects=(SubjectDraft(" ", lecture_minutes=-5, tags=("x",)),),
        prerequisites=(PrerequisiteDraft("Z"), PrerequisiteDraft("IT-1"), PrerequisiteDraft("IT-1")),
        duties=("x",),
        competencies=("x",),
        budget=(BudgetDraft(1900, "", -1),),
        target_filters=Filters(grades=(7, 12)),
    )
    assert problems_of(draft) == [
        ("blank", "code"),
        ("blank", "name"),
        ("unknown", "field"),
        ("unknown", "goal"),
        ("unknown", "duties"),
        ("unknown", "competencies"),
        ("number", "days"),
        ("number", "total_minutes"),
        ("number", "seats_per_session"),
        ("number", "pass_score"),
        ("unknown", "target_filters"),
        ("blank", "subjects.0.name"),
        ("number", "subjects.0.lecture_minutes"),
        ("unknown", "subjects.0.tags"),
        ("unknown", "prerequisites.0.code"),
        ("duplicate", "prerequisites.2.code"),
        ("blank", "budget.0.item"),
        ("year", "budget.0.year"),
        ("number", "budget.0.amount"),
    ]


@pytest.mark.parametrize("code", ["A B", "A/B", "A;B", "A,B", "A?"])
def test_codes_stay_usable_in_addresses_and_lists(code: str) -> None:
    assert problems_of(replace(GOOD, code=code)) == [("code_form", "code")]


def test_texts_longer_than_their_columns_are_refused() -> None:
    assert problems_of(replace(GOOD, note="가" * 501, place="가" * 201)) == [
        ("too_long", "place"),
        ("too_long", "note"),
    ]


def test_courses_hang_under_leaves_only() -> None:
    assert problems_of(replace(GOOD, field="직무역량")) == [("field_is_area", "field")]


def test_a_name_that_another_course_has_is_refused_in_any_spelling() -> None:
    draft = replace(GOOD, name="[정보화] 기초", names=("다른 과정",))
    assert problems_of(draft) == [("name_taken", "name"), ("name_taken", "names")]
    assert problems_of(replace(draft, code="IT-1", names=(), prerequisites=())) == []


def test_a_course_is_not_its_own_prerequisite() -> None:
    draft = replace(GOOD, prerequisites=(PrerequisiteDraft("NEW-1"),))
    assert problems_of(draft) == [("own_prerequisite", "prerequisites.0.code")]


def test_circles_with_the_rest_of_the_catalogue_are_shown_whole() -> None:
    draft = replace(GOOD, code="IT-1", name="정보화 기초", prerequisites=(PrerequisiteDraft("IT-2"),))
    (problem,) = check_course(draft, KNOWN)
    assert (problem.code, "IT-1 → IT-2 → IT-1" in problem.message) == ("prerequisite_circle", True)


def test_class_courses_recognise_no_more_than_is_learnt_but_pre_study_counts() -> None:
    draft = replace(GOOD, recognised_minutes=1_320)
    assert problems_of(draft) == [("recognised_above_total", "recognised_minutes")]
    assert problems_of(replace(draft, pre_study_minutes=60)) == []
    assert problems_of(replace(draft, kind=CourseKind.E_LEARNING)) == []


def test_courses_of_one_file_may_name_each_other() -> None:
    first = replace(GOOD, code="N-1", name="하나", names=(), prerequisites=(PrerequisiteDraft("N-2"),))
    second = replace(GOOD, code="N-2", name="둘", names=(), prerequisites=())
    known = KNOWN.with_drafts([first, second])
    assert [check_course(draft, known) for draft in (first, second)] == [[], []]
    circle = replace(second, prerequisites=(PrerequisiteDraft("N-1"),))
    assert problems_of(circle, KNOWN.with_drafts([first, circle])) == [("prerequisite_circle", "prerequisites")]
    twin = replace(second, name="하 나")
    assert problems_of(twin, KNOWN.with_drafts([first, twin])) == [("name_taken", "name")]


def test_what_may_be_saved_but_should_be_looked_at() -> None:
    assert [remark.code for remark in remarks_on(GOOD)] == ["minutes_disagree"]
    assert remarks_on(replace(GOOD, total_minutes=120, recognised_minutes=120)) == []
    for kind, code in (
        (CourseKind.LONG_TERM, "no_placement"),
        (CourseKind.COMMISSIONED, "no_partner"),
        (CourseKind.BLENDED, "no_pre_study"),
    ):
        assert [remark.code for remark in remarks_on(replace(GOOD, kind=kind, subjects=()))] == [code]


WHOLE = st.integers(-5, 200) | st.none()


@given(days=WHOLE, total=WHOLE, seats=WHOLE, score=WHOLE, presence=WHOLE)
def test_numbers_are_refused_exactly_when_they_are_out_of_bounds(
    days: int | None, total: int | None, seats: int | None, score: int | None, presence: int | None
) -> None:
    draft = replace(
        GOOD,
        days=days,
        total_minutes=total,
        recognised_minutes=None,
        seats_per_session=seats,
        pass_score=score,
        pass_attendance_percent=presence,
    )
    wrong = {
        "days": days is not None and days < 1,
        "total_minutes": total is not None and total < 0,
        "seats_per_session": seats is not None and seats < 1,
        "pass_score": score is not None and not 0 <= score <= 100,
        "pass_attendance_percent": presence is not None and not 0 <= presence <= 100,
    }
    assert {field for _, field in problems_of(draft)} == {name for name, is_wrong in wrong.items() if is_wrong}
