"""수료가 이수 기록이 되는 곳. What a later stage saw completed becomes training records, gone when corrected."""

from collections.abc import Collection, Sequence

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.events import announce
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.rules.as_of import containing
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.roadmap.access import may_credit
from baeumgil.stages.roadmap.errors import NoRulesInForce
from baeumgil.stages.roadmap.events import RecordsChanged
from baeumgil.stages.roadmap.models import TrainingRecord
from baeumgil.stages.roadmap.queries.completions import CHUNK, not_yet_held
from baeumgil.stages.roadmap.queries.rulesets import in_force
from baeumgil.stages.roadmap.rules.completed import CompletedCourse
from baeumgil.stages.roadmap.rules.course_keys import known_courses


@action("roadmap.credit_completions")
def credit_completions(
    *, actor: Actor, completions: Sequence[CompletedCourse], withdrawn: Collection[tuple[int, str]] = ()
) -> int:
    """Keep what was completed, and remove the records of what was not, by person and source; how many changed.

    A completion that is already there, whatever spelling or file it came by, is left as it is. Doing it again
    changes nothing. Statements do not grow with the people (up to 1,000).
    """
    allow(may_credit(actor))
    removed = _withdraw(withdrawn)
    new = not_yet_held(completions)
    past = {career.person: career for career in careers({one.person for one in new})}
    known = _known()
    TrainingRecord.objects.bulk_create(
        [_record(one, past.get(one.person), known) for one in new], batch_size=CHUNK, ignore_conflicts=True
    )
    record("수료", records=len(new), removed=len(removed))
    people = sorted({*removed, *(one.person for one in new)})
    if people:
        announce(RecordsChanged(tuple(people)))
    return len(new) + len(removed)


def _withdraw(withdrawn: Collection[tuple[int, str]]) -> list[int]:
    """Remove the records that bear these sources; whose they were."""
    found = TrainingRecord.objects.filter(
        person_id__in=sorted({person for person, _source in withdrawn}),
        source__in=sorted({source for _person, source in withdrawn}),
    )
    people = list(found.values_list("person_id", flat=True))
    if people:
        found.delete()
    return people


def _known() -> Collection[str]:
    """Every key by which the roadmap in force knows a course."""
    try:
        return known_courses(in_force().stages).keys()
    except NoRulesInForce:
        return ()


def _record(one: CompletedCourse, career: Career | None, known: Collection[str]) -> TrainingRecord:
    posting = None if career is None else containing(career.postings, one.completed_on)
    spell = None if career is None else containing(career.grades, one.completed_on)
    return TrainingRecord(
        person_id=one.person,
        course_key=one.key_among(known),
        course_name=one.course_name,
        institution=one.institution,
        starts_on=one.starts_on,
        completed_on=one.completed_on,
        minutes=one.minutes,
        unit_name=posting.unit_name if posting is not None else "",
        grade_title=spell.title if spell is not None else "",
        source=one.source,
    )
