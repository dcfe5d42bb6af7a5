"""`baeumgil roadmap …`."""

from collections.abc import Sequence
from datetime import date

import click

from baeumgil.core import clock
from baeumgil.core.glossary import label
from baeumgil.doors.cli.options import (
    json_option,
    on_option,
    operator,
    reason_option,
)
from baeumgil.doors.cli.output import cell, say, table, write_json
from baeumgil.doors.cli.records import import_records
from baeumgil.doors.cli.rules import rules
from baeumgil.stages.roadmap.queries.board import due as due_rows
from baeumgil.stages.roadmap.queries.forecast import forecast as forecast_of
from baeumgil.stages.roadmap.queries.road import road
from baeumgil.stages.roadmap.queries.road_written import road_written
from baeumgil.stages.roadmap.rules.forecast.values import Forecast
from baeumgil.stages.roadmap.rules.states import Standing
from baeumgil.stages.roadmap.services import requirements as requirement_services


@click.group()
def roadmap() -> None:
    """생애주기 로드맵."""


roadmap.add_command(rules)
roadmap.add_command(import_records)


@roadmap.command("show")
@click.argument("staff_no")
@on_option
@json_option
@reason_option
def show(*, staff_no: str, on: date, as_json: bool, reason: str) -> None:
    """사번 STAFF_NO가 그날 걷고 있는 길을 이유와 함께 보입니다."""
    found = road(actor=operator(reason), on=on, staff_no=staff_no)
    if as_json:
        write_json(road_written(found))
        return
    person = found.person
    click.echo(f"{person.unit_name} · {person.grade_title} · {person.name} ({found.rules_name}, {cell(on)} 기준)")
    for heading, standings in (("지난 단계", found.past), ("지금 할 단계", found.now), ("다가올 단계", found.next)):
        if standings:
            click.echo(f"\n[{heading}]\n" + _standing_table(standings))
            for standing in standings:
                click.echo(f"  {standing.stage.name}: {standing.reason.text}")
    if found.next_step is not None:
        click.echo(f"\n먼저 할 일: {found.next_step.stage.name}, {cell(found.next_step.due_on)}까지")


def _standing_table(standings: Sequence[Standing]) -> str:
    rows = [
        (row.stage.name, label(row.state), row.opens_on, row.due_on, row.settled_on, row.settled_by)
        for row in standings
    ]
    return table(["단계", "상태", "시작", "기한", "마친 날", "무엇으로"], rows)


@roadmap.command("due")
@on_option
@click.option("--unit", default="", help="부서의 기관코드")
@click.option("--stage", default="", help="단계의 코드나 이름")
@json_option
@reason_option
def due(*, on: date, unit: str, stage: str, as_json: bool, reason: str) -> None:
    """그날 이수해야 하거나 기한이 지난 사람을 보입니다."""
    rows = due_rows(actor=operator(reason), on=on, unit_code=unit, stage=stage)
    if as_json:
        write_json({"on": on, "unit": unit, "stage": stage, "total": len(rows), "rows": rows})
        return
    shown = [
        (row.unit_name, row.grade_title, row.name, row.staff_no, row.stage_name, label(row.state), row.due_on)
        for row in rows
    ]
    click.echo(table(["소속", "직급", "성명", "사번", "단계", "상태", "기한"], shown))
    say(f"모두 {len(rows):,}건 ({cell(on)} 기준)")


@roadmap.command("forecast")
@click.option("--from", "first_year", type=int, help="첫해(기본값: 다음 해)")
@click.option("--years", type=int, default=10, show_default=True, help="몇 해")
@click.option("--class-size", type=int, help="한 기수의 인원(기본값: 단계마다 정한 인원)")
@json_option
@reason_option
def forecast(*, first_year: int | None, years: int, class_size: int | None, as_json: bool, reason: str) -> None:
    """단계마다 해마다 필요한 인원과 기수를 전망합니다."""
    found = forecast_of(
        actor=operator(reason),
        first_year=first_year or clock.today().year + 1,
        years=years,
        class_size=class_size,
        with_backtest=as_json,
    )
    if as_json:
        write_json(found)
        return
    click.echo(_forecast_table(found))
    for sentence in found.assumptions:
        say(f"· {sentence}")


def _forecast_table(found: Forecast) -> str:
    years = [found.first_year + place for place in range(found.years)]
    rows: list[list[object]] = []
    for stage in found.stages:
        rows.append([stage.name, "인원", *(cell.people for cell in stage.cells)])
        rows.append(["", "범위", *(f"{cell.low:,}~{cell.high:,}" for cell in stage.cells)])
        rows.append(["", "아는 인원", *(cell.known for cell in stage.cells)])
        rows.append(["", "기수", *(cell.sessions for cell in stage.cells)])
    return table(["단계", "", *(str(year) for year in years)], rows)


@roadmap.command("recompute")
@on_option
@json_option
@reason_option
def recompute(*, on: date, as_json: bool, reason: str) -> None:
    """모든 사람의 단계를 다시 계산해 저장합니다."""
    outcome = requirement_services.recompute(actor=operator(reason), on=on)
    if as_json:
        write_json(outcome)
        return
    click.echo(f"{outcome.people:,}명의 {outcome.rows:,}건을 계산했습니다. 바뀐 건 {outcome.written:,}건입니다.")
