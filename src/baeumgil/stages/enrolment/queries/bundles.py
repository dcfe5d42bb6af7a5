"""선발 검증 묶음. The file from which anybody recomputes a published result; no personal data is in it."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.engines.selection.writing import sealed
from baeumgil.stages.enrolment.errors import BundleNotFound
from baeumgil.stages.enrolment.models import Call, Selection, SelectionLine
from baeumgil.stages.enrolment.queries.arrival_bundles import arrival_bundle
from baeumgil.stages.enrolment.rules.draw_numbers import draw_number
from baeumgil.stages.enrolment.terms import CallState, Mechanism, SelectionState

SIGNED_AS, PUBLIC_CALL = "signed_as", "public_call"
"""Where a selection's figures keep as what its signers signed, and what the bundle says of its call."""


def bundle_of(*, actor: Actor, call: int) -> bytes:  # noqa: ARG001  for everybody, also without sign-in
    """The bundle of a published call, or of a first-come call that closed, for everybody. Raises `BundleNotFound`."""
    record = _arrivals(call)
    return record[0] if record is not None else built(_published(call))[0]


def bundle_digest(*, actor: Actor, call: int) -> str:  # noqa: ARG001  for everybody, also without sign-in
    """The fingerprint that stands in the bundle of a call. Raises `BundleNotFound`.

    One statement for a published call; a record of arrivals, which may still grow, is made anew.
    """
    record = _arrivals(call)
    if record is not None:
        return record[1]
    found = _of_call(call).values_list("bundle_digest", flat=True).first()
    if found is None:
        raise BundleNotFound(call=call)
    return str(found)


def published_call(*, name: str = "") -> int:
    """The newest call with a bundle, of a session (by number) or of a course (by code), else of all.

    What was published counts from its second signature, first come from its closing. Raises `BundleNotFound`.
    """
    found = Selection.objects.filter(state=SelectionState.PUBLISHED)
    closed = Call.objects.filter(_is_record())
    asked = name.strip().replace("\x00", "")
    if asked:
        wanted = Q(course__code=asked)
        if asked.isascii() and asked.isdigit() and int(asked) <= HIGHEST_NUMBER:
            wanted |= Q(call_sessions__session_id=int(asked))
        closed = closed.filter(wanted)
        found = found.filter(call__in=Call.objects.filter(wanted))
    published = found.order_by("-second_at", "-pk").values_list("second_at", "call_id").first()
    record = closed.order_by("-closes_at", "-pk").values_list("closes_at", "pk").first()
    newest = max((each for each in (published, record) if each is not None), default=None)
    if newest is None:
        raise BundleNotFound(name=asked)
    return newest[1]


def built(selection: Selection) -> tuple[bytes, str]:
    """The bytes and their digest, the same every time: from what was stored when it was computed and signed."""
    return sealed(
        published={"at": _moment(selection.second_at), "by": list(selection.figures.get(SIGNED_AS, ()))},
        call=selection.figures.get(PUBLIC_CALL, {}),
        problem=selection.problem,
        seed=selection.call.seed,
        result=selection.result,
        overrides=_overrides(selection),
    )


def public_call(held: Call) -> dict[str, Any]:
    """What a bundle says of its call, as it is on the day of publication; kept, since sessions may move later."""
    call = Call.objects.select_related("course", "institute").get(pk=held.pk)
    sessions = call.call_sessions.order_by("order", "pk").values_list(
        "session_id", "session__name", "session__number", "session__starts_on", "session__ends_on"
    )
    return {
        "id": str(call.pk),
        "name": call.name,
        "number": call.number,
        "institute": call.institute.name,
        "course": {"code": call.course.code, "name": call.course.name},
        "sessions": [
            {
                "id": str(session),
                "name": f"{name} {number}기",
                "starts_on": _day(starts_on),
                "ends_on": _day(ends_on),
            }
            for session, name, number, starts_on, ends_on in sessions
        ],
        "opens_at": _moment(call.opens_at),
        "closes_at": _moment(call.closes_at),
        "policy": call.policy,
        "policy_from": _day(call.policy_from),
    }


def _is_record() -> Q:
    """First-come calls that take nobody any more: their record is for everybody."""
    states = [CallState.ANNOUNCED.value, CallState.DECIDED.value]
    return Q(mechanism=Mechanism.FIRST_COME, state__in=states, closes_at__lte=clock.now())


def _arrivals(call: int) -> tuple[bytes, str] | None:
    known = call if call <= HIGHEST_NUMBER else 0
    held = Call.objects.filter(_is_record(), pk=known).first()
    return None if held is None else arrival_bundle(held, public_call(held))


def _overrides(selection: Selection) -> list[dict[str, Any]]:
    rows: Any = (
        SelectionLine.objects.filter(selection=selection, override__isnull=False)
        .order_by("place")
        .values_list("application__number", "outcome", "override", "override_session_id", "override_reason")
    )
    return [
        {
            "applicant": draw_number(number),
            "from": outcome,
            "to": to,
            "session": None if session is None else str(session),
            "reason": reason,
        }
        for number, outcome, to, session, reason in rows
    ]


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment is not None else ""


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _of_call(call: int) -> QuerySet[Selection]:
    known = call if call <= HIGHEST_NUMBER else 0
    return Selection.objects.select_related("call").filter(call_id=known, state=SelectionState.PUBLISHED)


def _published(call: int) -> Selection:
    found = _of_call(call).first()
    if found is None:
        raise BundleNotFound(call=call)
    return found
