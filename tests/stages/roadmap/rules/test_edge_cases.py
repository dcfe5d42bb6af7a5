"""Cases from practice that went wrong elsewhere, each by its name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
    Position,
)
from baeumgil.stages.roadmap.rules.columns import standing_columns
from baeumgil.stages.roadmap.rules.definition import CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.states import Completion, Standing, standings
from baeumgil.stages.roadmap.terms import Collision, Repetition, StageState, Trigger
from tests.stages.roadmap.rules.columnar import (
    Subject,
    career_columns_of,
    exemption_columns_of,
    training_columns_of,
)

LONG_AGO = date(2010, 3, 2)
OFFBOARDING = Stage(
    "offboarding",
    "은퇴 예정자 교육",
    "시 계획",
    Trigger.RETIREMENT,
    Window(Offset(-36), Offset(-24)),
    courses=(CourseRef("OFF", "은퇴 설계"),),
)
NEWCOMER = Stage(
    "newcomer",
    "신규임용자 교육",
    "시 계획",
    Trigger.APPOINTMENT,
    Window(Offset(), Offset(2)),
    courses=(CourseRef("NEW", "신규임용자 과정"),),
    filters=Filters(entries=(EntryKind.NEW,)),
)
PROMOTION = Stage(
    "promotion",
    "승진자 교육",
    "시 계획",
    Trigger.PROMOTION,
    Window(Offset(), Offset(12)),
    courses=(CourseRef("PRO", "승진자 과정"),),
    grades=(8, 7, 6),
    group="승진",
    collision=Collision.LATER_REPLACES,
)


def service(starts_on: date = LONG_AGO, ends_on: date | None = None, **changes: object) -> ServiceSpan:
    span = ServiceSpan(EmploymentKind.GENERAL, Authority.MAYOR, EntryKind.NEW, starts_on, ends_on)
    return replace(span, **changes)  # type: ignore[arg-type]  # tests name the fields they change


def official(**changes: object) -> Career:
    career = Career(person=1, kind=PersonKind.OFFICIAL, services=[service()])
    return replace(career, **changes)  # type: ignore[arg-type]  # tests name the fields they change


def grade(number: int, on: date, change: GradeChange = GradeChange.PROMOTION, until: date | None = None) -> GradeSpan:
    return GradeSpan(number, f"행정 {number}급", "행정", change, on, until)


def road(career: Career, stages: Sequence[Stage], on: date, *records: Completion) -> list[Standing]:
    return standings(career, stages, records, {}, on)


def brief(found: Sequence[Standing]) -> list[tuple[str, date, StageState]]:
    return [(each.stage.code, each.anchor_on, each.state) for each in found]


def test_case_1_born_on_30_june_or_1_july_opens_the_last_stage_half_a_year_apart() -> None:
    june = official(birth_on=date(1969, 6, 30), retires_on=date(2029, 6, 30))
    july = official(birth_on=date(1969, 7, 1), retires_on=date(2029, 12, 31))
    assert [road(each, [OFFBOARDING], date(2026, 1, 1))[0].opens_on for each in (june, july)] == [
        date(2026, 6, 30),
        date(2026, 12, 31),
    ]


def test_case_2_born_on_29_february_and_hired_on_29_february() -> None:
    yearly = replace(NEWCOMER, window=Window(Offset(12), Offset(48)))
    career = official(birth_on=date(1968, 2, 29), retires_on=date(2028, 6, 30), services=[service(date(2024, 2, 29))])
    found = road(career, [OFFBOARDING, yearly], date(2024, 3, 1))
    assert {each.stage.code: (each.opens_on, each.due_on) for each in found} == {
        "newcomer": (date(2025, 2, 28), date(2028, 2, 29)),
        "offboarding": (date(2025, 6, 30), date(2026, 6, 30)),
    }


def test_case_3_the_target_list_of_a_half_year_takes_30_june_and_31_december() -> None:
    retiring = [date(2028, 12, 31), date(2029, 6, 30), date(2029, 12, 31), date(2030, 6, 30), None]
    people = [Subject(official(person=place, retires_on=day)) for place, day in enumerate(retiring)]
    stage = replace(OFFBOARDING, window=Window(Offset(-36), Offset(-36, 183)))

    def opening(first: date, last: date) -> list[int]:
        found = standing_columns(
            career_columns_of(people), training_columns_of(people), exemption_columns_of(people), [stage], last
        )
        return [at for at, opens in zip(found.at.tolist(), found.opens.tolist(), strict=True) if first <= opens <= last]

    assert opening(date(2026, 1, 1), date(2026, 6, 30)) == [1]
    assert opening(date(2026, 7, 1), date(2026, 12, 31)) == [2]
    assert opening(date(2026, 1, 1), date(2026, 12, 31)) == [1, 2]


TWICE = [
    grade(8, LONG_AGO, GradeChange.APPOINTMENT, date(2023, 12, 31)),
    grade(7, date(2024, 1, 1), until=date(2024, 8, 31)),
    grade(6, date(2024, 9, 1), GradeChange.SPECIAL_PROMOTION),
]


def test_case_4_promoted_on_1_january_and_again_the_same_year_the_second_replaces_the_first() -> None:
    career = official(grades=TWICE)
    first, second = ("promotion", date(2024, 1, 1)), ("promotion", date(2024, 9, 1))
    assert brief(road(career, [PROMOTION], date(2024, 8, 31))) == [
        (*first, StageState.DUE),
        (*second, StageState.UPCOMING),
    ]
    found = road(career, [PROMOTION], date(2024, 9, 1))
    assert brief(found) == [(*first, StageState.EXEMPT), (*second, StageState.DUE)]
    assert (found[0].reason.code, found[0].reason.text, found[0].settled_on) == (
        "superseded",
        "2024. 9. 1. 다음 승진 교육으로 갈음합니다.",
        date(2024, 9, 1),
    )


def test_case_4_what_was_done_before_the_second_promotion_stays_done() -> None:
    record = Completion("PRO", date(2024, 8, 31))
    found = road(official(grades=TWICE), [PROMOTION], date(2025, 9, 2), record)
    assert [each.state for each in found] == [StageState.DONE, StageState.OVERDUE]


def test_case_5_a_newcomer_on_leave_in_month_two_gets_the_two_months_whole() -> None:
    hired = date(2024, 3, 4)
    leave = AbsenceSpan(AbsenceKind.LEAVE, date(2024, 4, 10), date(2024, 7, 8))
    career = official(services=[service(hired)], absences=[leave])
    [during] = road(career, [NEWCOMER], date(2024, 6, 1))
    assert (during.state, during.is_away, during.due_on) == (StageState.DUE, True, date(2024, 8, 2))
    assert [road(career, [NEWCOMER], day)[0].state for day in (date(2024, 8, 2), date(2024, 8, 3))] == [
        StageState.DUE,
        StageState.OVERDUE,
    ]


def test_case_6_hired_in_december_has_until_february() -> None:
    career = official(services=[service(date(2024, 12, 30))])
    assert [road(career, [NEWCOMER], day)[0].state for day in (date(2025, 2, 28), date(2025, 3, 1))] == [
        StageState.DUE,
        StageState.OVERDUE,
    ]


def test_case_16_moving_from_city_to_council_takes_the_road_along() -> None:
    moved = date(2024, 7, 1)
    career = official(
        services=[
            service(ends_on=moved - timedelta(days=1), exit=ExitKind.TRANSFERRED),
            service(moved, authority=Authority.COUNCIL, entry=EntryKind.TRANSFER),
        ],
        grades=[grade(8, LONG_AGO, GradeChange.APPOINTMENT, date(2024, 3, 31)), grade(7, date(2024, 4, 1))],
    )
    old = replace(NEWCOMER, valid_from=date(2020, 1, 1))
    by_mayor = replace(PROMOTION, filters=Filters(authorities=(Authority.MAYOR,)))
    by_council = replace(PROMOTION, code="council", filters=Filters(authorities=(Authority.COUNCIL,)))
    stages = [old, by_mayor, by_council]
    assert brief(road(career, stages, date(2025, 1, 1))) == [("promotion", date(2024, 4, 1), StageState.DUE)]
    record = Completion("PRO", date(2024, 12, 2))
    assert brief(road(career, stages, date(2025, 1, 1), record)) == [("promotion", date(2024, 4, 1), StageState.DONE)]


def test_case_22_the_six_week_outside_course_fulfils_the_grade_5_stage_without_a_local_session() -> None:
    stage = replace(
        PROMOTION,
        code="promotion_5",
        grades=(5,),
        courses=(),
        window=Window(Offset(-12), Offset(6)),
        substitutes=(CourseRef("MOIS-5", "5급 승진리더과정", "지방자치인재개발원"),),
    )
    before = grade(6, LONG_AGO, GradeChange.APPOINTMENT, date(2024, 6, 30))
    career = official(grades=[before, grade(5, date(2024, 7, 1))])
    as_candidate = Completion("MOIS-5", date(2024, 4, 19), "5급 승진리더과정")
    [found] = road(career, [stage], date(2024, 7, 1), as_candidate)
    assert (found.state, found.settled_on, found.settled_by) == (
        StageState.SUBSTITUTED,
        date(2024, 4, 19),
        "5급 승진리더과정",
    )
    assert "2024. 7. 1. 5급으로 승진" in [fact.text for fact in found.facts]
    [too_early] = road(career, [stage], date(2024, 7, 1), Completion("MOIS-5", date(2023, 6, 30)))
    assert too_early.state is StageState.DUE


def test_case_23_a_grade_6_who_becomes_team_leader_without_promotion_owes_the_team_leader_stage_only() -> None:
    leader = Stage(
        "team_leader",
        "6급 팀장 교육",
        "시 계획",
        Trigger.POSITION,
        Window(Offset(), Offset(12)),
        courses=(CourseRef("TL", "팀장 과정"),),
        repetition=Repetition.FIRST,
        positions=(Position.TEAM_LEADER,),
        filters=Filters(grades=(6,)),
    )
    postings = [
        PostingSpan(1, "총무과", Position.MEMBER, LONG_AGO, date(2024, 6, 30)),
        PostingSpan(1, "총무과", Position.TEAM_LEADER, date(2024, 7, 1)),
    ]
    career = official(grades=[grade(6, LONG_AGO, GradeChange.APPOINTMENT)], postings=postings)
    assert brief(road(career, [PROMOTION, leader], date(2024, 8, 1))) == [
        ("team_leader", date(2024, 7, 1), StageState.DUE)
    ]


def test_case_24_a_change_announced_on_1_july_leaves_the_old_version_in_force_for_a_year() -> None:
    announced = date(2024, 7, 1)
    effective = date(2025, 7, 1)
    old = replace(PROMOTION, valid_to=effective - timedelta(days=1))
    new = replace(PROMOTION, valid_from=effective, window=Window(Offset(), Offset(6)))

    def due(promoted_on: date) -> date:
        [found] = road(official(grades=[grade(7, promoted_on)]), [old, new], date(2026, 1, 1))
        return found.due_on

    assert due(announced) == date(2025, 7, 1)
    assert due(effective - timedelta(days=1)) == date(2026, 6, 30)
    assert due(effective) == date(2026, 1, 1)
