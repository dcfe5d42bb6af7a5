"""What a line of the board says, and by what the lines are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from baeumgil.stages.people.queries.persons import PersonRow, person_rows
from baeumgil.stages.roadmap.rules.brief import brief_reason
from baeumgil.stages.roadmap.terms import StageState


@dataclass(frozen=True, slots=True)
class BoardRow:
    """이수 의무. One occurrence of a stage for one person; `reason` is a plain sentence."""

    person: int
    staff_no: str | None
    name: str
    unit: int | None
    unit_name: str
    grade_title: str
    stage_code: str
    stage_name: str
    state: StageState
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    settled_on: date | None
    settled_by: str
    reason: str
    is_away: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """By what lines are chosen; empty means any, `units` None everywhere."""

    units: frozenset[int] | None = None
    stage: str = ""
    states: tuple[StageState, ...] = ()
    text: str = ""
    due_before: date | None = None


class Line(NamedTuple):
    """A line without what is told of the person."""

    person: int
    stage_code: str
    stage_name: str
    state: StageState
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    settled_on: date | None
    settled_by: str
    reason: str
    unit: int | None
    is_away: bool


def with_people(lines: Sequence[Line], on: date) -> list[BoardRow]:
    """Lines with their people as of the day; people who are gone meanwhile are left out."""
    people = person_rows(person_ids={line.person for line in lines}, on=on)
    return rows_of(lines, people, on)


def rows_of(lines: Sequence[Line], people: Mapping[int, PersonRow], on: date) -> list[BoardRow]:
    """Lines with people already read."""
    return [_row(line, people[line.person], on) for line in lines if line.person in people]


def _row(line: Line, person: PersonRow, on: date) -> BoardRow:
    return BoardRow(
        person=line.person,
        staff_no=person.staff_no,
        name=person.name,
        unit=line.unit,
        unit_name=person.unit_name,
        grade_title=person.grade_title,
        stage_code=line.stage_code,
        stage_name=line.stage_name,
        state=line.state,
        anchor_on=line.anchor_on,
        opens_on=line.opens_on,
        due_on=line.due_on,
        closes_on=line.closes_on,
        settled_on=line.settled_on,
        settled_by=line.settled_by,
        reason=brief_reason(
            line.reason,
            on=on,
            opens_on=line.opens_on,
            due_on=line.due_on,
            settled_on=line.settled_on,
            settled_by=line.settled_by,
        ),
        is_away=line.is_away,
    )


def matches(person: PersonRow, text: str) -> bool:
    """True when every word of the text is in the name or the unit's name, or begins the number."""
    return all(
        word in person.name.casefold()
        or word in person.unit_name.casefold()
        or (person.staff_no or person.candidate_no or "").casefold().startswith(word)
        for word in text.casefold().split()
    )
