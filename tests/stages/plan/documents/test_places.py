"""A city's form may use exactly the names we list, and each of them has something to say."""

from itertools import pairwise

import pytest

from baeumgil.engines.documents.tree import Document, Heading, Table
from baeumgil.stages.plan.documents import places
from baeumgil.stages.plan.documents.approval import approval_paper
from baeumgil.stages.plan.documents.changes import changes_paper
from baeumgil.stages.plan.documents.course_plan import course_paper
from baeumgil.stages.plan.documents.courses import courses_paper
from baeumgil.stages.plan.documents.minutes import minutes_paper
from baeumgil.stages.plan.documents.months import months_paper
from baeumgil.stages.plan.documents.needs import needs_paper
from baeumgil.stages.plan.documents.plan import plan_paper
from baeumgil.stages.plan.documents.totals import totals_paper
from baeumgil.stages.plan.terms import PaperKind
from tests.stages.plan.documents.golden import BOOK, TOTALS
from tests.stages.plan.documents.test_needs import NEEDS
from tests.stages.plan.documents.test_single_papers import CASE, COURSE, MEETING

OF_PLAN = places.of_plan(BOOK, TOTALS)
MADE: dict[PaperKind, tuple[Document, dict[str, str | Table]]] = {
    PaperKind.PLAN: (plan_paper(BOOK, TOTALS), OF_PLAN),
    PaperKind.TOTALS: (totals_paper(BOOK, TOTALS), OF_PLAN),
    PaperKind.CHANGES: (changes_paper(BOOK, TOTALS), OF_PLAN),
    PaperKind.COURSES: (courses_paper(BOOK, TOTALS), OF_PLAN),
    PaperKind.MONTHS: (months_paper(BOOK, TOTALS), OF_PLAN),
    PaperKind.NEEDS: (needs_paper(NEEDS), places.of_needs(NEEDS)),
    PaperKind.COURSE_PLAN: (course_paper(COURSE), places.of_course(COURSE)),
    PaperKind.MINUTES: (minutes_paper(MEETING), places.of_meeting(MEETING)),
    PaperKind.APPROVAL: (approval_paper(CASE), places.of_case(CASE)),
}


@pytest.mark.parametrize("kind", list(PaperKind))
def test_every_listed_place_has_a_value(kind: PaperKind) -> None:
    document, words = MADE[kind]
    values = places.of_document(kind, document) | words
    assert set(places.places(kind)) - set(values) == set()
    assert len(set(places.places(kind))) == len(places.places(kind))
    assert {name for name in places.TABLES[kind] if not isinstance(values[name], Table)} == set()
    assert {name for name in places.TEXTS[kind] if not isinstance(values[name], str)} == set()


@pytest.mark.parametrize("kind", list(PaperKind))
def test_headings_begin_at_the_top_and_skip_no_level(kind: PaperKind) -> None:
    levels = [block.level for block in MADE[kind][0].body if isinstance(block, Heading)]
    assert all(level <= before + 1 for before, level in pairwise([0, *levels]))


def test_figures_of_a_plan() -> None:
    names = ("과정수", "계획인원", "과정수 증감", "신설 과정수", "통합·대체·폐지 과정수", "개선 과정수", "결재일자")
    assert [OF_PLAN[name] for name in names] == ["239", "198,999", "10", "46", "36", "94", "2018. 12. 28."]


def test_a_table_left_out_is_filled_with_nothing() -> None:
    document = approval_paper(CASE)
    bare = Document(title=document.title, body=())
    assert places.of_document(PaperKind.APPROVAL, bare)["협조란"] == ""
