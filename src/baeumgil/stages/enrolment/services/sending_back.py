"""1차 대기로 돌아감. A second call that comes to nothing gives people their old place in the first list back.

Plain functions inside actions that hold the calls, the first ones too (`with_parents`).
"""

from collections.abc import Collection, Sequence

from django.db.models import Exists, OuterRef

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application, Call, CallSession, NameList, Wish
from baeumgil.stages.enrolment.services.ending import held_applications
from baeumgil.stages.enrolment.services.seats import tell_schedule
from baeumgil.stages.enrolment.services.steps import Move, advance_all
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, StepReason
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind
from baeumgil.stages.schedule.terms import SessionState


def with_parents(calls: Collection[int]) -> list[int]:
    """These calls and those whose waiting people they took over, to be locked together."""
    parents = Call.objects.filter(pk__in=sorted(calls), parent__isnull=False).values_list("parent_id", flat=True)
    return sorted({*calls, *(parent or 0 for parent in parents)})


def send_back(ended: Sequence[Application], *, actor: Actor, text: str) -> frozenset[int]:
    """Who was carried over waits in the first list again, with the old rank, while anything there may still be had.

    The people who are back. Their first call's free seats are offered in its order.
    """
    sources = {one.carried_from_id: one for one in ended if one.carried_from_id is not None}
    if not sources:
        return frozenset()
    old = [one for one in held_applications(sources) if one.state == ApplicationState.NOT_SELECTED and one.wait_rank]
    open_to = _still_open([one.pk for one in old])
    back = [one for one in old if one.pk in open_to]
    advance_all(
        [
            Move(
                one,
                ApplicationState.WAITLISTED,
                StepReason.SENT_BACK,
                text=text,
                facts={"call": sources[one.pk].call_id, "rank": one.wait_rank},
            )
            for one in back
        ],
        actor=actor,
    )
    tell_each([_told(one, sources[one.pk], is_back=one.pk in open_to) for one in old])
    first = CallSession.objects.filter(call_id__in={one.call_id for one in back}).order_by("session_id")
    sessions = list(first.values_list("session_id", flat=True))
    fill_vacancies(sessions, actor=actor)
    tell_schedule(sessions)
    return frozenset(one.person_id for one in back)


def _still_open(applications: Collection[int]) -> frozenset[int]:
    """Those who still wish for a session that has not begun and whose list is not fixed."""
    listed = NameList.objects.filter(session_id=OuterRef("session_id"))
    wishes = Wish.objects.filter(
        ~Exists(listed),
        application_id__in=sorted(applications),
        is_dropped=False,
        session__state=SessionState.PLACED,
        session__starts_on__gt=clock.today(),
    )
    return frozenset(wishes.values_list("application_id", flat=True))


def _told(one: Application, ended: Application, *, is_back: bool) -> Message:
    title = "1차 대기 순서로 돌아갔습니다" if is_back else "2차 모집이 없어졌고 1차 대기도 이미 끝났습니다"
    return Message(
        person=one.person_id,
        kind=NoticeKind.WAITLIST,
        key=f"sent-back:{ended.pk}",
        title=title,
        text=f"대기 {one.wait_rank}번 그대로입니다."
        if is_back
        else "1차의 명단이 모두 확정되었거나 교육이 시작했습니다.",
        link=f"application:{one.pk}",
    )
