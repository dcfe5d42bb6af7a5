"""The columnar rules give, row for row, what the person-by-person rules give."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baeumgil.stages.roadmap.rules.columns import standing_columns
from baeumgil.stages.roadmap.rules.definition import Stage
from baeumgil.stages.roadmap.rules.states import standings
from tests.stages.roadmap.rules.columnar import (
    Row,
    Subject,
    career_columns_of,
    columnar_rows,
    exemption_columns_of,
    scalar_rows,
    training_columns_of,
)
from tests.stages.roadmap.rules.strategies import days, simple_stage, stage_lists, subjects
from tests.thoroughness import examples


def one_by_one(people: Sequence[Subject], stages: Sequence[Stage], on: date) -> list[Row]:
    places = {id(stage): place for place, stage in enumerate(stages)}
    rows: list[Row] = []
    for at, subject in enumerate(people):
        found = standings(subject.career, stages, subject.completions, subject.exemptions or {}, on)
        rows += scalar_rows(at, found, places)
    return rows


def all_at_once(people: Sequence[Subject], stages: Sequence[Stage], on: date) -> list[Row]:
    training = training_columns_of(people)
    found = standing_columns(career_columns_of(people), training, exemption_columns_of(people), stages, on)
    return columnar_rows(found, training.key_names)


@settings(max_examples=examples(50), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(subjects, max_size=5), stage_lists, days)
def test_columns_equal_the_plain_loop(people: list[Subject], stages: list[Stage], on: date) -> None:
    distinct = [replace(stage) for stage in stages]
    assert all_at_once(people, distinct, on) == one_by_one(people, distinct, on)


def test_nobody_gives_no_rows() -> None:
    assert all_at_once([], [simple_stage()], date(2024, 1, 1)) == []


def test_no_stages_give_no_rows() -> None:
    people = career_columns_of([])
    found = standing_columns(people, training_columns_of([]), exemption_columns_of([]), [], date(2024, 1, 1))
    assert len(found) == 0
    assert found.at.dtype == np.int64
