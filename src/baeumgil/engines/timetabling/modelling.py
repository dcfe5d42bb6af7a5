"""Sessions of a board as one model in rows: everything in the format, exactly; the sessions not asked for stand fixed.

Every start is a literal, and so is every start with each instructor of a role and each class of like rooms, so that
clashes are plain rows per day and the linear relaxation is as strong as the bound's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from baeumgil.engines.timetabling.board import Board, BoardSession
from baeumgil.engines.timetabling.rooming import RoomClasses, room_classes, roomed
from baeumgil.engines.timetabling.rows import Rows, Solved
from baeumgil.engines.timetabling.state import NOWHERE, State, bits, empty_state

Places = Mapping[int, Collection[int]]
"""By session, the places in its `starts` that may be used; a session that is missing may use all."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """`after` starts at least `apart` calendar days after the start, or the last day, of `before`."""

    before: int
    after: int
    apart: int
    is_from_end: bool


class _When:
    """First and last calendar day of a session at a place."""

    def __init__(self, board: Board, session: BoardSession, place: int) -> None:
        self.begins = board.ordinals[session.starts[place]]
        self.ends = board.ordinals[session.lasts[place]]

    def is_clear_of(self, later: "_When", tie: _Tie) -> bool:
        return later.begins >= (self.ends if tie.is_from_end else self.begins) + tie.apart


@dataclass(slots=True)
class _Asked:
    """Variables of one free session."""

    starts: dict[int, int]
    """By start day its literal."""
    left_out: int
    people: list[dict[tuple[int, int], int]] = field(default_factory=list)
    """By role, (instructor, start) to its literal."""
    rooms: dict[tuple[int, int], int] = field(default_factory=dict)
    """(room class, start) to its literal."""


class YearModel:
    """The model of the free sessions of a board beside the fixed ones of a state."""

    def __init__(
        self,
        board: Board,
        free: Iterable[int],
        *,
        stands: State | None = None,
        places: Places | None = None,
    ) -> None:
        self.board = board
        self.stands = stands or empty_state(board)
        self.free = tuple(free)
        self.rows = Rows()
        self.classes: RoomClasses = room_classes(board)
        self._places = places or {}
        self._free = set(self.free)
        self._taken: dict[tuple[str, int, int], int] = defaultdict(int)
        self._shared: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        self._away: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self._load: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._cost: list[tuple[int, int]] = []
        self._ladders: dict[tuple[int, bool, bool], list[tuple[int, int]]] = {}
        self._ties = tuple(self._pairs())
        self._tied: dict[int, list[_Tie]] = defaultdict(list)
        for tie in self._ties:
            if tie.before in self._free and tie.after not in self._free:
                self._tied[tie.before].append(tie)
            elif tie.after in self._free and tie.before not in self._free:
                self._tied[tie.after].append(tie)
        self.offset = 0
        """Points of the fixed sessions."""
        for session in board.sessions:
            if session.index not in self._free:
                self._stand(session)
        self.asked = {index: self._ask(board.sessions[index]) for index in self.free}
        self._clashes()
        self._sums()
        self._chains()
        self.rows.minimise(self._cost, self.offset)

    def _stand(self, session: BoardSession) -> None:
        """Count what a fixed session takes."""
        start = self.stands.starts[session.index]
        if start == NOWHERE:
            self.offset += session.left_out_cost
            return
        place = session.starts.index(start)
        room, people = self.stands.rooms[session.index], self.stands.instructors[session.index]
        self.offset += session.fixed_cost[place]
        if room != NOWHERE:
            self.offset += session.room_cost[session.rooms.index(room)]
        for role, costs, person in zip(session.roles, session.role_cost, people, strict=True):
            self.offset += costs[role.index(person)]
        for day in bits(session.masks[place]):
            if room != NOWHERE:
                self._taken["room", self.classes.of_room[room], day] += 1
            for person in people:
                self._taken["person", person, day] += 1
            for audience in session.audiences:
                self._taken["audience", audience, day] += 1
            for group, away in session.absent:
                self._taken["group", group, day] += away
        self._taken["month", self.board.month_of[start], 0] += session.days

    def _is_open(self, kind: str, line: int, mask: int) -> bool:
        """Whether at least one of the line is left on each of these days."""
        if kind == "person" and mask & self.board.instructor_away[line]:
            return False
        if kind == "room" and mask & self.classes.closed[line]:
            return False
        size = self.classes.size[line] if kind == "room" else 1
        return all(self._taken.get((kind, line, day), 0) < size for day in bits(mask))

    def _ask(self, session: BoardSession) -> _Asked:
        """Variables of a free session, its rows, and its costs."""
        asked = _Asked({}, self.rows.flag(), [{} for _ in session.roles])
        by_class = {
            self.classes.of_room[room]: cost for room, cost in zip(session.rooms, session.room_cost, strict=True)
        }
        allowed = self._places.get(session.index, range(len(session.starts)))
        for place in allowed:
            start, mask = session.starts[place], session.masks[place]
            if not self._keeps(session, place) or not all(
                self._is_open("audience", one, mask) for one in session.audiences
            ):
                continue
            rooms = {one: cost for one, cost in by_class.items() if self._is_open("room", one, mask)}
            roles = [
                {
                    person: cost
                    for person, cost in zip(role, costs, strict=True)
                    if self._is_open("person", person, mask)
                }
                for role, costs in zip(session.roles, session.role_cost, strict=True)
            ]
            if (session.needs_room and not rooms) or not all(roles):
                continue
            literal = self.rows.flag()
            asked.starts[start] = literal
            self._cost.append((literal, session.fixed_cost[place]))
            self._load[self.board.month_of[start]].append((literal, session.days))
            days = bits(mask)
            for audience in session.audiences:
                self._enter("audience", audience, days, literal)
            for group, away in session.absent:
                for day in days:
                    self._away[group, day].append((literal, away))
            for person_of, people in zip(asked.people, roles, strict=True):
                for person, choice in self._split(literal, people).items():
                    person_of[person, start] = choice
                    self._enter("person", person, days, choice)
            for one, choice in self._split(literal, rooms).items():
                asked.rooms[one, start] = choice
                self._enter("room", one, days, choice)
        self.rows.add([*asked.starts.values(), asked.left_out], least=1, most=1)
        self._cost.append((asked.left_out, session.left_out_cost))
        return asked

    def _split(self, literal: int, choices: Mapping[int, int]) -> dict[int, int]:
        """One literal for each choice, just one of them true with `literal`; their costs are counted."""
        if not choices:
            return {}
        if len(choices) == 1:
            [(one, cost)] = choices.items()
            self._cost.append((literal, cost))
            return {one: literal}
        made = {one: self.rows.flag() for one in choices}
        self._cost += [(made[one], cost) for one, cost in choices.items() if cost]
        self.rows.add([*made.values(), literal], [*[1] * len(made), -1], least=0, most=0)
        return made

    def _enter(self, kind: str, line: int, days: Iterable[int], literal: int) -> None:
        for day in days:
            self._shared[kind, line, day].append(literal)

    def _clashes(self) -> None:
        """One of each on a day; of a class of rooms as many as it has."""
        for (kind, line, day), literals in self._shared.items():
            size = self.classes.size[line] if kind == "room" else 1
            left = size - self._taken.get((kind, line, day), 0)
            if len(literals) > left:
                self.rows.add(literals, most=left)

    def _sums(self) -> None:
        """Costs of what comes together: people away above their limit, months above theirs."""
        costs = self.board.problem.costs
        months = {month: [(literal, days) for literal, days in terms] for month, terms in self._load.items()}
        for number, limit in enumerate(self.board.group_limits):
            for day in range(len(self.board.days)):
                taken = self._taken.get(("group", number, day), 0)
                self._above(self._away.get((number, day), []), limit, taken, costs.emptied)
        for month in range(len(self.board.months)):
            taken = self._taken.get(("month", month, 0), 0)
            self._above(months.get(month, []), self.board.month_limit, taken, costs.crowded)

    def _above(self, terms: Sequence[tuple[int, int]], limit: int, taken: int, cost: int) -> None:
        self.offset += cost * max(0, taken - limit)
        left = max(0, limit - taken)
        most = sum(amount for _, amount in terms)
        if not cost or most <= left:
            return
        above = self.rows.number(most - left)
        self.rows.add([*(one for one, _ in terms), above], [*(amount for _, amount in terms), -1], most=left)
        self._cost.append((above, cost))

    def _pairs(self) -> Iterable[_Tie]:
        """All that must be apart."""
        for chain in self.board.chains:
            for place, after in enumerate(chain.sessions):
                for before in chain.sessions[:place]:
                    yield _Tie(before, after, chain.gap_days, is_from_end=False)
        for order in self.board.orders:
            yield _Tie(order.before, order.after, order.lag_days + 1, is_from_end=True)

    def _keeps(self, session: BoardSession, place: int) -> bool:
        """Whether the start keeps its distance from the fixed sessions it is tied to."""
        for tie in self._tied.get(session.index, ()):
            is_before = tie.before == session.index
            there = self.board.sessions[tie.after if is_before else tie.before]
            at = self.stands.starts[there.index]
            if at == NOWHERE:
                continue
            here, other = _When(self.board, session, place), _When(self.board, there, there.starts.index(at))
            if not (here.is_clear_of(other, tie) if is_before else other.is_clear_of(here, tie)):
                return False
        return True

    def _chains(self) -> None:
        """Keep free sessions apart, over literals that say "by this day" and "from this day on"."""
        for tie in self._ties:
            if tie.before not in self._free or tie.after not in self._free:
                continue
            ends = self._ladder(tie.before, is_from_end=tie.is_from_end, is_upwards=False)
            begins = self._ladder(tie.after, is_from_end=False, is_upwards=True)
            at = 0
            for day, by_then in begins:
                while at < len(ends) and ends[at][0] + tie.apart <= day:
                    at += 1
                if at == len(ends):
                    break
                self.rows.add([by_then, ends[at][1]], most=1)

    def _ladder(self, index: int, *, is_from_end: bool, is_upwards: bool) -> list[tuple[int, int]]:
        """In order of days: (calendar day, flag "starts by then", or "starts, or ends, on it or later")."""
        key = (index, is_from_end, is_upwards)
        if key not in self._ladders:
            session = self.board.sessions[index]
            at = {start: place for place, start in enumerate(session.starts)}
            steps = []
            for start, literal in self.asked[index].starts.items():
                when = _When(self.board, session, at[start])
                steps.append((when.ends if is_from_end else when.begins, literal))
            steps.sort(key=lambda step: step[0], reverse=not is_upwards)
            made: list[tuple[int, int]] = []
            for day, literal in steps:
                if made:
                    reached = self.rows.flag()
                    self.rows.add([made[-1][1], literal, reached], [1, 1, -1], least=0, most=0)
                    made.append((day, reached))
                else:
                    made.append((day, literal))
            self._ladders[key] = made if is_upwards else made[::-1]
        return self._ladders[key]

    def hinted(self, state: State) -> dict[int, int]:
        """What the literals are at this state."""
        found: dict[int, int] = {}
        for index, asked in self.asked.items():
            at, people = state.starts[index], state.instructors[index]
            room = NOWHERE if state.rooms[index] == NOWHERE else self.classes.of_room[state.rooms[index]]
            found[asked.left_out] = int(at == NOWHERE)
            choices = [(literal, one == room and start == at) for (one, start), literal in asked.rooms.items()]
            for role, person_of in enumerate(asked.people):
                choices += [
                    (literal, start == at and people[role] == person) for (person, start), literal in person_of.items()
                ]
            choices += [(literal, start == at) for start, literal in asked.starts.items()]
            found.update((literal, int(is_so)) for literal, is_so in choices)
        return found

    def read(self, solved: Solved) -> State:
        """The state that a solution describes, rooms handed out within their classes."""
        is_so = solved.is_so
        starts, people = list(self.stands.starts), list(self.stands.instructors)
        classes = [NOWHERE if room == NOWHERE else self.classes.of_room[room] for room in self.stands.rooms]
        for index, asked in self.asked.items():
            at = next((start for start, literal in asked.starts.items() if is_so(literal)), NOWHERE)
            starts[index], people[index], classes[index] = at, (), NOWHERE
            if at == NOWHERE:
                continue
            people[index] = tuple(
                next(who for (who, start), literal in role.items() if start == at and is_so(literal))
                for role in asked.people
            )
            if asked.rooms:
                classes[index] = next(
                    room for (room, start), literal in asked.rooms.items() if start == at and is_so(literal)
                )
        return State(tuple(starts), roomed(self.board, self.classes, starts, classes), tuple(people))
