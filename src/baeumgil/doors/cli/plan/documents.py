"""`baeumgil plan …`: official papers as files."""

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import write_json
from baeumgil.stages.plan.services.papers import make_paper
from baeumgil.stages.plan.terms import PaperFormat, PaperKind

KINDS = {
    "plan": PaperKind.PLAN,
    "totals": PaperKind.TOTALS,
    "changes": PaperKind.CHANGES,
    "courses": PaperKind.COURSES,
    "months": PaperKind.MONTHS,
    "needs": PaperKind.NEEDS,
    "course": PaperKind.COURSE_PLAN,
}
ENDINGS = ", ".join(f".{form.value}" for form in PaperFormat)


@click.command("document")
@click.argument("year", type=int)
@click.option("--kind", type=click.Choice(list(KINDS)), default="plan", show_default=True, help="어느 문서")
@click.option("--course", "course_code", default="", help="과정 운영계획을 만들 과정의 코드")
@click.option("--institute", default="", help="교육훈련기관 코드(기본값: 우리 기관, 없으면 보기)")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="만들 파일. 끝이 형식을 정함: .hwpx, .pdf, .xlsx",
)
@json_option
@reason_option
def document(
    *, year: int, kind: str, course_code: str, institute: str, target: Path, as_json: bool, reason: str
) -> None:
    """YEAR년 교육훈련계획의 문서를 파일로 만듭니다."""
    wanted = _kind(kind, course_code)
    form = _format(target)
    if not target.absolute().parent.is_dir():
        raise click.UsageError(f"폴더가 없습니다: {target.absolute().parent}")
    paper = make_paper(
        actor=operator(reason),
        kind=wanted,
        format=form,
        year=year,
        institute_code=institute,
        course_code=course_code,
    )
    write_whole(target, paper.content)
    if as_json:
        write_json({"file": str(target), "kind": wanted, "format": form, "bytes": len(paper.content)})
        return
    click.echo(f"{target}에 썼습니다({len(paper.content):,}바이트).")


def write_whole(target: Path, content: bytes) -> None:
    """The whole file or none: written beside its place, then moved there in one step."""
    handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
        raise


def _kind(kind: str, course_code: str) -> PaperKind:
    if course_code:
        if KINDS[kind] not in {PaperKind.PLAN, PaperKind.COURSE_PLAN}:
            raise click.UsageError("--course는 --kind course와 함께 쓰거나 --kind 없이 쓰세요.")
        return PaperKind.COURSE_PLAN
    if KINDS[kind] is PaperKind.COURSE_PLAN:
        raise click.UsageError("--kind course에는 --course로 과정 코드를 적으세요.")
    return KINDS[kind]


def _format(target: Path) -> PaperFormat:
    ending = target.suffix.lower().removeprefix(".")
    if ending not in set(PaperFormat):
        raise click.UsageError(f"'{target.name}'의 끝으로 형식을 알 수 없습니다. 쓸 수 있는 끝: {ENDINGS}")
    return PaperFormat(ending)


COMMANDS: Sequence[click.Command] = (document,)
