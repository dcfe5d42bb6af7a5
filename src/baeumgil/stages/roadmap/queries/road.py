"""One person's whole road on any day, with the reasons."""

from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.stages.people.queries.persons import PersonRow
from baeumgil.stages.roadmap.queries.facts import RecordRow
from baeumgil.stages.roadmap.rules.states import Standing


@dataclass(frozen=True, slots=True)
class Road:
    """로드맵. Every stage of one person as of a day.

    `past` is settled or missed, `now` open (due or overdue), `next` to come; together they are `standings`.
    `next_step` is what to do first: the overdue or due stage with the earliest due day, else the first to open.
    """

    person: PersonRow
    on: date
    rules_name: str
    standings: tuple[Standing, ...]
    records: tuple[RecordRow, ...]
    past: tuple[Standing, ...]
    now: tuple[Standing, ...]
    next: tuple[Standing, ...]
    next_step: Standing | None


def road(*, actor: Actor, on: date, person: int | None = None, staff_no: str | None = None) -> Road:
    """The road of one person, named by id or staff number; without either, the actor's own.

    Raises `PersonNotFound` both for an unknown person and for one the actor may not see.
    """
    raise NotImplementedError
