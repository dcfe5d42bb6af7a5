"""`baeumgil enrolment`: calls: office and public pages."""

import click

COMMANDS: tuple[click.Command, ...] = ()
