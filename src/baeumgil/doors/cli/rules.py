"""`baeumgil roadmap rules …`."""

import json
from pathlib import Path

import click

from baeumgil.core.errors import Problem
from baeumgil.doors.cli.options import FILE, dry_run_option, json_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.roadmap.errors import RuleSetNotFound, RulesWrong
from baeumgil.stages.roadmap.queries.rulesets import RuleSetSummary, rule_set, rule_sets
from baeumgil.stages.roadmap.rules.drafting import stages_from_json, stages_to_json
from baeumgil.stages.roadmap.services import rulesets


@click.group()
def rules() -> None:
    """로드맵 규칙."""


def _by_code(code: str) -> RuleSetSummary:
    row = next((row for row in rule_sets() if row.code == code), None)
    if row is None:
        raise RuleSetNotFound(
            f"'{code}' 규칙이 없습니다. 'baeumgil roadmap rules list'로 있는 규칙을 보세요.", code=code
        )
    return row


@rules.command("list")
@json_option
def list_rules(*, as_json: bool) -> None:
    """제공 규칙과 우리 시의 규칙을 보입니다."""
    rows = rule_sets()
    if as_json:
        write_json({"rule_sets": rows})
        return
    shown = [
        (row.code, row.name, f"{row.number}판", row.stages, "제공" if row.is_template else "우리 시", row.is_in_force)
        for row in rows
    ]
    click.echo(table(["코드", "이름", "판", "단계", "구분", "적용 중"], shown))


@rules.command("adopt")
@click.argument("code")
@click.option("--name", required=True, help="우리 시 규칙의 이름")
@json_option
@reason_option
def adopt(*, code: str, name: str, as_json: bool, reason: str) -> None:
    """제공 규칙 CODE를 베껴 우리 시의 규칙을 만듭니다."""
    need_seeds()
    made = rulesets.adopt(actor=operator(reason), template=_by_code(code).id, name=name)
    row = rule_set(made)
    if as_json:
        write_json({"code": row.code, "name": row.name, "number": row.number})
        return
    click.echo(f"'{row.name}' 규칙을 만들었습니다. 코드는 {row.code}입니다.")


@rules.command("put-in-force")
@click.argument("code")
@dry_run_option
@json_option
@reason_option
def put_in_force(*, code: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """규칙 CODE를 적용합니다."""
    row = _by_code(code)
    with rehearsing(dry_run=dry_run):
        rulesets.put_in_force(actor=operator(reason), rule_set=row.id)
    if as_json:
        write_json({"code": code, "in_force": not dry_run, "dry_run": dry_run})
        return
    click.echo(f"'{row.name}' 규칙을 적용합니다." + (" (시험 실행: 바뀐 것 없음)" if dry_run else ""))


@rules.command("export")
@click.argument("code")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export(*, code: str, file: Path | None) -> None:
    """규칙 CODE의 모든 단계를 JSON으로 FILE에(없으면 화면에) 내보냅니다."""
    row = rule_set(_by_code(code).id)
    document = {
        "code": row.code,
        "name": row.name,
        "source": row.source,
        "number": row.number,
        "stages": stages_to_json(row.stages),
    }
    if file is None:
        write_json(document)
        return
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    say(f"{file}에 적었습니다.")


@rules.command("import")
@click.argument("code")
@click.argument("file", type=FILE)
@click.option("--note", default="파일에서 가져옴", show_default=True, help="판에 남길 설명")
@dry_run_option
@json_option
@reason_option
def import_rules(*, code: str, file: Path, note: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """FILE의 단계로 우리 시 규칙 CODE의 새 판을 저장합니다."""
    row = _by_code(code)
    try:
        document = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        problem = Problem("not_json", "JSON 파일이 아닙니다.", "'rules export'로 내보낸 파일을 고쳐 쓰세요.")
        raise RulesWrong([problem]) from error
    stages = stages_from_json(document.get("stages") if isinstance(document, dict) else document)
    with rehearsing(dry_run=dry_run):
        number = rulesets.save_version(
            actor=operator(reason), rule_set=row.id, base_number=row.number, stages=stages, note=note
        )
    if as_json:
        write_json({"code": code, "number": number, "dry_run": dry_run})
        return
    click.echo(f"'{row.name}' 규칙의 {number}판을 저장했습니다." + (" (시험 실행: 바뀐 것 없음)" if dry_run else ""))
