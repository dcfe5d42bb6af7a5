from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.errors import ImportNotFound
from baeumgil.stages.plan.queries.files import plan_import, plan_import_problems, plan_imports
from baeumgil.stages.plan.rules.files.changes import FileChange
from baeumgil.stages.plan.services.files import check_file, take_in
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ImportKind
from tests.build_plan import an_institute
from tests.build_plan_files import COURSES

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")


def checked(institute: int, folder: Path, text: str) -> int:
    path = folder / "과정.csv"
    path.write_text(text, encoding="utf-8")
    return check_file(actor=OPERATOR, institute=institute, file_name="과정.csv", path=path)


def test_a_preview_tells_row_by_row_what_a_file_would_do(tmp_path: Path) -> None:
    seed_plan(actor=OPERATOR)
    institute = an_institute(code="gyeongnam")
    (tmp_path / "앞.csv").write_text(COURSES, encoding="utf-8")
    take_in(actor=OPERATOR, institute=institute, file_name="앞.csv", path=tmp_path / "앞.csv")
    number = checked(institute, tmp_path, COURSES.replace("43주", "44주"))
    found = plan_import(actor=OPERATOR, plan_import=number)
    assert (found.row.kind, found.row.year, found.row.state) == (ImportKind.COURSES, 2025, RosterState.READY)
    assert found.row.counts == {FileChange.NEW: 0, FileChange.REPLACED: 1, FileChange.SAME: 3}
    assert (found.sums, found.unused, found.hidden_sheets) == ({"sessions": 23, "seats": 4_178}, (), ())
    changed = plan_import(actor=OPERATOR, plan_import=number, change=FileChange.REPLACED).changes.rows
    assert [(row.row, row.code, row.told) for row in changed] == [(3, "G25-002", (("교육기간", "43주", "44주"),))]


def test_problems_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = COURSES.replace("3800", "3801").replace("88,88,88", "88,88,99")
    number = checked(an_institute(), tmp_path, text)
    found = plan_import_problems(actor=OPERATOR, plan_import=number)
    assert [(problem.code, problem.row) for problem in found] == [("seats_disagree", 3), ("seats_disagree", 4)]
    assert plan_imports(actor=OPERATOR).rows[0].problems == 2


def test_the_list_costs_the_same_for_many(tmp_path: Path) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            plan_imports(actor=OPERATOR)
        return len(caught)

    institute = an_institute()
    checked(institute, tmp_path, COURSES)
    one = statements()
    for _ in range(4):
        checked(institute, tmp_path, COURSES)
    assert statements() == one
    assert [row.id for row in plan_imports(actor=OPERATOR, size=2).rows] == sorted(
        (row.id for row in plan_imports(actor=OPERATOR).rows), reverse=True
    )[:2]


def test_others_see_nothing(tmp_path: Path) -> None:
    number = checked(an_institute(), tmp_path, COURSES)
    for ask in (
        lambda: plan_imports(actor=Actor.nobody()),
        lambda: plan_import(actor=Actor.nobody(), plan_import=number),
        lambda: plan_import_problems(actor=Actor.nobody(), plan_import=number),
    ):
        with pytest.raises(NotAllowed):
            ask()
    with pytest.raises(ImportNotFound):
        plan_import(actor=OPERATOR, plan_import=number + 1)
