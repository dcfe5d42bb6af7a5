"""이의신청. Those that wait for an answer, and those of one application."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import may_see_results
from baeumgil.stages.enrolment.errors import ReviewNotFound
from baeumgil.stages.enrolment.models import CallSession, Review
from baeumgil.stages.enrolment.rules.selection_rows import ReviewRow
from baeumgil.stages.enrolment.rules.session_titles import told_apart
from baeumgil.stages.enrolment.terms import ApplicationState, ReviewState


@reading("enrolment.reviews", purpose="이의신청 처리")
def reviews(*, actor: Actor, state: ReviewState | None = None, page: int = 1, size: int = 25) -> Page[ReviewRow]:
    """Requests of everybody, the oldest first; three statements. Raises `NotAllowed`."""
    if not may_see_results(actor):
        raise NotAllowed
    chosen = Review.objects.all() if state is None else Review.objects.filter(state=state)
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    found = list(chosen.select_related("application__person", "application__call")[start:end])
    saw([each.application.person_id for each in found], state=state, page=number)
    return Page(rows=_rows(found), number=number, size=end - start, total=total)


@reading("enrolment.reviews", purpose="이의신청 처리")
def review_card(*, actor: Actor, review: int) -> ReviewRow:
    """One request; two statements. Raises `NotAllowed`, `ReviewNotFound`."""
    if not may_see_results(actor):
        raise NotAllowed
    found = _whole(review).first()
    if found is None:
        raise ReviewNotFound(review=review)
    saw([found.application.person_id], review=review)
    return _rows([found])[0]


def open_reviews(*, actor: Actor) -> int:
    """How many wait for an answer; nought for who may not see them. One statement."""
    return Review.objects.filter(state=ReviewState.OPEN).count() if may_see_results(actor) else 0


def reviews_of(application: int) -> tuple[ReviewRow, ...]:
    """Requests of one application, the oldest first. A building block: who may look was asked before."""
    found = Review.objects.filter(application_id=application).select_related("application__person", "application__call")
    return tuple(_rows(list(found)))


def _whole(review: int) -> QuerySet[Review]:
    known = review if review <= HIGHEST_NUMBER else 0
    return Review.objects.select_related("application__person", "application__call").filter(pk=known)


def _rows(found: list[Review]) -> list[ReviewRow]:
    titles = _titles({each.application.call_id for each in found})
    return [
        ReviewRow(
            id=each.pk,
            application=each.application_id,
            call_name=each.application.call.name,
            person=each.application.person_id,
            person_name=each.application.person.name,
            unit_name=each.application.unit_name,
            number=each.application.number,
            application_state=ApplicationState(each.application.state),
            text=each.text,
            asked_at=each.asked_at,
            state=ReviewState(each.state),
            answer=each.answer,
            answered_by=each.answered_by,
            answered_at=each.answered_at,
            sessions=titles[each.application.call_id],
        )
        for each in found
    ]


def _titles(calls: Iterable[int]) -> dict[int, dict[int, str]]:
    titles: dict[int, dict[int, str]] = defaultdict(dict)
    rows = (
        CallSession.objects.filter(call_id__in=sorted(calls))
        .order_by("call_id", "order", "pk")
        .values_list("call_id", "session_id", "session__name", "session__number", "session__year__year")
    )
    years: dict[int, int] = {}
    for call, session, name, number, year in rows:
        titles[call][session] = f"{name} {number}기"
        years[session] = year
    return defaultdict(dict, {call: told_apart(held, years) for call, held in titles.items()})
