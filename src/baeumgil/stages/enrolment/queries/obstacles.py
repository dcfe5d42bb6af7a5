"""What speaks against many people's applications for one call. A building block, neither guarded nor logged."""

from collections.abc import Collection, Mapping, Sequence

from baeumgil.core import clock
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.call_frames import CallFrame
from baeumgil.stages.enrolment.queries.clashes import busy_days, takes_days
from baeumgil.stages.enrolment.queries.eligibility import course_asked, judge
from baeumgil.stages.enrolment.rules.application_draft import problems_of_clashes, problems_of_person
from baeumgil.stages.enrolment.rules.clashes import clashes_of_sessions
from baeumgil.stages.enrolment.terms import GONE_STATES, IneligibleReason
from baeumgil.stages.people.queries.careers import careers

GONE = sorted(state.value for state in GONE_STATES)


def obstacles(
    frame: CallFrame,
    people: Collection[int],
    wishes: Sequence[int],
    by_person: Mapping[int, Sequence[int]] | None = None,
) -> Mapping[int, tuple[Problem, ...]]:
    """What speaks against each of these people; who may apply is absent. Statements do not grow with the people.

    Who wishes for something else stands in `by_person`.
    """
    own = by_person or {}
    today = clock.today()
    asked = course_asked(
        frame.course,
        frame.course_code,
        frame.course_name,
        frame.target_filters,
        policy=frame.policy,
    )
    known = {career.person: career for career in careers(people)}
    judged = judge(asked, known, today)
    wished = {*wishes, *(wish for mine in own.values() for wish in mine)}
    days = {wish: session.dates for wish, session in frame.sessions.items() if wish in wished}
    if not takes_days(frame.course_kind):
        days = {}
    busy = busy_days(people, [on for dates in days.values() for on in dates])
    there = set(
        Application.objects.filter(call_id=frame.id, person_id__in=sorted(people))
        .exclude(state__in=GONE)
        .values_list("person_id", flat=True)
    )
    found: dict[int, tuple[Problem, ...]] = {}
    for person in sorted(people):
        problems = list(problems_of_person(judged.get(person, (IneligibleReason.NOT_SERVING,))))
        if person in there:
            problems.append(
                Problem(
                    "applied_already",
                    Said("이미 신청했습니다.", "Already applied."),
                    Said("명단에서 빼세요.", "Take the person off the list."),
                    field="people",
                )
            )
        if person in known:
            mine = {wish: days[wish] for wish in own.get(person, wishes) if wish in days}
            clashes = clashes_of_sessions(mine, busy.get(person, ()), known[person].absences)
            problems += problems_of_clashes(clashes, frame.sessions)
        if problems:
            found[person] = tuple(problems)
    return found
