"""`baeumgil enrolment second-round`, `list`, `fix-lists`: waiting lists, second calls, lists of participants."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from baeumgil.core.errors import Problem
from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.plan.documents import write_whole
from baeumgil.stages.enrolment.errors import CallInvalid
from baeumgil.stages.enrolment.queries.second_calls import SecondCallNeed, call_to_continue, second_call_need
from baeumgil.stages.enrolment.services import lists
from baeumgil.stages.enrolment.services.list_files import make_list
from baeumgil.stages.enrolment.services.second_calls import asked_of, open_second_call
from baeumgil.stages.plan.terms import PaperFormat

MOST_SHOWN = 12
MOST_SESSIONS = 20


@click.command("second-round")
@click.argument("name", metavar="CALL|COURSE")
@click.option("--open", "opens", is_flag=True, help="찾은 빈 자리에 열고 기다리던 사람을 옮김")
@click.option("--sessions", type=click.IntRange(1, MOST_SESSIONS), default=1, show_default=True, help="더 여는 기수")
@click.option("--seats", type=click.IntRange(1, 100_000), help="기당 인원(없으면 1차와 같게)")
@click.option("--open-days", type=click.IntRange(0, 60), default=0, show_default=True, help="새 신청을 받는 날수")
@json_option
@reason_option
def second_round(
    *, name: str, opens: bool, sessions: int, seats: int | None, open_days: int, as_json: bool, reason: str
) -> None:
    """모집 번호나 과정 코드로 찾은 모집에 2차 모집이 필요한지, 몇 기를 더 열면 되는지 보입니다. --open이면 엽니다."""
    actor = operator(reason)
    call = call_to_continue(actor=actor, name=name)
    need = second_call_need(actor=actor, call=call, seats=seats, limit=MOST_SESSIONS)
    made = None
    if opens:
        if need.may_open and len(need.places) < sessions:
            text = f"비어 있는 자리가 {len(need.places)}곳뿐입니다."
            raise CallInvalid([Problem("places", text, "인원이나 기수를 줄이세요.", field="places")])
        places = [asked_of(place) for place in need.places[:sessions]]
        made = open_second_call(actor=actor, call=call, places=places, seats=need.size, open_days=open_days)
    if as_json:
        write_json({"need": need, "opened": made})
        return
    _tell(need)
    if made is not None:
        say(f"2차 모집 {made}번을 열고 기다리던 {need.waiting:,}명을 옮겼습니다.")


@click.command("list")
@click.argument("session", type=click.IntRange(1))
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), required=True, help="쓸 파일")
@click.option("--number", type=click.IntRange(1), help="몇 호 명단(없으면 가장 새것)")
@click.option("--masked", is_flag=True, help="이름을 가려서")
@json_option
@reason_option
def write_list(*, session: int, target: Path, number: int | None, masked: bool, as_json: bool, reason: str) -> None:
    """SESSION(기수 번호)의 교육생 명단을 .xlsx, .hwpx, .pdf 파일로 씁니다. 형식은 파일 이름을 따릅니다."""
    form = target.suffix.removeprefix(".").lower()
    if form not in set(PaperFormat):
        raise click.UsageError("파일 이름은 .xlsx, .hwpx, .pdf 가운데 하나로 끝나야 합니다.")
    made = make_list(
        actor=operator(reason), session=session, format=PaperFormat(form), number=number, is_full=not masked
    )
    write_whole(target, made.content)
    if as_json:
        write_json({"file": str(target), "people": made.people, "bytes": len(made.content)})
        return
    say(f"{target}에 {made.people:,}명의 명단을 썼습니다.")


@click.command("fix-lists")
@json_option
@reason_option
def fix_lists(*, as_json: bool, reason: str) -> None:
    """확정일이 된 교육생 명단을 모두 확정합니다. 날마다 저절로 하는 일을 지금 합니다."""
    count = lists.fix_due_lists(actor=operator(reason))
    if as_json:
        write_json({"fixed": count})
        return
    say(f"명단 {count:,}개를 확정했습니다.")


def _tell(need: SecondCallNeed) -> None:
    seats = need.call.seats
    click.echo(f"{need.call.name}: {seats:,}석에 {need.applied:,}명 신청({need.percent}%), 대기 {need.waiting:,}명")
    rows = [
        [f"+{point.sessions}", point.seated, point.mandatory, point.never_attended, point.others, point.left]
        for point in need.curve[:MOST_SHOWN]
    ]
    click.echo(table(["기수", "자리를 얻음", "꼭 들어야 함", "들은 적 없음", "그 밖", "남음"], rows))
    places = [
        [day_span(place.dates), place.room_name, ", ".join(place.instructor_names)]
        for place in need.places[:MOST_SHOWN]
    ]
    if places:
        click.echo(table(["빈 날", "강의실", "강사"], places))


def day_span(dates: Sequence[date]) -> str:
    """The first and the last of the days; one date where they are one day."""
    return f"{dates[0]}" if dates[0] == dates[-1] else f"{dates[0]} ~ {dates[-1]}"


COMMANDS: tuple[click.Command, ...] = (second_round, write_list, fix_lists)
