"""참여 제한. Somebody may not apply for a while, for how long is the call's policy; the office may lift it."""

from collections.abc import Collection
from datetime import timedelta

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import is_own, may_run_calls
from baeumgil.stages.enrolment.errors import BarNotFound, ListInvalid, OwnApplication
from baeumgil.stages.enrolment.models import Application, Bar
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy, policy_from_json
from baeumgil.stages.enrolment.terms import BarCause
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind

LONGEST_REASON = 300


def bar_for(applications: Collection[Application], cause: BarCause) -> int:
    """Bar the people of these applications (loaded with their calls) as the policy says; how many.

    For use inside an action. Where the policy gives no days nobody is barred.
    """
    today = clock.today()
    made = []
    for one in applications:
        days = days_of(policy_from_json(one.call.policy), cause)
        if days > 0:
            made.append(
                Bar(
                    person_id=one.person_id,
                    application=one,
                    cause=cause,
                    starts_on=today,
                    ends_on=today + timedelta(days=days - 1),
                    basis=f"{label(cause)}: {one.call.name}"[:LONGEST_REASON],
                )
            )
    Bar.objects.bulk_create(made)
    tell_each(
        [
            Message(
                person=bar.person_id,
                kind=NoticeKind.GENERAL,
                key=f"bar:{bar.application_id}:{cause}",
                title=f"{bar.ends_on:%Y-%m-%d}까지 신청할 수 없습니다",
                text=bar.basis,
                link=f"application:{bar.application_id}",
            )
            for bar in made
        ]
    )
    return len(made)


def days_of(policy: CallPolicy, cause: BarCause) -> int:
    """For how many days somebody may not apply; 0 for not at all."""
    match cause:
        case BarCause.NO_SHOW:
            return policy.no_show_bar_days
        case BarCause.DROP_OUT:
            return policy.drop_out_bar_days
        case BarCause.LATE_CANCELLATION:
            return policy.late_cancellation_bar_days


@action("enrolment.lift_bar")
def lift_bar(*, actor: Actor, bar: int, reason: str) -> None:
    """Let somebody apply again before the bar ends, with the reason. Again: nothing happens.

    Raises `BarNotFound`, `ListInvalid` without a reason, `OwnApplication` for one's own.
    """
    allow(may_run_calls(actor))
    held = hold(Bar, [bar])
    found = held[0] if held else None
    if not isinstance(found, Bar):
        raise BarNotFound(bar=bar)
    if is_own(actor, person=found.person_id):
        raise OwnApplication(bar=bar)
    reason = reason.strip()
    record(f"참여 제한 {bar} 해제", bar=bar)
    if found.lifted_at is not None:
        return
    if not 0 < len(reason) <= LONGEST_REASON:
        text = (
            Said("푸는 까닭을 적으세요.", "Write why the bar is lifted.")
            if not reason
            else Said(
                f"까닭은 {LONGEST_REASON}자까지입니다.", f"The reason can have at most {LONGEST_REASON} characters."
            )
        )
        raise ListInvalid(
            [Problem("reason", text, field="reason")], Said("제한을 풀지 않았습니다.", "The bar was not lifted.")
        )
    lift([found.pk], reason, actor=actor)


def lift(bars: Collection[int], reason: str, *, actor: Actor) -> None:
    """Lift these bars; for use inside an action."""
    Bar.objects.filter(pk__in=sorted(bars), lifted_at=None).update(
        lifted_at=clock.now(), lifted_by=actor.label[:200], lifted_reason=reason[:LONGEST_REASON]
    )
