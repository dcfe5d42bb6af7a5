"""What a problem says of itself: who is covered by what, which weeks a session touches, whether quotas are nested."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations

from baeumgil.engines.selection.problem import Applicant, Problem, Quota, Session, week_of


@dataclass(slots=True)
class Facts:
    """A problem's rows by id, quotas in the order in which they are asked."""

    problem: Problem
    sessions: dict[str, Session] = field(init=False)
    applicants: dict[str, Applicant] = field(init=False)
    weeks: dict[str, tuple[str, ...]] = field(init=False)
    rooms: dict[tuple[str, str], int] = field(init=False)
    """How many more of a unit may be away in a week."""
    covering: dict[str, tuple[Quota, ...]] = field(init=False)
    """All quotas that cover an applicant: those that cover fewest first, then by id."""
    capped: dict[str, tuple[str, ...]] = field(init=False)
    """Units of an applicant that have an absence cap, by id."""

    def __post_init__(self) -> None:
        problem = self.problem
        self.sessions = {one.id: one for one in problem.sessions}
        self.applicants = {one.id: one for one in problem.applicants}
        self.weeks = {one.id: tuple(sorted({week_of(day) for day in one.days})) for one in problem.sessions}
        self.rooms = {(one.unit, one.week): one.most - one.held for one in problem.absences}
        by_key: dict[tuple[str, str], list[Quota]] = {}
        for quota in problem.quotas:
            for key in quota.keys:
                by_key.setdefault((quota.kind, key), []).append(quota)
        # People share their groups with many others: each set of groups is looked up once.
        known: dict[tuple[tuple[str, tuple[str, ...]], ...], dict[str, Quota]] = {}
        found: dict[str, dict[str, Quota]] = {}
        for one in problem.applicants:
            groups = tuple(one.groups.items())
            if groups not in known:
                known[groups] = {
                    quota.id: quota for kind, keys in groups for key in keys for quota in by_key.get((kind, key), ())
                }
            found[one.id] = known[groups]
        sizes: Counter[str] = Counter()
        many = Counter(map(id, found.values()))
        for quotas in known.values():
            sizes.update(dict.fromkeys(quotas, many[id(quotas)]))
        asked = {
            id(quotas): tuple(sorted(quotas.values(), key=lambda quota: (sizes[quota.id], quota.id)))
            for quotas in known.values()
        }
        self.covering = {applicant: asked[id(quotas)] for applicant, quotas in found.items()}
        units = {one.unit for one in problem.absences}
        capped = {
            groups: tuple(sorted(units.intersection(groups)))
            for groups in {one.groups.get("unit", ()) for one in problem.applicants}
        }
        self.capped = {one.id: capped[one.groups.get("unit", ())] for one in problem.applicants}

    def quotas_at(self, applicant: str, session: str) -> tuple[Quota, ...]:
        """The quotas that cover an applicant and hold in a session."""
        return tuple(quota for quota in self.covering[applicant] if quota.session in (None, session))

    def refusal_at_once(self, applicant: Applicant, session: Session) -> tuple[str, str]:
        """What keeps somebody from a session whoever else comes: code and place, or two empty texts."""
        most = self.problem.seats_a_year
        if most is not None and applicant.held >= most:
            return "over_limit", ""
        common = set(applicant.busy).intersection(session.days) if applicant.busy else ()
        return ("busy", min(common).isoformat()) if common else ("", "")

    def may_absence_bind(self) -> bool:
        """Tell whether some absence cap could ever be met, whatever people wish."""
        weeks = {week for each in self.weeks.values() for week in each}
        units = Counter(unit for capped in self.capped.values() for unit in capped)
        return any(units[unit] > room for (unit, week), room in self.rooms.items() if week in weeks)

    def crossing(self) -> list[tuple[str, str]]:
        """Pairs of quotas of one session that cover some common applicant, but neither all of the other's."""
        sizes, common = self._meetings()
        return sorted(pair for pair, number in common.items() if number < min(sizes[pair[0]], sizes[pair[1]]))

    def overlapping_reserves(self) -> list[tuple[str, str]]:
        """Pairs of reserves of one session that cover a common applicant."""
        _sizes, common = self._meetings()
        reserved = {quota.id for quota in self.problem.quotas if quota.reserved}
        return sorted(pair for pair in common if reserved.issuperset(pair))

    def _meetings(self) -> tuple[Counter[str], Counter[tuple[str, str]]]:
        sizes: Counter[str] = Counter()
        common: Counter[tuple[str, str]] = Counter()
        for quotas in self.covering.values():
            sizes.update(quota.id for quota in quotas)
            for one, other in combinations(sorted(quotas, key=lambda quota: quota.id), 2):
                if one.session is None or other.session is None or one.session == other.session:
                    common[one.id, other.id] += 1
        return sizes, common

    @property
    def is_deferred(self) -> bool:
        """Whether seats go out by deferred acceptance: asked for, or the way to keep seats for some without harm."""
        problem = self.problem
        if problem.mechanism == "deferred":
            return True
        has_reserves = any(quota.reserved for quota in problem.quotas)
        if problem.mechanism != "serial" or not has_reserves or self.may_absence_bind():
            return False
        return not self.crossing() and not self.overlapping_reserves()
