"""기수 이름. What the sessions of one call are called, each by a name of its own."""

from collections import defaultdict
from collections.abc import Mapping


def told_apart(titles: Mapping[int, str], years: Mapping[int, int]) -> dict[int, str]:
    """Titles by session, with the year where sessions of two years bear the same title in one call."""
    held: dict[str, set[int]] = defaultdict(set)
    for session, title in titles.items():
        held[title].add(years[session])
    return {
        session: f"{years[session]}년 {title}" if len(held[title]) > 1 else title for session, title in titles.items()
    }
