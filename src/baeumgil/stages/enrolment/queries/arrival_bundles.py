"""선착순 검증 묶음. The record of a first-come call, from which anybody follows who got which seat; nobody is named.

It grows as long as seats are given back and offered; what stands in it never changes. A building block of `bundles`.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from baeumgil.core.models import AuditEntry
from baeumgil.engines.selection.writing import canonical, digest
from baeumgil.stages.enrolment.models import Application, Call, Offer, Quota, SeatCount, Step, Wish
from baeumgil.stages.enrolment.queries.selection_bookings import chain_of
from baeumgil.stages.enrolment.queries.selection_standings import day_of
from baeumgil.stages.enrolment.rules.arrival_events import Coded, Event, LoggedStep, Recorder, happened, seconds, woven
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.draw_numbers import draw_number
from baeumgil.stages.enrolment.terms import ApplicationState, QuotaKind, StepReason
from baeumgil.stages.people.queries.headcounts import unit_chains

FORMAT, PROBLEM, RESULT, VERSION = "baeumgil-arrival-bundle", "baeumgil-arrivals", "baeumgil-arrival-result", 1
PARTS = ("call", "problem", "log", "result")
FOLLOWED, RELEASED = "enrolment.follow_seats", "enrolment.release_session"


def arrival_bundle(held: Call, call: Mapping[str, Any]) -> tuple[bytes, str]:
    """The bytes and their digest, the same every time until something more happens. Constant statements."""
    coded = Coded(held.seed)
    policy = policy_from_json(held.policy)
    people = list(Application.objects.filter(call=held).order_by("pk"))
    wishes = _wishes(held)
    sessions = list(held.call_sessions.order_by("session_id").values_list("session_id", flat=True))
    steps = _steps(held, people, wishes)
    marks, seats = _marks(held, sessions, steps, Counter(one.seat_id for one in people if one.seat_id is not None))
    log = woven(steps, marks, Recorder(coded, sessions))
    parts: dict[str, Any] = {
        "call": dict(call),
        "problem": {
            "format": PROBLEM,
            "version": VERSION,
            "name": held.name,
            "mechanism": "first_come",
            "order": ["arrival"],
            "closes_at": seconds(held.closes_at),
            "expired_keeps": policy.offer_expired_keeps_rank,
            "sessions": [{"id": str(each), "seats": seats.get(each, 0)} for each in sessions],
            "quotas": _quotas(held, coded),
            "seats_a_year": policy.seats_a_year,
            "most_waiting": policy.most_waiting,
            "applicants": _applicants(held, people, wishes, coded),
        },
        "log": log,
        "result": _result(people, set(sessions)),
    }
    whole = {"format": FORMAT, "version": VERSION, **parts}
    whole["digests"] = {part: digest(parts[part]) for part in PARTS}
    seal = hashlib.sha256(canonical(whole)).hexdigest()
    return canonical({**whole, "digest": seal}) + b"\n", seal


def _wishes(held: Call) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = Wish.objects.filter(application__call=held).order_by("application_id", "rank")
    for application, session in rows.values_list("application_id", "session_id"):
        found[application].append(session)
    return found


def _steps(held: Call, people: Sequence[Application], wishes: Mapping[int, list[int]]) -> list[LoggedStep]:
    numbers = {one.pk: draw_number(one.number) for one in people}
    offers: dict[tuple[int, int], list[list[Mapping[str, Any]]]] = defaultdict(list)
    for offer in Offer.objects.filter(application__call=held).order_by("pk"):
        passed: list[Mapping[str, Any]] = [
            {**row, "applicant": draw_number(row["number"]), "session": offer.session_id} for row in offer.skipped
        ]
        offers[offer.application_id, offer.session_id].append(passed)
    own = set(numbers.values())
    found = []
    for step in Step.objects.filter(application__call=held).order_by("pk"):
        out: list[Mapping[str, Any]] = []
        if step.reason is StepReason.SEAT_FREED:
            made = offers[step.application_id, step.facts.get("session", 0)]
            out = [row for row in (made.pop(0) if made else ()) if row["applicant"] in own]
        found.append(
            LoggedStep(
                step.at,
                numbers[step.application_id],
                step.before,
                step.after,
                step.reason,
                step.facts,
                wishes.get(step.application_id, ()),
                out,
            )
        )
    return found


def _applicants(
    held: Call, people: Sequence[Application], wishes: Mapping[int, list[int]], coded: Coded
) -> list[dict[str, Any]]:
    """Who applied; of what they belong to only what the call's quotas ask about."""
    asked: dict[str, set[str]] = defaultdict(set)
    for quota in Quota.objects.filter(call=held):
        asked[quota.kind.value] |= {str(key) for key in quota.keys}
    chains = unit_chains(day_of(held.opens_at)) if asked[QuotaKind.UNIT.value] else {}
    rows = []
    for one in people:
        belongs = {
            QuotaKind.UNIT.value: [str(unit) for unit in chain_of(one.unit_id, chains)],
            QuotaKind.GRADE.value: [] if one.grade is None else [str(one.grade)],
            QuotaKind.SERIES.value: [one.series] if one.series else [],
        }
        groups = {
            kind: sorted(coded.of(kind, key) for key in keys if key in asked[kind]) for kind, keys in belongs.items()
        }
        rows.append(
            {
                "id": draw_number(one.number),
                "arrival": one.arrival or 0,
                "rank": one.wait_rank or one.arrival or 0,
                "wishes": [str(session) for session in wishes.get(one.pk, ())],
                "groups": {kind: codes for kind, codes in groups.items() if codes},
            }
        )
    return sorted(rows, key=_id_of)


def _quotas(held: Call, coded: Coded) -> list[dict[str, Any]]:
    rows = [
        {
            "id": str(quota.pk),
            "kind": quota.kind.value,
            "keys": sorted(coded.of(quota.kind.value, key) for key in quota.keys),
            "session": None if quota.session_id is None else str(quota.session_id),
            "most": quota.most,
            "reserved": quota.reserved,
        }
        for quota in Quota.objects.filter(call=held).order_by("pk")
    ]
    return sorted(rows, key=_id_of)


def _result(people: Sequence[Application], sessions: set[int]) -> dict[str, Any]:
    """Who sits and who waits by now, as the applications themselves have it."""
    seated = [
        {"applicant": draw_number(one.number), "session": str(one.seat_id)} for one in people if one.seat_id in sessions
    ]
    line = [one for one in people if one.state is ApplicationState.WAITLISTED]
    return {
        "format": RESULT,
        "version": VERSION,
        "seated": sorted(seated, key=_applicant_of),
        "waiting": [draw_number(one.number) for one in sorted(line, key=lambda one: one.wait_rank or 0)],
    }


def _marks(
    held: Call, sessions: Sequence[int], steps: Sequence[LoggedStep], seated: Counter[int]
) -> tuple[list[tuple[datetime, Event]], Mapping[int, int]]:
    """What happened to sessions without any application of this call, and the seats they had for it when it opened.

    Seats that people of other calls hold are none of this call's. Where a session got more seats, they stand before
    the offers made of them.
    """
    counted = SeatCount.objects.filter(pk__in=sessions).order_by("pk")
    seats = {row.session_id: row.capacity - (row.taken - seated[row.session_id]) for row in counted}
    rows = AuditEntry.objects.filter(action__in=[FOLLOWED, RELEASED], at__gte=held.created_at).order_by("-number")
    marks: list[tuple[datetime, Event]] = []
    for at, action, facts in rows.values_list("at", "action", "facts"):
        session = facts.get("session")
        if session not in seats:
            continue
        event = {**happened(seconds(at), "closed" if action == RELEASED else "seats"), "session": str(session)}
        if action == FOLLOWED:
            event["seats"] = seats[session]
            seats[session] -= facts["seats"] - facts["before"]
        since = at if action == RELEASED else _before_offers(steps, session, facts["offers"], at)
        marks.append((since, event))
    return marks[::-1], seats


def _before_offers(steps: Sequence[LoggedStep], session: int, offers: int, at: datetime) -> datetime:
    """The moment just before the last offers of a session up to a moment."""
    made = [
        step.at
        for step in steps
        if step.reason is StepReason.SEAT_FREED and step.facts.get("session") == session and step.at <= at
    ]
    return made[-offers] - timedelta(microseconds=1) if 0 < offers <= len(made) else at


def _id_of(row: Mapping[str, Any]) -> str:
    return str(row["id"])


def _applicant_of(row: Mapping[str, Any]) -> str:
    return str(row["applicant"])
