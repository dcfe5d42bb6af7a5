"""우리가 본 수료. Completions by application, as the roadmap keeps them: a building block, not guarded."""

from collections.abc import Collection

from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.plan.queries.prerequisites import keys_of_courses
from baeumgil.stages.roadmap.rules.completed import CompletedCourse
from baeumgil.stages.roadmap.rules.course_keys import course_key

FIELDS = (
    "pk",
    "person_id",
    "call__course_id",
    "call__course__code",
    "call__course__name",
    "call__course__recognised_minutes",
    "call__course__institute__name",
    "seat_id",
    "seat__starts_on",
    "seat__ends_on",
)
LONGEST_INSTITUTION = 120


def source_of(application: int) -> str:
    """What a training record says of where it comes from: the application that ended with it."""
    return f"enrolment:{application}"


def completed_courses(
    *, applications: Collection[int] = (), people: Collection[int] = ()
) -> tuple[CompletedCourse, ...]:
    """What these applications, or these people, completed with us, on the last day of the session; two statements."""
    found = Application.objects.filter(state=ApplicationState.COMPLETED, seat__ends_on__isnull=False)
    found = found.filter(person_id__in=sorted(people)) if people else found.filter(pk__in=sorted(applications))
    rows = list(found.order_by("pk").values_list(*FIELDS))
    if not rows:
        return ()
    keys = keys_of_courses({course: (code, name) for _pk, _person, course, code, name, *_rest in rows})
    return tuple(
        CompletedCourse(
            person=person,
            keys=(course_key(code, name), *sorted(keys[course] - {course_key(code, name)})),
            course_name=name,
            completed_on=ends_on,
            source=source_of(application),
            starts_on=starts_on,
            institution=institute[:LONGEST_INSTITUTION],
            minutes=minutes,
        )
        for application, person, course, code, name, minutes, institute, _seat, starts_on, ends_on in rows
    )
