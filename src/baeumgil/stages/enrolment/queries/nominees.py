"""추천할 사람. Whom somebody may name for a call, whose stage is due with it, and what speaks against whom."""

from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.paging import Page
from baeumgil.stages.enrolment.access import NAMES_PEOPLE
from baeumgil.stages.enrolment.models import Call
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.obstacles import obstacles
from baeumgil.stages.people.errors import UnitNotFound
from baeumgil.stages.people.queries.organisation import UnitRow, visible_units
from baeumgil.stages.people.queries.persons import PersonRow, search
from baeumgil.stages.roadmap.queries.due_people import stages_due


@dataclass(frozen=True, slots=True)
class Nominee:
    """추천할 수 있는 사람. `due_on`: by when the roadmap wants the course's stage done; None: it is not due."""

    person: PersonRow
    due_on: date | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Nominees:
    """A page of people of the actor's units, in organisation order, and the call they may be named for."""

    frame: CallFrame
    rows: Page[Nominee]
    units: tuple[UnitRow, ...]


@reading("enrolment.nominees", purpose="교육 추천")
def nominees(
    *, actor: Actor, call: int, unit: int | None = None, words: str = "", page: int = 1, size: int = 100
) -> Nominees:
    """People of the actor's units, or of one of them with those below; statements do not grow with the people.

    Raises `NotAllowed`, `CallNotFound`, `UnitNotFound`.
    """
    held = actor.units(*NAMES_PEOPLE)
    if held is not None and not held:
        raise NotAllowed
    frame = call_frame(call)
    today = clock.today()
    units = tuple(row for row in visible_units(actor=actor, on=today) if held is None or row.id in held)
    if unit is not None and all(row.id != unit for row in units):
        raise UnitNotFound(unit=unit)
    found = search(actor=actor, on=today, unit=unit, text=words[:80].replace("\x00", ""), page=page, size=size)
    people = [row for row in found.rows if held is None or row.unit in held]
    stage = Call.objects.filter(pk=call).values_list("course__stage_code", flat=True)[0]
    due = stages_due([stage] if stage else [], today, people=[row.id for row in people])
    against = obstacles(frame, [row.id for row in people], ())
    rows = tuple(Nominee(row, due.get((stage, row.id)), against.get(row.id, ())) for row in people)
    saw([row.id for row in people], call=call, unit=unit, words=words, page=found.number)
    return Nominees(frame, Page(rows, found.number, found.size, found.total), units)
