"""부서의 교육생 명단. Sessions to which people of somebody's units go, in numbers: the way to each list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from baeumgil.core import clock
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.enrolment.access import units_seen
from baeumgil.stages.enrolment.models import Application, NameList, Replacement
from baeumgil.stages.enrolment.queries.name_lists import COMING
from baeumgil.stages.enrolment.terms import ReplacementState
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import told_apart

BACK = timedelta(days=60)
MOST = 200


@dataclass(frozen=True, slots=True)
class UnitList:
    """부서 사람이 가는 기수. `going` counts people of one's units; `number` is the list's, None before it is fixed."""

    session: int
    title: str
    starts_on: date | None
    ends_on: date | None
    going: int
    number: int | None
    asked: int


def unit_lists(*, actor: Actor) -> tuple[UnitList, ...]:
    """Sessions since two months ago to which people of the actor's units go, the next first; no personal data.

    Constant statements. Raises `NotAllowed`.
    """
    units = units_seen(actor)
    if units is not EVERYWHERE and not units:
        raise NotAllowed
    mine = Q() if units is None else Q(unit_id__in=sorted(units))
    seated = Application.objects.filter(mine, state__in=COMING, seat__ends_on__gte=clock.today() - BACK)
    counted = seated.order_by("-seat__starts_on", "seat_id").values_list("seat_id", "seat__starts_on")
    going = {session: count for session, _day, count in counted.annotate(Count("pk"))[:MOST]}
    rows = session_rows(Q(pk__in=sorted(going)))
    titles, numbers, asked = told_apart(rows), _numbers(going), _asked(going, mine)
    today = clock.today()
    found = [
        UnitList(
            row.id, titles[row.id], row.starts_on, row.ends_on, going[row.id], numbers.get(row.id), asked.get(row.id, 0)
        )
        for row in rows
    ]
    coming = [one for one in found if one.ends_on is None or one.ends_on >= today]
    over = [one for one in found if one not in coming]
    return (
        *sorted(coming, key=lambda one: (one.starts_on or today, one.session)),
        *sorted(over, key=lambda one: (one.starts_on or today, one.session), reverse=True),
    )


def _numbers(sessions: Collection[int]) -> Mapping[int, int]:
    rows = NameList.objects.filter(session_id__in=sorted(sessions)).order_by("session_id").values_list("session_id")
    return dict(rows.annotate(Max("number")))


def _asked(sessions: Collection[int], mine: Q) -> Mapping[int, int]:
    """Requests for a replacement that wait for the office, by session."""
    applications = Application.objects.filter(mine, seat_id__in=sorted(sessions))
    rows = Replacement.objects.filter(application__in=applications, state=ReplacementState.ASKED)
    return dict(rows.order_by("application__seat_id").values_list("application__seat_id").annotate(Count("pk")))
