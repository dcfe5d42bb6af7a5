"""신청을 줄로. Applications put together from a few statements however many there are: a building block."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from baeumgil.core import clock
from baeumgil.stages.enrolment.models import Application, CallSession, NameList, Offer, Wish
from baeumgil.stages.enrolment.rules.application_rows import MyApplication, OpenOffer
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.phases import phase_of
from baeumgil.stages.enrolment.rules.possible import Situation, possible
from baeumgil.stages.enrolment.rules.rows import ApplicationRow, WishRow
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, CallState, OfferState
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow, told_apart

COLUMNS = (
    "id",
    "call_id",
    "call__name",
    "call__course_id",
    "call__course__name",
    "call__state",
    "call__opens_at",
    "call__closes_at",
    "call__policy",
    "person_id",
    "person__name",
    "unit_id",
    "unit_name",
    "grade_title",
    "number",
    "via",
    "state",
    "is_approved",
    "seat_id",
    "wait_rank",
    "confirm_by",
    "applied_at",
    "changed_at",
    "revision",
)


def my_applications_of(chosen: QuerySet[Application]) -> tuple[MyApplication, ...]:
    """These applications in the order asked for, with what may be done; seven statements."""
    found = _read(chosen)
    if not found:
        return ()
    ids = [said["id"] for said in found]
    wishes = _wishes(ids)
    seats = {said["seat_id"] for said in found if said["seat_id"] is not None}
    offers = {
        offer.application_id: offer for offer in Offer.objects.filter(application_id__in=ids, state=OfferState.OPEN)
    }
    named = seats | {session for rows in wishes.values() for _rank, session, _dropped in rows}
    named |= {offer.session_id for offer in offers.values()}
    sessions = {row.id: row for row in session_rows(Q(pk__in=sorted(named)))}
    listed = set(NameList.objects.filter(session_id__in=sorted(seats)).values_list("session_id", flat=True))
    others = _sessions_of_calls({said["call_id"] for said in found})
    titles = told_apart(sessions.values())
    return tuple(
        _mine(
            said,
            _row(said, wishes[said["id"]], sessions, titles),
            sessions.get(said["seat_id"]),
            offers.get(said["id"]),
            is_listed=said["seat_id"] in listed,
            others=others.get(said["call_id"], 0) - 1,
            titles=titles,
        )
        for said in found
    )


def application_rows_of(chosen: QuerySet[Application]) -> tuple[ApplicationRow, ...]:
    """These applications in the order asked for; five statements."""
    found = _read(chosen)
    wishes = _wishes([said["id"] for said in found])
    named = {said["seat_id"] for said in found if said["seat_id"] is not None}
    named |= {session for rows in wishes.values() for _rank, session, _dropped in rows}
    sessions = {row.id: row for row in session_rows(Q(pk__in=sorted(named)))} if named else {}
    titles = told_apart(sessions.values())
    return tuple(_row(said, wishes[said["id"]], sessions, titles) for said in found)


def _read(chosen: QuerySet[Application]) -> list[dict[str, Any]]:
    earlier = (
        Application.objects.filter(
            call_id=OuterRef("call_id"), state=ApplicationState.WAITLISTED, wait_rank__lt=OuterRef("wait_rank")
        )
        .order_by()
        .values("call_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    counted = chosen.annotate(before=Subquery(earlier))
    names = (*COLUMNS, "before")
    return [dict(zip(names, row, strict=True)) for row in counted.values_list(*names)]


def _wishes(ids: Sequence[int]) -> Mapping[int, list[tuple[int, int, bool]]]:
    found: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    rows = Wish.objects.filter(application_id__in=ids).order_by("application_id", "rank")
    for application, rank, session, dropped in rows.values_list("application_id", "rank", "session_id", "is_dropped"):
        found[application].append((rank, session, dropped))
    return found


def _sessions_of_calls(calls: set[int]) -> Mapping[int, int]:
    rows = CallSession.objects.filter(call_id__in=sorted(calls)).order_by("call_id").values_list("call_id")
    return dict(rows.annotate(Count("pk")))


def _row(
    said: Mapping[str, Any],
    wishes: Sequence[tuple[int, int, bool]],
    sessions: Mapping[int, SessionRow],
    titles: Mapping[int, str],
) -> ApplicationRow:
    state = ApplicationState(said["state"])
    seat = sessions.get(said["seat_id"])
    waits = state is ApplicationState.WAITLISTED
    return ApplicationRow(
        id=said["id"],
        call=said["call_id"],
        call_name=said["call__name"],
        course=said["call__course_id"],
        course_name=said["call__course__name"],
        person=said["person_id"],
        person_name=said["person__name"],
        unit=said["unit_id"],
        unit_name=said["unit_name"],
        grade_title=said["grade_title"],
        number=said["number"],
        via=AppliedVia(said["via"]),
        state=state,
        is_approved=said["is_approved"],
        seat=said["seat_id"],
        seat_title=titles[seat.id] if seat is not None else "",
        wait_rank=said["wait_rank"],
        wait_place=(said["before"] or 0) + 1 if waits else None,
        confirm_by=said["confirm_by"],
        applied_at=said["applied_at"],
        changed_at=said["changed_at"],
        revision=said["revision"],
        wishes=tuple(
            WishRow(rank, session, titles[session], row.dates, _place(row), is_dropped=dropped)
            for rank, session, dropped in wishes
            if (row := sessions.get(session)) is not None
        ),
    )


def _mine(
    said: Mapping[str, Any],
    row: ApplicationRow,
    seat: SessionRow | None,
    offer: Offer | None,
    *,
    is_listed: bool,
    others: int,
    titles: Mapping[int, str],
) -> MyApplication:
    phase = phase_of(CallState(said["call__state"]), said["call__opens_at"], said["call__closes_at"], clock.now())
    dates = seat.dates if seat is not None else ()
    situation = Situation(
        state=row.state,
        phase=phase,
        closes_at=said["call__closes_at"],
        policy=policy_from_json(said["call__policy"]),
        first_day=dates[0] if dates else None,
        is_list_fixed=is_listed,
        other_sessions=others,
    )
    return MyApplication(
        row=row,
        possible=possible(situation, clock.today()),
        phase=phase,
        closes_at=said["call__closes_at"],
        seat_dates=dates,
        seat_place=_place(seat) if seat is not None else "",
        offer=None
        if offer is None
        else OpenOffer(offer.pk, offer.session_id, titles.get(offer.session_id, ""), offer.expires_at),
    )


def _place(row: SessionRow) -> str:
    return row.room_name or row.place_text
