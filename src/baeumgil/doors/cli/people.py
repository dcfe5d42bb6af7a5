"""`baeumgil people …`."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from baeumgil.core import clock
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import (
    DAY,
    FILE,
    dry_run_option,
    json_option,
    on_option,
    operator,
    reason_option,
    rehearsing,
)
from baeumgil.doors.cli.output import cell, say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.errors import RosterBroken
from baeumgil.stages.people.queries.persons import PersonCard, person_card
from baeumgil.stages.people.queries.roster import RosterPreview, roster_preview, roster_problems
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.services import organisation as organisation_services
from baeumgil.stages.people.services import roster
from baeumgil.stages.people.terms import ChangeKind, RosterState

SHOWN_CHANGES = 20


@click.group()
def people() -> None:
    """사람과 조직."""


@people.command("import")
@click.argument("file", type=FILE)
@click.option("--mapping", default="", help="저장해 둔 열 맞춤의 이름")
@click.option("--as-of", type=DAY, help="명단의 기준일(기본값: 오늘)")
@click.option("--partial", is_flag=True, help="명단에 없는 사람을 그대로 둠")
@click.option("--allow-leavers", is_flag=True, help="많은 사람이 명단에서 빠져도 적용")
@click.option("--create-units", is_flag=True, help="모르는 부서를 새로 만듦")
@click.option("--sheet", default="", help="읽을 시트의 이름")
@dry_run_option
@json_option
@reason_option
def import_roster(
    *,
    file: Path,
    mapping: str,
    as_of: date | None,
    partial: bool,
    allow_leavers: bool,
    create_units: bool,
    sheet: str,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """명단 FILE(XLSX, CSV)을 확인하고 모두 적용합니다. 고칠 곳이 하나라도 있으면 아무것도 바꾸지 않습니다."""
    need_seeds()
    actor = operator(reason)
    options = roster.RosterOptions(
        sheet=sheet, partial=partial, allow_many_leavers=allow_leavers, create_units=create_units
    )
    with rehearsing(dry_run=dry_run):
        number = roster.check_roster(
            actor=actor,
            file_name=file.name,
            path=file,
            as_of=as_of or clock.today(),
            mapping_name=mapping,
            options=options,
        )
        preview = roster_preview(actor=actor, roster_import=number, size=200)
        if preview.row.state is RosterState.BROKEN:
            raise RosterBroken(roster_problems(actor=actor, roster_import=number))
        outcome = roster.apply_roster(actor=actor, roster_import=number, preview_digest=preview.row.preview_digest)
    _report(preview, outcome.people_changed, number=int(number), dry_run=dry_run, as_json=as_json)


def _report(preview: RosterPreview, changed: int, *, number: int, dry_run: bool, as_json: bool) -> None:
    counts = _counts(preview.counts)
    if as_json:
        write_json(
            {
                "import": None if dry_run else number,
                "dry_run": dry_run,
                "rows": preview.row.rows,
                "people_changed": changed,
                "counts": counts,
                "notes": preview.notes,
                "changes": preview.changes.rows,
            }
        )
        return
    click.echo(table(["변화", "사람"], [(label(ChangeKind(kind)), count) for kind, count in counts.items()]))
    shown = [row for row in preview.changes.rows if row.kind is not ChangeKind.UNCHANGED][:SHOWN_CHANGES]
    if shown:
        rows = [(label(row.kind), row.staff_no, row.name, row.before, row.after) for row in shown]
        click.echo("\n" + table(["변화", "사번", "성명", "지금", "명단"], rows))
    for note in preview.notes:
        say(note)
    say(
        "시험 실행입니다. 바뀐 것은 없습니다."
        if dry_run
        else f"적용했습니다. 되돌리기: baeumgil people undo-import {number}"
    )


def _counts(counts: Mapping[ChangeKind, int]) -> dict[str, int]:
    return {kind.value: counts[kind] for kind in ChangeKind if counts.get(kind)}


@people.command("undo-import")
@click.argument("number", metavar="ID", type=int)
@dry_run_option
@json_option
@reason_option
def undo_import(*, number: int, dry_run: bool, as_json: bool, reason: str) -> None:
    """적용한 명단 가져오기 ID를 되돌립니다."""
    with rehearsing(dry_run=dry_run):
        outcome = roster.undo_roster(actor=operator(reason), roster_import=number)
    if as_json:
        write_json({"import": number, "dry_run": dry_run, "people_changed": outcome.people_changed})
        return
    click.echo(f"{outcome.people_changed:,}명을 되돌렸습니다." + (" (시험 실행: 바뀐 것 없음)" if dry_run else ""))


@people.command("show")
@click.argument("staff_no")
@on_option
@json_option
@reason_option
def show(*, staff_no: str, on: date, as_json: bool, reason: str) -> None:
    """사번 STAFF_NO의 그날 모습과 경력을 보입니다."""
    card = person_card(actor=operator(reason), on=on, staff_no=staff_no)
    if as_json:
        write_json({"on": on, **_card_document(card)})
        return
    row = card.row
    click.echo(f"{row.unit_name} · {row.grade_title} · {row.name}".strip(" ·"))
    facts: list[tuple[str, object]] = [
        ("기준일", on),
        ("사번", row.staff_no or row.candidate_no),
        ("구분", label(row.kind)),
        ("고용", label(row.employment)),
        ("직위", row.position_title or label(row.position)),
        ("임용권자", label(row.authority)),
        ("임용일", row.appointed_on),
        ("시보 종료", card.probation_ends_on),
        ("정년퇴직", row.retires_on),
        ("부재", label(row.away_kind) if row.is_away else None),
    ]
    click.echo(table(["항목", "내용"], [(name, cell(value)) for name, value in facts]))
    if card.retirement:
        click.echo(card.retirement.text)
    click.echo("\n" + _career_table(card.career))


def _card_document(card: PersonCard) -> dict[str, object]:
    return {
        "person": card.row,
        "career": card.career,
        "probation_ends_on": card.probation_ends_on,
        "retirement": card.retirement,
    }


def _career_table(career: Career) -> str:
    rows: list[tuple[date, Sequence[object]]] = []
    rows += [
        (
            span.starts_on,
            ("재직", f"{label(span.employment)} · {label(span.authority)}", label(span.entry), span.ends_on),
        )
        for span in career.services
    ]
    rows += [(span.starts_on, ("직급", span.title, label(span.change), span.ends_on)) for span in career.grades]
    rows += [
        (span.starts_on, ("보직", span.unit_name, span.position_title or label(span.position), span.ends_on))
        for span in career.postings
    ]
    rows += [(span.starts_on, ("부재", label(span.kind), "", span.ends_on)) for span in career.absences]
    rows.sort(key=lambda row: row[0])
    return table(["부터", "종류", "내용", "덧붙임", "까지"], [(start, *rest) for start, rest in rows])


@people.group("organisation")
def organisation() -> None:
    """조직."""


@organisation.command("import")
@click.argument("file", type=FILE)
@click.option("--valid-from", type=DAY, required=True, help="이 조직이 적용되는 첫날")
@click.option("--body", default="", help="파일에 여러 기관이 있을 때 가져올 기관의 코드")
@dry_run_option
@json_option
@reason_option
def import_organisation(*, file: Path, valid_from: date, body: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """행정표준코드 기관코드 FILE로 조직을 맞춥니다."""
    with rehearsing(dry_run=dry_run):
        outcome = organisation_services.import_organisation(
            actor=operator(reason), path=file, file_name=file.name, valid_from=valid_from, body=body
        )
    if as_json:
        write_json({"dry_run": dry_run, "valid_from": valid_from, "outcome": outcome})
        return
    rows = [
        ("새로 만듦", outcome.created),
        ("명칭 변경", outcome.renamed),
        ("소속 변경", outcome.moved),
        ("폐지", outcome.closed),
        ("그대로", outcome.unchanged),
        ("부서 수", outcome.units),
    ]
    click.echo(table(["조직", "곳"], rows))
    if dry_run:
        say("시험 실행입니다. 바뀐 것은 없습니다.")
