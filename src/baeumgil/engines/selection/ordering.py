"""The order (선발 순서): what comes before what, as keys that compare. A wish never enters one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from baeumgil.engines.selection.drawing import draws
from baeumgil.engines.selection.problem import Applicant, Problem, Value

Part = int | str
Key = tuple[Part, ...]

_YES_FIRST = frozenset({"mandatory", "never_attended"})
_NEVER: Final = 2**62
"""After every number."""
_MORE_FIRST = frozenset({"longest_waiting", "earlier_refusals"})


def part_of(criterion: str, value: Value) -> Part:
    """How one criterion compares: the smaller part comes first."""
    if criterion in _YES_FIRST:
        return 0 if value else 1
    if criterion in _MORE_FIRST:
        return -int(value or 0)
    return _NEVER if value is None else int(value)


def common_criteria(problem: Problem) -> tuple[str, ...]:
    """The criteria that say the same at every session."""
    return tuple(criterion for criterion in problem.order if criterion != "own_institute")


def key_at(problem: Problem, common: Key, applicant: Applicant, session: str) -> Key:
    """The key of an applicant at one session: the common one, with the own institute in its place."""
    if "own_institute" not in problem.order:
        return common
    place = problem.order.index("own_institute")
    return (*common[:place], 0 if session in applicant.own else 1, *common[place:])


def common_keys(problem: Problem, seed: str) -> Mapping[str, Key]:
    """The keys of all applicants in the common order, first come first."""
    people = problem.applicants
    columns = [
        draws(seed, [one.id for one in people])
        if criterion == "draw"
        else _column(criterion, [one.values.get(criterion) for one in people])
        for criterion in common_criteria(problem)
    ]
    keys: list[Key] = list(zip(*columns, strict=True))
    # Many are equal in all but the last: those are sorted by that alone.
    equal: dict[Key, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        equal[key[:-1]].append(at)
    last = columns[-1].__getitem__
    return {people[at].id: keys[at] for most in sorted(equal) for at in sorted(equal[most], key=last)}


def _column(criterion: str, values: Sequence[Value]) -> list[Part]:
    """One criterion of everybody: many say the same, so each value is looked at once, not once for each person."""
    # Yes and 1 are one key of a table, but also compare alike.
    parts = {value: part_of(criterion, value) for value in set(values)}
    return [parts[value] for value in values]


def split_waiting(problem: Problem, unseated: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who may wait, and the rest."""
    most = len(unseated) if problem.most_waiting is None else problem.most_waiting
    return unseated[:most], unseated[most:]
