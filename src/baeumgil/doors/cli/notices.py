"""`baeumgil notices …`."""

import click

from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.queries.deliveries import deliveries, outbox_state
from baeumgil.stages.people.services.outbox import deliver as carry_out
from baeumgil.stages.people.terms import DeliveryState

MOST = 100_000
LONGEST_SECONDS = 3_600
SHOWN = 50


@click.group()
def notices() -> None:
    """알림: 밖으로 보내기와 가지 못한 것."""


@notices.command()
@click.option("--most", type=click.IntRange(1, MOST), default=1_000, show_default=True, help="한 번에 보낼 건수")
@click.option(
    "--seconds", type=click.IntRange(1, LONGEST_SECONDS), default=60, show_default=True, help="멈출 때까지의 초"
)
@json_option
@reason_option
def deliver(*, most: int, seconds: int, as_json: bool, reason: str) -> None:
    """보낼 때가 된 알림을 지금 보냅니다. 작업자가 켜져 있으면 저절로 나갑니다."""
    need_seeds()
    done = carry_out(actor=operator(reason), most=most, seconds=seconds)
    if as_json:
        write_json(done)
        return
    say(
        f"보냄 {done.sent:,}건, 다시 보낼 것 {done.waiting:,}건, 실패 {done.failed:,}건, 확인 필요 {done.uncertain:,}건"
    )


@notices.command("list")
@click.option("--state", type=click.Choice([state.value for state in DeliveryState]), help="기본값: 실패와 확인 필요")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="쪽")
@json_option
@reason_option
def list_deliveries(*, state: str | None, page: int, as_json: bool, reason: str) -> None:
    """보내지 못했거나 확인이 필요한 발송을 보입니다. 주소는 가려서 보입니다."""
    actor = operator(reason)
    found = deliveries(actor=actor, state=DeliveryState(state) if state else None, page=page, size=SHOWN)
    figures = outbox_state(actor=actor)
    if as_json:
        write_json(
            {
                "connected": sorted(figures.connected),
                "counts": {each.value: count for each, count in figures.counts.items()},
                "page": found.number,
                "pages": found.last,
                "deliveries": found.rows,
            }
        )
        return
    if found.rows:
        rows = [
            (row.id, row.name, label(row.channel), row.address, label(row.state), row.attempts, row.failure)
            for row in found.rows
        ]
        click.echo(table(["번호", "받는 사람", "수단", "주소", "상태", "시도", "까닭"], rows))
    counts = ", ".join(f"{label(each)} {count:,}" for each, count in figures.counts.items())
    say(f"{counts} (쪽 {found.number}/{found.last})")
