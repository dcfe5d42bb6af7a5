"""Options and types that several commands share."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from baeumgil.core.actors import Actor
from baeumgil.doors.cli.frame import AS_JSON

Function = TypeVar("Function", bound=Callable[..., Any])
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


class Day(click.ParamType[date]):
    """날짜: 2026-03-10, 2026. 3. 10. or 20260310."""

    name = "날짜"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A day, or a usage error."""
        if isinstance(value, date):
            return value
        parts = re.fullmatch(r"\s*(\d{4})[-./\s]*(\d{1,2})[-./\s]*(\d{1,2})\.?\s*", str(value))
        if parts:
            with suppress(ValueError):
                return date(*(int(part) for part in parts.groups()))
        return self.fail(f"'{value}'은(는) 날짜가 아닙니다. 2026-03-10처럼 적으세요.", param, ctx)


DAY = Day()


def json_option(function: Function) -> Function:
    """`--json`: one document on standard output, messages on standard error."""

    def remember(ctx: click.Context, _: click.Parameter, value: bool) -> bool:  # noqa: FBT001  click calls it so
        ctx.find_root().meta[AS_JSON] = value
        return value

    return click.option("--json", "as_json", is_flag=True, callback=remember, help="결과를 JSON 한 건으로 출력")(
        function
    )


def dry_run_option(function: Function) -> Function:
    """`--dry-run`: do it for real, say what would change, roll everything back."""
    return click.option("--dry-run", is_flag=True, help="무엇이 바뀔지만 보이고 되돌림")(function)


def reason_option(function: Function) -> Function:
    """`--reason`: why the operator does this; kept in the audit chain."""
    return click.option("--reason", default="명령줄 작업", show_default=True, help="감사 기록에 남길 이유")(function)


def on_option(function: Function) -> Function:
    """`--on`: the day asked about, today if not given."""

    def default(_: click.Context, __: click.Parameter, value: date | None) -> date:
        from baeumgil.core import clock  # needs Django

        return value or clock.today()

    return click.option("--on", type=DAY, callback=default, help="기준일(기본값: 오늘)")(function)


def operator(reason: str) -> Actor:
    """Who acts at the command line."""
    return Actor.operator(reason=reason)


@contextmanager
def rehearsing(*, dry_run: bool) -> Iterator[None]:
    """With `dry_run`, everything inside happens for real in one transaction that is then rolled back.

    A command that calls one action uses `core.actions.rehearsal` alone; one that checks and then applies
    needs both steps to see each other.
    """
    if not dry_run:
        yield
        return
    from django.db import transaction  # help must not wait for it

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


__all__ = [
    "DAY",
    "FILE",
    "Day",
    "dry_run_option",
    "json_option",
    "on_option",
    "operator",
    "reason_option",
    "rehearsing",
]
