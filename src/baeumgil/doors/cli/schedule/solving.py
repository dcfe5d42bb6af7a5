"""`baeumgil schedule …`: solving."""

from click import Command

COMMANDS: tuple[Command, ...] = ()
