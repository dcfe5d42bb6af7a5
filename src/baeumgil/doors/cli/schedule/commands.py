"""`baeumgil schedule …`: one group, its commands from their own modules."""

import click

from baeumgil.doors.cli.schedule.calendars import COMMANDS as CALENDARS
from baeumgil.doors.cli.schedule.solving import COMMANDS as SOLVING


@click.group()
def schedule() -> None:
    """일정 편성."""


for command in (*SOLVING, *CALENDARS):
    schedule.add_command(command)
