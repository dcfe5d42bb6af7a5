"""The shipped rule sets: well formed, honest about gaps, and giving the windows computed by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from baeumgil.stages.people.rules.career import AbsenceSpan, Career, PostingSpan
from baeumgil.stages.people.terms import AbsenceKind, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.errors import RulesWrong
from baeumgil.stages.roadmap.rules.drafting import check_stages
from baeumgil.stages.roadmap.rules.states import Completion, Standing, standings
from baeumgil.stages.roadmap.services.seeding import SHIPPED, UNSTATED, read_ruleset, shipped_ruleset, shipped_rulesets
from baeumgil.stages.roadmap.terms import Obligation, StageState, Strand
from tests.build import a_career

Windows = list[tuple[str, date, date, date | None]]

WHOLE_CAREER = a_career(
    birth_on=date(1998, 5, 1),
    appointed_on=date(2022, 3, 2),
    grade=9,
    promotions=((date(2023, 7, 1), 8), (date(2025, 1, 1), 7), (date(2028, 7, 1), 6), (date(2036, 1, 1), 5)),
    postings=(
        PostingSpan(1, "총무과", Position.MEMBER, date(2022, 3, 2), date(2029, 12, 31)),
        PostingSpan(1, "총무과", Position.TEAM_LEADER, date(2030, 1, 1), date(2035, 12, 31)),
        PostingSpan(2, "문화과", Position.DIVISION_HEAD, date(2036, 1, 1)),
    ),
)


def road(code: str, career: Career, on: date, completions: Sequence[Completion] = ()) -> list[Standing]:
    return standings(career, shipped_ruleset(code).stages, completions, {}, on)


def windows(found: Sequence[Standing]) -> Windows:
    return [(one.stage.code, one.opens_on, one.due_on, one.closes_on) for one in found]


def test_four_sets_are_shipped_and_each_can_be_saved_as_it_is() -> None:
    assert [ruleset.code for ruleset in shipped_rulesets()] == list(SHIPPED)
    assert {ruleset.code: check_stages(ruleset.stages) for ruleset in shipped_rulesets()} == {
        code: [] for code in SHIPPED
    }


@pytest.mark.parametrize("code", SHIPPED)
def test_every_stage_names_its_basis_and_purpose_and_every_gap_is_marked(code: str) -> None:
    ruleset = shipped_ruleset(code)
    assert [stage.code for stage in ruleset.stages if not (stage.basis and stage.purpose)] == []
    assert [note for note in ruleset.unstated.values() if not note.startswith(UNSTATED)] == []
    assert ruleset.unstated


def test_goyang_2024_gives_the_windows_computed_by_hand() -> None:
    assert windows(road("goyang_2024", WHOLE_CAREER, date(2058, 6, 30))) == [
        ("onboarding", date(2022, 1, 2), date(2022, 3, 1), date(2023, 3, 2)),
        ("wellboarding", date(2023, 3, 2), date(2023, 9, 2), None),
        ("promotion_8", date(2023, 7, 1), date(2024, 7, 1), None),
        ("promotion_7", date(2025, 1, 1), date(2026, 1, 1), None),
        ("promotion_6", date(2028, 7, 1), date(2029, 7, 1), None),
        ("team_leader_6", date(2030, 1, 1), date(2031, 1, 1), None),
        ("promotion_5", date(2035, 1, 1), date(2036, 7, 1), None),
        ("retirement", date(2055, 6, 30), date(2056, 6, 30), date(2058, 6, 30)),
    ]


def test_goyang_promises_eight_courses_from_grade_nine_to_retirement_at_grade_five() -> None:
    found = [one.stage.code for one in road("goyang_2024", WHOLE_CAREER, date(2058, 6, 30))]
    parts = [
        sum(code == "onboarding" for code in found),
        sum(code == "wellboarding" for code in found),
        sum(code in {"promotion_8", "promotion_7", "promotion_6"} for code in found),
        sum(code == "team_leader_6" for code in found),
        sum(code == "promotion_5" for code in found),
        sum(code == "retirement" for code in found),
    ]
    assert parts == [1, 1, 3, 1, 1, 1]
    assert len(found) == 8


def test_who_stays_at_grade_six_does_not_meet_all_eight() -> None:
    career = a_career(
        birth_on=date(1998, 5, 1),
        appointed_on=date(2022, 3, 2),
        grade=9,
        promotions=((date(2023, 7, 1), 8), (date(2025, 1, 1), 7), (date(2028, 7, 1), 6)),
    )
    assert [one.stage.code for one in road("goyang_2024", career, date(2058, 6, 30))] == [
        "onboarding",
        "wellboarding",
        "promotion_8",
        "promotion_7",
        "promotion_6",
        "retirement",
    ]


def test_goyang_started_in_2022_and_owes_nothing_for_older_facts() -> None:
    career = a_career(
        birth_on=date(1980, 7, 1),
        appointed_on=date(2005, 3, 2),
        grade=9,
        promotions=((date(2008, 1, 1), 8), (date(2021, 12, 31), 7), (date(2022, 1, 1), 6)),
    )
    assert windows(road("goyang_2024", career, date(2026, 3, 1))) == [
        ("promotion_6", date(2022, 1, 1), date(2023, 1, 1), None),
        ("retirement", date(2037, 12, 31), date(2038, 12, 31), date(2040, 12, 31)),
    ]


def test_the_six_week_course_fulfils_the_grade_five_stage_without_a_local_session() -> None:
    career = a_career(appointed_on=date(2005, 3, 2), grade=6, promotions=((date(2025, 7, 1), 5),))
    six_weeks = Completion("LOGODI-LEADER-5", date(2025, 5, 30), "5급 승진리더과정")
    found = {one.stage.code: one for one in road("goyang_2024", career, date(2026, 3, 1), [six_weeks])}
    assert (found["promotion_5"].state, found["promotion_5"].settled_on) == (
        StageState.SUBSTITUTED,
        date(2025, 5, 30),
    )


def test_a_team_leader_without_promotion_owes_the_leader_stage_and_no_promotion_stage() -> None:
    career = a_career(
        appointed_on=date(2005, 3, 2),
        birth_on=date(1985, 5, 1),
        grade=6,
        postings=(
            PostingSpan(1, "총무과", Position.MEMBER, date(2005, 3, 2), date(2025, 6, 30)),
            PostingSpan(1, "총무과", Position.TEAM_LEADER, date(2025, 7, 1)),
        ),
    )
    assert [one.stage.code for one in road("goyang_2024", career, date(2026, 3, 1))] == [
        "team_leader_6",
        "retirement",
    ]


def test_a_second_promotion_in_the_same_year_replaces_the_first_if_not_yet_done() -> None:
    career = a_career(appointed_on=date(2020, 3, 2), grade=9, promotions=((date(2025, 1, 1), 8), (date(2025, 7, 1), 7)))
    found = {one.stage.code: one.state for one in road("goyang_2024", career, date(2025, 8, 1))}
    assert (found["promotion_8"], found["promotion_7"]) == (StageState.EXEMPT, StageState.DUE)
    done = Completion("GY-PROMOTION-8", date(2025, 3, 5), "8급 승진자 과정")
    found = {one.stage.code: one.state for one in road("goyang_2024", career, date(2025, 8, 1), [done])}
    assert (found["promotion_8"], found["promotion_7"]) == (StageState.DONE, StageState.DUE)


def test_goyang_2026_ties_people_job_and_ai_together() -> None:
    strands = {stage.code: stage.strand for stage in shipped_ruleset("goyang_2026").stages}
    assert strands == {
        "onboarding": Strand.PEOPLE,
        "wellboarding": Strand.PEOPLE,
        "ai_new": Strand.AI,
        "working_level": Strand.JOB,
        "team_leader_6": Strand.JOB,
        "ai_staff": Strand.AI,
        "offboarding": Strand.PEOPLE,
    }


def test_goyang_2026_gives_the_windows_computed_by_hand() -> None:
    career = a_career(
        birth_on=date(1999, 8, 20), appointed_on=date(2026, 2, 2), grade=9, promotions=((date(2027, 7, 1), 8),)
    )
    assert windows(road("goyang_2026", career, date(2027, 8, 1))) == [
        ("onboarding", date(2025, 12, 2), date(2026, 3, 2), None),
        ("ai_new", date(2026, 2, 2), date(2027, 2, 2), None),
        ("wellboarding", date(2027, 2, 2), date(2027, 8, 2), None),
        ("working_level", date(2027, 7, 1), date(2028, 7, 1), None),
        ("offboarding", date(2056, 12, 31), date(2057, 12, 31), date(2059, 12, 31)),
    ]


def test_goyang_2026_leaves_the_wellboarding_date_to_the_city() -> None:
    note = shipped_ruleset("goyang_2026").unstated["wellboarding.window.opens"]
    assert "일정 기간 이후" in note


def test_seoul_newcomers_have_four_blocks_before_and_after_appointment() -> None:
    career = a_career(appointed_on=date(2026, 3, 2), grade=9, birth_on=date(1999, 8, 20))
    newcomer = road("seoul_2019", career, date(2026, 3, 2))[0]
    assert newcomer.stage.code == "newcomer"
    assert [(block.block.code, block.opens_on, block.due_on) for block in newcomer.blocks] == [
        ("elearning", date(2025, 12, 29), date(2026, 2, 1)),
        ("class", date(2026, 2, 2), date(2026, 3, 1)),
        ("placement", date(2026, 3, 2), date(2026, 4, 2)),
        ("series", date(2026, 3, 2), date(2026, 9, 2)),
    ]
    assert [block.block.length_text for block in newcomer.blocks] == ["3주", "4주", "2주", "1주"]


def test_a_seoul_newcomer_is_done_when_every_block_is() -> None:
    career = a_career(appointed_on=date(2026, 3, 2), grade=9, birth_on=date(1999, 8, 20))
    blocks = [
        Completion("SEOUL-NEW-E", date(2026, 1, 20)),
        Completion("SEOUL-NEW-CLASS", date(2026, 2, 27)),
        Completion("SEOUL-NEW-PLACEMENT", date(2026, 3, 13)),
        Completion("SEOUL-NEW-SERIES", date(2026, 5, 8)),
    ]
    on = date(2026, 6, 1)
    assert road("seoul_2019", career, on, blocks[:3])[0].state is StageState.DUE
    done = road("seoul_2019", career, on, blocks)[0]
    assert (done.state, done.settled_on) == (StageState.DONE, date(2026, 5, 8))


@pytest.mark.parametrize(
    ("employment", "entry", "grade", "expected"),
    [
        (EmploymentKind.GENERAL, EntryKind.NEW, 9, "newcomer"),
        (EmploymentKind.FIXED_TERM, EntryKind.NEW, None, "entry_fixed_term"),
        (EmploymentKind.GENERAL, EntryKind.EXPERIENCED, 7, "entry_experienced"),
        (EmploymentKind.PUBLIC_WORKER, EntryKind.NEW, None, "entry_public_worker"),
        (EmploymentKind.GENERAL, EntryKind.NEW, 5, "entry_grade_5"),
    ],
)
def test_each_way_into_seoul_has_its_own_entry_course(
    employment: EmploymentKind, entry: EntryKind, grade: int | None, expected: str
) -> None:
    career = a_career(
        appointed_on=date(2026, 3, 2), employment=employment, entry=entry, grade=grade, birth_on=date(1990, 8, 20)
    )
    found = [one.stage.code for one in road("seoul_2019", career, date(2026, 3, 2))]
    assert [code for code in found if code != "retirement"] == [expected]


def test_a_seoul_team_leader_is_grade_five_and_a_division_head_grade_four() -> None:
    career = a_career(
        birth_on=date(1975, 2, 1),
        appointed_on=date(2000, 3, 2),
        grade=6,
        promotions=((date(2020, 1, 1), 5), (date(2026, 1, 1), 4)),
        postings=(
            PostingSpan(1, "총무과", Position.TEAM_LEADER, date(2020, 1, 1), date(2025, 12, 31)),
            PostingSpan(2, "문화과", Position.DIVISION_HEAD, date(2026, 1, 1)),
        ),
    )
    found = road("seoul_2019", career, date(2026, 3, 2))
    assert windows(found) == [
        ("promotion_5", date(2019, 1, 1), date(2020, 7, 1), None),
        ("team_leader", date(2020, 1, 1), date(2021, 1, 1), None),
        ("promotion_34", date(2026, 1, 1), date(2027, 1, 1), None),
        ("division_head", date(2026, 1, 1), date(2027, 1, 1), None),
        ("retirement", date(2032, 6, 30), date(2034, 12, 30), date(2035, 6, 30)),
    ]
    assert [one.stage.code for one in found if one.stage.obligation is Obligation.RECOMMENDED] == [
        "team_leader",
        "division_head",
    ]


def test_gyeongnam_counts_six_months_from_finishing_the_newcomer_course_not_from_appointment() -> None:
    career = a_career(appointed_on=date(2025, 1, 13), grade=9, birth_on=date(1999, 8, 20))
    done = Completion("GN-NEWCOMER", date(2025, 3, 31), "신규 임용(후보)자 과정")
    without = [one.stage.code for one in road("gyeongnam_2025", career, date(2025, 12, 1))]
    assert "advanced" not in without
    assert windows(road("gyeongnam_2025", career, date(2025, 12, 1), [done]))[:2] == [
        ("newcomer", date(2024, 10, 13), date(2025, 7, 13), None),
        ("advanced", date(2025, 9, 30), date(2026, 3, 31), None),
    ]


def test_gyeongnam_asks_transferred_officials_and_division_heads_four_years_after_promotion() -> None:
    moved = a_career(appointed_on=date(2025, 7, 1), entry=EntryKind.TRANSFER, grade=7, birth_on=date(1985, 3, 1))
    assert windows(road("gyeongnam_2025", moved, date(2025, 8, 1)))[0] == (
        "transfer",
        date(2025, 7, 1),
        date(2026, 1, 1),
        None,
    )
    manager = a_career(
        appointed_on=date(1998, 3, 2), grade=6, promotions=((date(2021, 7, 1), 5),), birth_on=date(1972, 3, 1)
    )
    assert windows(road("gyeongnam_2025", manager, date(2026, 3, 1))) == [
        ("division_head_required", date(2025, 7, 1), date(2026, 7, 1), None),
        ("retirement_5y", date(2027, 6, 30), date(2031, 6, 30), date(2032, 6, 30)),
        ("retirement_1y", date(2031, 6, 30), date(2032, 6, 30), date(2032, 6, 30)),
    ]


def test_retirement_windows_follow_the_retirement_day_even_on_leave() -> None:
    away = AbsenceSpan(AbsenceKind.LEAVE, date(2025, 1, 1), date(2025, 12, 31))
    career = a_career(appointed_on=date(1995, 3, 2), birth_on=date(1967, 7, 1), absences=(away,))
    assert windows(road("goyang_2024", career, date(2026, 3, 1))) == [
        ("retirement", date(2024, 12, 31), date(2025, 12, 31), date(2027, 12, 31)),
    ]


def test_a_broken_file_is_refused_with_everything_that_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(
        """
        code = "broken"
        name = ""
        source = "시 계획"
        [unstated]
        "basic.window.nothing" = "원문에 없음: 도시가 정하세요."
        "other.window" = "원문에 없음: 도시가 정하세요."
        "basic.window.due" = "아마 6개월"
        [[stages]]
        code = "basic"
        name = "기본"
        basis = "시 계획 제1호"
        trigger = "appointment"
        window = { opens = {}, due = { months = 6 } }
        """,
        encoding="utf-8",
    )
    with pytest.raises(RulesWrong) as refusal:
        read_ruleset(path)
    assert [problem.field for problem in refusal.value.problems] == [
        "basic.courses",
        "name",
        "basic.window.nothing",
        "other.window",
        "basic.window.due",
    ]
    assert refusal.value.text == "broken.toml: 제공 규칙에 고칠 곳이 있습니다."
