"""`baeumgil plan …`: totals."""

from collections.abc import Sequence

import click

COMMANDS: Sequence[click.Command] = ()
