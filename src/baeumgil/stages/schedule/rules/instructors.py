"""강사: what is wrong with an instructor as typed. Never a resident registration number."""

import re
from collections.abc import Collection, Iterable

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.schedule.rules.places import CODE, check_length
from baeumgil.stages.schedule.terms import ALL_WEEK, InstructorSide

NAME, ORGANISATION, SPECIALITY, REACH, AWAY_NOTE, ANSWER_NOTE = 100, 120, 200, 120, 200, 300
_REGISTRATION_NUMBER = re.compile(r"(?<!\d)\d{6}\s*-?\s*[1-8]\d{6}(?!\d)")


def check_instructor(
    *,
    code: str,
    name: str,
    side: InstructorSide,
    has_person: bool,
    organisation: str,
    speciality: str,
    reach: str,
    fee_grade: str,
    weekdays: Collection[int],
    others: Collection[str],
    grades: Collection[str],
    to_come: int,
) -> tuple[Problem, ...]:
    """`others` are codes of other instructors, `to_come` sessions of one who shall no longer teach; all at once."""
    problems = [
        *check_length(code, "code", CODE),
        *check_length(name, "name", NAME),
        *check_length(organisation, "organisation", ORGANISATION),
        *check_length(speciality, "speciality", SPECIALITY),
        *check_length(reach, "reach", REACH),
        *_check_numbers({"name": name, "organisation": organisation, "speciality": speciality, "reach": reach}.items()),
    ]
    if not code.strip():
        problems.append(
            Problem(
                "blank",
                Said("코드를 적으세요.", "Give a code."),
                Said("겹치지 않는 번호면 됩니다. 예: T012", "Any number of its own will do, such as T012."),
                field="code",
            )
        )
    elif code.strip() in others:
        problems.append(
            Problem(
                "taken",
                Said(f"'{code.strip()}' 코드가 이미 있습니다.", f"There is a code “{code.strip()}” already."),
                Said("다른 코드를 쓰세요.", "Use another code."),
                field="code",
            )
        )
    if not name.strip():
        problems.append(Problem("blank", Said("이름을 적으세요.", "Give a name."), field="name"))
    if side is InstructorSide.OUTSIDE and has_person:
        text = Said(
            "외부 강사는 시의 사람과 이을 수 없습니다.",
            "An outside instructor cannot be joined with a person of the city.",
        )
        problems.append(
            Problem(
                "person",
                text,
                Said(
                    "내부 강사로 바꾸거나 사번을 비우세요.",
                    "Make it an inside instructor or leave the staff number empty.",
                ),
                field="staff_no",
            )
        )
    if fee_grade and fee_grade not in grades:
        problems.append(
            Problem(
                "grade",
                Said("수당표에 없는 등급입니다.", "The table of fees has no such grade."),
                Said("목록에서 고르세요.", "Choose from the list."),
                field="fee_grade",
            )
        )
    if not set(weekdays) or not set(weekdays) <= set(ALL_WEEK):
        problems.append(
            Problem(
                "weekdays",
                Said("올 수 있는 요일을 하나는 고르세요.", "Choose at least one day of the week."),
                field="weekdays",
            )
        )
    if to_come:
        text = Said(
            f"앞으로 맡을 기수가 {to_come}개 있어 쓰지 않음으로 바꿀 수 없습니다.",
            f"There are {to_come} sessions to come with this instructor, who cannot be taken out of use.",
        )
        problems.append(
            Problem(
                "in_use",
                text,
                Said("기수의 강사를 먼저 바꾸세요.", "Change the instructors of these sessions first."),
                field="is_in_use",
            )
        )
    return tuple(problems)


def check_note(note: str, longest: int) -> tuple[Problem, ...]:
    """A note fits its column and carries no registration number."""
    return (*check_length(note, "note", longest), *_check_numbers([("note", note)]))


def _check_numbers(texts: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "registration_number",
            Said(
                "주민등록번호로 보이는 번호가 있습니다.",
                "There is a number that looks like a resident registration number.",
            ),
            Said("번호를 지우세요.", "Remove the number."),
            field=field,
        )
        for field, text in texts
        if _REGISTRATION_NUMBER.search(text)
    )
