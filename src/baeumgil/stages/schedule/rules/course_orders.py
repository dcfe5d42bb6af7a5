"""앞선 과정. Which courses come before which, and the knots in that."""

from collections import deque
from collections.abc import Mapping

Follows = Mapping[int, tuple[int, ...]]
"""Courses that come before, by course."""


def cycle_through(course: int, follows: Follows) -> tuple[int, ...]:
    """The shortest ring in which a course would have to come before itself, in the order of holding; empty without.

    It begins with the course: each one before the next, the last before the first.
    """
    came_from: dict[int, int] = {}
    waiting = deque([course])
    while waiting:
        later = waiting.popleft()
        for before in follows.get(later, ()):
            if before == course:
                return _ring(course, later, came_from)
            if before not in came_from:
                came_from[before] = later
                waiting.append(before)
    return ()


def knots_of(follows: Follows) -> tuple[tuple[int, ...], ...]:
    """Rings of courses, one for each course that is on one and was not named before, in the order given."""
    named: set[int] = set()
    found = []
    for course in follows:
        ring = () if course in named else cycle_through(course, follows)
        if ring:
            named |= set(ring)
            found.append(ring)
    return tuple(found)


def untied(follows: Follows) -> dict[int, tuple[int, ...]]:
    """The same without whatever lies on a ring: none of its courses can come first, so none has to."""
    return {
        course: tuple(before for before in befores if not _reaches(before, course, follows))
        for course, befores in follows.items()
    }


def _reaches(first: int, wanted: int, follows: Follows) -> bool:
    seen = {first}
    waiting = [first]
    while waiting:
        one = waiting.pop()
        if one == wanted:
            return True
        fresh = [before for before in follows.get(one, ()) if before not in seen]
        seen |= set(fresh)
        waiting += fresh
    return False


def _ring(course: int, last: int, came_from: Mapping[int, int]) -> tuple[int, ...]:
    """From the course that follows ours back to ours, turned so that ours comes first."""
    ring = [course]
    one = last
    while one != course:
        ring.append(one)
        one = came_from[one]
    return tuple(ring)
