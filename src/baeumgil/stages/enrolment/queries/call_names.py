"""Calls by what people at a command line call them: the number of a session, or the code of a course."""

from django.db.models import Case, IntegerField, Q, Value, When

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.locks import HIGHEST_NUMBER
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.access import may_see_calls
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.models import Call
from baeumgil.stages.enrolment.terms import CallState

LONGEST_NAME = 60


def call_named(*, actor: Actor, name: str) -> int:
    """The call of a session (by number) or of a course (by code): the newest not decided yet, else the newest.

    One statement. Raises `NotAllowed`, `CallNotFound`.
    """
    if not may_see_calls(actor):
        raise NotAllowed
    asked = name.strip()[:LONGEST_NAME].replace("\x00", "")
    wanted = Q(course__code=asked)
    if asked.isascii() and asked.isdigit() and int(asked) <= HIGHEST_NUMBER:
        wanted |= Q(call_sessions__session_id=int(asked))
    is_decided = Case(When(state=CallState.DECIDED, then=Value(1)), default=Value(0), output_field=IntegerField())
    found = (
        Call.objects.filter(wanted, state__in=[CallState.ANNOUNCED.value, CallState.DECIDED.value])
        .order_by(is_decided, "-opens_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        text = Said(
            f"기수 번호나 과정 코드가 '{asked}'인 공고한 모집이 없습니다. "
            "모집 번호가 아니라 그 모집의 기수 번호나 과정 코드를 주세요.",
            f"No announced call has a session or a course '{asked}'. "
            "Give the number of one of its sessions or the code of its course, not the number of the call.",
        )
        raise CallNotFound(text, name=asked)
    return found
