"""추첨번호. The number that stands for somebody in a published selection; a second call keeps it, so the draw too."""

import re

_SUFFIX = re.compile(r"-\d$")


def draw_number(number: str) -> str:
    """The number without what tells a carried-over application from the one it was carried over from."""
    return _SUFFIX.sub("", number) if number[-2:-1] == "-" else number  # most have none


def carried_number(number: str, call_number: int) -> str:
    """The number of the same person's application in a later call."""
    return f"{draw_number(number)}-{call_number}"
