"""What is fixed is counted exactly, what is estimated follows the past, and a what-if moves what it names."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.stages.people.rules.career import AbsenceSpan, Career, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    PersonKind,
    Position,
)
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.forecast.backtest import TOO_SHORT, backtest
from baeumgil.stages.roadmap.rules.forecast.futures import draws_for
from baeumgil.stages.roadmap.rules.forecast.outlook import ORPHAN_NOTE, Facts, Outlook, Question, look_ahead
from baeumgil.stages.roadmap.rules.forecast.rates import NO_LEAVERS, factor, rate_codes
from baeumgil.stages.roadmap.rules.forecast.values import RateChange, StageForecast
from baeumgil.stages.roadmap.rules.forecast.wording import assumptions
from baeumgil.stages.roadmap.rules.states import Completion, standings
from baeumgil.stages.roadmap.terms import BlockKind, Collision, Repetition, StageState, Trigger
from tests.build import a_career
from tests.stages.roadmap.rules.columnar import (
    Subject,
    career_columns_of,
    exemption_columns_of,
    training_columns_of,
)
from tests.stages.roadmap.rules.strategies import stage_lists, subjects
from tests.thoroughness import examples

TODAY = date(2026, 1, 15)
A_YEAR_ON = Window(Offset(), Offset(months=12))
NEWCOMERS = Stage(
    "new", "신규 과정", "계획", Trigger.APPOINTMENT, A_YEAR_ON, courses=(CourseRef("N", "신규 과정"),), class_size=10
)
PROMOTED = Stage(
    "to_8", "8급 승진자 과정", "계획", Trigger.PROMOTION, Window(Offset(), Offset(months=6)), grades=(8,), class_size=10
)
LEADERS = Stage(
    "leader",
    "팀장 과정",
    "계획",
    Trigger.POSITION,
    Window(Offset(), Offset(months=6)),
    positions=(Position.TEAM_LEADER,),
)
LEAVERS = Stage("retire", "은퇴 과정", "계획", Trigger.RETIREMENT, Window(Offset(months=-36), Offset(months=-24)))
STAGES = (NEWCOMERS, PROMOTED, LEAVERS)
OPEN = {StageState.UPCOMING, StageState.DUE, StageState.OVERDUE}


def facts_of(people: Sequence[Subject]) -> Facts:
    return Facts(career_columns_of(people), training_columns_of(people), exemption_columns_of(people))


def a_steady_city(a_year: int = 20, since: int = 2010, first: int = 1) -> list[Subject]:
    """So many are appointed to grade 9 every January and promoted after two years; one in ten leaves after three."""
    people: list[Career] = []
    for year in range(since, 2026):
        for place in range(a_year):
            promoted = date(year + 2, 1, 1)
            people.append(
                a_career(
                    person=first + len(people),
                    birth_on=date(year - 26, 3, 1),
                    appointed_on=date(year, 1, 10),
                    grade=9,
                    promotions=[(promoted, 8)] if promoted <= TODAY else [],
                    left_on=date(year + 3, 5, 31) if place % 10 == 0 and year + 3 < TODAY.year else None,
                )
            )
    return [Subject(career) for career in people]


def ask(
    people: Sequence[Subject],
    stages: Sequence[Stage] = STAGES,
    *,
    class_size: int | None = None,
    changes: tuple[RateChange, ...] = (),
    seed: int = 1,
    draws: int = 40,
) -> Outlook:
    return look_ahead(facts_of(people), stages, Question(TODAY, 2026, 10, class_size, changes, seed, draws))


def of(outlook: Outlook, code: str) -> StageForecast:
    return next(stage for stage in outlook.stages if stage.code == code)


CITY = a_steady_city()
BASE = ask(CITY)


def test_retirements_fixed_by_law_are_counted_exactly_when_nobody_was_ever_seen_to_leave() -> None:
    people = [
        Subject(a_career(person=place, birth_on=date(1970, 2, 1), appointed_on=date(2000, 1, 1))) for place in range(7)
    ]
    cells = of(ask(people), "retire").cells
    due_in_2028 = [cell for cell in cells if cell.people]
    assert [
        (cell.year, cell.people, cell.low, cell.high, cell.known, cell.estimated, cell.fixed) for cell in due_in_2028
    ] == [(2028, 7, 7, 7, 7, 0, 7)]


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(subjects, max_size=6), stage_lists)
def test_fixed_windows_equal_those_of_each_persons_own_road(people: list[Subject], stages: list[Stage]) -> None:
    stages = [replace(stage) for stage in stages]
    demand = ask(people, stages, draws=2).demand
    expected = [[0] * 10 for _ in stages]
    backlog = [0] * len(stages)
    places = {id(stage): place for place, stage in enumerate(stages)}
    for subject in people:
        for found in standings(subject.career, stages, subject.completions, subject.exemptions or {}, TODAY):
            if found.state in OPEN and found.due_on.year < 2026:
                backlog[places[id(found.stage)]] += 1
            elif found.state in OPEN and found.due_on.year < 2036:
                expected[places[id(found.stage)]][found.due_on.year - 2026] += 1
    assert demand.fixed.tolist() == expected
    assert demand.backlog.tolist() == backlog


def test_parts_add_up_and_the_mean_lies_in_its_range() -> None:
    for stage in BASE.stages:
        for cell in stage.cells:
            assert cell.known + cell.estimated == cell.people
            assert cell.known <= cell.fixed
            assert cell.low <= cell.people <= cell.high


def test_a_city_that_hired_the_same_number_each_year_goes_on_so() -> None:
    later = of(BASE, "new").cells[3:]
    assert [cell.known for cell in later] == [0] * 7
    assert all(17 <= cell.people <= 23 for cell in later)
    assert all(cell.low <= 20 <= cell.high for cell in later)


def test_promotion_after_two_years_goes_on_so() -> None:
    later = of(BASE, "to_8").cells[3:]
    assert all(16 <= cell.people <= 24 for cell in later)


def test_nobody_is_estimated_in_a_year_that_is_over_before_it_could_be_due() -> None:
    first = of(BASE, "new").cells[0]
    assert (first.fixed, first.estimated) == (20, 0)


def test_head_count_moves_by_what_comes_and_goes() -> None:
    before = BASE.people
    for cell in BASE.headcount:
        assert cell.people == pytest.approx(before + cell.hires - cell.retirements - cell.other_exits, abs=3)
        before = cell.people


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another() -> None:
    assert ask(CITY).stages == BASE.stages
    assert ask(CITY, seed=2).stages != BASE.stages


def test_whoever_did_the_course_is_not_counted_again() -> None:
    done = [
        replace(subject, completions=(Completion("N", date(2025, 6, 1), "신규 과정"),))
        if subject.career.appointed_on == date(2025, 1, 10)
        else subject
        for subject in CITY
    ]
    assert of(ask(done), "new").cells[0].people == 0
    assert of(BASE, "new").cells[0].people == 20


def test_more_hires_mean_more_newcomers_and_none_mean_none() -> None:
    double = of(ask(CITY, changes=(RateChange("hires", 2.0),)), "new").cells[5]
    none = of(ask(CITY, changes=(RateChange("hires", absolute=0.0),)), "new").cells[5]
    fifty = of(ask(CITY, changes=(RateChange("hires", absolute=50.0),)), "new").cells[5]
    assert 34 <= double.people <= 46
    assert (none.people, none.high) == (0, 0)
    assert 42 <= fifty.people <= 58


def test_without_promotions_only_the_fixed_windows_remain() -> None:
    cells = of(ask(CITY, changes=(RateChange("promotion", 0.0),)), "to_8").cells
    assert [cell.estimated for cell in cells] == [0] * 10
    assert cells[0].known == of(BASE, "to_8").cells[0].known


def test_more_leavers_mean_fewer_of_what_is_fixed() -> None:
    many = ask(CITY, changes=(RateChange("resignation", absolute=0.5),))
    retiring = [sum(cell.known for cell in of(outlook, "retire").cells) for outlook in (BASE, many)]
    assert many.headcount[-1].people < BASE.headcount[-1].people
    assert retiring[1] <= retiring[0]
    assert [cell.fixed for cell in of(many, "retire").cells] == [cell.fixed for cell in of(BASE, "retire").cells]


def test_an_absolute_wish_is_used_where_history_knows_nothing() -> None:
    quiet = [subject for subject in CITY if subject.career.left_on is None]
    rates = ask(quiet, changes=(RateChange("resignation", absolute=0.1),))
    assert rates.headcount[-1].other_exits > 5
    assert ask(quiet).headcount[-1].other_exits == 0


def test_every_rate_says_its_base_and_small_ones_warn() -> None:
    rows = {row.code: row for row in BASE.rates.rows}
    assert (rows["hires"].events, rows["hires"].exposure, rows["hires"].rate) == (100, 5.0, 20.0)
    assert rows["hires"].years == (2021, 2022, 2023, 2024, 2025)
    assert rows["resignation"].events == 10
    assert "10건" in rows["resignation"].warning
    assert rows["promotion:9"].events == 100
    assert rows["promotion:9"].warning == ""
    assert set(rows) <= rate_codes()


def test_a_roster_without_leavers_says_so() -> None:
    quiet = ask([subject for subject in CITY if subject.career.left_on is None])
    rows = {row.code: row for row in quiet.rates.rows}
    assert (rows["resignation"].rate, rows["resignation"].warning) == (0.0, NO_LEAVERS)
    said = assumptions(quiet, Question(TODAY, 2026, 10), STAGES)
    assert any("퇴직한 사람의 기록이 없어" in sentence for sentence in said)


def test_a_roster_without_history_forecasts_only_what_is_fixed() -> None:
    fresh = [Subject(a_career(person=1, appointed_on=date(2026, 1, 5), birth_on=date(1995, 1, 1)))]
    outlook = ask(fresh)
    cells = of(outlook, "new").cells
    assert [(cell.people, cell.known) for cell in cells[:3]] == [(0, 0), (1, 1), (0, 0)]
    said = assumptions(outlook, Question(TODAY, 2026, 10), STAGES)
    assert any("추정하지 못했습니다" in sentence for sentence in said)


def test_an_empty_city_gives_zeros() -> None:
    outlook = ask([])
    assert [cell.people for stage in outlook.stages for cell in stage.cells] == [0] * 30
    assert outlook.people == 0


def test_sessions_round_up_and_a_class_size_asked_for_wins() -> None:
    cell, wide = of(BASE, "new").cells[0], of(ask(CITY, class_size=7), "new").cells[0]
    assert (cell.people, cell.seats, cell.sessions) == (20, 20, 2)
    assert (wide.seats, wide.sessions) == (20, 3)
    assert of(BASE, "retire").cells[0].sessions is None


def test_each_block_takes_a_seat_and_each_class_block_a_session() -> None:
    window = Window(Offset(), Offset(months=12))
    blocks = tuple(
        Block(f"b{place}", "구간", kind, window, "1주", (CourseRef(f"B{place}", "구간"),))
        for place, kind in enumerate((BlockKind.ELEARNING, BlockKind.CLASS, BlockKind.CLASS))
    )
    cell = of(ask(CITY, [replace(NEWCOMERS, courses=(), blocks=blocks)]), "new").cells[0]
    assert (cell.people, cell.seats, cell.sessions) == (20, 60, 4)


def test_those_whom_an_outside_course_replaces_need_no_seat() -> None:
    outside = CourseRef("OUT", "외부 과정")
    stage = replace(NEWCOMERS, substitutes=(outside,), class_size=10)
    half = [
        replace(subject, completions=(Completion("OUT" if place % 2 else "N", date(2024, 6, 1), ""),))
        if subject.career.appointed_on == date(2024, 1, 10)
        else subject
        for place, subject in enumerate(CITY)
    ]
    found = of(ask(half, [stage]), "new")
    assert found.substituted_share == 0.5
    assert (found.cells[0].people, found.cells[0].seats, found.cells[0].sessions) == (20, 10, 1)


def test_a_registered_candidate_is_a_fact_and_not_hired_twice() -> None:
    ahead = [
        Subject(
            replace(
                a_career(person=5000 + place, appointed_on=date(2026, 7, 1), grade=9, birth_on=date(2000, 1, 1)),
                kind=PersonKind.CANDIDATE,
            )
        )
        for place in range(12)
    ]
    found = ask([*CITY, *ahead])
    cell = of(found, "new").cells[1]
    assert (cell.fixed, cell.known, cell.people) == (12, 12, 12)
    assert found.headcount[0].hires == 12
    summer = [replace(one, career=_moved(one.career)) for one in CITY]
    both = ask([*summer, *ahead])
    assert 17 <= both.headcount[0].hires <= 23


def _moved(career: Career) -> Career:
    """The same career, begun in October instead of January."""
    start = career.services[0].starts_on
    service = replace(career.services[0], starts_on=date(start.year - 1, 10, 1))
    return replace(career, services=(service,), grades=(replace(career.grades[0], starts_on=service.starts_on),))


def test_a_stage_that_comes_once_spares_who_had_it() -> None:
    def leader(person: int, *, had: bool) -> Subject:
        spans = [PostingSpan(1, "과", Position.TEAM_LEADER, date(2012, 1, 1), date(2013, 12, 31))] if had else []
        spans.append(PostingSpan(1, "과", Position.MEMBER, date(2014, 1, 1) if had else date(2012, 1, 1)))
        return Subject(
            a_career(person=person, appointed_on=date(2012, 1, 1), postings=spans, birth_on=date(1985, 1, 1))
        )

    def appointed(person: int) -> Subject:
        spans = [
            PostingSpan(1, "과", Position.MEMBER, date(2012, 1, 1), date(2023, 12, 31)),
            PostingSpan(1, "과", Position.TEAM_LEADER, date(2024, 1, 1)),
        ]
        return Subject(
            a_career(person=person, appointed_on=date(2012, 1, 1), postings=spans, birth_on=date(1985, 1, 1))
        )

    people = [leader(person, had=person < 150) for person in range(150)] + [appointed(200 + one) for one in range(50)]
    once, each = replace(LEADERS, repetition=Repetition.FIRST), LEADERS
    assert sum(cell.people for cell in of(ask(people, [once]), "leader").cells) == 0
    assert sum(cell.people for cell in of(ask(people, [each]), "leader").cells) > 50


def test_a_later_stage_that_replaces_never_adds_people() -> None:
    slow = replace(PROMOTED, window=Window(Offset(), Offset(months=40)), grades=(), group="p")
    both = of(ask(CITY, [slow]), "to_8").cells
    later = of(ask(CITY, [replace(slow, collision=Collision.LATER_REPLACES)]), "to_8").cells
    covered = of(ask(CITY, [replace(slow, collision=Collision.EARLIER_COUNTS, collision_months=60)]), "to_8").cells
    assert all(one.people <= other.people for one, other in zip(later, both, strict=True))
    assert sum(cell.people for cell in later) <= sum(cell.people for cell in both)
    assert sum(cell.people for cell in covered) <= sum(cell.people for cell in both)


def test_of_postings_only_the_latest_obliges() -> None:
    people = [
        Subject(
            a_career(
                person=person,
                appointed_on=date(2015, 1, 1),
                birth_on=date(1985, 1, 1),
                postings=[
                    PostingSpan(
                        1 + (start + person) % 2,
                        "과",
                        Position.MEMBER,
                        date(start, 1, 1),
                        date(start, 12, 31) if start < 2025 else None,
                    )
                    for start in range(2015, 2026)
                ],
            )
        )
        for person in range(60)
    ]
    stage = Stage("move", "새 부서 과정", "계획", Trigger.POSTING, Window(Offset(), Offset(months=18)))
    each = sum(cell.people for cell in of(ask(people, [stage]), "move").cells[2:])
    latest = sum(
        cell.people for cell in of(ask(people, [replace(stage, repetition=Repetition.LATEST)]), "move").cells[2:]
    )
    assert 0 < latest < each


def test_a_stage_after_a_course_follows_the_stage_that_gives_it() -> None:
    after = Stage(
        "deep",
        "심화 과정",
        "계획",
        Trigger.COMPLETION,
        Window(Offset(), Offset(months=12)),
        after_courses=(CourseRef("N", "신규 과정"),),
    )
    outlook = ask(CITY, [NEWCOMERS, after])
    first, second = of(outlook, "new").cells, of(outlook, "deep").cells
    assert [cell.known for cell in second] == [0] * 10
    assert all(abs(second[place + 1].people - first[place].people) <= 2 for place in range(9))
    assert of(ask(CITY, [after]), "deep").note == ORPHAN_NOTE


def test_coming_back_from_leave_is_drawn_from_the_past() -> None:
    away = [
        replace(
            subject,
            career=replace(
                subject.career, absences=(AbsenceSpan(AbsenceKind.LEAVE, date(2024, 3, 1), date(2025, 2, 28)),)
            ),
        )
        if subject.career.person % 4 == 0
        else subject
        for subject in CITY
    ]
    stage = Stage("back", "복직자 과정", "계획", Trigger.RETURN, Window(Offset(), Offset(months=3)))
    assert sum(cell.estimated for cell in of(ask(away, [stage]), "back").cells) > 50
    assert sum(cell.people for cell in of(ask(CITY, [stage]), "back").cells) == 0


def test_fixed_terms_end_when_they_end() -> None:
    service = ServiceSpan(
        EmploymentKind.FIXED_TERM, Authority.MAYOR, EntryKind.NEW, date(2024, 1, 1), date(2027, 12, 31)
    )
    people = [
        Subject(a_career(person=place, services=(service,), employment=EmploymentKind.FIXED_TERM, grade=None))
        for place in range(9)
    ]
    stage = replace(NEWCOMERS, window=Window(Offset(), Offset(months=60)))
    assert of(ask(people, [stage]), "new").cells[3].known == 0
    assert of(ask(people, [stage]), "new").cells[3].fixed == 9


def test_the_past_can_be_forecast_and_compared() -> None:
    found = backtest(facts_of(CITY), STAGES, Question(TODAY, 2026, 10, seed=1))
    assert (found.is_possible, found.years) == (True, (2023, 2024, 2025))
    rows = {row.code: row for row in found.rows}
    assert rows["new"].actual == 60
    assert rows["new"].is_within
    assert abs(rows["new"].error_percent or 0) < 15
    assert found.total_actual == sum(row.actual for row in found.rows)
    assert "실제로는" in found.note


def test_ranges_that_would_have_been_too_narrow_are_widened_and_it_is_said() -> None:
    wide = look_ahead(facts_of(CITY), STAGES, Question(TODAY, 2026, 10, seed=1, draws=40, widening=2.0))
    narrow, wider = of(BASE, "new").cells[5], of(wide, "new").cells[5]
    assert (wider.people, wider.known) == (narrow.people, narrow.known)
    assert wider.high - wider.people == pytest.approx(2 * (narrow.high - narrow.people), abs=2)
    assert wider.low < narrow.low
    assert any("2.0배" in line for line in assumptions(wide, Question(TODAY, 2026, 10, widening=2.0), STAGES))
    found = backtest(facts_of(CITY), STAGES, Question(TODAY, 2026, 10, seed=1))
    assert 1.0 <= found.widening <= 3.0


def test_a_short_history_says_why_it_cannot_be_tried() -> None:
    young = [Subject(a_career(person=place, appointed_on=date(2024, 5, 1) + timedelta(place))) for place in range(20)]
    found = backtest(facts_of(young), STAGES, Question(TODAY, 2026, 10))
    assert (found.is_possible, found.note) == (False, TOO_SHORT)


def test_changes_combine_and_an_absolute_wish_wins() -> None:
    assert factor("promotion:8", 0.2, [RateChange("promotion", 2.0), RateChange("promotion:8", 0.5)]) == 1.0
    assert factor("promotion:8", 0.2, [RateChange("promotion:8", absolute=0.1)]) == 0.5
    assert factor("promotion:8", 0.2, [RateChange("promotion:7", 9.0)]) == 1.0
    assert factor("promotion:8", 0.0, [RateChange("promotion:8", absolute=0.1)]) == 1.0


def test_large_cities_draw_fewer_futures() -> None:
    assert [draws_for(people) for people in (0, 3_500, 43_000, 1_100_000)] == [200, 57, 20, 20]
