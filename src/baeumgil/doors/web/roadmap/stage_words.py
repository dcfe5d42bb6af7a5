"""A stage in plain words, as a table of fields: what a person reads, and what two versions are compared by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from baeumgil.doors.web.office.choices import label_of
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.terms import Collision, Trigger

SAID_IN_YEARS = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table: what, and how it is."""

    name: str
    text: str


def offset_words(offset: Offset) -> str:
    """`그날`, `6개월 뒤`, `3년 전`, `1개월 10일 뒤`."""
    if not (offset.months or offset.days):
        return _("그날")
    if offset.months * offset.days < 0:
        return f"{_span(offset.months, 0)} {_side(offset.months)}, {_span(0, offset.days)} {_side(offset.days)}"
    return f"{_span(offset.months, offset.days)} {_side(offset.months or offset.days)}"


def anchor_words(stage: Stage) -> str:
    """The fact of a career that the stage hangs on: `6급으로 승진한 날`."""
    match stage.trigger:
        case Trigger.APPOINTMENT:
            text = _("임용된 날")
        case Trigger.PROMOTION:
            grades = "·".join(f"{grade}급" for grade in stage.grades)
            text = _("%(grades)s으로 승진한 날") % {"grades": grades} if grades else _("승진한 날")
        case Trigger.POSITION:
            text = _("%(positions)s 직위를 받은 날") % {"positions": "·".join(_labels(stage.positions)) or _("아무")}
        case Trigger.POSTING:
            text = _("다른 부서로 옮긴 날")
        case Trigger.RETURN:
            text = _("복직·복귀한 날")
        case Trigger.RETIREMENT:
            text = _("정년퇴직일")
        case Trigger.COMPLETION:
            text = _("‘%(courses)s’ 수료일") % {"courses": ", ".join(course.name for course in stage.after_courses)}
    return text


def window_words(window: Window) -> str:
    """`그날부터 6개월 뒤까지, 그 뒤에도 이수할 수 있음`."""
    text = _("%(opens)s부터 %(due)s까지") % {"opens": offset_words(window.opens), "due": offset_words(window.due)}
    if window.closes is None:
        return text + _(", 그 뒤에도 이수할 수 있음")
    if window.closes == window.due:
        return text
    return text + _(", 늦어도 %(closes)s까지") % {"closes": offset_words(window.closes)}


def filter_words(filters: Filters) -> str:
    """`6급·7급, 일반직`; `모든 사람` when nobody is filtered out."""
    parts = [
        "·".join(f"{grade}급" for grade in filters.grades),
        "·".join(filters.series),
        "·".join(_labels(filters.employments)),
        "·".join(_labels(filters.positions)),
        "·".join(_labels(filters.authorities)),
        "·".join(_labels(filters.entries)),
    ]
    return ", ".join(part for part in parts if part) or _("모든 사람")


def course_words(courses: Sequence[CourseRef]) -> str:
    """Names with codes, and the institution where one is named."""
    return ", ".join(
        f"{course.name} ({course.code}{' · ' + course.institution if course.institution else ''})" for course in courses
    )


def block_words(block: Block) -> str:
    """One part in a line."""
    parts = [f"{block.name} [{label_of(block.kind)}]", block.length_text, window_words(block.window)]
    courses = course_words(block.courses)
    return " · ".join(part for part in [*parts, courses] if part)


def facts(stage: Stage) -> list[Fact]:
    """Every field that says something, in reading order."""
    return [fact for fact in _all(stage) if fact.text]


def _all(stage: Stage) -> Iterable[Fact]:
    yield Fact(_("이름"), stage.name)
    yield Fact(_("근거"), stage.basis)
    yield Fact(_("목적"), stage.purpose)
    yield Fact(_("갈래"), label_of(stage.strand))
    yield Fact(_("의무"), label_of(stage.obligation))
    yield Fact(_("계기"), anchor_words(stage))
    yield Fact(_("기간"), window_words(stage.window))
    yield Fact(_("되풀이"), label_of(stage.repetition))
    yield Fact(_("대상"), filter_words(stage.filters))
    yield Fact(_("면제 대상"), " / ".join(filter_words(item) for item in stage.exempt))
    yield Fact(_("면제 설명"), stage.exempt_note)
    yield Fact(_("인정 과정"), course_words(stage.courses))
    yield Fact(_("대체 과정"), course_words(stage.substitutes))
    yield Fact(_("구간"), " / ".join(block_words(block) for block in stage.blocks))
    yield Fact(_("교육 길이"), stage.length_text)
    yield Fact(_("한 반 인원"), f"{stage.class_size}명" if stage.class_size else "")
    yield Fact(_("겹칠 때"), _collision(stage))
    yield Fact(_("휴직하면"), _("그 기간만큼 기한을 늦춤") if stage.absence_extends else _("기한을 그대로 둠"))
    yield Fact(_("적용 기간"), _validity(stage))
    yield Fact(_("보이는 순서"), str(stage.order) if stage.order else "")


def _collision(stage: Stage) -> str:
    if not stage.group:
        return ""
    text = f"{label_of(stage.collision)} ({stage.group})"
    if stage.collision is Collision.EARLIER_COUNTS:
        text += _(", %(months)s개월 안") % {"months": stage.collision_months}
    return text


def _validity(stage: Stage) -> str:
    if stage.valid_from is None and stage.valid_to is None:
        return ""
    first = f"{stage.valid_from:%Y-%m-%d}" if stage.valid_from else ""
    last = f"{stage.valid_to:%Y-%m-%d}" if stage.valid_to else ""
    return f"{first} ~ {last}".strip()


def _span(months: int, days: int) -> str:
    years, rest = divmod(abs(months), 12)
    if rest and years < SAID_IN_YEARS:
        years, rest = 0, abs(months)
    parts = [
        _("%(count)s년") % {"count": years} if years else "",
        _("%(count)s개월") % {"count": rest} if rest else "",
        _("%(count)s일") % {"count": abs(days)} if days else "",
    ]
    return " ".join(part for part in parts if part)


def _side(number: int) -> str:
    return _("뒤") if number > 0 else _("전")


def _labels(terms: Iterable[StrEnum]) -> list[str]:
    return [label_of(term) for term in terms]
