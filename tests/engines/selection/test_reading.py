"""Files of selections: read whole, or answered with every fault at once; written in one form only."""

import json
import random
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baeumgil.engines.selection.drawing import new_seed
from baeumgil.engines.selection.problem import AbsenceCap, Problem, Quota
from baeumgil.engines.selection.reading import SelectionBroken, read_problem, read_result
from baeumgil.engines.selection.selecting import select
from baeumgil.engines.selection.writing import (
    PARTS,
    bundle,
    canonical,
    digest,
    problem_as_json,
    problem_text,
    result_as_json,
    result_text,
)
from tests.engines.selection.cases import KINDS, SEED, a_problem, a_random_problem, a_session, an_applicant

values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2026-03-02", "2026-02-30", "s0", "p0", "\ud800", 10**30, "x" * 9999]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def faults_of(problem: Problem | object, seed: str = SEED) -> list[str]:
    try:
        if isinstance(problem, Problem):
            select(problem, seed)
        else:
            read_problem(problem)
    except SelectionBroken as broken:
        for fault in broken.faults:
            assert fault.korean.endswith(".")
            assert fault.english.endswith(".")
            f"{fault.path}{fault.korean}{fault.english}".encode()
        return [fault.path for fault in broken.faults]
    return []


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_what_is_written_is_read_again(kind: str, seed: int) -> None:
    problem = a_random_problem(seed, kind)
    written = problem_as_json(problem)
    again = read_problem(json.loads(canonical(written)))
    assert problem_as_json(again) == written
    result = select(problem, SEED)
    assert select(again, SEED) == result
    assert read_result(json.loads(canonical(result_as_json(result)))) == result
    assert problem_text(problem) == canonical(written)
    assert result_text(result) == canonical(result_as_json(result))


def test_awkward_words_are_written_the_same_way_the_quick_way() -> None:
    names = ['"applicants":[]', "\\", "\n\x00", "가\u2028", "'", "\x7f"]
    people = [
        an_applicant(name, *names[:at], own=(names[0],), groups={"unit": (name, "a")}, values={"arrival": at})
        for at, name in enumerate(names, 1)
    ]
    problem = a_problem([a_session(name) for name in names], people, mechanism="first_come", name=names[0])
    problem = replace(problem, absences=(AbsenceCap(names[0], names[0], 1),))
    assert problem_text(problem) == canonical(problem_as_json(problem))
    result = select(problem, SEED)
    assert result_text(result) == canonical(result_as_json(result))


def test_the_order_of_rows_does_not_show_in_a_digest() -> None:
    problem = a_random_problem(4, "caps", people=9)
    dice = random.Random(1)
    people = tuple(dice.sample(problem.applicants, len(problem.applicants)))
    other = replace(problem, applicants=people, sessions=problem.sessions[::-1], quotas=problem.quotas[::-1])
    assert digest(problem_as_json(other)) == digest(problem_as_json(problem))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused_with_its_faults(data: st.DataObject) -> None:
    written: Any = problem_as_json(a_random_problem(7, "caps"))
    spot, steps = written, 0
    while isinstance(spot, dict | list) and spot and steps < data.draw(st.integers(0, 4)):
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = data.draw(st.sampled_from(keys))
        if isinstance(spot[key], dict | list) and data.draw(st.booleans()):
            spot = spot[key]
        else:
            spot[key] = data.draw(values)
            break
        steps += 1
    faults_of(written)


def test_every_fault_is_named_at_once() -> None:
    written: Any = problem_as_json(a_random_problem(7, "plain"))
    broken = deepcopy(written)
    broken["mechanism"] = "lots"
    broken["more"] = 1
    del broken["name"]
    broken["sessions"][0]["seats"] = -1
    broken["applicants"][0]["wishes"] = "s0"
    assert sorted(faults_of(broken)) == [
        "applicants[0].wishes",
        "mechanism",
        "more",
        "name",
        "sessions[0].seats",
    ]
    assert faults_of([]) == [""]
    assert faults_of({**written, "format": "baeumgil-timetable", "version": 2}) == ["format", "version"]


def test_a_selection_that_makes_no_sense_is_refused() -> None:
    halls, people = [a_session("s", 2)], [an_applicant("p", "s"), an_applicant("q", "s")]
    sound = a_problem(halls, people)
    two = Quota("q", "unit", frozenset({"a"}), None, None, 2)
    other = replace(two, id="r", keys=frozenset({"b"}), reserved=1)
    assert faults_of(sound) == []
    assert faults_of(replace(sound, quotas=(two, other))) == ["quotas"]
    assert faults_of(replace(sound, quotas=(replace(two, most=1),))) == ["quotas[0].reserved"]
    assert faults_of(replace(sound, quotas=(replace(two, reserved=None),))) == ["quotas[0]"]
    assert faults_of(replace(sound, quotas=(replace(two, session="t"),))) == ["quotas[0].session"]
    assert faults_of(a_problem(halls, [an_applicant("p", "t", "t"), an_applicant("p", "s")])) == [
        "applicants[1]",
        "applicants[0].wishes[0]",
        "applicants[0].wishes[1]",
        "applicants[0].wishes[1]",
    ]
    assert faults_of(a_problem([*halls, *halls], people)) == ["sessions[1]"]
    assert faults_of(a_problem(halls, [an_applicant("p", "s", values={"mandatory": 1, "draw": 2, "arrival": -1})])) == [
        "applicants[0].values.mandatory",
        "applicants[0].values.draw",
        "applicants[0].values.arrival",
    ]


def test_an_order_ends_in_one_way() -> None:
    halls, people = [a_session("s")], [an_applicant("p", "s", values={"arrival": 1})]
    for order, faults in (
        ((), ["order"]),
        (("mandatory",), ["order"]),
        (("draw", "mandatory"), ["order"]),
        (("arrival", "draw"), ["order"]),
        (("beauty", "draw"), ["order[0]"]),
        (("draw", "draw"), ["order[1]"]),
        (("own_institute", "draw"), ["order"]),
        (("mandatory", "arrival"), []),
    ):
        assert faults_of(a_problem(halls, people, order=order)) == faults
    first_come = a_problem(halls, people, mechanism="first_come")
    assert faults_of(replace(first_come, order=("mandatory", "arrival"))) == ["order"]
    assert faults_of(replace(first_come, applicants=(an_applicant("p", "s"),))) == ["applicants[0].values.arrival"]


def test_mechanisms_refuse_what_they_cannot_keep() -> None:
    groups = {"unit": ("a", "b"), "grade": ("6",)}
    people = [
        an_applicant("p", "s", groups=groups, values={"arrival": 1}),
        an_applicant("q", "s", groups={"unit": ("a",)}, values={"arrival": 2}),
        an_applicant("r", "s", groups={"unit": ("b",)}, values={"arrival": 3}),
    ]
    halls = [a_session("s", 3)]
    cap = (AbsenceCap("a", "2026-W10", 1),)
    crossing = (Quota("x", "unit", frozenset("a"), None, 1), Quota("y", "unit", frozenset("b"), None, 1))
    kept = (Quota("x", "unit", frozenset("a"), None, None, 1), Quota("y", "unit", frozenset("b"), None, None, 1))
    assert faults_of(a_problem(halls, people, mechanism="deferred", absences=cap)) == ["absences"]
    assert faults_of(a_problem(halls, people, mechanism="fill", absences=cap)) == ["absences"]
    assert faults_of(a_problem(halls, people, mechanism="deferred", quotas=crossing)) == ["quotas"]
    assert faults_of(a_problem(halls, people, mechanism="fill", quotas=crossing)) == ["quotas"]
    assert faults_of(a_problem(halls, people, mechanism="deferred", quotas=kept)) == ["quotas", "quotas"]
    assert faults_of(a_problem(halls, people, mechanism="first_come", quotas=kept)) == ["quotas"]
    assert faults_of(
        a_problem(halls, people, mechanism="fill", quotas=(Quota("x", "grade", frozenset("6"), None, 1),))
    ) == ["quotas"]
    assert faults_of(a_problem(halls, people, quotas=(*crossing, *(replace(q, id=q.id * 2) for q in kept)))) == []


def test_a_seed_must_be_the_announced_one() -> None:
    problem = a_problem([a_session("s")], [an_applicant("p", "s")])
    assert faults_of(problem, new_seed()) == ["seed"]
    assert faults_of(problem, "") == ["seed"]
    assert faults_of(replace(problem, seed_hash=""), new_seed()) == []
    assert faults_of(replace(problem, seed_hash="", order=("arrival",), applicants=()), "") == []


def test_a_bundle_carries_a_digest_of_each_part_and_of_itself() -> None:
    problem = a_random_problem(3, "reserves")
    result = select(problem, SEED)
    override = {"applicant": "p0", "from": "waiting", "to": "seated", "session": "s0", "reason": "착오"}
    call = {"name": "모집", "course": "기획", "sessions": ["1기"], "policy": {"mechanism": "serial"}}
    written = bundle(
        published={"at": "2026-03-02T09:00:00+09:00", "by": ["교육 담당", "과장"]},
        call=call,
        problem=problem,
        seed=SEED,
        result=result,
        overrides=[override],
    )
    whole = json.loads(written)
    assert written == canonical(whole) + b"\n"
    assert written.count(b"\n") == 1
    assert whole["digests"] == {part: digest(whole[part]) for part in PARTS}
    assert whole.pop("digest") == digest(whole)
    assert read_problem(whole["problem"]) == read_problem(problem_as_json(problem))
    assert read_result(whole["result"]) == result
    stored = bundle(
        published=whole["published"],
        call=call,
        problem=json.loads(canonical(problem_as_json(problem))),
        seed=SEED,
        result=json.loads(canonical(result_as_json(result))),
        overrides=[override],
    )
    assert stored == written
