"""선발 결과, as the office looks at it and as its applicants do."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.paging import Page, bounds
from baeumgil.stages.enrolment.access import may_see_application, may_see_results
from baeumgil.stages.enrolment.errors import ApplicationNotFound, SelectionNotFound
from baeumgil.stages.enrolment.models import Application, Selection, SelectionLine
from baeumgil.stages.enrolment.queries.reviews import reviews_of
from baeumgil.stages.enrolment.queries.selection_reasons import (
    Names,
    names_of,
    refused_by,
    refused_wishes,
    session_titles,
)
from baeumgil.stages.enrolment.rules.call_policy import policy_from_json
from baeumgil.stages.enrolment.rules.draw_numbers import draw_number
from baeumgil.stages.enrolment.rules.own_result import own_result
from baeumgil.stages.enrolment.rules.selection_effect import effective
from baeumgil.stages.enrolment.rules.selection_rows import LineCard, LineRow, ResultCard, SelectionCard, SelectionRow
from baeumgil.stages.enrolment.terms import (
    GONE_STATES,
    ApplicationState,
    CallState,
    Mechanism,
    Outcome,
    SelectionState,
)

__all__ = [
    "line_card",
    "refused_wishes",
    "result_of",
    "selection_card",
    "selection_lines",
    "selection_of_call",
    "selections_of",
]

LONGEST_WORDS = 80


def selections_of(*, actor: Actor, call: int) -> tuple[SelectionRow, ...]:
    """Every selection of a call, the newest first; one statement. Raises `NotAllowed`."""
    _need(actor)
    known = call if call <= HIGHEST_NUMBER else 0
    return tuple(_row(found) for found in _whole().filter(call_id=known).order_by("-number"))


def selection_of_call(*, actor: Actor, call: int) -> SelectionRow | None:
    """The selection at work or published; None where there is none. One statement. Raises `NotAllowed`."""
    _need(actor)
    known = call if call <= HIGHEST_NUMBER else 0
    found = _whole().filter(call_id=known).exclude(state=SelectionState.DISCARDED).first()
    return _row(found) if found is not None else None


@reading("enrolment.selection_lines", purpose="선발 결과 확인")
def selection_card(*, actor: Actor, selection: int) -> SelectionCard:
    """One selection with its overrides; five statements. Raises `NotAllowed`, `SelectionNotFound`."""
    _need(actor)
    found = _found(selection)
    overrides = _lines(SelectionLine.objects.filter(selection=found, override__isnull=False), found, found.call_id)
    saw([line.person for line in overrides], selection=selection)
    mine = Application.objects.filter(call_id=found.call_id, person_id=actor.person or 0)
    return SelectionCard(
        row=_row(found),
        awaiting=Application.objects.filter(call_id=found.call_id, state=ApplicationState.AWAITING_APPROVAL).count(),
        is_own=mine.exclude(state__in=[state.value for state in GONE_STATES]).exists(),
        overrides=tuple(overrides),
        sessions=session_titles(found.call_id),
    )


@reading("enrolment.selection_lines", purpose="선발 결과 확인")
def selection_lines(
    *,
    actor: Actor,
    selection: int,
    outcome: Outcome | None = None,
    session: int | None = None,
    words: str = "",
    page: int = 1,
    size: int = 50,
) -> Page[LineRow]:
    """Lines in the published order, with reasons; constant statements. Raises `NotAllowed`, `SelectionNotFound`."""
    _need(actor)
    found = _found(selection)
    chosen = SelectionLine.objects.filter(selection=found)
    if outcome is not None:
        chosen = chosen.filter(Q(override=outcome) | Q(override=None, outcome=outcome))
    if session is not None:
        known = session if session <= HIGHEST_NUMBER else 0
        chosen = chosen.filter(Q(override_session_id=known) | Q(override=None, session_id=known))
    for word in words[:LONGEST_WORDS].replace("\x00", "").split():
        chosen = chosen.filter(
            Q(application__number__icontains=word)
            | Q(application__person__name__icontains=word)
            | Q(application__unit_name__icontains=word)
        )
    total = chosen.count()
    number, start, end = bounds(page, size, total)
    rows = _lines(chosen, found, found.call_id, start, end)
    saw([row.person for row in rows], selection=selection, outcome=outcome, session=session, words=words, page=number)
    return Page(rows=rows, number=number, size=end - start, total=total)


@reading("enrolment.selection_lines", purpose="선발 결과 조정")
def line_card(*, actor: Actor, line: int) -> LineCard:
    """One line with its selection; constant statements. Raises `NotAllowed`, `SelectionNotFound`."""
    _need(actor)
    chosen = SelectionLine.objects.filter(pk=line if line <= HIGHEST_NUMBER else 0)
    selection = chosen.values_list("selection_id", flat=True).first()
    if selection is None:
        raise SelectionNotFound(line=line)
    found = _found(selection)
    row = _lines(chosen, found, found.call_id)[0]
    saw([row.person], selection=selection)
    return LineCard(_row(found), row, session_titles(found.call_id))


@reading("enrolment.result", purpose="선발 결과와 까닭 확인")
def result_of(*, actor: Actor, application: int) -> ResultCard:
    """One applicant's published result. Raises `ApplicationNotFound`, also before publication and for others."""
    line = (
        SelectionLine.objects.select_related("selection__call__course", "application__person")
        .filter(application_id=application if application <= HIGHEST_NUMBER else 0)
        .filter(selection__state=SelectionState.PUBLISHED)
        .first()
    )
    if line is None or not may_see_application(actor, person=line.application.person_id, unit=line.application.unit_id):
        raise ApplicationNotFound(application=application)
    held, selection = line.application, line.selection
    saw([held.person_id], application=application)
    names = names_of(selection.call_id, selection.figures, line.refusals)
    effect = effective(line.outcome, line.session_id, line.override, line.override_session_id)
    own = own_result(selection.problem, selection.result, seed=selection.call.seed, number=draw_number(held.number))
    return ResultCard(
        application=held.pk,
        person=held.person_id,
        person_name=held.person.name,
        number=held.number,
        state=ApplicationState(held.state),
        call=selection.call_id,
        call_name=selection.call.name,
        call_number=selection.call.number,
        course_name=selection.call.course.name,
        policy=policy_from_json(selection.call.policy),
        seed_hash=selection.call.seed_hash,
        seed=selection.call.seed,
        bundle_digest=selection.bundle_digest,
        published_at=selection.second_at,
        place=line.place,
        applied=selection.figures.get("applied", 0),
        effect=effect,
        seat_title=names.sessions.get(effect.session or 0, ""),
        rank=line.rank if not effect.is_overridden else None,
        wait_rank=held.wait_rank,
        override_reason=line.override_reason,
        refused=refused_by(line.refusals, line.place, names, own.explained),
        sessions=tuple(selection.figures.get("sessions", ())),
        reviews=reviews_of(held.pk),
        values=own.values,
    )


def _need(actor: Actor) -> None:
    if not may_see_results(actor):
        raise NotAllowed


def _whole() -> QuerySet[Selection]:
    return Selection.objects.select_related("call__course").defer("problem", "result")


def _found(selection: int) -> Selection:
    found = _whole().filter(pk=selection if selection <= HIGHEST_NUMBER else 0).first()
    if found is None:
        raise SelectionNotFound(selection=selection)
    return found


def _row(found: Selection) -> SelectionRow:
    is_out = found.state == SelectionState.PUBLISHED
    return SelectionRow(
        id=found.pk,
        call=found.call_id,
        call_name=found.call.name,
        call_number=found.call.number,
        call_state=CallState(found.call.state),
        course=found.call.course_id,
        course_name=found.call.course.name,
        number=found.number,
        mechanism=Mechanism(found.mechanism),
        policy=policy_from_json(found.call.policy),
        state=SelectionState(found.state),
        figures=found.figures,
        problem_digest=found.problem_digest,
        result_digest=found.result_digest,
        bundle_digest=found.bundle_digest,
        seed_hash=found.call.seed_hash,
        seed=found.call.seed if is_out else "",
        made_at=found.made_at,
        made_by=found.made_by,
        first_account=found.first_account,
        first_by=found.first_by,
        first_at=found.first_at,
        second_by=found.second_by,
        second_at=found.second_at,
    )


def _lines(
    chosen: QuerySet[SelectionLine], selection: Selection, call: int, start: int = 0, end: int | None = None
) -> list[LineRow]:
    rows = list(chosen.select_related("application__person").order_by("place")[start:end])
    names = names_of(call, selection.figures, list(_refusals(rows)))
    return [_line(row, names) for row in rows]


def _refusals(rows: Iterable[SelectionLine]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield from row.refusals


def _line(row: SelectionLine, names: Names) -> LineRow:
    computed = effective(row.outcome, row.session_id, None, None)
    effect = effective(row.outcome, row.session_id, row.override, row.override_session_id)
    application = row.application
    return LineRow(
        id=row.pk,
        application=application.pk,
        person=application.person_id,
        person_name=application.person.name,
        unit_name=application.unit_name,
        grade_title=application.grade_title,
        number=application.number,
        place=row.place,
        computed=computed,
        computed_title=names.sessions.get(computed.session or 0, ""),
        effect=effect,
        effect_title=names.sessions.get(effect.session or 0, ""),
        rank=row.rank,
        wait_rank=row.wait_rank,
        override_reason=row.override_reason,
        override_by=row.override_by,
        override_at=row.override_at,
        refused=refused_by(row.refusals, row.place, names),
    )
