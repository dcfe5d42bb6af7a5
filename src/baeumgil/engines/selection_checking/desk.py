"""The seats of a first-come call while its record is read: who sits, who waits, and whether a reason is true."""

from collections import Counter
from collections.abc import Iterator, Sequence

from baeumgil.engines.selection_checking.shapes import Row

Cell = tuple[str, str]
"""A unit and a week."""
OUTSIDE = frozenset({"absence_full", "busy", "over_limit"})
"""Reasons that rest on something outside the call and so stand until another is written."""


class Desk:
    """Everything as it stands after the events read so far."""

    def __init__(self, problem: Row) -> None:
        self.problem = problem
        self.people: dict[str, Row] = {row["id"]: row for row in problem["applicants"]}
        self.quotas: dict[str, Row] = {row["id"]: row for row in problem["quotas"]}
        self.seats: dict[str, int] = {row["id"]: row["seats"] for row in problem["sessions"]}
        self.sitting: dict[str, str] = {}
        self.line: set[str] = set()
        self.known: set[str] = set()
        self.closed: set[str] = set()
        self.dropped: set[tuple[str, str]] = set()
        self.blocked: set[tuple[str, str]] = set()
        self.cells: dict[str, list[Cell]] = {}
        self.away: Counter[Cell] = Counter()
        self.taken: Counter[str] = Counter()
        self.of_quota: Counter[tuple[str, str]] = Counter()
        self.placed = 0

    def free(self, session: str) -> int:
        """Seats of a session nobody has."""
        return 0 if session in self.closed else self.seats[session] - self.taken[session]

    def covers(self, quota: Row, applicant: str, session: str) -> bool:
        """Whether a seat of the session for this person counts in a quota."""
        groups = self.people[applicant]["groups"].get(quota["kind"], ())
        return quota["session"] in {None, session} and not set(quota["keys"]).isdisjoint(groups)

    def kept_from(self, applicant: str, session: str) -> int:
        """Seats kept for others that are not used up."""
        return sum(
            max(0, quota["reserved"] - self.of_quota[quota["id"], session])
            for quota in self.quotas.values()
            if quota["reserved"] is not None
            and quota["session"] in {None, session}
            and not self.covers(quota, applicant, session)
        )

    def is_open(self, at: str) -> bool:
        """Whether people may still apply."""
        return at < str(self.problem["closes_at"])

    def wants(self, applicant: str, session: str) -> bool:
        """Whether somebody who waits still wishes for a session."""
        return session in self.people[applicant]["wishes"] and (applicant, session) not in self.dropped

    def before(self, applicant: str, session: str) -> list[str]:
        """Who waits for a session before somebody."""
        rank = self.people[applicant]["rank"]
        return sorted(each for each in self.line if self.people[each]["rank"] < rank and self.wants(each, session))

    def full_quota(self, applicant: str, session: str) -> str:
        """A quota that covers somebody and has all the people it may; empty without one."""
        for quota in self.quotas.values():
            most = quota["most"]
            if (
                most is not None
                and self.covers(quota, applicant, session)
                and self.of_quota[quota["id"], session] >= most
            ):
                return str(quota["id"])
        return ""

    def is_true(self, reason: Row, at: str) -> bool:
        """Whether what kept somebody from a seat is so, as far as the record itself can tell."""
        who, session, code = reason["applicant"], reason["session"], reason["code"]
        if who not in self.people or session not in self.seats:
            return False
        if code == "seats_gone":
            return self.free(session) <= 0
        if code == "over_limit":
            limit = self.problem["seats_a_year"]
            return limit is not None and reason["most"] == limit <= reason["held"]
        if code == "absence_full":
            unit, _bar, week = reason["at"].partition("|")
            return bool(reason["held"] + self.away[unit, week] + self.placed >= reason["most"] > 0)
        if code == "quota_full":
            return self._is_quota_full(reason, at)
        return True

    def _is_quota_full(self, reason: Row, at: str) -> bool:
        who, session = reason["applicant"], reason["session"]
        if reason["kept"]:
            return 0 < self.free(session) <= self.kept_from(who, session) or not self.is_open(at)
        quota = self.quotas.get(reason["at"])
        if quota is None or quota["most"] is None or not self.covers(quota, who, session):
            return False
        return bool(self.of_quota[quota["id"], session] >= quota["most"])

    def broken(self, event: Row) -> Iterator[tuple[str, str]]:
        """The caps that this event's seat does not keep, in Korean and English."""
        who, session = event["applicant"], event["session"]
        if self.free(session) <= 0:
            yield "남은 자리가 없습니다", "no seat is left"
        elif self.is_open(event["at"]) and self.free(session) <= self.kept_from(who, session):
            yield "남은 자리는 다른 사람들 몫입니다", "the seats left are kept for others"
        quota = self.full_quota(who, session)
        if quota:
            yield f"배정 '{quota}'이(가) 찼습니다", f"quota {quota!r} is full"
        limit = self.problem["seats_a_year"]
        if limit is not None and event["held"] >= limit:
            yield "한 해의 자리를 다 받았습니다", "the seats of the year are used up"
        for cap in event["caps"]:
            if cap["held"] + self.away[cap["unit"], cap["week"]] >= cap["most"]:
                at = f"{cap['unit']}|{cap['week']}"
                yield f"부서 공백 상한 '{at}'이(가) 찼습니다", f"the cap on absence {at!r} is full"

    def sit(self, event: Row) -> None:
        """Somebody has a seat from now on."""
        who, session = event["applicant"], event["session"]
        self.rise(who)
        self.line.discard(who)
        self.sitting[who] = session
        self._count(who, session, [(cap["unit"], cap["week"]) for cap in event["caps"]], 1)

    def rise(self, applicant: str) -> None:
        """Somebody gives up the seat they have, if any."""
        session = self.sitting.pop(applicant, None)
        if session is not None:
            self._count(applicant, session, self.cells.get(applicant, []), -1)

    def move(self, session: str, weeks: Sequence[str]) -> None:
        """A session takes its people away in other weeks."""
        for who in sorted(each for each, seat in self.sitting.items() if seat == session):
            old = self.cells.get(who, [])
            self.away.subtract(old)
            self.cells[who] = [(unit, week) for unit in dict.fromkeys(unit for unit, _week in old) for week in weeks]
            self.away.update(self.cells[who])

    def _count(self, applicant: str, session: str, cells: list[Cell], by: int) -> None:
        self.taken[session] += by
        for quota in self.quotas.values():
            if self.covers(quota, applicant, session):
                self.of_quota[quota["id"], session] += by
        for cell in cells:
            self.away[cell] += by
        self.cells[applicant] = cells
