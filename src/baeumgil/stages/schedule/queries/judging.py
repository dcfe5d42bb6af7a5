"""What would be broken if sessions stood elsewhere: asked of the checker that shares nothing with the solver."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.plan import Placement, Timetable, Unplaced
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.writing import digest_of, plan_as_json, problem_as_json
from baeumgil.stages.schedule.queries.present_places import places_of_year
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.rules.settling import Broken

HARD = frozenset(
    {
        "days",
        "room_fit",
        "room_closed",
        "room_clash",
        "instructor_fit",
        "instructor_away",
        "instructor_clash",
        "audience_clash",
        "gap",
        "order",
        "pinned",
    }
)


@dataclass(frozen=True, slots=True)
class YearJudge:
    """The year as it stands and places it might have instead; `sessions` are those that have not begun."""

    problem: Problem
    written: Mapping[str, Any]
    present: Mapping[int, Placing]
    wanted: Mapping[int, Placing | None]
    digest: str

    @property
    def sessions(self) -> frozenset[int]:
        """Sessions that may still be placed."""
        return frozenset(int(session.id) for session in self.problem.sessions)

    def broken(self, accepted: frozenset[int]) -> tuple[Broken, ...]:
        """Hard rules broken when these sessions have the places wanted, and all others those of the present."""
        places = {one: self.present.get(one) for one in self.sessions} | {one: self.wanted[one] for one in accepted}
        placed = tuple(_placement(place) for place in places.values() if place is not None)
        plan = Timetable(
            problem=self.digest,
            placed=placed,
            unplaced=tuple(Unplaced(str(one)) for one, place in places.items() if place is None),
            costs=(),
            cost=0,
        )
        report = check(self.written, plan_as_json(plan))
        return tuple(
            Broken(breach.rule, frozenset(map(int, breach.sessions)), breach.korean)
            for breach in report.breaches
            if breach.rule in HARD
        )


def judge_of_year(year: int, wanted: Mapping[int, Placing | None]) -> YearJudge:
    """The year of the tables with other places at hand. Rooms and instructors stand as they are declared now."""
    problem = problem_of_year(year, keep="pins")
    return YearJudge(
        problem=problem,
        written=problem_as_json(problem),
        present=places_of_year(year),
        wanted=wanted,
        digest=digest_of(problem),
    )


def _placement(place: Placing) -> Placement:
    return Placement(
        session=str(place.session),
        starts=place.dates[0],
        days=place.dates,
        room=None if place.room is None else str(place.room),
        instructors={role.value: str(one) for role, one in place.instructors.items()},
    )
