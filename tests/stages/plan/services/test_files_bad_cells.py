"""Whatever stands in a cell: the file is taken in or refused with its problems, and never a fault of the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from baeumgil.core.actors import Actor
from baeumgil.stages.plan.errors import FileBroken
from baeumgil.stages.plan.services.files import take_in
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ImportKind
from tests.build_plan import a_course, a_field, an_institute
from tests.module_rows import rows_for_a_module

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")
BAD = {
    "nul": "가\x00나",
    "long": "긴" * 6_000,
    "above 32 bits": "2147483648",
    "ten million": "10000000",
    "last day": "9999-12-31",
    "many parts": ";".join(f"부분{number}" for number in range(400)),
}
COURSE = {
    "과정코드": "C1",
    "과정명": "보고서 작성",
    "다른 이름": "보고서",
    "대분류": "직무",
    "분야": "공통",
    "상태": "운영",
    "유형": "집합",
    "교육대상": "7급 이하",
    "교육기간": "2일",
    "교육일수": "2",
    "교육시간(분)": "840",
    "인정시간(분)": "840",
    "수준": "기초",
    "단계 묶음": "보고",
    "선수과정": "",
    "학습목표": "쓴다",
    "주관부서": "총무과",
    "협력기관": "대학",
    "교육장소": "본관",
    "신설": "1",
    "기수": "2",
    "기수당 인원": "30",
    "총인원": "60",
}
ROWS: dict[ImportKind, dict[str, str]] = {
    ImportKind.COURSES: COURSE,
    ImportKind.PLAN_LINES: {
        "과정코드": "A1",
        "과정명": "있는 과정",
        "개편구분": "개선",
        "개선내용": "",
        "이전과정": "",
        "개편계기": "자체",
        "개편사유": "수요",
        "기수": "2",
        "기수당 인원": "30",
        "연인원": "60",
        "예산(원)": "1000",
        "교육대상": "7급",
        "교육기간": "2일",
        "담당부서": "총무과",
        "비고": "",
    },
    ImportKind.SESSIONS: {
        "과정명": "있는 과정",
        "기수": "1",
        "시작일": "2027-03-02",
        "종료일": "2027-03-03",
        "정원": "30",
        "비고": "",
    },
    ImportKind.SUBJECTS: {
        "과정코드": "A1",
        "과정명": "있는 과정",
        "교과 영역": "직무",
        "교과목": "글쓰기",
        "강의(분)": "60",
        "참여(분)": "60",
        "교수방법": "강의",
        "강사구분": "내부",
        "꼬리표": "",
    },
    ImportKind.SHARED_CONTENT: {
        "과정명": "공공언어",
        "분류": "직무",
        "제공기관": "국가",
        "차시": "1",
        "인정시간(분)": "9",
        "평가여부": "0",
    },
    ImportKind.SATISFACTION: {
        "연도": "2026",
        "과정명": "있는 과정",
        "기수": "1",
        "dates_text": "2026.3.4.",
        "장소구분": "본원",
        "attendees": "30",
        "overall": "4.5",
        "composite": "4.4",
    },
    ImportKind.RESULTS: {
        "연도": "2026",
        "과정코드": "A1",
        "과정명": "있는 과정",
        "기수": "2",
        "신청인원": "80",
        "실시인원": "60",
        "수료인원": "55",
        "만족도": "4.5",
        "응답인원": "40",
        "집행액": "1000",
    },
}
CELLS = [(kind, heading) for kind, row in ROWS.items() for heading in row]


def _answer(institute: int, folder: Path, kind: ImportKind, row: dict[str, str]) -> str:
    """What became of the file; undone at once."""
    path = folder / "파일.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (row, row.values())), "utf-8")
    try:
        with transaction.atomic():
            take_in(actor=OPERATOR, institute=institute, file_name="파일.csv", path=path, kind=kind, year=2027)
            transaction.set_rollback(True)
    except FileBroken:
        return "refused"
    return "taken"


@pytest.fixture(scope="module")
def institute(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[int]:
    """An institute with one course."""
    with rows_for_a_module(django_db_blocker):
        seed_plan(actor=OPERATOR)
        made = an_institute(code="own")
        a_course("있는 과정", institute=made, field=a_field("공통", institute=made, code="F1"), code="A1")
        yield made


@pytest.mark.parametrize("kind", ROWS)
def test_the_rows_of_these_tests_are_taken(institute: int, tmp_path: Path, kind: ImportKind) -> None:
    if kind is ImportKind.SESSIONS:  # they want a plan with the course
        _take(institute, tmp_path, ImportKind.PLAN_LINES)
    assert _answer(institute, tmp_path, kind, ROWS[kind]) == "taken"


@pytest.mark.parametrize(("kind", "heading"), CELLS)
def test_no_cell_makes_a_fault(institute: int, tmp_path: Path, kind: ImportKind, heading: str) -> None:
    if kind is ImportKind.SESSIONS:
        _take(institute, tmp_path, ImportKind.PLAN_LINES)
    answers = {name: _answer(institute, tmp_path, kind, ROWS[kind] | {heading: bad}) for name, bad in BAD.items()}
    assert set(answers.values()) <= {"taken", "refused"}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("number", ["10000000", "1000000", "100000"])
def test_no_row_of_large_numbers_makes_a_fault(institute: int, tmp_path: Path, kind: ImportKind, number: str) -> None:
    counted = {
        heading: number if cell.isdigit() and heading != "연도" else cell for heading, cell in ROWS[kind].items()
    }
    assert _answer(institute, tmp_path, kind, counted) in {"taken", "refused"}
    product = counted | {"연인원": "", "총인원": ""} if kind in {ImportKind.COURSES, ImportKind.PLAN_LINES} else counted
    assert _answer(institute, tmp_path, kind, product) in {"taken", "refused"}


def _take(institute: int, folder: Path, kind: ImportKind) -> None:
    path = folder / "먼저.csv"
    row = ROWS[kind]
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in cells) for cells in (row, row.values())), "utf-8")
    take_in(actor=OPERATOR, institute=institute, file_name="먼저.csv", path=path, kind=kind, year=2027)


def test_one_spelling_too_long_for_its_column_is_a_problem(institute: int, tmp_path: Path) -> None:
    row = ROWS[ImportKind.COURSES] | {"다른 이름": "짧은 이름, " + "가" * 201}
    assert _answer(institute, tmp_path, ImportKind.COURSES, row) == "refused"
