"""Which column of a file of training records holds what."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english


class RecordField(StrEnum):
    """What a column may hold."""

    STAFF_NO = "staff_no"
    NAME = "name"
    COURSE_CODE = "course_code"
    COURSE_NAME = "course_name"
    INSTITUTION = "institution"
    STARTS_ON = "starts_on"
    COMPLETED_ON = "completed_on"
    PERIOD = "period"
    HOURS = "hours"
    MINUTES = "minutes"
    UNIT = "unit"
    GRADE = "grade"
    RESULT = "result"


HEADINGS: Mapping[RecordField, tuple[str, ...]] = {
    RecordField.STAFF_NO: ("사번", "직원번호", "공무원번호", "개인번호", "행정번호", "사원번호", "직원코드", "staffno"),
    RecordField.NAME: ("성명", "이름", "직원명", "교육생명", "성명(한글)", "교육생"),
    RecordField.COURSE_CODE: ("과정코드", "교육과정코드", "과정번호", "강좌코드", "교육코드"),
    RecordField.COURSE_NAME: ("과정명", "교육과정명", "교육명", "강좌명", "교육훈련명", "학습명", "교육과정", "과정"),
    RecordField.INSTITUTION: ("교육기관", "교육기관명", "교육훈련기관", "주관기관", "시행기관", "훈련기관", "교육원"),
    RecordField.STARTS_ON: ("시작일", "교육시작일", "시작일자", "교육시작일자", "개강일", "학습시작일", "입교일"),
    RecordField.COMPLETED_ON: (
        "수료일",
        "수료일자",
        "교육수료일",
        "이수일",
        "이수일자",
        "종료일",
        "교육종료일",
        "종료일자",
        "교육종료일자",
        "학습종료일",
    ),
    RecordField.PERIOD: ("교육기간", "기간", "학습기간", "훈련기간", "교육일자", "교육일"),
    RecordField.HOURS: ("이수시간", "인정시간", "교육시간", "학습시간", "상시학습시간", "시간"),
    RecordField.MINUTES: ("이수시간(분)", "인정시간(분)", "이수분", "인정분", "교육시간(분)", "학습시간(분)", "분"),
    RecordField.UNIT: ("소속", "소속부서", "부서", "부서명", "당시소속"),
    RecordField.GRADE: ("직급", "직급명", "당시직급"),
    RecordField.RESULT: ("수료여부", "이수여부", "수료구분", "이수구분", "수료상태", "이수상태"),
}
_MARKS = re.compile(r"[\s().,:/·_\-\[\]]+")


def find_columns(headings: Sequence[str]) -> dict[RecordField, int]:
    """The column of each field, by the first spelling that fits; a joined heading also by its lower part.

    A spelling of one letter fits only a whole heading: "구 분" is no column of minutes.
    """
    whole = {_plain(heading): place for place, heading in reversed(list(enumerate(headings)))}
    lower = {_plain(heading.rpartition(" ")[2]): place for place, heading in reversed(list(enumerate(headings)))}
    found: dict[RecordField, int] = {}
    for field, spellings in HEADINGS.items():
        for spelling in map(_plain, spellings):
            place = whole.get(spelling, lower.get(spelling) if len(spelling) > 1 else None)
            if place is not None and place not in found.values():
                found[field] = place
                break
    return found


def missing_columns(found: Mapping[RecordField, int], sheet: str, row: int) -> list[Problem]:
    """What a file cannot do without: who, which course, and when it was completed."""
    needed = (
        ((RecordField.STAFF_NO,), Said("사번", "staff number")),
        ((RecordField.COURSE_CODE, RecordField.COURSE_NAME), Said("과정코드나 과정명", "course code or name")),
        ((RecordField.COMPLETED_ON, RecordField.PERIOD), Said("수료일이나 교육기간", "day of completion or period")),
    )
    return [
        Problem(
            "column_missing",
            Said(f"{name} 열이 없습니다.", f"There is no column of the {english(name)}."),
            Said(
                f"열 제목을 '{HEADINGS[fields[0]][0]}'처럼 적어 주세요.",
                f"Use a heading such as “{HEADINGS[fields[0]][0]}”.",
            ),
            sheet=sheet,
            row=row,
        )
        for fields, name in needed
        if not any(field in found for field in fields)
    ]


def _plain(heading: str) -> str:
    return _MARKS.sub("", heading).casefold()
