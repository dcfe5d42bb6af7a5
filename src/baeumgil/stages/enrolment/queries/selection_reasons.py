"""왜 자리가 없었는지, for lines of a selection: the stored facts with the names of sessions, quotas and units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baeumgil.core import clock
from baeumgil.core.said import Said
from baeumgil.engines.selection.explaining import Explained
from baeumgil.stages.enrolment.models import CallSession, Quota, Selection
from baeumgil.stages.enrolment.rules.refusal_words import Told, reason_of
from baeumgil.stages.enrolment.rules.rows import RefusedWish
from baeumgil.stages.enrolment.rules.session_titles import told_apart
from baeumgil.stages.enrolment.terms import RefusalCode, SelectionState
from baeumgil.stages.people.queries.organisation import unit_tree


@dataclass(frozen=True, slots=True)
class Names:
    """What things of a call are called."""

    sessions: Mapping[int, str]
    seats: Mapping[int, int]
    quotas: Mapping[str, str]
    units: Mapping[str, str]


def session_titles(call: int) -> dict[int, str]:
    """Sessions of a call by number, in the order of its page; one statement."""
    rows = (
        CallSession.objects.filter(call_id=call)
        .order_by("order", "pk")
        .values_list("session_id", "session__name", "session__label", "session__number", "session__year__year")
    )
    titles: dict[int, str] = {}
    years: dict[int, int] = {}
    for session, name, label, number, year in rows:
        titles[session] = f"{name}{f' {label}' if label else ''} {number}기"
        years[session] = year
    return told_apart(titles, years)


def names_of(call: int, figures: Mapping[str, Any], refusals: Sequence[Mapping[str, Any]]) -> Names:
    """Names for some refusals; at most three statements, fewer where no quota or unit was full."""
    codes = {refusal["code"] for refusal in refusals}
    quotas: dict[str, str] = {}
    units: dict[str, str] = {}
    if RefusalCode.QUOTA_FULL in codes:
        rows = Quota.objects.filter(call_id=call).order_by("pk").values_list("pk", "label")
        quotas = {str(number): label for number, label in rows}
    if RefusalCode.ABSENCE_FULL in codes:
        units = {str(row.id): row.name for row in unit_tree(clock.today())}
    return Names(
        sessions=session_titles(call),
        seats={row["session"]: row["seats"] for row in figures.get("sessions", ())},
        quotas=quotas,
        units=units,
    )


def refused_by(
    refusals: Sequence[Mapping[str, Any]], place: int, names: Names, explained: Mapping[int, Explained] | None = None
) -> tuple[RefusedWish, ...]:
    """Each refused wish of somebody at a place of the order, with its reason in words."""
    return tuple(_refused(refusal, place, names, (explained or {}).get(refusal["session"])) for refusal in refusals)


def _refused(refusal: Mapping[str, Any], place: int, names: Names, explained: Explained | None) -> RefusedWish:
    session = refusal["session"]
    way = Said(*explained.way) if explained is not None else ""
    return RefusedWish(
        session=session,
        title=names.sessions.get(session, ""),
        code=RefusalCode(refusal["code"]),
        text=reason_of(refusal, Told(place, names.seats.get(session), names.quotas, names.units, way)),
    )


def refused_wishes(application: int) -> tuple[RefusedWish, ...]:
    """Why wishes of a decided application failed, in their order; none before publication. A building block."""
    found: Any = (
        Selection.objects.filter(lines__application_id=application, state=SelectionState.PUBLISHED)
        .values_list("call_id", "figures", "lines__refusals", "lines__place")
        .first()
    )
    if found is None:
        return ()
    call, figures, refusals, place = found
    return refused_by(refusals, place, names_of(call, figures, refusals))
