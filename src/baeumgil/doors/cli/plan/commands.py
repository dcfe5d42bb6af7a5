"""`baeumgil plan …`: one group, its commands from their own modules."""

import click

from baeumgil.doors.cli.plan.documents import COMMANDS as DOCUMENTS
from baeumgil.doors.cli.plan.files import COMMANDS as FILES
from baeumgil.doors.cli.plan.totals import COMMANDS as TOTALS


@click.group()
def plan() -> None:
    """연간 교육훈련계획."""


for command in (*FILES, *TOTALS, *DOCUMENTS):
    plan.add_command(command)
