"""`baeumgil schedule open`, `years`, `sessions`, `accept`, `seats`."""

from collections.abc import Sequence
from datetime import date

import click

from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.schedule.options import INSTITUTE
from baeumgil.stages.plan.queries.institutes import institute_by_code, own_institute
from baeumgil.stages.schedule.queries.calendars import (
    open_sessions,
    schedule_years,
    session_card,
    sessions_between,
    year_named,
)
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.services import proposals, years
from baeumgil.stages.schedule.services.session_seats import change_seats

YEAR = click.argument("year", type=click.IntRange(1990, 2100))


@click.command("open")
@YEAR
@INSTITUTE
@click.option("--version", type=click.IntRange(1), help="확정된 판 대신 이 계획 판에서")
@json_option
@reason_option
def open_year(*, year: int, institute: str, version: int | None, as_json: bool, reason: str) -> None:
    """YEAR년 계획의 기수를 편성할 수 있게 가져옵니다. 다시 하면 새로 생긴 것만 가져옵니다."""
    held = institute_by_code(institute) if institute else own_institute()
    actor = operator(reason)
    years.open_year(actor=actor, institute=held.id, year=year, version=version)
    row = year_named(actor=actor, year=year, institute=institute)
    if as_json:
        write_json(row)
        return
    say(f"{row.institute_name} {row.year}년: 기수 {row.sessions:,}개, 편성 {row.placed:,}개, 미정 {row.open:,}개")


@click.command("years")
@json_option
@reason_option
def list_years(*, as_json: bool, reason: str) -> None:
    """편성할 수 있는 연도와 기수의 상태를 보입니다."""
    rows = schedule_years(actor=operator(reason))
    if as_json:
        write_json(rows)
        return
    shown = [
        (str(row.year), row.institute_name, row.sessions, row.placed, row.open, "본보기" if row.is_example else "")
        for row in rows
    ]
    click.echo(table(["연도", "기관", "기수", "편성", "미정", ""], shown))


@click.command("sessions")
@YEAR
@INSTITUTE
@json_option
@reason_option
def list_sessions(*, year: int, institute: str, as_json: bool, reason: str) -> None:
    """YEAR년의 기수와 날짜, 강의실, 강사를 보입니다."""
    actor = operator(reason)
    held = year_named(actor=actor, year=year, institute=institute)
    rows = (
        *sessions_between(actor=actor, first=date(year, 1, 1), last=date(year, 12, 31), institute=held.institute),
        *open_sessions(actor=actor, institute=held.institute, year=year),
    )
    if as_json:
        write_json(rows)
        return
    click.echo(table(["번호", "기수", "날짜", "강의실", "강사"], _shown(rows)))


@click.command("accept")
@click.argument("proposal", type=click.IntRange(1))
@json_option
@reason_option
def accept_proposal(*, proposal: int, as_json: bool, reason: str) -> None:
    """PROPOSAL(편성안 번호)을 통째로 받아들여 달력에 옮깁니다. 강사 요청은 그 뒤에 나갑니다."""
    outcome = proposals.accept(actor=operator(reason), proposal=proposal)
    if as_json:
        write_json(outcome)
        return
    say(f"편성안 {proposal}번을 받아들였습니다.")


@click.command("seats")
@click.argument("session", type=click.IntRange(1))
@click.argument("number", type=click.IntRange(1))
@json_option
@reason_option
def set_seats(*, session: int, number: int, as_json: bool, reason: str) -> None:
    """SESSION(기수 번호)의 정원을 NUMBER명으로 바꿉니다. 모집하고 있으면 늘린 자리를 대기 순서대로 제안합니다."""
    actor = operator(reason)
    change_seats(actor=actor, session=session, seats=number)
    row = session_card(actor=actor, session=session)
    if as_json:
        write_json(row)
        return
    say(f"{row.year}년 {row.title}: 정원 {row.seats:,}명, 자리가 정해진 사람 {row.selected:,}명")


def _shown(rows: Sequence[SessionRow]) -> list[tuple[object, ...]]:
    return [
        (
            row.id,
            row.title,
            f"{row.starts_on} ~ {row.ends_on}" if row.starts_on else label(row.state),
            row.room_name,
            ", ".join(teacher.name for teacher in row.teachers),
        )
        for row in rows
    ]


COMMANDS = (open_year, list_years, list_sessions, accept_proposal, set_seats)
