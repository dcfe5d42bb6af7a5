"""What every command shares: loading on demand, and one table from refusals to exit codes."""

import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

DONE, REFUSED, WRONG_USE = 0, 1, 2
AS_JSON = "as_json"
NOT_READY = "데이터베이스가 아직 준비되지 않았습니다. 'baeumgil migrate'를 먼저 실행하세요."
NOT_REACHED = "데이터베이스에 연결할 수 없습니다. DATABASE_URL과 서버 상태를 확인하고 'baeumgil doctor'를 실행하세요."
BUSY = "다른 작업이 데이터베이스를 쓰고 있습니다. 잠시 뒤에 다시 하세요. 바뀐 것은 없습니다."
FAILED = "데이터베이스 오류로 멈추었습니다. 바뀐 것은 없습니다. 'baeumgil doctor'로 설치 상태를 확인하세요."


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: its name, where it lives, one line of help."""

    name: str
    target: str
    help: str
    needs_django: bool = True


class LazyGroup(click.Group):
    """A group whose commands are imported when called, and whose refusals become exit codes."""

    def __init__(self, *args: Any, entries: Sequence[Entry] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.entries = {entry.name: entry for entry in entries}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, after Django is set up if it needs Django."""
        del ctx
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        if entry.needs_django:
            set_django_up()
        module, _, name = entry.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table, without importing anything."""
        del ctx
        with formatter.section("명령"):
            formatter.write_dl([(entry.name, entry.help) for entry in self.entries.values()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run; a refusal is written to standard error, or as JSON, and ends with 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit):
            raise
        except Exception as error:
            answer = _answer(error)
            if answer is None:
                raise
            _tell(answer, as_json=bool(ctx.find_root().meta.get(AS_JSON)))
            ctx.exit(REFUSED)


@dataclass(frozen=True, slots=True)
class Answer:
    """A refusal in the command line's form."""

    code: str
    message: str
    problems: Sequence[Any] = ()


def set_django_up() -> None:
    """Load settings and models once. Raises what the settings raise when one has a wrong value."""
    import django  # the group's help must not wait for it
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _answer(error: Exception) -> Answer | None:
    """The one table: from a family of refusal, or a database that is not ready, to words."""
    from django.db import DatabaseError, InterfaceError  # only loaded once something went wrong

    from baeumgil.core.errors import Invalid, Refusal

    if isinstance(error, Invalid):
        return Answer(error.code, error.text, error.problems)
    if isinstance(error, Refusal):
        return Answer(error.code, error.text)
    if isinstance(error, DatabaseError | InterfaceError):
        return _database_answer(str(error).lower())
    return None


def _database_answer(text: str) -> Answer:
    if "no such table" in text or "no such column" in text or ("does not exist" in text and "database" not in text):
        return Answer("not_migrated", NOT_READY)
    if "locked" in text or "lock timeout" in text:
        return Answer("busy", BUSY)
    if any(word in text for word in ("connect", "does not exist", "unable to open", "password", "authentication")):
        return Answer("database_unreachable", NOT_REACHED)
    return Answer("database_error", FAILED)


def _tell(answer: Answer, *, as_json: bool) -> None:
    click.echo(answer.message, err=True)
    if as_json:
        problems = [
            {
                "code": problem.code,
                "message": problem.message,
                "remedy": problem.remedy,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "field": problem.field,
            }
            for problem in answer.problems
        ]
        document = {"refused": answer.code, "message": answer.message, "problems": problems}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for problem in answer.problems:
        click.echo(f"  - {problem.sentence()}", err=True)
    sys.stderr.flush()
