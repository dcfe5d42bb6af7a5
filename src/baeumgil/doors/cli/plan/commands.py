"""`baeumgil plan …`: one group, its commands from their own modules."""

import click

from baeumgil.doors.cli.plan.documents import COMMANDS as DOCUMENTS
from baeumgil.doors.cli.plan.files import COMMANDS as FILES
from baeumgil.doors.cli.plan.institutes import COMMANDS as INSTITUTES
from baeumgil.doors.cli.plan.results import COMMANDS as RESULTS
from baeumgil.doors.cli.plan.totals import COMMANDS as TOTALS


@click.group()
def plan() -> None:
    """연간 교육훈련계획."""


for command in (*INSTITUTES, *FILES, *TOTALS, *RESULTS, *DOCUMENTS):
    plan.add_command(command)
