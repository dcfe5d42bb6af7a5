"""Where one person stands: boundaries, reasons, the promises that hold for every career."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.core.said import in_language
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    GradeChange,
    PersonKind,
    Position,
)
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.explain_words import offset_text, with_ro
from baeumgil.stages.roadmap.rules.filters import holds
from baeumgil.stages.roadmap.rules.states import Completion, Standing, standings
from baeumgil.stages.roadmap.terms import (
    OPEN,
    SETTLED,
    BlockKind,
    Collision,
    Obligation,
    Repetition,
    StageState,
    Trigger,
)
from tests.stages.roadmap.rules.columnar import Subject
from tests.stages.roadmap.rules.strategies import COURSES, days, simple_stage, stage_lists, subjects, windows
from tests.thoroughness import examples

HIRED = date(2024, 3, 4)
ONE_DAY = timedelta(days=1)
LENIENT = settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
WORSE = [StageState.UPCOMING, StageState.DUE, StageState.OVERDUE, StageState.MISSED]


def service(starts_on: date = HIRED, ends_on: date | None = None, entry: EntryKind = EntryKind.NEW) -> ServiceSpan:
    return ServiceSpan(EmploymentKind.GENERAL, Authority.MAYOR, entry, starts_on, ends_on)


def official(**changes: object) -> Career:
    career = Career(person=1, kind=PersonKind.OFFICIAL, services=[service()])
    return replace(career, **changes)  # type: ignore[arg-type]  # tests name the fields they change


def promoted(grade: int, on: date, ends_on: date | None = None) -> GradeSpan:
    return GradeSpan(grade, f"행정 {grade}급", "행정", GradeChange.PROMOTION, on, ends_on)


def only(
    career: Career, stage: Stage, on: date, *records: Completion, exemptions: dict[str, str] | None = None
) -> Standing:
    [standing] = standings(career, [stage], records, exemptions or {}, on)
    return standing


def done(on: date, course: CourseRef = COURSES[0]) -> Completion:
    return Completion(course.code, on, course.name)


def texts(standing: Standing) -> list[str]:
    return [fact.text for fact in standing.facts]


# The day before, on and after each boundary


@given(windows(), days)
def test_each_boundary_day_belongs_to_its_window(window: Window, hired: date) -> None:
    career, stage = official(services=[service(hired)]), simple_stage(window=window)
    seen = only(career, stage, hired)
    assert only(career, stage, seen.opens_on - ONE_DAY).state is StageState.UPCOMING
    assert only(career, stage, seen.opens_on).state is StageState.DUE
    assert only(career, stage, seen.due_on).state is StageState.DUE
    if seen.closes_on is None:
        assert only(career, stage, seen.due_on + ONE_DAY).state is StageState.OVERDUE
        return
    after_due = StageState.OVERDUE if seen.due_on < seen.closes_on else StageState.MISSED
    assert only(career, stage, seen.due_on + ONE_DAY).state is after_due
    assert only(career, stage, seen.closes_on + ONE_DAY).state is StageState.MISSED


@given(windows(), days)
def test_a_recommended_stage_is_never_overdue(window: Window, on: date) -> None:
    stage = simple_stage(window=window, obligation=Obligation.RECOMMENDED)
    standing = only(official(), stage, on)
    assert standing.state is not StageState.OVERDUE
    if standing.closes_on is not None:
        assert only(official(), stage, standing.closes_on).state is StageState.DUE
        assert only(official(), stage, standing.closes_on + ONE_DAY).state is StageState.MISSED


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2024, 3, 3), StageState.MISSED),
        (date(2024, 3, 4), StageState.DONE),
        (date(2024, 12, 31), StageState.DONE),
        (date(2025, 1, 1), StageState.MISSED),
    ],
)
def test_a_record_counts_from_the_opening_to_the_closing_day(on: date, state: StageState) -> None:
    window = Window(Offset(), Offset(1), Offset(10, -4))
    standing = only(official(), simple_stage(window=window), date(2025, 6, 1), done(on))
    assert (standing.closes_on, standing.state) == (date(2024, 12, 31), state)


def test_a_record_after_the_asked_day_is_not_seen() -> None:
    record = done(date(2024, 5, 2))
    assert only(official(), simple_stage(), date(2024, 5, 1), record).state is StageState.DUE
    assert only(official(), simple_stage(), date(2024, 5, 2), record).state is StageState.DONE


# Promises for every career


def with_ended_services(career: Career) -> Career:
    ended = [replace(span, ends_on=span.ends_on or span.starts_on + timedelta(days=700)) for span in career.services]
    return replace(career, services=ended)


@LENIENT
@given(subjects, stage_lists, days)
def test_nothing_is_owed_outside_service(subject: Subject, stages: list[Stage], on: date) -> None:
    career = with_ended_services(subject.career)
    hung = [stage for stage in stages if stage.trigger is not Trigger.APPOINTMENT]
    edges = [span.starts_on - ONE_DAY for span in career.services] + [
        last_day(span) + ONE_DAY for span in career.services
    ]
    for day in [on, *edges]:
        if not any(span.starts_on <= day <= last_day(span) for span in career.services):
            found = standings(career, hung, subject.completions, {}, day)
            assert [each.state for each in found if each.state in OPEN] == []


@LENIENT
@given(subjects, stage_lists)
def test_nothing_is_owed_or_to_come_after_leaving_for_good(subject: Subject, stages: list[Stage]) -> None:
    career = with_ended_services(subject.career)
    last = max((last_day(span) for span in career.services), default=HIRED)
    found = standings(career, stages, subject.completions, {}, last + ONE_DAY)
    assert {each.state for each in found} <= SETTLED | {StageState.MISSED}
    assert all(each.opens_on <= last for each in found)


def last_day(span: ServiceSpan) -> date:
    return span.ends_on or date.max


@LENIENT
@given(subjects, stage_lists, days, days, st.sampled_from(COURSES))
def test_more_past_credit_never_owes_more(
    subject: Subject, stages: list[Stage], on: date, past: date, course: CourseRef
) -> None:
    hung = [stage for stage in stages if course not in stage.after_courses]
    before = standings(subject.career, hung, subject.completions, {}, on)
    after = standings(subject.career, hung, (*subject.completions, done(past, course)), {}, on)
    worse = {state: place for place, state in enumerate(WORSE)}
    assert [each.opens_on for each in after] == [each.opens_on for each in before]
    for was, now in zip(before, after, strict=True):
        assert worse.get(now.state, -1) <= worse.get(was.state, -1)


@LENIENT
@given(subjects, stage_lists, days)
def test_records_and_stages_may_come_in_any_order(subject: Subject, stages: list[Stage], on: date) -> None:
    distinct = [replace(stage, code=f"{place}", order=place) for place, stage in enumerate(stages)]
    forward = standings(subject.career, distinct, subject.completions, {}, on)
    records = tuple(reversed(subject.completions))
    assert standings(subject.career, distinct, records, {}, on) == forward


@LENIENT
@given(subjects, stage_lists, days)
def test_every_standing_says_why_in_words(subject: Subject, stages: list[Stage], on: date) -> None:
    for each in standings(subject.career, stages, subject.completions, subject.exemptions or {}, on):
        assert each.reason.text.endswith((".", "위원회 결정"))
        assert [fact.code for fact in each.facts[:2]] == [each.stage.trigger.value, "window"]
        assert all(fact.text.strip() == fact.text != "" for fact in each.facts)


@LENIENT
@given(subjects, stage_lists, days)
def test_every_standing_says_why_in_english_with_nothing_korean_but_names(
    subject: Subject, stages: list[Stage], on: date
) -> None:
    career = subject.career
    names = {word for stage in stages for word in (stage.basis, stage.exempt_note)}
    names |= {block.name for stage in stages for block in stage.blocks}
    names |= {record.course_name for record in subject.completions} | set((subject.exemptions or {}).values())
    names |= {word for span in career.postings for word in (span.unit_name, span.position_title)}
    names |= {span.title for span in career.grades}
    for each in standings(career, stages, subject.completions, subject.exemptions or {}, on):
        for said in (each.reason.text, *(fact.text for fact in each.facts)):
            english = in_language(said, "en")
            assert english == " ".join(english.split()) != ""
            for name in sorted(filter(None, names), key=len, reverse=True):
                english = english.replace(name, "")
            assert re.search("[가-힣]", english) is None, said


# Triggers


def test_a_guest_has_no_road() -> None:
    assert standings(replace(official(), services=[]), [simple_stage()], [], {}, HIRED) == []


def test_a_candidate_sees_the_stages_of_the_expected_appointment() -> None:
    stage = simple_stage(window=Window(Offset(-2), Offset(days=-1), Offset(12)))
    early = only(official(kind=PersonKind.CANDIDATE), stage, date(2024, 1, 3))
    assert (early.state, early.opens_on, early.due_on) == (StageState.UPCOMING, date(2024, 1, 4), date(2024, 3, 3))
    assert only(official(), stage, date(2024, 1, 4)).state is StageState.DUE
    assert texts(early)[0] == "2024. 3. 4. 신규임용 예정"


def test_a_promotion_is_told_with_its_window_and_record() -> None:
    stage = simple_stage(Trigger.PROMOTION, due=6, basis="고양특례시 공직 생애주기별 교육")
    career = official(services=[service(date(2020, 1, 1))], grades=[promoted(7, date(2024, 7, 1))])
    standing = only(career, stage, date(2025, 4, 1), Completion("C0", date(2025, 3, 14), "7급 승진자 역량 과정"))
    assert texts(standing) == [
        "2024. 7. 1. 7급으로 승진",
        "승진일부터 6개월 안(2025. 1. 1.까지)",
        "2025. 3. 14. '7급 승진자 역량 과정' 수료",
        "근거: 고양특례시 공직 생애주기별 교육",
    ]
    assert (standing.reason.code, standing.reason.text) == (
        "course",
        "2025. 3. 14. '7급 승진자 역량 과정' 이수를 마쳤습니다.",
    )


def test_the_same_is_told_in_english() -> None:
    stage = simple_stage(Trigger.PROMOTION, due=6, basis="고양특례시 공직 생애주기별 교육")
    career = official(services=[service(date(2020, 1, 1))], grades=[promoted(7, date(2024, 7, 1))])
    standing = only(career, stage, date(2025, 4, 1), Completion("C0", date(2025, 3, 14), "7급 승진자 역량 과정"))
    assert [in_language(text, "en") for text in texts(standing)] == [
        "1 Jul 2024: promotion to grade 7",
        "within 6 months of the day of promotion (until 1 Jan 2025)",
        "14 Mar 2025: “7급 승진자 역량 과정” completed",
        "Basis: 고양특례시 공직 생애주기별 교육",
    ]
    assert in_language(standing.reason.text, "en") == "Completed with “7급 승진자 역량 과정” on 14 Mar 2025."


def test_lengths_in_english_know_one_from_many() -> None:
    offsets = (Offset(1), Offset(12), Offset(-36), Offset(1, 10), Offset(), Offset(-2, 1))
    assert [in_language(offset_text(each), "en") for each in offsets] == [
        "1 month after",
        "1 year after",
        "3 years before",
        "1 month 10 days after",
        "the day itself",
        "1 day after 2 months before",
    ]


def test_what_is_late_says_since_when() -> None:
    standing = only(official(), simple_stage(), date(2024, 9, 14))
    assert (standing.reason.code, standing.reason.text) == ("late", "이수 기한 2024. 9. 4.에서 10일 지났습니다.")


def test_only_wanted_grades_and_real_promotions_oblige() -> None:
    stage = simple_stage(Trigger.PROMOTION, grades=(7, 8))
    down = GradeSpan(8, "행정 8급", "행정", GradeChange.DEMOTION, date(2024, 9, 1))
    unknown = replace(promoted(0, date(2024, 10, 1)), grade=None)
    grades = [promoted(6, date(2024, 7, 1)), down, unknown, promoted(7, date(2024, 11, 1))]
    assert only(official(grades=grades), stage, date(2025, 1, 1)).anchor_on == date(2024, 11, 1)


def posting(unit: int, position: Position, on: date, ends_on: date | None) -> PostingSpan:
    return PostingSpan(unit, "자치행정과", position, on, ends_on)


def test_a_position_begins_with_an_unbroken_run_whatever_the_unit() -> None:
    leader = Position.TEAM_LEADER
    postings = [
        posting(1, leader, date(2024, 7, 1), date(2024, 12, 31)),
        posting(2, leader, date(2025, 1, 1), date(2025, 6, 30)),
        posting(2, Position.MEMBER, date(2025, 7, 1), date(2025, 12, 31)),
        posting(3, leader, date(2026, 1, 1), None),
    ]
    stage = simple_stage(Trigger.POSITION, positions=(leader,))
    found = standings(official(postings=postings), [stage], [], {}, date(2026, 2, 1))
    assert [(each.occurrence, each.anchor_on) for each in found] == [(1, date(2024, 7, 1)), (2, date(2026, 1, 1))]
    assert texts(found[0])[0] == "2024. 7. 1. 팀장 보임(자치행정과)"


def test_a_posting_counts_only_in_another_unit() -> None:
    member = Position.MEMBER
    postings = [
        posting(1, member, HIRED, date(2024, 12, 31)),
        posting(1, Position.TEAM_LEADER, date(2025, 1, 1), date(2025, 6, 30)),
        posting(2, member, date(2025, 7, 1), None),
    ]
    standing = only(official(postings=postings), simple_stage(Trigger.POSTING), date(2025, 8, 1))
    assert texts(standing)[0] == "2025. 7. 1. 자치행정과로 전보"


def test_returning_is_the_day_after_the_last_of_absences_in_a_row() -> None:
    absences = [
        AbsenceSpan(AbsenceKind.LEAVE, date(2024, 7, 1), date(2024, 12, 31)),
        AbsenceSpan(AbsenceKind.LEAVE, date(2025, 1, 1), date(2025, 3, 31)),
        AbsenceSpan(AbsenceKind.SECONDMENT, date(2026, 1, 1), None),
    ]
    standing = only(official(absences=absences), simple_stage(Trigger.RETURN), date(2025, 5, 1))
    assert texts(standing)[0] == "2025. 4. 1. 복직"


def test_retirement_lies_ahead_with_its_window() -> None:
    stage = simple_stage(Trigger.RETIREMENT, window=Window(Offset(-36), Offset(-24)))
    standing = only(official(retires_on=date(2029, 6, 30)), stage, date(2024, 6, 1))
    assert standing.state is StageState.UPCOMING
    assert texts(standing)[:2] == [
        "2029. 6. 30. 정년퇴직 예정",
        "정년퇴직일 기준 3년 전(2026. 6. 30.)부터 2년 전(2027. 6. 30.)까지",
    ]


def test_a_window_before_retirement_never_opens_before_the_service() -> None:
    stage = simple_stage(Trigger.RETIREMENT, window=Window(Offset(-60), Offset(-48)))
    standing = only(official(retires_on=date(2026, 6, 30)), stage, HIRED - ONE_DAY)
    assert (standing.state, standing.opens_on, standing.due_on) == (StageState.UPCOMING, HIRED, HIRED)


FOLLOWING = simple_stage(
    Trigger.COMPLETION, window=Window(Offset(6), Offset(12)), after_courses=COURSES[:1], courses=COURSES[1:2]
)


def test_six_months_after_the_newcomer_course() -> None:
    standing = only(official(), FOLLOWING, date(2024, 9, 13), done(date(2024, 4, 12)))
    assert (standing.state, standing.opens_on) == (StageState.UPCOMING, date(2024, 10, 12))
    assert texts(standing)[0] == "2024. 4. 12. '과정 0' 수료"


def test_a_course_done_before_appointment_anchors_on_the_appointment() -> None:
    standing = only(official(), FOLLOWING, date(2024, 9, 3), done(date(2024, 1, 12)))
    assert (standing.anchor_on, standing.opens_on) == (HIRED, date(2024, 9, 4))
    assert texts(standing)[0] == "2024. 3. 4. 임용(그 전 2024. 1. 12. '과정 0' 수료)"


# Words


def test_offsets_and_particles_read_as_korean() -> None:
    assert [offset_text(each) for each in (Offset(), Offset(6), Offset(-36), Offset(1, 10), Offset(0, -1))] == [
        "당일",
        "6개월 뒤",
        "3년 전",
        "1개월 10일 뒤",
        "1일 전",
    ]
    assert offset_text(Offset(-1, 3)) == "1개월 전에서 3일 뒤"
    assert [with_ro(word) for word in ("7급", "총무과", "서울", "AI")] == ["7급으로", "총무과로", "서울로", "AI로"]


# Filters, validity, repetition


def test_what_is_not_known_holds_no_filter() -> None:
    nothing = replace(official(), services=[])
    asked = [Filters(grades=(9,)), Filters(entries=(EntryKind.NEW,)), Filters(positions=(Position.MEMBER,))]
    assert [holds(filters, nothing, HIRED) for filters in asked] == [False, False, False]
    assert holds(Filters(), nothing, HIRED)


def test_filters_are_read_on_the_day_of_the_anchor() -> None:
    stage = simple_stage(Trigger.POSITION, filters=Filters(grades=(6,), series=("행정",)))
    postings = [posting(1, Position.TEAM_LEADER, date(2024, 7, 1), None)]
    later = official(grades=[promoted(7, HIRED, date(2024, 7, 1)), promoted(6, date(2024, 7, 2))], postings=postings)
    same = official(grades=[promoted(7, HIRED, date(2024, 6, 30)), promoted(6, date(2024, 7, 1))], postings=postings)
    assert standings(later, [stage], [], {}, date(2025, 1, 1)) == []
    assert only(same, stage, date(2025, 1, 1)).anchor_on == date(2024, 7, 1)


def test_an_unknown_grade_passes_no_grade_filter() -> None:
    assert standings(official(), [simple_stage(filters=Filters(grades=(9,)))], [], {}, HIRED) == []


@pytest.mark.parametrize(("first", "last", "listed"), [(0, 0, 1), (1, None, 0), (None, -1, 0), (None, None, 1)])
def test_validity_includes_both_its_days(first: int | None, last: int | None, listed: int) -> None:
    stage = simple_stage(
        valid_from=None if first is None else HIRED + timedelta(days=first),
        valid_to=None if last is None else HIRED + timedelta(days=last),
    )
    assert len(standings(official(), [stage], [], {}, HIRED)) == listed


TWICE = [promoted(8, date(2024, 9, 1), date(2025, 8, 31)), promoted(7, date(2025, 9, 1))]


@pytest.mark.parametrize(
    ("repetition", "on", "numbers"),
    [
        (Repetition.EACH, date(2025, 1, 1), [1, 2]),
        (Repetition.FIRST, date(2026, 1, 1), [1]),
        (Repetition.LATEST, date(2024, 1, 1), [1]),
        (Repetition.LATEST, date(2025, 8, 31), [1]),
        (Repetition.LATEST, date(2025, 9, 1), [2]),
    ],
)
def test_which_of_several_promotions_oblige(repetition: Repetition, on: date, numbers: list[int]) -> None:
    stage = simple_stage(Trigger.PROMOTION, repetition=repetition)
    found = standings(official(grades=TWICE), [stage], [], {}, on)
    assert [each.occurrence for each in found] == numbers


def test_a_record_belongs_to_the_occurrence_it_falls_into() -> None:
    found = standings(
        official(grades=TWICE), [simple_stage(Trigger.PROMOTION)], [done(date(2025, 9, 1))], {}, date(2025, 9, 1)
    )
    assert [each.state for each in found] == [StageState.OVERDUE, StageState.DONE]


def test_first_counts_through_all_versions_of_a_stage() -> None:
    old = simple_stage(Trigger.PROMOTION, repetition=Repetition.FIRST, valid_to=date(2024, 12, 31))
    new = replace(old, valid_from=date(2025, 1, 1), valid_to=None)
    found = standings(official(grades=TWICE), [old, new], [], {}, date(2026, 1, 1))
    assert [each.anchor_on for each in found] == [date(2024, 9, 1)]


# Leaving and coming back


def test_what_was_open_when_leaving_is_missed_and_what_was_not_is_not_listed() -> None:
    later = simple_stage(code="LATER", window=Window(Offset(12), Offset(14)))
    career = official(services=[service(ends_on=date(2024, 5, 31))])
    found = standings(career, [simple_stage(), later], [], {}, date(2024, 6, 1))
    assert [(each.stage.code, each.state, each.reason.code) for each in found] == [("S", StageState.MISSED, "left")]
    assert found[0].reason.text == "이수하지 않은 채 2024. 5. 31. 재직이 끝났습니다."


def test_the_rehired_begin_anew_and_the_old_service_stays_missed() -> None:
    career = official(services=[service(ends_on=date(2024, 5, 31)), service(date(2025, 1, 2), entry=EntryKind.REHIRED)])
    found = standings(career, [simple_stage()], [], {}, date(2025, 2, 1))
    assert [(each.anchor_on, each.state) for each in found] == [
        (HIRED, StageState.MISSED),
        (date(2025, 1, 2), StageState.DUE),
    ]


# Absence


def test_an_open_leave_holds_the_deadline_back_day_by_day() -> None:
    career = official(absences=[AbsenceSpan(AbsenceKind.LEAVE, date(2024, 9, 4))])
    for on, due in [(date(2024, 9, 4), date(2024, 9, 5)), (date(2025, 9, 3), date(2025, 9, 4))]:
        standing = only(career, simple_stage(), on)
        assert (standing.state, standing.due_on, standing.is_away) == (StageState.DUE, due, True)
    assert texts(standing)[2:4] == ["휴직 등으로 기한을 365일 늦춤(2025. 9. 4.까지)", "2025. 9. 3. 현재 휴직 중"]


def test_a_leave_after_the_deadline_holds_nothing_back() -> None:
    career = official(absences=[AbsenceSpan(AbsenceKind.LEAVE, date(2024, 9, 5), date(2025, 3, 4))])
    assert only(career, simple_stage(), date(2024, 10, 1)).due_on == date(2024, 9, 4)


def test_overlapping_absences_count_once_and_secondment_not_at_all() -> None:
    absences = [
        AbsenceSpan(AbsenceKind.LEAVE, date(2024, 4, 1), date(2024, 4, 30)),
        AbsenceSpan(AbsenceKind.SUSPENSION, date(2024, 4, 21), date(2024, 5, 10)),
        AbsenceSpan(AbsenceKind.SECONDMENT, date(2024, 7, 1), date(2024, 7, 31)),
    ]
    assert only(official(absences=absences), simple_stage(), date(2024, 8, 1)).due_on == date(2024, 10, 14)
    unmoved = simple_stage(absence_extends=False)
    assert only(official(absences=absences), unmoved, date(2024, 8, 1)).due_on == date(2024, 9, 4)


# Substitutes, exemptions, collisions


def test_a_course_goes_before_a_substitute_of_the_same_day_and_the_earlier_before_both() -> None:
    stage = simple_stage(substitutes=COURSES[1:2])
    course, same, sooner = (
        done(date(2024, 5, 2)),
        done(date(2024, 5, 2), COURSES[1]),
        done(date(2024, 5, 1), COURSES[1]),
    )
    assert only(official(), stage, date(2024, 6, 1), same, course).state is StageState.DONE
    found = only(official(), stage, date(2024, 6, 1), course, sooner)
    assert (found.state, found.settled_on, found.settled_by) == (StageState.SUBSTITUTED, date(2024, 5, 1), "과정 1")


def test_an_old_name_of_the_course_counts() -> None:
    stage = simple_stage(courses=(CourseRef("ON-1", "온보딩", aliases=("적응 교육",)),))
    found = only(official(), stage, date(2024, 6, 1), Completion("이름:적응교육", date(2024, 5, 1), "적응교육"))
    assert (found.state, found.settled_by) == (StageState.DONE, "적응교육")


def test_an_exemption_is_told_with_its_reason_and_gives_way_to_a_record() -> None:
    decided = {"S": "같은 내용의 경력이 있음"}
    found = only(official(), simple_stage(), date(2025, 6, 1), exemptions=decided)
    assert (found.state, found.reason.code, found.settled_on) == (StageState.EXEMPT, "exempted", None)
    assert found.reason.text == "면제하기로 했습니다. 사유: 같은 내용의 경력이 있음"
    record = done(date(2024, 5, 1))
    assert only(official(), simple_stage(), date(2025, 6, 1), record, exemptions=decided).state is StageState.DONE


def test_the_rule_may_exempt() -> None:
    stage = simple_stage(exempt=(Filters(entries=(EntryKind.NEW,)),), exempt_note="신규임용자는 면제")
    found = only(official(), stage, date(2025, 6, 1))
    assert (found.state, found.reason.code, found.reason.text) == (
        StageState.EXEMPT,
        "exempt_by_rule",
        "신규임용자는 면제",
    )


@pytest.mark.parametrize(("months", "state"), [(12, StageState.SUBSTITUTED), (11, StageState.DUE)])
def test_an_earlier_course_counts_for_a_promotion_soon_after(months: int, state: StageState) -> None:
    stage = simple_stage(Trigger.PROMOTION, group="승진", collision=Collision.EARLIER_COUNTS, collision_months=months)
    found = standings(official(grades=TWICE), [stage], [done(date(2024, 10, 1))], {}, date(2025, 10, 1))
    assert [each.state for each in found] == [StageState.DONE, state]


# Blocks


PREPARATION = Block("E", "e-러닝", BlockKind.ELEARNING, Window(Offset(-1), Offset(days=-1)), "3주", COURSES[1:2])
PLACEMENT = Block("P", "현장", BlockKind.PLACEMENT, Window(Offset(1), Offset(2), Offset(3)), "2주", COURSES[2:3])
IN_BLOCKS = simple_stage(
    window=Window(Offset(-1), Offset(6)), blocks=(PREPARATION, PLACEMENT), substitutes=COURSES[3:4]
)


def test_a_stage_stands_as_the_worst_of_its_open_blocks() -> None:
    late = only(official(), IN_BLOCKS, date(2024, 3, 10))
    assert (late.opens_on, late.due_on, late.closes_on) == (date(2024, 2, 4), date(2024, 5, 4), None)
    assert (late.state, [block.state for block in late.blocks]) == (
        StageState.OVERDUE,
        [StageState.OVERDUE, StageState.UPCOMING],
    )
    assert late.reason.text == "'e-러닝' 구간: 이수 기한 2024. 3. 3.에서 7일 지났습니다."
    half = only(official(), IN_BLOCKS, date(2024, 4, 10), done(date(2024, 3, 1), COURSES[1]))
    assert (half.state, [block.state for block in half.blocks]) == (StageState.DUE, [StageState.DONE, StageState.DUE])


def test_a_stage_is_done_with_its_last_block() -> None:
    records = done(date(2024, 3, 1), COURSES[1]), done(date(2024, 4, 20), COURSES[2])
    found = only(official(), IN_BLOCKS, date(2024, 5, 1), *records)
    assert (found.state, found.settled_on, found.settled_by, found.reason.code) == (
        StageState.DONE,
        date(2024, 4, 20),
        "과정 2",
        "blocks",
    )


def test_a_substitute_settles_all_blocks() -> None:
    found = only(official(), IN_BLOCKS, date(2024, 5, 1), done(date(2024, 4, 1), COURSES[3]))
    assert [block.state for block in found.blocks] == [StageState.SUBSTITUTED, StageState.SUBSTITUTED]
    assert [block.settled_by for block in found.blocks] == ["과정 3", "과정 3"]
