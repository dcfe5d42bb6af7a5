"""A problem made ready to be computed: everybody in order, what covers whom, which weeks a session takes."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from baeumgil.engines.selection_checking.ordering import Key, key_of, weeks_of
from baeumgil.engines.selection_checking.shapes import Row

Cell = tuple[str, str]
"""A week and a unit."""


@dataclass(frozen=True)
class Contest:
    """One problem under one seed."""

    problem: Row
    seed: str

    @cached_property
    def applicants(self) -> Mapping[str, Row]:
        """Applicants by draw number."""
        return {row["id"]: row for row in self.problem["applicants"]}

    @cached_property
    def sessions(self) -> Mapping[str, Row]:
        """Sessions by id."""
        return {row["id"]: row for row in self.problem["sessions"]}

    @cached_property
    def quotas(self) -> Mapping[str, Row]:
        """Quotas by id."""
        return {row["id"]: row for row in self.problem["quotas"]}

    @cached_property
    def keys(self) -> Mapping[str, Key]:
        """Everybody's key in the common order."""
        order = self.problem["order"]
        return {each: key_of(order, self.seed, row) for each, row in self.applicants.items()}

    @cached_property
    def order(self) -> Sequence[str]:
        """Everybody in the common order."""
        return sorted(self.applicants, key=lambda each: (self.keys[each], each))

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where somebody stands in the common order, from nought."""
        return {each: place for place, each in enumerate(self.order)}

    def standing(self, applicant: str, session: str) -> Key:
        """Where somebody stands among those who ask for a session: smaller comes first."""
        words = [word for word in self.problem["order"] if word != "own_institute"]
        if len(words) == len(self.problem["order"]):
            return (self.place[applicant],)
        at = self.problem["order"].index("own_institute")
        own = 0 if session in self.applicants[applicant]["own"] else 1
        key = self.keys[applicant]
        return (*key[:at], own, *key[at:], applicant)

    @cached_property
    def weeks(self) -> Mapping[str, Sequence[str]]:
        """The weeks in which a session takes people away."""
        return {each: weeks_of(row["days"]) for each, row in self.sessions.items()}

    @cached_property
    def absences(self) -> Mapping[Cell, Row]:
        """Caps on absence by week and unit."""
        return {(row["week"], row["unit"]): row for row in self.problem["absences"]}

    @cached_property
    def covered(self) -> Mapping[str, frozenset[str]]:
        """Whom a quota covers, by its id."""
        members: dict[tuple[str, str], list[str]] = {}
        for each, row in self.applicants.items():
            for kind, keys in row["groups"].items():
                for key in keys:
                    members.setdefault((kind, key), []).append(each)
        return {
            quota["id"]: frozenset(each for key in quota["keys"] for each in members.get((quota["kind"], key), ()))
            for quota in self.problem["quotas"]
        }

    @cached_property
    def _covering(self) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = {each: [] for each in self.applicants}
        for quota in sorted(self.problem["quotas"], key=lambda row: (len(self.covered[row["id"]]), row["id"])):
            for each in self.covered[quota["id"]]:
                found[each].append(quota)
        return found

    def quotas_on(self, applicant: str, session: str) -> Iterator[Row]:
        """Quotas that cover somebody and hold in a session: the one that covers the fewest first, then by id."""
        return (quota for quota in self._covering[applicant] if quota["session"] in {None, session})

    def quotas_in(self, session: str) -> list[Row]:
        """Quotas that hold in a session, by id."""
        holding = (quota for quota in self.problem["quotas"] if quota["session"] in {None, session})
        return sorted(holding, key=lambda quota: str(quota["id"]))

    def cells(self, applicant: str, session: str) -> list[Cell]:
        """Weeks and units with a cap that a seat of this session would fill: by week, then unit."""
        units = set(self.applicants[applicant]["groups"].get("unit", ()))
        found = ((week, unit) for week in self.weeks[session] for unit in units)
        return sorted(cell for cell in found if cell in self.absences)

    def is_over_limit(self, applicant: str) -> bool:
        """Whether somebody holds as many seats of the year as anybody may."""
        limit = self.problem["seats_a_year"]
        return limit is not None and self.applicants[applicant]["held"] >= limit

    def busy_day(self, applicant: str, session: str) -> str:
        """The first day of a session on which somebody is away already; empty if there is none."""
        busy = self.applicants[applicant]["busy"]
        return min(set(busy) & set(self.sessions[session]["days"]), default="") if busy else ""

    @property
    def has_reserves(self) -> bool:
        """Whether any seat is kept for anybody."""
        return any(quota["reserved"] for quota in self.problem["quotas"])

    def may_absences_bind(self) -> bool:
        """Whether so many people are of a unit that its cap could ever matter; wishes are not looked at."""
        weeks = {week for found in self.weeks.values() for week in found}
        people = Counter(unit for row in self.applicants.values() for unit in set(row["groups"].get("unit", ())))
        return any(
            week in weeks and people[unit] > cap["most"] - cap["held"] for (week, unit), cap in self.absences.items()
        )

    def is_nested(self, session: str) -> bool:
        """Whether any two quotas of a session cover disjoint people, or one all of the other's."""
        innermost: dict[str, str] = {}
        for quota in sorted(self.quotas_in(session), key=lambda row: -len(self.covered[row["id"]])):
            people = self.covered[quota["id"]]
            if len({innermost.get(each, "") for each in people}) > 1:
                return False
            innermost |= dict.fromkeys(people, str(quota["id"]))
        return True

    def is_apart(self, session: str) -> bool:
        """Whether nobody is covered by two quotas of a session that keep seats."""
        seen: set[str] = set()
        for quota in self.quotas_in(session):
            if quota["reserved"] is not None:
                people: Collection[str] = self.covered[quota["id"]]
                if not seen.isdisjoint(people):
                    return False
                seen.update(people)
        return True
