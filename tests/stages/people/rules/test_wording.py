import pytest

from baeumgil.stages.people.rules import wording
from baeumgil.stages.people.rules.wording import (
    GradeWord,
    StatusWord,
    grade_direction,
    read_grade,
    read_position,
    read_status,
)
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    Position,
    StatusKind,
)


@pytest.mark.parametrize(
    ("text", "grade", "series", "employment"),
    [
        ("지방행정주사(6급)", 6, "행정", None),
        ("행정6급", 6, "행정", None),
        ("6급", 6, "", None),
        ("6", 6, "", None),
        ("지방사회복지서기보", 9, "사회복지", None),
        ("서기", 8, "", None),
        ("행정주사보", 7, "행정", None),
        ("시설사무관", 5, "시설", None),
        ("지방서기관", 4, "", None),
        ("부이사관", 3, "", None),
        ("이사관", 2, "", None),
        ("관리관", 1, "", None),
        ("보건연구사", None, "보건", EmploymentKind.RESEARCH),
        ("학예연구관", None, "학예", EmploymentKind.RESEARCH),
        ("농촌지도사", None, "농촌", EmploymentKind.GUIDANCE),
        ("지도관", None, "", EmploymentKind.GUIDANCE),
        ("전문경력관 가군", None, "", EmploymentKind.SPECIALIST),
        ("일반임기제 6급", 6, "", EmploymentKind.FIXED_TERM),
        ("행정6급(일반임기제)", 6, "행정", EmploymentKind.FIXED_TERM),
        ("시간선택제임기제 라급", None, "", EmploymentKind.FIXED_TERM),
        ("별정6급상당", 6, "", EmploymentKind.SPECIAL_POST),
        ("공무직", None, "", EmploymentKind.PUBLIC_WORKER),
        ("실무관", None, "", EmploymentKind.PUBLIC_WORKER),
        ("시장", None, "", EmploymentKind.POLITICAL),
    ],
)
def test_a_grade_word_says_grade_series_and_kind(
    text: str, grade: int | None, series: str, employment: EmploymentKind | None
) -> None:
    word = read_grade(text)
    assert word is not None
    assert (word.grade, word.series, word.employment) == (grade, series, employment)


@pytest.mark.parametrize("text", ["행정주사(7급)", "10급", "과장", "없음", "0급"])
def test_what_is_no_grade_or_contradicts_itself_is_not_guessed(text: str) -> None:
    assert read_grade(text) is None


def test_the_title_is_kept_as_written_and_a_bare_number_becomes_a_grade() -> None:
    titles = [word.title for text in ("지방행정주사(6급)", "전문경력관  가군", "7") if (word := read_grade(text))]
    assert titles == ["지방행정주사", "전문경력관 가군", "7급"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("팀장", Position.TEAM_LEADER),
        ("담당", Position.TEAM_LEADER),
        ("인사팀장", Position.TEAM_LEADER),
        ("담당관", Position.DIVISION_HEAD),
        ("감사담당관", Position.DIVISION_HEAD),
        ("총무과장", Position.DIVISION_HEAD),
        ("신북읍장", Position.DIVISION_HEAD),
        ("행정국장", Position.BUREAU_HEAD),
        ("주무관", Position.MEMBER),
        ("부시장", Position.DEPUTY_HEAD),
        ("시장", Position.HEAD),
        ("알 수 없는 말", None),
    ],
)
def test_positions_are_read_by_word_and_by_ending(text: str, expected: Position | None) -> None:
    assert read_position(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("재직", StatusWord(StatusKind.SERVING)),
        ("육아 휴직", StatusWord(StatusKind.AWAY, AbsenceKind.LEAVE)),
        ("질병휴직", StatusWord(StatusKind.AWAY, AbsenceKind.LEAVE)),
        ("교육파견", StatusWord(StatusKind.AWAY, AbsenceKind.SECONDMENT)),
        ("직위해제", StatusWord(StatusKind.AWAY, AbsenceKind.SUSPENSION)),
        ("공로연수", StatusWord(StatusKind.AWAY, AbsenceKind.RETIREMENT_PREPARATION)),
        ("명예퇴직", StatusWord(StatusKind.LEFT, exit=ExitKind.HONORARY)),
        ("전출", StatusWord(StatusKind.LEFT, exit=ExitKind.TRANSFERRED)),
        ("임용예정", StatusWord(StatusKind.CANDIDATE)),
        ("그밖", None),
    ],
)
def test_a_status_word_never_keeps_the_reason_of_a_leave(text: str, expected: StatusWord | None) -> None:
    assert read_status(text) == expected


def test_other_words_are_read_by_the_table() -> None:
    assert wording.read_employment("별정직") is EmploymentKind.SPECIAL_POST
    assert wording.read_employment("투자·출연기관") is EmploymentKind.INVESTED_BODY
    assert wording.read_authority("의회 의장") is Authority.COUNCIL
    assert wording.read_entry("경력경쟁채용") is EntryKind.EXPERIENCED
    assert wording.read_grade_change("특별승진") is GradeChange.SPECIAL_PROMOTION
    assert wording.read_guest("타 시·도") is GuestKind.OTHER_REGION
    assert wording.read_employment("그밖") is None


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (GradeWord(7, "7급"), GradeWord(6, "6급"), GradeChange.PROMOTION),
        (GradeWord(6, "6급"), GradeWord(7, "7급"), GradeChange.DEMOTION),
        (GradeWord(None, "연구사", rank=1), GradeWord(None, "연구관", rank=2), GradeChange.PROMOTION),
        (GradeWord(None, "연구관", rank=2), GradeWord(None, "연구사", rank=1), GradeChange.DEMOTION),
        (GradeWord(6, "6급"), GradeWord(None, "연구사", rank=1), GradeChange.CONVERSION),
        (
            GradeWord(7, "7급", employment=EmploymentKind.FIXED_TERM),
            GradeWord(6, "6급", employment=EmploymentKind.GENERAL),
            GradeChange.CONVERSION,
        ),
    ],
)
def test_the_direction_of_a_change_of_grade(before: GradeWord, after: GradeWord, expected: GradeChange) -> None:
    assert grade_direction(before, after) is expected
