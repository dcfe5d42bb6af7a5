"""`baeumgil enrolment`: what is open, applying for somebody, their applications, withdrawing and swapping."""

import secrets
from contextlib import nullcontext

import click

from baeumgil.core.actions import rehearsal
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.stages.enrolment.queries.advice import advised
from baeumgil.stages.enrolment.queries.applications import my_applications
from baeumgil.stages.enrolment.queries.openings import openings
from baeumgil.stages.enrolment.rules.application_rows import MyApplication
from baeumgil.stages.enrolment.services import applying as services
from baeumgil.stages.enrolment.services.changing import withdraw
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import ids_by_staff_no

SHOWN = 200


@click.command("openings")
@click.option("--words", default="", help="찾는 말")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="쪽")
@json_option
@reason_option
def list_openings(*, words: str, page: int, as_json: bool, reason: str) -> None:
    """접수 중이거나 곧 접수할 모집을 먼저 마감하는 것부터 보입니다."""
    found = openings(actor=operator(reason), words=words, page=page, size=SHOWN).page
    if as_json:
        write_json({"page": found.number, "pages": found.last, "openings": [row.call for row in found.rows]})
        return
    if not found.rows:
        say("접수하는 모집이 없습니다.")
        return
    rows = [
        (
            row.call.id,
            row.call.name,
            label(row.call.phase),
            label(row.call.mechanism),
            row.call.closes_at,
            ", ".join(f"{session.session}: {session.title} ({session.free})" for session in row.call.sessions),
        )
        for row in found.rows
    ]
    click.echo(table(["번호", "모집", "접수", "선발", "마감", "기수(빈자리)"], rows))


@click.command("apply")
@click.argument("call", type=click.IntRange(1))
@click.argument("staff_no")
@click.option("--session", "sessions", multiple=True, type=click.IntRange(1), required=True, help="희망 기수, 순서대로")
@click.option("--motive", default="", help="신청 동기")
@click.option("--needs", default="", help="교육 때 필요한 도움")
@click.option("--key", default="", help="같은 요청을 다시 보낼 때 쓰는 번호")
@dry_run_option
@json_option
@reason_option
def apply_for(
    *,
    call: int,
    staff_no: str,
    sessions: tuple[int, ...],
    motive: str,
    needs: str,
    key: str,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """CALL 모집에 사번(STAFF_NO)인 사람의 이름으로 신청합니다."""
    with rehearsal() if dry_run else nullcontext():
        done = services.apply(
            actor=operator(reason),
            call=call,
            wishes=sessions,
            person=_person(staff_no),
            motive=motive,
            needs=needs,
            key=key or secrets.token_hex(12),
        )
    if as_json:
        write_json({"applied": done, "dry_run": dry_run})
        return
    place = f" 대기 {done.place}번" if done.place is not None else ""
    say(f"신청 {done.application}: 접수번호 {done.number}, {label(done.state)}{place}")


@click.command("withdraw")
@click.argument("application", type=click.IntRange(1))
@click.option("--why", default="", help="취소하는 까닭")
@dry_run_option
@json_option
@reason_option
def leave(*, application: int, why: str, dry_run: bool, as_json: bool, reason: str) -> None:
    """신청(APPLICATION)을 취소합니다. 받은 자리는 다음 대기자에게 갑니다."""
    with rehearsal() if dry_run else nullcontext():
        withdraw(actor=operator(reason), application=application, reason=why)
    if as_json:
        write_json({"application": application, "withdrawn": True, "dry_run": dry_run})
        return
    say(f"신청 {application}을(를) 취소했습니다.")


@click.command("swap")
@click.argument("application", type=click.IntRange(1))
@click.argument("session", type=click.IntRange(1))
@dry_run_option
@json_option
@reason_option
def swap(*, application: int, session: int, dry_run: bool, as_json: bool, reason: str) -> None:
    """받은 자리를 같은 모집의 다른 기수(SESSION) 빈자리로 옮깁니다."""
    with rehearsal() if dry_run else nullcontext():
        swap_session(actor=operator(reason), application=application, session=session)
    if as_json:
        write_json({"application": application, "session": session, "dry_run": dry_run})
        return
    say(f"신청 {application}의 자리를 {session}번 기수로 옮겼습니다.")


@click.command("mine")
@click.argument("staff_no")
@json_option
@reason_option
def list_applications(*, staff_no: str, as_json: bool, reason: str) -> None:
    """사번(STAFF_NO)인 사람의 신청과 지금 상태를 보입니다."""
    found = my_applications(actor=operator(reason), person=_person(staff_no))
    if as_json:
        write_json({"applications": found})
        return
    if not found:
        say("신청이 없습니다.")
        return
    rows = [
        (
            mine.row.id,
            mine.row.call_name,
            mine.row.number,
            _state(mine),
            mine.row.seat_title or ", ".join(wish.title for wish in mine.row.wishes),
            mine.row.changed_at,
        )
        for mine in found
    ]
    click.echo(table(["번호", "모집", "접수번호", "상태", "기수", "바뀐 때"], rows))


@click.command("advise")
@click.argument("staff_no")
@json_option
@reason_option
def advise(*, staff_no: str, as_json: bool, reason: str) -> None:
    """사번(STAFF_NO)인 사람에게 맞는 모집과 그 까닭을 보입니다."""
    found = advised(actor=operator(reason), person=_person(staff_no))
    if as_json:
        write_json({"advised": found})
        return
    if not found:
        say("지금 추천할 모집이 없습니다.")
        return
    rows = [
        (
            one.call.id,
            one.call.name,
            ", ".join(f"{label(why.reason)}{f' ({why.name})' if why.name else ''}" for why in one.reasons),
            one.call.closes_at,
        )
        for one in found
    ]
    click.echo(table(["번호", "모집", "까닭", "마감"], rows))


def _state(mine: MyApplication) -> str:
    return label(mine.row.state) if mine.row.wait_place is None else f"대기 {mine.row.wait_place}번"


def _person(staff_no: str) -> int:
    """The person of a staff number. Raises `PersonNotFound`."""
    found = ids_by_staff_no([staff_no])
    if staff_no not in found:
        raise PersonNotFound(f"사번 {staff_no}인 사람이 없습니다.", staff_no=staff_no)
    return found[staff_no]


COMMANDS: tuple[click.Command, ...] = (list_openings, apply_for, leave, swap, list_applications, advise)
