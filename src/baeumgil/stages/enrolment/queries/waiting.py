"""대기자 명단과 자리 제안. In strict order, with what was offered and who was passed over, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.stages.enrolment.access import is_own, may_read_by_key, may_see_application, units_seen
from baeumgil.stages.enrolment.errors import OfferNotFound
from baeumgil.stages.enrolment.models import Application, Offer
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.queries.fitting_facts import wishes_of
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.waiting_rows import OfferRow, WaitingList, WaitingRow
from baeumgil.stages.enrolment.terms import ApplicationState, OfferState, RefusalCode
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import told_apart

MOST_ROWS = 500
MOST_OFFERS = 200
QUEUED = [ApplicationState.WAITLISTED.value, ApplicationState.OFFERED.value]


@reading("enrolment.waiting_list", purpose="대기자 명단 확인")
def waiting_list(*, actor: Actor, call: int) -> WaitingList:
    """Who waits in a call, the first first, and what was offered; liaisons and heads see their own units.

    Places count everybody who waits. Constant statements. Raises `NotAllowed`, `CallNotFound`.
    """
    units = units_seen(actor)
    if units is not EVERYWHERE and not units:
        raise NotAllowed
    card = call_card(actor=actor, call=call)
    queued = list(
        Application.objects.filter(call_id=call, state__in=QUEUED).select_related("person").order_by("wait_rank", "pk")
    )
    places = {one.pk: place for place, one in enumerate(queued, 1)}
    seen = [one for one in queued if units is None or one.unit_id in units][:MOST_ROWS]
    offers = Offer.objects.filter(application__call_id=call)
    if units is not None:
        offers = offers.filter(application__unit_id__in=sorted(units))
    made = _offer_rows(offers.order_by("-made_at", "-pk")[:MOST_OFFERS])
    passed = _passed(Offer.objects.filter(application__call_id=call))
    saw([*(one.person_id for one in seen), *(offer.person for offer in made)], call=call)
    return WaitingList(
        call=card,
        rows=_waiting_rows(seen, places, passed),
        offers=made,
        total=len(queued),
    )


@reading("enrolment.offer", purpose="자리 제안 확인")
def offer_card(*, actor: Actor, offer: int) -> OfferRow:
    """One offer: whose it is, and who looks after them. Raises `OfferNotFound`, also for a stranger's."""
    found = Offer.objects.filter(pk=offer) if 0 < offer <= HIGHEST_NUMBER else Offer.objects.none()
    known = found.values_list("application__person_id", "application__unit_id").first()
    if known is None or not may_see_application(actor, person=known[0], unit=known[1]):
        raise OfferNotFound(offer=offer)
    saw([known[0]], offer=offer)
    return _offer_rows(found)[0]


@reading("enrolment.my_offers", purpose="내 자리 제안 확인")
def my_offers(*, actor: Actor, person: int | None = None) -> tuple[OfferRow, ...]:
    """What is offered or was offered to somebody, open ones first. Raises `NotAllowed`."""
    whom = person if person is not None else actor.person
    if whom is None or not (is_own(actor, person=whom) or actor.is_trusted or may_read_by_key(actor)):
        raise NotAllowed
    saw([whom])
    rows = _offer_rows(Offer.objects.filter(application__person_id=whom).order_by("-made_at", "-pk")[:MOST_OFFERS])
    return tuple(sorted(rows, key=lambda row: not row.is_open))


def _waiting_rows(
    seen: Sequence[Application],
    places: Mapping[int, int],
    passed: Mapping[str, Sequence[tuple[int, RefusalCode]]],
) -> tuple[WaitingRow, ...]:
    wishes = wishes_of(seen)
    sessions = {session for wished in wishes.values() for session in wished}
    sessions |= {session for found in passed.values() for session, _code in found}
    titles = told_apart(session_rows(Q(pk__in=sorted(sessions))))
    return tuple(
        WaitingRow(
            application=one.pk,
            person=one.person_id,
            person_name=one.person.name,
            unit_name=one.unit_name,
            grade_title=one.grade_title,
            number=one.number,
            state=one.state,
            rank=one.wait_rank or 0,
            place=places[one.pk],
            wishes=tuple(titles[session] for session in wishes[one.pk]),
            passed=tuple((titles.get(session, ""), code) for session, code in passed.get(one.number, ())),
        )
        for one in seen
    )


def _passed(offers: QuerySet[Offer]) -> Mapping[str, list[tuple[int, RefusalCode]]]:
    """By draw number, the sessions whose freed seats went past somebody, the latest first, each reason once."""
    found: dict[str, dict[tuple[int, RefusalCode], None]] = defaultdict(dict)
    for session, skipped in offers.order_by("-made_at", "-pk").values_list("session_id", "skipped"):
        for one in skipped:
            found[one["number"]].setdefault((session, RefusalCode(one["code"])))
    return {number: list(reasons) for number, reasons in found.items()}


def _offer_rows(offers: QuerySet[Offer]) -> tuple[OfferRow, ...]:
    now = clock.now()
    rows = list(offers.select_related("application__person", "application__call"))
    sessions = {row.id: row for row in session_rows(Q(pk__in=sorted({one.session_id for one in rows})))}
    return tuple(_offer_row(one, sessions[one.session_id], now) for one in rows)


def _offer_row(one: Offer, session: Any, now: Any) -> OfferRow:
    application = one.application
    return OfferRow(
        id=one.pk,
        application=application.pk,
        person=application.person_id,
        person_name=application.person.name,
        call=application.call_id,
        call_name=application.call.name,
        session=one.session_id,
        title=session.title,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        place=session.room_name or session.place_text,
        state=one.state,
        made_at=one.made_at,
        expires_at=one.expires_at,
        answered_at=one.answered_at,
        is_open=one.state is OfferState.OPEN and one.expires_at > now,
        keeps_rank=policy_from_json(application.call.policy).offer_expired_keeps_rank,
        passed=len(one.skipped),
    )
