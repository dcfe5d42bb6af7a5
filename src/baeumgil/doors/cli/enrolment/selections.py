"""`baeumgil enrolment select`, `bundle`: selections computed, published ones handed out."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.plan.documents import write_whole
from baeumgil.stages.enrolment.queries.bundles import bundle_of, published_call
from baeumgil.stages.enrolment.queries.call_names import call_named
from baeumgil.stages.enrolment.queries.selections import selection_card
from baeumgil.stages.enrolment.services.selecting import dry_run as try_selection
from baeumgil.stages.enrolment.services.selecting import run_selection
from baeumgil.stages.enrolment.terms import RefusalCode

SHORT = 12


@click.command("select")
@click.argument("name", metavar="SESSION|COURSE")
@dry_run_option
@click.option("--return-unapproved", is_flag=True, help="아직 승인되지 않은 신청은 돌려보내고 선발")
@json_option
@reason_option
def select_call(*, name: str, dry_run: bool, return_unapproved: bool, as_json: bool, reason: str) -> None:
    """기수 번호나 과정 코드로 찾은 모집을 선발합니다. 두 사람이 화면에서 서명하기 전에는 공표되지 않습니다."""
    actor = operator(reason)
    call = call_named(actor=actor, name=name)
    told: dict[str, Any]
    if dry_run:
        trial = try_selection(actor=actor, call=call)
        told = {
            "call": call,
            "dry_run": True,
            "selection": None,
            "awaiting": trial.awaiting,
            "has_real_draw": trial.has_real_draw,
            "problem_digest": trial.problem_digest,
            "figures": trial.figures,
        }
    else:
        selection = run_selection(actor=actor, call=call, return_unapproved=return_unapproved)
        card = selection_card(actor=actor, selection=selection)
        figures = {key: value for key, value in card.row.figures.items() if key not in {"signed_as", "public_call"}}
        told = {
            "call": call,
            "dry_run": False,
            "selection": selection,
            "awaiting": card.awaiting,
            "has_real_draw": True,
            "problem_digest": card.row.problem_digest,
            "figures": figures,
        }
    if as_json:
        write_json(told)
        return
    _tell(told["figures"])
    if dry_run:
        say("시험으로 계산했습니다. 아무것도 저장하지 않았습니다.")
    else:
        say(f"선발 결과 {told['selection']}번을 계산했습니다. 두 사람이 화면에서 서명하면 공표됩니다.")


@click.command("bundle")
@click.argument("name", metavar="SESSION|COURSE", required=False)
@click.option("--latest", is_flag=True, help="가장 나중에 공표되거나 마감한 것")
@json_option
@reason_option
def export_bundle(*, name: str | None, latest: bool, as_json: bool, reason: str) -> None:
    """공표된 선발, 또는 마감한 선착순 모집의 검증 묶음을 자료 폴더의 bundles 아래에 쓰고 그 경로를 적습니다."""
    if latest == (name is not None):
        raise click.UsageError("기수 번호나 과정 코드, --latest 가운데 하나를 주세요.")
    call = published_call(name=name or "")
    content = bundle_of(actor=operator(reason), call=call)
    digest = str(json.loads(content)["digest"])
    folder = Path(settings.DATA_FOLDER) / "bundles"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"selection-{call}-{digest[:SHORT]}.json"
    write_whole(target, content)
    if as_json:
        write_json({"call": call, "file": str(target), "digest": digest, "bytes": len(content)})
        return
    click.echo(str(target))


def _tell(figures: Mapping[str, Any]) -> None:
    rows = [
        [
            row["name"],
            row["seats"],
            row["wishes"],
            row["seated"],
            row["last_place"],
            ", ".join(f"{label(RefusalCode(code))} {count}" for code, count in row["refusals"].items()),
        ]
        for row in figures["sessions"]
    ]
    click.echo(table(["기수", "자리", "희망", "선발", "마지막 순서", "받지 못한 까닭"], rows))
    click.echo(
        f"신청 {figures['applied']:,}, 선발 {figures['seated']:,}, "
        f"대기 {figures['waiting']:,}, 미선발 {figures['not_selected']:,}"
    )


COMMANDS: tuple[click.Command, ...] = (select_call, export_bundle)
