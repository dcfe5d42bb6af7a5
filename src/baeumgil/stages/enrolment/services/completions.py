"""수료가 로드맵에 닿는 곳. Completions noted here become training records there, and go when they are corrected."""

from collections.abc import Collection, Iterator, Sequence

from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.completions import completed_courses, source_of
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.roadmap.events import RecordsChanged
from baeumgil.stages.roadmap.queries.completions import not_yet_held
from baeumgil.stages.roadmap.services.completions import credit_completions

AT_ONCE = 5_000


def tell_roadmap(changed: Sequence[Application], corrected: Collection[int]) -> None:
    """The roadmap learns who completed, of these whose outcome was noted, and whose completion was `corrected`."""
    completed = [one.pk for one in changed if one.state is ApplicationState.COMPLETED]
    withdrawn = [(one.person_id, source_of(one.pk)) for one in changed if one.pk in corrected]
    if completed or withdrawn:
        credit_completions(
            actor=Actor.system(reason="수료"),
            completions=completed_courses(applications=completed),
            withdrawn=withdrawn,
        )


def after_records_changed(event: RecordsChanged) -> None:
    """Reaction: a file that said the same as a completion of ours may be taken back; the completion stands."""
    for people in _chunks(event.person_ids):
        missing = not_yet_held(completed_courses(people=people))
        if missing:
            credit_completions(actor=Actor.system(reason="이수 기록이 바뀜"), completions=missing)


def _chunks(people: Sequence[int]) -> Iterator[Sequence[int]]:
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))
