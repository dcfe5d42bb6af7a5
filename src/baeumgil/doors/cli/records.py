"""`baeumgil roadmap import-records`."""

from pathlib import Path

import click

from baeumgil.doors.cli.options import FILE, dry_run_option, json_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import say, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.roadmap.errors import RecordsBroken
from baeumgil.stages.roadmap.queries.records import record_preview, record_problems
from baeumgil.stages.roadmap.services import records


@click.command("import-records")
@click.argument("file", type=FILE)
@dry_run_option
@json_option
@reason_option
def import_records(*, file: Path, dry_run: bool, as_json: bool, reason: str) -> None:
    """이수 기록 FILE(XLSX, CSV)을 확인하고 모두 적용합니다."""
    need_seeds()
    actor = operator(reason)
    with rehearsing(dry_run=dry_run):
        number = records.check_records(actor=actor, file_name=file.name, path=file)
        preview = record_preview(actor=actor, record_import=number)
        if preview.row.state is RosterState.BROKEN:
            raise RecordsBroken(record_problems(actor=actor, record_import=number))
        records.apply_records(actor=actor, record_import=number)
    document = {"import": None if dry_run else int(number), "dry_run": dry_run, "rows": preview.row.rows}
    if as_json:
        write_json({**document, "counts": preview.row.counts})
        return
    click.echo(f"이수 기록 {preview.row.rows:,}건을 읽었습니다.")
    say("시험 실행입니다. 바뀐 것은 없습니다." if dry_run else "적용했습니다.")
