"""Who completed which courses: a building block for later stages, neither guarded nor logged."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from baeumgil.core.prepared import prepared
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.roadmap.rules.completed import CompletedCourse

CHUNK = 5_000


def course_completions(people: Collection[int], keys: Collection[str]) -> Mapping[int, tuple[tuple[str, date], ...]]:
    """Key and day of each completion of these courses, by person, in order of days; one statement per 5,000 people.

    People without one are absent.
    """
    found: dict[int, list[tuple[str, date]]] = defaultdict(list)
    wanted = sorted(people)
    if not keys:
        return {}
    for start in range(0, len(wanted), CHUNK):
        for person, key, on in _records(people=wanted[start : start + CHUNK], keys=sorted(keys)):
            found[person].append((key, on))
    return {person: tuple(done) for person, done in found.items()}


def not_yet_held(completions: Sequence[CompletedCourse]) -> tuple[CompletedCourse, ...]:
    """Those of which no record is there: none of the same person and day under any spelling of the course.

    Of several that say the same the first; one statement per 5,000 people.
    """
    keys = {key for one in completions for key in one.keys}
    held = {
        (person, key, day)
        for person, done in course_completions({one.person for one in completions}, keys).items()
        for key, day in done
    }
    new = []
    for one in completions:
        spelt = {(one.person, key, one.completed_on) for key in one.keys}
        if held.isdisjoint(spelt):
            new.append(one)
            held |= spelt
    return tuple(new)


_records = prepared(
    lambda people, keys: (
        TrainingRecord.objects.filter(person_id__in=people, course_key__in=keys)
        .order_by("completed_on", "pk")
        .values_list("person_id", "course_key", "completed_on")
    )
)
