"""A timetable problem, or a plan, given as a file in the open format (docs/formats/timetable.md)."""

import json
from typing import Any

from baeumgil.core.errors import Problem as Fault
from baeumgil.core.said import Said
from baeumgil.engines.timetabling.plan import Timetable
from baeumgil.engines.timetabling.problem import Problem
from baeumgil.engines.timetabling.reading import ProblemBroken, read_plan, read_problem
from baeumgil.stages.schedule.errors import ProblemFileBroken

MOST_BYTES = 20 * 1_048_576
MOST_TOLD = 200


def json_of(content: bytes, *, name: str) -> Any:
    """The JSON value in a file of at most 20 MB. Raises `ProblemFileBroken` that names the line."""
    if not content or len(content) > MOST_BYTES:
        most = MOST_BYTES // 1_048_576
        raise _broken(
            "file_size",
            Said(f"빈 파일이거나 {most}MB를 넘습니다.", f"The file is empty or larger than {most} MB."),
            Said("파일을 확인하세요.", "Check the file."),
            name,
        )
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise _broken(
            "not_utf8",
            Said("UTF-8로 쓴 글이 아닙니다.", "It is not text in UTF-8."),
            Said("UTF-8로 저장하세요.", "Save it as UTF-8."),
            name,
        ) from None
    except json.JSONDecodeError as error:
        text = Said(
            f"{error.lineno}행 {error.colno}번째 글자에서 JSON이 깨졌습니다.",
            f"The JSON is broken in line {error.lineno}, character {error.colno}.",
        )
        raise _broken(
            "not_json",
            text,
            Said("쉼표와 따옴표, 괄호를 확인하세요.", "Check commas, quotation marks and brackets."),
            name,
        ) from None
    except (ValueError, RecursionError):
        text = Said(
            "JSON으로 읽을 수 없습니다(너무 깊거나 NaN, Infinity 같은 값).",
            "It cannot be read as JSON (too deep, or values such as NaN and Infinity).",
        )
        raise _broken(
            "not_json", text, Said("숫자와 괄호를 확인하세요.", "Check numbers and brackets."), name
        ) from None


def problem_of(value: object) -> Problem:
    """The problem in a JSON value. Raises `ProblemFileBroken` with every fault at its place."""
    try:
        return read_problem(value)
    except ProblemBroken as broken:
        raise _faults(broken) from None


def plan_of(value: object) -> Timetable:
    """The plan in a JSON value. Raises `ProblemFileBroken` with every fault at its place."""
    try:
        return read_plan(value)
    except ProblemBroken as broken:
        raise _faults(broken) from None


def _faults(broken: ProblemBroken) -> ProblemFileBroken:
    told = [
        Fault("problem_file", Said(fault.korean, fault.english), field=fault.path)
        for fault in broken.faults[:MOST_TOLD]
    ]
    more = len(broken.faults) - len(told)
    if more:
        told.append(
            Fault("more", Said(f"고칠 곳이 {more:,}개 더 있습니다.", f"There are {more:,} more places to correct."))
        )
    return ProblemFileBroken(told)


def _broken(code: str, text: str, remedy: str, name: str) -> ProblemFileBroken:
    return ProblemFileBroken([Fault(code, text, remedy, field=name)])


def _refuse_constant(text: str) -> None:
    raise ValueError(text)
