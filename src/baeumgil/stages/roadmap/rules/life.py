"""What of a career and its records can be seen on a day, put ready for all stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.engines.calendar.spans import Span, joined
from baeumgil.stages.people.rules.career import AbsenceSpan, Career
from baeumgil.stages.people.terms import AbsenceKind

PAUSING = frozenset({AbsenceKind.LEAVE, AbsenceKind.SUSPENSION})


@dataclass(frozen=True, slots=True)
class Completion:
    """이수 기록. A course somebody completed on a day; `course_key` as `course_keys.py` makes it."""

    course_key: str
    on: date
    course_name: str = ""


@dataclass(frozen=True, slots=True)
class Life:
    """One career as seen on one day. `runs`: unbroken runs of service; `pauses`: leave and suspension, joined."""

    career: Career
    on: date
    seen: tuple[Completion, ...]
    runs: list[Span]
    absences: list[Span]
    pauses: list[Span]

    @property
    def begins_on(self) -> date:
        """First day of the first service."""
        return self.runs[0][0]

    @property
    def is_away(self) -> bool:
        """True on a day of any absence."""
        return any(start <= self.on <= end for start, end in self.absences)

    def run_at(self, anchor: date) -> Span:
        """The run of service an anchor belongs to: the last begun by then, or the first."""
        begun = [run for run in self.runs if run[0] <= anchor]
        return begun[-1] if begun else self.runs[0]


def life_on(career: Career, completions: Sequence[Completion], on: date) -> Life:
    """Put a career ready; records after the day are not seen."""
    return Life(
        career=career,
        on=on,
        seen=tuple(record for record in completions if record.on <= on),
        runs=joined((span.starts_on, span.ends_on) for span in career.services),
        absences=joined((span.starts_on, span.ends_on) for span in career.absences),
        pauses=joined(_pause(span, on) for span in career.absences if _pauses(span, on)),
    )


def _pauses(span: AbsenceSpan, on: date) -> bool:
    return span.kind in PAUSING and (span.ends_on is not None or span.starts_on <= on)


def _pause(span: AbsenceSpan, on: date) -> tuple[date, date]:
    return span.starts_on, span.ends_on or on
