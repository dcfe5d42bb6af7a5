"""`baeumgil enrolment`: finding courses and applying."""

import click

COMMANDS: tuple[click.Command, ...] = ()
