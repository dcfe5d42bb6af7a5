"""신청할 수 있는 과정. Calls that are open or coming, with free seats and what one has to do with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import may_see_calls
from baeumgil.stages.enrolment.models import Application, Call
from baeumgil.stages.enrolment.queries.call_rows import call_rows, in_phase
from baeumgil.stages.enrolment.rules.rows import CallRow
from baeumgil.stages.enrolment.terms import GONE_STATES, ApplicationState, CallPhase, CallState
from baeumgil.stages.plan.terms import CourseKind

GONE = sorted(state.value for state in GONE_STATES)
LONGEST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Own:
    """What somebody has in a call already."""

    application: int
    state: ApplicationState


@dataclass(frozen=True, slots=True)
class Opening:
    """신청할 수 있는 모집. `own` is one's application in it, None without one."""

    call: CallRow
    own: Own | None = None


@dataclass(frozen=True, slots=True)
class FoundOpenings:
    """찾은 모집. One page of them, and the fields of all that is open or coming, as (code, name) to narrow by."""

    page: Page[Opening]
    fields: tuple[tuple[str, str], ...]


def openings(
    *,
    actor: Actor,
    words: str = "",
    field: str = "",
    kind: CourseKind | None = None,
    phase: CallPhase | None = None,
    page: int = 1,
    size: int = 20,
) -> FoundOpenings:
    """Open and coming calls, the first to close first; five statements, however many there are. Raises `NotAllowed`.

    All words must be found, in the name of the call or the code, name, other names or target of the course.
    """
    if not may_see_calls(actor):
        raise NotAllowed
    wanted = _wanted(words, field, kind, phase)
    counted = _alive().order_by("course__field__order", "course__field__code")
    fields = tuple(
        counted.values_list("course__field__code", "course__field__name").annotate(found=Count("pk", filter=wanted))
    )
    number, start, end = bounds(page, size, sum(found for _code, _name, found in fields))
    rows = call_rows(_alive().filter(wanted).order_by("closes_at", "pk")[start:end])
    own = own_in(actor, {row.id for row in rows})
    return FoundOpenings(
        Page([Opening(row, own.get(row.id)) for row in rows], number, end - start, sum(row[2] for row in fields)),
        tuple(dict.fromkeys((code, name) for code, name, _found in fields)),
    )


def _wanted(words: str, field: str, kind: CourseKind | None, phase: CallPhase | None) -> Q:
    wanted = in_phase(phase) if phase in {CallPhase.OPEN, CallPhase.COMING} else Q(pk__isnull=False)
    if field:
        wanted &= Q(course__field__code=field[:LONGEST_WORDS].replace("\x00", ""))
    if kind is not None:
        wanted &= Q(course__kind=kind)
    for word in words[:LONGEST_WORDS].replace("\x00", "").split():
        spelled = Call.objects.filter(course__names__name__icontains=word).values("course_id")
        wanted &= (
            Q(name__icontains=word)
            | Q(course__name__icontains=word)
            | Q(course__code__icontains=word)
            | Q(course__target_text__icontains=word)
            | Q(course_id__in=spelled)
        )
    return wanted


def own_in(actor: Actor, calls: set[int]) -> Mapping[int, Own]:
    """One's live application in each of these calls; none or one statement."""
    if actor.person is None or not calls:
        return {}
    rows = Application.objects.filter(person_id=actor.person, call_id__in=sorted(calls)).exclude(state__in=GONE)
    return {
        call: Own(application, ApplicationState(state))
        for application, call, state in rows.order_by("pk").values_list("pk", "call_id", "state")
    }


def _alive() -> QuerySet[Call]:
    return Call.objects.filter(state=CallState.ANNOUNCED, closes_at__gt=clock.now())
