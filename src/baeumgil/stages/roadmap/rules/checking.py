"""What contradicts itself in a draft of stages, each named with its stage and field."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, english
from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.people.terms import CITY_GRADES
from baeumgil.stages.roadmap.rules.definition import Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.wording import field_name
from baeumgil.stages.roadmap.terms import Collision, Trigger

Finding = tuple[str, str, str]

STAGE_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_MONTHS = 720
_MOST_DAYS = 3660
_LONGEST_NAME = 120
_SAMPLE = tuple(date(year, month, day) for year in (2023, 2024) for month in range(1, 13) for day in (1, 15, 28))
_MONTH_ENDS = tuple(date(year, month, 31) for year in (2023, 2024) for month in (1, 3, 5, 7, 8, 10, 12))


def check_stages(stages: Sequence[Stage]) -> list[Problem]:
    """Everything that contradicts itself, in Korean; `field` is "단계코드.field". Empty: the draft may be saved."""
    if not stages:
        return [
            Problem(
                "no_stages",
                Said("단계가 하나도 없습니다.", "There is not a single stage."),
                Said("한 단계라도 넣으세요.", "Add at least one stage."),
                field="stages",
            )
        ]
    problems = [
        _problem(stage, place, finding)
        for place, stage in enumerate(stages, start=1)
        for check in _CHECKS
        for finding in check(stage)
    ]
    return problems + _overlaps(stages) + _circles(stages) + _mixed_groups(stages)


def _problem(stage: Stage, place: int, finding: Finding) -> Problem:
    code, path, message = finding
    return Problem(
        code,
        Said(
            f"{_the_field(stage, place, path)}: {message}",
            f"{_the_field(stage, place, path).english}: {english(message)}",
        ),
        field=f"{stage.code or place}.{path}",
    )


def _the_field(stage: Stage, place: int, path: str) -> Said:
    return Said(
        f"'{stage.name or stage.code or f'{place}번째'}' 단계의 {field_name(path)}",
        f"{field_name(path).english} of stage “{stage.name or stage.code or place}”",
    )


def _texts(stage: Stage) -> Iterator[Finding]:
    if not STAGE_CODE.fullmatch(stage.code):
        yield (
            "code",
            "code",
            Said(
                "영문 소문자로 시작하고 소문자·숫자·밑줄만 쓴 40자까지의 부호여야 합니다.",
                "It must begin with a small letter and have only small letters, digits and underscores, at most "
                "40 characters.",
            ),
        )
    if not stage.name.strip():
        yield "name", "name", Said("비어 있습니다.", "It is empty.")
    if len(stage.name) > _LONGEST_NAME:
        yield "name", "name", Said(f"{_LONGEST_NAME}자를 넘습니다.", f"It is longer than {_LONGEST_NAME} characters.")
    if not stage.basis.strip():
        yield (
            "basis",
            "basis",
            Said(
                "비어 있습니다. 법령, 조례나 계획의 이름과 조항을 적으세요.",
                "It is empty. Give the name and article of the law, ordinance or plan.",
            ),
        )


def _validity(stage: Stage) -> Iterator[Finding]:
    if stage.valid_from and stage.valid_to and stage.valid_to < stage.valid_from:
        yield (
            "validity",
            "valid_to",
            Said(
                f"적용 끝일({stage.valid_to})이 적용 시작일({stage.valid_from})보다 앞섭니다.",
                f"The last day ({stage.valid_to}) is before the first day ({stage.valid_from}).",
            ),
        )


def _windows(stage: Stage) -> Iterator[Finding]:
    yield from _window(stage.window, "window")
    for place, block in enumerate(stage.blocks):
        yield from _window(block.window, f"blocks[{place}].window")
    opens_near = _is_near(stage.window.opens)
    if stage.trigger is Trigger.RETIREMENT and opens_near and _can_follow(stage.window.opens, Offset()):
        yield (
            "window",
            "window.opens",
            Said(
                "정년퇴직 뒤에 시작하면 이수할 사람이 없습니다.",
                "If it begins after retirement, there is nobody left to complete it.",
            ),
        )


def _window(window: Window, path: str) -> Iterator[Finding]:
    wide = [name for name, offset in _offsets(window) if not _is_near(offset)]
    for name in wide:
        yield (
            "window",
            f"{path}.{name}",
            Said(
                f"{_MOST_MONTHS}개월과 {_MOST_DAYS}일을 넘을 수 없습니다.",
                f"It cannot be more than {_MOST_MONTHS} months and {_MOST_DAYS} days.",
            ),
        )
    if wide:
        return
    if _can_follow(window.opens, window.due):
        yield (
            "window",
            f"{path}.opens",
            Said(
                "시작이 기한보다 늦을 수 있습니다. 기한을 늦추거나 시작을 당기세요.",
                "The start can come after the due date. Make the due date later or the start earlier.",
            ),
        )
    if window.closes is not None and _can_follow(window.due, window.closes):
        yield (
            "window",
            f"{path}.due",
            Said(
                "기한이 마감보다 늦을 수 있습니다. 마감을 늦추거나 기한을 당기세요.",
                "The due date can come after the closing date. Make the closing date later or the due date earlier.",
            ),
        )


def _offsets(window: Window) -> Iterator[tuple[str, Offset]]:
    yield "opens", window.opens
    yield "due", window.due
    if window.closes is not None:
        yield "closes", window.closes


def _is_near(offset: Offset) -> bool:
    return abs(offset.months) <= _MOST_MONTHS and abs(offset.days) <= _MOST_DAYS


def _can_follow(early: Offset, late: Offset) -> bool:
    """True when, for some anchor, what should be earlier comes after what should be later."""
    return any(
        add_months(day, early.months, early.days) > add_months(day, late.months, late.days)
        for day in _SAMPLE + _MONTH_ENDS
    )


def _trigger(stage: Stage) -> Iterator[Finding]:
    trigger = stage.trigger
    needs = {
        Trigger.POSITION: ("positions", Said("직위", "a position")),
        Trigger.COMPLETION: ("after_courses", Said("앞서 마칠 과정", "a course to complete first")),
    }
    if trigger in needs and not getattr(stage, needs[trigger][0]):
        path, word = needs[trigger]
        yield (
            "trigger",
            path,
            Said(
                f"계기가 '{label(trigger)}'이면 {word}이(가) 있어야 합니다.",
                f"The trigger “{label(trigger, 'en')}” needs {english(word)}.",
            ),
        )
    owners = {"grades": Trigger.PROMOTION, "positions": Trigger.POSITION, "after_courses": Trigger.COMPLETION}
    for path, owner in owners.items():
        if getattr(stage, path) and trigger is not owner:
            yield (
                "trigger",
                path,
                Said(
                    f"계기가 '{label(owner)}'일 때만 씁니다. 사람을 가리려면 '대상'에 적으세요.",
                    f"This is only for the trigger “{label(owner, 'en')}”. To choose people, use “whom it concerns”.",
                ),
            )


def _people(stage: Stage) -> Iterator[Finding]:
    groups = [("grades", stage.grades), ("filters.grades", stage.filters.grades)]
    groups += [(f"exempt[{place}].grades", item.grades) for place, item in enumerate(stage.exempt)]
    for path, grades in groups:
        unknown = sorted(set(grades) - set(CITY_GRADES))
        if unknown:
            yield (
                "grade",
                path,
                Said(
                    f"{', '.join(f'{grade}급' for grade in unknown)}은(는) 없습니다. 1급부터 9급까지입니다.",
                    f"There is no grade {', '.join(map(str, unknown))}. Grades go from 1 to 9.",
                ),
            )
        if len(set(grades)) < len(grades):
            yield "grade", path, Said("같은 직급이 두 번 있습니다.", "The same grade is there twice.")
    for place, item in enumerate(stage.exempt):
        if item == Filters():
            yield (
                "exempt",
                f"exempt[{place}]",
                Said(
                    "비어 있어 모두가 면제됩니다. 조건을 적거나 지우세요.",
                    "It is empty, so everybody would be exempt. Give a condition or remove it.",
                ),
            )


def _completion(stage: Stage) -> Iterator[Finding]:
    if not (stage.courses or stage.substitutes or stage.blocks):
        yield (
            "courses",
            "courses",
            Said(
                "무엇을 마치면 이수인지 과정이 하나는 있어야 합니다.",
                "At least one course is needed that completes the stage.",
            ),
        )
    if stage.blocks and stage.courses:
        yield (
            "courses",
            "courses",
            Said(
                "구간이 있는 단계는 구간마다 과정을 적습니다. 여기는 비우세요.",
                "A stage with parts has its courses in each part. Leave this empty.",
            ),
        )
    for path, courses in (("courses", stage.courses), ("substitutes", stage.substitutes)):
        if any(not course.code.strip() for course in courses):
            yield "courses", path, Said("과정 코드가 비어 있습니다.", "A course code is empty.")
    both = {course.code for course in stage.courses} & {course.code for course in stage.substitutes}
    if both:
        yield (
            "courses",
            "substitutes",
            Said(
                f"'{', '.join(sorted(both))}'이(가) 인정 과정에도 있습니다. 한쪽에만 두세요.",
                f"“{', '.join(sorted(both))}” is among the accepted courses too. Keep it in one place only.",
            ),
        )
    if stage.class_size is not None and stage.class_size < 1:
        yield "class_size", "class_size", Said("1명 이상이어야 합니다.", "It must be 1 or more.")


def _blocks(stage: Stage) -> Iterator[Finding]:
    for code, count in Counter(block.code for block in stage.blocks).items():
        if count > 1:
            yield (
                "blocks",
                "blocks",
                Said(
                    f"구간 코드 '{code}'이(가) {count}번 나옵니다. 서로 다르게 하세요.",
                    f"The part code “{code}” is there {count} times. Make them different.",
                ),
            )
    for place, block in enumerate(stage.blocks):
        if not block.code.strip():
            yield "blocks", f"blocks[{place}].code", Said("비어 있습니다.", "It is empty.")
        if not block.courses:
            yield (
                "blocks",
                f"blocks[{place}].courses",
                Said(
                    "무엇을 마치면 이 구간이 끝나는지 과정이 있어야 합니다.",
                    "A course is needed that completes this part.",
                ),
            )


def _collision(stage: Stage) -> Iterator[Finding]:
    if stage.collision is not Collision.KEEP_BOTH and not stage.group:
        yield (
            "collision",
            "group",
            Said(
                f"'겹칠 때'가 '{label(stage.collision)}'이면 어느 묶음인지 적어야 합니다.",
                f"With “{label(stage.collision, 'en')}” for overlaps, name the group.",
            ),
        )
    if stage.collision is Collision.EARLIER_COUNTS and stage.collision_months < 1:
        yield (
            "collision",
            "collision_months",
            Said(
                "앞 단계 이수를 몇 개월까지 인정할지 1 이상으로 적으세요.",
                "Say for how many months an earlier completion counts, 1 or more.",
            ),
        )


_CHECKS: tuple[Callable[[Stage], Iterator[Finding]], ...] = (
    _texts,
    _validity,
    _windows,
    _trigger,
    _people,
    _completion,
    _blocks,
    _collision,
)


def _pairs(stages: Sequence[Stage]) -> Iterator[tuple[Stage, Stage, int]]:
    """Every two stages, and the place of the later one."""
    for (_, early), (place, late) in combinations(enumerate(stages, start=1), 2):
        yield early, late, place


def _overlaps(stages: Sequence[Stage]) -> list[Problem]:
    return [
        Problem(
            "overlap",
            Said(
                f"{_the_field(late, place, 'valid_from')}: 코드가 같은 '{early.name}' 단계와 시행 기간이 겹칩니다.",
                f"{_the_field(late, place, 'valid_from').english}: in force at the same time as stage "
                f"“{early.name}”, which has the same code.",
            ),
            Said(
                "앞 단계의 종료일을 적거나 코드를 달리하세요.", "Give the earlier stage a last day or use another code."
            ),
            field=f"{late.code or place}.valid_from",
        )
        for early, late, place in _pairs(stages)
        if early.code == late.code and _overlap(early, late)
    ]


def _overlap(one: Stage, other: Stage) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    return start <= min(one.valid_to or date.max, other.valid_to or date.max)


def _circles(stages: Sequence[Stage]) -> list[Problem]:
    """Stages that wait for each other's completion, or for their own."""
    after = {place: _waits_for(stages, stage) for place, stage in enumerate(stages, start=1)}
    return [
        Problem(
            "circle",
            Said(
                f"{_the_field(stage, place, 'after_courses')}: 이 단계를 마쳐야 이 단계가 시작되는 고리가 생깁니다.",
                f"{_the_field(stage, place, 'after_courses').english}: a circle arises, in which this stage must "
                "be completed before it can begin.",
            ),
            Said(
                "앞서 마칠 과정을 다른 단계의 과정으로 바꾸세요.",
                "Choose a course of another stage as the one to complete first.",
            ),
            field=f"{stage.code or place}.after_courses",
        )
        for place, stage in enumerate(stages, start=1)
        if place in _reachable(after, place)
    ]


def _waits_for(stages: Sequence[Stage], stage: Stage) -> set[int]:
    if stage.trigger is not Trigger.COMPLETION:
        return set()
    wanted = {course.code for course in stage.after_courses}
    return {place for place, other in enumerate(stages, start=1) if wanted & _settling(other)}


def _settling(stage: Stage) -> set[str]:
    in_blocks = (course for block in stage.blocks for course in block.courses)
    return {course.code for course in (*stage.courses, *stage.substitutes, *in_blocks)}


def _reachable(after: dict[int, set[int]], start: int) -> set[int]:
    seen: set[int] = set()
    waiting = list(after[start])
    while waiting:
        place = waiting.pop()
        if place not in seen:
            seen.add(place)
            waiting += after[place]
    return seen


def _mixed_groups(stages: Sequence[Stage]) -> list[Problem]:
    return [
        Problem(
            "collision",
            Said(
                f"{_the_field(late, place, 'collision')}: 같은 묶음 '{late.group}'의 '{early.name}' 단계와 다릅니다.",
                f"{_the_field(late, place, 'collision').english}: differs from stage “{early.name}” of the same "
                f"group “{late.group}”.",
            ),
            Said("한 묶음은 한 가지로 맞추세요.", "Use one way for the whole group."),
            field=f"{late.code or place}.collision",
        )
        for early, late, place in _pairs(stages)
        if early.group and early.group == late.group and early.collision is not late.collision
    ]
