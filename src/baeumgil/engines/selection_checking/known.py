"""What a problem must keep before it can be computed at all: ids once and in order, references, sums, mechanisms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from baeumgil.engines.selection_checking.contest import Contest
from baeumgil.engines.selection_checking.report import Finding
from baeumgil.engines.selection_checking.shapes import CRITERIA, Row

LOTS = ("draw", "arrival")


def gaps_of(problem: Row, seed: str) -> Iterator[Finding]:
    """Everything that keeps a problem, once well-formed, from being computed."""
    found = [*_ids(problem), *_order(problem), *_applicants(problem), *_references(problem)]
    yield from found
    if not found:
        yield from _mechanism(Contest(problem, seed))


def _ids(problem: Row) -> Iterator[Finding]:
    for name in ("sessions", "applicants", "quotas"):
        yield from _ascending(f"problem.{name}", [row["id"] for row in problem[name]])
    # Nothing sorts before the character nought, so that units come before weeks.
    yield from _ascending("problem.absences", [f"{row['unit']}\0{row['week']}" for row in problem["absences"]])
    for name, keys in (("sessions", ("days",)), ("applicants", ("busy", "own")), ("quotas", ("keys",))):
        for row in problem[name]:
            for key in keys:
                yield from _ascending(f"problem.{name}[{row['id']}].{key}", row[key])


def _order(problem: Row) -> Iterator[Finding]:
    order: Sequence[str] = problem["order"]
    yield from _twice("problem.order", order)
    if not order or order[-1] not in LOTS or sum(word in LOTS for word in order) != 1:
        yield Finding(
            "problem.order",
            "problem.order: 추첨이나 도착 순서 가운데 하나가 맨 끝에 있어야 합니다.",
            "problem.order must end with the draw or the arrival, one of the two.",
        )
    if problem["mechanism"] == "first_come" and tuple(order) != ("arrival",):
        yield Finding(
            "problem.order",
            "problem.order: 선착순은 도착 순서만 씁니다.",
            "problem.order is the arrival alone in first come.",
        )
    if "own_institute" in order and problem["mechanism"] != "deferred":
        yield Finding(
            "problem.order",
            "problem.order: 자기 기관 우선은 기수마다 순서가 다른 방식(deferred)에서만 씁니다.",
            "problem.order has the own institute only where priorities differ by session (deferred).",
        )


def _applicants(problem: Row) -> Iterator[Finding]:
    for row in problem["applicants"]:
        path = f"problem.applicants[{row['id']}]"
        yield from _twice(f"{path}.wishes", row["wishes"])
        for word, value in row["values"].items():
            kind = CRITERIA.get(word)
            if kind is None or (value is not None and type(value) is not kind):
                yield Finding(
                    f"{path}.values.{word}",
                    f"{path}.values.{word}: 이 기준의 값이 아닙니다.",
                    f"{path}.values.{word} is no value of that criterion.",
                )
        if "arrival" in problem["order"] and row["values"].get("arrival") is None:
            yield Finding(
                f"{path}.values.arrival",
                f"{path}.values.arrival: 도착 순서가 빠졌습니다.",
                f"{path}.values.arrival is missing.",
            )
    if "arrival" in problem["order"]:
        yield from _twice("arrival", [str(row["values"].get("arrival")) for row in problem["applicants"]])


def _references(problem: Row) -> Iterator[Finding]:
    sessions = {row["id"] for row in problem["sessions"]}
    named: list[tuple[str, Any]] = []
    for row in problem["applicants"]:
        named += [(f"problem.applicants[{row['id']}].wishes", each) for each in row["wishes"]]
    named += [(f"problem.quotas[{row['id']}].session", row["session"]) for row in problem["quotas"]]
    for path, session in named:
        if session is not None and session not in sessions:
            yield Finding(path, f"{path}: '{session}' 기수가 없습니다.", f"{path}: there is no session {session!r}.")


def _mechanism(contest: Contest) -> Iterator[Finding]:
    problem = contest.problem
    for session, row in contest.sessions.items():
        kept = sum(quota["reserved"] or 0 for quota in contest.quotas_in(session))
        if kept > row["seats"]:
            yield Finding(
                f"problem.sessions[{session}].seats",
                f"{session}: 남겨 둔 자리의 합({kept})이 정원({row['seats']})보다 많습니다.",
                f"{session}: more seats are kept ({kept}) than there are ({row['seats']}).",
            )
    is_nested = all(map(contest.is_nested, contest.sessions))
    is_apart = all(map(contest.is_apart, contest.sessions))
    if problem["mechanism"] in {"deferred", "fill"} and problem["absences"]:
        yield _mixed("problem.absences", "부서 공백 상한", "caps on absence")
    if problem["mechanism"] == "deferred" and not (is_nested and is_apart):
        yield _mixed("problem.quotas", "서로 엇갈린 배정", "quotas that cross each other")
    if problem["mechanism"] in {"first_come", "fill"} and contest.has_reserves:
        yield _mixed("problem.quotas", "남겨 두는 자리", "seats kept for some")
    if problem["mechanism"] == "fill":
        if not is_nested:
            yield _mixed("problem.quotas", "서로 엇갈린 배정", "quotas that cross each other")
        if any(quota["kind"] != "unit" for quota in problem["quotas"]):
            yield _mixed("problem.quotas", "부서별 상한이 아닌 배정", "quotas other than limits of units")


def _mixed(path: str, korean: str, english: str) -> Finding:
    return Finding(
        path, f"{path}: 이 선발 방식에는 {korean}을(를) 쓸 수 없습니다.", f"{path}: this mechanism takes no {english}."
    )


def _ascending(path: str, ids: Sequence[str]) -> Iterator[Finding]:
    yield from _twice(path, ids)
    for before, after in pairwise(ids):
        if before > after:
            yield Finding(
                f"{path}[{after}]",
                f"{path}: '{after}'이(가) 제 차례에 있지 않습니다.",
                f"{path}: {after!r} stands out of order.",
            )


def _twice(path: str, ids: Sequence[str]) -> Iterator[Finding]:
    for each, times in Counter(ids).items():
        if times > 1:
            yield Finding(
                f"{path}[{each}]",
                f"{path}: '{each}'이(가) {times}번 있습니다.",
                f"{path}: {each!r} stands {times} times.",
            )
