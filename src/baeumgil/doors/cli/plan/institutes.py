"""`baeumgil plan institute`, `own-units`: whose courses and plans these are, and whose people come first there."""

from collections.abc import Sequence
from contextlib import nullcontext

import click

from baeumgil.core import clock
from baeumgil.core.actions import rehearsal
from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option, rehearsing
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.queries.organisation import unit_by_code, unit_tree
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.queries.institutes import institute_by_code
from baeumgil.stages.plan.queries.institutes import own_units as own_units_of
from baeumgil.stages.plan.services.institutes import set_own_units, set_up_institute


@click.command("institute")
@click.option("--code", required=True, help="기관 코드. 한 번 정하면 바꾸지 않음. 예: goyang")
@click.option("--name", required=True, help="기관 이름. 예: 고양시 인재교육원")
@click.option("--body", "body_name", required=True, help="소속 자치단체의 이름. 예: 고양시")
@click.option(
    "--authority",
    type=click.Choice([authority.value for authority in Authority]),
    default=Authority.MAYOR.value,
    show_default=True,
    help="임용권자: 시장(mayor)이나 의장(council)",
)
@dry_run_option
@json_option
@reason_option
def institute(
    *, code: str, name: str, body_name: str, authority: str, dry_run: bool, as_json: bool, reason: str
) -> None:
    """우리 교육훈련기관을 넣거나, 그 코드의 기관을 고칩니다. 과정과 계획을 넣기 전에 한 번 합니다."""
    need_seeds()
    with rehearsal() if dry_run else nullcontext():
        made = set_up_institute(
            actor=operator(reason), code=code, name=name, body_name=body_name, authority=Authority(authority)
        )
    if as_json:
        write_json({"id": made, "code": code.strip(), "name": name.strip(), "dry_run": dry_run})
        return
    say("시험 실행입니다. 바뀐 것은 없습니다." if dry_run else f"우리 기관으로 넣었습니다: {name.strip()}")


@click.command("own-units")
@click.argument("institute_code", metavar="INSTITUTE")
@click.option("--unit", "codes", multiple=True, help="소속 부서의 부서 코드(여러 번). 지금 것을 모두 바꿉니다")
@click.option("--clear", "is_cleared", is_flag=True, help="소속 부서를 모두 지웁니다")
@dry_run_option
@json_option
@reason_option
def own_units(
    *, institute_code: str, codes: tuple[str, ...], is_cleared: bool, dry_run: bool, as_json: bool, reason: str
) -> None:
    """INSTITUTE(기관 코드)의 소속 부서를 보이거나 바꿉니다. 그 아래 부서의 사람까지 이 기관의 사람입니다.

    선발 기준 '소속 기관'이 이 사람들을 앞에 둡니다.
    """
    held, today = institute_by_code(institute_code), clock.today()
    with rehearsing(dry_run=dry_run):
        if codes or is_cleared:
            chosen = [] if is_cleared else [unit_by_code(code, today).id for code in codes]
            set_own_units(actor=operator(reason), institute=held.id, units=chosen)
        numbers = own_units_of(held.id)
    rows = [(row.official_code, row.name) for row in unit_tree(today) if row.id in numbers]
    if as_json:
        write_json([{"code": code, "name": name} for code, name in rows])
        return
    click.echo(table(["부서 코드", "부서"], rows))


COMMANDS: Sequence[click.Command] = (institute, own_units)
