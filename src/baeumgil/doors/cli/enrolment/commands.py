"""`baeumgil enrolment …`: one group, its commands from their own modules."""

import click

from baeumgil.doors.cli.enrolment.applying import COMMANDS as APPLYING
from baeumgil.doors.cli.enrolment.approvals import COMMANDS as APPROVALS
from baeumgil.doors.cli.enrolment.call_changes import COMMANDS as CALL_CHANGES
from baeumgil.doors.cli.enrolment.calls import COMMANDS as CALLS
from baeumgil.doors.cli.enrolment.selections import COMMANDS as SELECTIONS
from baeumgil.doors.cli.enrolment.verifying import COMMANDS as VERIFYING
from baeumgil.doors.cli.enrolment.waiting import COMMANDS as WAITING


@click.group()
def enrolment() -> None:
    """신청·선발."""


for command in (*CALLS, *CALL_CHANGES, *APPLYING, *APPROVALS, *SELECTIONS, *VERIFYING, *WAITING):
    enrolment.add_command(command)
