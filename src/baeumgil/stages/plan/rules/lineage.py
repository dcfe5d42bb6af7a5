"""과정의 계보: which course carries on which, checked over all years."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.book import Ancestor, BookLine, PlanBook
from baeumgil.stages.plan.rules.prerequisites import cycles
from baeumgil.stages.plan.terms import ChangeVerb

Edge = tuple[str, str]
"""(course, its ancestor), by code."""

LIVING_ON = frozenset({ChangeVerb.KEPT, ChangeVerb.IMPROVED})
CARRIED_ON = frozenset({ChangeVerb.MERGED, ChangeVerb.REPLACED})
"""Ends after which another course carries on."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One year of a course's past: under which name, with what, and from what it came."""

    year: int
    code: str
    name: str
    verb: ChangeVerb
    sessions: int
    seats: int
    ancestors: tuple[Ancestor, ...]


def lineage_problems(book: PlanBook, history: Iterable[Edge] = ()) -> list[Problem]:
    """Everything about ancestors and change verbs that contradicts itself or the year before.

    `history` are ancestors named in plans of earlier years. Without a plan of the year before, nothing is known of it.
    """
    problems = [problem for line in book.lines for problem in own_ancestor(line.code, line.name, codes_of(line))]
    problems += circles((*history, *edges_of(book.lines)), {line.code: line.name for line in book.lines})
    problems += _without_heir(book.lines)
    if book.head.previous is not None:
        problems += _against_year_before(book)
    return problems


def codes_of(line: BookLine) -> tuple[str, ...]:
    """Codes of a line's ancestors."""
    return tuple(ancestor.code for ancestor in line.ancestors)


def edges_of(lines: Iterable[BookLine]) -> list[Edge]:
    """All ancestors that these lines name, save a course that names itself."""
    return [(line.code, code) for line in lines for code in codes_of(line) if code != line.code]


def own_ancestor(code: str, name: str, ancestors: Sequence[str], row: int | None = None) -> list[Problem]:
    """A course that names itself."""
    if code not in ancestors:
        return []
    return [
        Problem(
            "own_ancestor",
            Said(
                f"'{name}' 과정이 자기 자신을 이전 과정으로 적었습니다.",
                f"The course “{name}” names itself as its ancestor.",
            ),
            Said(
                "이전 과정에서 빼세요. 그대로 이어지는 과정은 이전 과정을 적지 않습니다.",
                "Take it out of the ancestors. A course that simply goes on names none.",
            ),
            row=row,
            field="ancestors",
        )
    ]


def circles(edges: Iterable[Edge], names: Mapping[str, str]) -> list[Problem]:
    """Courses that descend from each other, over any number of years."""
    return [
        Problem(
            "ancestor_circle",
            Said(
                f"{', '.join(names.get(code, code) for code in knot)} 과정이 서로의 이전 과정으로 이어져 있습니다.",
                f"These courses are ancestors of one another: {', '.join(names.get(code, code) for code in knot)}.",
            ),
            Said(
                "이전 과정을 고쳐 한 방향으로만 이어지게 하세요.",
                "Correct the ancestors so that they lead in one direction only.",
            ),
            field="ancestors",
        )
        for knot in cycles(edge for edge in edges if edge[0] != edge[1])
    ]


def history_of_course(code: str, years: Iterable[tuple[int, Sequence[BookLine]]]) -> tuple[HistoryStep, ...]:
    """A course and all it came from, the newest year first; `years` are the lines of one version of each year."""
    steps: list[HistoryStep] = []
    wanted = {code}
    for year, lines in sorted(years, key=lambda each: each[0], reverse=True):
        for line in sorted((line for line in lines if line.code in wanted), key=lambda line: line.code):
            steps.append(HistoryStep(year, line.code, line.name, line.verb, line.sessions, line.seats, line.ancestors))
            wanted.update(codes_of(line))
    return tuple(steps)


def _without_heir(lines: Sequence[BookLine]) -> list[Problem]:
    heirs: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        if not line.is_ended:
            for code in codes_of(line):
                heirs[code].append(line.code)
    return [
        Problem(
            "no_heir",
            Said(
                f"'{line.name}' 과정을 {label(line.verb)}한다고 했지만 이어받는 과정이 없습니다.",
                f"The course “{line.name}” is marked “{label(line.verb, 'en')}”, but no course carries it on.",
            ),
            Said(
                "이어받는 과정의 이전 과정에 적거나, 이어받는 과정이 없으면 폐지로 바꾸세요.",
                "Name it as an ancestor of the course that carries it on, or mark it as abolished if there is none.",
            ),
            field="verb",
        )
        for line in lines
        if line.verb in CARRIED_ON and not heirs[line.code]
    ]


def _against_year_before(book: PlanBook) -> list[Problem]:
    known = {line.code: line for line in book.previous_lines if not line.is_ended}
    year = book.head.previous_year or book.head.year - 1
    rules: Sequence[Callable[[BookLine, Mapping[str, BookLine], int], Iterable[Problem]]] = (
        _new_but_known,
        _unknown_before,
        _delivery_moved,
        _unknown_ancestors,
    )
    problems = [problem for line in book.lines for rule in rules for problem in rule(line, known, year)]
    there = {line.code for line in book.lines}
    problems += [
        Problem(
            "course_left_out",
            Said(
                f"{year}년 계획의 '{line.name}' 과정이 빠졌습니다.",
                f"The course “{line.name}” of the plan for {year} is missing.",
            ),
            Said(
                "유지·개선·통합·대체·폐지 가운데 하나로 적으세요.",
                "Put it in as kept, improved, merged, replaced or abolished.",
            ),
            field="lines",
        )
        for line in known.values()
        if line.code not in there
    ]
    return problems


def _new_but_known(line: BookLine, known: Mapping[str, BookLine], year: int) -> Iterable[Problem]:
    if line.verb is ChangeVerb.NEW and line.code in known:
        yield Problem(
            "new_but_known",
            Said(
                f"'{line.name}' 과정은 신설이라고 했지만 {year}년 계획에 있습니다.",
                f"The course “{line.name}” is marked as new, but it is in the plan for {year}.",
            ),
            Said("유지나 개선으로 바꾸세요.", "Mark it as kept or improved."),
            field="verb",
        )


def _unknown_before(line: BookLine, known: Mapping[str, BookLine], year: int) -> Iterable[Problem]:
    if line.verb is not ChangeVerb.NEW and line.code not in known:
        yield Problem(
            "unknown_before",
            Said(
                f"'{line.name}' 과정은 {label(line.verb)}라고 했지만 {year}년 계획에 없습니다.",
                f"The course “{line.name}” is marked “{label(line.verb, 'en')}”, but it is not in the plan for {year}.",
            ),
            Said("신설로 바꾸거나 과정 코드를 확인하세요.", "Mark it as new or check the course code."),
            field="verb",
        )


def _delivery_moved(line: BookLine, known: Mapping[str, BookLine], year: int) -> Iterable[Problem]:
    before = known.get(line.code)
    if before is not None and before.delivery is not line.delivery:
        yield Problem(
            "delivery_moved",
            Said(
                f"'{line.name}' 과정은 {year}년에 {label(before.delivery)}, 이 계획에는 {label(line.delivery)}입니다.",
                f"The course “{line.name}” was “{label(before.delivery, 'en')}” in {year} and is "
                f"“{label(line.delivery, 'en')}” in this plan.",
            ),
            Said(
                "옛 과정은 대체로, 바뀐 과정은 새 코드의 신설로 적고 이전 과정으로 이으세요.",
                "Mark the old course as replaced, put in the changed one as new with a new code, and join them as "
                "ancestor.",
            ),
            field="kind",
        )


def _unknown_ancestors(line: BookLine, known: Mapping[str, BookLine], year: int) -> Iterable[Problem]:
    for ancestor in line.ancestors:
        if ancestor.code not in known and ancestor.code != line.code:
            yield Problem(
                "unknown_ancestor",
                Said(
                    f"'{line.name}' 과정의 이전 과정 '{ancestor.name}'이(가) {year}년 계획에 없습니다.",
                    f"“{ancestor.name}”, an ancestor of the course “{line.name}”, is not in the plan for {year}.",
                ),
                Said("이전 과정을 고치거나 빼세요.", "Correct the ancestor or take it out."),
                field="ancestors",
            )
