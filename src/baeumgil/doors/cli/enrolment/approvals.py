"""`baeumgil enrolment`: approvals, deputies, nominations."""

import secrets

import click

from baeumgil.core.actions import rehearsal
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.stages.enrolment.queries.approvals import approval_inbox
from baeumgil.stages.enrolment.services import approvals as services
from baeumgil.stages.enrolment.services.call_ups import call_up
from baeumgil.stages.enrolment.services.nominations import nominate
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import ids_by_staff_no

SHOWN = 200
EVERYWHERE = "시 전체"
BY = click.option("--by", default="", help="결정하는 사람의 사번. 그 사람이 결정할 수 있는 것만 됩니다")


@click.command("approvals")
@BY
@click.option("--call", type=click.IntRange(1), help="모집 번호")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="쪽")
@json_option
@reason_option
def list_approvals(*, by: str, call: int | None, page: int, as_json: bool, reason: str) -> None:
    """승인을 기다리는 신청을 기한이 가까운 것부터 보입니다."""
    found = approval_inbox(actor=operator(reason), call=call, by=_person(by), page=page, size=SHOWN)
    if as_json:
        write_json({"page": found.rows.number, "pages": found.rows.last, "approvals": found.rows.rows})
        return
    if not found.rows.rows:
        say("승인을 기다리는 신청이 없습니다.")
        return
    rows = [
        (
            row.id,
            row.application.person_name,
            row.application.unit_name,
            row.application.call_name,
            label(row.kind),
            row.unit_name or EVERYWHERE,
            row.due_at,
        )
        for row in found.rows.rows
    ]
    click.echo(table(["번호", "신청한 사람", "부서", "모집", "단계", "결정하는 부서", "기한"], rows))


@click.command("approve")
@click.argument("approvals", nargs=-1, required=True, type=click.IntRange(1))
@click.option("--comment", default="", help="의견. 돌려보낼 때는 까닭")
@click.option("--return", "is_return", is_flag=True, help="승인하지 않고 돌려보냄")
@BY
@dry_run_option
@json_option
@reason_option
def decide(
    *,
    approvals: tuple[int, ...],
    comment: str,
    is_return: bool,
    by: str,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """승인 번호(APPROVALS)를 모두 승인하거나, 하나라도 안 되면 아무것도 바꾸지 않습니다."""
    act = services.send_back if is_return else services.approve
    who = _person(by)
    if dry_run:
        with rehearsal():
            done = act(actor=operator(reason), approvals=approvals, comment=comment, by=who)
    else:
        done = act(actor=operator(reason), approvals=approvals, comment=comment, by=who)
    if as_json:
        write_json({"approvals": list(approvals), "finished": done, "returned": is_return, "dry_run": dry_run})
        return
    say(f"{len(approvals):,}건을 {'돌려보냈습니다' if is_return else f'승인했습니다. 모두 승인된 신청 {done:,}건'}.")


@click.command("nominate")
@click.argument("call", type=click.IntRange(1))
@click.argument("staff_nos", nargs=-1, required=True)
@click.option("--session", "sessions", multiple=True, type=click.IntRange(1), required=True, help="희망 기수, 순서대로")
@click.option("--why", default="", help="추천하는 까닭")
@dry_run_option
@json_option
@reason_option
def name_people(
    *,
    call: int,
    staff_nos: tuple[str, ...],
    sessions: tuple[int, ...],
    why: str,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """CALL 모집에 사번(STAFF_NOS)으로 여러 사람을 한꺼번에 신청합니다. 승인은 정해진 대로 거칩니다."""
    people = [_person(number) or 0 for number in staff_nos]
    asked = {"call": call, "people": people, "wishes": sessions, "reason": why, "key": secrets.token_hex(12)}
    if dry_run:
        with rehearsal():
            made = nominate(actor=operator(reason), **asked)  # type: ignore[arg-type]  # as listed above
    else:
        made = nominate(actor=operator(reason), **asked)  # type: ignore[arg-type]  # as listed above
    if as_json:
        write_json({"applications": made.applications, "awaiting": made.awaiting, "dry_run": dry_run})
        return
    say(f"{len(made.applications):,}명을 신청했습니다. 승인을 기다리는 신청 {made.awaiting:,}건.")


@click.command("call-up")
@click.argument("call", type=click.IntRange(1))
@click.option("--ask", is_flag=True, help="신청하지 않고 신청하라고 알리기만 함")
@dry_run_option
@json_option
@reason_option
def call_people_up(*, call: int, ask: bool, dry_run: bool, as_json: bool, reason: str) -> None:
    """CALL 모집의 과정으로 이수할 단계에 있는 사람을 모두 신청하거나, 신청하라고 알립니다."""
    if dry_run:
        with rehearsal():
            called = call_up(actor=operator(reason), call=call, asks_only=ask)
    else:
        called = call_up(actor=operator(reason), call=call, asks_only=ask)
    if as_json:
        write_json({"called": called, "dry_run": dry_run})
        return
    say(f"신청 {len(called.applications):,}명, 알림 {called.told:,}명, 빠진 사람 {called.left_out:,}명.")


def _person(staff_no: str) -> int | None:
    """The person of a staff number; None for none. Raises `PersonNotFound`."""
    if not staff_no:
        return None
    found = ids_by_staff_no([staff_no])
    if staff_no not in found:
        raise PersonNotFound(f"사번 {staff_no}인 사람이 없습니다.", staff_no=staff_no)
    return found[staff_no]


COMMANDS: tuple[click.Command, ...] = (list_approvals, decide, name_people, call_people_up)
