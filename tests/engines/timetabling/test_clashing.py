"""Why a session stays out: a set of facts that clash and of which none can be spared, and ways out that work."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from baeumgil.engines.timetable_checking.checking import check
from baeumgil.engines.timetabling.clashing import explain
from baeumgil.engines.timetabling.options import Ground
from baeumgil.engines.timetabling.plan import Placement, Timetable, Unplaced, WayOut
from baeumgil.engines.timetabling.problem import Problem, Session
from baeumgil.engines.timetabling.reading import read_problem
from baeumgil.engines.timetabling.sentences import Sentences
from baeumgil.engines.timetabling.writing import plan_as_json
from tests.engines.timetabling.problems import a_problem, a_problem_file, a_session

WEEK = {"first": "2026-03-02", "last": "2026-03-06"}
COUNTED = {"room_days", "instructor_days", "audience_days", "sessions"}


def a_placement(session: str, *days: str, room: str | None = "big", **people: str) -> Placement:
    return Placement(session, date.fromisoformat(days[0]), tuple(map(date.fromisoformat, days)), room, people)


def keys(unplaced: Unplaced) -> list[tuple[str, str]]:
    return [(fact.code, fact.subject) for fact in unplaced.why]


def ways(unplaced: Unplaced) -> list[tuple[str, int]]:
    return [(way.code, way.disturbed) for way in unplaced.ways_out]


def test_a_session_that_fits_is_told_its_place() -> None:
    found = explain(
        a_problem(a_session("s1"), a_session("s2", people=50)), (a_placement("s2", "2026-03-02", "2026-03-03"),), "s1"
    )
    assert (found.why, ways(found)) == ((), [("place", 0)])
    assert found.ways_out[0].english == "새내기 과정 1기 fits on 2026-03-02 in 전산교육장 without any other change."


def test_one_session_in_the_way_is_named_and_can_be_moved() -> None:
    problem = a_problem(
        a_session("s1", people=50, days=5, windows=[WEEK]),
        a_session("s2", people=50, selected=7, windows=[{"first": "2026-03-02", "last": "2026-03-13"}]),
    )
    found = explain(problem, (a_placement("s2", "2026-03-04", "2026-03-05"),), "s1")
    assert keys(found) == [("window", "s1"), ("seats", "s1"), ("placed", "s2")]
    assert ways(found) == [("widen_window", 0), ("fewer_people", 0), ("add_room", 0), ("move_session", 7)]
    move = found.ways_out[-1]
    assert (move.changes["move"], move.changes["to"], move.changes["starts"]) == ("s2", "2026-03-09", "2026-03-02")


def test_what_a_room_has_and_who_teaches_are_said_in_words_not_in_the_names_files_use() -> None:
    needs = {"features": ["pc", "wheelchair", "난로"]}
    problem = a_problem(a_session("s1", room=needs, roles=[{"id": "lead", "instructors": []}]))
    sentences = Sentences(Ground(problem))
    needed = sentences.fact(("features", "s1"))
    assert "설비(PC, 휠체어 접근, 난로)를 갖춘" in needed.korean
    assert "needs PCs, wheelchair access, 난로:" in needed.english
    assert sentences.fact(("role", "s1/lead")).korean.endswith(": 주강사는 0명입니다.")


def test_contradictory_pins_are_explained_with_both_pins() -> None:
    pinned = {"starts": "2026-03-03", "room": "pc"}
    problem = a_problem(a_session("s1", days=1, pinned=pinned), a_session("s2", days=1, pinned=pinned, selected=4))
    found = explain(problem, (a_placement("s2", "2026-03-03", room="pc"),), "s1")
    assert keys(found)[0] == ("room_days", "pc")
    assert ("free_pin", 0) in ways(found)
    assert ("move_session", 4) in ways(found)


def test_sessions_that_cannot_all_be_held_are_named_whatever_is_moved() -> None:
    weekly = {"pattern": "weekly", "days": 2, "people": 50, "windows": [{"first": "2026-03-16", "last": "2026-03-27"}]}
    teachers = [{"id": "main", "instructors": ["kim"]}]
    problem = a_problem(
        a_session(
            "s1", **{**weekly, "days": 1, "roles": teachers, "windows": [{"first": "2026-03-18", "last": "2026-03-18"}]}
        ),
        a_session("s2", **weekly, weekdays=[3], pinned={"starts": "2026-03-18"}),
        a_session("s3", people=20, days=1),
    )
    placed = (a_placement("s2", "2026-03-18", "2026-03-25"), a_placement("s3", "2026-03-18", room="pc"))
    found = explain(problem, placed, "s1")
    assert keys(found) == [("room_days", "big"), ("session", "s1"), ("session", "s2")]


def test_a_gap_that_leaves_no_start_is_named_with_a_shorter_one() -> None:
    window = [{"first": "2026-03-02", "last": "2026-03-13"}]
    problem = a_problem(
        a_session("s1", course="c2", days=1, windows=[WEEK]),
        a_session("s2", course="c2", days=1, windows=window, pinned={"starts": "2026-03-05"}),
    )
    found = explain(problem, (a_placement("s2", "2026-03-05"),), "s1")
    assert keys(found) == [("pinned_start", "s2"), ("gap", "c2"), ("session", "s2")]
    assert [way.changes["gap_days"] for way in found.ways_out if way.code == "shorter_gap"] == [3]


def test_a_busy_instructor_leads_to_one_more() -> None:
    problem = a_problem(
        a_session("s1", days=2, windows=[WEEK], roles=[{"id": "main", "instructors": ["kim"]}]),
        a_session("s2", days=5, roles=[{"id": "main", "instructors": ["kim"]}]),
    )
    days = tuple(f"2026-03-0{day}" for day in range(2, 7))
    found = explain(problem, (a_placement("s2", *days, main="kim"),), "s1")
    assert keys(found) == [("window", "s1"), ("role", "s1/main"), ("placed", "s2")]
    extra = next(way for way in found.ways_out if way.code == "add_instructor")
    assert extra.changes["candidates"] == ["lee", "park"]


class Trial:
    """Tries everything: which sessions can be held while only some facts hold."""

    def __init__(
        self, problem: Problem, target: str, placed: Collection[Placement], facts: Collection[tuple[str, str]]
    ) -> None:
        self.problem = problem
        self.target = target
        self.placed = {each.session: each for each in placed}
        self.facts = set(facts)
        length = (problem.calendar.last - problem.calendar.first).days + 1
        self.days = [problem.calendar.first + timedelta(days=number) for number in range(length)]
        self.holidays = {holiday.on for holiday in problem.calendar.holidays}
        kept = {subject for code, subject in self.facts if code in {"session", "placed"}} | {target}
        self.sessions = [session for session in problem.sessions if session.id in kept]
        self.taken: set[tuple[str, date]] = set()
        self.starts: dict[str, date] = {}
        self.ends: dict[str, date] = {}

    def has(self, code: str, subject: str) -> bool:
        return (code, subject) in self.facts

    def is_possible(self, at: int = 0) -> bool:
        if at == len(self.sessions):
            return True
        session = self.sessions[at]
        for block in self.blocks(session):
            if not self.is_spaced(session, block):
                continue
            for things in self.things(session, block):
                wants = {(thing, day) for thing in things for day in block}
                if wants & self.taken or len(wants) < len(things) * len(block):
                    continue
                self.taken |= wants
                self.starts[session.id], self.ends[session.id] = block[0], block[-1]
                if self.is_possible(at + 1):
                    return True
                self.taken -= wants
                del self.starts[session.id], self.ends[session.id]
        return False

    def blocks(self, session: Session) -> list[list[date]]:
        if self.has("placed", session.id):
            return [list(self.placed[session.id].days)]
        is_target = session.id == self.target and not self.has("session", session.id)
        found = []
        for rest in (True, False) if is_target and not self.has("holidays", "") else (True,):
            work = [day for day in self.days if day.isoweekday() < 6 and not (rest and day in self.holidays)]
            found += [work[at : at + session.days] for at in range(len(work) - session.days + 1)]
        pin = session.pinned
        return [
            block
            for block in found
            if (
                not session.windows
                or (is_target and not self.has("window", session.id))
                or any(span.first <= block[0] and block[-1] <= span.last for span in session.windows)
            )
            and (pin is None or pin.starts in {None, block[0]} or not self.has("pinned_start", session.id))
        ]

    def is_spaced(self, session: Session, block: list[date]) -> bool:
        gap = next(course.gap_days for course in self.problem.courses if course.id == session.course)
        if gap is not None and self.has("gap", session.course):
            for other in self.sessions:
                if other.id in self.starts and other.course == session.course:
                    apart = (block[0] - self.starts[other.id]).days
                    if (apart if other.number < session.number else -apart) < gap:
                        return False
        starts, ends = {**self.starts, session.id: block[0]}, {**self.ends, session.id: block[-1]}
        return not any(
            self.has("order", f"{order.before}/{order.after}")
            and order.after in starts
            and order.before in ends
            and (starts[order.after] - ends[order.before]).days <= order.lag_days
            for order in self.problem.orders
        )

    def things(self, session: Session, block: list[date]) -> list[tuple[str, ...]]:
        if self.has("placed", session.id):
            each = self.placed[session.id]
            return [(*([each.room] if each.room else []), *each.instructors.values(), *session.audiences)]
        is_target = session.id == self.target and not self.has("session", session.id)
        pin = session.pinned
        rooms = [
            room.id
            for room in self.problem.rooms
            if (room.seats >= session.people or (is_target and not self.has("seats", session.id)))
            and not (
                self.has("room_closed", room.id)
                and any(span.first <= day <= span.last for span in room.closed for day in block)
            )
            and (pin is None or pin.room in {None, room.id} or not self.has("pinned_room", session.id))
        ]
        people = [
            [
                person.id
                for person in self.problem.instructors
                if person.id in role.instructors
                and not (
                    self.has("away", person.id)
                    and any(span.first <= day <= span.last for span in person.away for day in block)
                )
            ]
            for role in session.roles
            if not is_target or self.has("role", f"{session.id}/{role.id}")
        ]
        return [(*choice, *session.audiences) for choice in product(rooms, *people)]


drawn_sessions = st.lists(
    st.fixed_dictionaries(
        {
            "days": st.integers(1, 3),
            "people": st.sampled_from([20, 50]),
            "length": st.integers(3, 9),
            "shift": st.integers(0, 5),
            "course": st.sampled_from(["c1", "c1", "c2"]),
            "teachers": st.sampled_from([[], ["kim"], ["kim", "lee"]]),
            "audience": st.sampled_from([[], [], ["신규"]]),
            "pin": st.sampled_from([None, None, None, {"room": "big"}, {"starts": "2026-03-05"}]),
        }
    ),
    min_size=2,
    max_size=4,
)


def drawn_file(drawn: list[dict[str, Any]]) -> dict[str, Any]:
    sessions = [
        a_session(
            f"s{number}",
            days=row["days"],
            people=row["people"],
            course=row["course"],
            windows=[
                {"first": f"2026-03-{2 + row['shift']:02}", "last": f"2026-03-{2 + row['shift'] + row['length']:02}"}
            ],
            roles=[{"id": "main", "instructors": row["teachers"]}] if row["teachers"] else [],
            audiences=row["audience"],
            pinned=row["pin"],
        )
        for number, row in enumerate(drawn, 1)
    ]
    return a_problem_file(
        *sessions,
        calendar={
            "first": "2026-03-02",
            "last": "2026-03-18",
            "holidays": [{"on": "2026-03-11", "name": "임시공휴일"}],
        },
        rooms=[
            {"id": "big", "name": "대강당", "seats": 100},
            {"id": "pc", "name": "전산교육장", "seats": 30, "closed": [{"first": "2026-03-04", "last": "2026-03-06"}]},
        ],
        instructors=[
            {"id": "kim", "name": "김강사", "away": [{"first": "2026-03-09", "last": "2026-03-10"}]},
            {"id": "lee", "name": "이강사"},
        ],
        orders=[{"before": "s1", "after": "s2"}],
    )


def greedily(problem: Problem) -> tuple[tuple[Placement, ...], list[str]]:
    """Place the sessions one by one where the explanation says that they fit."""
    placed: tuple[Placement, ...] = ()
    left = []
    for session in reversed(problem.sessions):
        facts = [
            *(("placed", each.session) for each in placed),
            ("window", session.id),
            ("seats", session.id),
            ("holidays", ""),
            *(("pinned_start", one.id) for one in problem.sessions),
            *(("pinned_room", one.id) for one in problem.sessions),
            *(("room_closed", room.id) for room in problem.rooms),
            *(("away", person.id) for person in problem.instructors),
            *(("gap", course.id) for course in problem.courses),
            *(("order", f"{order.before}/{order.after}") for order in problem.orders),
            *(("role", f"{session.id}/{role.id}") for role in session.roles),
        ]
        trial = Trial(problem, session.id, placed, facts)
        if not trial.is_possible():
            left.append(session.id)
            continue
        first, last = trial.starts[session.id], trial.ends[session.id]
        days = tuple(
            sorted(
                {
                    day
                    for thing, day in trial.taken
                    if first <= day <= last and day not in trial.holidays and day.isoweekday() < 6
                }
            )
        )
        days = tuple(day for day in days if day >= first)[: session.days]
        mine = {thing for thing, day in trial.taken if day == first} - {
            thing for each in placed if first in each.days for thing in (each.room, *each.instructors.values())
        }
        room = next(room.id for room in problem.rooms if room.id in mine)
        people = [person.id for person in problem.instructors if person.id in mine]
        roles = {role.id: person for role, person in zip(session.roles, people, strict=True)}
        placed = (*placed, Placement(session.id, first, days, room, roles))
    return placed, left


def after_the_move(placed: tuple[Placement, ...], way: WayOut, lengths: dict[str, int]) -> list[dict[str, Any]]:
    """The lines of a plan in which one session was moved and another let in."""

    def line(session: Any, starts: Any, room: Any, people: Any) -> dict[str, Any]:
        first = date.fromisoformat(starts)
        work = [first + timedelta(days=more) for more in range(20)]
        work = [day for day in work if day.isoweekday() < 6 and day != date(2026, 3, 11)]
        days = [day.isoformat() for day in work[: lengths[session]]]
        return {"session": session, "starts": starts, "days": days, "room": room, "instructors": people}

    new = way.changes
    return [
        line(new["session"], new["starts"], new["room"], new.get("instructors", {})),
        line(new["move"], new["to"], new["to_room"], new["to_instructors"]),
        *(
            line(each.session, each.starts.isoformat(), each.room, dict(each.instructors))
            for each in placed
            if each.session != new["move"]
        ),
    ]


@given(drawn_sessions)
@settings(max_examples=25)
def test_a_move_that_is_proposed_breaks_no_rule(drawn: list[dict[str, Any]]) -> None:
    data = drawn_file([{**row, "pin": None} for row in drawn])
    problem = read_problem(data)
    placed, left = greedily(problem)
    lengths = {session.id: session.days for session in problem.sessions}
    for session in left[:1]:
        for way in explain(problem, placed, session, seconds=5).ways_out:
            if way.code == "move_session":
                plan = plan_as_json(Timetable("", (), (), (), 0)) | {"placed": after_the_move(placed, way, lengths)}
                broken = {breach.rule for breach in check(data, plan).breaches}
                assert broken <= {"digest", "listing", "costs"}


ROW = {"days": 1, "people": 20, "length": 3, "shift": 0, "course": "c1", "teachers": [], "audience": []}
ONE_ROOM = [ROW | {"people": 50, "shift": 3, "course": "c2", "pin": None, "days": days} for days in (1, 2)]
"""Too close for their distance, and too long for the one room that holds them: counted, not shrunk."""
PINNED_ORDER = [
    ROW | {"pin": {"starts": "2026-03-05"}},
    ROW | {"pin": {"starts": "2026-03-05"}},
    ROW | {"shift": 3, "pin": None},
]


@given(drawn_sessions)
@example(ONE_ROOM)
@example(PINNED_ORDER)
@settings(max_examples=25)
def test_no_fact_of_an_explanation_can_be_spared(drawn: list[dict[str, Any]]) -> None:
    problem = read_problem(drawn_file(drawn))
    placed, left = greedily(problem)
    for session in left[:1]:
        found = explain(problem, placed, session, seconds=5)
        assert found.why
        if not found.is_minimal or COUNTED & {fact.code for fact in found.why}:
            continue
        facts = keys(found)
        assert not Trial(problem, session, placed, facts).is_possible(), facts
        for spared in facts:
            if spared != ("session", session):
                rest = [fact for fact in facts if fact != spared]
                assert Trial(problem, session, placed, rest).is_possible(), (facts, spared)
