"""`baeumgil plan import` and `baeumgil plan export`."""

import csv
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click

from baeumgil.core.actions import rehearsal
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import FILE, dry_run_option, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.engines.sheets.writing import export_cell, write_table
from baeumgil.stages.plan.errors import FileBroken
from baeumgil.stages.plan.queries.exports import ListKind, ListOut, list_out
from baeumgil.stages.plan.queries.institutes import InstituteRow, institute_by_code, own_institute
from baeumgil.stages.plan.services.files import FileGiven, FileOutcome, take_in_all
from baeumgil.stages.plan.terms import ImportKind

INSTITUTE = click.option("--institute", default="", help="교육훈련기관 코드(기본값: 우리 기관)")


@click.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ImportKind]),
    help="자료 종류(기본값: 열 제목을 보고 알아냄)",
)
@click.option("--year", type=click.IntRange(1990, 2100), help="어느 해의 것(기본값: 파일에서 알아냄)")
@INSTITUTE
@dry_run_option
@json_option
@reason_option
def import_files(
    *,
    files: Sequence[Path],
    kind: str | None,
    year: int | None,
    institute: str,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """과정, 계획, 기수, 공동 활용 e-러닝, 만족도, 실적, 자유 의견 FILE(XLSX, CSV)을 모두 확인하고 모두 적용합니다."""
    need_seeds()
    held = _institute(institute)
    given = [FileGiven(path.name, path, ImportKind(kind) if kind else None, year) for path in files]
    try:
        if dry_run:
            with rehearsal():
                outcomes = take_in_all(actor=operator(reason), institute=held.id, files=given)
        else:
            outcomes = take_in_all(actor=operator(reason), institute=held.id, files=given)
    except FileBroken as broken:
        raise _placed(broken) from broken
    if as_json:
        rows = [_plain(path, outcome) for path, outcome in zip(files, outcomes, strict=True)]
        write_json({"institute": held.code, "dry_run": dry_run, "files": rows})
        return
    shown = [
        (path.name, label(outcome.kind), outcome.new, outcome.replaced, outcome.same)
        for path, outcome in zip(files, outcomes, strict=True)
    ]
    click.echo(table(["파일", "자료", "새로", "바뀜", "같음"], shown))
    say("시험 실행입니다. 바뀐 것은 없습니다." if dry_run else f"{held.name}에 적용했습니다.")


@click.command("export")
@click.option(
    "--what", type=click.Choice([what.value for what in ListKind]), required=True, help="무엇을: 과정, 기수, e-러닝"
)
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".xlsx 또는 .csv")
@click.option("--year", type=click.IntRange(1990, 2100), help="어느 해의 것(과정은 없으면 목록만)")
@INSTITUTE
@json_option
@reason_option
def export(*, what: str, target: Path, year: int | None, institute: str, as_json: bool, reason: str) -> None:
    """가져오기와 같은 열 제목으로 내보냅니다. 다시 가져와도 바뀌는 것이 없습니다."""
    if target.suffix.lower() not in {".xlsx", ".csv"}:
        raise click.UsageError("파일 이름이 .xlsx나 .csv로 끝나야 합니다.")
    if year is None and what != ListKind.COURSES:
        raise click.UsageError("--year로 어느 해의 것인지 정하세요.")
    if not target.absolute().parent.is_dir():
        raise click.UsageError(f"폴더가 없습니다: {target.absolute().parent}")
    held = _institute(institute)
    out = list_out(actor=operator(reason), what=ListKind(what), institute=held.id, year=year)
    _write(target, out)
    if as_json:
        write_json({"institute": held.code, "what": what, "file": str(target), "rows": len(out.rows)})
        return
    say(f"{out.title} {len(out.rows):,}줄을 {target}에 적었습니다.")


def _institute(code: str) -> InstituteRow:
    return institute_by_code(code) if code else own_institute()


def _placed(broken: FileBroken) -> FileBroken:
    """The same problems, each with the file it is in."""
    files = broken.facts.get("files", ())
    rest = iter(broken.problems)
    problems: list[Problem] = []
    for name, count in files if isinstance(files, tuple) else ():
        for problem in islice(rest, count):
            sheet = f"{name} {problem.sheet}".strip()
            problems.append(
                Problem(
                    problem.code, problem.message, problem.remedy, sheet, problem.row, problem.column, problem.field
                )
            )
    return FileBroken([*problems, *rest])


def _plain(path: Path, outcome: FileOutcome) -> dict[str, object]:
    return {
        "file": path.name,
        "kind": outcome.kind,
        "new": outcome.new,
        "replaced": outcome.replaced,
        "same": outcome.same,
    }


def _write(target: Path, out: ListOut) -> None:
    if target.suffix.lower() == ".xlsx":
        with target.open("wb") as file:
            write_table(file, title=out.title, headings=out.headings, rows=out.rows, sheet_name=out.title)
        return
    with target.open("w", encoding="utf-8-sig", newline="") as text:
        lines = csv.writer(text)
        lines.writerow(out.headings)
        lines.writerows([export_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in out.rows)


COMMANDS: Sequence[click.Command] = (import_files, export)
