"""What an application is checked against, read for everybody who applies at this moment at once. A building block."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from baeumgil.core import clock
from baeumgil.core.together import Together
from baeumgil.stages.enrolment.errors import CallNotFound
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.clashes import busy_days, takes_days
from baeumgil.stages.enrolment.queries.eligibility import course_asked, judge
from baeumgil.stages.enrolment.rules.clashes import Busy
from baeumgil.stages.enrolment.terms import IneligibleReason
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.rules.career import Career

Question = tuple[int, int]
"""A call and a person."""


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """A call that is announced (None: there is none) and a person: career, what speaks against them, taken days."""

    frame: CallFrame | None
    career: Career | None = None
    reasons: tuple[IneligibleReason, ...] = ()
    busy: Sequence[Busy] = ()


def applicant_facts(call: int, person: int) -> ApplicantFacts:
    """Facts of one person in one call; fourteen statements, shared with all who ask at the same moment."""
    if transaction.get_connection().in_atomic_block:
        return _facts([(call, person)])[call, person]  # nobody else may see what is not committed
    return _together.ask((call, person))


def _facts(asked: Sequence[Question]) -> Mapping[Question, ApplicantFacts]:
    people: dict[int, set[int]] = defaultdict(set)
    for call, person in asked:
        people[call].add(person)
    return {(call, person): facts for call, known in people.items() for person, facts in _of_call(call, known).items()}


def _of_call(call: int, people: set[int]) -> Mapping[int, ApplicantFacts]:
    try:
        frame = call_frame(call)
    except CallNotFound:
        return {person: ApplicantFacts(None) for person in people}
    course = course_asked(
        frame.course,
        frame.course_code,
        frame.course_name,
        frame.target_filters,
        policy=frame.policy,
    )
    known = {career.person: career for career in careers(people)}
    reasons = judge(course, known, clock.today()) if known else {}
    days = [on for session in frame.sessions.values() for on in session.dates] if takes_days(frame.course_kind) else []
    busy = busy_days(people, days)
    return {
        person: ApplicantFacts(frame, known.get(person), reasons.get(person, ()), busy.get(person, ()))
        for person in people
    }


_together: Together[Question, ApplicantFacts] = Together(_facts)
