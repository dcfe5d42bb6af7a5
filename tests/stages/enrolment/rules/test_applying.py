"""Rules of applying: who may, what collides, what may be done now, what is advised, what is wrong with a form."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from baeumgil.stages.enrolment.rules.advice import (
    Advice,
    AdvisedPerson,
    CourseBrief,
    LadderStep,
    advice_for,
    weight_of,
)
from baeumgil.stages.enrolment.rules.application_draft import (
    ApplicationDraft,
    OfferedSession,
    clash_in_words,
    problems_of_application,
)
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.clashes import Busy, Clash, ClashKind, clashes_with
from baeumgil.stages.enrolment.rules.eligibility import Asked, Past, ineligible_for
from baeumgil.stages.enrolment.rules.possible import LEAVABLE, SWAPPABLE, Situation, possible
from baeumgil.stages.enrolment.terms import (
    OVER_STATES,
    AdviceReason,
    ApplicationState,
    CallPhase,
    IneligibleReason,
    Mechanism,
)
from baeumgil.stages.people.rules.career import AbsenceSpan
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.plan.terms import Level
from baeumgil.stages.roadmap.rules.definition import Filters
from baeumgil.stages.schedule.terms import SessionState
from tests.build import a_career

TODAY = date(2027, 3, 1)
days = st.dates(date(2027, 1, 1), date(2027, 12, 31))


@given(
    strict=st.booleans(),
    is_target=st.booleans(),
    missing=st.sampled_from([(), ("기초",)]),
    bar=st.none() | days,
    done=st.lists(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=2),
    years=st.integers(0, 4),
)
def test_each_reason_stands_for_itself(
    *, strict: bool, is_target: bool, missing: tuple[str, ...], bar: date | None, done: list[date], years: int
) -> None:
    asked = Asked(Filters(grades=(7 if is_target else 5,)), is_strict=strict, done_before_years=years)
    found = ineligible_for(asked, a_career(), Past(missing, bar, tuple(done)), TODAY)
    expected = {
        IneligibleReason.NOT_TARGET: strict and not is_target,
        IneligibleReason.PREREQUISITE: bool(missing),
        IneligibleReason.BARRED: bar is not None and bar >= TODAY,
        IneligibleReason.DONE_BEFORE: any(TODAY.year - day.year < years for day in done),
    }
    assert found == tuple(reason for reason, stands in expected.items() if stands)


@given(st.sets(days, min_size=1, max_size=6), st.sets(days, max_size=6), days, st.integers(0, 30))
def test_a_clash_is_a_day_that_both_want(wanted: set[date], taken: set[date], away_from: date, away_days: int) -> None:
    busy = [Busy(day, ClashKind.BOOKING, 7, "다른 교육") for day in sorted(taken)]
    away = AbsenceSpan(AbsenceKind.LEAVE, away_from, away_from + timedelta(days=away_days))
    found = clashes_with(1, wanted, busy, [away])
    collided = {day for clash in found for day in clash.dates}
    assert collided == (wanted & taken) | {day for day in wanted if away.starts_on <= day <= (away.ends_on or day)}
    assert clashes_with(7, wanted, busy, []) == ()


def test_a_clash_is_said_with_its_days() -> None:
    days_of = tuple(date(2027, 3, day) for day in (8, 9, 10, 11))
    assert clash_in_words(Clash(ClashKind.BOOKING, days_of[:2], "청렴")) == (
        "3월 8일, 3월 9일, 이미 확보한 「청렴」 교육과 겹칩니다."
    )
    assert clash_in_words(Clash(ClashKind.TEACHING, days_of, "AI")) == (
        "3월 8일, 3월 9일, 3월 10일 등 4일, 강의를 맡은 「AI」 일정과 겹칩니다."
    )


situations = st.builds(
    Situation,
    state=st.sampled_from(ApplicationState),
    phase=st.sampled_from(CallPhase),
    closes_at=st.just(datetime(2027, 3, 5, tzinfo=UTC)),
    policy=st.builds(
        CallPolicy,
        mechanism=st.sampled_from(Mechanism),
        withdraw_days=st.integers(0, 10),
        swap_days=st.integers(0, 20),
    ),
    first_day=st.none() | days,
    is_list_fixed=st.booleans(),
    other_sessions=st.integers(0, 2),
)


@given(situations)
def test_nothing_may_be_done_with_what_is_over_but_ask_for_review(situation: Situation) -> None:
    may = possible(situation, TODAY)
    if situation.state in OVER_STATES:
        assert not any((may.change_wishes, may.withdraw, may.swap, may.confirm, may.answer))
    if may.change_wishes:
        assert situation.phase is CallPhase.OPEN
        assert situation.policy.mechanism is not Mechanism.FIRST_COME
    if may.withdraw:
        assert situation.state in LEAVABLE
        assert may.withdraw_until is None or may.withdraw_until >= TODAY
    if may.swap:
        assert situation.state in SWAPPABLE
        assert may.swap_until is not None
        assert may.swap_until >= TODAY
    assert may.is_anything == any((may.change_wishes, may.withdraw, may.swap, may.confirm, may.answer, may.review))


@given(situations, st.integers(1, 300))
def test_a_later_day_never_allows_more(situation: Situation, later: int) -> None:
    now, then = possible(situation, TODAY), possible(situation, TODAY + timedelta(days=later))
    assert then.withdraw <= now.withdraw
    assert then.swap <= now.swap


def an_offered(session: int, first: date, state: SessionState = SessionState.PLACED) -> OfferedSession:
    """A session of two days."""
    return OfferedSession(session, f"{session}기", state, (first, first + timedelta(days=1)))


def test_a_form_without_fault_has_no_problems_and_every_fault_is_named() -> None:
    offered = {
        1: an_offered(1, date(2027, 3, 8)),
        2: an_offered(2, TODAY),
        3: an_offered(3, date(2027, 4, 5), SessionState.CANCELLED),
    }
    policy = CallPolicy(most_wishes=2)
    assert problems_of_application(ApplicationDraft((1,), key="k"), offered, policy, TODAY) == ()
    wrong = ApplicationDraft((2, 3, 9, 2), motive="\x00", needs="가" * 301, key="k" * 65)
    codes = [problem.code for problem in problems_of_application(wrong, offered, policy, TODAY)]
    assert codes == [
        "too_many_wishes",
        "wished_twice",
        "not_offered",
        "session_over",
        "session_over",
        "not_text",
        "too_long",
        "bad_key",
    ]
    assert [problem.code for problem in problems_of_application(ApplicationDraft(()), offered, policy, TODAY)] == [
        "no_wish"
    ]


def test_the_next_step_of_a_ladder_is_advised_once_the_one_below_is_done() -> None:
    steps = [LadderStep("AI", level, f"AI {place}", frozenset({f"AI{place}"})) for place, level in enumerate(Level)]
    top = len(steps) - 1
    course = CourseBrief(1, steps[top].keys, ladder="AI", level=steps[top].level)
    done_below = AdvisedPerson(a_career(), records=[(f"AI{top - 1}", date(2026, 5, 1))])
    assert advice_for(course, done_below, steps, TODAY) == (Advice(AdviceReason.NEXT_LEVEL, f"AI {top - 1}"),)
    assert advice_for(course, AdvisedPerson(a_career()), steps, TODAY) == ()
    both = AdvisedPerson(a_career(), records=[*done_below.records, (f"AI{top}", date(2026, 9, 1))])
    assert advice_for(course, both, steps, TODAY) == ()


def test_what_was_completed_this_year_is_advised_to_nobody() -> None:
    course = CourseBrief(1, frozenset({"C1"}), stage_code="s")
    due = {"s": ("승진자 교육", date(2027, 6, 30))}
    this_year = AdvisedPerson(a_career(), records=[("C1", date(2027, 1, 5))], due=due, interests=frozenset({1}))
    before = AdvisedPerson(a_career(), records=[("C1", date(2026, 1, 5))], due=due, interests=frozenset({1}))
    assert advice_for(course, this_year, [], TODAY) == ()
    found = advice_for(course, before, [], TODAY)
    assert [one.reason for one in found] == [AdviceReason.STAGE_DUE, AdviceReason.INTEREST]
    assert weight_of(found) < weight_of(found[1:])
