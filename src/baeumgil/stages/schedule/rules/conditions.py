"""편성 조건. What holds for the sessions of a course: what the office said, else what catalogue and custom say.

Every value knows why it is so. A session's own `needs` speak before the course's.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from baeumgil.core.particles import with_particle
from baeumgil.core.said import ENGLISH_MONTHS, Said, joined
from baeumgil.stages.plan.rules.files.durations import read_duration
from baeumgil.stages.plan.rules.kinds import traits_of
from baeumgil.stages.plan.terms import CourseKind, InstructorKind, LegalKind, TargetGroup
from baeumgil.stages.schedule.rules import month_spans
from baeumgil.stages.schedule.rules.condition_policy import ConditionPolicy
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.terms import (
    ALL_WEEK,
    MOST_SESSION_DAYS,
    ConditionField,
    DayPattern,
    RoomFeature,
    TeachingRole,
)

WEEK = 7
MUST = frozenset({TargetGroup.CANDIDATE, TargetGroup.NEWCOMER, TargetGroup.PROMOTED})
YEAR_ROOM = 300
"""Days of a year over which the sessions of a course can well be spread."""
ANY_ROOM = Said(
    "정한 것이 없어 좌석과 설비가 맞는 어느 강의실이나 됩니다.",
    "Nothing was decided: any room with the seats and the equipment.",
)
NO_FEATURES = Said(
    "과정과 교과목에서 따로 갖출 것을 찾지 못했습니다.", "Course and subjects name nothing that has to be there."
)
AFTER_MOVES = Said(
    "업무 담당자 과정은 정기인사 뒤에 둡니다.", "Courses for duties are held after the regular personnel moves."
)
NO_WISH = Said("바라는 때가 없습니다.", "No time is wished for.")
TOO_LONG_BEFORE = Said("임용일 앞에 들어갈 만한 길이가 아닙니다.", "It is too long to fit in before appointments.")
ALL_YEAR = Said(
    "대상에 따라 정해진 때가 없어 한 해에 고르게 둡니다.", "Its people set no time, so it is spread over the year."
)
ONE_LEAD = Said("주 강사 한 사람이 모든 날을 맡는 것으로 봅니다.", "One lead instructor is taken to teach all days.")
MUST_BE_TAKEN = Said(
    "임용·승진에 따라 꼭 받아야 하는 과정입니다.", "It has to be taken after an appointment or a promotion."
)


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """교과목, as far as scheduling asks."""

    name: str
    method: str = ""
    instructor_kind: InstructorKind | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """과정, as the catalogue says it; `needs` are its required courses."""

    course: int
    code: str
    name: str
    kind: CourseKind
    target_group: TargetGroup
    legal_kind: LegalKind
    field_name: str = ""
    days: int | None = None
    duration_text: str = ""
    total_minutes: int | None = None
    place: str = ""
    accessibility: str = ""
    duties: tuple[str, ...] = ()
    needs: tuple[int, ...] = ()
    subjects: tuple[SubjectFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Because:
    """Where a value comes from, in words. `is_given`: the office said so."""

    text: str
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """편성 조건 of a course or a session, every value with its reason.

    `wish` are spans of the year in which a session best starts, `windows` those outside which it may not be.
    `gap_days` None leaves its sessions free of each other. `follows` are courses whose sessions come first.
    """

    course: int
    code: str
    name: str
    kind: CourseKind
    field_name: str
    session_days: int
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
    follows: tuple[int, ...] = ()
    lag_days: int = 0
    priority: int = 1
    note: str = ""
    revision: int = 0
    why: Mapping[ConditionField, Because] = field(default_factory=dict)

    @property
    def given(self) -> tuple[ConditionField, ...]:
        """What the office decided, in the order of the form."""
        return tuple(one for one in ConditionField if one in self.why and self.why[one].is_given)


def derive(facts: CourseFacts, policy: ConditionPolicy) -> ConditionRow:
    """What catalogue and policy say of a course; nothing in it is given."""
    days, days_why = _days(facts, policy)
    within, within_why = _within_week(days, policy)
    room, room_why = _room(facts, policy)
    features, features_why = _features(facts, policy, needs_room=room)
    wish, wish_why = _wish(facts, days, policy)
    gap, gap_why = _gap(days, policy)
    roles, roles_why = _roles(facts, policy)
    priority, priority_why = _priority(facts, policy)
    return ConditionRow(
        course=facts.course,
        code=facts.code,
        name=facts.name,
        kind=facts.kind,
        field_name=facts.field_name,
        session_days=days,
        within_week=within,
        needs_room=room,
        features=features,
        wish=wish,
        gap_days=gap,
        roles=roles,
        follows=facts.needs,
        priority=priority,
        why={
            ConditionField.SESSION_DAYS: Because(days_why),
            ConditionField.PATTERN: Because(
                Said("정한 것이 없어 이어진 날로 봅니다.", "Nothing was decided: days in a row.")
            ),
            ConditionField.WITHIN_WEEK: Because(within_why),
            ConditionField.NEEDS_ROOM: Because(room_why),
            ConditionField.FEATURES: Because(features_why),
            ConditionField.ONLY_ROOMS: Because(ANY_ROOM),
            ConditionField.WINDOWS: Because(
                Said("정한 것이 없어 한 해 어느 때나 됩니다.", "Nothing was decided: any time of the year.")
            ),
            ConditionField.WISH: Because(wish_why),
            ConditionField.WEEKDAYS: Because(
                Said("정한 것이 없어 시작 요일을 가리지 않습니다.", "Nothing was decided: any day of the week.")
            ),
            ConditionField.GAP_DAYS: Because(gap_why),
            ConditionField.ROLES: Because(roles_why),
            ConditionField.AUDIENCE: Because(
                Said(
                    "정한 것이 없어 다른 과정과 겹쳐도 됩니다.", "Nothing was decided: other courses may run beside it."
                )
            ),
            ConditionField.FOLLOWS: Because(
                Said("과정 목록의 필수 선수 과정입니다.", "The prerequisites of the catalogue.")
                if facts.needs
                else Said("필수 선수 과정이 없습니다.", "It has no prerequisites.")
            ),
            ConditionField.PRIORITY: Because(priority_why),
        },
    )


def overlaid(row: ConditionRow, values: Mapping[str, Any], *, by: str) -> ConditionRow:
    """The row with what somebody decided put over it. Keys are those of `Condition`; only keys that are there count.

    `by` says who decided, for the reasons. What cannot be read is left as it was.
    """
    read: dict[str, Any] = {}
    for one in ConditionField:
        if one.value in values:
            value = _read(one, values[one.value])
            if value is not None:
                read[one.value] = None if value is FREE else value
    if "lag_days" in values and isinstance(values["lag_days"], int):
        read["lag_days"] = values["lag_days"]
    if "session_days" in read and "within_week" not in read:
        # A length somebody typed may not fit into the week that was derived from another length.
        read["within_week"] = row.within_week and read["session_days"] <= WEEK
    why = dict(row.why) | {one: Because(by, is_given=True) for one in ConditionField if one.value in values}
    note = values.get("note", row.note)
    return replace(row, **read, note=note if isinstance(note, str) else row.note, why=why)


def wish_of(row: ConditionRow, *, year: int, position: int, of: int) -> tuple[date, date] | None:
    """The span in which one of a course's sessions best starts.

    Sessions share several spans evenly, in order: of four, with March and September wished, two in each. `position`
    counts from 0.
    """
    if not row.wish:
        return None
    spans = sorted(row.wish)
    return spans[min(len(spans) - 1, position * len(spans) // max(1, of))].in_year(year)


def windows_of(row: ConditionRow, *, year: int) -> tuple[tuple[date, date], ...]:
    """Windows as days of a year; empty for the whole year."""
    return tuple(span.in_year(year) for span in sorted(row.windows))


def gap_of(row: ConditionRow, *, sessions: int) -> int | None:
    """Days between starts: as given; a derived one shrinks where many sessions share the year."""
    if row.gap_days is None or sessions < 2:  # noqa: PLR2004  one session has no neighbour
        return row.gap_days
    reason = row.why.get(ConditionField.GAP_DAYS)
    if reason is not None and reason.is_given:
        return row.gap_days
    return min(row.gap_days, YEAR_ROOM // sessions)


def calendar_days(days: int) -> int:
    """How many calendar days so many working days take when they begin on a Monday and no holiday is among them."""
    weeks, rest = divmod(days - 1, 5)
    return weeks * WEEK + rest + 1


class _Free:
    """Somebody decided that there is no limit."""


FREE = _Free()
NUMBERS = {
    ConditionField.SESSION_DAYS: (1, MOST_SESSION_DAYS),
    ConditionField.GAP_DAYS: (0, 366),
    ConditionField.PRIORITY: (1, 9),
}
SPANS = frozenset({ConditionField.WINDOWS, ConditionField.WISH})
SWITCHES = frozenset({ConditionField.WITHIN_WEEK, ConditionField.NEEDS_ROOM})
TERMS: Mapping[ConditionField, type[StrEnum]] = {
    ConditionField.FEATURES: RoomFeature,
    ConditionField.ROLES: TeachingRole,
}


def _read(one: ConditionField, value: Any) -> Any:  # noqa: PLR0911  one line per kind of value
    """A stored value as the row holds it; None for what says nothing, `FREE` for a limit that was lifted."""
    if one is ConditionField.GAP_DAYS and value is None:
        return FREE
    if one in NUMBERS:
        return _number(value, *NUMBERS[one])
    if one in SPANS:
        return month_spans.spans_of(value)
    if one in SWITCHES:
        return value if isinstance(value, bool) else None
    if one in TERMS:
        return tuple(TERMS[one](each) for each in _listed(value) if each in set(TERMS[one]))
    if one is ConditionField.PATTERN:
        return DayPattern(value) if value in set(DayPattern) else None
    if one is ConditionField.AUDIENCE:
        return value.strip() if isinstance(value, str) else None
    if one is ConditionField.WEEKDAYS:
        return tuple(sorted({each for each in _listed(value) if each in ALL_WEEK}))
    return tuple(each for each in _listed(value) if isinstance(each, int))


def _listed(value: Any) -> Collection[Any]:
    return value if isinstance(value, list | tuple) else [value] if isinstance(value, int) else ()


def _number(value: Any, least: int, most: int) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None


def _days(facts: CourseFacts, policy: ConditionPolicy) -> tuple[int, Said]:
    if facts.days:
        return min(facts.days, MOST_SESSION_DAYS), Said(
            f"과정 목록의 교육일수 {facts.days}일입니다.", f"The catalogue says {facts.days} days."
        )
    said = read_duration(facts.duration_text) if facts.duration_text else None
    if said is not None and said.days:
        return min(said.days, MOST_SESSION_DAYS), Said(
            f"교육기간 '{facts.duration_text}'에서 {said.days}일로 읽었습니다.",
            f"Read as {said.days} days from “{facts.duration_text}”.",
        )
    if said is not None and said.weeks:
        days = said.weeks * policy.days_a_week
        text = Said(
            f"교육기간 '{facts.duration_text}': {said.weeks}주 × {policy.days_a_week}일 = {days}일입니다.",
            f"“{facts.duration_text}”: {said.weeks} weeks × {policy.days_a_week} days = {days} days.",
        )
        return min(days, MOST_SESSION_DAYS), text
    minutes = facts.total_minutes or (said.minutes if said is not None else None)
    if minutes:
        days = -(-minutes // policy.minutes_a_day)
        hours, per_day = minutes / 60, policy.minutes_a_day / 60
        text = Said(
            f"교육시간 {hours:g}시간 ÷ 하루 {per_day:g}시간 → {days}일입니다.",
            f"{hours:g} hours ÷ {per_day:g} hours a day → {days} days.",
        )
        return min(days, MOST_SESSION_DAYS), text
    return 1, Said("과정 목록에 교육기간이 없어 하루로 봅니다.", "The catalogue gives no length: one day.")


def _within_week(days: int, policy: ConditionPolicy) -> tuple[bool, Said]:
    most = policy.days_in_one_week
    if days <= most:
        return True, Said(
            f"{days}일이라 한 주 안에 둡니다({most}일까지).",
            f"With {days} days it stays within one week (up to {most} days do).",
        )
    return False, Said(
        f"{days}일이라 한 주에 다 들어가지 않습니다({most}일까지).",
        f"With {days} days it does not fit into one week (up to {most} days do).",
    )


def _room(facts: CourseFacts, policy: ConditionPolicy) -> tuple[bool, Said]:
    if not traits_of(facts.kind).needs_venue:
        return False, Said("이 과정 유형은 우리 강의실을 쓰지 않습니다.", "This kind of course does not use our rooms.")
    word = _found(facts.place, policy.outside_words)
    if word:
        place = with_particle(f"'{facts.place}'", "이라/라")
        return False, Said(
            f"교육장소가 {place} 우리 강의실을 쓰지 않습니다.", f"It is held at “{facts.place}”, not in our rooms."
        )
    return True, Said("이 과정 유형은 강의실에서 합니다.", "This kind of course is held in a room.")


def _features(facts: CourseFacts, policy: ConditionPolicy, *, needs_room: bool) -> tuple[tuple[RoomFeature, ...], Said]:
    if not needs_room:
        return (), Said("강의실을 쓰지 않습니다.", "It uses no room.")
    features: list[RoomFeature] = []
    reasons: list[Said] = []
    for text in (facts.name, *(part for each in facts.subjects for part in (each.method, each.name)), facts.field_name):
        word = _found(text, policy.pc_words)
        if word:
            features.append(RoomFeature.PC)
            named = with_particle(f"'{word}'", "이/가")
            reasons.append(
                Said(f"'{text}'에 {named} 있어 PC가 있어야 합니다.", f"“{text}” names “{word}”: it needs computers.")
            )
            break
    word = _found(facts.accessibility, policy.wheelchair_words)
    if word:
        features.append(RoomFeature.WHEELCHAIR)
        named = with_particle(f"'{word}'", "이/가")
        reasons.append(Said(f"접근성 항목에 {named} 있습니다.", f"Its accessibility notes name “{word}”."))
    return tuple(features), joined(reasons) if reasons else NO_FEATURES


def _wish(facts: CourseFacts, days: int, policy: ConditionPolicy) -> tuple[tuple[MonthSpan, ...], Said]:
    match facts.target_group:
        case TargetGroup.JOB:
            spans = policy.after_moves
            return spans, AFTER_MOVES if spans else NO_WISH
        case TargetGroup.CANDIDATE:
            length = calendar_days(days)
            found = (
                month_spans.before(on, weeks=policy.orientation_weeks, length_days=length) for on in policy.appointments
            )
            spans = tuple(span for span in found if span is not None)
            weeks, dates = policy.orientation_weeks, _dates(policy.appointments)
            text = Said(
                f"임용일({dates}) 앞 {weeks}주 안에 시작해 임용 전에 마칩니다.",
                f"It begins within {weeks} weeks before appointments ({dates.english}) and ends before them.",
            )
            return spans, text if spans else TOO_LONG_BEFORE
        case TargetGroup.PROMOTED:
            spans = tuple(month_spans.after(on, weeks=policy.promotion_weeks) for on in policy.promotions)
            weeks, dates = policy.promotion_weeks, _dates(policy.promotions)
            text = Said(
                f"승진일({dates}) 뒤 {weeks}주 안에 둡니다.",
                f"Within {weeks} weeks after promotions ({dates.english}).",
            )
            return spans, text if spans else NO_WISH
        case _:
            return (), ALL_YEAR


def _gap(days: int, policy: ConditionPolicy) -> tuple[int | None, Said]:
    if days > policy.gap_days:
        return None, Said(
            f"{days}일짜리 과정은 기수끼리 겹칠 수 있어 사이를 두지 않습니다.",
            f"Sessions of {days} days may overlap, so no gap is kept.",
        )
    return policy.gap_days, Said(
        f"같은 과정은 {policy.gap_days}일 이상 띄웁니다. 기수가 많으면 그만큼 줄입니다.",
        f"Sessions of one course are {policy.gap_days} days apart, fewer where there are many.",
    )


def _roles(facts: CourseFacts, policy: ConditionPolicy) -> tuple[tuple[TeachingRole, ...], Said]:
    if not traits_of(facts.kind).needs_instructor:
        return (), Said(
            "이 과정 유형은 우리가 강사를 정하지 않습니다.", "We choose no instructors for this kind of course."
        )
    kinds = [each.instructor_kind for each in facts.subjects]
    if kinds and all(kind is InstructorKind.CONTENT for kind in kinds):
        return (), Said("모든 교과목이 콘텐츠입니다.", "All its subjects are contents.")
    for subject in facts.subjects:
        word = _found(subject.method, policy.assistant_words)
        if word:
            named = with_particle(f"'{word}'", "이/가")
            text = Said(
                f"교과목 '{subject.name}'의 방법에 {named} 있어 보조 강사도 둡니다.",
                f"The method of “{subject.name}” names “{word}”: an assistant too.",
            )
            return (TeachingRole.LEAD, TeachingRole.ASSISTANT), text
    return (TeachingRole.LEAD,), ONE_LEAD


def _priority(facts: CourseFacts, policy: ConditionPolicy) -> tuple[int, Said]:
    if facts.target_group in MUST:
        return policy.must_priority, MUST_BE_TAKEN
    if facts.duties:
        return policy.must_priority, Said(
            f"법정의무교육({facts.duties[0]})이 들어 있습니다.", f"It holds a legal duty ({facts.duties[0]})."
        )
    return 1, Said("특별히 앞세울 까닭을 찾지 못했습니다.", "Nothing was found that puts it first.")


def _found(text: str, words: Collection[str]) -> str:
    plain = text.casefold()
    return next((word for word in words if word.casefold() in plain), "")


def _dates(days: Collection[tuple[int, int]]) -> Said:
    return Said(
        ", ".join(f"{month}월 {day}일" for month, day in days),
        ", ".join(f"{day} {ENGLISH_MONTHS[month - 1]}" for month, day in days),
    )
