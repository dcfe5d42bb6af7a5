"""One person after another takes the first wish that meets all caps; with reserves that stand fixed, if there are."""

from collections import defaultdict

from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.outcome import Code, Outcome, Seat

Kept = dict[tuple[str, str], int]
"""Seats kept, by session and quota."""


def one_after_another(contest: Contest) -> Outcome:
    """Serial, and first come. Reserves that were not used up are lowered to what was used, until all are used up."""
    kept: Kept = {
        (session, quota["id"]): quota["reserved"]
        for session in contest.sessions
        for quota in contest.quotas_in(session)
        if quota["reserved"] is not None
    }
    while True:
        table = _Table(contest, kept)
        for applicant in contest.order:
            table.serve(applicant)
        if table.left == dict.fromkeys(kept, 0):
            return Outcome(table.seats, table.codes)
        kept = {key: number - table.left[key] for key, number in kept.items()}


class _Table:
    """Seats as they are given out, in one run."""

    def __init__(self, contest: Contest, kept: Kept) -> None:
        self.contest = contest
        self.left: Kept = dict(kept)
        self.reserves = defaultdict(list)
        for session, quota in sorted(kept):
            self.reserves[session].append(quota)
        self.open = {
            session: row["seats"] - sum(kept[session, quota] for quota in self.reserves[session])
            for session, row in contest.sessions.items()
        }
        self.seats: dict[str, Seat] = {}
        self.codes: dict[tuple[str, str], Code] = {}
        self.sitting: dict[str, list[str]] = defaultdict(list)
        self.of_quota: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.away: dict[tuple[str, str], list[str]] = defaultdict(list)

    def serve(self, applicant: str) -> None:
        """Somebody's turn."""
        for wish in self.contest.applicants[applicant]["wishes"]:
            code = self._full(applicant, wish)
            if code is None:
                self._sit(applicant, wish)
                return
            self.codes[applicant, wish] = code

    def _full(self, applicant: str, wish: str) -> Code | None:
        if self.contest.is_over_limit(applicant):
            return Code("over_limit")
        day = self.contest.busy_day(applicant, wish)
        if day:
            return Code("busy", day)
        for week, unit in self.contest.cells(applicant, wish):
            cap = self.contest.absences[week, unit]
            people = self.away[week, unit]
            if cap["held"] + len(people) >= cap["most"]:
                return Code("absence_full", f"{unit}|{week}", people[-1] if people else None)
        for quota in self.contest.quotas_on(applicant, wish):
            people = self.of_quota[wish, quota["id"]]
            if quota["most"] is not None and len(people) >= quota["most"]:
                return Code("quota_full", quota["id"], self._last(applicant, people))
        if self.open[wish] <= 0 and self._reserve(applicant, wish) is None:
            return Code("seats_gone", "", self._last(applicant, self.sitting[wish]))
        return None

    def _reserve(self, applicant: str, wish: str) -> str | None:
        """The first reserve that covers somebody and has a seat left."""
        for quota in self.reserves[wish]:
            if self.left[wish, quota] > 0 and applicant in self.contest.covered[quota]:
                return quota
        return None

    def _last(self, applicant: str, people: list[str]) -> str | None:
        """The last seated of these people, leaving out who sits where the applicant never could."""
        for each in reversed(people):
            by = self.seats[each].by
            if not by or applicant in self.contest.covered[by]:
                return each
        return None

    def _sit(self, applicant: str, wish: str) -> None:
        reserve = self._reserve(applicant, wish)
        if reserve is None:
            self.open[wish] -= 1
        else:
            self.left[wish, reserve] -= 1
        self.seats[applicant] = Seat(wish, reserve or "")
        self.sitting[wish].append(applicant)
        for quota in self.contest.quotas_on(applicant, wish):
            self.of_quota[wish, quota["id"]].append(applicant)
        for cell in self.contest.cells(applicant, wish):
            self.away[cell].append(applicant)
