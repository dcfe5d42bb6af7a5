"""의사정족수: how many members must be there before a committee may decide."""


def needed(in_office: int, percent: int) -> int:
    """Members who must be present: more than `percent` of those in office, never more than all, at least one.

    At 50 that is a majority: 7 of 12, 6 of 11. At 100 it is everybody.
    """
    if in_office <= 0:
        return 1
    return min(in_office * percent // 100 + 1, in_office)


def is_quorate(*, present: int, in_office: int, percent: int) -> bool:
    """True when enough of those in office are present."""
    return present >= needed(in_office, percent)
