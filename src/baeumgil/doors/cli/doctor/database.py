"""The database: versions, settings that keep what was answered, tables."""

from collections.abc import Iterator

from django.db import DatabaseError, connection

from baeumgil.core import embedded_database
from baeumgil.doors.cli.doctor.finding import Finding, error, good, warning
from baeumgil.doors.cli.readiness import pending_migrations

OLDEST_POSTGRESQL = 150_000
FULL = 2


def reachable() -> Iterator[Finding]:
    """It answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        yield error(
            "database",
            f"데이터베이스에 연결할 수 없습니다: {str(problem).splitlines()[0]}",
            "DATABASE_URL의 주소와 암호, 서버가 켜져 있는지 확인하세요.",
        )
    else:
        yield good("database", {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor] + "에 연결했습니다")


def sqlite() -> Iterator[Finding]:
    """Library without the WAL-reset fault; WAL and full synchronisation in effect."""
    if connection.vendor != "sqlite":
        return
    version = embedded_database.version_in_use()
    text = ".".join(str(part) for part in version)
    if embedded_database.is_sound(version):
        yield good("sqlite_version", f"SQLite {text}")
    else:
        yield error(
            "sqlite_version",
            f"SQLite {text}에는 데이터베이스를 망가뜨릴 수 있는 결함(WAL-reset)이 있습니다.",
            "'make setup'으로 pysqlite3를 설치하거나 PostgreSQL을 쓰세요.",
        )
    yield from _pragma("journal_mode", "wal", "WAL 기록 방식")
    yield from _pragma("synchronous", FULL, "정전에도 남는 저장(synchronous=FULL)")
    yield from _pragma("foreign_keys", 1, "외래 키 검사")
    answer = _one("PRAGMA quick_check(1)")
    if answer == "ok":
        yield good("sqlite_whole", "데이터베이스 파일이 온전합니다")
    else:
        yield error(
            "sqlite_whole",
            f"데이터베이스 파일이 망가졌습니다: {answer}",
            "쓰기를 멈추고 가장 최근 백업으로 되돌리세요.",
        )


def _pragma(name: str, wanted: object, title: str) -> Iterator[Finding]:
    found = _one(f"PRAGMA {name}")
    if found == wanted or (name == "journal_mode" and found == "memory"):
        yield good(f"sqlite_{name}", title)
    else:
        yield error(
            f"sqlite_{name}",
            f"{title}이(가) 켜져 있지 않습니다({found}).",
            "설정을 고치지 않은 배움길로 다시 실행하세요.",
        )


def postgresql() -> Iterator[Finding]:
    """Version 15 or newer, and a server that does not forget what it answered."""
    if connection.vendor != "postgresql":
        return
    number = int(str(_one("SHOW server_version_num")))
    text = str(_one("SHOW server_version"))
    if number < OLDEST_POSTGRESQL:
        yield error("postgresql_version", f"PostgreSQL {text}은 너무 오래되었습니다.", "15 이상으로 올리세요.")
    else:
        yield good("postgresql_version", f"PostgreSQL {text}")
    for name in ("fsync", "synchronous_commit", "full_page_writes"):
        value = _one(f"SHOW {name}")
        if value == "off":
            yield error(
                f"postgresql_{name}",
                f"PostgreSQL의 {name}가 꺼져 있어 정전 때 저장한 것을 잃을 수 있습니다.",
                f"postgresql.conf에서 {name} = on으로 고치고 서버를 다시 시작하세요.",
            )
        else:
            yield good(f"postgresql_{name}", f"{name} = {value}")
    encoding = _one("SHOW server_encoding")
    if encoding == "UTF8":
        yield good("postgresql_encoding", "문자 인코딩 UTF8")
    else:
        yield warning("postgresql_encoding", f"문자 인코딩이 {encoding}입니다.", "UTF8로 만든 데이터베이스로 옮기세요.")


def migrations() -> Iterator[Finding]:
    """The tables are those of this version."""
    pending = pending_migrations()
    if pending:
        yield error(
            "migrations",
            f"데이터베이스에 적용하지 않은 변경이 {len(pending)}개 있습니다.",
            "'baeumgil migrate'를 실행하세요.",
        )
    else:
        yield good("migrations", "데이터베이스가 이 판과 맞습니다")


def _one(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return None if row is None else row[0]
