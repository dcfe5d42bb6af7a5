"""Applications taken in by the thousand: of an invented city, or of the system a city leaves behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.engines.selection.drawing import new_number
from baeumgil.stages.enrolment.errors import ApplicationInvalid
from baeumgil.stages.enrolment.models import Application, CallSession, Wish
from baeumgil.stages.enrolment.services.call_writing import held_call
from baeumgil.stages.enrolment.services.steps import BATCH, Move, advance_all, begin_all
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason
from baeumgil.stages.people.queries.person_facts import PersonRow
from baeumgil.stages.people.queries.persons import person_rows

KEY = "taken-in"


@dataclass(frozen=True, slots=True)
class ApplicationLoad:
    """One application as another system had it, approved there: who, which sessions in which order, when."""

    person: int
    wishes: tuple[int, ...]
    applied_at: datetime
    motive: str = ""


@action("enrolment.load_applications")
def load_applications(*, actor: Actor, call: int, loads: Sequence[ApplicationLoad], approved_by: str) -> int:
    """Take in approved applications of one call, all or none; how many. Statements do not grow with them.

    Raises `ApplicationInvalid` naming every row whose person is unknown or whose sessions are not the call's.
    """
    allow(actor.is_trusted)
    row = held_call(actor, call, None)
    people = person_rows(person_ids=[load.person for load in loads], on=clock.today())
    offered = set(CallSession.objects.filter(call=row).values_list("session_id", flat=True))
    problems = [
        Problem(
            "row",
            Said(
                "모르는 사람이거나 이 모집에 없는 기수입니다.",
                "An unknown person, or a session that does not belong to this call.",
            ),
            Said("사람과 희망 기수를 확인하세요.", "Check the person and the wishes."),
            row=number,
        )
        for number, load in enumerate(loads, 1)
        if load.person not in people or not load.wishes or not offered.issuperset(load.wishes)
    ]
    if problems:
        raise ApplicationInvalid(problems)
    applications = [_application(load, row.pk, people[load.person], place) for place, load in enumerate(loads)]
    begin_all(applications, StepReason.APPLIED, actor=actor)
    Wish.objects.bulk_create(
        (
            Wish(application=application, session_id=session, rank=rank)
            for application, load in zip(applications, loads, strict=True)
            for rank, session in enumerate(load.wishes, 1)
        ),
        batch_size=BATCH,
    )
    for to, reason in (
        (ApplicationState.AWAITING_APPROVAL, StepReason.APPROVAL_ASKED),
        (ApplicationState.APPROVED, StepReason.ALL_APPROVED),
    ):
        changes = {"is_approved": True, "approved_at": clock.now()} if to is ApplicationState.APPROVED else {}
        text = approved_by if to is ApplicationState.APPROVED else ""
        advance_all([Move(one, to, reason, text, changes=changes) for one in applications], actor=actor)
    record(f"모집 {row}", call=call, applications=len(applications))
    return len(applications)


def _application(load: ApplicationLoad, call: int, person: PersonRow, place: int) -> Application:
    return Application(
        call_id=call,
        person_id=load.person,
        unit_id=person.unit,
        unit_name=person.unit_name,
        grade=person.grade,
        grade_title=person.grade_title,
        series=person.series,
        number=new_number(),
        motive=load.motive,
        request_key=f"{KEY}-{call}-{place}",
        applied_at=load.applied_at,
        changed_at=clock.now(),
    )
