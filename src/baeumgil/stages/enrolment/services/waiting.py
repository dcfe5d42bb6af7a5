"""대기. Freed seats are offered to those who wait, strictly in order, and held until they answer or time is up."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import cast

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.core.jobs import enqueue
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.stages.enrolment.access import may_apply_for, may_run_calls
from baeumgil.stages.enrolment.errors import OfferNotFound, OfferOver
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, NameList, Offer, SeatCount, Wish
from baeumgil.stages.enrolment.queries.clashes import takes_days
from baeumgil.stages.enrolment.queries.fitting_facts import standing_of
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.rules.cap_words import why_facts
from baeumgil.stages.enrolment.rules.fitting import Seated, Skipped, Standing, seat_in_order
from baeumgil.stages.enrolment.rules.list_dates import list_date
from baeumgil.stages.enrolment.services.caps import hold_caps
from baeumgil.stages.enrolment.services.passing import note_passed
from baeumgil.stages.enrolment.services.seats import free_seats, release_seat, release_seats, take_seats, tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, OfferState, StepReason
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow
from baeumgil.stages.schedule.terms import SessionState

EXPIRE = "enrolment.offers"
AT_ONCE = 200


def fill_vacancies(sessions: Collection[int], *, actor: Actor, passing: Collection[int] = ()) -> int:
    """Offer the free seats of these sessions to those who wait; how many offers were made.

    For use inside an action that holds the call, after its own steps. Strictly in the order of the list; whoever may
    not have the seat as things stand is passed with the reason and keeps the place. `passing` are applications that
    have just let these seats go. Nothing is offered once the list of participants is fixed or the session has begun.
    """
    wanted = sorted(set(sessions))
    if not wanted:
        return 0
    hold(Call, CallSession.objects.filter(session_id__in=wanted).values_list("call_id", flat=True))
    hold(SeatCount, wanted)
    _close_orphans(wanted)
    rows = {row.id: row for row in _fillable(wanted)}
    made = 0
    after: tuple[int, int] = (0, 0)
    skipped: Skipped = {}
    standing: Standing | None = None
    while free := {session: free for session, free in free_seats(list(rows)).items() if free > 0}:
        queue = _queue(free, after, passing)
        if not queue:
            break
        after = (queue[-1].call.number, queue[-1].wait_rank or 0)
        standing, seated = _offer(free, queue, rows, skipped, actor)
        made += seated
    if standing is not None and skipped:
        note_passed(skipped, free, standing, actor)
    if made:
        tell_schedule(wanted)
    return made


@action("enrolment.answer_offer")
def answer_offer(*, actor: Actor, offer: int, accepts: bool) -> None:
    """Take the offered seat, or let it go to the next who waits. Raises `OfferNotFound`, `OfferOver`."""
    found = _held_offer(offer)
    application = found.application
    allow(may_apply_for(actor, person=application.person_id))
    if found.state != OfferState.OPEN or application.state != ApplicationState.OFFERED:
        raise OfferOver(offer=offer)
    if found.expires_at <= clock.now():
        raise OfferOver(offer=offer)
    record(f"자리 제안 {offer}", offer=offer, session=found.session_id, accepted=accepts)
    if accepts:
        _end(found, OfferState.ACCEPTED)
        move = Move(application, ApplicationState.SELECTED, StepReason.OFFER_ACCEPTED, changes={"confirm_by": None})
        advance(move, actor=actor)
    else:
        _end(found, OfferState.DECLINED)
        drop_wish(application, found.session_id)
        advance(_letting_go(application, StepReason.OFFER_DECLINED, keeps_wish=False), actor=actor)
        release_seat(found.session_id)
        fill_vacancies([found.session_id], actor=actor, passing=[application.pk])
    tell_schedule([found.session_id])
    announce(ParticipantsChanged((found.session_id,)))


@action("enrolment.expire_offers")
def expire_offers(*, actor: Actor) -> int:
    """End the offers whose time is up and offer their seats to the next; how many ended. Again: nothing happens."""
    allow(may_run_calls(actor))
    late = Offer.objects.filter(state=OfferState.OPEN, expires_at__lte=clock.now())
    calls = sorted(set(late.values_list("application__call_id", flat=True)))
    hold(Call, calls)
    hold(SeatCount, set(late.values_list("session_id", flat=True)))
    offers = list(late.select_related("application__call").order_by("pk"))
    hold(Application, [offer.application_id for offer in offers])
    ended = [offer for offer in offers if offer.application.state == ApplicationState.OFFERED]
    policies = {offer.application.call_id: _policy(offer) for offer in ended}
    moves = []
    for offer in ended:
        keeps = policies[offer.application.call_id].offer_expired_keeps_rank
        if not keeps:
            drop_wish(offer.application, offer.session_id)
        moves.append(_letting_go(offer.application, StepReason.OFFER_EXPIRED, keeps_wish=keeps))
    _end_all(ended, OfferState.EXPIRED)
    _end_all([offer for offer in offers if offer not in ended], OfferState.WITHDRAWN)
    advance_all(moves, actor=actor)
    sessions = sorted({offer.session_id for offer in ended})
    release_seats(offer.session_id for offer in ended)
    made = fill_vacancies(sessions, actor=actor, passing=[offer.application_id for offer in ended])
    record("기한이 지난 자리 제안", offers=len(ended), made=made)
    if sessions:
        _tell_expired(ended)
        tell_schedule(sessions)
        announce(ParticipantsChanged(tuple(sessions)))
    return len(ended)


def withdraw_offers(applications: Collection[int]) -> None:
    """Take back what is offered to these applications: they left or their list is closed. Seats are not touched."""
    open_offers = Offer.objects.filter(application_id__in=sorted(applications), state=OfferState.OPEN)
    open_offers.update(state=OfferState.WITHDRAWN, answered_at=clock.now())


def drop_wish(application: Application, session: int) -> None:
    """Somebody no longer wants this session, neither here nor in the call they were carried over from."""
    sources = [application.pk, *([application.carried_from_id] if application.carried_from_id is not None else [])]
    Wish.objects.filter(application_id__in=sources, session_id=session).update(is_dropped=True)


def _fillable(sessions: Sequence[int]) -> tuple[SessionRow, ...]:
    """Sessions that have not begun and whose list is not fixed yet."""
    listed = Exists(NameList.objects.filter(session_id=OuterRef("pk")))
    coming = Q(pk__in=sessions, state=SessionState.PLACED, starts_on__gt=clock.today())
    return session_rows(coming & ~Q(listed))


def _queue(free: Iterable[int], after: tuple[int, int], passing: Collection[int]) -> list[Application]:
    """The next of those who wait for one of these sessions, in order: first calls before second, then by rank."""
    number, rank = after
    wish = Wish.objects.filter(is_dropped=False, session_id__in=sorted(free))
    wishing = Exists(wish.filter(application_id=OuterRef("pk"))) | Exists(
        wish.filter(application_id=OuterRef("carried_from_id"))
    )
    found = (
        Application.objects.filter(wishing, state=ApplicationState.WAITLISTED, is_approved=True)
        .filter(Q(call__number__gt=number) | Q(call__number=number, wait_rank__gt=rank))
        .exclude(pk__in=sorted(passing))
        .select_related("call")
        .order_by("call__number", "wait_rank", "pk")
    )
    return list(found[:AT_ONCE])


def _offer(
    free: Mapping[int, int],
    queue: Sequence[Application],
    rows: Mapping[int, SessionRow],
    skipped: Skipped,
    actor: Actor,
) -> tuple[Standing, int]:
    hold(Application, [one.pk for one in queue])
    policies = {one.call_id: policy_from_json(one.call.policy) for one in queue}
    days = [on for session in free for on in (rows[session].dates if takes_days(rows[session].kind) else ())]
    hold_caps(policies.values(), days, {one.person_id for one in queue})
    standing, waiting, _policies = standing_of(free, queue)
    seated = seat_in_order(standing, waiting, skipped)
    if not seated:
        return standing, 0
    by_number = {one.pk: one for one in queue}
    take_seats(Counter(one.session for one in seated))
    advance_all([_offering(by_number[one.application], one) for one in seated], actor=actor)
    moment = clock.now()
    offers = Offer.objects.bulk_create(
        [
            Offer(
                application=by_number[one.application],
                session_id=one.session,
                made_at=moment,
                expires_at=_until(rows[one.session], policies[by_number[one.application].call_id], moment),
                skipped=[{"number": passed.number, **why_facts(why)} for passed, why in one.skipped],
            )
            for one in seated
        ]
    )
    _tell_offered(offers, rows)
    for ends_at in sorted({_run_at(offer.expires_at) for offer in offers}):
        key = f"{EXPIRE}:{ends_at.astimezone(UTC):%Y%m%d%H%M}"
        enqueue(EXPIRE, actor=actor, unique_key=key, delay=ends_at - moment)
    return standing, len(offers)


def _offering(application: Application, one: Seated) -> Move:
    caps = [list(cell) for cell in one.cells]
    facts = {"session": one.session, "passed": len(one.skipped), "caps": caps, "held": one.held}
    return Move(
        application,
        ApplicationState.OFFERED,
        StepReason.SEAT_FREED,
        facts=facts,
        changes={"seat_id": one.session},
    )


def _letting_go(application: Application, reason: StepReason, *, keeps_wish: bool) -> Move:
    """Back into the line where something is still wished for, else out of it."""
    sources = [application.pk, *([application.carried_from_id] if application.carried_from_id is not None else [])]
    waits = keeps_wish or Wish.objects.filter(application_id__in=sources, is_dropped=False).exists()
    to = ApplicationState.WAITLISTED if waits else ApplicationState.CANCELLED
    return Move(application, to, reason, facts={"session": application.seat_id}, changes={"seat_id": None})


def _until(row: SessionRow, policy: CallPolicy, moment: datetime) -> datetime:
    """The time to answer: at most until the day on which the list is fixed; where that is past, until the first day."""
    ends_at = moment + timedelta(hours=policy.offer_hours)
    if row.starts_on is None:  # pragma: no cover  only placed sessions are offered
        return ends_at
    last = _midnight(datetime.combine(list_date(row.starts_on, policy), time()))
    if last <= moment:
        last = _midnight(datetime.combine(row.starts_on, time()))
    return max(min(ends_at, last), moment + timedelta(minutes=1))


def _midnight(naive: datetime) -> datetime:
    return timezone.make_aware(naive)


def _run_at(moment: datetime) -> datetime:
    """The full minute after a moment, so that offers that end about together are ended together."""
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _held_offer(offer: int) -> Offer:
    asked = Offer.objects.filter(pk=offer) if 0 < offer <= HIGHEST_NUMBER else Offer.objects.none()
    known = asked.values_list("application__call_id", "session_id", "application_id").first()
    if known is None:
        allow(permitted=True)
        raise OfferNotFound(offer=offer)
    call, session, application = known
    hold(Call, [call])
    hold(SeatCount, [session])
    hold(Application, [application])
    return Offer.objects.select_related("application__call").get(pk=offer)


def _end(offer: Offer, state: OfferState) -> None:
    _end_all([offer], state)


def _end_all(offers: Sequence[Offer], state: OfferState) -> None:
    numbers = [offer.pk for offer in offers]
    Offer.objects.filter(pk__in=numbers, state=OfferState.OPEN).update(state=state, answered_at=clock.now())


def _close_orphans(sessions: Sequence[int]) -> None:
    """Offers whose application went elsewhere meanwhile are taken back."""
    gone = Offer.objects.filter(session_id__in=sessions, state=OfferState.OPEN).exclude(
        application__state=ApplicationState.OFFERED
    )
    numbers = list(gone.values_list("pk", flat=True))
    if numbers:
        Offer.objects.filter(pk__in=numbers).update(state=OfferState.WITHDRAWN, answered_at=clock.now())


def _policy(offer: Offer) -> CallPolicy:
    return policy_from_json(cast("Mapping[str, object]", offer.application.call.policy))


def _tell_offered(offers: Sequence[Offer], rows: Mapping[int, SessionRow]) -> None:
    tell_each(
        [
            Message(
                person=offer.application.person_id,
                kind=NoticeKind.WAITLIST,
                key=f"offer:{offer.pk}",
                title=f"자리가 났습니다: {rows[offer.session_id].title}",
                text=f"{_moment(offer.expires_at)}까지 답하지 않으면 다음 대기자에게 넘어갑니다.",
                link=f"offer:{offer.pk}",
                due_at=offer.expires_at,
            )
            for offer in offers
        ]
    )


def _tell_expired(offers: Sequence[Offer]) -> None:
    tell_each(
        [
            Message(
                person=offer.application.person_id,
                kind=NoticeKind.WAITLIST,
                key=f"offer-expired:{offer.pk}",
                title="답할 기한이 지나 자리가 다음 대기자에게 넘어갔습니다",
                link=f"application:{offer.application_id}",
            )
            for offer in offers
        ]
    )


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.month}월 {local.day}일 {local:%H:%M}"
