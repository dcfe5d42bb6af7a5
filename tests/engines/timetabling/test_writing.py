"""Writing problems and plans: what is written is read back the same, and has one digest."""

import json

from baeumgil.engines.timetabling.reading import read_plan, read_problem
from baeumgil.engines.timetabling.writing import canonical, digest_of, plan_as_json, problem_as_json
from tests.engines.timetabling.problems import FULL, a_problem, a_session
from tests.engines.timetabling.test_reading import SPARE_PLAN


def test_a_problem_is_read_back_as_it_was_written() -> None:
    for problem in (read_problem(FULL), a_problem(a_session())):
        assert read_problem(json.loads(canonical(problem_as_json(problem)))) == problem


def test_a_plan_is_read_back_as_it_was_written() -> None:
    timetable = read_plan(SPARE_PLAN)
    assert read_plan(json.loads(canonical(plan_as_json(timetable)))) == timetable


def test_defaults_spelt_out_do_not_change_the_digest() -> None:
    problem = a_problem(a_session())
    assert digest_of(read_problem(problem_as_json(problem))) == digest_of(problem)
    assert digest_of(a_problem(a_session(priority=1, windows=[], pinned=None))) == digest_of(problem)
    assert digest_of(a_problem(a_session(priority=2))) != digest_of(problem)


def test_the_canonical_form_has_sorted_keys_and_no_spaces() -> None:
    assert canonical({"b": ["가", 1], "a": None}) == '{"a":null,"b":["가",1]}'.encode()
