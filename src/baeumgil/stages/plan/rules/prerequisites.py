"""선수 과정. Circles among courses that come before one another."""

from collections.abc import Iterable, Mapping

Edge = tuple[str, str]


def cycles(edges: Iterable[Edge]) -> list[tuple[str, ...]]:
    """Every knot of courses that wait for each other, each sorted by code; an edge is (course, what it needs).

    Courses of one knot reach each other by some way round; a course that needs itself is a knot of one.
    """
    needs = _needs(edges)
    knots = [knot for knot in _knots(needs) if len(knot) > 1 or knot[0] in needs[knot[0]]]
    return sorted(tuple(sorted(knot)) for knot in knots)


def way_back(course: str, edges: Iterable[Edge]) -> tuple[str, ...]:
    """The shortest way from a course over what it needs back to itself, both ends named; empty when there is none."""
    needs = _needs(edges)
    ways: list[tuple[str, ...]] = [(course,)]
    seen: set[str] = set()
    while ways:
        longer: list[tuple[str, ...]] = []
        for way in ways:
            for there in sorted(needs.get(way[-1], ())):
                if there == course:
                    return (*way, course)
                if there not in seen:
                    seen.add(there)
                    longer.append((*way, there))
        ways = longer
    return ()


def _needs(edges: Iterable[Edge]) -> dict[str, set[str]]:
    needs: dict[str, set[str]] = {}
    for course, needed in edges:
        needs.setdefault(course, set()).add(needed)
        needs.setdefault(needed, set())
    return needs


def _knots(needs: Mapping[str, set[str]]) -> list[list[str]]:
    """Strongly connected courses (Tarjan, 1972), without recursion: ladders may be long."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_ones: list[str] = []
    is_open: set[str] = set()
    found: list[list[str]] = []
    for start in sorted(needs):
        if start in number:
            continue
        walk = [(start, iter(sorted(needs[start])))]
        number[start] = lowest[start] = len(number)
        open_ones.append(start)
        is_open.add(start)
        while walk:
            here, rest = walk[-1]
            for there in rest:
                if there not in number:
                    number[there] = lowest[there] = len(number)
                    open_ones.append(there)
                    is_open.add(there)
                    walk.append((there, iter(sorted(needs[there]))))
                    break
                if there in is_open:
                    lowest[here] = min(lowest[here], number[there])
            else:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[here])
                if lowest[here] == number[here]:
                    place = open_ones.index(here)
                    found.append(open_ones[place:])
                    is_open.difference_update(open_ones[place:])
                    del open_ones[place:]
    return found
