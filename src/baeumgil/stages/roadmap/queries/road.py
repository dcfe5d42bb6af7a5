"""One person's whole road on any day, with the reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.stages.people.errors import PersonNotFound
from baeumgil.stages.people.queries.persons import PersonRow, ids_by_staff_no
from baeumgil.stages.people.queries.whole_person import WholePerson, whole_person
from baeumgil.stages.roadmap.access import may_see_road
from baeumgil.stages.roadmap.queries.facts import ExemptionRow, RecordRow, exemption_rows, records_of
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.states import Completion, Standing, standings
from baeumgil.stages.roadmap.terms import OPEN, SETTLED, Obligation, StageState

PAST = SETTLED | {StageState.MISSED}


@dataclass(frozen=True, slots=True)
class Road:
    """로드맵. Every stage of one person as of a day.

    `past` is settled or missed, `now` open (due or overdue), `next` to come; together they are `standings`.
    `next_step` is what to do first: the open stage with the earliest due day, required ones before
    recommended ones; else the first stage to open. `records` are all of them, newest first.
    """

    person: PersonRow
    on: date
    rules_name: str
    standings: tuple[Standing, ...]
    records: tuple[RecordRow, ...]
    exemptions: tuple[ExemptionRow, ...]
    past: tuple[Standing, ...]
    now: tuple[Standing, ...]
    next: tuple[Standing, ...]
    next_step: Standing | None


@reading("roadmap.road", purpose="생애주기 로드맵 확인")
def road(*, actor: Actor, on: date, person: int | None = None, staff_no: str | None = None) -> Road:
    """The road of one person, named by id or staff number; without either, the actor's own.

    Raises `PersonNotFound` both for an unknown person and for one the actor may not see, and
    `NoRulesInForce`. A constant number of statements.
    """
    whole = _visible(actor, _asked(actor, person, staff_no))
    career = whole.career
    saw([career.person], on=on)
    rules = in_force()
    records = records_of(career.person)
    exemptions = exemption_rows(career.person)
    found = standings(
        career,
        rules.stages,
        [Completion(record.course_key, record.completed_on, record.course_name) for record in records],
        {exemption.stage_code: exemption.reason for exemption in exemptions},
        on,
    )
    now = tuple(standing for standing in found if standing.state in OPEN)
    ahead = tuple(standing for standing in found if standing.state is StageState.UPCOMING)
    return Road(
        person=whole.row_on(on),
        on=on,
        rules_name=rules.name,
        standings=tuple(found),
        records=tuple(records),
        exemptions=tuple(exemptions),
        past=tuple(standing for standing in found if standing.state in PAST),
        now=now,
        next=ahead,
        next_step=next_step(now, ahead),
    )


def next_step(now: Sequence[Standing], ahead: Sequence[Standing]) -> Standing | None:
    """What to do first; None when nothing is left."""
    if now:
        return min(now, key=lambda standing: (_is_recommended(standing), standing.due_on))
    return min(ahead, key=lambda standing: (standing.opens_on, standing.due_on), default=None)


def _is_recommended(standing: Standing) -> bool:
    return standing.stage.obligation is Obligation.RECOMMENDED


def _asked(actor: Actor, person: int | None, staff_no: str | None) -> int:
    if person is None and staff_no is not None:
        person = ids_by_staff_no([staff_no]).get(staff_no)
    elif person is None:
        person = actor.person
    if person is None:
        raise PersonNotFound
    return person


def _visible(actor: Actor, person: int) -> WholePerson:
    """The person, if the actor may see the road of somebody in today's unit: rights follow today's posting."""
    whole = whole_person(person)
    if whole is None or not may_see_road(actor, person=person, unit=whole.row_on(clock.today()).unit):
        raise PersonNotFound
    return whole
