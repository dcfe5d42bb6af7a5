"""One way from rows to changes, whatever the kind of file."""

from typing import assert_never

from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.files.changes import Decided, Deciding
from baeumgil.stages.plan.rules.files.course_rows import decide_courses
from baeumgil.stages.plan.rules.files.known import Known
from baeumgil.stages.plan.rules.files.line_rows import decide_lines
from baeumgil.stages.plan.rules.files.opinion_rows import decide_opinions
from baeumgil.stages.plan.rules.files.other_rows import decide_shared, decide_subjects
from baeumgil.stages.plan.rules.files.result_rows import decide_results, decide_satisfaction
from baeumgil.stages.plan.rules.files.rows import FileTable
from baeumgil.stages.plan.rules.files.session_rows import decide_sessions
from baeumgil.stages.plan.rules.files.totals import compare_totals
from baeumgil.stages.plan.terms import ImportKind

NEEDS_YEAR = frozenset({ImportKind.PLAN_LINES, ImportKind.SESSIONS, ImportKind.SHARED_CONTENT})


def decide(kind: ImportKind, table: FileTable, known: Known, year: int | None) -> Decided:
    """What the rows would change in what is known, with every problem."""
    deciding = Deciding(table, known, year)
    if year is None and kind in NEEDS_YEAR:
        deciding.problem(
            None,
            None,
            "year_missing",
            Said("어느 해의 것인지 알 수 없습니다.", "It is not known for which year this is."),
            Said("연도를 정해 다시 올리세요.", "Choose the year and upload it again."),
        )
        return deciding.decided()
    _rows(kind, deciding)
    compare_totals(deciding)
    return deciding.decided()


def _rows(kind: ImportKind, deciding: Deciding) -> None:
    match kind:
        case ImportKind.COURSES:
            decide_courses(deciding)
        case ImportKind.PLAN_LINES:
            decide_lines(deciding)
        case ImportKind.SUBJECTS:
            decide_subjects(deciding)
        case ImportKind.SESSIONS:
            decide_sessions(deciding)
        case ImportKind.SHARED_CONTENT:
            decide_shared(deciding)
        case ImportKind.SATISFACTION:
            decide_satisfaction(deciding)
        case ImportKind.RESULTS:
            decide_results(deciding)
        case ImportKind.OPINIONS:
            decide_opinions(deciding)
        case _:
            assert_never(kind)
