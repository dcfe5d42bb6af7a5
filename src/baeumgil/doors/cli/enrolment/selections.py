"""`baeumgil enrolment`: selections, results, bundles."""

import click

COMMANDS: tuple[click.Command, ...] = ()
