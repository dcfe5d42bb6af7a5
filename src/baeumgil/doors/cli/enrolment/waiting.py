"""`baeumgil enrolment`: waiting lists, second calls, lists of participants."""

import click

COMMANDS: tuple[click.Command, ...] = ()
