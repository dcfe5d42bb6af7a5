"""출결. Who came, who stayed away, who gave up, who completed; with the consequences the call's policy names."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.glossary import label
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import is_own, may_run_calls
from baeumgil.stages.enrolment.errors import ApplicationNotFound, ListInvalid, NotAtThisStage, OwnApplication
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, Bar
from baeumgil.stages.enrolment.rules.outcomes import CAUSES, REASONS, why_not_yet
from baeumgil.stages.enrolment.rules.steps import may_go
from baeumgil.stages.enrolment.services.bars import bar_for, lift
from baeumgil.stages.enrolment.services.completions import tell_roadmap
from baeumgil.stages.enrolment.services.session_holding import held_application, held_applications, held_session
from baeumgil.stages.enrolment.services.steps import Move, advance, advance_all
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason
from baeumgil.stages.schedule.rules.rows import SessionRow

LONGEST_REASON = 300


@action("enrolment.note_outcome")
def note_outcome(*, actor: Actor, session: int, outcomes: Mapping[int, ApplicationState], text: str = "") -> int:
    """Note what became of people of a session, by application, all or none; how many changed.

    What stands already is left as it is. Who did not come or gave up is barred for as long as the policy says; who
    completed has a training record on their road, until it is corrected.
    Raises `ListInvalid` naming everybody for whom it cannot be, `OwnApplication`, `SessionNotFound`.
    """
    allow(may_run_calls(actor))
    row = held_session(session)
    found = held_applications(
        Q(pk__in=sorted(number for number in outcomes if 0 < number <= HIGHEST_NUMBER), seat_id=session)
    )
    if any(is_own(actor, person=one.person_id) for one in found):
        raise OwnApplication(session=session)
    problems = [*_unknown(outcomes, found), *_problems(row, found, outcomes)]
    if problems:
        raise ListInvalid(problems)
    moves = [
        Move(one, outcomes[one.pk], REASONS[outcomes[one.pk]], text=text)
        for one in found
        if one.state is not outcomes[one.pk]
    ]
    changed = [move.application for move in moves]
    corrected = {one.pk for one in changed if one.state is ApplicationState.COMPLETED}
    advance_all(moves, actor=actor)
    for outcome, cause in CAUSES.items():
        bar_for([one for one in changed if outcomes[one.pk] is outcome], cause)
    tell_roadmap(changed, corrected)
    counted = Counter(outcomes[one.pk] for one in changed)
    record(
        f"{row.year}년 {row.title} 출결",
        session=session,
        no_show=counted[ApplicationState.NO_SHOW],
        dropped_out=counted[ApplicationState.DROPPED_OUT],
        completed=counted[ApplicationState.COMPLETED],
        not_completed=counted[ApplicationState.NOT_COMPLETED],
    )
    announce(ParticipantsChanged((session,)))
    return len(changed)


@action("enrolment.take_back_outcome")
def take_back_outcome(*, actor: Actor, application: int, reason: str) -> None:
    """It was noted wrongly that somebody did not come or gave up: they stand as confirmed again, their bar is lifted.

    Raises `ListInvalid` without a reason, `NotAtThisStage`, `ApplicationNotFound`, `OwnApplication`.
    """
    allow(may_run_calls(actor))
    found = held_application(application)
    if found is None:
        raise ApplicationNotFound(application=application)
    if is_own(actor, person=found.person_id):
        raise OwnApplication(application=application)
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ListInvalid(
            [
                Problem(
                    "reason",
                    Said(
                        f"고치는 까닭을 {LONGEST_REASON}자 안으로 적으세요.",
                        f"Write the reason for the correction in at most {LONGEST_REASON} characters.",
                    ),
                    field="reason",
                )
            ]
        )
    if found.state not in CAUSES:
        raise NotAtThisStage(application=application)
    advance(Move(found, ApplicationState.CONFIRMED, StepReason.REVIEWED, text=reason), actor=actor)
    lift(Bar.objects.filter(application=found).values_list("pk", flat=True), reason, actor=actor)
    record(f"출결 고침 {found.number}", application=application)
    announce(ParticipantsChanged((found.seat_id,) if found.seat_id is not None else ()))


def _unknown(outcomes: Mapping[int, ApplicationState], found: list[Application]) -> list[Problem]:
    known = {one.pk for one in found}
    return [
        Problem(
            "not_on_list",
            Said("이 기수의 교육생이 아닙니다.", "This person is no participant of the session."),
            Said("명단을 새로 고치세요.", "Reload the list."),
            field=str(number),
        )
        for number in sorted(outcomes)
        if number not in known
    ]


def _problems(row: SessionRow, found: list[Application], outcomes: Mapping[int, ApplicationState]) -> list[Problem]:
    problems = []
    if row.starts_on is None or row.ends_on is None:
        return [
            Problem(
                "not_placed", Said("날짜가 없거나 취소된 기수입니다.", "This session has no dates or was cancelled.")
            )
        ]
    for one in found:
        outcome = outcomes[one.pk]
        reason = REASONS.get(outcome)
        if reason is None:
            problems.append(
                Problem(
                    "outcome",
                    Said(
                        f"{one.person.name}: 적을 수 없는 결과입니다.",
                        f"{one.person.name}: this outcome cannot be noted.",
                    ),
                    field=str(one.pk),
                )
            )
            continue
        why = why_not_yet(outcome, row.starts_on, row.ends_on, clock.today())
        if one.state is not outcome and not may_go(one.state, outcome, reason):
            why = Said(
                f"지금 상태({label(one.state)})에서는 {label(outcome)}(으)로 적을 수 없습니다.",
                f"In the present state ({label(one.state, 'en')}) “{label(outcome, 'en')}” cannot be noted.",
            )
        if why:
            problems.append(Problem("outcome", f"{one.person.name}: {why}", field=str(one.pk)))
    return problems
