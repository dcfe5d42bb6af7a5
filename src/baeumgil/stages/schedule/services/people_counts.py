"""What `enrolment` says of the people of a session: a building block for its actions, inside their transaction."""

from collections.abc import Mapping

from baeumgil.stages.schedule.models import CourseSession


def note_people(counts: Mapping[int, tuple[int, int]]) -> None:
    """Keep how many have a seat and how many wait, by session. The calendar's revisions stay: nothing moved."""
    rows = list(CourseSession.objects.filter(pk__in=sorted(counts)).order_by("pk"))
    for row in rows:
        row.selected, row.waiting = counts[row.pk]
    CourseSession.objects.bulk_update(rows, ["selected", "waiting"], batch_size=500)
