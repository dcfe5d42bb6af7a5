"""Many courses at once: names change hands, statements stay few."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from baeumgil.stages.plan.models import CourseName
from baeumgil.stages.plan.queries.course_drafts import drafts_of
from baeumgil.stages.plan.rules.course_draft import CourseDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.services.catalogue_seed import load_duties_and_tags
from baeumgil.stages.plan.services.course_writing import write_courses
from baeumgil.stages.plan.terms import CourseKind
from tests.build_plan import a_field, an_institute

pytestmark = pytest.mark.django_db


@pytest.fixture
def institute() -> int:
    load_duties_and_tags()
    made = an_institute()
    a_field(institute=made, code="F")
    return made


def drafts(count: int, *, start: int = 0) -> list[CourseDraft]:
    return [
        CourseDraft(
            code=f"C{number:04}",
            name=f"과정 {number}",
            field="F",
            kind=CourseKind.CLASSROOM,
            subjects=(SubjectDraft("청렴", lecture_minutes=60, tags=("integrity",)),),
            prerequisites=(PrerequisiteDraft(f"C{number - 1:04}"),) if number > start else (),
            duties=("integrity",),
        )
        for number in range(start, start + count)
    ]


def test_new_changed_and_same_are_told_apart(institute: int) -> None:
    first = drafts(3)
    assert (write_courses(institute, first).new, CourseName.objects.count()) == (3, 3)
    again = [replace(first[0], note="바뀜"), first[1], *drafts(1, start=9)]
    written = write_courses(institute, again)
    assert (written.new, written.replaced, written.same) == (1, 1, 1)
    assert [draft.note for draft in drafts_of([written.courses["C0000"]]).values()] == ["바뀜"]


def test_two_courses_may_swap_their_names(institute: int) -> None:
    one, two = drafts(2)
    write_courses(institute, [one, two])
    written = write_courses(institute, [replace(one, name=two.name), replace(two, name=one.name)])
    assert written.replaced == 2
    assert dict(CourseName.objects.values_list("key", "course__code")) == {"과정1": "C0000", "과정0": "C0001"}


def test_a_hundred_courses_take_as_many_statements_as_two(institute: int) -> None:
    def statements(wanted: list[CourseDraft]) -> int:
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            write_courses(institute, wanted)
        return len(captured)

    statements(drafts(2, start=900))
    assert statements(drafts(100, start=100)) <= statements(drafts(2, start=500)) + 6


def test_changing_a_hundred_courses_takes_as_many_statements_as_two(institute: int) -> None:
    write_courses(institute, drafts(100))

    def statements(wanted: list[CourseDraft]) -> int:
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            written = write_courses(institute, wanted)
        assert written.replaced == len(wanted)
        return len(captured)

    few = statements([replace(draft, note="하나") for draft in drafts(2)])
    assert statements([replace(draft, note="둘") for draft in drafts(100)]) <= few + 6
