"""`baeumgil schedule …`: calendars."""

from click import Command

COMMANDS: tuple[Command, ...] = ()
