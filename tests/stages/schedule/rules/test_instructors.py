"""What is wrong with an instructor as typed."""

import pytest

from baeumgil.core.errors import Problem
from baeumgil.stages.schedule.rules.instructors import check_instructor, check_note
from baeumgil.stages.schedule.rules.places import check_room, check_site
from baeumgil.stages.schedule.terms import InstructorSide


def checked(
    *,
    code: str = "T1",
    name: str = "김강사",
    side: InstructorSide = InstructorSide.OUTSIDE,
    has_person: bool = False,
    reach: str = "",
    fee_grade: str = "",
    weekdays: tuple[int, ...] = (1,),
    to_come: int = 0,
) -> list[str]:
    problems: tuple[Problem, ...] = check_instructor(
        code=code,
        name=name,
        side=side,
        has_person=has_person,
        organisation="",
        speciality="",
        reach=reach,
        fee_grade=fee_grade,
        weekdays=weekdays,
        others={"T9"},
        grades=["g1"],
        to_come=to_come,
    )
    return [problem.code for problem in problems]


def test_a_good_instructor_has_no_problems() -> None:
    assert checked(fee_grade="g1") == []
    assert checked(side=InstructorSide.INHOUSE, has_person=True) == []


def test_everything_wrong_is_said_at_once() -> None:
    assert checked(code=" ", name="", has_person=True, fee_grade="없음", weekdays=(), to_come=2) == [
        "blank",
        "blank",
        "person",
        "grade",
        "weekdays",
        "in_use",
    ]
    assert checked(code="T9", weekdays=(0, 8)) == ["taken", "weekdays"]


@pytest.mark.parametrize("text", ["900101-1234567", "9001011234567", "등록번호 900101 - 2234567 입니다"])
def test_registration_numbers_are_refused(text: str) -> None:
    assert checked(reach=text) == ["registration_number"]
    assert [problem.code for problem in check_note(text, 300)] == ["registration_number"]


def test_telephone_numbers_are_not_registration_numbers() -> None:
    assert checked(reach="010-1234-5678, lecturer@example.kr") == []


def test_sites_and_rooms_are_checked_whole() -> None:
    site = check_site(code="", name=" ", address="가" * 201, order=-1, others=())
    assert [problem.code for problem in site] == ["blank", "blank", "order", "long"]
    room = check_room(code="A1", name="가" * 121, seats=0, note="가" * 301, order=0, others={"A1"}, to_come=3)
    assert [problem.code for problem in room] == ["long", "taken", "long", "seats", "in_use"]
    assert check_room(code="A1", name="강의실", seats=30, note="", order=0, others=(), to_come=0) == ()
