"""Cells of a file for the plan as what they mean."""

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from baeumgil.core.glossary import label
from baeumgil.core.said import Said, joined
from baeumgil.engines.sheets.errors import DateRefused, NumberRefused
from baeumgil.engines.sheets.table import Cell
from baeumgil.engines.sheets.values import clean_code, clean_text, parse_date, parse_number, parse_period
from baeumgil.engines.sheets.writing import export_cell
from baeumgil.stages.plan.rules.files.columns import FileField as F
from baeumgil.stages.plan.rules.files.columns import counts_minutes
from baeumgil.stages.plan.terms import (
    Assessment,
    ChangeVerb,
    CourseKind,
    CourseState,
    Improvement,
    InstructorKind,
    LegalKind,
    Level,
    Origin,
    TargetGroup,
)


class Wrong(NamedTuple):
    """What is wrong with a cell and what to do; never the value itself."""

    code: str
    message: str
    remedy: str


Reader = Callable[[Cell], object]
_MOST_MINUTES = 6_000_000
_MOST_PEOPLE = 10_000_000
_MOST_WON = 10**13
_SPLIT = re.compile(r"[,+;|\n、，]")
_ORDINAL = re.compile(r"제?(\d{1,4})(?:기|차|회|차수)?")
_YES = frozenset({"1", "Y", "YES", "O", "○", "●", "V", "TRUE", "예", "신설", "신규", "있음", "유", "해당"})
_NO = frozenset(
    {"0", "N", "NO", "X", "×", "FALSE", "아니오", "아니요", "없음", "무", "계속", "기존", "유지", "해당없음"}
)
_LONGEST: Mapping[F, int] = {
    F.CODE: 60,
    F.AREA: 80,
    F.CATEGORY: 80,
    F.TARGET: 300,
    F.DURATION: 60,
    F.LADDER: 60,
    F.OBJECTIVES: 5_000,
    F.FEATURES: 5_000,
    F.PRE_STUDY: 300,
    F.COMPLETION: 300,
    F.MATERIALS: 300,
    F.PLACEMENT: 300,
    F.ACCESSIBILITY: 300,
    F.REASON: 500,
    F.REMARK: 500,
    F.NOTE: 120,
    F.SUBJECT_AREA: 80,
    F.METHOD: 120,
    F.PROVIDER: 120,
    F.DATES: 80,
    F.PLACE_KIND: 60,
    F.OPINION: 4_000,
}
_USUAL_LENGTH = 200
TERMS: Mapping[F, type[StrEnum]] = {
    F.LEGAL_KIND: LegalKind,
    F.STATE: CourseState,
    F.MODE: CourseKind,
    F.TARGET_GROUP: TargetGroup,
    F.LEVEL: Level,
    F.ASSESSMENT: Assessment,
    F.VERB: ChangeVerb,
    F.IMPROVEMENTS: Improvement,
    F.ORIGIN: Origin,
    F.INSTRUCTOR: InstructorKind,
}
MORE_WORDS: Mapping[F, Mapping[str, StrEnum]] = {
    F.LEGAL_KIND: {
        "기본": LegalKind.BASIC,
        "기본교육": LegalKind.BASIC,
        "전문": LegalKind.SPECIALISED,
        "전문교육": LegalKind.SPECIALISED,
        "직무": LegalKind.SPECIALISED,
        "기타": LegalKind.OTHER,
        "기타교육": LegalKind.OTHER,
    },
    F.STATE: {"폐지": CourseState.ENDED, "운영중": CourseState.ACTIVE},
    F.MODE: {
        "대면": CourseKind.CLASSROOM,
        "집합교육": CourseKind.CLASSROOM,
        "오프라인": CourseKind.CLASSROOM,
        "온라인": CourseKind.E_LEARNING,
        "비대면": CourseKind.E_LEARNING,
        "이러닝": CourseKind.E_LEARNING,
        "사이버": CourseKind.E_LEARNING,
        "블렌디드": CourseKind.BLENDED,
        "혼합교육": CourseKind.BLENDED,
        "위탁": CourseKind.COMMISSIONED,
        "위탁교육": CourseKind.COMMISSIONED,
        "외부기관": CourseKind.COMMISSIONED,
        "강연": CourseKind.LECTURE,
        "현장학습": CourseKind.FIELD_VISIT,
        "현장견학": CourseKind.FIELD_VISIT,
        "현장교육": CourseKind.FIELD_VISIT,
        "장기교육": CourseKind.LONG_TERM,
    },
    F.LEVEL: {"초급": Level.BASIC, "입문": Level.BASIC, "고급": Level.ADVANCED, "전문": Level.ADVANCED},
    F.VERB: {
        "계속": ChangeVerb.KEPT,
        "존치": ChangeVerb.KEPT,
        "신규": ChangeVerb.NEW,
        "통폐합": ChangeVerb.MERGED,
        "폐강": ChangeVerb.ABOLISHED,
        "개편": ChangeVerb.IMPROVED,
    },
    F.ORIGIN: {"자체": Origin.OWN_REVIEW, "부서요청": Origin.DEPARTMENT_REQUEST, "법정": Origin.LAW},
    F.INSTRUCTOR: {
        "내부": InstructorKind.IN_HOUSE,
        "외부": InstructorKind.EXPERT,
        "전문가": InstructorKind.EXPERT,
        "콘텐츠": InstructorKind.CONTENT,
    },
}
_COUNTS = frozenset({F.SESSIONS, F.SEATS, F.SESSION_SEATS, F.LESSONS, F.PEOPLE, F.APPLIED, F.ENROLLED, F.COMPLETED})
_AT_LEAST_ONE = frozenset({F.SEATS_PER_SESSION, F.SEATS_LEAST, F.SEATS_MOST, F.DAYS})
_MINUTES = frozenset(
    {
        F.TOTAL_MINUTES,
        F.PRE_STUDY_MINUTES,
        F.RECOGNISED_MINUTES,
        F.RECOGNISED_HOURS,
        F.LECTURE,
        F.PARTICIPATION,
        F.FIELDWORK,
        F.OTHER,
    }
)
_POINTS = frozenset({F.OVERALL, F.COMPETENCE, F.APPLICATION, F.CURRICULUM, F.LECTURES, F.COMPOSITE, F.SATISFACTION})
_DAYS = frozenset({F.STARTS_ON, F.ENDS_ON})
_LISTS = frozenset({F.REQUIRES, F.ADVISES, F.ANCESTORS, F.TAGS})
_MOST_YEAR = 2100
_LEAST_YEAR = 1990
_MOST_POINTS = 100


def reader_of(field: F, heading: str, date_system: int) -> Reader:  # noqa: PLR0911  one line per sort of value
    """How a cell of this field is read; the reader gives a value, None for blank, or `Wrong`."""
    if field in _DAYS:
        return lambda cell: _day(cell, date_system)
    if field is F.PERIOD:
        return lambda cell: _period(cell, date_system)
    if field in _COUNTS or field is F.RESPONSES:
        return lambda cell: _whole(cell, 0, _MOST_PEOPLE)
    if field in _AT_LEAST_ONE:
        return lambda cell: _whole(cell, 1, _MOST_PEOPLE)
    if field in _MINUTES:
        per_unit = 1 if counts_minutes(heading) else 60
        return lambda cell: _minutes(cell, per_unit)
    if field in _POINTS:
        return _points
    if field in TERMS and field is not F.IMPROVEMENTS:
        return _term_reader(field)
    if field in _LISTS:
        return _list
    return _OTHERS.get(field) or _text_reader(field)


def words_of(field: F) -> Mapping[str, StrEnum]:
    """Every word that stands for a term of this field: its labels, its code, and what papers say."""
    found: dict[str, StrEnum] = {}
    for term in TERMS[field]:
        found |= {_plain(label(term)): term, _plain(label(term, "en")): term, _plain(term.value): term}
    return found | {_plain(word): term for word, term in MORE_WORDS.get(field, {}).items()}


def _plain(text: str) -> str:
    return re.sub(r"[\s·\-_]+", "", text).casefold()


def _text_reader(field: F) -> Reader:
    most = _LONGEST.get(field, _USUAL_LENGTH)
    clean = clean_code if field is F.CODE else clean_text

    def read(cell: Cell) -> object:
        text = _bare(clean(cell))
        if len(text) > most:
            return Wrong(
                "too_long",
                Said(f"글자가 {most}자를 넘습니다.", f"It is longer than {most} characters."),
                Said("값을 줄여 주세요.", "Shorten it."),
            )
        return text or None

    return read


def _bare(text: str) -> str:
    """Without the apostrophe that exports put before what a spreadsheet would take for a formula."""
    return text[1:] if text.startswith("'") and export_cell(text[1:]) == text else text


def _term_reader(field: F) -> Reader:
    words = words_of(field)
    known = _choices(TERMS[field])

    def read(cell: Cell) -> object:
        text = clean_text(cell)
        if not text:
            return None
        found = words.get(_plain(text))
        if found is None:
            return Wrong(
                "unknown_word",
                Said("알 수 없는 말입니다.", "The word is not known."),
                Said(f"{known} 가운데 하나로 적어 주세요.", f"Write one of these: {known.english}."),
            )
        return found.value

    return read


def _choices(terms: Iterable[StrEnum]) -> Said:
    """What may be written in a cell: the Korean words, with their meaning where the reader may not know them."""
    return joined((Said(f"'{label(term)}'", f"“{label(term)}” ({label(term, 'en')})") for term in terms), ", ")


def _improvements(cell: Cell) -> object:
    words = words_of(F.IMPROVEMENTS)
    found = [words.get(_plain(part)) for part in _parts(cell)]
    if None in found:
        known = _choices(Improvement)
        return Wrong(
            "unknown_word",
            Said("알 수 없는 개선 내용입니다.", "The improvement is not known."),
            Said(f"{known} 가운데에서 적어 주세요.", f"Choose from these: {known.english}."),
        )
    return tuple(term.value for term in found if term) or None


def _parts(cell: Cell) -> list[str]:
    return [part for part in (clean_text(part) for part in _SPLIT.split(str(cell or ""))) if part]


def _list(cell: Cell) -> object:
    return tuple(dict.fromkeys(_parts(cell))) or None


def _names(cell: Cell) -> object:
    """Spellings are parted by | or ; only, for names hold commas and plus signs."""
    parts = [_bare(clean_text(part)) for part in re.split(r"[|;\n]", str(cell or ""))]
    return tuple(dict.fromkeys(part for part in parts if part)) or None


def _percent(cell: Cell) -> object:
    return _whole(clean_text(cell).removesuffix("%").removesuffix("점").strip() or None, 0, 100)


def _whole(cell: Cell, least: int, most: int) -> int | Wrong | None:
    text = re.sub(r"(?:명|회|기|건|원)$", "", clean_text(cell)) if isinstance(cell, str) else cell
    try:
        number = parse_number(text)
    except NumberRefused as refused:
        return Wrong(
            refused.code,
            Said("숫자가 아닙니다.", "It is not a number."),
            Said("숫자만 적어 주세요.", "Write digits only."),
        )
    if number is None:
        return None
    if number < 0:
        return Wrong(
            "negative",
            Said("0보다 작은 수입니다.", "The number is below 0."),
            Said("값을 확인해 주세요.", "Check the value."),
        )
    if not least <= number <= most or number != int(number):
        return Wrong(
            "number_range",
            Said(
                f"{least:,}에서 {most:,}까지의 정수가 아닙니다.",
                f"It is not a whole number from {least:,} to {most:,}.",
            ),
            Said("값을 확인해 주세요.", "Check the value."),
        )
    return int(number)


def _ordinal(cell: Cell) -> object:
    found = _ORDINAL.fullmatch(clean_text(cell).replace(" ", ""))
    if found:
        return int(found[1])
    if cell is None:
        return None
    return Wrong(
        "number_wrong",
        Said("기수를 읽을 수 없습니다.", "The session cannot be read."),
        Said("1이나 '1기'처럼 적어 주세요.", "Write it like 1 or “1기”."),
    )


def _month(cell: Cell) -> object:
    text = clean_text(cell).removesuffix("월").strip()
    return _whole(text or None, 1, 12)


def _year(cell: Cell) -> object:
    text = clean_text(cell).removesuffix("년").removesuffix("년도").strip()
    return _whole(text or None, _LEAST_YEAR, _MOST_YEAR)


def _minutes(cell: Cell, per_unit: int) -> int | Wrong | None:
    text = clean_text(cell)
    unit = per_unit
    for ending, own in (("시간", 60), ("h", 60), ("H", 60), ("분", 1)):
        if text.endswith(ending):
            text, unit = text.removesuffix(ending).strip(), own
            break
    try:
        number = parse_number(text or None)
    except NumberRefused:
        return Wrong(
            "minutes_wrong",
            Said("시간으로 읽을 수 없습니다.", "It cannot be read as a length of time."),
            Said("1.5처럼 숫자로 적어 주세요.", "Write a number such as 1.5."),
        )
    if number is None:
        return None
    if not 0 <= number * unit <= _MOST_MINUTES:
        return Wrong(
            "minutes_range",
            Said("시간이 0보다 작거나 지나치게 큽니다.", "The time is below 0 or far too long."),
            Said("값과 단위(시간·분)를 확인해 주세요.", "Check the value and its unit (hours or minutes)."),
        )
    return round(number * unit)


def _points(cell: Cell) -> int | Wrong | None:
    """A mean in thousandths of a point."""
    try:
        number = parse_number(clean_text(cell).removesuffix("점") or None)
    except NumberRefused:
        return Wrong(
            "number_wrong",
            Said("점수로 읽을 수 없습니다.", "It cannot be read as points."),
            Said("4.56처럼 숫자로 적어 주세요.", "Write a number such as 4.56."),
        )
    if number is None:
        return None
    if not 0 <= number <= _MOST_POINTS:
        return Wrong(
            "points_range",
            Said("점수가 0에서 100 사이가 아닙니다.", "The points are not between 0 and 100."),
            Said("값을 확인해 주세요.", "Check the value."),
        )
    return round(number * 1000)


def _flag(cell: Cell) -> object:
    if isinstance(cell, bool):
        return cell
    word = clean_code(cell).upper()
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    return Wrong(
        "flag_unknown",
        Said("예인지 아니오인지 알 수 없습니다.", "It is neither a clear yes nor a clear no."),
        Said("1이나 0으로 적어 주세요.", "Write 1 or 0."),
    )


def _day(cell: Cell, date_system: int) -> object:
    if cell is None:
        return None
    try:
        return parse_date(cell, date_system=date_system)
    except DateRefused as refused:
        return _wrong_day(refused)


def _period(cell: Cell, date_system: int) -> object:
    if cell is None:
        return None
    try:
        return parse_period(cell, date_system=date_system)
    except DateRefused as refused:
        return _wrong_day(refused)


def _wrong_day(refused: DateRefused) -> Wrong:
    return Wrong(refused.code, *refused.in_parts())


_OTHERS: Mapping[F, Reader] = {
    F.NUMBER: _ordinal,
    F.MONTH: _month,
    F.YEAR: _year,
    F.IS_NEW: _flag,
    F.HAS_ASSESSMENT: _flag,
    F.IMPROVEMENTS: _improvements,
    F.OTHER_NAMES: _names,
    F.ATTENDANCE_LEAST: _percent,
    F.SCORE_LEAST: _percent,
    F.BUDGET: lambda cell: _whole(cell, 0, _MOST_WON),
    F.COST: lambda cell: _whole(cell, 0, _MOST_WON),
    F.SCALE: lambda cell: _whole(cell, 1, _MOST_POINTS),
}
