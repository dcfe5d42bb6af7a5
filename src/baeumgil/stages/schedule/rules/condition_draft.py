"""편성 조건 as the office decides them: checked whole, every problem at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.schedule.rules.course_orders import Follows, cycle_through
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.terms import (
    ALL_WEEK,
    MOST_SESSION_DAYS,
    ConditionField,
    DayPattern,
    RoomFeature,
    TeachingRole,
)

MOST_GAP = 366
MOST_PRIORITY = 9
AUDIENCE_LENGTH, NOTE_LENGTH = 60, 300
WEEK = 7


@dataclass(frozen=True, slots=True)
class ConditionDraft:
    """What the office decided: `given` names the fields, all others follow from the catalogue whatever they hold."""

    given: frozenset[ConditionField] = frozenset()
    session_days: int | None = None
    pattern: DayPattern = DayPattern.BLOCK
    within_week: bool = False
    needs_room: bool = True
    features: tuple[RoomFeature, ...] = ()
    only_rooms: tuple[int, ...] = ()
    windows: tuple[MonthSpan, ...] = ()
    wish: tuple[MonthSpan, ...] = ()
    weekdays: tuple[int, ...] = ()
    gap_days: int | None = None
    roles: tuple[TeachingRole, ...] = ()
    audience: str = ""
    follows: int | None = None
    lag_days: int = 0
    priority: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConditionWorld:
    """What drafts are checked against: the course, rooms and courses there are, what comes after what already.

    `derived` are the courses before this one where the office decides nothing.
    """

    course: int
    rooms: Collection[int] = ()
    courses: Mapping[int, str] = field(default_factory=dict)
    follows: Follows = field(default_factory=dict)
    derived: tuple[int, ...] = ()


def check_condition(draft: ConditionDraft, world: ConditionWorld) -> list[Problem]:
    """Everything wrong with a draft; only what is given is looked at."""
    problems = [*_numbers(draft), *_choices(draft, world), *_texts(draft)]
    if ConditionField.FOLLOWS not in draft.given:
        is_new = not cycle_through(world.course, world.follows)
        return [*problems, *(_cycle(world.derived, world) if is_new else ())]
    if draft.follows is not None:
        problems += _order(draft.follows, world)
    return problems


def _numbers(draft: ConditionDraft) -> Iterable[Problem]:
    if ConditionField.SESSION_DAYS in draft.given and not 1 <= (draft.session_days or 0) <= MOST_SESSION_DAYS:
        yield Problem(
            "days",
            Said(
                f"일수는 1일부터 {MOST_SESSION_DAYS}일까지입니다.", f"A session has from 1 to {MOST_SESSION_DAYS} days."
            ),
            field="session_days",
        )
    if ConditionField.GAP_DAYS in draft.given and draft.gap_days is not None and not 0 <= draft.gap_days <= MOST_GAP:
        text = Said(f"기수 사이는 0일부터 {MOST_GAP}일까지입니다.", f"Sessions can be from 0 to {MOST_GAP} days apart.")
        yield Problem(
            "gap", text, Said("사이를 두지 않으려면 비우세요.", "Leave it empty for no gap."), field="gap_days"
        )
    if ConditionField.PRIORITY in draft.given and not 1 <= draft.priority <= MOST_PRIORITY:
        yield Problem(
            "priority",
            Said(f"우선순위는 1부터 {MOST_PRIORITY}까지입니다.", f"The priority goes from 1 to {MOST_PRIORITY}."),
            field="priority",
        )
    if ConditionField.FOLLOWS in draft.given and not 0 <= draft.lag_days <= MOST_GAP:
        yield Problem(
            "lag",
            Said(f"사이는 0일부터 {MOST_GAP}일까지입니다.", f"The gap can be from 0 to {MOST_GAP} days."),
            field="lag_days",
        )
    is_week = ConditionField.WITHIN_WEEK in draft.given and draft.within_week
    if is_week and ConditionField.SESSION_DAYS in draft.given and (draft.session_days or 0) > WEEK:
        text = Said(
            f"{draft.session_days}일은 한 주 안에 들어가지 않습니다.",
            f"{draft.session_days} days do not fit into one week.",
        )
        yield Problem(
            "week",
            text,
            Said("일수를 줄이거나 '한 주 안에'를 푸세요.", "Use fewer days or untick “within one week”."),
            field="within_week",
        )
    is_weekly = ConditionField.PATTERN in draft.given and draft.pattern is DayPattern.WEEKLY
    if is_week and is_weekly and (draft.session_days or WEEK) > 1:
        text = Said(
            "매주 한 날씩 하는 과정은 한 주 안에 끝나지 않습니다.",
            "A course held one day a week does not end within one week.",
        )
        yield Problem("week", text, Said("둘 가운데 하나를 고치세요.", "Change one of the two."), field="within_week")


def _choices(draft: ConditionDraft, world: ConditionWorld) -> Iterable[Problem]:
    if ConditionField.ONLY_ROOMS in draft.given and not set(draft.only_rooms) <= set(world.rooms):
        yield Problem(
            "room",
            Said("이 기관에 없는 강의실이 있습니다.", "Some rooms are not of this institute."),
            Said("강의실을 다시 고르세요.", "Choose the rooms again."),
            field="only_rooms",
        )
    if ConditionField.WEEKDAYS in draft.given and not set(draft.weekdays) <= set(ALL_WEEK):
        yield Problem(
            "weekday",
            Said("요일은 월요일부터 일요일까지입니다.", "Days of the week go from Monday to Sunday."),
            field="weekdays",
        )
    has_no_room = ConditionField.NEEDS_ROOM in draft.given and not draft.needs_room
    wants = [one for one in (ConditionField.FEATURES, ConditionField.ONLY_ROOMS) if one in draft.given]
    if has_no_room and any(getattr(draft, one.value) for one in wants):
        text = Said(
            "강의실을 쓰지 않는다고 하면서 강의실의 조건을 정했습니다.",
            "It says that no room is used, but sets conditions for the room.",
        )
        yield Problem("room", text, Said("둘 가운데 하나를 고치세요.", "Change one of the two."), field="needs_room")


def _texts(draft: ConditionDraft) -> Iterable[Problem]:
    if ConditionField.AUDIENCE in draft.given and len(draft.audience.strip()) > AUDIENCE_LENGTH:
        yield Problem(
            "long",
            Said(f"{AUDIENCE_LENGTH}자까지 쓸 수 있습니다.", f"At most {AUDIENCE_LENGTH} characters can be written."),
            field="audience",
        )
    if len(draft.note.strip()) > NOTE_LENGTH:
        yield Problem(
            "long",
            Said(f"{NOTE_LENGTH}자까지 쓸 수 있습니다.", f"At most {NOTE_LENGTH} characters can be written."),
            field="note",
        )


def _order(follows: int, world: ConditionWorld) -> Iterable[Problem]:
    if follows == world.course:
        yield Problem(
            "order",
            Said("자기 자신보다 뒤에 올 수 없습니다.", "A course cannot come after itself."),
            Said("다른 과정을 고르세요.", "Choose another course."),
            field="follows",
        )
    elif follows not in world.courses:
        yield Problem(
            "order",
            Said("이 기관에 없는 과정입니다.", "The course is not of this institute."),
            Said("과정을 다시 고르세요.", "Choose the course again."),
            field="follows",
        )
    else:
        yield from _cycle((follows,), world)


def _cycle(follows: tuple[int, ...], world: ConditionWorld) -> Iterable[Problem]:
    ring = cycle_through(world.course, {**world.follows, world.course: follows})
    if ring:
        names = " → ".join(world.courses.get(one, str(one)) for one in (*ring, ring[0]))
        text = Said(
            f"먼저 끝나야 할 과정이 돌고 돕니다: {names}.",
            f"The courses that must end first go round in a circle: {names}.",
        )
        yield Problem(
            "cycle",
            text,
            Said(
                "이 가운데 한 과정의 ‘먼저 끝나야 할 과정’을 비우세요.",
                "Leave “must end first” empty for one of these courses.",
            ),
            field="follows",
        )
