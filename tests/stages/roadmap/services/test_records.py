"""Training records by file: checked whole, taken whole, taken back whole."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry, AuditEntry, Job
from baeumgil.engines.sheets.writing import Value, write_table
from baeumgil.stages.people.models import Person
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.errors import (
    RecordImportNotFound,
    RecordImportNotReady,
    RecordImportNotUndoable,
    RecordsBroken,
    RecordsStale,
)
from baeumgil.stages.roadmap.jobs import apply_records as apply_job
from baeumgil.stages.roadmap.jobs import check_records as check_job
from baeumgil.stages.roadmap.models import RecordImport, TrainingRecord
from baeumgil.stages.roadmap.queries.records import record_imports, record_preview, record_problems
from baeumgil.stages.roadmap.rules.record_changes import RecordChange
from baeumgil.stages.roadmap.services.records import (
    RecordsOutcome,
    apply_records,
    check_records,
    credit,
    discard_records,
    queue_records_apply,
    queue_records_check,
    undo_records,
)
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.kits.hostile_files import quickly_made_hostile_files
from tests.stages.roadmap.build import a_rule_set

pytestmark = pytest.mark.django_db

HEADINGS = ("사번", "성명", "과정코드", "과정명", "교육기관", "시작일", "수료일", "이수시간")
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


def a_file(tmp_path: Path, rows: Sequence[Sequence[Value]], headings: Sequence[str] = HEADINGS) -> Path:
    stream = io.BytesIO()
    write_table(stream, title="", headings=headings, rows=rows, sheet_name="이수")
    path = tmp_path / "file"
    path.write_bytes(stream.getvalue())
    return path


def check(path: Path, *, name: str = "이수.xlsx") -> int:
    return check_records(actor=the_office(), file_name=name, path=path)


def a_row(staff_no: str, *, day: Value = "2026-03-13", hours: Value = 21, code: str = "P7") -> list[Value]:
    return [staff_no, "김하늘", code, "7급 승진자 과정", "고양인재교육원", "2026. 3. 10.", day, hours]


def records() -> list[tuple[object, ...]]:
    return list(
        TrainingRecord.objects.order_by("pk").values_list(
            "course_key", "course_name", "institution", "starts_on", "completed_on", "minutes", "source"
        )
    )


def test_a_file_is_checked_applied_and_taken_back(tmp_path: Path) -> None:
    a_person(staff_no="0001", unit=a_unit("총무과"), grade=8)
    a_rule_set()
    made = check(a_file(tmp_path, [a_row("0001"), a_row("0001", code="", day="2026-05-02")]))
    assert records() == []

    preview = record_preview(actor=the_office(), record_import=made)
    assert preview.row.state is RosterState.READY
    assert preview.row.counts == {RecordChange.NEW: 2, RecordChange.REPLACED: 0, RecordChange.SAME: 0}
    assert (preview.on_road, preview.unknown_courses, preview.sheet) == (2, (), "이수")
    assert [(line.kind, line.row, line.course_key) for line in preview.changes.rows] == [
        (RecordChange.NEW, 2, "P7"),
        (RecordChange.NEW, 3, "이름:7급승진자과정"),
    ]

    assert apply_records(actor=the_office(), record_import=made) == RecordsOutcome(made, 2, 0, 0)
    assert records()[0] == (
        "P7",
        "7급 승진자 과정",
        "고양인재교육원",
        date(2026, 3, 10),
        date(2026, 3, 13),
        1260,
        "import",
    )
    assert list(TrainingRecord.objects.values_list("unit_name", "grade_title")) == [("총무과", "8급")] * 2
    assert AuditEntry.objects.filter(action="roadmap.apply_records").count() == 1

    assert undo_records(actor=the_office(), record_import=made) == RecordsOutcome(made, 2, 0, 0)
    assert records() == []
    assert RecordImport.objects.get().state == RosterState.UNDONE


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    path = a_file(tmp_path, [a_row("0001")])
    apply_records(actor=the_office(), record_import=check(path))
    before = list(TrainingRecord.objects.values())

    again = apply_records(actor=the_office(), record_import=check(path))

    assert (again.new, again.replaced, again.same) == (0, 0, 1)
    assert list(TrainingRecord.objects.values()) == before


def test_a_corrected_file_replaces_and_undoing_gives_back(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    first = check(a_file(tmp_path, [a_row("0001")]))
    apply_records(actor=the_office(), record_import=first)
    before = records()
    blank: list[Value] = ["0001", None, "P7", "7급 승진자 과정", None, None, "2026-03-13", 28]
    second = check(a_file(tmp_path, [blank]))

    assert apply_records(actor=the_office(), record_import=second) == RecordsOutcome(second, 0, 1, 0)
    assert records() == [(*before[0][:5], 1680, "import")]
    with pytest.raises(RecordImportNotUndoable):
        undo_records(actor=the_office(), record_import=first)
    undo_records(actor=the_office(), record_import=second)
    assert records() == before
    undo_records(actor=the_office(), record_import=first)
    assert records() == []


def test_what_the_system_credited_is_not_overwritten_by_a_file(tmp_path: Path) -> None:
    person = a_person(staff_no="0001")
    for _ in range(2):
        credit(
            actor=the_office(),
            person=person,
            course_key="P7",
            course_name="7급 승진자",
            completed_on=date(2026, 3, 13),
            minutes=1200,
        )
    before = records()
    assert before == [("P7", "7급 승진자", "", None, date(2026, 3, 13), 1200, "credit")]
    outcome = apply_records(actor=the_office(), record_import=check(a_file(tmp_path, [a_row("0001")])))
    assert (outcome.new, outcome.replaced, outcome.same) == (0, 0, 1)
    assert records() == before


FAULTS: list[tuple[str, int, Value, str]] = [
    ("사번", 0, "9999999", "staff_no_unknown"),
    ("사번", 0, None, "staff_no_missing"),
    ("사번", 0, "#N/A", "cell_error"),
    ("과정명", 3, None, "course_missing"),
    ("과정명", 3, "가" * 201, "too_long"),
    ("시작일", 5, "26.3.10", "date_two_digit_year"),
    ("시작일", 5, "2026-03-14", "completed_before_start"),
    ("수료일", 6, "2026-02-30", "date_impossible"),
    ("수료일", 6, None, "completed_missing"),
    ("수료일", 6, "2026-12-01", "completed_in_future"),
    ("수료일", 6, "3/13/2026", "date_order"),
    ("이수시간", 7, "많이", "minutes_wrong"),
    ("이수시간", 7, -3, "minutes_range"),
]


def test_of_five_thousand_rows_exactly_the_forty_planted_faults_are_named(tmp_path: Path) -> None:
    numbers = [f"{number:07d}" for number in range(5000)]
    Person.objects.bulk_create(
        [Person(staff_no=number, name="김하늘", kind="official", birth_on=date(1990, 1, 1)) for number in numbers]
    )
    rows = [a_row(number, code="") for number in numbers]
    wanted = []
    for place in range(39):
        heading, column, value, code = FAULTS[place % len(FAULTS)]
        at = 100 + place * 113
        rows[at][column] = value
        if code == "completed_before_start":
            heading = "수료일"
        wanted.append((at + 2, heading, code))
    rows[4990] = list(rows[4989])
    rows[4990][0] = "０００４９８９\u200b"
    wanted.append((4992, "사번", "record_twice"))

    made = check(a_file(tmp_path, rows))

    found = record_problems(actor=the_office(), record_import=made)
    assert [(problem.row, problem.column, problem.code) for problem in found] == wanted
    assert {problem.sheet for problem in found} == {"이수"}
    assert [problem for problem in found if not problem.message or not problem.remedy] == []
    with pytest.raises(RecordsBroken) as refused:
        apply_records(actor=the_office(), record_import=made)
    assert len(refused.value.problems) == 40
    assert TrainingRecord.objects.count() == 0


def test_quickly_made_hostile_files_are_refused_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    answers, wanted = [], []
    for sample in quickly_made_hostile_files():
        path.write_bytes(sample.data)
        wanted.append((sample.name, [sample.code]))
        with pytest.raises(RecordsBroken) as refused:
            check(path, name=sample.file_name)
        answers.append((sample.name, [problem.code for problem in refused.value.problems]))
    assert answers == wanted
    assert (RecordImport.objects.count(), TrainingRecord.objects.count()) == (0, 0)
    assert set(AuditEntry.objects.values_list("facts__refusal", flat=True)) <= {"records_broken"}


def test_resident_numbers_are_refused_and_kept_nowhere(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    number = "900101-1234567"
    path = a_file(tmp_path, [[*a_row("0001"), number, None]], (*HEADINGS, "비고", "주민등록번호"))
    with pytest.raises(RecordsBroken) as refused:
        check(path)
    assert [(problem.code, problem.column) for problem in refused.value.problems] == [
        ("resident_number", "비고"),
        ("resident_number", "주민등록번호"),
    ]
    assert number not in repr(refused.value.problems)
    assert RecordImport.objects.count() == 0


def test_a_file_without_the_needed_columns_says_which(tmp_path: Path) -> None:
    with pytest.raises(RecordsBroken) as refused:
        check(a_file(tmp_path, [["김하늘", "2026"]], ("성명", "비고")))
    assert [problem.message for problem in refused.value.problems] == [
        "사번 열이 없습니다.",
        "과정코드나 과정명 열이 없습니다.",
        "수료일이나 교육기간 열이 없습니다.",
    ]


def test_periods_minutes_and_results_are_understood(tmp_path: Path) -> None:
    a_person(staff_no="0001", name="이새봄")
    headings = ("직원번호", "이름", "교육과정명", "교육 기간", "인정시간(분)", "수료여부")
    rows: list[list[Value]] = [
        ["0001", "이새봄", "가 과정", "2026.3.10.~3.13.", 63, "수료"],
        ["0001", "박새봄", "나 과정", "2026. 3. 10.(화)", None, "Y"],
        ["0001", "이새봄", "다 과정", "2026.3.10.~3.13.", 63, "미수료"],
    ]
    made = check(a_file(tmp_path, rows, headings))
    preview = record_preview(actor=the_office(), record_import=made)
    assert (preview.not_completed, preview.other_names, preview.unknown_courses) == (
        1,
        (3,),
        (("가 과정", 1), ("나 과정", 1)),
    )
    apply_records(actor=the_office(), record_import=made)
    assert [row[3:6] for row in records()] == [
        (date(2026, 3, 10), date(2026, 3, 13), 63),
        (date(2026, 3, 10), date(2026, 3, 10), None),
    ]


def test_completion_before_birth_is_a_fault_and_before_appointment_is_none(tmp_path: Path) -> None:
    a_person(staff_no="0001", birth_on=date(1990, 5, 1), appointed_on=date(2026, 4, 1))
    made = check(a_file(tmp_path, [a_row("0001"), [*a_row("0001")[:5], None, "1990-04-30", 1]]))
    problems = record_problems(actor=the_office(), record_import=made)
    assert [(problem.row, problem.code) for problem in problems] == [(3, "completed_before_birth")]


def test_a_foreign_code_under_a_known_name_counts_for_the_road(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    a_rule_set()
    made = check(a_file(tmp_path, [a_row("0001", code="NARA-77")]))
    line = record_preview(actor=the_office(), record_import=made).changes.rows[0]
    assert (line.course_key, line.is_on_road) == ("이름:7급승진자과정", True)


def test_records_that_changed_after_the_preview_stop_it(tmp_path: Path) -> None:
    person = a_person(staff_no="0001")
    made = check(a_file(tmp_path, [a_row("0001")]))
    credit(actor=the_office(), person=person, course_key="P7", course_name="x", completed_on=date(2026, 3, 13))
    before = records()
    with pytest.raises(RecordsStale):
        apply_records(actor=the_office(), record_import=made)
    assert records() == before
    assert RecordImport.objects.get().state == RosterState.READY


def test_a_staff_number_that_went_to_somebody_else_stops_it(tmp_path: Path) -> None:
    person = a_person(staff_no="0001")
    made = check(a_file(tmp_path, [a_row("0001")]))
    Person.objects.filter(pk=person).update(staff_no="0002")
    with pytest.raises(RecordsStale):
        apply_records(actor=the_office(), record_import=made)
    assert records() == []


def test_an_import_is_applied_once_and_can_be_thrown_away_before(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    path = a_file(tmp_path, [a_row("0001")])
    made, other = check(path), check(path)
    discard_records(actor=the_office(), record_import=other)
    apply_records(actor=the_office(), record_import=made)
    for record_import in (made, other):
        with pytest.raises(RecordImportNotReady):
            apply_records(actor=the_office(), record_import=record_import)
        with pytest.raises(RecordImportNotReady):
            discard_records(actor=the_office(), record_import=record_import)
        with pytest.raises(RecordImportNotReady):
            queue_records_apply(actor=the_office(), record_import=record_import)
    with pytest.raises(RecordImportNotFound):
        apply_records(actor=the_office(), record_import=0)
    assert len(records()) == 1


@pytest.mark.parametrize(
    "role", [Role.OFFICIAL, Role.LIAISON, Role.INSTRUCTOR, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN]
)
def test_only_the_training_office_imports(role: Role, tmp_path: Path) -> None:
    person = a_person(staff_no="0001")
    path = a_file(tmp_path, [a_row("0001")])
    made = check(path)
    actor = an_actor(role)
    with pytest.raises(NotAllowed):
        check_records(actor=actor, file_name="a.xlsx", path=path)
    with pytest.raises(NotAllowed):
        apply_records(actor=actor, record_import=made)
    with pytest.raises(NotAllowed):
        credit(actor=actor, person=person, course_key="x", course_name="x", completed_on=TODAY)
    assert (RecordImport.objects.count(), records()) == (1, [])


def test_previews_are_shown_to_office_and_auditor_and_the_look_is_logged(tmp_path: Path) -> None:
    person = a_person(staff_no="0001")
    made = check(a_file(tmp_path, [a_row("0001")]))
    auditor = an_actor(Role.AUDITOR)
    assert [row.id for row in record_imports(actor=auditor).rows] == [made]
    record_preview(actor=auditor, record_import=made, kind=RecordChange.NEW)
    assert list(AccessEntry.objects.values_list("reading", "person_ids")) == [("roadmap.record_preview", [person])]
    with pytest.raises(NotAllowed):
        record_preview(actor=an_actor(Role.HEAD, units={1}), record_import=made)
    with pytest.raises(RecordImportNotFound):
        record_preview(actor=auditor, record_import=0)


def test_the_worker_checks_and_applies(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    path = a_file(tmp_path, [a_row("0001")])
    queue_records_check(actor=the_office(), file_name="이수.xlsx", path=path)
    made = check_job(**Job.objects.get().arguments)
    assert (made, path.exists()) == ({"record_import": RecordImport.objects.get().pk}, False)
    Job.objects.all().delete()
    queue_records_apply(actor=the_office(), record_import=RecordImport.objects.get().pk)
    arguments = Job.objects.get(name="roadmap.apply_records").arguments
    assert apply_job(**arguments) == apply_job(**arguments) == made
    assert len(records()) == 1


def test_everybody_of_a_large_file_is_computed_in_the_background(tmp_path: Path) -> None:
    a_rule_set()
    Job.objects.all().delete()
    for number in range(25):
        a_person(staff_no=f"{number:04d}")
    made = check(a_file(tmp_path, [a_row(f"{number:04d}") for number in range(25)]))
    apply_records(actor=the_operator(), record_import=made)
    assert list(Job.objects.values_list("name", flat=True)) == ["roadmap.recompute"]


def test_a_workbook_with_a_formula_nobody_computed_is_named(tmp_path: Path) -> None:
    a_person(staff_no="0001")
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    book.active.append([*a_row("0001")[:7], "=3*7"])
    path = tmp_path / "file"
    book.save(path)
    problems = record_problems(actor=the_office(), record_import=check(path))
    assert [(problem.row, problem.column, problem.code) for problem in problems] == [(2, "이수시간", "cell_formula")]
