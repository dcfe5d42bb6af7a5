"""Why one session stays unplaced: the smallest set of facts that clash, and the ways out.

First the session by itself, then what counting shows, then the sessions near it, free to move, in one exact model that
grows as long as somebody else stands in the way; where nothing is found, what keeps it out as the others stand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from baeumgil.engines.timetabling.alone import Alone, Spot, shrunk
from baeumgil.engines.timetabling.counting import alone_out, counted_for
from baeumgil.engines.timetabling.options import Ground, Key
from baeumgil.engines.timetabling.plan import Placement, Unplaced, WayOut
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.sentences import Sentences, listed
from baeumgil.engines.timetabling.together import Clock, Together, model_size
from baeumgil.engines.timetabling.ways import Ways, ranked, with_tried

_MOST_CHOICES: Final = 120_000
"""A model larger than this is not tried: it would not be answered in time."""
_MOST_MOVED: Final = 5


def explain(problem: Problem, placed: tuple[Placement, ...], session: str, *, seconds: float = 30) -> Unplaced:
    """Name the facts that keep a session out, given where the others stand, and what would let it in."""
    return _Explanation(problem, placed, session, Clock(seconds)).found()


@dataclass(frozen=True, slots=True)
class _Near:
    """What the free model showed: a core, or where all could stand, or neither in time."""

    core: tuple[Key, ...] = ()
    is_minimal: bool = False
    spots: Mapping[str, Spot] | None = None


class _Explanation:
    def __init__(self, problem: Problem, placed: Sequence[Placement], session: str, clock: Clock) -> None:
        self.problem = problem
        self.ground = Ground(problem)
        self.session = session
        self.clock = clock
        self.placed = {each.session: each for each in placed if each.session != session}
        self.say = Sentences(self.ground, tuple(self.placed.values()))

    def found(self) -> Unplaced:
        others = tuple(self.placed.values())
        by_itself = alone_out(self.ground, self.session, others)
        if by_itself is not None:
            return by_itself
        alone = Alone(self.ground, self.session, others)
        clash = alone.clash()
        if not clash:
            return Unplaced(self.session, (), (self._place(alone.spots(alone.facts)[0]),), is_minimal=True)
        ways = Ways(self.ground, self.session, others).out_of(clash)
        counted = counted_for(self.problem, self.session)
        # Counting names the sessions in order but not what holds each of them: the model below does.
        if counted is not None and all(fact.code != "order" for fact in counted.why):
            return Unplaced(self.session, counted.why, with_tried(ways, counted.ways_out), counted.is_minimal)
        near = self._near({subject for code, subject in clash if code == "placed"})
        if near.core:
            why = self.say.facts(near.core, of=self.session)
            return Unplaced(self.session, why, ways, near.is_minimal)
        if near.spots is not None and all(way.code != "move_session" for way in ways):
            ways = ranked((*ways, *self._moves(near.spots)))
        return Unplaced(self.session, self.say.facts(clash, of=self.session), ways, is_minimal=True)

    def _place(self, spot: Spot) -> WayOut:
        day, title = self.ground.day(spot.option.first), self.say.title(self.session)
        room = None if spot.room is None else self.problem.rooms[spot.room]
        return WayOut(
            "place",
            f"{title}: 다른 것을 바꾸지 않고 {day}{f' {room.name}' if room else ''}에 열 수 있습니다.",
            f"{title} fits on {day}{f' in {room.name}' if room else ''} without any other change.",
            changes={
                "session": self.session,
                "starts": day.isoformat(),
                **({"room": room.id} if room else {}),
            },
        )

    def _near(self, first: Collection[str]) -> _Near:
        """Let those in the way move, and whoever is in the way of these, until it works or cannot."""
        free = set(first)
        size = model_size(self.ground, self.session, relaxed=True)
        while self.clock.left > 0:
            if size + sum(model_size(self.ground, one) for one in free) > _MOST_CHOICES:
                return _Near()
            starts = {
                one: (self.ground.number(self.placed[one].starts), 1 + self.ground.sessions[one].selected)
                for one in free
            }
            answer = Together(self.ground, self.session, sorted(free)).least_moved(starts, self.clock.left / 2)
            if answer.is_possible is None:
                return _Near()
            if not answer.is_possible:
                return self._core(free)
            hit = self._hit(answer.spots, free)
            if not hit:
                return _Near(spots=answer.spots)
            free |= hit
        return _Near()

    def _hit(self, spots: Mapping[str, Spot], free: Collection[str]) -> set[str]:
        """Sessions that stand still and are in the way of one that was placed anew."""
        still = [each for one, each in self.placed.items() if one not in free]
        hit: set[str] = set()
        for session, spot in spots.items():
            one = Alone(self.ground, session, still)
            people = set(spot.people)
            for blocker in one.blockers:
                kind, index = blocker.resource
                is_same = kind == "everything" or (index == spot.room if kind == "room" else index in people)
                if is_same and blocker.mask & spot.option.mask:
                    hit |= {subject for code, subject in blocker.keys if code == "placed"}
            for fence in one.fences:
                if not (fence.least <= spot.option.first <= fence.most and spot.option.last <= fence.end):
                    hit |= {subject for code, subject in fence.keys if code == "placed"}
        return hit

    def _core(self, free: Collection[str]) -> _Near:
        model = Together(self.ground, self.session, sorted(free))
        answer = model.is_possible(tuple(model.facts), self.clock.left)
        if answer.is_possible is not False:
            return _Near()
        core = answer.core
        # Only the sessions of the core stay in the model; if the core was named wrongly, all stay.
        small = Together(self.ground, self.session, sorted(subject for code, subject in core if code == "session"))
        facts = tuple(key for key in small.facts if key in core)
        if small.is_possible(facts, self.clock.left).is_possible is not False:
            small, facts = model, tuple(model.facts)
        is_sure = True

        def is_possible(kept: Collection[Key]) -> bool:
            nonlocal is_sure
            found = small.is_possible(kept, self.clock.left).is_possible
            is_sure = is_sure and found is not None
            return found is not False

        facts = shrunk(sorted(facts, key=lambda key: (key[0] != "session", key)), is_possible)
        return _Near(core=facts, is_minimal=is_sure)

    def _moves(self, spots: Mapping[str, Spot]) -> tuple[WayOut, ...]:
        """The move of several sessions at once, if it is not too many."""
        moved = [
            one
            for one, spot in spots.items()
            if one != self.session and self.ground.number(self.placed[one].starts) != spot.option.first
        ]
        if not moved or len(moved) > _MOST_MOVED:
            return ()
        people = sum(self.ground.sessions[one].selected for one in moved)
        names = listed(f"{self.say.title(one)} {self.ground.day(spots[one].option.first)}" for one in moved)
        title, day = self.say.title(self.session), self.ground.day(spots[self.session].option.first)
        return (
            WayOut(
                "move_sessions",
                f"{names[0]}: 이렇게 {len(moved)}개 기수를 옮기면 {title} 기수를 {day}에 엽니다"
                f"(선발된 사람 {people}명에게 영향).",
                f"Move {len(moved)} sessions ({names[1]}): {title} then fits on {day} "
                f"({people} people with a seat are disturbed).",
                disturbed=people,
                changes={
                    "session": self.session,
                    "starts": day.isoformat(),
                    "moves": {one: self.ground.day(spots[one].option.first).isoformat() for one in moved},
                },
            ),
        )
