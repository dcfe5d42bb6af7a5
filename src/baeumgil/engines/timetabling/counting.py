"""Causes that counting alone shows: why some sessions can never be placed, whatever else is done."""

from collections.abc import Iterable, Sequence

from baeumgil.engines.timetabling.alone import Alone
from baeumgil.engines.timetabling.board import Board, compile_board
from baeumgil.engines.timetabling.chains import BrokenChain, Chains
from baeumgil.engines.timetabling.demand import Item, lightest, live_sessions, weight
from baeumgil.engines.timetabling.options import Ground
from baeumgil.engines.timetabling.overloads import Counting, Kind, Overload, Search
from baeumgil.engines.timetabling.plan import Fact, Placement, Unplaced, WayOut
from baeumgil.engines.timetabling.problem import Pin, Problem, Session
from baeumgil.engines.timetabling.sentences import Sentences, listed, span_text
from baeumgil.engines.timetabling.ways import Ways, ranked
from baeumgil.engines.timetabling.wording import Both

_MOST_FACTS = 12
_MOST_TRIED = 300


def counted_out(problem: Problem) -> tuple[Unplaced, ...]:
    """Sessions that cannot be placed, as few as need be, each with the facts that clash."""
    return _Count(problem).unplaced()


def alone_out(ground: Ground, session: str, others: Sequence[Placement] = ()) -> Unplaced | None:
    """Why a session could not be placed even if it were the only one; None if it could.

    The ways out are tried where the others stand.
    """
    clash = Alone(ground, session).clash()
    if not clash:
        return None
    return Unplaced(
        session,
        Sentences(ground).facts(clash, of=session),
        Ways(ground, session, others).out_of(clash),
        is_minimal=True,
    )


def counted_for(problem: Problem, session: str) -> Unplaced | None:
    """Why counting keeps this session out, if one of those that clash must be left out; None if counting does not."""
    return next((one for one in _Count(problem, session).unplaced() if one.session == session), None)


class _Count:
    """One count. If `first` is among those of whom some must be left out, it is the first to go."""

    def __init__(self, problem: Problem, first: str = "") -> None:
        self._first = first
        self.problem = problem
        self.board: Board = compile_board(problem)
        self.ground = Ground(problem)
        self.say = Sentences(self.ground)
        self.live = live_sessions(self.board)
        self.out: dict[int, Unplaced] = {}

    def unplaced(self) -> tuple[Unplaced, ...]:
        for index, alone in enumerate(self.live):
            if alone is None:
                found = alone_out(self.ground, self.problem.sessions[index].id)
                if found is not None:
                    self.out[index] = found
        chains = Chains(self.board, self.live)
        for broken in list(chains.broken(set(self.out))):
            self.out[broken.session] = self._chain(broken)
        searches = list(Counting(self.board, self.live).overloads())
        full = []
        for search in searches:
            before = len(self.out)
            while overload := search.find(set(self.out)):
                self._leave_out(overload)
            if len(self.out) > before:
                full.append(search)
        self._bring_back(chains, searches, full)
        return tuple(self.out[index] for index in sorted(self.out))

    def _bring_back(self, chains: Chains, searches: Sequence[Search], full: Sequence[Search]) -> None:
        """Let in again whoever fits after all, now that others are out: the weightiest first."""
        sessions = self.problem.sessions
        for index in sorted(self.out, key=lambda index: -self._weight(sessions[index]))[:_MOST_TRIED]:
            if self.live[index] is None:
                continue
            rest = set(self.out) - {index}
            judged = full if self.out[index].why[0].code in set(Kind) else searches
            if any(search.concerns(index) and search.find(rest) for search in judged):
                continue
            if next(iter(chains.broken(set(rest))), None) is None:
                del self.out[index]

    def _weight(self, session: Session) -> int:
        return 0 if session.id == self._first else weight(session)

    def _leave_out(self, overload: Overload) -> None:
        sessions = self.problem.sessions
        weights = [self._weight(sessions[item.session]) for item in overload.items]
        largest = sorted(overload.items, key=lambda other: -other.size)
        for place in lightest(overload.items, overload.wanted - overload.there, weights):
            item = overload.items[place]
            self.out[item.session] = self._overloaded(overload, item, largest)

    def _overloaded(self, overload: Overload, item: Item, largest: Sequence[Item]) -> Unplaced:
        """A small set that is too much with this session in it, and not without any one of the set."""
        others: list[Item] = []
        is_minimal = False
        for order in (largest, largest[::-1]):
            others, total = [], item.size
            for other in order:
                if total > overload.there:
                    break
                if other is not item:
                    others.append(other)
                    total += other.size
            for other in list(others) if order is not largest else ():
                if total - other.size > overload.there:
                    others.remove(other)
                    total -= other.size
            is_minimal = total - item.size <= overload.there
            if is_minimal:
                break
        ids = [other.session for other in others]
        return Unplaced(
            self.problem.sessions[item.session].id,
            (
                self._too_full(overload, item.size + sum(other.size for other in others)),
                *self._together(item.session, ids),
            ),
            ranked(self._relief(overload, item.session, ids)),
            is_minimal=is_minimal,
        )

    def _together(self, session: int, others: Iterable[int]) -> tuple[Fact, ...]:
        """Say what the session asks, and that the others are to be held too; one sentence for very many."""
        ids = [self.problem.sessions[index].id for index in sorted(others)]
        own = self.say.fact(("session", self.problem.sessions[session].id))
        if len(ids) <= _MOST_FACTS:
            return (own, *(self.say.fact(("session", one)) for one in ids))
        names = listed(map(self.say.title, ids))
        return (
            own,
            Fact(
                "sessions",
                ",".join(ids),
                f"다음 {len(ids)}개 기수도 함께 열어야 합니다: {names[0]}.",
                f"{len(ids)} more sessions are to be held too: {names[1]}.",
            ),
        )

    def _names(self, overload: Overload) -> Both:
        things = sorted(overload.things)
        if overload.kind is Kind.ROOMS:
            return listed(self.problem.rooms[index].name for index in things)
        if overload.kind is Kind.INSTRUCTORS:
            return listed(self.problem.instructors[index].name for index in things)
        return listed(self.board.audiences[index] for index in things)

    def _subject(self, overload: Overload) -> str:
        things = sorted(overload.things)
        if overload.kind is Kind.ROOMS:
            return ",".join(self.problem.rooms[index].id for index in things)
        if overload.kind is Kind.INSTRUCTORS:
            return ",".join(self.problem.instructors[index].id for index in things)
        return ",".join(self.board.audiences[index] for index in things)

    def _too_full(self, overload: Overload, wanted: int) -> Fact:
        names = self._names(overload)
        when = span_text(self.board.days[overload.first], self.board.days[overload.last])
        there = overload.there
        if overload.block:
            korean = f"{overload.block}일 이상 이어지는 {wanted}개 기수 가운데 {there}개만 들어갑니다"
            english = f"{wanted} sessions of {overload.block} days or more want it, but its weeks hold only {there}"
        elif overload.first == overload.last:
            korean = f"이날 {wanted}개 기수가 꼭 필요로 하지만 {there}개만 들어갑니다"
            english = f"{wanted} sessions need it on this day, but it can serve {there}"
        else:
            korean = f"{wanted}일이 필요하지만 쓸 수 있는 날은 {there}일입니다"
            english = f"{wanted} days are needed, but there are {there}"
        return Fact(
            overload.kind.value,
            self._subject(overload),
            f"{names[0]}, {when}: {korean}.",
            f"{names[1]}, {when}: {english}.",
        )

    def _relief(self, overload: Overload, session: int, others: Sequence[int]) -> Iterable[WayOut]:
        names = self._names(overload)
        first, last = self.board.days[overload.first], self.board.days[overload.last]
        when = span_text(first, last)
        changes: dict[str, object] = {"first": first.isoformat(), "last": last.isoformat()}
        for index in (session, *others[:_MOST_FACTS]):
            row = self.problem.sessions[index]
            if row.pinned is not None and row.pinned.starts is not None:
                yield WayOut(
                    "free_pin",
                    f"{self.say.title(row.id)}: 시작일 고정을 풀면 자리가 날 수 있습니다.",
                    f"Free the pinned start of {self.say.title(row.id)}: that may make room.",
                    disturbed=row.selected,
                    changes={"session": row.id, "pins": ["pinned_start"]},
                )
        row = self.problem.sessions[session]
        title = self.say.title(row.id)
        wanted = next(item.size for item in overload.items if item.session == session)
        wanted = row.days if overload.block else wanted
        pin = row.pinned or Pin()
        if row.windows:
            days = -(-row.days // max(1, len(overload.things)))
            yield WayOut(
                "widen_window",
                f"{title}: 기간을 {when} 밖으로 {days}일 이상 넓히십시오.",
                f"Widen the window of {title} by {days} days or more beyond {when}.",
                changes={**changes, "session": row.id, "days": days},
            )
        if overload.kind is Kind.ROOMS and pin.room is None:
            seats = min(self.problem.rooms[index].seats for index in overload.things)
            yield WayOut(
                "add_room",
                f"{names[0]} 같은 강의실({row.people}석 이상)을 {when}에 {wanted}일 더 마련하십시오.",
                f"Put another room of {row.people} seats beside {names[1]} into service for {wanted} days, {when}.",
                changes={**changes, "seats": min(seats, row.people), "days": wanted},
            )
        elif overload.kind is Kind.INSTRUCTORS and not pin.instructors:
            yield WayOut(
                "add_instructor",
                f"{title}: {names[0]} 말고 강사를 한 명 더 구하십시오({when} 중 {wanted}일).",
                f"Find one more instructor for {title} besides {names[1]} ({wanted} days, {when}).",
                changes={**changes, "session": row.id, "days": wanted},
            )

    def _chain(self, broken: BrokenChain) -> Unplaced:
        session = self.problem.sessions[broken.session]
        group = sorted((broken.session, *broken.others))
        facts: list[Fact] = []
        ways: list[WayOut] = []
        if broken.course is not None:
            course = self.problem.courses[broken.course]
            lives = [live for live in (self.live[index] for index in group) if live is not None]
            first = self.board.days[min(live.starts[0] for live in lives)]
            last = self.board.days[max(live.starts[-1] for live in lives)]
            count, when = len(group), span_text(first, last)
            facts.append(
                Fact(
                    "gap",
                    course.id,
                    f"{course.name}: {when}에 시작하는 {count}개 기수를 {course.gap_days}일 이상 띄우면"
                    f" {count - 1}개만 들어갑니다.",
                    f"{course.name}: of {count} sessions starting {when}, at least {course.gap_days} days apart, "
                    f"only {count - 1} fit.",
                )
            )
            ways += self._closer(broken, course.gap_days or 0)
        else:
            ids = {self.problem.sessions[index].id for index in group}
            facts += [
                self.say.fact(("order", f"{order.before}/{order.after}"))
                for order in self.problem.orders
                if {order.before, order.after} <= ids
            ]
            courses = {self.problem.sessions[index].course for index in group}
            facts += [
                self.say.fact(("gap", course.id))
                for course in self.problem.courses
                if course.id in courses
                and course.gap_days is not None
                and sum(self.problem.sessions[index].course == course.id for index in group) > 1
            ]
            ways += [
                WayOut(
                    "drop_order",
                    f"{self.say.title(order.before)} → {self.say.title(order.after)} 순서를 풀거나 간격을 줄이십시오.",
                    f"Drop or shorten the order {self.say.title(order.before)} → {self.say.title(order.after)}.",
                    changes={"before": order.before, "after": order.after},
                )
                for order in self.problem.orders
                if {order.before, order.after} <= ids
            ]
        if session.windows:
            title = self.say.title(session.id)
            ways.append(
                WayOut(
                    "widen_window",
                    f"{title}: 기간을 넓히십시오.",
                    f"Widen the window of {title}.",
                    changes={"session": session.id},
                )
            )
        # What pins or windows hold the others of an order is not named here, so that the set may be too small; and
        # where one room has to take them all, they may not fit even without the distance, so that it may be too large.
        return Unplaced(
            session.id, (*facts, *self._together(broken.session, broken.others)), ranked(ways), is_minimal=False
        )

    def _closer(self, broken: BrokenChain, gap: int) -> Iterable[WayOut]:
        """The widest gap with which all would fit."""
        chains = Chains(self.board, self.live)
        order = next(chain.sessions for chain in self.board.chains if chain.course == broken.course)
        members = [index for index in order if index == broken.session or index in broken.others]
        low, high = -1, gap
        while high - low > 1:
            middle = (low + high) // 2
            if chains.fit(members, middle):
                low = middle
            else:
                high = middle
        if low >= 0:
            course = self.problem.courses[broken.course or 0]
            yield WayOut(
                "shorter_gap",
                f"{course.name}: 기수 간격을 {low}일로 줄이면 모두 들어갑니다.",
                f"Shorten the gap of {course.name} to {low} days: all of these fit.",
                changes={"course": course.id, "gap_days": low},
            )
