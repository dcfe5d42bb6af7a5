"""이수 대상자 부르기. The office enters people whose stage is due with the course of a call, or asks them to apply."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_run_calls
from baeumgil.stages.enrolment.errors import ApplicationInvalid
from baeumgil.stages.enrolment.models import Application, Call
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.obstacles import obstacles
from baeumgil.stages.enrolment.rules.application_draft import is_over
from baeumgil.stages.enrolment.services.entering import Entry, enter, repeated
from baeumgil.stages.enrolment.services.nominations import check_entries, check_open, tell_entered
from baeumgil.stages.enrolment.services.windows import check_window
from baeumgil.stages.enrolment.terms import AppliedVia, ApproverKind, StepReason
from baeumgil.stages.people.queries.persons import person_rows
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.roadmap.queries.due_people import people_due

REASON = "이수할 단계가 되어 교육부서가 신청했습니다."


@dataclass(frozen=True, slots=True)
class CalledUp:
    """부른 결과. Applications made, people asked to apply, people left out because something speaks against them."""

    applications: tuple[int, ...] = ()
    told: int = 0
    left_out: int = 0


@action("enrolment.call_up")
def call_up(
    *,
    actor: Actor,
    call: int,
    people: Collection[int] | None = None,
    wishes: Sequence[int] = (),
    asks_only: bool = False,
    key: str = "",
) -> CalledUp:
    """Enter these people, or everybody whose stage is due with the course; with `asks_only` ask them to apply.

    Of everybody, those who may not apply or have had an application are left out; of people named, every problem is
    told and nobody is entered. Heads are still asked as the policy says; the institute's consent is given with it.
    Without wishes, all sessions of the call in their order, as many as may be wished for.
    """
    allow(may_run_calls(actor))
    frame = call_frame(call)
    check_window(frame.state, frame.opens_at, frame.closes_at, may_be_coming=True)
    coming = [number for number, session in frame.sessions.items() if not is_over(session, clock.today())]
    wished = tuple(wishes) or tuple(coming[: frame.policy.most_wishes])
    entry = Entry(AppliedVia.CALL_UP, StepReason.CALLED_UP, wished, REASON, key or secrets.token_hex(8))
    due = sorted(people) if people is not None else _due(frame)
    before = repeated(call, due, entry)
    if asks_only:
        stopped = obstacles(frame, due, ())
        able = [person for person in due if person not in stopped]
        outcome = CalledUp(told=_ask(frame, able), left_out=len(stopped))
    elif before and people is not None:
        outcome = CalledUp(tuple(sorted(before)))
    else:
        check_open(frame)
        outcome = _enter(frame, due, entry, actor, is_named=people is not None)
    record(f"모집 {frame.name}", call=call, people=len(outcome.applications), told=outcome.told)
    return outcome


def _due(frame: CallFrame) -> list[int]:
    stage = Call.objects.filter(pk=frame.id).values_list("course__stage_code", flat=True).first() or ""
    if not stage:
        raise ApplicationInvalid(
            [
                Problem(
                    "no_stage",
                    Said(
                        "이 과정은 로드맵의 단계와 이어져 있지 않습니다.",
                        "This course is not linked to a stage of the roadmap.",
                    ),
                    Said(
                        "과정에 단계를 적거나 사람을 직접 고르세요.",
                        "Name a stage in the course, or choose the people yourself.",
                    ),
                    field="people",
                )
            ]
        )
    had = set(Application.objects.filter(call_id=frame.id).values_list("person_id", flat=True))
    return sorted(people_due(stage, clock.today()).keys() - had)


def _enter(frame: CallFrame, people: Sequence[int], entry: Entry, actor: Actor, *, is_named: bool) -> CalledUp:
    rows = person_rows(person_ids=people, on=clock.today())
    stopped = {} if is_named else obstacles(frame, list(rows), entry.wishes)
    able = [person for person in rows if person not in stopped]
    if not is_named and not able:
        return CalledUp(left_out=len(stopped))
    check_entries(frame, people if is_named else able, {person: rows[person] for person in able}, entry)
    consents = (
        [ApproverKind.INSTITUTE] if actor.kind is ActorKind.PERSON and actor.units(Role.TRAINING_OFFICE) is None else []
    )
    applications = enter(frame, able, entry, actor=actor, consented=dict.fromkeys(able, consents))
    tell_entered(applications, frame, REASON)
    return CalledUp(tuple(one.pk for one in applications), left_out=len(stopped))


def _ask(frame: CallFrame, people: Sequence[int]) -> int:
    return tell_each(
        [
            Message(
                person=person,
                kind=NoticeKind.CALL_UP,
                key=f"call-up:{frame.id}",
                title=f"이수할 교육이 열립니다: {frame.name}",
                text="로드맵에서 지금 이수할 단계입니다. 기간 안에 신청하세요.",
                link=f"apply-call:{frame.id}",
                due_at=frame.closes_at,
            )
            for person in people
        ]
    )
