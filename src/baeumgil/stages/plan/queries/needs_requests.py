"""과정 수요 요청: what departments ask for and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.plan.access import may_ask, may_manage_needs, may_see_request, units_whose_requests
from baeumgil.stages.plan.errors import RequestNotFound
from baeumgil.stages.plan.models import CourseRequest
from baeumgil.stages.plan.rules.book import RequestLine
from baeumgil.stages.plan.terms import RequestKind, RequestState

NO_ANSWER = (RequestState.SUBMITTED, RequestState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """과정 수요 요청 in a list."""

    id: int
    needs_round: int
    round_name: str
    year: int
    unit: int | None
    unit_name: str
    kind: RequestKind
    title: str
    course: int | None
    course_name: str
    people: int | None
    state: RequestState
    answer: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One request whole, with what the one who looks may do."""

    row: RequestRow
    institute: int
    purpose: str
    target_text: str
    wanted_when: str
    requested_label: str
    decided_course: int | None
    decided_course_name: str
    answered_at: datetime | None
    answered_label: str
    may_answer: bool
    may_withdraw: bool
    may_reopen: bool


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """How many requests of a year stand where."""

    by_state: dict[RequestState, int]

    @property
    def total(self) -> int:
        """All but the withdrawn."""
        return sum(count for state, count in self.by_state.items() if state is not RequestState.WITHDRAWN)

    @property
    def answered(self) -> int:
        """Those that have an answer."""
        return sum(count for state, count in self.by_state.items() if state not in NO_ANSWER)


def requests(
    *,
    actor: Actor,
    institute: int,
    year: int | None = None,
    needs_round: int | None = None,
    state: RequestState | None = None,
    words: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[RequestRow]:
    """Requests the actor may see, the newest first: all for the office, those of their units for liaisons.

    Three statements. Raises `NotAllowed`.
    """
    found = _visible(actor).filter(needs_round__institute_id=institute)
    if year is not None:
        found = found.filter(needs_round__year=year)
    if needs_round is not None:
        found = found.filter(needs_round_id=needs_round)
    if state is not None:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(unit_name__icontains=word) | Q(purpose__icontains=word))
    total = found.count()
    number, start, end = bounds(page, size, total)
    rows = found.select_related("needs_round", "course").order_by("-created_at", "-pk")[start:end]
    return Page([_row(one) for one in rows], number, end - start, total)


def request_counts(*, actor: Actor, institute: int, year: int) -> RequestCounts:
    """How many of a year's requests the actor may see stand where; one statement. Raises `NotAllowed`."""
    found = _visible(actor).filter(needs_round__institute_id=institute, needs_round__year=year)
    grouped = found.order_by().values_list("state").annotate(n=Count("pk"))
    return RequestCounts({RequestState(state): count for state, count in grouped})


def request_card(*, actor: Actor, request: int) -> RequestCard:
    """One request. Raises `RequestNotFound`, also when the actor may not see it."""
    found = CourseRequest.objects.select_related("needs_round", "course", "decided_course").filter(pk=request).first()
    if found is None or not may_see_request(actor, unit=found.unit_id):
        raise RequestNotFound(request=request)
    is_open = found.state == RequestState.SUBMITTED
    may_answer = may_manage_needs(actor)
    return RequestCard(
        row=_row(found),
        institute=found.needs_round.institute_id,
        purpose=found.purpose,
        target_text=found.target_text,
        wanted_when=found.wanted_when,
        requested_label=found.requested_label,
        decided_course=found.decided_course_id,
        decided_course_name=found.decided_course.name if found.decided_course else "",
        answered_at=found.answered_at,
        answered_label=found.answered_label,
        may_answer=may_answer and is_open,
        may_withdraw=may_ask(actor, unit=found.unit_id) and is_open,
        may_reopen=may_answer and found.state not in NO_ANSWER,
    )


def request_lines(institute: int, year: int) -> tuple[RequestLine, ...]:
    """A year's requests with their answers, for its paper; withdrawn ones are left out. One statement."""
    found = CourseRequest.objects.filter(needs_round__institute_id=institute, needs_round__year=year)
    rows = found.exclude(state=RequestState.WITHDRAWN).order_by("needs_round__number", "unit_name", "pk")
    return tuple(
        RequestLine(round_name, unit_name, title, kind == RequestKind.NEW_COURSE, people, RequestState(state), answer)
        for round_name, unit_name, title, kind, people, state, answer in rows.values_list(
            "needs_round__name", "unit_name", "title", "kind", "people", "state", "answer"
        )
    )


def _visible(actor: Actor) -> QuerySet[CourseRequest]:
    units = units_whose_requests(actor)
    if units is EVERYWHERE:
        return CourseRequest.objects.all()
    if not units:
        raise NotAllowed
    return CourseRequest.objects.filter(unit_id__in=sorted(units))


def _row(found: CourseRequest) -> RequestRow:
    return RequestRow(
        id=found.pk,
        needs_round=found.needs_round_id,
        round_name=found.needs_round.name,
        year=found.needs_round.year,
        unit=found.unit_id,
        unit_name=found.unit_name,
        kind=RequestKind(found.kind),
        title=found.title,
        course=found.course_id,
        course_name=found.course.name if found.course else "",
        people=found.people,
        state=RequestState(found.state),
        answer=found.answer,
        created_at=found.created_at,
    )
