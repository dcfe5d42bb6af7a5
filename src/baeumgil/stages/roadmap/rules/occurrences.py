"""How often a stage obliges one person, and when: anchors, filters, windows, repetition."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from baeumgil.engines.calendar.spans import Span
from baeumgil.stages.roadmap.rules.anchors import anchors
from baeumgil.stages.roadmap.rules.course_keys import course_key
from baeumgil.stages.roadmap.rules.definition import CourseRef, Stage, Window
from baeumgil.stages.roadmap.rules.filters import holds
from baeumgil.stages.roadmap.rules.life import Life
from baeumgil.stages.roadmap.rules.windows import Term, extended_term, plain_term, whole_term
from baeumgil.stages.roadmap.terms import Repetition, Trigger


@dataclass(frozen=True, slots=True)
class Rule:
    """A stage, its place among all, and the keys under which records name its courses."""

    place: int
    stage: Stage
    courses: frozenset[str]
    substitutes: frozenset[str]
    after: frozenset[str]
    blocks: tuple[frozenset[str], ...]

    @property
    def all_keys(self) -> frozenset[str]:
        """Every key the stage looks for."""
        return self.courses.union(self.substitutes, self.after, *self.blocks)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time a stage obliges one person.

    `own` is the stage's own window, `blocks` those of its blocks, `term` the whole that is shown.
    A record counts only before `credit_before`, when the next occurrence takes over.
    """

    rule: Rule
    anchor: date
    run: Span
    own: Term
    blocks: tuple[Term, ...]
    term: Term
    is_exempt: bool
    number: int = 0
    credit_before: date | None = None


def keys_of(courses: Iterable[CourseRef]) -> frozenset[str]:
    """Every key under which a record may name one of the courses: code, name, other spellings."""
    found: set[str] = set()
    for course in courses:
        found |= {course.code, course_key("", course.name), *course.aliases}
        found |= {course_key("", alias) for alias in course.aliases}
    return frozenset(found - {"", course_key("", "")})


def rules_of(stages: Sequence[Stage]) -> tuple[Rule, ...]:
    """Stages made ready, once for many people."""
    return tuple(
        Rule(
            place,
            stage,
            keys_of(stage.courses),
            keys_of(stage.substitutes),
            keys_of(stage.after_courses),
            tuple(keys_of(block.courses) for block in stage.blocks),
        )
        for place, stage in enumerate(stages)
    )


def occurrences(life: Life, rules: Sequence[Rule]) -> list[Occurrence]:
    """What one person is obliged to, of all stages."""
    if not life.runs:
        return []
    by_code: dict[str, list[Occurrence]] = defaultdict(list)
    for rule in rules:
        by_code[rule.stage.code] += _of_stage(life, rule)
    return [found for same in by_code.values() for found in _repeated(same, life.on)]


def plain_term_of(occurrence: Occurrence) -> Term:
    """The window of an occurrence before absence moved it."""
    stage = occurrence.rule.stage
    windows = [block.window for block in stage.blocks] or [stage.window]
    earliest = _earliest(stage, occurrence.run)
    return whole_term(plain_term(window, occurrence.anchor, earliest) for window in windows)


def _of_stage(life: Life, rule: Rule) -> Iterator[Occurrence]:
    for anchor in anchors(rule.stage, life, rule.after):
        asked = min(anchor, life.on)
        if holds(rule.stage.filters, life.career, asked):
            found = _occurrence(life, rule, anchor, asked)
            if found.term.opens_on <= found.run[1]:
                yield found


def _occurrence(life: Life, rule: Rule, anchor: date, asked: date) -> Occurrence:
    stage, run = rule.stage, life.run_at(anchor)
    own = _term(life, stage, stage.window, anchor, run)
    blocks = tuple(_term(life, stage, block.window, anchor, run) for block in stage.blocks)
    return Occurrence(
        rule=rule,
        anchor=anchor,
        run=run,
        own=own,
        blocks=blocks,
        term=whole_term(blocks) if blocks else own,
        is_exempt=any(holds(filters, life.career, asked) for filters in stage.exempt),
    )


def _term(life: Life, stage: Stage, window: Window, anchor: date, run: Span) -> Term:
    term = plain_term(window, anchor, _earliest(stage, run))
    return extended_term(term, anchor, life.pauses) if stage.absence_extends else term


def _earliest(stage: Stage, run: Span) -> date | None:
    return None if stage.trigger is Trigger.APPOINTMENT else run[0]


def _repeated(same_code: list[Occurrence], on: date) -> Iterator[Occurrence]:
    ordered = _once_per_day(sorted(same_code, key=lambda found: (found.anchor, found.rule.place)))
    begun = sum(found.anchor <= on for found in ordered)
    for number, (found, after) in enumerate(zip_longest(ordered, ordered[1:]), start=1):
        repetition = found.rule.stage.repetition
        if repetition is Repetition.EACH:
            limit = None if after is None else max(after.anchor, after.term.opens_on)
            yield replace(found, number=number, credit_before=limit)
        elif number == (1 if repetition is Repetition.FIRST else max(begun, 1)):
            yield replace(found, number=number)


def _once_per_day(ordered: list[Occurrence]) -> list[Occurrence]:
    return [found for place, found in enumerate(ordered) if place == 0 or ordered[place - 1].anchor != found.anchor]
