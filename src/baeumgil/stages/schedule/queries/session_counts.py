"""기수 수 제안: courses whose demand is known, beside the sessions their year has."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median_low

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
from baeumgil.stages.schedule.rules.session_counts import CountFacts, CountProposal, proposed_count, seats_by_month
from baeumgil.stages.schedule.terms import SessionState

NO_WAITING_LIST = 0
"""People wait for a seat once they can apply for one."""


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

    Raises `NotAllowed`, `YearNotOpen`.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    found = ScheduleYear.objects.filter(pk=year).values_list("institute_id", "year").first()
    if found is None:
        raise YearNotOpen(year=year)
    institute, number = found
    shapes = {key: one for key, one in course_shapes(institute).items() if delivery_of(one.kind) is Delivery.CLASS}
    held = _held(year)
    decided = decided_for(institute, number)
    due = due_by_month(number)
    shared = _shared(shapes, held, due)
    size = policy_today().session_size
    rows = []
    for course, shape in shapes.items():
        if course not in decided and course not in shared:
            continue
        sessions = held.get(course, [])
        sizes = [seats for _month, seats, _state in sessions]
        seats_decided = decided.get(course)
        proposal = proposed_count(
            CountFacts(
                decided_seats=seats_decided[1] if seats_decided else None,
                decided_sessions=seats_decided[0] if seats_decided else None,
                due=shared.get(course, {}),
                stage_people=sum(due[shape.stage_code].values()) if course in shared else None,
                waiting=NO_WAITING_LIST,
                sessions=len(sessions),
                seats=seats_by_month([(month, seats) for month, seats, _state in sessions]),
                usual_size=median_low(sizes) if sizes else None,
                course_size=shape.seats_per_session,
                policy_size=size,
            )
        )
        placed = sum(state == SessionState.PLACED for _month, _seats, state in sessions)
        rows.append(CountRow(course, shape.code, shape.name, shape.field_name, len(sessions), placed, proposal))
    return tuple(sorted(rows, key=lambda row: (-row.proposal.sessions, -row.proposal.missing, row.code)))


def _held(year: int) -> Mapping[int, list[tuple[int | None, int, SessionState]]]:
    """Month of the last day (or the month planned), seats and state of each course's sessions; one statement."""
    found: dict[int, list[tuple[int | None, int, SessionState]]] = defaultdict(list)
    rows = CourseSession.objects.filter(year_id=year).exclude(state=SessionState.CANCELLED).order_by("course_id", "pk")
    for course, ends_on, planned, month, seats, state in rows.values_list(
        "course_id", "ends_on", "planned_ends_on", "planned_month", "seats", "state"
    ):
        last = ends_on or planned
        found[course].append((last.month if last else month, seats, SessionState(state)))
    return found


def _shared(
    shapes: Mapping[int, CourseShape],
    held: Mapping[int, list[tuple[int | None, int, SessionState]]],
    due: Mapping[str, Mapping[int, int]],
) -> Mapping[int, Mapping[int, int]]:
    """What of each month's people falls to each course of a stage, by the seats its sessions have."""
    by_stage: dict[str, dict[int, int]] = defaultdict(dict)
    for course, shape in shapes.items():
        if shape.stage_code in due:
            by_stage[shape.stage_code][course] = sum(seats for _month, seats, _state in held.get(course, ()))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for stage, seats in by_stage.items():
        for month, people in due[stage].items():
            for course, share in shares(people, seats).items():
                found[course][month] = share
    return found
