"""`baeumgil plan result`: planned and actual people of a year."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import say, write_json
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.queries.results import year_to_write
from baeumgil.stages.plan.services.results import set_year_result


@click.command()
@click.argument("year", type=int)
@click.option("--planned", type=int, required=True, help="계획 인원(연인원)")
@click.option("--actual", type=int, help="실적 인원(연인원). 비우면 앞서 적은 값 그대로")
@click.option(
    "--name", default="", help="계획 인원이 어느 계획의 것인지. 비우면 앞서 적은 이름, 없으면 그해 계획의 제목"
)
@click.option("--note", help="비고. 빼면 앞서 적은 말 그대로")
@dry_run_option
@json_option
@reason_option
def result(
    *,
    year: int,
    planned: int,
    actual: int | None,
    name: str,
    note: str | None,
    dry_run: bool,
    as_json: bool,
    reason: str,
) -> None:
    """우리 기관의 YEAR년 계획 인원과 실적 인원을 적습니다. 실적이 계획보다 많아도 됩니다."""
    actor, institute = operator(reason), own_institute().id
    with rehearsing(dry_run=dry_run):
        known = year_to_write(actor=actor, institute=institute, year=year)
        set_year_result(
            actor=actor,
            institute=institute,
            year=year,
            plan_name=name or (known.plan_name if known else ""),
            planned_people=planned,
            actual_people=known.actual_people if actual is None and known else actual,
            note=note if note is not None else (known.note if known else ""),
        )
        written = year_to_write(actor=actor, institute=institute, year=year)
    if as_json:
        write_json({**(asdict(written) if written else {}), "dry_run": dry_run})
        return
    say("시험 실행입니다. 바뀐 것은 없습니다." if dry_run else f"{year}년 계획과 실적을 적었습니다.")


COMMANDS: Sequence[click.Command] = (result,)
