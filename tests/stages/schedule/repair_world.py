"""A small year with two placed sessions, and repairs worked out without a worker."""

from dataclasses import dataclass
from datetime import date

from baeumgil.core.actors import Actor
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.repairing import repair
from baeumgil.stages.schedule.models import Repair
from baeumgil.stages.schedule.services.solving import solve_run
from baeumgil.stages.schedule.terms import TeachingRole
from tests.build_schedule import a_session
from tests.stages.schedule.solving_world import World, a_world, answering

MONDAY = date(2027, 3, 8)
TUESDAY = date(2027, 3, 9)


@dataclass(frozen=True, slots=True)
class RepairWorld:
    """Two sessions of two days on the same Monday, each in its room with its instructor."""

    world: World
    first: int
    second: int

    @property
    def year(self) -> int:
        """The schedule year."""
        return self.world.year


def a_repair_world(*, selected: int = 20) -> RepairWorld:
    """Both sessions are placed on 8 and 9 March; the first was announced and has people."""
    world = a_world()
    first = a_session(
        year=world.year,
        course=world.course,
        number=1,
        starts=MONDAY,
        room=world.rooms[0],
        teachers={TeachingRole.LEAD: world.instructors[0]},
        announced=MONDAY,
        selected=selected,
    )
    second = a_session(
        year=world.year,
        course=world.course,
        number=2,
        starts=MONDAY,
        room=world.rooms[1],
        teachers={TeachingRole.LEAD: world.instructors[1]},
    )
    return RepairWorld(world, first, second)


def solved(problem: Problem) -> Timetable:
    """What the repairing engine says within a moment."""
    return repair(problem, seconds=1)


def work_out(operator: Actor, disruption: int, *only: str) -> dict[str, int | None]:
    """Work out repairs of a disruption, all or some of them; proposals by variant."""
    rows = list(Repair.objects.filter(disruption_id=disruption).order_by("pk").values_list("variant", "run_id"))
    wanted = [(str(variant), run) for variant, run in rows if not only or str(variant) in only]
    return {variant: solve_run(actor=operator, run=run, start=answering(solved)) for variant, run in wanted}
