"""Which year a command is about."""

import click

from baeumgil.core.actors import Actor
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.queries.calendars import schedule_years
from baeumgil.stages.schedule.rules.rows import YearRow

INSTITUTE = click.option("--institute", default="", help="교육훈련기관 코드(기본값: 우리 기관)")


def year_of(actor: Actor, year: int, institute: str) -> YearRow:
    """The schedule year; of our own institute unless a code is given. Raises `YearNotOpen`."""
    for row in schedule_years(actor=actor):
        if row.year == year and (row.institute_code == institute if institute else not row.is_example):
            return row
    raise YearNotOpen(year=year)
