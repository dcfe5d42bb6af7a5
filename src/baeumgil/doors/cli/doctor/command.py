"""`baeumgil doctor`."""

import click

from baeumgil.doors.cli.doctor import content, database, machine
from baeumgil.doors.cli.doctor.finding import Check, Finding, Level
from baeumgil.doors.cli.options import json_option
from baeumgil.doors.cli.output import say, write_json

MARKS = {Level.GOOD: "정상", Level.WARNING: "주의", Level.ERROR: "오류"}
MACHINE: tuple[Check, ...] = (
    machine.python_version,
    machine.data_folder,
    machine.secret_key,
    machine.file_system,
    machine.clock_sanity,
    machine.static_files,
    database.reachable,
)
DATABASE: tuple[Check, ...] = (database.sqlite, database.postgresql, database.migrations)
CONTENT: tuple[Check, ...] = (
    content.seeds,
    content.rules,
    content.requirements,
    content.accounts,
    content.queue,
    content.outbox,
    content.audit_chain,
)


def findings() -> list[Finding]:
    """Everything looked at. What rests on something broken is not looked at."""
    found: list[Finding] = []
    for group in (MACHINE, DATABASE, CONTENT):
        found += [finding for check in group for finding in check()]
        if any(each.level is Level.ERROR and each.code in {"database", "migrations"} for each in found):
            break
    return found


@click.command()
@json_option
def doctor(*, as_json: bool) -> None:
    """설치에 잘못된 곳이 있는지 보고 고치는 방법을 알려 줍니다. 오류가 있으면 1로 끝납니다."""
    found = findings()
    errors = sum(each.level is Level.ERROR for each in found)
    warnings = sum(each.level is Level.WARNING for each in found)
    if as_json:
        write_json({"errors": errors, "warnings": warnings, "findings": found})
    else:
        for each in found:
            click.echo(f"[{MARKS[each.level]}] {each.message}")
            if each.remedy:
                click.echo(f"       → {each.remedy}")
    say(f"오류 {errors}건, 주의 {warnings}건")
    if errors:
        raise SystemExit(1)
