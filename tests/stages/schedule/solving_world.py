"""A small institute whose year can be solved in no time, and a solver that says what a test wants it to say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Fact, Placement, Timetable, Unplaced, WayOut
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.process import Kind, Message
from baeumgil.engines.timetabling.writing import digest_of
from baeumgil.stages.schedule.models import Condition, Run
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.services.solving import solve_run
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site, an_instructor

YEAR = 2027
TODAY = date(2026, 11, 2)
MONDAY = date(2027, 3, 8)
SECOND_MONDAY = date(2027, 3, 15)


@dataclass(frozen=True, slots=True)
class World:
    """Two rooms, two instructors, one course without rules of its own."""

    institute: int
    year: int
    course: int
    rooms: tuple[int, int]
    instructors: tuple[int, int]


def a_world() -> World:
    """An institute with an open year and no sessions yet."""
    institute = an_institute()
    site = a_site(institute=institute)
    rooms = (a_room("제1강의실", site=site, seats=40), a_room("제2강의실", site=site, seats=40))
    course = a_course("보고서 작성", institute=institute, days=2)
    Condition.objects.create(course_id=course, gap_days=0, given=["gap_days", "wish", "within_week"], within_week=False)
    instructors = (
        an_instructor("김강사", institute=institute, courses=[course]),
        an_instructor("이강사", institute=institute, courses=[course]),
    )
    return World(institute, a_schedule_year(YEAR, institute=institute), course, rooms, instructors)


def an_open_session(world: World, **more: Any) -> int:
    """A session of the course without days."""
    return a_session(year=world.year, course=world.course, **more)


def placed(
    problem: Problem, session: int, starts: date, room: int, instructor: int, *, days: Sequence[date] = ()
) -> Placement:
    """A place for a session of two days."""
    del problem
    dates = tuple(days) or (starts, starts + timedelta(days=1))
    return Placement(str(session), starts, dates, str(room), {"lead": str(instructor)})


def a_timetable(
    problem: Problem, places: Sequence[Placement], *, why: Sequence[str] = (), bound: int | None = None
) -> Timetable:
    """A plan that says what it costs; whoever is left out is said to be so for these reasons."""
    lines = cost_lines(problem, tuple(places))
    there = {place.session for place in places}
    left = tuple(
        Unplaced(
            session.id,
            tuple(Fact("window", session.id, text, text) for text in why),
            (WayOut("more_days", "하루를 더 여세요.", "Open one more day."),),
        )
        for session in problem.sessions
        if session.id not in there
    )
    return Timetable(digest_of(problem), tuple(places), left, lines, total(lines), bound)


class SaidSolver:
    """A solver that says these messages, then is over with this outcome."""

    def __init__(self, messages: Sequence[Message], outcome: Timetable | None) -> None:
        self.said = list(messages)
        self.outcome = outcome
        self.complaint = ""
        self.is_over = False
        self.was_stopped = False

    def poll(self, timeout: float) -> list[Message]:
        """One message at a time."""
        del timeout
        if not self.said:
            self.is_over = True
            return []
        return [self.said.pop(0)]

    def stop(self) -> None:
        """It says its last word."""
        self.was_stopped = True
        self.said = self.said[-1:]

    def kill(self) -> None:
        """It is over."""
        self.is_over = True


@dataclass(slots=True)
class Starter:
    """Starts a solver that was told what to say; remembers what it was asked."""

    make: Any
    asked: list[tuple[Problem, float, Kind]]

    def __call__(self, problem: Problem, *, seconds: float, seed: int = 1, kind: Kind = "year") -> SaidSolver:
        """As `process.start`."""
        del seed
        self.asked.append((problem, seconds, kind))
        made: SaidSolver = self.make(problem)
        return made


def answering(make_plan: Any, *, progress: Sequence[dict[str, Any]] = ()) -> Starter:
    """A solver that speaks of its progress and then answers with the plan made of the problem."""

    def make(problem: Problem) -> SaidSolver:
        said = [Message("progress", {**one}) for one in progress]
        return SaidSolver([*said, Message("plan", {})], make_plan(problem))

    return Starter(make, [])


def a_finished_run(world: World, operator: Actor, make_plan: Any) -> int:
    """A run that came out with this plan; the proposal."""
    run = start_run(actor=operator, year=world.year, seconds=5)
    proposal = solve_run(actor=operator, run=run, start=answering(make_plan))
    assert proposal is not None
    return proposal


def stored(run: int) -> Run:
    """The run as it stands."""
    return Run.objects.get(pk=run)
