"""대체. A unit asks that somebody else of it comes instead; the office decides, since no seat is a unit's own."""

from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.glossary import label
from baeumgil.core.locks import HIGHEST_NUMBER, hold
from baeumgil.core.said import Said
from baeumgil.engines.selection.drawing import new_number
from baeumgil.stages.enrolment.access import is_own, may_nominate, may_run_calls
from baeumgil.stages.enrolment.errors import ApplicationNotFound, ListInvalid, OwnApplication, ReplacementNotFound
from baeumgil.stages.enrolment.events import ParticipantsChanged
from baeumgil.stages.enrolment.models import Application, NameList, Replacement, Wish
from baeumgil.stages.enrolment.queries.clashes import clashes_of, takes_days
from baeumgil.stages.enrolment.queries.eligibility import ineligible
from baeumgil.stages.enrolment.services.seats import release_seat, take_seats, tell_schedule
from baeumgil.stages.enrolment.services.session_holding import held_application
from baeumgil.stages.enrolment.services.steps import Move, advance, begin_all
from baeumgil.stages.enrolment.terms import (
    GONE_STATES,
    ApplicationState,
    AppliedVia,
    ReplacementState,
    StepReason,
)
from baeumgil.stages.people.errors import AccountNotFound
from baeumgil.stages.people.queries.accounts import actor_of
from baeumgil.stages.people.queries.organisation import subtree
from baeumgil.stages.people.queries.persons import PersonRow, person_rows
from baeumgil.stages.people.services.notices import Message, tell, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.queries.session_rows import session_rows
from baeumgil.stages.schedule.rules.rows import SessionRow

LONGEST = 500
REPLACEABLE = (ApplicationState.SELECTED, ApplicationState.CONFIRMED)
TAKES_OVER = (ApplicationState.WAITLISTED, ApplicationState.NOT_SELECTED)


@action("enrolment.ask_replacement")
def ask_replacement(*, actor: Actor, application: int, person: int, reason: str) -> int:
    """Ask that somebody else of the unit comes instead; the request. Liaisons and heads for their units, the office.

    Before the list is fixed only where nobody waits for the session: the waiting list comes first. Raises
    `ListInvalid` with every problem, `ApplicationNotFound`.
    """
    found = held_application(application)
    if found is None:
        allow(may_run_calls(actor) or actor.account is not None)
        raise ApplicationNotFound(application=application)
    allow(may_nominate(actor, unit=found.unit_id))
    reason = reason.strip()
    problems = _problems(found, person)
    if not 0 < len(reason) <= LONGEST:
        problems.append(
            Problem(
                "reason",
                Said(
                    f"대체하는 까닭을 {LONGEST}자 안으로 적으세요.",
                    f"Write the reason for the replacement in at most {LONGEST} characters.",
                ),
                field="reason",
            )
        )
    if problems:
        raise ListInvalid(problems, Said("대체를 요청하지 않았습니다.", "The replacement was not asked for."))
    try:
        with transaction.atomic():
            made = Replacement.objects.create(
                application=found,
                person_id=person,
                reason=reason,
                asked_by=actor.label[:200],
                asked_account=actor.account,
                asked_at=clock.now(),
            )
    except IntegrityError as error:
        raise _asked_already() from error
    record(f"대체 요청 {found.number}", application=application, replacement=made.pk)
    return made.pk


@action("enrolment.answer_replacement")
def answer_replacement(*, actor: Actor, replacement: int, accepts: bool, answer: str = "") -> int | None:
    """Accept a replacement, so that the seat changes hands, or decline it with a reason; the new application.

    Raises `ListInvalid` with every problem, `ReplacementNotFound`, `OwnApplication`.
    """
    allow(may_run_calls(actor))
    asked = Replacement.objects.filter(pk=replacement) if 0 < replacement <= HIGHEST_NUMBER else None
    known = asked.values_list("application_id", flat=True).first() if asked is not None else None
    old = held_application(known) if known is not None else None
    held = hold(Replacement, [replacement])
    if old is None or not held:
        raise ReplacementNotFound(replacement=replacement)
    found = cast("Replacement", held[0])
    if any(is_own(actor, person=person) for person in (old.person_id, found.person_id)):
        raise OwnApplication(replacement=replacement)
    answer = answer.strip()
    problems = (
        []
        if found.state is ReplacementState.ASKED
        else [Problem("over", Said("이미 답한 요청입니다.", "This request is already answered."))]
    )
    if len(answer) > LONGEST or (not accepts and not answer):
        problems.append(
            Problem(
                "answer",
                Said(
                    f"받아들이지 않는 까닭을 {LONGEST}자 안으로 적으세요.",
                    f"Write the reason for declining in at most {LONGEST} characters.",
                ),
                field="answer",
            )
        )
    if accepts and not problems:
        problems = _problems(old, found.person_id, is_answering=True)
    if problems:
        raise ListInvalid(problems)
    found.state = ReplacementState.ACCEPTED if accepts else ReplacementState.DECLINED
    found.answer, found.answered_by, found.answered_at = answer, actor.label[:200], clock.now()
    found.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record(f"대체 요청 {old.number}", replacement=replacement, state=found.state)
    _tell_asker(found, old)
    return _hand_over(old, found.person_id, found.reason, actor) if accepts else None


def _hand_over(old: Application, person: int, reason: str, actor: Actor) -> int:
    session = cast("int", old.seat_id)
    was = old.state
    row = session_rows(Q(pk=session))[0]
    move = Move(old, ApplicationState.CANCELLED, StepReason.REPLACED, reason, changes={"seat_id": None})
    advance(move, actor=actor)
    release_seat(session)
    take_seats({session: 1})
    new = _own_application(old, person)
    if new is None:
        new = _new_application(old, person, session)
        begin_all([new], StepReason.REPLACED, actor=actor, text=reason)
        Wish.objects.create(application=new, session_id=session, rank=1)
        approved = {"is_approved": True, "approved_at": clock.now()}
        advance(Move(new, ApplicationState.APPROVED, StepReason.REPLACED, changes=approved), actor=actor)
        step = StepReason.REPLACED
    else:
        step = StepReason.OVERRIDDEN
    seated = Move(new, ApplicationState.SELECTED, step, reason, {"session": session}, changes={"seat_id": session})
    advance(seated, actor=actor)
    if was is ApplicationState.CONFIRMED:
        advance(Move(new, ApplicationState.CONFIRMED, StepReason.CONFIRMED_BY_OFFICE), actor=actor)
    _tell(old, new, row)
    tell_schedule([session])
    announce(ParticipantsChanged((session,)))
    return new.pk


def _new_application(old: Application, person: int, session: int) -> Application:
    row = _person(person)
    now = clock.now()
    return Application(
        call_id=old.call_id,
        person_id=person,
        unit_id=row.unit,
        unit_name=row.unit_name,
        grade=row.grade,
        grade_title=row.grade_title,
        series=row.series,
        number=new_number(),
        via=AppliedVia.REPLACEMENT,
        request_key=f"replacement-{old.pk}-{session}",
        applied_at=now,
        changed_at=now,
    )


def _own_application(old: Application, person: int) -> Application | None:
    """The application the new person has in the same call, if any that may still be seated."""
    states = [state.value for state in TAKES_OVER]
    return Application.objects.filter(call_id=old.call_id, person_id=person, state__in=states).first()


def _problems(old: Application, person: int, *, is_answering: bool = False) -> list[Problem]:
    """Everything that stands against the change; the rules are the same when it is asked and when it is answered."""
    if old.state not in REPLACEABLE or old.seat_id is None:
        return [
            Problem(
                "state",
                Said(
                    f"지금 상태({label(old.state)})에서는 대체할 수 없습니다.",
                    f"Nobody can be replaced in the present state ({label(old.state, 'en')}).",
                ),
            )
        ]
    row = session_rows(Q(pk=old.seat_id))[0]
    problems = []
    if row.starts_on is None or row.starts_on <= clock.today():
        problems.append(
            Problem("begun", Said("이미 시작했거나 취소된 기수입니다.", "This session has begun or was cancelled."))
        )
    if not is_answering and Replacement.objects.filter(application=old, state=ReplacementState.ASKED).exists():
        problems.append(
            Problem(
                "asked",
                Said("이미 대체를 요청했습니다.", "A replacement was already asked for."),
                Said("답을 기다리세요.", "Wait for the answer."),
            )
        )
    if not NameList.objects.filter(session_id=row.id).exists() and _somebody_waits(row.id):
        text = Said(
            "명단이 확정되기 전에는 대기자에게 먼저 자리를 줍니다.",
            "Until the list is fixed, seats go to those on the waiting list first.",
        )
        problems.append(
            Problem(
                "waiting",
                text,
                Said(
                    "신청을 취소하면 대기자에게 자리가 갑니다.",
                    "Withdraw the application, and the seat goes to the waiting list.",
                ),
            )
        )
    return [*problems, *_person_problems(old, person, row)]


def _person_problems(old: Application, person: int, row: SessionRow) -> list[Problem]:
    who = person_rows(person_ids=[person], on=clock.today()).get(person)
    if who is None:
        return [
            Problem(
                "person",
                Said("그런 사람이 없습니다.", "There is no such person."),
                Said("다시 고르세요.", "Choose again."),
                field="person",
            )
        ]
    problems = []
    if person == old.person_id:
        problems.append(
            Problem(
                "person",
                Said("같은 사람입니다.", "It is the same person."),
                Said("다른 사람을 고르세요.", "Choose somebody else."),
                field="person",
            )
        )
    if old.unit_id is None or who.unit not in subtree(old.unit_id, clock.today()):
        problems.append(
            Problem(
                "unit",
                Said(f"{who.name}: 같은 부서 사람이 아닙니다.", f"{who.name}: not of the same unit."),
                Said("부서 안에서 고르세요.", "Choose within the unit."),
                field="person",
            )
        )
    problems += [
        Problem(
            "ineligible",
            f"{who.name}: {label(reason)}",
            Said("다른 사람을 고르세요.", "Choose somebody else."),
            field="person",
        )
        for reason in ineligible(old.call_id, [person])[person]
    ]
    if takes_days(row.kind) and clashes_of([person], {row.id: row.dates})[person][row.id]:
        problems.append(
            Problem(
                "busy",
                Said(f"{who.name}: 그날 다른 일정이 있습니다.", f"{who.name}: has something else on those days."),
                Said("다른 사람을 고르세요.", "Choose somebody else."),
                field="person",
            )
        )
    others = Application.objects.filter(call_id=old.call_id, person_id=person).exclude(
        state__in=[state.value for state in (*GONE_STATES, *TAKES_OVER)]
    )
    if person != old.person_id and others.exists():
        problems.append(
            Problem(
                "applied",
                Said(
                    f"{who.name}: 이 모집에 이미 신청이 있습니다.",
                    f"{who.name}: already has an application in this call.",
                ),
                field="person",
            )
        )
    return problems


def _somebody_waits(session: int) -> bool:
    wishing = Q(wishes__session_id=session, wishes__is_dropped=False)
    return Application.objects.filter(wishing, state=ApplicationState.WAITLISTED).exists()


def _asked_already() -> ListInvalid:
    return ListInvalid(
        [
            Problem(
                "asked",
                Said("이미 대체를 요청했습니다.", "A replacement was already asked for."),
                Said("답을 기다리세요.", "Wait for the answer."),
            )
        ]
    )


def _person(person: int) -> PersonRow:
    return person_rows(person_ids=[person], on=clock.today())[person]


def _tell_asker(found: Replacement, old: Application) -> None:
    """Whoever asked hears the answer, where they still have an account of their own."""
    try:
        person = actor_of(found.asked_account).person if found.asked_account is not None else None
    except AccountNotFound:
        person = None
    accepted = found.state is ReplacementState.ACCEPTED
    tell(
        people=[] if person is None else [person],
        kind=NoticeKind.SESSION,
        key=f"replacement:{found.pk}",
        title=f"대체 요청을 {'받아들였습니다' if accepted else '받아들이지 않았습니다'}: {old.call.name}",
        text=f"답: {found.answer}" if found.answer else "",
        link="replacements",
    )


def _tell(old: Application, new: Application, row: SessionRow) -> None:
    tell_each(
        [
            Message(
                person=one.person_id,
                kind=NoticeKind.SESSION,
                key=f"replaced:{one.pk}:{row.id}",
                title=title,
                link=f"application:{one.pk}",
            )
            for one, title in (
                (old, f"다른 사람이 대신 가기로 했습니다: {row.title}"),
                (new, f"대신 교육에 가게 되었습니다: {row.title}"),
            )
        ]
    )
