"""`baeumgil enrolment extend`, `quotas`: a call that is announced, and one that is not yet."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import (
    DAY,
    FILE,
    dry_run_option,
    json_option,
    operator,
    reason_option,
    rehearsing,
)
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.rules.call_draft import QuotaDraft
from baeumgil.stages.enrolment.rules.rows import CallRow, QuotaRow
from baeumgil.stages.enrolment.services.announcing import extend_call
from baeumgil.stages.enrolment.services.calls import save_quotas
from baeumgil.stages.enrolment.terms import QuotaKind

EVENING = time(18)
NUMBERS = ("session", "most", "reserved")


@click.command("extend")
@click.argument("call", type=click.IntRange(1))
@click.option("--closes", type=DAY, required=True, help="새로 마감하는 날(저녁 6시)")
@click.option("--why", required=True, help="늘리는 까닭. 모집 안내에 공개됩니다")
@dry_run_option
@json_option
@reason_option
def extend(*, call: int, closes: date, why: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """CALL(모집 번호)의 신청 기간을 늘립니다. 선발을 계산한 뒤에는 되지 않습니다."""
    actor = operator(reason)
    closes_at = timezone.make_aware(datetime.combine(closes, EVENING))
    with rehearsing(dry_run=dry_run):
        extend_call(actor=actor, call=call, closes_at=closes_at, reason=why)
        card = call_card(actor=actor, call=call)
    if as_json:
        write_json(card)
        return
    say(f"모집 {card.id}번 {card.name}: {timezone.localtime(card.closes_at):%Y-%m-%d %H:%M}까지 신청을 받습니다.")


@click.command("quotas")
@click.argument("call", type=click.IntRange(1))
@click.option("--file", "path", type=FILE, help="배정을 담은 JSON 파일. 지금 있는 배정을 모두 바꿉니다")
@dry_run_option
@json_option
@reason_option
def quotas(*, call: int, path: Path | None, dry_run: bool, as_json: bool, reason: str) -> None:
    """CALL(모집 번호)의 배정을 보이거나, 공고하기 전에 파일의 것으로 바꿉니다. 빈 목록이면 모두 지웁니다.

    파일은 `--json`이 내보이는 것과 같은 목록입니다: kind(unit, grade, series), label, keys, session, most, reserved.
    """
    actor = operator(reason)
    with rehearsing(dry_run=dry_run):
        if path is not None:
            save_quotas(actor=actor, call=call, quotas=_drafts(path))
        card = call_card(actor=actor, call=call)
    if as_json:
        write_json(card.quotas)
        return
    click.echo(table(["대상", "이름", "기수", "상한", "확보"], [_shown(card, row) for row in card.quotas]))


def _shown(card: CallRow, row: QuotaRow) -> tuple[object, ...]:
    titles = {session.session: session.title for session in card.sessions}
    session = "기수마다" if row.session is None else titles.get(row.session, row.session)
    return (label(row.kind), row.label, session, row.most, row.reserved)


def _drafts(path: Path) -> list[QuotaDraft]:
    try:
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as fault:
        raise click.BadParameter(f"JSON으로 읽을 수 없습니다: {fault}", param_hint="--file") from fault
    if not isinstance(said, list):
        raise click.BadParameter("배정의 목록이 아닙니다.", param_hint="--file")
    return [_draft(number, row) for number, row in enumerate(said, 1)]


def _draft(number: int, row: Any) -> QuotaDraft:
    """One line of the file; what it says is judged with all others when it is stored."""
    kinds = [kind.value for kind in QuotaKind]
    if not isinstance(row, dict) or row.get("kind") not in kinds or not isinstance(row.get("keys"), list):
        text = f"{number}번째 배정에 kind({', '.join(kinds)})와 keys(목록)가 있어야 합니다."
        raise click.BadParameter(text, param_hint="--file")
    for name in NUMBERS:
        if row.get(name) is not None and type(row[name]) is not int:
            raise click.BadParameter(f"{number}번째 배정의 {name}은(는) 정수여야 합니다.", param_hint="--file")
    keys = tuple(str(key) for key in row["keys"])
    return QuotaDraft(
        QuotaKind(row["kind"]), str(row.get("label", "")), keys, **{name: row.get(name) for name in NUMBERS}
    )


COMMANDS: tuple[click.Command, ...] = (extend, quotas)
