"""How much room a text takes, counted in half characters: Korean is set nearly monospaced, so counting is enough."""

from unicodedata import combining, east_asian_width

_WIDE = frozenset("WFA")


def halves(text: str) -> int:
    """Two for each full character, one for each half."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def lines_needed(text: str, room: float) -> int:
    """Lines that a text takes in a column of so many half characters; at least one."""
    room = max(room, 2.0)
    return sum(max(1, -int(-halves(line) // room)) for line in text.split("\n"))
