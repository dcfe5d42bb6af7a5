"""총괄. Totals of a plan, always computed from its lines, never typed (the paper is a print-out of these)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from baeumgil.core.glossary import label
from baeumgil.stages.plan.rules.book import BookLine, FieldRow, PlanBook
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, CourseKind, Delivery, LegalKind, TargetGroup

NO_GOAL = "목표 없음"
Pairs = Sequence[tuple[str, str]]
"""Keys and labels, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Amount:
    """과정 · 기수 · 연인원."""

    courses: int = 0
    sessions: int = 0
    people: int = 0

    def __add__(self, other: "Amount") -> "Amount":
        """Both together."""
        return Amount(self.courses + other.courses, self.sessions + other.sessions, self.people + other.people)

    def __sub__(self, other: "Amount") -> "Amount":
        """The change from `other` to this."""
        return Amount(self.courses - other.courses, self.sessions - other.sessions, self.people - other.people)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """One row of a table of totals: this year beside the year before. `parent` is the area's key for a field."""

    key: str
    label: str
    now: Amount
    before: Amount
    parent: str = ""

    @property
    def change(self) -> Amount:
        """증감."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class Flow:
    """before + new − ended = now, by delivery (집합 123 + 22 − 20 = 125 in Seoul 2019)."""

    delivery: Delivery | None
    before: int
    new: int
    ended: int
    now: int
    improved: int
    kept: int

    @property
    def agrees(self) -> bool:
        """True when the arithmetic closes: every course of the year before has a line."""
        return self.before + self.new - self.ended == self.now


@dataclass(frozen=True, slots=True)
class VerbRow:
    """How many courses of a verb, by delivery."""

    verb: ChangeVerb
    in_class: int
    online: int

    @property
    def total(self) -> int:
        """Both."""
        return self.in_class + self.online


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Sessions and people that begin in a month; month None gathers those without a day."""

    month: int | None
    sessions: int
    people: int


@dataclass(frozen=True, slots=True)
class Totals:
    """All totals of one version."""

    year: int
    total: TotalRow
    by_delivery: tuple[TotalRow, ...]
    by_kind: tuple[TotalRow, ...]
    by_area: tuple[TotalRow, ...]
    by_field: tuple[TotalRow, ...]
    by_legal_kind: tuple[TotalRow, ...]
    by_goal: tuple[TotalRow, ...]
    by_target: tuple[TotalRow, ...]
    by_month: tuple[MonthRow, ...]
    by_verb: tuple[VerbRow, ...]
    new_by_area: tuple[tuple[str, int], ...]
    flows: tuple[Flow, ...]
    """집합, e-러닝, then both together."""
    has_previous: bool = True
    """False for a first plan: there is no year before to compare with, and the flows say nothing."""


def totals_of(book: PlanBook) -> Totals:
    """Every table of totals, from the lines alone; ended lines are no courses and are nowhere counted as such."""
    now = [line for line in book.lines if not line.is_ended]
    before = [line for line in book.previous_lines if not line.is_ended]
    areas, fields = _fields(book, now, before)

    def rows(pairs: Pairs, key_of: Callable[[BookLine], str]) -> tuple[TotalRow, ...]:
        return _rows(pairs, _sums(now, key_of), _sums(before, key_of))

    return Totals(
        year=book.head.year,
        total=TotalRow("total", "계", _sum(now), _sum(before)),
        by_delivery=rows(_all_of(Delivery), lambda line: line.delivery),
        by_kind=rows(_those_of(CourseKind, {line.kind for line in (*now, *before)}), lambda line: line.kind),
        by_area=rows(areas, lambda line: line.field.area_code),
        by_field=_field_rows(fields, rows(_coded(fields), lambda line: line.field.code)),
        by_legal_kind=rows(_all_of(LegalKind), lambda line: line.field.legal_kind),
        by_goal=rows(_goals(book, now, before), lambda line: line.goal_code),
        by_target=rows(
            _those_of(TargetGroup, {line.target_group for line in (*now, *before)}), lambda line: line.target_group
        ),
        by_month=_months(now),
        by_verb=_verbs(book.lines),
        new_by_area=_new_by_area(areas, now),
        flows=tuple(_flow(delivery, book.lines, now, before) for delivery in (*Delivery, None)),
        has_previous=book.head.previous is not None or bool(before),
    )


def _sum(lines: Iterable[BookLine]) -> Amount:
    found = list(lines)
    return Amount(len(found), sum(line.sessions for line in found), sum(line.seats for line in found))


def _sums(lines: Iterable[BookLine], key_of: Callable[[BookLine], str]) -> dict[str, Amount]:
    groups: defaultdict[str, list[BookLine]] = defaultdict(list)
    for line in lines:
        groups[str(key_of(line))].append(line)
    return {key: _sum(group) for key, group in groups.items()}


def _rows(pairs: Pairs, now: dict[str, Amount], before: dict[str, Amount]) -> tuple[TotalRow, ...]:
    return tuple(TotalRow(key, name, now.get(key, Amount()), before.get(key, Amount())) for key, name in pairs)


def _all_of(terms: type[StrEnum]) -> Pairs:
    return [(term.value, label(term)) for term in terms]


def _those_of(terms: type[StrEnum], used: Iterable[StrEnum]) -> Pairs:
    there = set(used)
    return [(term.value, label(term)) for term in terms if term in there]


def _fields(book: PlanBook, now: Sequence[BookLine], before: Sequence[BookLine]) -> tuple[Pairs, Sequence[FieldRow]]:
    """Areas and leaves in the order of the field system; what only lines know comes after it."""
    leaves = {field.code: field for field in book.fields}
    for line in (*now, *before):
        leaves.setdefault(line.field.code, line.field)
    areas: dict[str, str] = {}
    for field in leaves.values():
        areas.setdefault(field.area_code, field.area_name)
    order = {code: place for place, code in enumerate(areas)}
    return list(areas.items()), sorted(leaves.values(), key=lambda field: order[field.area_code])


def _coded(fields: Sequence[FieldRow]) -> Pairs:
    return [(field.code, field.name) for field in fields]


def _field_rows(fields: Sequence[FieldRow], rows: Sequence[TotalRow]) -> tuple[TotalRow, ...]:
    return tuple(
        TotalRow(row.key, row.label, row.now, row.before, parent=field.area_code)
        for field, row in zip(fields, rows, strict=True)
    )


def _goals(book: PlanBook, now: Sequence[BookLine], before: Sequence[BookLine]) -> Pairs:
    goals = {goal.code: goal.name for goal in book.goals}
    for line in (*now, *before):
        goals.setdefault(line.goal_code, line.goal_name)
    without = goals.pop("", None)
    return [*goals.items(), *([("", NO_GOAL)] if without is not None else [])]


def _months(lines: Iterable[BookLine]) -> tuple[MonthRow, ...]:
    sessions: Counter[int | None] = Counter()
    people: Counter[int | None] = Counter()
    for line in lines:
        sessions[None] += line.sessions
        people[None] += line.seats
        for planned in line.planned:
            month = planned.starts_on.month if planned.starts_on else planned.month
            if month is not None:
                sessions.update({month: 1, None: -1})
                people.update({month: planned.seats, None: -planned.seats})
    months: list[int | None] = list(range(1, 13))
    if sessions[None] or people[None]:
        months.append(None)
    return tuple(MonthRow(month, sessions[month], people[month]) for month in months)


def _verbs(lines: Iterable[BookLine]) -> tuple[VerbRow, ...]:
    counts = Counter((line.verb, line.delivery) for line in lines)
    return tuple(VerbRow(verb, counts[verb, Delivery.CLASS], counts[verb, Delivery.ONLINE]) for verb in ChangeVerb)


def _new_by_area(areas: Pairs, lines: Iterable[BookLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(line.field.area_code for line in lines if line.verb is ChangeVerb.NEW)
    return tuple((name, counts[code]) for code, name in areas)


def _flow(
    delivery: Delivery | None, lines: Iterable[BookLine], now: Sequence[BookLine], before: Sequence[BookLine]
) -> Flow:
    verbs = Counter(line.verb for line in lines if delivery in (None, line.delivery))
    return Flow(
        delivery=delivery,
        before=sum(1 for line in before if delivery in (None, line.delivery)),
        new=verbs[ChangeVerb.NEW],
        ended=sum(verbs[verb] for verb in ENDING),
        now=sum(1 for line in now if delivery in (None, line.delivery)),
        improved=verbs[ChangeVerb.IMPROVED],
        kept=verbs[ChangeVerb.KEPT],
    )
