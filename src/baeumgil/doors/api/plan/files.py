"""`/plan`: files."""

import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.doors.api.keys import actor_of
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.errors import FileBroken
from baeumgil.stages.plan.queries.exports import ListKind, list_out
from baeumgil.stages.plan.queries.institutes import InstituteRow, institute_by_code, own_institute
from baeumgil.stages.plan.services.file_reading import LIMITS
from baeumgil.stages.plan.services.files import take_in
from baeumgil.stages.plan.terms import ImportKind

router = Router(tags=["plan"])


class ImportWanted(Schema):
    """How to take a file; `kind` and `year` are found out when they are not given."""

    kind: ImportKind | None = None
    year: int | None = None
    institute: str = ""


class Imported(Schema):
    """What a file did: rows that added something, corrected something, or were there already."""

    institute: str
    kind: ImportKind
    new: int
    replaced: int
    same: int


class Listed(Schema):
    """A list under the headings that files come in with."""

    institute: str
    title: str
    headings: list[str]
    rows: list[list[Any]]


@router.post("/import", response=Imported, summary="계획 파일 가져오기")
def import_file(request: HttpRequest, wanted: Form[ImportWanted], file: File[UploadedFile]) -> Any:
    """Check a file (XLSX, CSV) and take it in whole; with any problem nothing is changed and all are listed (422)."""
    actor = actor_of(request, Scope.PLAN_WRITE)
    institute = _institute(wanted.institute)
    _refuse_size(file)
    name = Path((file.name or "file").replace("\\", "/")).name
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / secrets.token_hex(8)
        with path.open("xb") as target:
            for piece in file.chunks():
                target.write(piece)
        try:
            outcome = take_in(
                actor=actor, institute=institute.id, file_name=name, path=path, kind=wanted.kind, year=wanted.year
            )
        except FileBroken as broken:
            raise FileBroken([_placed(problem) for problem in broken.problems]) from broken
    return {
        "institute": institute.code,
        "kind": outcome.kind,
        "new": outcome.new,
        "replaced": outcome.replaced,
        "same": outcome.same,
    }


@router.get("/export/{what}", response=Listed, summary="과정, 기수, e-러닝 목록")
def export_list(request: HttpRequest, what: ListKind, year: int | None = None, institute: str = "") -> Any:
    """A list as `import` takes it; sessions and shared e-learning need a year."""
    actor = actor_of(request, Scope.PLAN_READ)
    held = _institute(institute)
    out = list_out(actor=actor, what=what, institute=held.id, year=year)
    return {"institute": held.code, "title": out.title, "headings": out.headings, "rows": out.rows}


def _institute(code: str) -> InstituteRow:
    return institute_by_code(code) if code else own_institute()


def _refuse_size(file: UploadedFile) -> None:
    if not file.size or file.size > LIMITS.file_bytes:
        most = LIMITS.file_bytes // 1_048_576
        raise FileBroken(
            [
                Problem(
                    "file_size",
                    Said(f"빈 파일이거나 {most}MB를 넘습니다.", f"The file is empty or larger than {most} MB."),
                    Said("파일을 확인하거나 나누어 올리세요.", "Check the file or upload it in parts."),
                    field="file",
                )
            ]
        )


def _placed(problem: Problem) -> Problem:
    """The place in the file is told in `field`."""
    return Problem(problem.code, problem.message, problem.remedy, field=problem.place())
