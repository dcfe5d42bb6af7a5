"""`baeumgil enrolment`: approvals, deputies, nominations."""

import click

COMMANDS: tuple[click.Command, ...] = ()
