"""`baeumgil policies …`."""

import json
from datetime import date
from pathlib import Path

import click

from baeumgil.core import glossary
from baeumgil.core.policies import descriptions
from baeumgil.core.policy_parts import WHOLE
from baeumgil.core.policy_texts import in_line, read_typed, typed_parts
from baeumgil.doors.cli.options import DAY, dry_run_option, json_option, on_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import cell, say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.queries.policy_book import PolicyValue, policy_card, policy_rows
from baeumgil.stages.people.services.policy_book import set_policy, take_back_policy

SHOWN = 60


@click.group()
def policies() -> None:
    """방침: 날짜가 있는 규칙의 값을 보고, 새 값을 넣습니다."""


@policies.command("list")
@click.option("--subject", default="", help="갈래(예: enrolment, sign_in)")
@click.option("--text", default="", help="이름·뜻·값에서 찾을 말")
@on_option
@json_option
@reason_option
def list_policies(*, subject: str, text: str, on: date, as_json: bool, reason: str) -> None:
    """모든 방침의 그날 값을 보입니다."""
    need_seeds()
    rows = policy_rows(actor=operator(reason), subject=subject, text=text, on=on)
    if as_json:
        write_json({"on": on, "policies": rows})
        return
    shown = [
        (
            row.key,
            glossary.named("PolicySubject", row.subject),
            row.name,
            _short(row.now.line) if row.now else "-",
            row.next.first if row.next else None,
        )
        for row in rows
    ]
    click.echo(table(["방침", "갈래", "이름", "값", "다음 값의 첫날"], shown))


@policies.command("show")
@click.argument("key")
@on_option
@json_option
@reason_option
def show_policy(*, key: str, on: date, as_json: bool, reason: str) -> None:
    """방침 KEY의 그날 값과 앞뒤의 값을 보입니다."""
    card = policy_card(actor=operator(reason), key=key, on=on)
    if as_json:
        write_json({"on": on, "policy": card.row, "values": card.values})
        return
    click.echo(f"{card.row.name} ({key})\n{card.row.meaning}")
    for value in card.values:
        click.echo(f"\n[{glossary.label(value.time)}] {_span(value)}  근거: {value.basis}")
        for one in value.words.inner or (value.words,):
            click.echo(f"  {in_line(one)}")


@policies.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--from", "first", type=DAY, required=True, help="쓰는 첫날(오늘이나 뒤)")
@click.option("--basis", required=True, help="근거: 조문, 내부 방침, 바꾸는 까닭")
@dry_run_option
@json_option
@reason_option
def set_value(*, key: str, value: str, first: date, basis: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """방침 KEY에 새 값을 넣습니다. VALUE는 JSON, 값 하나(예: 7), '항목=값'(예: lock_minutes=20), 또는 @파일.json.

    '항목=값'이면 그날 쓸 값에서 그 항목만 바꿉니다.
    """
    actor = operator(reason)
    card = policy_card(actor=actor, key=key, on=first)
    wanted = _value(key, value, card.row.now.value if card.row.now else None)
    with rehearsing(dry_run=dry_run):
        last = set_policy(actor=actor, key=key, value=wanted, first=first, basis=basis)
    if as_json:
        write_json({"key": key, "value": wanted, "first": first, "last": last, "dry_run": dry_run})
        return
    until = f" {cell(last)}까지" if last else ""
    say(
        f"'{card.row.name}' 방침의 새 값을 {cell(first)}부터{until} 씁니다."
        + (" (시험 실행: 바뀐 것 없음)" if dry_run else "")
    )


@policies.command("take-back")
@click.argument("key")
@click.option("--from", "first", type=DAY, required=True, help="거둘 값의 첫날(내일이나 뒤)")
@json_option
@reason_option
def take_back(*, key: str, first: date, as_json: bool, reason: str) -> None:
    """아직 시작하지 않은 방침 KEY의 값을 거둡니다. 앞의 값을 그대로 씁니다."""
    take_back_policy(actor=operator(reason), key=key, first=first, reason=reason)
    if as_json:
        write_json({"key": key, "taken_back": first})
        return
    say(f"{cell(first)}부터 쓸 값을 거두었습니다.")


def _value(key: str, typed: str, now: object) -> object:
    """What was typed: a file, JSON, one part of the value in force, or the bare value. The service checks it."""
    if typed.startswith("@"):
        path = Path(typed[1:])
        if not path.is_file():
            raise click.BadParameter(f"{path} 파일이 없습니다.")
        typed = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(typed)
    except ValueError:
        pass
    part = descriptions()[key].part
    name, sign, text = typed.partition("=")
    fields = {one.field: one.text for one in typed_parts(part, now)}
    if sign and name.strip() in fields and name.strip() != WHOLE:
        return read_typed(part, fields | {name.strip(): text})
    return read_typed(part, {WHOLE: typed}) if WHOLE in fields else typed


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _span(value: PolicyValue) -> str:
    return f"{cell(value.first)}부터" + (f" {cell(value.last)}까지" if value.last else "")
