"""`baeumgil plan institute`: whose courses and plans these are."""

from collections.abc import Sequence
from contextlib import nullcontext

import click

from baeumgil.core.actions import rehearsal
from baeumgil.doors.cli.options import dry_run_option, json_option, operator, reason_option
from baeumgil.doors.cli.output import say, write_json
from baeumgil.doors.cli.readiness import need_seeds
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.services.institutes import set_up_institute


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


COMMANDS: Sequence[click.Command] = (institute,)
