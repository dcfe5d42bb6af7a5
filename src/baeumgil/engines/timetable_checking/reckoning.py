"""Days as plain numbers, reckoned by the rules of the calendar alone."""

THURSDAY_OFFSET = 3
"""Day 0 is 1 January 1970, a Thursday; ISO weekdays begin with Monday as 1."""
FEBRUARY = 2
SHAPE = (4, 2, 2)


def is_leap(year: int) -> bool:
    """Tell whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Count the days of a month."""
    if month == FEBRUARY:
        return 29 if is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(text: object) -> int | None:
    """Count the days from 1 January 1970 to an ISO day; None if the text is no day."""
    if not isinstance(text, str) or not text.isascii():
        return None
    parts = text.split("-")
    if tuple(map(len, parts)) != SHAPE or not all(part.isdigit() for part in parts):
        return None
    year, month, day = map(int, parts)
    if year == 0 or not 1 <= month <= 12 or not 1 <= day <= month_length(year, month):  # noqa: PLR2004 a year's months
        return None
    past = year - 1
    leaps = past // 4 - past // 100 + past // 400
    before = sum(month_length(year, earlier) for earlier in range(1, month))
    return past * 365 + leaps + before + day - 1 - 719_162


def weekday(number: int) -> int:
    """Return the ISO weekday of a day."""
    return (number + THURSDAY_OFFSET) % 7 + 1


def week(number: int) -> int:
    """Number the weeks from Monday to Sunday."""
    return (number + THURSDAY_OFFSET) // 7
