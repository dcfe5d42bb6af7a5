"""대체 요청. What units asked, and who of a unit could come instead."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.enrolment.access import may_nominate, units_seen
from baeumgil.stages.enrolment.errors import ApplicationNotFound, ReplacementNotFound
from baeumgil.stages.enrolment.models import Application, Replacement
from baeumgil.stages.enrolment.queries.eligibility import barred
from baeumgil.stages.enrolment.rules.waiting_rows import Replaceable, ReplacementRow
from baeumgil.stages.enrolment.terms import ReplacementState
from baeumgil.stages.people.queries.organisation import subtree
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.queries.unit_people import people_of
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow, told_apart

MOST = 200
MOST_PEOPLE = 500


@reading("enrolment.replacements", purpose="대체 요청 확인")
def replacements(*, actor: Actor, state: ReplacementState | None = None) -> tuple[ReplacementRow, ...]:
    """Requests of units the actor looks after, those that wait for an answer first. Raises `NotAllowed`."""
    units = units_seen(actor)
    if units is not EVERYWHERE and not units:
        raise NotAllowed
    chosen = Replacement.objects.all()
    if units is not None:
        chosen = chosen.filter(application__unit_id__in=sorted(units))
    if state is not None:
        chosen = chosen.filter(state=state)
    rows = _rows(chosen.order_by("-asked_at", "-pk")[:MOST])
    saw([person for row in rows for person in (row.going, row.coming)], state=state)
    return tuple(sorted(rows, key=lambda row: row.state is not ReplacementState.ASKED))


@reading("enrolment.replacement", purpose="대체 요청 확인")
def replacement_card(*, actor: Actor, replacement: int) -> ReplacementRow:
    """One request. Raises `ReplacementNotFound`, also for another unit's."""
    known = 0 < replacement <= HIGHEST_NUMBER
    rows = _rows(Replacement.objects.filter(pk=replacement)) if known else ()
    units = units_seen(actor)
    if not rows or (units is not None and rows[0].unit not in units):
        raise ReplacementNotFound(replacement=replacement)
    saw([rows[0].going, rows[0].coming], replacement=replacement)
    return rows[0]


@reading("enrolment.replaceable", purpose="대체할 사람 찾기")
def replaceable(*, actor: Actor, application: int) -> Replaceable:
    """A seat and who of its unit could take it, nobody barred. Raises `ApplicationNotFound`, `NotAllowed`."""
    known = Application.objects.filter(pk=application) if 0 < application <= HIGHEST_NUMBER else None
    found = known.select_related("person").first() if known is not None else None
    if found is None or found.seat_id is None:
        if units_seen(actor) is not None and not units_seen(actor):
            raise NotAllowed
        raise ApplicationNotFound(application=application)
    if not may_nominate(actor, unit=found.unit_id):
        raise NotAllowed
    today = clock.today()
    numbers = people_of(subtree(found.unit_id, today), today) if found.unit_id is not None else ()
    left_out = {found.person_id, *barred(numbers, today)}
    people = person_rows(person_ids=[one for one in numbers if one not in left_out][:MOST_PEOPLE], on=today)
    session = session_rows(Q(pk=found.seat_id))[0]
    saw([found.person_id, *people], application=application)
    return Replaceable(
        application=found.pk,
        person_name=found.person.name,
        unit_name=found.unit_name,
        title=session.title,
        starts_on=session.starts_on,
        people=tuple(
            (number, " ".join(part for part in (row.name, row.grade_title, row.unit_name) if part))
            for number, row in sorted(people.items(), key=lambda pair: (pair[1].name, pair[0]))
        ),
    )


def _rows(chosen: QuerySet[Replacement]) -> tuple[ReplacementRow, ...]:
    found = list(
        chosen.select_related("application__person", "application__call", "person").prefetch_related(
            "application__wishes"
        )
    )
    numbers = {one.pk: one.application.seat_id or _session_of(one) for one in found}
    sessions = {row.id: row for row in session_rows(Q(pk__in=sorted({n for n in numbers.values() if n is not None})))}
    people = person_rows(person_ids=[one.person_id for one in found], on=clock.today())
    titles = told_apart(sessions.values())
    return tuple(_row(one, sessions.get(numbers[one.pk] or 0), people.get(one.person_id), titles) for one in found)


def _session_of(one: Replacement) -> int | None:
    """The session of a seat that changed hands; what the request was for is the first wish otherwise."""
    return next((wish.session_id for wish in one.application.wishes.all()), None)


def _row(one: Replacement, session: SessionRow | None, coming: Any, titles: Mapping[int, str]) -> ReplacementRow:
    application = one.application
    return ReplacementRow(
        id=one.pk,
        application=application.pk,
        call_name=application.call.name,
        session=session.id if session is not None else None,
        title=titles[session.id] if session is not None else application.call.name,
        starts_on=session.starts_on if session is not None else None,
        unit=application.unit_id,
        unit_name=application.unit_name,
        going=application.person_id,
        going_name=application.person.name,
        coming=one.person_id,
        coming_name=one.person.name,
        coming_grade=coming.grade_title if coming is not None else "",
        state=one.state,
        reason=one.reason,
        asked_by=one.asked_by,
        asked_at=one.asked_at,
        answer=one.answer,
        answered_by=one.answered_by,
        answered_at=one.answered_at,
    )
