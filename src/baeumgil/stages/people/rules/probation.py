"""시보. Until when a new official is on probation (지방공무원법 제28조)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.people.rules.as_of import as_of
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, ServiceSpan
from baeumgil.stages.people.terms import AbsenceKind, EmploymentKind, EntryKind

POLICY = "people.probation"


@dataclass(frozen=True, slots=True)
class Period:
    """How many months, for whom. Empty `grades` or `titles` mean any; a title is matched by its end."""

    employments: frozenset[EmploymentKind]
    grades: frozenset[int]
    titles: tuple[str, ...]
    months: int

    def holds_for(self, service: ServiceSpan, grade: GradeSpan) -> bool:
        """True when this period is the one for that service and first grade."""
        return (
            service.employment in self.employments
            and (not self.grades or grade.grade in self.grades)
            and (not self.titles or grade.title.replace(" ", "").endswith(self.titles))
        )


@dataclass(frozen=True, slots=True)
class ProbationPolicy:
    """The periods, who is spared, and which absences do not count."""

    periods: tuple[Period, ...]
    exempt_entries: frozenset[EntryKind]
    extended_by: frozenset[AbsenceKind]
    article: str

    @classmethod
    def from_value(cls, value: object) -> "ProbationPolicy":
        """From the value of the policy row `people.probation`."""
        if not isinstance(value, Mapping):
            raise TypeError(f"{POLICY} must be a table")
        return cls(
            periods=tuple(
                Period(
                    employments=frozenset(EmploymentKind(word) for word in row["employments"]),
                    grades=frozenset(int(grade) for grade in row["grades"]),
                    titles=tuple(str(title) for title in row["titles"]),
                    months=int(row["months"]),
                )
                for row in value["periods"]
            ),
            exempt_entries=frozenset(EntryKind(word) for word in value["exempt_entries"]),
            extended_by=frozenset(AbsenceKind(word) for word in value["extended_by"]),
            article=str(value["article"]),
        )


def probation_ends_on(career: Career, *, on: date, policy: ProbationPolicy) -> date | None:
    """Last day of probation as it looks on a day; None for those without probation.

    Days away do not count and move the end; an absence still open counts up to `on`.
    """
    if not career.services:
        return None
    service = career.services[-1]
    grade = as_of(career.grades, service.starts_on)
    if grade is None or service.entry in policy.exempt_entries:
        return None
    period = next((period for period in policy.periods if period.holds_for(service, grade)), None)
    if period is None:
        return None
    end = add_months(service.starts_on, period.months) - timedelta(days=1)
    away = [absence for absence in career.absences if absence.kind in policy.extended_by]
    return _extended(end, service.starts_on, away, on)


def _extended(end: date, start: date, absences: Sequence[AbsenceSpan], on: date) -> date:
    for absence in sorted(absences, key=lambda span: span.starts_on):
        if absence.starts_on > min(end, on):
            break
        last = on if absence.ends_on is None else absence.ends_on
        days = (last - max(absence.starts_on, start)).days + 1
        end += timedelta(days=max(0, days))
    return end
