from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Model, Sum
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed, Problem
from baeumgil.core.locks import hold
from baeumgil.stages.people.terms import RosterState
from baeumgil.stages.plan.errors import FileBroken, ImportNotFound, ImportNotReady, ImportStale
from baeumgil.stages.plan.models import (
    Course,
    CourseName,
    CourseResult,
    Field,
    PlanImport,
    PlanLine,
    PlannedSession,
    PlanVersion,
    Prerequisite,
    SessionResult,
    SharedContent,
    Subject,
)
from baeumgil.stages.plan.services.file_known import known_of
from baeumgil.stages.plan.services.files import (
    FileGiven,
    FileOutcome,
    apply_file,
    check_file,
    discard_file,
    take_in,
    take_in_all,
)
from baeumgil.stages.plan.services.seeding import seed_plan
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, ImportKind, LegalKind, VersionState
from tests.build_plan import a_course, a_field, a_line, a_plan, a_version, an_institute
from tests.build_plan_files import COURSES, MEANS, SESSIONS, SHARED

pytestmark = pytest.mark.django_db
OPERATOR = Actor.operator(reason="시험")


@pytest.fixture(autouse=True)
def seeds() -> None:
    """Policies that opening a plan reads."""
    seed_plan(actor=OPERATOR)


@pytest.fixture
def institute() -> int:
    """An institute without anything."""
    return an_institute(code="gyeongnam")


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def taken(institute: int, folder: Path, text: str, name: str = "파일.csv", **more: object) -> FileOutcome:
    return take_in(actor=OPERATOR, institute=institute, file_name=name, path=put(folder, name, text), **more)  # type: ignore[arg-type]


def refused(
    institute: int, folder: Path, text: str, name: str = "파일.csv", **more: object
) -> list[tuple[str, int | None]]:
    with pytest.raises(FileBroken) as caught:
        taken(institute, folder, text, name, **more)
    return [(problem.code, problem.row) for problem in caught.value.problems]


def everything() -> tuple[int, ...]:
    tables = (
        Course,
        CourseName,
        Field,
        PlanLine,
        PlannedSession,
        PlanVersion,
        SharedContent,
        SessionResult,
        PlanImport,
    )
    return tuple(table._default_manager.count() for table in tables)


def test_a_list_of_courses_makes_courses_fields_and_the_plan(institute: int, tmp_path: Path) -> None:
    assert taken(institute, tmp_path, COURSES) == FileOutcome(ImportKind.COURSES, 4, 0, 0)
    found = list(Course.objects.order_by("code").values_list("code", "name", "kind", "days", "total_minutes"))
    assert found == [
        ("G25-001", "신규 임용(후보)자 과정", CourseKind.CLASSROOM, None, None),
        ("G25-002", "중견리더 과정", CourseKind.LONG_TERM, None, None),
        ("G25-003", "맞춤형 적극행정 과정", CourseKind.E_LEARNING, None, 120),
        ("G25-004", "스마트 경남, 스마트 시티 과정", CourseKind.CLASSROOM, 2, None),
    ]
    fields = list(Field.objects.order_by("order").values_list("name", "parent__name", "legal_kind"))
    assert fields == [
        ("기본역량", None, LegalKind.BASIC),
        ("기본", "기본역량", LegalKind.BASIC),
        ("장기", "기본역량", LegalKind.BASIC),
        ("직무역량", None, LegalKind.SPECIALISED),
        ("직무공통", "직무역량", LegalKind.SPECIALISED),
    ]
    lines = list(
        PlanLine.objects.order_by("order").values_list("course__code", "verb", "sessions", "seats_per_session", "seats")
    )
    assert lines == [
        ("G25-001", ChangeVerb.KEPT, 2, None, 270),
        ("G25-002", ChangeVerb.KEPT, 1, 88, 88),
        ("G25-003", ChangeVerb.KEPT, 19, 200, 3800),
        ("G25-004", ChangeVerb.NEW, 1, 20, 20),
    ]
    version = PlanVersion.objects.get()
    assert (version.plan.year, version.state) == (2025, VersionState.DRAFT)


def test_the_same_file_again_changes_nothing(institute: int, tmp_path: Path) -> None:
    for text in (COURSES, SESSIONS, SHARED, MEANS):
        taken(institute, tmp_path, text, "2025.csv")
    before = everything()
    outcomes = [taken(institute, tmp_path, text, "2025.csv") for text in (COURSES, SESSIONS, SHARED, MEANS)]
    assert [(one.new, one.replaced, one.same) for one in outcomes] == [(0, 0, 4), (0, 0, 4), (0, 0, 4), (0, 0, 3)]
    assert everything() == before


def test_other_spellings_find_the_same_course(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    again = COURSES.replace("맞춤형 적극행정", "맞춤형적극행정")
    outcome = taken(institute, tmp_path, again)
    assert (outcome.new, outcome.same + outcome.replaced) == (0, 4)
    assert Course.objects.count() == 4


def test_without_a_year_only_courses_go_in(institute: int, tmp_path: Path) -> None:
    text = COURSES.replace("new_in_2025", "비고란")
    assert taken(institute, tmp_path, text).new == 4
    assert PlanVersion.objects.count() == 0


def test_a_changed_figure_changes_the_line_of_the_draft(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    revision = PlanVersion.objects.get().revision
    outcome = taken(institute, tmp_path, COURSES.replace("1,88,88,88,0", "2,88,88,176,0"))
    assert (outcome.new, outcome.replaced, outcome.same) == (0, 1, 3)
    line = PlanLine.objects.get(course__code="G25-002")
    assert (line.sessions, line.seats, line.revision) == (2, 176, 2)
    assert PlanVersion.objects.get().revision > revision


def test_sessions_have_seats_of_their_own(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    assert taken(institute, tmp_path, SESSIONS) == FileOutcome(ImportKind.SESSIONS, 4, 0, 0)
    found = list(
        PlannedSession.objects.order_by("line__order", "number").values_list("number", "starts_on", "ends_on", "seats")
    )
    assert found == [
        (1, date(2025, 3, 4), date(2025, 3, 21), 90),
        (2, date(2025, 10, 20), date(2025, 11, 7), 180),
        (22, date(2025, 2, 17), date(2025, 12, 12), 88),
        (1, date(2025, 6, 4), date(2025, 6, 5), 20),
    ]
    assert PlanLine.objects.aggregate(total=Sum("sessions"))["total"] == 23


def test_a_session_that_moves_is_found_by_its_number(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    taken(institute, tmp_path, SESSIONS)
    moved = "course_name,cohort_no,start_date,end_date,seats,note\n중견리더 과정,22,2025-02-24,2025-12-19,88,장기\n"
    outcome = taken(institute, tmp_path, moved)
    assert (outcome.new, outcome.replaced) == (0, 1)
    session = PlannedSession.objects.get(number=22)
    assert (session.starts_on, session.note) == (date(2025, 2, 24), "장기")


def test_one_name_may_stand_twice_among_shared_content(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, SHARED, year=2025)
    found = list(
        SharedContent.objects.order_by("code").values_list("code", "category", "recognised_minutes", "has_assessment")
    )
    assert found == [
        ("S25-0001", "직무", 9, False),
        ("S25-0002", "직무", 98, True),
        ("S25-0003", "직무", 120, False),
        ("S25-0004", "시책", 120, False),
    ]


def test_shared_content_needs_a_year(institute: int, tmp_path: Path) -> None:
    assert refused(institute, tmp_path, SHARED) == [("year_missing", None)]
    assert SharedContent.objects.count() == 0


def test_means_are_kept_in_thousandths_and_weighed_by_people(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    assert taken(institute, tmp_path, MEANS).new == 3
    first = SessionResult.objects.order_by("pk")[0]
    assert (first.overall_milli, first.composite_milli, first.people) == (4330, 4291, 90)
    assert first.items_milli == {"competence": 4120, "application": 4160, "curriculum": 4250, "lectures": 4430}
    result = CourseResult.objects.get(course__code="G25-001")
    assert (result.year, result.sessions, result.seats, result.enrolled) == (2025, 2, 270, 120)
    assert (result.satisfaction_milli, result.responses) == (4430, 120)


def test_a_course_only_a_survey_knows_is_kept_as_ended(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    number = check_file(actor=OPERATOR, institute=institute, file_name="m.csv", path=put(tmp_path, "m.csv", MEANS))
    remarks = {code: details for code, _, details in PlanImport.objects.get(pk=number).preview["remarks"]}
    assert remarks["past_course"] == [["4행: 스트레스 치유 과정", "row 4: 스트레스 치유 과정"]]
    apply_file(actor=OPERATOR, plan_import=number)
    course = Course.objects.get(name="스트레스 치유 과정")
    assert (course.code, course.state, course.field.name) == ("GP-001", "ended", "직무공통")


def test_a_checked_file_waits_until_it_is_applied(institute: int, tmp_path: Path) -> None:
    path = put(tmp_path, "과정.csv", COURSES)
    number = check_file(actor=OPERATOR, institute=institute, file_name="과정.csv", path=path)
    waiting = PlanImport.objects.get(pk=number)
    assert (waiting.state, waiting.kind, waiting.year, waiting.rows) == (RosterState.READY, ImportKind.COURSES, 2025, 4)
    assert waiting.preview["counts"] == {"new": 4, "replaced": 0, "same": 0}
    assert waiting.preview["sums"] == {"sessions": 23, "seats": 4178}
    assert Course.objects.count() == 0
    assert apply_file(actor=OPERATOR, plan_import=number) == FileOutcome(ImportKind.COURSES, 4, 0, 0)
    assert PlanImport.objects.get(pk=number).state == RosterState.APPLIED
    with pytest.raises(ImportNotReady):
        apply_file(actor=OPERATOR, plan_import=number)
    with pytest.raises(ImportNotReady):
        discard_file(actor=OPERATOR, plan_import=number)


def test_what_changed_meanwhile_is_not_written_over(institute: int, tmp_path: Path) -> None:
    path = put(tmp_path, "과정.csv", COURSES)
    number = check_file(actor=OPERATOR, institute=institute, file_name="과정.csv", path=path)
    taken(institute, tmp_path, COURSES.replace("43주", "44주"))
    with pytest.raises(ImportStale):
        apply_file(actor=OPERATOR, plan_import=number)
    assert Course.objects.get(code="G25-002").duration_text == "44주"
    assert PlanImport.objects.get(pk=number).state == RosterState.READY


def test_a_file_thrown_away_keeps_nothing(institute: int, tmp_path: Path) -> None:
    path = put(tmp_path, "과정.csv", COURSES)
    number = check_file(actor=OPERATOR, institute=institute, file_name="과정.csv", path=path)
    discard_file(actor=OPERATOR, plan_import=number)
    waiting = PlanImport.objects.get(pk=number)
    assert (waiting.state, waiting.staged, waiting.preview["changes"]) == (RosterState.DISCARDED, [], [])
    with pytest.raises(ImportNotFound):
        apply_file(actor=OPERATOR, plan_import=number + 1)


def test_a_broken_file_lists_everything_and_changes_nothing(institute: int, tmp_path: Path) -> None:
    text = (
        COURSES.replace("1,88,88,88,0", "-1,88,88,88,0")
        .replace("직무역량,직무공통", "마술,요술")
        .replace("270", "300,")
    )
    before = everything()
    number = check_file(
        actor=OPERATOR,
        institute=institute,
        file_name="과정.csv",
        path=put(tmp_path, "과정.csv", text.replace("300,", "999")),
    )
    waiting = PlanImport.objects.get(pk=number)
    assert waiting.state == RosterState.BROKEN
    assert [(one["code"], one["row"]) for one in waiting.problems] == [
        ("seats_disagree", 2),
        ("negative", 3),
        ("field_unmapped", 4),
    ]
    assert waiting.staged == []
    with pytest.raises(FileBroken) as caught:
        apply_file(actor=OPERATOR, plan_import=number)
    assert len(caught.value.problems) == 3
    assert everything()[:-1] == before[:-1]


def test_a_file_of_another_kind_is_refused(institute: int, tmp_path: Path) -> None:
    assert refused(institute, tmp_path, "이름,전화\n가,02\n") == [("kind_unknown", 1)]
    assert refused(institute, tmp_path, COURSES, kind=ImportKind.SESSIONS) == [
        ("column_missing", 1),
        ("column_missing", 1),
    ]
    assert refused(institute, tmp_path, "과정명,분야,주민등록번호\n가,나,다\n") == [("resident_number", 1)]
    assert PlanImport.objects.count() == 0


def test_sessions_that_cannot_be_are_refused(institute: int, tmp_path: Path) -> None:
    taken(institute, tmp_path, COURSES)
    head = "과정코드,과정명,기수,시작일,종료일,정원,비고\n"
    rows = [
        "G25-001,,1,2025-03-04,2025-03-01,90,",
        "G25-001,,2,2026-03-04,2026-03-05,90,",
        "G25-001,,3,2025-05-01,2025-05-02,-5,",
        "G25-002,,1,2025-05-01,2025-05-02,5,",
        "G25-002,,1,2025-05-08,2025-05-09,5,",
        "G25-777,,1,2026-05-08,2026-05-09,5,",
        "G25-003,,,2025-05-08,2025-05-09,5,",
    ]
    assert refused(institute, tmp_path, head + "\n".join(rows), year=2025) == [
        ("end_before_start", 2),
        ("outside_year", 3),
        ("negative", 4),
        ("session_twice", 6),
        ("unknown_course", 7),
        ("outside_year", 7),
        ("number_missing", 8),
    ]
    assert PlannedSession.objects.count() == 0
    unplanned = head + "G25-001,,1,2026-03-04,2026-03-05,90,"
    assert refused(institute, tmp_path, unplanned, year=2027) == [("outside_year", 2), ("not_planned", 2)]


def test_a_frozen_plan_is_left_alone(institute: int, tmp_path: Path) -> None:
    version = a_version(plan=a_plan(2025, institute=institute), state=VersionState.APPROVED)
    assert refused(institute, tmp_path, COURSES) == [("no_draft", None)]
    course = a_course("중견리더 과정", institute=institute, field=a_field("기본", institute=institute))
    a_line(version=version, course=course)
    assert refused(institute, tmp_path, "과정명,기수,시작일,정원\n중견리더 과정,1,2025-03-04,20\n") == [
        ("no_draft", None)
    ]
    assert PlannedSession.objects.count() == 0


LINES = "과정코드,개편구분,이전과정,개편계기,개편사유,기수,기수당 인원,총인원\n"


def a_plan_of_three(institute: int) -> tuple[int, int]:
    field = a_field("직무공통", institute=institute)
    for code, name in (("A", "가 과정"), ("B", "나 과정"), ("C", "다 과정")):
        a_course(name, institute=institute, field=field, code=code)
    return a_version(plan=a_plan(2027, institute=institute)), field


def test_plan_lines_say_what_becomes_of_courses(institute: int, tmp_path: Path) -> None:
    version, _ = a_plan_of_three(institute)
    text = LINES + 'A,통합,,,B로 통합,,,\nB,개선,"A+C",부서 요청,내용 개편,2,30,60\nC,유지,,,,1,20,\n합계,,,,,3,,80\n'
    assert taken(institute, tmp_path, text, year=2027) == FileOutcome(ImportKind.PLAN_LINES, 3, 0, 0)
    lines = {line.course.code: line for line in PlanLine.objects.filter(version_id=version).select_related("course")}
    assert {code: (line.verb, line.sessions, line.seats) for code, line in lines.items()} == {
        "A": (ChangeVerb.MERGED, 0, 0),
        "B": (ChangeVerb.IMPROVED, 2, 60),
        "C": (ChangeVerb.KEPT, 1, 20),
    }
    assert sorted(lines["B"].ancestors.values_list("course__code", flat=True)) == ["A", "C"]
    assert taken(institute, tmp_path, text, year=2027).same == 3


def test_typed_totals_that_disagree_name_both_figures(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    text = LINES + "A,유지,,,,1,20,20\nB,유지,,,,2,30,60\n합계,,,,,3,,2\n"
    with pytest.raises(FileBroken) as caught:
        taken(institute, tmp_path, text, year=2027)
    assert [problem.sentence() for problem in caught.value.problems] == [
        "4행 '총인원' 열: 합계에 적힌 2이(가) 과정을 더한 80과 다릅니다. 합계나 그 위의 값을 고치세요."
    ]
    assert PlanLine.objects.count() == 0


def test_lines_that_contradict_themselves_are_refused(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    rows = [
        "A,유지,A,,,1,20,20",
        "B,폐지,,,,1,20,20",
        "B,유지,,,,1,20,20",
        "C,마술,,,,1,20,20",
        "Z,유지,,,,1,20,20",
        "C,유지,Q,,,1,20,20",
    ]
    assert refused(institute, tmp_path, LINES + "\n".join(rows), year=2027) == [
        ("own_ancestor", 2),
        ("ended_with_seats", 3),
        ("duplicate", 4),
        ("unknown_word", 5),
        ("unknown_course", 6),
        ("duplicate", 7),
    ]
    assert PlanLine.objects.count() == 0


def test_ancestors_may_not_go_round(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    text = LINES + "A,유지,B,,,1,20,20\nB,유지,A,,,1,20,20\n"
    assert refused(institute, tmp_path, text, year=2027) == [("ancestor_circle", 2)]


def test_prerequisites_may_not_go_round(institute: int, tmp_path: Path) -> None:
    head = "과정코드,과정명,분야,선수과정\n"
    text = head + "A,엑셀 초급,디지털,\nB,엑셀 중급,디지털,A\nC,엑셀 고급,디지털,B\n"
    assert taken(institute, tmp_path, text).new == 3
    assert sorted(Prerequisite.objects.values_list("course__code", "needs__code")) == [("B", "A"), ("C", "B")]
    assert refused(institute, tmp_path, head + "A,엑셀 초급,디지털,C\n") == [("prerequisite_circle", 2)]
    assert refused(institute, tmp_path, head + "A,엑셀 초급,디지털,A\nD,새 과정,디지털,Q\n") == [
        ("own_prerequisite", 2),
        ("unknown_course", 3),
    ]
    assert Prerequisite.objects.count() == 2


def test_codes_and_names_stand_for_one_course_each(institute: int, tmp_path: Path) -> None:
    head = "과정코드,과정명,분야\n"
    assert refused(institute, tmp_path, head + "A,가 과정,디지털\na,나 과정,디지털\nB,가과정,디지털\n") == [
        ("duplicate", 3),
        ("duplicate", 4),
    ]
    taken(institute, tmp_path, head + "A,가 과정,디지털\n")
    assert refused(institute, tmp_path, head + "B,가  과정,디지털\n") == [("name_of_another", 2)]
    assert taken(institute, tmp_path, head + "A,가나 과정,디지털\n").replaced == 1
    assert sorted(CourseName.objects.values_list("name", flat=True)) == ["가 과정", "가나 과정"]


def test_subjects_come_with_minutes_and_tags(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    text = "과정코드,교과목,강의(분),실습,강사구분,꼬리표\nA,청렴의 이해,60,,교수,청렴\nA,사례 나눔,,1.5,내부,\n"
    assert taken(institute, tmp_path, text) == FileOutcome(ImportKind.SUBJECTS, 2, 0, 0)
    found = [(row.name, row.lecture_minutes, row.participation_minutes) for row in Subject.objects.order_by("order")]
    assert found == [("청렴의 이해", 60, 0), ("사례 나눔", 0, 90)]
    assert list(Subject.objects.get(order=1).tags.values_list("name", flat=True)) == ["청렴"]
    assert taken(institute, tmp_path, text).same == 2
    assert refused(institute, tmp_path, text.replace("교수,청렴", "교수,마술")) == [("unknown_tag", 2)]


def test_results_are_kept_per_course_and_year(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    head = "과정코드,연도,기수,계획인원,신청인원,교육인원,수료인원,만족도,응답인원\n"
    assert taken(institute, tmp_path, head + "A,2026,2,60,90,58,55,4.56,50\n") == FileOutcome(
        ImportKind.RESULTS, 1, 0, 0
    )
    result = CourseResult.objects.get()
    assert (result.year, result.seats, result.applied, result.enrolled, result.completed) == (2026, 60, 90, 58, 55)
    assert result.satisfaction_milli == 4560
    assert refused(institute, tmp_path, head + "A,2026,2,60,90,58,59,4.56,50\n") == [("completed_above_enrolled", 2)]
    assert CourseResult.objects.get().completed == 55


def test_opinions_are_counted_by_theme_and_the_texts_are_not_kept(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    head = "과정코드,연도,자유 의견\n"
    said = "".join(f"A,2026,실습이 좋았습니다 {number}\n" for number in range(5)) + "A,2026,엑셀 실습을 더\nA,2026,\n"
    assert refused(institute, tmp_path, head + said)[0] == ("result_missing", 2)
    result = taken(institute, tmp_path, "과정코드,연도,교육인원,수료인원\nA,2026,58,55\nB,2026,10,9\n")
    assert result.kind is ImportKind.RESULTS
    few = "B,2026,실습이 좋았습니다\n"
    check = put(tmp_path, "의견.csv", head + said + few)
    waiting = check_file(actor=OPERATOR, institute=institute, file_name=check.name, path=check)
    assert [remark[0] for remark in PlanImport.objects.get().preview["remarks"]] == ["few_opinions"]
    outcome = apply_file(actor=OPERATOR, plan_import=waiting)
    assert (outcome.kind, outcome.replaced, outcome.same) == (ImportKind.OPINIONS, 6, 1)
    themes = dict(CourseResult.objects.values_list("course__code", "themes"))
    assert themes == {"A": [{"word": "현장·실습", "count": 6}, {"word": "엑셀·한글", "count": 1}], "B": []}
    held = PlanImport.objects.get()
    assert "좋았습니다" not in f"{held.staged}{held.preview}{held.problems}"
    assert taken(institute, tmp_path, head + said).same == 6


def test_opinions_come_after_the_results_they_rest_on(institute: int, tmp_path: Path) -> None:
    a_plan_of_three(institute)
    opinions = put(tmp_path, "의견.csv", "과정코드,의견\n" + "A,사례가 많아 좋았습니다\n" * 5)
    results = put(tmp_path, "실적.csv", "과정코드,교육인원,수료인원\nA,58,55\n")
    files = [FileGiven(path.name, path, year=2026) for path in (opinions, results)]
    outcomes = take_in_all(actor=OPERATOR, institute=institute, files=files)
    assert [outcome.kind for outcome in outcomes] == [ImportKind.OPINIONS, ImportKind.RESULTS]
    assert CourseResult.objects.get().themes == [{"word": "현장·실습", "count": 5}]


def test_several_files_go_in_after_what_they_rest_on(institute: int, tmp_path: Path) -> None:
    texts = (
        ("2025 만족도.csv", MEANS),
        ("2025 기수.csv", SESSIONS),
        ("2025 공유.csv", SHARED),
        ("2025 과정.csv", COURSES),
    )
    given = [FileGiven(name, put(tmp_path, name, text)) for name, text in texts]
    outcomes = take_in_all(actor=OPERATOR, institute=institute, files=given)
    assert [outcome.new for outcome in outcomes] == [3, 4, 4, 4]


def test_of_several_files_none_goes_in_when_one_is_broken(institute: int, tmp_path: Path) -> None:
    texts = (
        ("2025 과정.csv", COURSES),
        ("2025 기수.csv", SESSIONS.replace("2025-03-21", "2025-03-01")),
        ("x.csv", "가,나\n1,2\n"),
    )
    given = [FileGiven(name, put(tmp_path, name, text)) for name, text in texts]
    before = everything()
    with pytest.raises(FileBroken) as caught:
        take_in_all(actor=OPERATOR, institute=institute, files=given[:2])
    assert caught.value.facts["files"] == (("2025 기수.csv", 1),)
    with pytest.raises(FileBroken) as caught:
        take_in_all(actor=OPERATOR, institute=institute, files=given)
    assert caught.value.facts["files"] == (("x.csv", 1),)
    assert everything() == before


def test_strangers_hand_in_nothing(institute: int, tmp_path: Path) -> None:
    path = put(tmp_path, "과정.csv", COURSES)
    number = check_file(actor=OPERATOR, institute=institute, file_name="과정.csv", path=path)
    stranger = Actor.nobody()
    before = everything()
    for act in (
        lambda: check_file(actor=stranger, institute=institute, file_name="과정.csv", path=path),
        lambda: take_in(actor=stranger, institute=institute, file_name="과정.csv", path=path),
        lambda: take_in_all(actor=stranger, institute=institute, files=[]),
        lambda: apply_file(actor=stranger, plan_import=number),
        lambda: discard_file(actor=stranger, plan_import=number),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert everything() == before


def test_statements_do_not_grow_with_the_file(institute: int, tmp_path: Path) -> None:
    def statements(count: int, prefix: str) -> int:
        rows = [f"{prefix}{place},{prefix} {place}번째 과정,디지털,1,20,20" for place in range(count)]
        text = "과정코드,과정명,분야,기수,기수당 인원,총인원\n" + "\n".join(rows) + "\n"
        with CaptureQueriesContext(connection) as caught:
            taken(institute, tmp_path, text, year=2027)
        return len(caught)

    statements(1, "가")
    assert statements(20, "나") == statements(3, "다")


def test_a_resident_number_in_a_cell_is_never_kept(institute: int, tmp_path: Path) -> None:
    text = "과정명,분야,비고란\n가 과정,디지털,900101-1234567\n"
    with pytest.raises(FileBroken) as caught:
        taken(institute, tmp_path, text)
    assert [problem.code for problem in caught.value.problems] == ["resident_number"]
    assert "900101" not in "".join(Problem.sentence(problem) for problem in caught.value.problems)


def test_the_draft_is_locked_before_the_file_is_held_against_it(
    institute: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(institute, tmp_path, COURSES, year=2025)
    made = check_file(
        actor=OPERATOR, institute=institute, file_name="기수.csv", path=put(tmp_path, "기수.csv", SESSIONS), year=2025
    )
    done: list[str] = []

    def spied_hold(model: type[Model], ids: Iterable[int | str]) -> list[Model]:
        done.append(model.__name__)
        return hold(model, ids)

    def spied_known(*args: object) -> object:
        done.append("looked")
        return known_of(*args)  # type: ignore[arg-type]  # what was spied on

    monkeypatch.setattr("baeumgil.stages.plan.services.files.hold", spied_hold)
    monkeypatch.setattr("baeumgil.stages.plan.services.files.known_of", spied_known)
    apply_file(actor=OPERATOR, plan_import=made)
    assert done == ["PlanImport", "Institute", "PlanVersion", "looked"]
