"""과정 수요 요청: asked by a department, answered by the office, withdrawn or opened again."""

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import EVERYWHERE, Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.organisation import unit_on
from baeumgil.stages.plan.access import may_ask, may_manage_needs, units_asked_for
from baeumgil.stages.plan.errors import NeedsInvalid, RequestNotFound, RequestOver, RoundClosed
from baeumgil.stages.plan.models import Course, CourseRequest
from baeumgil.stages.plan.queries.needs_rounds import takes_requests
from baeumgil.stages.plan.rules.needs_drafts import RequestDraft, check_answer, check_request
from baeumgil.stages.plan.services.needs_rounds import held_round
from baeumgil.stages.plan.terms import CourseState, RequestState, RoundState


@action("plan.ask_for_course")
def ask_for_course(
    *, actor: Actor, needs_round: int, draft: RequestDraft, unit: int | None = None, unit_name: str = ""
) -> int:
    """Ask in a unit's name; the request. The office may ask for a body outside by name, without a unit of ours.

    Raises `RoundNotFound`, `RoundClosed`, `NeedsInvalid`, `UnitNotFound`.
    """
    found = held_round(needs_round)
    allow(may_ask(actor, unit=unit) if unit is not None else units_asked_for(actor) is EVERYWHERE)
    today = clock.today()
    if not takes_requests(RoundState(found.state), found.opens_on, found.closes_on, today):
        raise RoundClosed(needs_round=needs_round)
    problems = list(check_request(draft))
    if unit is None and not unit_name.strip():
        problems.append(
            Problem(
                "unit",
                Said("요청하는 부서가 없습니다.", "The unit that asks is missing."),
                Said("부서를 고르거나 이름을 적으세요.", "Choose the unit or give its name."),
                field="unit",
            )
        )
    problems += _course_problems(draft.course, found.institute_id)
    if problems:
        raise NeedsInvalid(problems)
    made = CourseRequest.objects.create(
        needs_round=found,
        unit_id=unit,
        unit_name=(unit_on(unit, today).full_name if unit is not None else unit_name.strip())[:300],
        requested_by=actor.account,
        requested_label=actor.label[:200],
        kind=draft.kind,
        course_id=draft.course,
        title=draft.title.strip()[:200],
        purpose=draft.purpose.strip(),
        target_text=draft.target_text.strip()[:300],
        people=draft.people,
        wanted_when=draft.wanted_when.strip()[:120],
        created_at=clock.now(),
    )
    record(f"수요 요청 {made.title}", course_request=made.pk, needs_round=needs_round, unit=unit)
    return made.pk


@action("plan.answer_request")
def answer_request(*, actor: Actor, request: int, state: RequestState, answer: str, course: int | None = None) -> None:
    """End a request with a text its department sees: adopted, merged into a course, deferred or declined.

    `course` is the one it was merged into, or that came of it. Raises `RequestOver` when it has an answer already.
    """
    found = _held(request)
    allow(may_manage_needs(actor))
    if found.state != RequestState.SUBMITTED:
        raise RequestOver(request=request)
    problems = [
        *check_answer(state, answer, course),
        *_course_problems(course, found.needs_round.institute_id),
    ]
    if problems:
        raise NeedsInvalid(problems)
    CourseRequest.objects.filter(pk=request).update(
        state=state,
        answer=answer.strip(),
        decided_course_id=course,
        answered_at=clock.now(),
        answered_label=actor.label[:200],
    )
    record(f"수요 요청 답변 {found.title}", course_request=request, state=state)


@action("plan.reopen_request")
def reopen_request(*, actor: Actor, request: int) -> None:
    """Take the answer back so that another can be given; the audit log keeps the old ending."""
    found = _held(request)
    allow(may_manage_needs(actor))
    if found.state in {RequestState.SUBMITTED, RequestState.WITHDRAWN}:
        raise RequestOver(
            Said("답한 요청만 다시 열 수 있습니다.", "Only an answered request can be reopened."), request=request
        )
    before = found.state
    CourseRequest.objects.filter(pk=request).update(
        state=RequestState.SUBMITTED, decided_course_id=None, answered_at=None, answered_label=""
    )
    record(f"수요 요청 다시 열기 {found.title}", course_request=request, state=before)


@action("plan.withdraw_request")
def withdraw_request(*, actor: Actor, request: int) -> None:
    """Take a request back that has no answer yet. Raises `RequestOver` when it has."""
    found = _held(request)
    allow(may_ask(actor, unit=found.unit_id))
    if found.state != RequestState.SUBMITTED:
        raise RequestOver(request=request)
    CourseRequest.objects.filter(pk=request).update(state=RequestState.WITHDRAWN)
    record(f"수요 요청 거두기 {found.title}", course_request=request)


def _held(request: int) -> CourseRequest:
    held = hold(CourseRequest, [request])
    if not held or not isinstance(held[0], CourseRequest):
        raise RequestNotFound(request=request)
    return held[0]


def _course_problems(course: int | None, institute: int) -> list[Problem]:
    if course is None or Course.objects.filter(pk=course, institute_id=institute, state=CourseState.ACTIVE).exists():
        return []
    return [
        Problem(
            "course",
            Said(
                "고른 과정이 이 기관에 없거나 끝났습니다.",
                "The chosen course does not exist in this institute or has ended.",
            ),
            Said("목록에서 다시 고르세요.", "Choose again from the list."),
            field="course",
        )
    ]
