"""The calendar as it stands, as a plan of its problem: what the checker judges and what is explained."""

from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.engines.timetabling.costing import cost_lines, total
from baeumgil.engines.timetabling.plan import Placement, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.writing import digest_of
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.models import SessionDay
from baeumgil.stages.schedule.queries.problems import problem_of_year


def standing_plan(*, actor: Actor, year: int) -> tuple[Problem, Timetable]:
    """The problem of a schedule year and its present calendar as a plan. Raises `NotAllowed`, `YearNotOpen`.

    Sessions that have begun are not in it.
    """
    if not may_see_drafts(actor):
        raise NotAllowed
    problem = problem_of_year(year, keep="present")
    present = {session.id: session.present for session in problem.sessions if session.present is not None}
    held: dict[str, list[date]] = {}
    days = SessionDay.objects.filter(session_id__in=[int(key) for key in present]).order_by("on", "pk")
    for session, on in days.values_list("session_id", "on"):
        held.setdefault(str(session), []).append(on)
    placed = tuple(
        Placement(key, now.starts, tuple(held.get(key, ())), now.room, dict(now.instructors))
        for key, now in present.items()
    )
    lines = cost_lines(problem, placed)
    plan = Timetable(
        problem=digest_of(problem),
        placed=placed,
        unplaced=tuple(Unplaced(session.id) for session in problem.sessions if session.id not in present),
        costs=lines,
        cost=total(lines),
    )
    return problem, plan
