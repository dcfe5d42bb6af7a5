"""방침: what holds when, what a value may be, and how people write it."""

import ast
import importlib
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

import baeumgil
from baeumgil.core import glossary, policies
from baeumgil.core.models import Policy
from baeumgil.core.policy_parts import Part, check
from baeumgil.core.policy_spans import Span, placed
from baeumgil.core.policy_texts import in_line, read_typed, said, typed_parts
from baeumgil.core.said import english

HOUSE = Path(baeumgil.__file__).parent
ANY_KEY = "policy_book.py"  # the page of policies reads them all
READERS = {"value_on", "values_on", "number_on"}
START = date(2026, 1, 1)
STEPS = ("0002_policies_apart", "0003_policy_spans_apart")


def _seeded() -> list[dict[str, Any]]:
    paths = sorted(HOUSE.glob("stages/*/seed/policies/*.toml"))
    return [row for path in paths for row in tomllib.loads(path.read_text(encoding="utf-8"))["policy"]]


def _read_in_code() -> Iterator[str]:
    """The keys that modules of the stages hand to the functions which read policies, or to a filter of the table."""
    for path in sorted((HOUSE / "stages").rglob("*.py")):
        text = path.read_text(encoding="utf-8") if path.name != ANY_KEY else ""
        if not any(f"{name}(" in text for name in READERS) and "Policy.objects" not in text:
            continue
        module = importlib.import_module(f"baeumgil.{'.'.join(path.relative_to(HOUSE).with_suffix('').parts)}")
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            name = getattr(call.func, "attr", getattr(call.func, "id", ""))
            asked = call.args[:1] if name in READERS else []
            if name == "filter" and "Policy.objects" in ast.unparse(call):
                asked = [one.value for one in call.keywords if one.arg == "key"]
            for one in asked:
                found = eval(compile(ast.Expression(one), str(path), "eval"), vars(module))  # noqa: S307  our own code
                yield from [found] if isinstance(found, str) else found


def test_every_policy_that_is_seeded_read_or_described_is_all_three() -> None:
    seeded = {row["key"] for row in _seeded()}
    assert seeded == set(policies.descriptions())
    assert seeded == set(_read_in_code())


def test_every_seeded_value_is_what_its_description_says_and_survives_being_typed() -> None:
    for row in _seeded():
        part = policies.descriptions()[row["key"]].part
        assert check(part, row["value"]) == []
        for language in ("ko", "en"):
            typed = {one.field: one.text for one in typed_parts(part, row["value"], language)}
            assert read_typed(part, typed) == row["value"]


def test_every_description_is_in_both_languages_under_a_known_subject_with_known_units() -> None:
    for about in policies.descriptions().values():
        assert all(about.name)
        assert all(about.meaning)
        fields = {one.field for one in typed_parts(about.part, None)}
        assert not fields & {"first", "basis"}  # these are fields of the form itself
        assert about.subject in glossary.codes("PolicySubject")
        for part in _parts(about.part):
            assert part.unit in {"", *glossary.codes("PolicyUnit")}
            assert all(part.name) or not part.code


def _parts(part: Part) -> Iterator[Part]:
    yield part
    for one in (*part.parts, *((part.each,) if part.each else ())):
        yield from _parts(one)


@pytest.mark.parametrize(
    ("key", "value", "fields"),
    [
        ("schedule.away_percent", 101, ["value"]),
        ("schedule.away_percent", True, ["value"]),
        ("plan.document_number_prefix", " ", ["value"]),
        (
            "plan.committee",
            {"most_members": 0, "quorum_percent": "절반", "chair": 1},
            ["value", "most_members", "quorum_percent", "term_months"],
        ),
        ("plan.holidays", [["2027-02-30", "없음"], ["2027-03-01"], ["2027-03-01", "또"]], ["value"] * 3),
        ("schedule.conditions", "아무 글", ["value"]),
        (
            "schedule.peaks",
            [{"kind": "other", "name": "가", "first": "12-20", "last": "01-10", "cost": 1}],
            ["value"] * 2,
        ),
        (
            "schedule.instructor_fees",
            {"half_hours": 1, "grades": [{"code": "a", "name": "가", "first_hour": -1}], "larger": []},
            ["half_hours", "grades", "grades"],
        ),
        (
            "enrolment.approval",
            {
                "default": {"approvals": ["mayor", "mayor"], "approval_days": 3, "approval_expired": "later"},
                "party": {},
            },
            ["approvals", "approvals", "approvals", "approval_expired", "cases"],
        ),
        ("plan.theme_words", {"": ["a"], "주제": "글"}, ["value", "value"]),
        ("people.roster_leavers", {"share": float("nan"), "at_least": 3}, ["share"]),
    ],
)
def test_nonsense_is_told_all_at_once_beside_its_field(key: str, value: object, fields: list[str]) -> None:
    assert [problem.field for problem in check(policies.descriptions()[key].part, value)] == fields


def test_nonsense_is_told_in_english_as_well() -> None:
    value = {"half_hours": 1, "grades": [{"code": "a", "name": "가", "first_hour": -1}], "larger": []}
    problems = check(policies.descriptions()["schedule.instructor_fees"].part, value)
    assert [english(problem.message) for problem in problems] == [
        "This must be yes or no.",
        "Line 1 First hour: This must be a whole number from 0 to 100,000,000.",
        "Line 1 Each further hour: The value is missing.",
    ]
    assert problems[1].message == "1번째 첫 시간: 0부터 100,000,000까지의 정수여야 합니다."


def test_a_value_is_said_with_its_units() -> None:
    part = policies.descriptions()["plan.committee"].part
    value = {"most_members": 12, "quorum_percent": 50, "term_months": 24}
    assert in_line(said(part, value)) == "심의위원회의 처음 값: 정수: 12명 · 정족수: 50% · 임기: 24개월"
    assert in_line(said(part, value, "en")) == "A new committee: Members: 12 people · Quorum: 50% · Term: 24 months"


def test_lines_are_read_by_label_and_by_code_and_what_cannot_be_read_is_kept_for_the_check() -> None:
    part = policies.descriptions()["enrolment.approval"].part
    texts = {"approvals": "부서장, home_body", "approval_days": "세 날", "approval_expired": "Returned"}
    value = read_typed(part, texts | {"cases": "특강 | 승인 단계 |\nlecture | 단계마다 처리할 날 | 5"})
    assert value == {
        "default": {"approvals": ["unit_head", "home_body"], "approval_days": "세 날", "approval_expired": "return"},
        "lecture": {"approvals": [], "approval_days": 5},
    }
    assert [problem.field for problem in check(part, value)] == ["approval_days"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15) | st.none()), max_size=7))
def test_values_put_one_after_another_never_hold_together_and_the_last_put_begins_on_its_day(
    given_days: list[tuple[int, int | None]],
) -> None:
    spans: list[Span] = []
    for number, (start, length) in enumerate(given_days):
        first = START + timedelta(days=start)
        last = None if length is None else first + timedelta(days=length)
        if any(span.first == first for span in spans):
            continue
        before = {START + timedelta(days=day): _holding(spans, START + timedelta(days=day)) for day in range(start)}
        found = placed(spans, first, last)
        if found.cut is not None:
            spans = [Span(one.id, one.first, first - timedelta(days=1)) if one == found.cut else one for one in spans]
        spans += [Span(number, first, found.last), *((found.again,) if found.again else ())]
        assert all(_holding(spans, day) == one for day, one in before.items())
        assert _holding(spans, first) == [number]
    assert all(len(_holding(spans, START + timedelta(days=day))) <= 1 for day in range(60))


def _holding(spans: list[Span], day: date) -> list[int]:
    return [span.id for span in spans if span.holds_on(day)]


@pytest.mark.django_db
def test_the_database_refuses_two_values_of_a_policy_for_one_day() -> None:
    first = Policy.objects.create(key="hours", value=1, valid_from=START, basis="조례")
    Policy.objects.create(key="minutes", value=1, valid_from=START, basis="조례")
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.create(key="hours", value=2, valid_from=date(2026, 5, 1), basis="조례")
    Policy.objects.filter(pk=first.pk).update(valid_to=date(2026, 4, 30))
    Policy.objects.create(key="hours", value=2, valid_from=date(2026, 5, 1), basis="조례")
    with pytest.raises(IntegrityError), transaction.atomic():
        Policy.objects.filter(pk=first.pk).update(valid_to=date(2026, 5, 1))
    assert list(Policy.objects.filter(key="hours").values_list("value", "valid_to")) == [
        (1, date(2026, 4, 30)),
        (2, None),
    ]


@pytest.mark.django_db
def test_a_value_for_some_days_gives_back_to_the_one_before() -> None:
    policies.put("hours", 80, first=START, last=None, basis="조례", announced_on=None)
    policies.put("hours", 60, first=date(2026, 7, 1), last=date(2026, 7, 31), basis="조례", announced_on=None)
    held = [policies.number_on("hours", date(2026, month, 30)) for month in (6, 7, 8)]
    assert held == [80, 60, 80]


class _Editor:
    """As much of a schema editor as the steps use; SQLite's own cannot begin inside a test's transaction."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_rows_that_overlapped_before_the_constraint_are_cut_into_the_days_on_which_they_held() -> None:
    tidy, guarding = (importlib.import_module(f"baeumgil.core.migrations.{name}") for name in STEPS)
    editor = _Editor()
    guarding.leave(apps, editor)
    Policy.objects.bulk_create(
        [
            Policy(key="hours", value=1, valid_from=date(2026, 1, 1), basis="조례"),
            Policy(key="hours", value=2, valid_from=date(2026, 3, 1), valid_to=date(2026, 4, 30), basis="조례"),
            Policy(key="hours", value=3, valid_from=date(2026, 4, 1), valid_to=date(2026, 4, 10), basis="조례"),
        ]
    )
    days = [date(2026, 1, 1) + timedelta(days=day) for day in range(150)]
    before = [policies.value_on("hours", day) for day in days]
    tidy.end_in_time(apps, editor)
    assert [policies.value_on("hours", day) for day in days] == before
    guarding.guard(apps, editor)
    assert Policy.objects.filter(key="hours").count() == 5


def test_a_day_of_the_law_is_a_day_of_every_year() -> None:
    about = policies.descriptions()["plan.clocks"]
    value = next(row["value"] for row in _seeded() if row["key"] == "plan.clocks")
    assert [problem.field for problem in check(about.part, {**value, "plan_month": 2, "plan_day": 29})] == ["plan_day"]
