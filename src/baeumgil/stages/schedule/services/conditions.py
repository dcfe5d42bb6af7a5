"""편성 조건 as the office decides them."""

from dataclasses import replace

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.locks import hold
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.queries.institutes import institute_by_id
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import ConditionInvalid, ScheduleMovedOn
from baeumgil.stages.schedule.models import Condition, Room
from baeumgil.stages.schedule.queries.conditions import conditions_of, derived_of
from baeumgil.stages.schedule.rules.condition_draft import ConditionDraft, ConditionWorld, check_condition
from baeumgil.stages.schedule.services.races import one_wins
from baeumgil.stages.schedule.terms import ConditionField


@action("schedule.save_condition")
def save_condition(
    *, actor: Actor, institute: int, course: int, draft: ConditionDraft, revision: int | None = None
) -> int:
    """Decide conditions of a course; what is not given follows from the catalogue again. Its revision afterwards.

    `revision` is the one that was looked at (0 before anything was decided): `ScheduleMovedOn` when somebody was
    faster. Raises `CourseNotFound`, `ConditionInvalid` with every problem. Sessions stay where they are.
    """
    allow(may_edit_schedule(actor))
    allow(may_change(actor, is_example=institute_by_id(institute).is_example))
    known = conditions_of(institute)
    if course not in known:
        raise CourseNotFound(course=course)
    world = ConditionWorld(
        course=course,
        rooms=set(Room.objects.filter(site__institute_id=institute).values_list("pk", flat=True)),
        courses={number: row.name for number, row in known.items()},
        follows={number: row.follows for number, row in known.items()},
        derived=() if ConditionField.FOLLOWS in draft.given else derived_of(institute, course).follows,
    )
    problems = check_condition(draft, world)
    if problems:
        raise ConditionInvalid(problems)
    found = Condition.objects.filter(course_id=course).values_list("pk", flat=True).first()
    held = hold(Condition, [] if found is None else [found])
    condition = held[0] if held and isinstance(held[0], Condition) else Condition(course_id=course, revision=0)
    if revision is not None and condition.revision != revision:
        raise ScheduleMovedOn(course=course)
    _fill(condition, draft)
    with one_wins():
        condition.save()
    record(
        f"편성 조건 {known[course].code} {known[course].name}",
        course=course,
        given=[one.value for one in ConditionField if one in draft.given],
    )
    return condition.revision


def _fill(condition: Condition, draft: ConditionDraft) -> None:
    """Write what is given; everything else goes back to having said nothing."""
    kept = {one.value: getattr(draft, one.value) for one in draft.given}
    said = replace(ConditionDraft(), **kept, lag_days=draft.lag_days if ConditionField.FOLLOWS in draft.given else 0)
    condition.session_days = said.session_days
    condition.pattern = said.pattern
    condition.within_week = said.within_week if ConditionField.WITHIN_WEEK in draft.given else None
    condition.needs_room = said.needs_room if ConditionField.NEEDS_ROOM in draft.given else None
    condition.features = [one.value for one in said.features]
    condition.only_rooms = list(said.only_rooms)
    condition.windows = [span.as_texts() for span in sorted(said.windows)]
    condition.wish = [span.as_texts() for span in sorted(said.wish)]
    condition.weekdays = sorted(set(said.weekdays))
    condition.gap_days = said.gap_days
    condition.roles = [one.value for one in said.roles]
    condition.audience = said.audience.strip()
    condition.follows_id = said.follows
    condition.lag_days = said.lag_days
    condition.priority = said.priority
    condition.note = draft.note.strip()
    condition.given = [one.value for one in ConditionField if one in draft.given]
    condition.revision += 1
    condition.changed_at = clock.now()
