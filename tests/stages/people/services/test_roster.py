"""The roster import, step by step: what a row does, what is refused, what is undone."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core.actors import Role
from baeumgil.core.errors import Invalid, NotAllowed, Problem
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.errors import (
    ImportNotReady,
    ImportNotUndoable,
    RosterBroken,
    RosterImportNotFound,
    RosterStale,
)
from baeumgil.stages.people.models import Person, Posting, RosterImport, Unit, UnitSpan
from baeumgil.stages.people.queries.careers import careers
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.queries.persons import ids_by_staff_no, person_rows
from baeumgil.stages.people.queries.roster import (
    ChangeRow,
    mappings,
    roster_fields,
    roster_import,
    roster_imports,
    roster_preview,
    roster_problems,
)
from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.services.organisation import merge_units
from baeumgil.stages.people.services.persons import record_absence, record_posting, register_candidate
from baeumgil.stages.people.services.roster import (
    RosterOptions,
    apply_roster,
    check_roster,
    discard_roster,
    save_mapping,
    undo_roster,
)
from baeumgil.stages.people.services.seeding import seed_policies
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    ChangeKind,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
    RosterField,
    RosterState,
    UnitKind,
)
from tests.build import a_person, a_roster_file, a_roster_row, a_unit, an_actor, the_operator

DAY, LATER = date(2026, 1, 1), date(2026, 7, 1)
Row = Mapping[Any, object]


@pytest.fixture(autouse=True)
def city(db: None) -> dict[str, int]:
    seed_policies(actor=the_operator())
    top = a_unit("한강시", kind=UnitKind.BODY)
    return {"한강시": top} | {name: a_unit(name, parent=top) for name in ("총무과", "회계과", "보건소")}


def check(folder: Path, rows: Sequence[Row], as_of: date = DAY, **options: Any) -> int:
    path = a_roster_file(folder, rows)
    return check_roster(
        actor=the_operator(), file_name="명단.csv", path=path, as_of=as_of, options=RosterOptions(**options)
    )


def apply(folder: Path, rows: Sequence[Row], as_of: date = DAY, **options: Any) -> int:
    made = check(folder, rows, as_of, **options)
    digest = roster_import(actor=the_operator(), roster_import=made).preview_digest
    apply_roster(actor=the_operator(), roster_import=made, preview_digest=digest)
    return made


def shown(made: int) -> list[tuple[ChangeKind, str, str]]:
    rows = roster_preview(actor=the_operator(), roster_import=made, size=200).changes.rows
    return [(row.kind, row.before, row.after) for row in rows]


def faults(made: int) -> list[tuple[str, int | None, str]]:
    found = roster_problems(actor=the_operator(), roster_import=made)
    return [(problem.code, problem.row, problem.column) for problem in found]


def career_of(staff_no: str = "00001") -> Career:
    return careers([ids_by_staff_no([staff_no])[staff_no]])[0]


def test_a_new_official_gets_service_grade_posting_and_retirement_day(tmp_path: Path) -> None:
    row = a_roster_row(grade_since="2020-07-01", posting_since="2024-01-15", position="인사팀장", duties="인사")
    made = apply(tmp_path, [row])
    assert shown(made) == [(ChangeKind.NEW, "", "총무과 · 행정7급 · 2015-03-02 임용")]
    career = career_of()
    assert (career.kind, career.birth_on, career.retires_on) == (
        PersonKind.OFFICIAL,
        date(1990, 5, 1),
        date(2050, 6, 30),
    )
    assert [(span.employment, span.authority, span.entry, span.starts_on) for span in career.services] == [
        (EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, date(2015, 3, 2))
    ]
    assert [(span.grade, span.title, span.series, span.change, span.starts_on) for span in career.grades] == [
        (7, "행정7급", "행정", GradeChange.PROMOTION, date(2020, 7, 1))
    ]
    assert [(span.unit_name, span.position, span.position_title, span.starts_on) for span in career.postings] == [
        ("총무과", Position.TEAM_LEADER, "인사팀장", date(2024, 1, 15))
    ]


def test_a_first_grade_since_the_appointment_is_an_appointment_and_a_special_promotion_is_kept(tmp_path: Path) -> None:
    rows = [
        a_roster_row("1", grade_since="2015-03-02"),
        a_roster_row("2", grade_since="2019-03-02", grade_change="특별승진"),
    ]
    apply(tmp_path, rows)
    assert career_of("1").grades[0].change is GradeChange.APPOINTMENT
    assert career_of("2").grades[0].change is GradeChange.SPECIAL_PROMOTION


def test_case_23_a_member_who_becomes_team_leader_has_a_new_posting_and_no_promotion(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row(grade="행정6급", position="주무관", posting_since="2024-01-01")])
    row = a_roster_row(grade="행정6급", position="인사팀장", posting_since="2024-01-01", position_since="2026-03-02")
    made = apply(tmp_path, [row], LATER)
    assert shown(made) == [(ChangeKind.POSITION, "주무관", "인사팀장 (2026-03-02부터)")]
    career = career_of()
    assert len(career.grades) == 1
    assert [(span.position, span.starts_on, span.ends_on) for span in career.postings] == [
        (Position.MEMBER, date(2024, 1, 1), date(2026, 3, 1)),
        (Position.TEAM_LEADER, date(2026, 3, 2), None),
    ]


def test_a_team_leader_since_before_the_present_unit_keeps_that_day(tmp_path: Path, city: dict[str, int]) -> None:
    row = a_roster_row(position="팀장", posting_since="2024-01-01", position_since="2021-01-01")
    apply(tmp_path, [row])
    assert [
        (span.unit, span.unit_name, span.position, span.starts_on, span.ends_on) for span in career_of().postings
    ] == [
        (city["한강시"], "(기록 없음)", Position.TEAM_LEADER, date(2021, 1, 1), date(2023, 12, 31)),
        (city["총무과"], "총무과", Position.TEAM_LEADER, date(2024, 1, 1), None),
    ]
    assert shown(check(tmp_path, [row])) == []


def test_moved_and_promoted_close_what_was_and_open_what_is(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row(grade_since="2020-07-01", posting_since="2024-01-15")])
    row = a_roster_row(grade="행정6급", grade_since="2026-05-01", unit="회계과", posting_since="2026-06-01")
    made = apply(tmp_path, [row], LATER)
    assert shown(made) == [
        (ChangeKind.PROMOTED, "행정7급", "행정6급 (2026-05-01부터, 승진)"),
        (ChangeKind.MOVED, "총무과", "회계과 (2026-06-01부터)"),
    ]
    career = career_of()
    assert [(span.grade, span.starts_on, span.ends_on) for span in career.grades] == [
        (7, date(2020, 7, 1), date(2026, 4, 30)),
        (6, date(2026, 5, 1), None),
    ]
    assert [(span.unit_name, span.starts_on, span.ends_on) for span in career.postings] == [
        ("총무과", date(2024, 1, 15), date(2026, 5, 31)),
        ("회계과", date(2026, 6, 1), None),
    ]


def test_without_a_day_a_change_counts_from_the_day_of_the_roster(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()])
    apply(tmp_path, [a_roster_row(unit="회계과", grade="행정8급")], LATER)
    career = career_of()
    assert career.postings[-1].starts_on == LATER
    assert (career.grades[-1].change, career.grades[-1].starts_on) == (GradeChange.DEMOTION, LATER)


def test_case_4_promoted_twice_in_one_year_leaves_two_promotions(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row(grade="행정8급", grade_since="2023-01-01")])
    apply(tmp_path, [a_roster_row(grade="행정7급", grade_since="2026-01-01")], date(2026, 1, 2))
    row = a_roster_row(grade="행정6급", grade_since="2026-06-01", grade_change="특별승진")
    apply(tmp_path, [row], LATER)
    assert [(span.grade, span.change, span.starts_on) for span in career_of().grades] == [
        (8, GradeChange.PROMOTION, date(2023, 1, 1)),
        (7, GradeChange.PROMOTION, date(2026, 1, 1)),
        (6, GradeChange.SPECIAL_PROMOTION, date(2026, 6, 1)),
    ]


def test_away_and_back(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()])
    row = a_roster_row(status="육아휴직", absence_since="2026-02-10", absence_until="2027-02-09")
    made = apply(tmp_path, [row], date(2026, 3, 1))
    assert shown(made) == [(ChangeKind.AWAY, "", "휴직 (2026-02-10부터)")]
    assert career_of().absences[0].ends_on == date(2027, 2, 9)
    made = apply(tmp_path, [a_roster_row()], LATER)
    assert shown(made) == [(ChangeKind.BACK, "휴직", "2026-07-01 복귀")]
    assert [(span.kind, span.starts_on, span.ends_on) for span in career_of().absences] == [
        (AbsenceKind.LEAVE, date(2026, 2, 10), date(2026, 6, 30))
    ]


def test_a_leave_that_outlasts_its_planned_end_goes_on(tmp_path: Path) -> None:
    away = a_roster_row(status="휴직", absence_since="2026-01-01", absence_until="2026-03-31")
    apply(tmp_path, [away])
    apply(tmp_path, [away], LATER)
    assert [(span.starts_on, span.ends_on) for span in career_of().absences] == [(date(2026, 1, 1), None)]


def test_leaving_closes_everything_with_the_stated_or_the_lawful_reason(tmp_path: Path) -> None:
    rows = [a_roster_row("1"), a_roster_row("2", birth_on="1966-03-01"), a_roster_row("3")]
    apply(tmp_path, rows)
    rows = [
        a_roster_row("1", status="명예퇴직", exit_on="2026-05-31"),
        a_roster_row("2", birth_on="1966-03-01", status="퇴직", exit="정년퇴직", exit_on="2026-06-30"),
        a_roster_row("3"),
    ]
    made = apply(tmp_path, rows, LATER)
    assert shown(made) == [
        (ChangeKind.LEFT, "", "2026-05-31 명예퇴직"),
        (ChangeKind.LEFT, "", "2026-06-30 정년퇴직"),
    ]
    career = career_of("1")
    assert career.kind is PersonKind.FORMER
    assert [span.ends_on for span in career.services] == [date(2026, 5, 31)]
    assert [span.ends_on for span in career.grades] == [date(2026, 5, 31)]
    assert [span.ends_on for span in career.postings] == [date(2026, 5, 31)]
    assert career.services[0].exit is ExitKind.HONORARY


def test_missing_from_the_file_means_retired_when_the_age_limit_has_passed_else_unknown(tmp_path: Path) -> None:
    rows = [a_roster_row("1"), a_roster_row("2", birth_on="1966-03-01"), *(a_roster_row(str(n)) for n in range(3, 20))]
    apply(tmp_path, rows)
    made = apply(tmp_path, rows[2:], LATER)
    assert shown(made) == [
        (ChangeKind.LEFT, "", "2026-06-30 명단에서 빠짐"),
        (ChangeKind.LEFT, "", "2026-06-30 정년퇴직"),
    ]
    assert career_of("1").services[0].exit is ExitKind.UNKNOWN
    assert career_of("2").services[0].exit is ExitKind.RETIRED


def test_a_partial_roster_lets_the_others_stay(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row("1"), a_roster_row("2")])
    made = apply(tmp_path, [a_roster_row("1", unit="회계과")], LATER, partial=True)
    assert [change[0] for change in shown(made)] == [ChangeKind.MOVED]
    assert career_of("2").kind is PersonKind.OFFICIAL


def test_somebody_dropped_by_one_file_and_back_in_the_next_never_left(tmp_path: Path) -> None:
    rows = [a_roster_row(str(number)) for number in range(1, 20)]
    apply(tmp_path, rows)
    before = career_of("1")
    apply(tmp_path, rows[1:], LATER)
    made = apply(tmp_path, rows, date(2026, 8, 1))
    assert [change[0] for change in shown(made)] == [ChangeKind.RETURNED]
    assert career_of("1") == before


def test_somebody_who_really_left_comes_back_to_a_new_service(tmp_path: Path) -> None:
    rows: Sequence[Row] = [a_roster_row("1"), a_roster_row("2")]
    apply(tmp_path, rows)
    apply(tmp_path, [a_roster_row("1", status="의원면직", exit_on="2026-02-28"), rows[1]], date(2026, 3, 1))
    row = a_roster_row("1", appointed_on="2026-06-01", grade="행정9급", grade_since="2026-06-01", entry="재임용")
    made = apply(tmp_path, [row, rows[1]], LATER)
    assert shown(made) == [(ChangeKind.RETURNED, "2026-02-28 퇴직", "총무과 · 행정9급 · 2026-06-01 임용")]
    assert [(span.entry, span.starts_on, span.ends_on) for span in career_of("1").services] == [
        (EntryKind.NEW, date(2015, 3, 2), date(2026, 2, 28)),
        (EntryKind.REHIRED, date(2026, 6, 1), None),
    ]


def test_a_candidate_becomes_an_official_under_the_candidate_number(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()])
    candidate = a_roster_row(
        None, candidate_no="2025-77", name="이새봄", status="임용예정", appointed_on="2026-03-01", grade="행정9급"
    )
    made = apply(tmp_path, [a_roster_row(), candidate], date(2026, 2, 1))
    assert [change[0] for change in shown(made)] == [ChangeKind.NEW]
    person = Person.objects.get(candidate_no="2025-77")
    assert (person.kind, person.staff_no) == (PersonKind.CANDIDATE, None)
    official = a_roster_row("00002", candidate_no="2025-77", name="이새봄", appointed_on="2026-03-02", grade="행정9급")
    made = apply(tmp_path, [a_roster_row(), official], LATER)
    assert shown(made) == [(ChangeKind.APPOINTED, "임용후보자", "총무과 · 행정9급 · 2026-03-02 임용")]
    career = career_of("00002")
    assert career.person == person.pk
    assert [(span.starts_on, span.ends_on) for span in career.services] == [(date(2026, 3, 2), None)]


def test_case_16_moving_to_the_council_is_a_new_service_but_no_new_appointment(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()])
    row = a_roster_row(authority="의장", unit="보건소", posting_since="2026-05-01")
    made = apply(tmp_path, [row], LATER)
    assert [(change[0], change[2]) for change in shown(made)] == [
        (ChangeKind.MOVED, "의회 의장 (2026-05-01부터)"),
        (ChangeKind.MOVED, "보건소 (2026-05-01부터)"),
    ]
    person = ids_by_staff_no(["00001"])["00001"]
    row_now = person_rows(person_ids=[person], on=LATER)[person]
    assert (row_now.authority, row_now.appointed_on) == (Authority.COUNCIL, date(2015, 3, 2))
    assert shown(check(tmp_path, [row], LATER)) == []


def test_names_birth_dates_and_appointment_days_are_corrected(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()])
    row = a_roster_row(name="김하눌", birth_on="1990-07-01", appointed_on="2015-03-03")
    made = apply(tmp_path, [row], LATER)
    assert shown(made) == [
        (
            ChangeKind.CORRECTED,
            "성명 김하늘, 생년월일 1990-05-01, 임용일 2015-03-02",
            "성명 김하눌, 생년월일 1990-07-01, 임용일 2015-03-03",
        )
    ]
    assert career_of().retires_on == date(2050, 12, 31)


def test_guests_and_public_workers_are_taken_in(tmp_path: Path) -> None:
    rows: list[Row] = [
        a_roster_row("1", grade="", employment="공무직"),
        {
            RosterField.STAFF_NO: "G1",
            RosterField.NAME: "박다른",
            RosterField.GUEST_KIND: "타 시·도",
            RosterField.GUEST_BODY: "이웃시",
        },
    ]
    apply(tmp_path, rows)
    assert (career_of("1").services[0].employment, career_of("1").grades[0].title) == (
        EmploymentKind.PUBLIC_WORKER,
        "공무직",
    )
    guest = Person.objects.get(staff_no="G1")
    assert (guest.kind, guest.guest_kind, guest.guest_body) == (PersonKind.GUEST, GuestKind.OTHER_REGION, "이웃시")
    assert shown(check(tmp_path, rows)) == []


def test_case_15_the_same_name_grade_and_unit_twice_are_two_people(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row("1"), a_roster_row("2")])
    assert Person.objects.filter(name="김하늘").count() == 2


def test_case_20_after_a_merger_the_past_keeps_the_units_old_name(tmp_path: Path, city: dict[str, int]) -> None:
    apply(tmp_path, [a_roster_row(posting_since="2024-01-01")])
    made = merge_units(actor=the_operator(), units=[city["총무과"], city["회계과"]], name="행정지원과", on=LATER)
    apply(tmp_path, [a_roster_row(unit="행정지원과", posting_since="2026-07-01")], LATER)
    person = ids_by_staff_no(["00001"])["00001"]
    names = [person_rows(person_ids=[person], on=day)[person].unit_name for day in (date(2026, 6, 30), LATER)]
    assert names == ["총무과", "행정지원과"]
    assert career_of().postings[-1].unit == made


def test_units_and_teams_are_found_by_code_full_name_and_own_name(tmp_path: Path, city: dict[str, int]) -> None:
    coded = a_unit("세정과", code="9990123", parent=city["한강시"])
    team = a_unit("인사팀", parent=city["총무과"], kind=UnitKind.TEAM)
    rows = [
        a_roster_row("1", unit="9990123", team=""),
        a_roster_row("2", unit="한강시 세정과", team=""),
        a_roster_row("3", unit="총무과", team="인사 팀"),
    ]
    apply(tmp_path, rows)
    assert [career_of(number).postings[0].unit for number in "123"] == [coded, coded, team]


def test_unknown_units_are_made_only_when_asked_and_undone_with_the_import(tmp_path: Path) -> None:
    rows = [a_roster_row("1", unit="총무과", team="혁신팀"), a_roster_row("2", unit="미래과", team="")]
    made = check(tmp_path, rows)
    assert faults(made) == [("unknown_team", 2, "팀"), ("unknown_unit", 3, "소속부서")]
    before = Unit.objects.count()
    made = apply(tmp_path, rows, create_units=True)
    tree = {row.full_name: row.kind for row in unit_tree(DAY)}
    assert tree["한강시 총무과 혁신팀"] is UnitKind.TEAM
    assert tree["한강시 미래과"] is UnitKind.DIVISION
    assert career_of("1").postings[0].unit_name == "총무과 혁신팀"
    undo_roster(actor=the_operator(), roster_import=made)
    assert Unit.objects.count() == before
    assert Person.objects.count() == 0


def test_a_name_that_several_units_bear_is_refused_with_the_choices(tmp_path: Path, city: dict[str, int]) -> None:
    for above in ("총무과", "회계과"):
        a_unit("총괄팀", parent=city[above], kind=UnitKind.TEAM)
    made = check(tmp_path, [a_roster_row(unit="총괄팀")])
    problem = roster_problems(actor=the_operator(), roster_import=made)[0]
    assert problem.message == "이름이 '총괄팀'인 부서가 여럿입니다(총무과 총괄팀, 회계과 총괄팀)."


def test_spellings_of_one_number_are_one_number(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row("０００１２", name="김\u200b하늘")])
    assert ids_by_staff_no(["00012"]).keys() == {"00012"}
    made = check(tmp_path, [a_roster_row("00012"), a_roster_row("０００12"), a_roster_row("0001\u200b2")])
    assert faults(made) == [("duplicate_staff_no", 3, "사번"), ("duplicate_staff_no", 4, "사번")]


def test_a_file_that_drops_half_the_city_is_refused_with_the_way_out(tmp_path: Path) -> None:
    rows = [a_roster_row(str(number)) for number in range(10)]
    apply(tmp_path, rows)
    made = check(tmp_path, rows[:5], LATER)
    problem = roster_problems(actor=the_operator(), roster_import=made)[0]
    assert (problem.code, problem.message) == (
        "too_many_leavers",
        "재직자 10명 가운데 5명이 파일에 없습니다. 일부만 담긴 파일로 보입니다.",
    )
    with pytest.raises(RosterBroken):
        apply_roster(actor=the_operator(), roster_import=made, preview_digest="")
    assert Person.objects.filter(kind=PersonKind.OFFICIAL).count() == 10
    apply(tmp_path, rows[:5], LATER, allow_many_leavers=True)
    assert Person.objects.filter(kind=PersonKind.OFFICIAL).count() == 5


def test_a_roster_older_than_the_last_one_is_refused(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row()], LATER)
    made = check(tmp_path, [a_roster_row(unit="회계과")], DAY)
    assert [problem[0] for problem in faults(made)] == ["as_of_too_early"]


@pytest.mark.parametrize("heading", ["주민등록번호", "주민번호", "비고"])
def test_case_21_a_column_of_resident_numbers_refuses_the_file_and_keeps_no_value(
    tmp_path: Path, heading: str, caplog: pytest.LogCaptureFixture
) -> None:
    row = a_roster_row() | {heading: "900501-1234567"}
    with pytest.raises(RosterBroken) as refused:
        check(tmp_path, [row])
    assert [(problem.code, problem.column) for problem in refused.value.problems] == [("resident_numbers", heading)]
    assert RosterImport.objects.count() == 0
    said = [*caplog.messages, *map(str, AuditEntry.objects.values()), str(refused.value.problems)]
    assert not any("1234567" in text for text in said)


def test_a_file_that_is_no_roster_is_refused_with_one_clear_answer(tmp_path: Path) -> None:
    path = tmp_path / "명단.xlsx"
    path.write_bytes(b"not a workbook at all" * 20)
    with pytest.raises(RosterBroken) as refused:
        check_roster(actor=the_operator(), file_name="명단.xlsx", path=path, as_of=DAY)
    assert len(refused.value.problems) == 1
    assert RosterImport.objects.count() == 0


def test_missing_columns_are_named_and_a_saved_mapping_finds_them(tmp_path: Path) -> None:
    rows = [{"번호": "7", "이름": "김하늘", "근무지": "총무과", "급": "7급", "첫날": "2015-03-02"}]
    with pytest.raises(RosterBroken) as refused:
        check(tmp_path, rows)
    assert [problem.column for problem in refused.value.problems] == ["사번", "부서", "직급"]
    columns = {"staff_no": "번호", "name": "이름", "unit": "근무지", "grade": "급", "appointed_on": "첫날"}
    save_mapping(actor=the_operator(), name="우리 시", columns=columns)
    made = check_roster(
        actor=the_operator(),
        file_name="명단.csv",
        path=a_roster_file(tmp_path, rows),
        as_of=DAY,
        mapping_name="우리 시",
    )
    assert faults(made) == []
    assert [(row.name, dict(row.columns)) for row in mappings(actor=the_operator())] == [("우리 시", columns)]


def test_a_mapping_nobody_saved_or_with_unknown_fields_is_refused(tmp_path: Path) -> None:
    path = a_roster_file(tmp_path, [a_roster_row()])
    with pytest.raises(RosterBroken):
        check_roster(actor=the_operator(), file_name="명단.csv", path=path, as_of=DAY, mapping_name="없음")
    with pytest.raises(Invalid):
        save_mapping(actor=the_operator(), name="", columns={"shoe_size": "신발"})
    assert mappings(actor=the_operator()) == []


def test_what_is_ignored_is_said_aloud(tmp_path: Path) -> None:
    made = check(tmp_path, [a_roster_row(position="특별한 자리") | {"휴대전화": "010", "비고": "x"}])
    assert roster_preview(actor=the_operator(), roster_import=made).notes == (
        "쓰지 않는 열은 읽지 않았습니다: 비고.",
        "법이 수집을 허용하지 않는 열은 저장하지 않습니다: 휴대전화.",
        "직위 열의 모르는 말(특별한 자리)은 팀원으로 읽었습니다.",
    )


def test_a_preview_that_is_no_longer_true_is_not_applied(tmp_path: Path, city: dict[str, int]) -> None:
    apply(tmp_path, [a_roster_row()])
    made = check(tmp_path, [a_roster_row(unit="회계과")], LATER)
    digest = roster_import(actor=the_operator(), roster_import=made).preview_digest
    person = ids_by_staff_no(["00001"])["00001"]
    record_posting(actor=the_operator(), person=person, on=date(2026, 3, 1), unit=city["보건소"])
    before = career_of()
    for shown_digest in (digest, "another"):
        with pytest.raises(RosterStale):
            apply_roster(actor=the_operator(), roster_import=made, preview_digest=shown_digest)
    assert career_of() == before


def test_only_the_latest_applied_import_can_be_taken_back(tmp_path: Path) -> None:
    first = apply(tmp_path, [a_roster_row()])
    second = apply(tmp_path, [a_roster_row(unit="회계과")], LATER)
    with pytest.raises(ImportNotUndoable):
        undo_roster(actor=the_operator(), roster_import=first)
    assert [row.may_be_undone for row in roster_imports(actor=the_operator()).rows] == [True, False]
    undo_roster(actor=the_operator(), roster_import=second)
    assert career_of().postings[-1].unit_name == "총무과"
    undo_roster(actor=the_operator(), roster_import=first)
    assert Person.objects.count() == 0
    with pytest.raises(ImportNotUndoable):
        undo_roster(actor=the_operator(), roster_import=first)


def test_an_import_on_which_somebody_built_by_hand_cannot_be_taken_back(tmp_path: Path, city: dict[str, int]) -> None:
    made = apply(tmp_path, [a_roster_row(posting_since="2024-01-01")])
    person = ids_by_staff_no(["00001"])["00001"]
    record_posting(actor=the_operator(), person=person, on=date(2026, 3, 1), unit=city["보건소"])
    before = career_of()
    with pytest.raises(ImportNotUndoable):
        undo_roster(actor=the_operator(), roster_import=made)
    assert career_of() == before
    assert roster_import(actor=the_operator(), roster_import=made).state is RosterState.APPLIED


def test_an_absence_entered_by_hand_for_a_new_person_keeps_the_import(tmp_path: Path) -> None:
    made = apply(tmp_path, [a_roster_row()])
    person = ids_by_staff_no(["00001"])["00001"]
    record_absence(actor=the_operator(), person=person, kind=AbsenceKind.LEAVE, on=date(2026, 3, 1))
    with pytest.raises(ImportNotUndoable):
        undo_roster(actor=the_operator(), roster_import=made)
    assert len(career_of().absences) == 1


def test_a_discarded_import_keeps_no_rows_and_cannot_be_applied(tmp_path: Path) -> None:
    made = check(tmp_path, [a_roster_row()])
    digest = roster_import(actor=the_operator(), roster_import=made).preview_digest
    discard_roster(actor=the_operator(), roster_import=made)
    assert RosterImport.objects.get(pk=made).staged == []
    with pytest.raises(ImportNotReady):
        apply_roster(actor=the_operator(), roster_import=made, preview_digest=digest)
    applied = apply(tmp_path, [a_roster_row()])
    with pytest.raises(ImportNotReady):
        discard_roster(actor=the_operator(), roster_import=applied)
    assert Person.objects.count() == 1


def test_nobody_but_the_training_office_of_the_city_imports(tmp_path: Path, city: dict[str, int]) -> None:
    path = a_roster_file(tmp_path, [a_roster_row()])
    made = check(tmp_path, [a_roster_row()])
    digest = roster_import(actor=the_operator(), roster_import=made).preview_digest
    others = [an_actor(role) for role in Role if role is not Role.TRAINING_OFFICE]
    for actor in (an_actor(), *others, an_actor(Role.TRAINING_OFFICE, units=[city["총무과"]])):
        with pytest.raises(NotAllowed):
            check_roster(actor=actor, file_name="명단.csv", path=path, as_of=DAY)
        with pytest.raises(NotAllowed):
            apply_roster(actor=actor, roster_import=made, preview_digest=digest)
        with pytest.raises(NotAllowed):
            undo_roster(actor=actor, roster_import=made)
        with pytest.raises(NotAllowed):
            discard_roster(actor=actor, roster_import=made)
        with pytest.raises(NotAllowed):
            save_mapping(actor=actor, name="이름", columns={})
    assert Person.objects.count() == 0
    office = an_actor(Role.TRAINING_OFFICE)
    assert apply_roster(actor=office, roster_import=made, preview_digest=digest).people_changed == 1


def test_imports_are_read_by_the_office_and_the_auditor_only(tmp_path: Path) -> None:
    made = check(tmp_path, [a_roster_row()])
    for role in (Role.TRAINING_OFFICE, Role.AUDITOR):
        assert len(roster_imports(actor=an_actor(role)).rows) == 1
    for role in (Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.SYSTEM_ADMIN):
        with pytest.raises(NotAllowed):
            roster_preview(actor=an_actor(role), roster_import=made)
        with pytest.raises(NotAllowed):
            roster_problems(actor=an_actor(role), roster_import=made)
    with pytest.raises(RosterImportNotFound):
        roster_preview(actor=the_operator(), roster_import=made + 1)


def test_the_preview_can_be_filtered_also_by_who_stays(tmp_path: Path) -> None:
    apply(tmp_path, [a_roster_row("1"), a_roster_row("2")])
    made = check(tmp_path, [a_roster_row("1"), a_roster_row("2", unit="회계과")], LATER)
    preview = roster_preview(actor=the_operator(), roster_import=made, kind=ChangeKind.UNCHANGED)
    assert preview.counts == {ChangeKind.MOVED: 1, ChangeKind.UNCHANGED: 1}
    assert preview.changes.rows == [ChangeRow(ChangeKind.UNCHANGED, "1", "김하늘", "", "", 2, "")]
    moved = roster_preview(actor=the_operator(), roster_import=made, kind=ChangeKind.MOVED).changes.rows
    assert [(row.staff_no, row.row) for row in moved] == [("2", 3)]


def test_every_action_leaves_one_audit_entry(tmp_path: Path) -> None:
    AuditEntry.objects.all().delete()
    made = apply(tmp_path, [a_roster_row()])
    undo_roster(actor=the_operator(), roster_import=made)
    actions = AuditEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["people.check_roster", "people.apply_roster", "people.undo_roster"]


def test_statements_do_not_grow_with_the_people(tmp_path: Path) -> None:
    def statements(rows: Sequence[Row], as_of: date) -> int:
        with CaptureQueriesContext(connection) as seen:
            apply(tmp_path, rows, as_of)
        return len([query for query in seen.captured_queries if "COPY" not in query["sql"]])

    few = statements([a_roster_row(f"a{number}") for number in range(3)], DAY)
    many = statements(
        [*(a_roster_row(f"a{number}") for number in range(3)), *(a_roster_row(f"b{number}") for number in range(60))],
        date(2026, 2, 1),
    )
    assert many <= few


def test_a_person_registered_by_hand_is_found_by_the_roster(tmp_path: Path) -> None:
    register_candidate(actor=the_operator(), candidate_no="77", name="이새봄", expected_on=date(2026, 2, 1))
    made = check(tmp_path, [a_roster_row("9", candidate_no="77", name="이새봄", appointed_on="2026-02-01")], LATER)
    assert [change[0] for change in shown(made)] == [ChangeKind.APPOINTED]


def test_the_fields_of_a_roster_are_listed_for_the_mapping_form() -> None:
    fields = roster_fields()
    assert [row.field for row in fields] == list(RosterField)
    assert {row.label for row in fields if row.is_required} == {"사번", "성명", "부서", "직급"}


def test_history_that_is_recorded_is_not_overwritten_by_a_contradiction(tmp_path: Path, city: dict[str, int]) -> None:
    a_person(
        staff_no="00001",
        unit=city["총무과"],
        grade=8,
        promotions=[(date(2018, 1, 1), 7)],
        birth_on=date(1990, 5, 1),
    )
    row = a_roster_row(grade_since="2015-03-02")
    made = check(tmp_path, [row])
    assert faults(made) == [("contradicts_history", 2, "현직급임용일")]


def test_problems_come_with_sheet_row_column_and_remedy(tmp_path: Path) -> None:
    made = check(tmp_path, [a_roster_row(birth_on="90.5.1")])
    assert roster_problems(actor=the_operator(), roster_import=made) == (
        Problem(
            code="date_two_digit_year",
            message=(
                "연도가 두 자리라 1900년대인지 2000년대인지 알 수 없습니다. 2026-03-10처럼 네 자리로 적어 주세요."
            ),
            row=2,
            column="생년월일",
            field="birth_on",
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_a_csv_is_read_in_each_encoding_offices_use(tmp_path: Path, encoding: str) -> None:
    path = a_roster_file(tmp_path, [a_roster_row(), a_roster_row("00002", name="이바다")], encoding=encoding)
    made = check_roster(actor=the_operator(), file_name="명단.csv", path=path, as_of=DAY)
    assert [change[0] for change in shown(made)] == [ChangeKind.NEW, ChangeKind.NEW]


@pytest.mark.parametrize("date_1904", [False, True])
def test_a_workbook_with_title_merged_headings_and_either_date_system_is_read(
    tmp_path: Path, *, date_1904: bool
) -> None:
    path = tmp_path / "명단.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": date_1904, "default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("감춤").hide()
        sheet = book.add_worksheet("명단")
        sheet.activate()
        sheet.set_first_sheet()
        sheet.merge_range(0, 0, 0, 6, "2026년 직원 명단")
        sheet.merge_range(1, 0, 2, 0, "사번")
        sheet.merge_range(1, 1, 1, 2, "인적사항")
        sheet.write_row(2, 1, ["성명", "생년월일"])
        sheet.merge_range(1, 3, 1, 4, "현재")
        sheet.write_row(2, 3, ["소속부서", "직급"])
        sheet.merge_range(1, 5, 2, 5, "최초임용일")
        sheet.merge_range(1, 6, 2, 6, "재직상태")
        sheet.write_row(3, 0, ["00001", "김하늘"])
        sheet.write_datetime(3, 2, date(1990, 5, 1))
        sheet.write_row(3, 3, ["총무과", "행정7급"])
        sheet.write_datetime(3, 5, date(2015, 3, 2))
        sheet.write(3, 6, "재직")
    made = check_roster(actor=the_operator(), file_name="명단.xlsx", path=path, as_of=DAY)
    assert faults(made) == []
    preview = roster_preview(actor=the_operator(), roster_import=made)
    assert preview.changes.rows == [
        ChangeRow(ChangeKind.NEW, "00001", "김하늘", "", "총무과 · 행정7급 · 2015-03-02 임용", 4, "명단")
    ]
    assert "숨겨진 시트는 읽지 않았습니다: 감춤." in preview.notes


def test_a_city_without_any_unit_can_start_from_the_roster_alone(tmp_path: Path) -> None:
    UnitSpan.objects.all().delete()
    Unit.objects.all().delete()
    apply(
        tmp_path,
        [a_roster_row(staff_no="1", unit="총무과"), a_roster_row(staff_no="2", unit="세무과")],
        create_units=True,
    )
    assert sorted(UnitSpan.objects.filter(parent=None).values_list("full_name", flat=True)) == ["세무과", "총무과"]
    assert sorted(Posting.objects.values_list("person__staff_no", "unit_name")) == [("1", "총무과"), ("2", "세무과")]
