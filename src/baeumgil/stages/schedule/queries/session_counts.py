"""기수 수 제안: courses whose demand is known, beside the sessions their year has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.queries.course_shapes import CourseShape, course_shapes
from baeumgil.stages.plan.queries.needs import decided_for, policy_today
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.rules.needs_duties import shares
from baeumgil.stages.plan.terms import Delivery
from baeumgil.stages.roadmap.queries.due_months import due_by_month
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import YearNotOpen
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear
from baeumgil.stages.schedule.rules.session_counts import (
    NO_MONTH,
    CountFacts,
    CountProposal,
    proposed_count,
    seats_by_month,
)
from baeumgil.stages.schedule.terms import SessionState

_OF_A_SESSION = (
    "course_id",
    "starts_on",
    "ends_on",
    "planned_ends_on",
    "planned_month",
    "seats",
    "selected",
    "waiting",
    "state",
)


@dataclass(frozen=True, slots=True)
class _Held:
    """기수 하나. `free`: seats nobody has yet, none once it has begun."""

    month: int | None
    seats: int
    free: int
    waiting: int
    state: SessionState


@dataclass(frozen=True, slots=True)
class CountRow:
    """과정 하나의 기수 수."""

    course: int
    code: str
    name: str
    field_name: str
    sessions: int
    placed: int
    proposal: CountProposal


def session_counts(*, actor: Actor, year: int) -> tuple[CountRow, ...]:
    """Courses held in class whose demand is known, those that lack most sessions first; ten statements.

    Known is what a needs survey settled, what the roadmap makes due, and who waits for a seat.

    Raises `NotAllowed`, `YearNotOpen`.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    found = ScheduleYear.objects.filter(pk=year).values_list("institute_id", "year").first()
    if found is None:
        raise YearNotOpen(year=year)
    institute, number = found
    today = clock.today()
    shapes = {key: one for key, one in course_shapes(institute).items() if delivery_of(one.kind) is Delivery.CLASS}
    held = _held(year, today)
    decided = decided_for(institute, number)
    due = due_by_month(number)
    shared = _shared(shapes, held, due)
    size = policy_today().session_size
    rows = []
    for course, shape in shapes.items():
        sessions = held.get(course, [])
        waiting = sum(one.waiting for one in sessions)
        if course not in decided and course not in shared and not waiting:
            continue
        sizes = [one.seats for one in sessions]
        seats_decided = decided.get(course)
        proposal = proposed_count(
            CountFacts(
                decided_seats=seats_decided[1] if seats_decided else None,
                decided_sessions=seats_decided[0] if seats_decided else None,
                due=shared.get(course, {}),
                stage_people=sum(due[shape.stage_code].values()) if course in shared else None,
                waiting=waiting,
                sessions=len(sessions),
                seats=seats_by_month([(one.month, one.seats) for one in sessions]),
                free=sum(one.free for one in sessions),
                month=_month_of(number, today),
                usual_size=median_low(sizes) if sizes else None,
                course_size=shape.seats_per_session,
                policy_size=size,
            )
        )
        placed = sum(one.state is SessionState.PLACED for one in sessions)
        rows.append(CountRow(course, shape.code, shape.name, shape.field_name, len(sessions), placed, proposal))
    return tuple(sorted(rows, key=lambda row: (-row.proposal.sessions, -row.proposal.missing, row.code)))


def _month_of(year: int, today: date) -> int:
    """The month it is in that year: 0 before it, 13 after it."""
    return today.month if today.year == year else 0 if today.year < year else NO_MONTH


def _held(year: int, today: date) -> Mapping[int, list[_Held]]:
    """The sessions of each course by the month of their last day (or the month planned); one statement."""
    found: dict[int, list[_Held]] = defaultdict(list)
    rows = CourseSession.objects.filter(year_id=year).exclude(state=SessionState.CANCELLED).order_by("course_id", "pk")
    for row in rows.only(*_OF_A_SESSION):
        last = row.ends_on or row.planned_ends_on
        is_over = row.starts_on is not None and row.starts_on <= today
        free = 0 if is_over else max(0, row.seats - row.selected)
        month = last.month if last else row.planned_month
        found[row.course_id].append(_Held(month, row.seats, free, row.waiting, SessionState(row.state)))
    return found


def _shared(
    shapes: Mapping[int, CourseShape],
    held: Mapping[int, list[_Held]],
    due: Mapping[str, Mapping[int, int]],
) -> Mapping[int, Mapping[int, int]]:
    """What of each month's people falls to each course of a stage, by the seats its sessions have."""
    by_stage: dict[str, dict[int, int]] = defaultdict(dict)
    for course, shape in shapes.items():
        if shape.stage_code in due:
            by_stage[shape.stage_code][course] = sum(one.seats for one in held.get(course, ()))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for stage, seats in by_stage.items():
        for month, people in due[stage].items():
            for course, share in shares(people, seats).items():
                found[course][month] = share
    return found
