"""Keeping an installation: migrate, seed, administrator, backup, audit chain, worker, API description."""

import json
import signal
import time
from pathlib import Path
from typing import Any

import click
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.urls import resolve, reverse

from baeumgil.core import audit, clock, worker
from baeumgil.core.actors import Role
from baeumgil.core.errors import Refused
from baeumgil.core.jobs import Lane
from baeumgil.doors.cli.options import json_option, operator, reason_option
from baeumgil.doors.cli.output import say, write_json
from baeumgil.doors.cli.readiness import need_migrations, pending_migrations, refuse_faulty_library
from baeumgil.doors.cli.servers import parent_is_gone
from baeumgil.stages.people.queries.holdings import holdings
from baeumgil.stages.people.services import accounts
from baeumgil.stages.people.services.outbox import queue_due
from baeumgil.stages.roadmap.services.requirements import ensure_fresh

FRESH_EVERY_SECONDS = 60.0
OUTBOX_EVERY_SECONDS = 2.0


class NotBackedUp(Refused):
    """The database has tools of its own."""

    code = "not_backed_up"
    message = "PostgreSQL은 pg_dump로 백업하세요. 이 명령은 SQLite 파일만 백업합니다."


class AuditBroken(Refused):
    """An entry of the chain was changed, removed or put in."""

    code = "audit_broken"


@click.command()
@click.option("--quiet", is_flag=True, help="할 일이 없으면 아무 말도 하지 않음")
@json_option
def migrate(*, quiet: bool, as_json: bool) -> None:
    """데이터베이스를 만들거나 새 판에 맞추고 기본 자료를 넣습니다. 이미 맞으면 아무것도 하지 않습니다."""
    refuse_faulty_library()
    pending = pending_migrations()
    if pending:
        call_command("migrate", verbosity=0, interactive=False)
        _seed("데이터베이스 준비")
    if as_json:
        write_json({"applied": pending})
    elif pending:
        say(f"데이터베이스를 준비했습니다. ({len(pending)}단계)")
    elif not quiet:
        say("데이터베이스가 이미 최신입니다.")


@click.command()
@json_option
@reason_option
def seed(*, as_json: bool, reason: str) -> None:
    """기본 방침과 제공 규칙을 넣습니다. 다시 실행해도 시가 바꾼 값은 그대로입니다."""
    _seed(reason)
    if as_json:
        write_json({"seeded": True})
        return
    say("기본 방침과 제공 규칙을 넣었습니다.")


def _seed(reason: str) -> None:
    from baeumgil.doors.cli.demo.build import seed as put_in  # the invented city's modules load numpy

    put_in(operator(reason))


@click.command("create-admin")
@click.option("--username", default="admin", show_default=True, help="로그인할 이름")
@click.option("--name", "display_name", default="시스템 관리자", show_default=True, help="보이는 이름")
@click.option(
    "--role",
    type=click.Choice([Role.SYSTEM_ADMIN.value, Role.TRAINING_OFFICE.value]),
    default=Role.SYSTEM_ADMIN.value,
    show_default=True,
    help="줄 역할",
)
@json_option
@reason_option
def create_admin(*, username: str, display_name: str, role: str, as_json: bool, reason: str) -> None:
    """첫 관리자 계정을 만들고 한 번만 보이는 비밀번호를 알려 줍니다."""
    actor = operator(reason)
    made = accounts.create_account(actor=actor, username=username, display_name=display_name)
    accounts.grant_role(actor=actor, account=made.id, role=Role(role))
    if as_json:
        write_json({"username": made.username, "password": made.password, "role": role})
        return
    click.echo(f"아이디: {made.username}\n비밀번호: {made.password}")
    say("이 비밀번호는 다시 볼 수 없습니다. 처음 로그인할 때 바꾸게 됩니다.")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@json_option
def backup(*, file: Path, as_json: bool) -> None:
    """SQLite 데이터베이스를 FILE로 백업합니다. 쓰는 중에도 온전한 한 순간의 모습이 담깁니다."""
    if connection.vendor != "sqlite":
        raise NotBackedUp
    if file.exists():
        raise click.UsageError(f"{file}이(가) 이미 있습니다. 다른 이름을 쓰세요.")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file.absolute())])
    file.chmod(0o600)
    size = file.stat().st_size
    if as_json:
        write_json({"file": str(file), "bytes": size})
        return
    click.echo(f"{file}에 백업했습니다. ({size / 1_048_576:,.1f} MiB)")


@click.command("verify-audit")
@json_option
def verify_audit(*, as_json: bool) -> None:
    """감사 기록이 처음부터 끝까지 바뀌지 않았는지 확인합니다."""
    broken = audit.first_broken_link()
    if broken is not None:
        raise AuditBroken(f"감사 기록 {broken}번부터 맞지 않습니다. 백업과 견주어 보세요.", number=broken)
    if as_json:
        write_json({"whole": True})
        return
    click.echo("감사 기록이 온전합니다.")


@click.command()
@click.option("--once", is_flag=True, help="기다리는 작업을 모두 마치면 끝냄")
@click.option(
    "--lane",
    type=click.Choice([lane.value for lane in Lane]),
    help="short: 몇 초 걸리는 작업만, long: 몇 분 걸리는 작업만 (기본: 모두)",
)
@click.option("--beside", type=int, hidden=True, help="이 프로세스가 끝나면 함께 끝냄")
def work(*, once: bool, lane: str | None, beside: int | None) -> None:
    """작업자: 기다리는 작업을 차례로 합니다."""
    refuse_faulty_library()
    need_migrations()
    timetable = _Timetable(beside, is_daily=lane != Lane.LONG)
    before = {number: signal.signal(number, timetable.stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        done = worker.work(until=timetable.is_over, once=once, lane=Lane(lane) if lane else None)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if once:
        say(f"작업 {done:,}건을 마쳤습니다.")


class _Timetable:
    """When to stop; and, between jobs, whether notices have to go out and today's requirements to be computed."""

    def __init__(self, beside: int | None, *, is_daily: bool) -> None:
        self.beside = beside
        self.is_daily = is_daily
        self.stopped = False
        self.next_look = 0.0
        self.next_outbox = 0.0

    def stop(self, *_: Any) -> None:
        self.stopped = True

    def is_over(self) -> bool:
        if self.stopped or parent_is_gone(self.beside):
            return True
        if self.is_daily and time.monotonic() >= self.next_look:
            self.next_look = time.monotonic() + FRESH_EVERY_SECONDS
            if holdings().people:
                ensure_fresh(clock.today())
        if self.is_daily and time.monotonic() >= self.next_outbox:
            self.next_outbox = time.monotonic() + OUTBOX_EVERY_SECONDS
            queue_due()
        return False


@click.group()
def api() -> None:
    """REST API."""


@api.command()
def describe() -> None:
    """OpenAPI 설명서를 화면에 적습니다."""
    address = reverse("api:openapi-json")
    answer = resolve(address).func(RequestFactory().get(address))
    click.echo(json.dumps(json.loads(answer.content), ensure_ascii=False, indent=2, sort_keys=True))
