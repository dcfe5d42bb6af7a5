"""What a problem must keep before it can be computed at all: ids once, references known, sums and mechanisms."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from baeumgil.engines.selection_checking.report import Finding
from baeumgil.engines.selection_checking.shapes import CRITERIA, Row

LOTS = ("draw", "arrival")


def gaps_of(problem: Row) -> Iterator[Finding]:
    """Everything that keeps a problem from being computed."""
    sessions = [row["id"] for row in problem["sessions"]]
    yield from _twice("problem.sessions", sessions)
    yield from _twice("problem.applicants", [row["id"] for row in problem["applicants"]])
    yield from _twice("problem.quotas", [row["id"] for row in problem["quotas"]])
    yield from _twice("problem.absences", [f"{row['unit']}|{row['week']}" for row in problem["absences"]])
    yield from _order(problem)
    yield from _applicants(problem, set(sessions))
    for quota in problem["quotas"]:
        if quota["session"] is not None and quota["session"] not in sessions:
            yield _unknown(f"problem.quotas[{quota['id']}].session", quota["session"])


def _order(problem: Row) -> Iterator[Finding]:
    order: Sequence[str] = problem["order"]
    yield from _twice("problem.order", order)
    if not order or order[-1] not in LOTS or sum(word in LOTS for word in order) != 1:
        yield Finding(
            "problem.order",
            "problem.order: 추첨이나 도착 순서 가운데 하나가 맨 끝에 있어야 합니다.",
            "problem.order must end with the draw or the arrival, one of the two.",
        )
    if (problem["mechanism"] == "first_come") != (tuple(order) == ("arrival",)):
        yield Finding(
            "problem.order",
            "problem.order: 선착순은 도착 순서만 쓰고, 다른 방식은 도착 순서만 쓰지 않습니다.",
            "problem.order is the arrival alone in first come, and only there.",
        )


def _applicants(problem: Row, sessions: set[str]) -> Iterator[Finding]:
    asked = [word for word in problem["order"] if word not in {"own_institute", "draw"}]
    for row in problem["applicants"]:
        path = f"problem.applicants[{row['id']}]"
        yield from _twice(f"{path}.wishes", row["wishes"])
        for wish in row["wishes"]:
            if wish not in sessions:
                yield _unknown(f"{path}.wishes", wish)
        for word in asked:
            if not _is_value(CRITERIA[word], row["values"].get(word, None)):
                yield Finding(
                    f"{path}.values.{word}",
                    f"{path}.values.{word}: 이 기준의 값이 아니거나 빠졌습니다.",
                    f"{path}.values.{word} is missing or no value of that criterion.",
                )


def _is_value(kind: str, value: Any) -> bool:
    if kind == "flag":
        return value is None or isinstance(value, bool)
    if value is None:
        return kind.startswith("?")
    return isinstance(value, int) and not isinstance(value, bool)


def _twice(path: str, ids: Sequence[str]) -> Iterator[Finding]:
    for each, times in Counter(ids).items():
        if times > 1:
            yield Finding(
                f"{path}[{each}]",
                f"{path}: '{each}'이(가) {times}번 있습니다.",
                f"{path}: {each!r} stands {times} times.",
            )


def _unknown(path: str, session: str) -> Finding:
    return Finding(path, f"{path}: '{session}' 기수가 없습니다.", f"{path}: there is no session {session!r}.")
