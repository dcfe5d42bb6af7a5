"""이의신청. Whoever was decided about may ask a person to look again (개인정보 보호법 제37조의2)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import is_own, may_apply_for, may_run_calls
from baeumgil.stages.enrolment.errors import (
    ApplicationNotFound,
    NotAtThisStage,
    OwnApplication,
    ReviewInvalid,
    ReviewNotFound,
    SeatsGone,
)
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Call, CallSession, Review, Wish
from baeumgil.stages.enrolment.rules.selection_checks import review_problems
from baeumgil.stages.enrolment.services.seats import take_seat, tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, ReviewState, StepReason
from baeumgil.stages.people.queries.unit_holders import holders
from baeumgil.stages.people.services.notices import tell
from baeumgil.stages.people.terms import NoticeKind

LONGEST = 2_000
MAY_ASK = frozenset({ApplicationState.WAITLISTED, ApplicationState.NOT_SELECTED, ApplicationState.SELECTED})
MAY_CHANGE = frozenset({ApplicationState.WAITLISTED, ApplicationState.NOT_SELECTED})


@action("enrolment.ask_review")
def ask_review(*, actor: Actor, application: int, text: str) -> int:
    """Ask for a person to look at one's own result again; the review. The office is told.

    Raises `ApplicationNotFound`, `NotAtThisStage` before there is a result, `ReviewInvalid`.
    """
    found = _application(application)
    allow(found is None or may_apply_for(actor, person=found.person_id))
    if found is None:
        raise ApplicationNotFound(application=application)
    if found.call.state != CallState.DECIDED or found.state not in MAY_ASK:
        raise NotAtThisStage(application=application)
    problems = review_problems(text, LONGEST, "text")
    if problems:
        raise ReviewInvalid(problems)
    try:
        with transaction.atomic():
            review = Review.objects.create(application=found, text=text.strip(), asked_at=clock.now())
    except IntegrityError as twice:
        raise ReviewInvalid(
            [
                Problem(
                    "asked_already",
                    Said("이미 낸 이의신청을 보고 있습니다.", "Your request for review is being looked at already."),
                    Said("답을 기다리세요.", "Wait for the answer."),
                    field="text",
                )
            ]
        ) from twice
    tell(
        people=[holder.person for holder in _office() if holder.person is not None],
        kind=NoticeKind.APPLICATION,
        key=f"review:{review.pk}",
        title=f"이의신청이 들어왔습니다: {found.call.name}",
        link="reviews",
    )
    record("이의신청", application=application, review=review.pk)
    return review.pk


@action("enrolment.answer_review")
def answer_review(*, actor: Actor, review: int, state: ReviewState, answer: str, session: int | None = None) -> None:
    """Answer: the result stands (`UPHELD`), or it is changed: to a free seat of `session`, else into the waiting list.

    Nobody answers their own. Raises `ReviewNotFound`, `NotAtThisStage` when it was answered, `OwnApplication`,
    `ReviewInvalid`, `SeatsGone`.
    """
    found = Review.objects.filter(pk=review).first() if review <= HIGHEST_NUMBER else None
    allow(may_run_calls(actor))
    if found is None:
        raise ReviewNotFound(review=review)
    application = Application.objects.select_related("call").get(pk=found.application_id)
    hold(Call, [application.call_id])
    if is_own(actor, person=application.person_id):
        raise OwnApplication(review=review)
    problems = [*review_problems(answer, LONGEST, "answer"), *_change_problems(state, application, session)]
    if problems:
        raise ReviewInvalid(problems)
    open_one = Review.objects.filter(pk=review, state=ReviewState.OPEN)
    if not open_one.update(state=state, answer=answer.strip(), answered_by=actor.label[:200], answered_at=clock.now()):
        raise NotAtThisStage(review=review)
    if state is ReviewState.CHANGED:
        _change(application.pk, session, answer, actor)
    tell(
        people=[application.person_id],
        kind=NoticeKind.RESULT,
        key=f"review-answer:{review}",
        title=f"이의신청에 답했습니다: {application.call.name}",
        link=f"result-page:{application.pk}",
    )
    record("이의신청 답변", application=application.pk, review=review, state=state.value)


def _application(application: int) -> Application | None:
    if application > HIGHEST_NUMBER:
        return None
    return Application.objects.select_related("call").filter(pk=application).first()


def _office() -> Any:
    return holders((Role.TRAINING_OFFICE,), clock.today(), units=())


def _change_problems(state: ReviewState, application: Application, session: int | None) -> list[Problem]:
    if state is ReviewState.OPEN:
        return [
            Problem(
                "no_decision",
                Said("답을 고르지 않았습니다.", "No answer was chosen."),
                Said("유지 또는 변경을 고르세요.", "Choose to uphold or to change."),
                field="state",
            )
        ]
    if state is not ReviewState.CHANGED:
        return []
    problems = []
    if application.state not in MAY_CHANGE:
        problems.append(
            Problem(
                "state",
                Said("지금 상태에서는 결과를 바꿀 수 없습니다.", "The result cannot be changed in the present state."),
                Said("신청의 현재 상태를 확인하세요.", "Check where the application stands."),
                field="state",
            )
        )
    if session is None and application.state == ApplicationState.WAITLISTED:
        problems.append(
            Problem(
                "session_missing",
                Said("이미 대기자입니다.", "The person is already on the waiting list."),
                Said("자리를 줄 기수를 고르세요.", "Choose the session to give a seat in."),
                field="session",
            )
        )
    if session is not None and not (
        session <= HIGHEST_NUMBER and CallSession.objects.filter(call=application.call, session_id=session).exists()
    ):
        problems.append(
            Problem(
                "session_foreign",
                Said("이 모집의 기수가 아닙니다.", "This session does not belong to the call."),
                Said("다시 고르세요.", "Choose again."),
                field="session",
            )
        )
    return problems


def _change(number: int, session: int | None, answer: str, actor: Actor) -> None:
    """Seats first, then the application: the order of locks."""
    if session is not None and not take_seat(session):
        raise SeatsGone(session=session)
    hold(Application, [number])
    application = Application.objects.get(pk=number)
    changes: dict[str, Any] = {"seat_id": session}
    if session is None:
        last = Application.objects.filter(call_id=application.call_id).aggregate(last=Max("wait_rank"))["last"] or 0
        changes = {"wait_rank": last + 1, "waiting_since": clock.now()}
    to = ApplicationState.WAITLISTED if session is None else ApplicationState.SELECTED
    facts = {"session": session}
    advance(Move(application, to, StepReason.REVIEWED, answer.strip(), facts, changes), actor=actor)
    wished = Wish.objects.filter(application_id=number, is_dropped=False).order_by("rank")
    sessions = tuple(sorted({*wished.values_list("session_id", flat=True), *([session] if session else [])}))
    tell_schedule(sessions)
    announce(ParticipantsChanged(sessions))
