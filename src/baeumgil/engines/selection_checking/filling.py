"""As many seats as possible, for the first in the order: newcomers find a place by moving others along a path."""

from collections import defaultdict
from collections.abc import Iterable

from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.outcome import Code, Outcome, Seat, refused


def filled(contest: Contest) -> Outcome:
    """Fill the seats, then let everybody move to what they like better and is free."""
    room = _Room(contest)
    for each in contest.order:
        if not contest.is_over_limit(each):
            room.admit(each)
    while any([room.improve(each) for each in contest.order if each in room.where]):  # noqa: C419  everybody, each round
        pass
    seats = {each: Seat(session) for each, session in room.where.items()}
    codes = {(each, wish): room.code(each, wish) for each in contest.order for wish in refused(contest, seats, each)}
    return Outcome(seats, codes)


class _Room:
    """Who sits where, as people move."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self.where: dict[str, str] = {}
        self.sitting: dict[str, set[str]] = defaultdict(set)
        self.of_quota: dict[tuple[str, str], set[str]] = defaultdict(set)

    def admit(self, newcomer: str) -> None:
        """Seat a newcomer if there is a path to a free place; otherwise nobody moves."""
        reached_by: dict[str, str | None] = {newcomer: None}
        looked = [newcomer]
        for each in looked:
            target = self._free_wish(each)
            if target is not None:
                self._move_along(each, target, reached_by)
                return
            for wish in self._wishes(each):
                people = sorted(self._users(each, wish), key=self.contest.place.__getitem__, reverse=True)
                for other in people:
                    if other not in reached_by:
                        reached_by[other] = each
                        looked.append(other)

    def improve(self, applicant: str) -> bool:
        """Move somebody to the first wish better than their seat that is free; whether there was one."""
        for wish in refused(self.contest, {applicant: Seat(self.where[applicant])}, applicant):
            if self._is_free(applicant, wish):
                self._sit(applicant, wish)
                return True
        return False

    def code(self, applicant: str, wish: str) -> Code:
        """Why a wish was refused, as people sit now."""
        if self.contest.is_over_limit(applicant):
            return Code("over_limit")
        day = self.contest.busy_day(applicant, wish)
        if day:
            return Code("busy", day)
        quota = self._full_quota(applicant, wish)
        last = max(self._users(applicant, wish), key=self.contest.place.__getitem__, default=None)
        by_path = last is not None and self.contest.place[last] > self.contest.place[applicant]
        return Code("seats_gone" if quota is None else "quota_full", quota or "", last, by_path)

    def _wishes(self, applicant: str) -> list[str]:
        """Wishes that are neither busy nor where somebody sits."""
        return [
            wish
            for wish in self.contest.applicants[applicant]["wishes"]
            if wish != self.where.get(applicant) and not self.contest.busy_day(applicant, wish)
        ]

    def _free_wish(self, applicant: str) -> str | None:
        return next((wish for wish in self._wishes(applicant) if self._is_free(applicant, wish)), None)

    def _is_free(self, applicant: str, wish: str) -> bool:
        return (
            not self.contest.busy_day(applicant, wish)
            and self._full_quota(applicant, wish) is None
            and len(self.sitting[wish]) < self.contest.sessions[wish]["seats"]
        )

    def _full_quota(self, applicant: str, wish: str) -> str | None:
        for quota in self.contest.quotas_on(applicant, wish):
            if quota["most"] is not None and len(self.of_quota[wish, quota["id"]]) >= quota["most"]:
                return str(quota["id"])
        return None

    def _users(self, applicant: str, wish: str) -> Iterable[str]:
        """Who uses what is full for somebody there: the full quota, without one the seats."""
        quota = self._full_quota(applicant, wish)
        return self.sitting[wish] if quota is None else self.of_quota[wish, quota]

    def _move_along(self, mover: str, target: str, reached_by: dict[str, str | None]) -> None:
        """The last of a path moves to the free place, each before takes the seat that became free."""
        each: str | None = mover
        while each is not None:
            left = self.where.get(each, "")
            self._sit(each, target)
            each, target = reached_by[each], left

    def _sit(self, applicant: str, session: str) -> None:
        before = self.where.get(applicant)
        if before is not None:
            self.sitting[before].discard(applicant)
            for quota in self.contest.quotas_on(applicant, before):
                self.of_quota[before, quota["id"]].discard(applicant)
        self.where[applicant] = session
        self.sitting[session].add(applicant)
        for quota in self.contest.quotas_on(applicant, session):
            self.of_quota[session, quota["id"]].add(applicant)
