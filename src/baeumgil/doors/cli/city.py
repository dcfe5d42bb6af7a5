"""`baeumgil demo`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.core.management import call_command

from baeumgil.core.glossary import label
from baeumgil.doors.cli.demo.roles import DEFAULT_SEED, DEFAULT_SIZE, DEMO_LOGINS, Login
from baeumgil.doors.cli.options import json_option
from baeumgil.doors.cli.output import say, table, write_json
from baeumgil.doors.cli.readiness import pending_migrations, refuse_faulty_library
from baeumgil.stages.people.queries.holdings import has_accounts, holdings
from baeumgil.stages.people.services.bulk import CityNotEmpty

if TYPE_CHECKING:
    from baeumgil.doors.cli.demo.build import Built


@click.command()
@click.option("--size", default=DEFAULT_SIZE, show_default=True, type=click.IntRange(20, 200_000), help="공무원 수")
@click.option("--seed", "seed_number", default=DEFAULT_SEED, show_default=True, help="난수의 씨앗: 같으면 같은 도시")
@click.option("--if-empty", is_flag=True, help="이미 사람이 있으면 만들지 않고 끝냄")
@click.option("--replace", is_flag=True, help="지금 있는 사람과 조직을 모두 지우고 만듦")
@click.option("--files", type=click.Path(file_okay=False, path_type=Path), help="같은 도시를 명단 파일로 적을 폴더")
@json_option
def demo(*, size: int, seed_number: int, if_empty: bool, replace: bool, files: Path | None, as_json: bool) -> None:
    """가상 도시를 만듭니다. 언제 만들어도 같은 도시이며, 실제 인물은 없습니다."""
    if files is not None:
        _write_files(size, seed_number, files, as_json=as_json)
        return
    refuse_faulty_library()
    if pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    if not holdings().is_empty and not replace:
        if not if_empty:
            raise CityNotEmpty("이미 사람이나 부서가 있습니다. 모두 지우고 만들려면 --replace를 붙이세요.")
        if has_accounts([login.username for login in DEMO_LOGINS]):
            _say_logins(DEMO_LOGINS)
        return
    from baeumgil.doors.cli.demo.build import build  # heavy, and not needed when there is a city already

    built = build(size=size, seed_number=seed_number, replace=replace, say=say)
    if as_json:
        write_json(built)
        return
    _report(built)


def _report(built: "Built") -> None:
    say(
        f"{built.city}를 만들었습니다: 공무원 {built.size:,}명, 모두 {built.people:,}명, 부서 {built.units:,}곳, "
        f"이수 기록 {built.records:,}건, 단계 {built.requirements:,}건 (기준 {built.reference_day:%Y-%m-%d})"
    )
    _say_logins(built.logins)


def _say_logins(logins: tuple[Login, ...]) -> None:
    """The accounts; whose they are is known only while the city is built."""
    headings = ["역할", "아이디", "비밀번호", "누구"]
    rows = [(label(login.role), login.username, login.password, login.person) for login in logins]
    shown = len(headings) if any(login.person for login in logins) else len(headings) - 1
    say("\n체험용 계정\n" + table(headings[:shown], [row[:shown] for row in rows]))


def _write_files(size: int, seed_number: int, folder: Path, *, as_json: bool) -> None:
    from baeumgil.doors.cli.demo.files import write_files  # brings the workbook writer along

    folder.mkdir(parents=True, exist_ok=True)
    written = write_files(size=size, seed_number=seed_number, folder=folder)
    if as_json:
        write_json({"files": [str(path) for path in written]})
        return
    for path in written:
        click.echo(path)
