"""`baeumgil plan …`: files."""

from collections.abc import Sequence

import click

COMMANDS: Sequence[click.Command] = ()
