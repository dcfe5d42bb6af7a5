"""2차 모집이 필요한지. Demand against seats, what more sessions would clear, where and when one could be held."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.engines.selection.reading import read_problem
from baeumgil.engines.selection.result import Result
from baeumgil.engines.selection.selecting import select
from baeumgil.stages.enrolment.access import may_see_drafts
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Selection
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.queries.selection_facts import grouping, quotas_of
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.draw_numbers import draw_number
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.rules.second_call import (
    CurvePoint,
    ExtraStep,
    RoundsCompared,
    Waiter,
    WaitingLine,
    best_steps,
    caps_of_extra,
    clearing_curve,
    percent_of,
    rounds_compared,
)
from baeumgil.stages.enrolment.rules.selection_values import tier
from baeumgil.stages.enrolment.terms import ApplicationState, CallPhase, CallState, Mechanism, SelectionState
from baeumgil.stages.people.queries.headcounts import unit_chains
from baeumgil.stages.schedule.access import may_see_calendar
from baeumgil.stages.schedule.queries.free_places import FreePlace, free_places

OTHERS = "others"
Lines = Mapping[int, WaitingLine]
LONGEST_NAME = 60
NOTICE_DAYS = 7
"""Days from today until the list of an extra session is due: people apply, are told, and arrange their work."""


@dataclass(frozen=True, slots=True)
class SecondCallNeed:
    """2차 모집 검토. `size` is what one more session of the course seats, `child` the call that took over already."""

    call: CallRow
    applied: int
    waiting: int
    percent: int
    threshold: int
    is_due: bool
    may_open: bool
    size: int
    curve: tuple[CurvePoint, ...]
    places: tuple[FreePlace, ...]
    child: int | None
    compared: RoundsCompared | None


@dataclass(frozen=True, slots=True)
class ExtraCall:
    """대기자가 있는 모집."""

    id: int
    course: int
    course_name: str
    name: str
    number: int
    applied: int
    seats: int
    size: int
    waiting: int
    percent: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class ExtraSessions:
    """더 열 기수. Calls in which people wait, and the best order in which to add sessions over all of them."""

    calls: tuple[ExtraCall, ...]
    steps: tuple[ExtraStep, ...]
    waiting: int


def second_call_need(*, actor: Actor, call: int, seats: int | None = None, limit: int = 6) -> SecondCallNeed:
    """Whether a call needs a second one, and what it would take. Raises `NotAllowed`, `CallNotFound`."""
    if not may_see_drafts(actor):
        raise NotAllowed
    row = call_card(actor=actor, call=call)
    child = _children([call]).get(call)
    size = seats or _usual(row)
    line = _lines([call], lambda _held: {call: size}).get(call, WaitingLine((), size))
    percent = percent_of(row.applications, row.seats)
    is_first_come_over = row.mechanism is Mechanism.FIRST_COME and row.phase is CallPhase.CLOSED
    is_settled = row.phase is CallPhase.DECIDED or is_first_come_over
    may_open = is_settled and bool(line.people) and child is None
    after = clock.today() + timedelta(days=row.policy.list_days + NOTICE_DAYS)
    places: tuple[FreePlace, ...] = ()
    if may_open and may_see_calendar(actor):
        places = free_places(actor=actor, course=row.course, seats=size, after=after, limit=limit)
    return SecondCallNeed(
        call=row,
        applied=row.applications,
        waiting=len(line.people),
        percent=percent,
        threshold=row.policy.second_call_percent,
        is_due=percent >= row.policy.second_call_percent and child is None,
        may_open=may_open,
        size=size,
        curve=clearing_curve(line),
        places=places,
        child=child,
        compared=_compared(call, child) if child is not None else None,
    )


def extra_sessions(*, actor: Actor) -> ExtraSessions:
    """Every call in which people wait for a seat, and which sessions to add first. Raises `NotAllowed`.

    The number of statements does not grow with the calls.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    followed = Call.objects.filter(parent_id__isnull=False).exclude(state=CallState.CANCELLED)
    alone = Application.objects.filter(state=ApplicationState.WAITLISTED).exclude(
        call_id__in=followed.values("parent_id")
    )
    numbers = sorted(set(alone.order_by().values_list("call_id", flat=True).distinct()))
    capacities = _capacities(numbers)
    lines = _lines(numbers, lambda held: {call: _middle(capacities[call]) for call in held})
    applied = dict(
        Application.objects.filter(call_id__in=numbers)
        .exclude(state__in=[ApplicationState.CANCELLED.value, ApplicationState.RETURNED.value])
        .order_by("call_id")
        .values_list("call_id")
        .annotate(Count("pk"))
    )
    rows = tuple(
        _extra(stored, len(lines[stored["pk"]].people), applied.get(stored["pk"], 0), capacities[stored["pk"]])
        for stored in Call.objects.filter(pk__in=numbers)
        .order_by("pk")
        .values("pk", "course_id", "course__name", "name", "number", "policy")
    )
    steps = best_steps(lines)
    ordered = sorted(rows, key=lambda row: (not row.is_due, -row.waiting, row.id))
    return ExtraSessions(tuple(ordered), steps, sum(row.waiting for row in rows))


def call_to_continue(*, actor: Actor, name: str) -> int:
    """The call meant by its number, or by the code of a course: the newest that nothing follows yet.

    Raises `NotAllowed`, `CallNotFound`.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    asked = name.strip()[:LONGEST_NAME].replace("\x00", "")
    calls = Call.objects.filter(state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value])
    if asked.isascii() and asked.isdigit() and int(asked) <= HIGHEST_NUMBER:
        chosen = calls.filter(pk=int(asked))
    else:
        chosen = calls.filter(course__code=asked)
    numbers = list(chosen.order_by("-opens_at", "-pk").values_list("pk", flat=True))
    if not numbers:
        raise CallNotFound(name=asked)
    done = _children(numbers)
    return next((number for number in numbers if number not in done), numbers[0])


def _extra(stored: Mapping[str, Any], waiting: int, applied: int, capacities: Collection[int]) -> ExtraCall:
    seats = sum(capacities)
    percent = percent_of(applied, seats)
    return ExtraCall(
        id=stored["pk"],
        course=stored["course_id"],
        course_name=stored["course__name"],
        name=stored["name"],
        number=stored["number"],
        applied=applied,
        seats=seats,
        size=_middle(capacities),
        waiting=waiting,
        percent=percent,
        is_due=percent >= policy_from_json(stored["policy"]).second_call_percent,
    )


def _lines(calls: Collection[int] | None, sizes: Callable[[Collection[int]], Mapping[int, int]]) -> Lines:
    """The waiting list of each call in order, each person as the published selection knew them, and the caps."""
    waiting = Application.objects.filter(state=ApplicationState.WAITLISTED)
    if calls is not None:
        waiting = waiting.filter(call_id__in=calls)
    rows = list(
        waiting.order_by("call_id", "wait_rank", "pk").values_list(
            "call_id", "number", "unit_id", "grade", "series", "call__policy"
        )
    )
    held = sorted({row[0] for row in rows})
    known = _as_selected(held)
    quotas, size, sessions = quotas_of(held), sizes(held), _capacities(held)
    chains = unit_chains(clock.today()) if quotas else {}
    people: dict[int, list[Waiter]] = defaultdict(list)
    asked = {call: caps_of_extra(quotas.get(call, ()), len(sessions[call])) for call in held}
    groups = {call: grouping(asked[call], chains, with_units=False) for call in held}
    limits: dict[int, int | None] = {}
    for call, number, unit, grade, series, policy in rows:
        if call not in limits:
            limits[call] = policy_from_json(policy).seats_a_year
        fallen, seats = known.get(call, {}).get(draw_number(number), (OTHERS, 0))
        people[call].append(Waiter(draw_number(number), fallen, groups[call](unit, grade, series), seats))
    return {call: WaitingLine(people[call], size.get(call, 0), asked[call], limits[call]) for call in held}


def _as_selected(calls: Collection[int]) -> Mapping[int, Mapping[str, tuple[str, int]]]:
    """By call and draw number: the tier and the seats held in the year, as the published selection knew them."""
    texts = Selection.objects.filter(state=SelectionState.PUBLISHED, call_id__in=calls).order_by("pk")
    return {
        call: {one["id"]: (tier(one.get("values", {})), one.get("held", 0)) for one in json.loads(text)["applicants"]}
        for call, text in texts.values_list("call_id", "problem")
    }


def _children(calls: Collection[int]) -> Mapping[int, int]:
    """The call that follows each of these, if one was opened."""
    rows = Call.objects.filter(parent_id__in=calls).exclude(state=CallState.CANCELLED).order_by("pk")
    pairs: Any = rows.values_list("parent_id", "pk")
    return dict(pairs)


def _capacities(calls: Collection[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = CallSession.objects.filter(call_id__in=calls).order_by("call_id", "order", "pk")
    counted: Any = rows.values_list("call_id", "session__seat_count__capacity", "session__seats")
    for call, capacity, seats in counted:
        found[call].append(capacity if capacity is not None else seats)
    return found


def _usual(row: CallRow) -> int:
    return _middle([session.capacity for session in row.sessions])


def _middle(capacities: Collection[int]) -> int:
    """The middle one of the sizes of a call's sessions, the smaller of two."""
    ordered = sorted(capacities)
    return ordered[(len(ordered) - 1) // 2] if ordered else 0


def _compared(parent: int, child: int) -> RoundsCompared | None:
    """Both rounds against one over all seats by the same lots; None until both are published, or with other lots."""
    found = {
        one.call_id: one
        for one in Selection.objects.filter(
            Q(call_id__in=[parent, child]), state=SelectionState.PUBLISHED
        ).select_related("call")
    }
    if set(found) != {parent, child} or found[parent].call.seed != found[child].call.seed:
        return None
    first, second = (read_problem(json.loads(found[one].problem)) for one in (parent, child))
    wishes = {one.id: one.wishes for one in second.applicants}
    people = {one.id: one for one in second.applicants} | {one.id: one for one in first.applicants}
    held = replace(
        first,
        sessions=(*first.sessions, *second.sessions),
        applicants=tuple(
            replace(one, wishes=tuple(dict.fromkeys((*one.wishes, *wishes.get(one.id, ()))))) for one in people.values()
        ),
        most_waiting=None,
    )
    once: Result = select(held, found[parent].call.seed)
    twice = {seat["applicant"] for one in found.values() for seat in json.loads(one.result)["seated"]}
    seats = sum(session.seats for session in held.sessions)
    return rounds_compared(seats, twice, {seat.applicant for seat in once.seated})
