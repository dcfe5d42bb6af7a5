"""신청 자격. Who may apply for a course: everything that speaks against it, in one fixed order."""

from dataclasses import dataclass, field
from datetime import date

from baeumgil.stages.enrolment.terms import IneligibleReason
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.standing import kind_on
from baeumgil.stages.people.terms import PersonKind
from baeumgil.stages.roadmap.rules.definition import Filters
from baeumgil.stages.roadmap.rules.filters import holds


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks of people. With `is_strict` the target of the course binds, otherwise it advises.

    `done_before_years`: in how many calendar years, the present one among them, the course may not have been completed
    yet; 0 lets everybody take it again.
    """

    filters: Filters = field(default_factory=Filters)
    is_strict: bool = True
    done_before_years: int = 1


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody brings along: needed courses not completed, last day of a bar, completions of this very course."""

    missing: tuple[str, ...] = ()
    barred_until: date | None = None
    done_on: tuple[date, ...] = ()


def ineligible_for(asked: Asked, career: Career, past: Past, on: date) -> tuple[IneligibleReason, ...]:
    """Every reason why somebody may not apply on a day; empty when they may.

    A course completed in an earlier year may be taken again (priority goes to who never did); how early is the
    call's policy.
    """
    barring_from = on.year - asked.done_before_years + 1
    found = {
        IneligibleReason.NOT_SERVING: kind_on(career.kind, career.services, on) is PersonKind.FORMER,
        IneligibleReason.NOT_TARGET: asked.is_strict and not holds(asked.filters, career, on),
        IneligibleReason.PREREQUISITE: bool(past.missing),
        IneligibleReason.BARRED: past.barred_until is not None and past.barred_until >= on,
        IneligibleReason.DONE_BEFORE: any(barring_from <= day.year <= on.year for day in past.done_on),
    }
    return tuple(reason for reason, holds_true in found.items() if holds_true)
