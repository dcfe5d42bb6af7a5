"""Is the database ready for what is asked?"""

import sys

import click
from django.db import connection

from baeumgil.core import clock, embedded_database, policies
from baeumgil.core.errors import Refused

FIRST_NEEDED = "people.retirement"


class NotSeeded(Refused):
    """The default policies are missing."""

    code = "not_seeded"
    message = "기본 방침이 아직 없습니다. 'baeumgil seed'를 먼저 실행하세요."


def need_seeds() -> None:
    """Refuse before any work when the default policies are missing; at a terminal, offer to put them in."""
    if policies.values_on([FIRST_NEEDED], clock.today()):
        return
    if not _is_asked_for():
        raise NotSeeded
    from baeumgil.doors.cli.demo.build import seed  # only when somebody agrees
    from baeumgil.doors.cli.options import operator

    seed(operator("처음 준비"))


def _is_asked_for() -> bool:
    return sys.stdin.isatty() and click.confirm("기본 방침이 없습니다. 지금 넣을까요?", default=True, err=True)


class NotMigrated(Refused):
    """The tables are missing or of an older version."""

    code = "not_migrated"
    message = "데이터베이스가 아직 준비되지 않았습니다. 'baeumgil migrate'를 먼저 실행하세요."


class FaultyLibrary(Refused):
    """The SQLite library may corrupt a database under WAL."""

    code = "faulty_sqlite"
    message = (
        "이 파이썬의 SQLite 라이브러리에는 데이터베이스를 망가뜨릴 수 있는 결함(WAL-reset)이 있어 시작하지 않습니다. "
        "'make setup'으로 함께 제공되는 라이브러리(pysqlite3)를 설치하거나 DATABASE_URL로 PostgreSQL을 쓰세요."
    )


def pending_migrations() -> list[str]:
    """Migrations not applied yet, in order."""
    from django.db.migrations.executor import MigrationExecutor  # only for those who ask

    executor = MigrationExecutor(connection)
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def need_migrations() -> None:
    """Refuse while the tables are not those of this version."""
    if pending_migrations():
        raise NotMigrated


def refuse_faulty_library(version: tuple[int, int, int] | None = None) -> None:
    """Refuse to open an SQLite database in WAL mode with a library (this one, by default) that has the fault."""
    if connection.vendor == "sqlite" and not embedded_database.is_sound(version or embedded_database.version_in_use()):
        raise FaultyLibrary
