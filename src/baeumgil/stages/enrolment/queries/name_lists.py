"""교육생 명단. Who comes to a session: as fixed, number by number; before that, who has a seat now."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor, Role
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.enrolment.access import may_run_calls, units_seen
from baeumgil.stages.enrolment.models import Application, CallSession, NameList
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.list_dates import list_date
from baeumgil.stages.enrolment.rules.masking import masked
from baeumgil.stages.enrolment.rules.waiting_rows import ListNumber, NameListCard, ParticipantRow
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, CallState
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.schedule.errors import SessionNotFound
from baeumgil.stages.schedule.queries.session_rows import session_rows

COMING = [
    state.value
    for state in (
        ApplicationState.SELECTED,
        ApplicationState.CONFIRMED,
        ApplicationState.NO_SHOW,
        ApplicationState.DROPPED_OUT,
        ApplicationState.COMPLETED,
        ApplicationState.NOT_COMPLETED,
    )
]


@reading("enrolment.name_list", purpose="교육생 명단 확인")
def name_list(*, actor: Actor, session: int, number: int | None = None, is_full: bool = False) -> NameListCard:
    """The list of a session: the latest, or the one of that number.

    The office and auditors see everybody, liaisons and heads their own units, whoever teaches the session everybody
    by masked name. Full names only for who runs calls or for one's own units, and only when asked for. Constant
    statements. Raises `NotAllowed`, `SessionNotFound`.
    """
    rows = session_rows(Q(pk=session)) if 0 < session <= HIGHEST_NUMBER else ()
    units = units_seen(actor)
    teaches = actor.has(Role.INSTRUCTOR) and actor.person is not None
    if units is not EVERYWHERE and not units and not teaches:
        raise NotAllowed
    call = _call_of(session) if rows else None
    if call is None:
        raise SessionNotFound(session=session)
    if units is not EVERYWHERE and not units and not _is_taught_by(session, actor.person or 0):
        raise NotAllowed
    lists = list(NameList.objects.filter(session_id=session).order_by("-number"))
    chosen = next((one for one in lists if number in {None, one.number}), None)
    if chosen is None and number is not None:
        raise SessionNotFound(session=session, number=number)
    held = _as_fixed(chosen) if chosen is not None else _as_standing(session)
    if units:
        below = _units_of([one["application"] for one in held])
        held = [one for one in held if below.get(one["application"]) in units]
    shows = is_full and (may_run_calls(actor) or bool(units))
    saw([one["person"] for one in held], session=session, number=chosen.number if chosen is not None else None)
    return NameListCard(
        session=rows[0],
        call=call[0],
        list_on=list_date(rows[0].starts_on, policy_from_json(call[1])) if rows[0].starts_on is not None else None,
        current=_number(chosen) if chosen is not None else None,
        numbers=tuple(_number(one) for one in lists),
        rows=_participants(held, shows=shows),
        digest=chosen.digest if chosen is not None else "",
        is_masked=not shows,
        is_partial=bool(units),
        waiting=_waiting(session),
    )


def _participants(held: Sequence[Mapping[str, Any]], *, shows: bool) -> tuple[ParticipantRow, ...]:
    people = person_rows(person_ids=[one["person"] for one in held], on=clock.today())
    known = Application.objects.filter(pk__in=[one["application"] for one in held]).order_by("pk")
    states = {pk: ApplicationState(state) for pk, state in known.values_list("pk", "state")}
    return tuple(
        ParticipantRow(
            application=one["application"],
            person=one["person"],
            name=_name(people, one["person"], shows=shows),
            staff_no=(people[one["person"]].staff_no or "") if shows and one["person"] in people else "",
            unit_name=one["unit"],
            grade_title=one["grade"],
            number=one["number"],
            via=AppliedVia(one["via"]),
            state=states.get(one["application"]),
        )
        for one in held
    )


def _name(people: Mapping[int, Any], person: int, *, shows: bool) -> str:
    name = people[person].name if person in people else ""
    return name if shows else masked(name)


def _as_fixed(one: NameList) -> list[dict[str, Any]]:
    return [dict(row) for row in one.rows]


def _as_standing(session: int) -> list[dict[str, Any]]:
    names = ("application", "person", "number", "unit", "grade", "via")
    found = Application.objects.filter(seat_id=session, state__in=COMING)
    ordered = found.order_by("unit_name", "grade", "person__name", "pk").values_list(
        "pk", "person_id", "number", "unit_name", "grade_title", "via"
    )
    return [dict(zip(names, row, strict=True)) for row in ordered]


def _units_of(applications: Sequence[int]) -> Mapping[int, int | None]:
    return dict(Application.objects.filter(pk__in=applications).order_by("pk").values_list("pk", "unit_id"))


def _call_of(session: int) -> tuple[int, dict[str, Any]] | None:
    """The newest call for the session that stands, and its policy."""
    rows: Any = CallSession.objects.filter(
        session_id=session, call__state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value]
    )
    found: tuple[int, dict[str, Any]] | None = rows.order_by("-call_id").values_list("call_id", "call__policy").first()
    return found


def _is_taught_by(session: int, person: int) -> bool:
    return CallSession.objects.filter(session_id=session, session__teachings__instructor__person_id=person).exists()


def _number(one: NameList) -> ListNumber:
    return ListNumber(one.number, one.fixed_at, one.fixed_by, one.sent_to, len(one.rows))


def _waiting(session: int) -> int:
    return (
        Application.objects.filter(
            state=ApplicationState.WAITLISTED, wishes__session_id=session, wishes__is_dropped=False
        )
        .order_by()
        .count()
    )
