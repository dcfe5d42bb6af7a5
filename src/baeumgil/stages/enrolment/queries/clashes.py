"""What people have on which days: seats they hold, sessions they teach. Building blocks, neither guarded nor logged."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db.models import Q

from baeumgil.core.prepared import prepared
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.rules.clashes import Busy, Clash, ClashKind, clashes_of_sessions
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.terms import CourseKind, Delivery
from baeumgil.stages.schedule.queries.teaching_days import teaching_days_of

HOLDING = (
    ApplicationState.AWAITING_APPROVAL,
    ApplicationState.SELECTED,
    ApplicationState.CONFIRMED,
    ApplicationState.OFFERED,
)
"""States in which a seat, where there is one, takes its days."""


def takes_days(kind: CourseKind) -> bool:
    """Whether a course asks people to be somewhere on its days; e-learning is done at one's own time."""
    return delivery_of(kind) is not Delivery.ONLINE


def clashes_of(
    people: Collection[int], sessions: Mapping[int, Collection[date]], *, ignoring: Collection[int] = ()
) -> Mapping[int, Mapping[int, tuple[Clash, ...]]]:
    """By person and session (with its days): what collides. Seven statements, however many people.

    `sessions` are those that take days (`takes_days`). Seats of the applications `ignoring` do not count.
    """
    absences = {career.person: career.absences for career in careers(people)}
    busy = busy_days(people, [on for dates in sessions.values() for on in dates], ignoring=ignoring)
    return {
        person: clashes_of_sessions(sessions, busy.get(person, ()), absences.get(person, ()))
        for person in sorted(people)
    }


def busy_days(
    people: Collection[int], dates: Collection[date], *, ignoring: Collection[int] = ()
) -> Mapping[int, Sequence[Busy]]:
    """Days between the first and the last of these on which people have a seat or teach; two statements.

    Who has nothing is absent.
    """
    if not dates or not people:
        return {}
    span = (min(dates), max(dates))
    found: dict[int, list[Busy]] = defaultdict(list)
    rows = _seats(ignoring=sorted(ignoring), people=sorted(people), first=span[0], last=span[1])
    for person, on, session, name, kind in rows:
        if takes_days(CourseKind(kind)):
            found[person].append(Busy(on, ClashKind.BOOKING, session, name))
    for person, days in teaching_days_of(people, *span).items():
        found[person].extend(Busy(on, ClashKind.TEACHING, session, name) for on, session, name in days)
    return found


_seats = prepared(
    lambda ignoring, people, first, last: (
        Application.objects.filter(
            ~Q(pk__in=ignoring),
            person_id__in=people,
            state__in=[state.value for state in HOLDING],
            seat__session_days__on__range=(first, last),
        )
        .order_by("seat__session_days__on", "pk")
        .values_list("person_id", "seat__session_days__on", "seat_id", "seat__name", "seat__course__kind")
    )
)
