"""`check`: is a plan what it claims to be? Judged from the two files alone."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from baeumgil.engines.timetable_checking.filling import Unreadable, filled
from baeumgil.engines.timetable_checking.moves import moves_of
from baeumgil.engines.timetable_checking.points import costs_of
from baeumgil.engines.timetable_checking.report import Breach, CostFigure, Report
from baeumgil.engines.timetable_checking.rules import Placed, breaches_of
from baeumgil.engines.timetable_checking.year import Row, Year, number_of, year_of

__all__ = ["Breach", "CostFigure", "Report", "check"]


def check(problem: object, plan: object) -> Report:
    """Judge a plan against its problem, both as JSON values. Whatever they are, the answer is a report."""
    try:
        file = filled(problem, "problem")
        year = year_of(file)
    except Unreadable as unreadable:
        return _unreadable("problem", "문제", unreadable)
    try:
        lines = filled(plan, "plan")
    except Unreadable as unreadable:
        return _unreadable("plan", "편성안", unreadable)
    breaches = [*_listing(year, lines), *_digest(file, lines)]
    placed = [_placed(year, line) for line in _known_once(year, lines["placed"])]
    breaches += breaches_of(year, placed)
    costs = costs_of(year, placed)
    breaches += _claims(lines, costs)
    breaches += _repaired(year, lines, placed)
    return Report(not breaches, tuple(breaches), costs, sum(figure.cost for figure in costs))


def _unreadable(rule: str, korean: str, unreadable: Unreadable) -> Report:
    where = unreadable.where or "."
    return Report(
        is_sound=False,
        breaches=(
            Breach(
                rule,
                (),
                f"{korean} 파일을 읽을 수 없습니다. {where} 자리에 있어야 할 것: {unreadable.korean}.",
                f"The {rule} file cannot be read: at {where}, wanted is {unreadable.english}.",
            ),
        ),
    )


def _known_once(year: Year, lines: Sequence[Row]) -> list[Row]:
    seen: dict[str, Row] = {}
    for line in lines:
        if line["session"] in year.sessions:
            seen.setdefault(line["session"], line)
    return list(seen.values())


def _placed(year: Year, line: Row) -> Placed:
    return Placed(
        session=year.sessions[line["session"]],
        line=line,
        starts=number_of(line["starts"]),
        days=tuple(map(number_of, line["days"])),
    )


def _listing(year: Year, plan: Row) -> Iterator[Breach]:
    times = Counter(line["session"] for key in ("placed", "unplaced") for line in plan[key])
    for session in year.sessions:
        if session not in times:
            title = year.title(session)
            yield Breach("listing", (session,), f"{title}: 편성안에 없습니다.", f"{title} is not in the plan.")
    for session, count in times.items():
        title = year.title(session)
        if session not in year.sessions:
            yield Breach("listing", (session,), f"{title}: 문제에 없는 기수입니다.", f"{title} is not in the problem.")
        elif count > 1:
            yield Breach(
                "listing",
                (session,),
                f"{title}: 편성안에 {count}번 있습니다.",
                f"{title} stands {count} times in the plan.",
            )


def _digest(problem: Row, plan: Row) -> Iterator[Breach]:
    text = json.dumps(problem, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != plan["problem"]:
        yield Breach(
            "digest",
            (),
            "이 편성안은 다른 문제의 것이거나, 문제가 그 뒤에 바뀌었습니다.",
            "This plan is of another problem, or the problem was changed since.",
        )


def _repaired(year: Year, plan: Row, placed: Sequence[Placed]) -> Iterator[Breach]:
    """Whether a re-planning moved what it says it moved."""
    if plan["repair"] is None:
        return
    for name, amount in moves_of(year, placed).items():
        claimed = plan["repair"][name]
        if claimed != amount:
            yield Breach(
                "repair",
                (),
                f"다시 맞춘 것 {name}: 적힌 값 {claimed}, 실제 {amount}입니다.",
                f"Repair, {name}: claimed {claimed}, is {amount}.",
            )


def _claims(plan: Row, costs: Sequence[CostFigure]) -> Iterator[Breach]:
    claimed = [CostFigure(line["rule"], line["amount"], line["cost"]) for line in plan["costs"]]
    if [line.rule for line in claimed] != [figure.rule for figure in costs]:
        yield Breach(
            "costs",
            (),
            "비용 항목이 빠졌거나 더 있거나 순서가 다릅니다.",
            "A cost line is missing, too many or out of order.",
        )
    else:
        for line, figure in zip(claimed, costs, strict=True):
            if line != figure:
                yield Breach(
                    "costs",
                    (),
                    f"{figure.rule}: {line.amount}({line.cost}점)로 적혔으나 {figure.amount}({figure.cost}점)입니다.",
                    f"{figure.rule}: claimed {line.amount} ({line.cost} points), is {figure.amount} ({figure.cost}).",
                )
    total = sum(figure.cost for figure in costs)
    if plan["cost"] != total:
        yield Breach(
            "costs",
            (),
            f"합계가 {plan['cost']}점으로 적혔으나 {total}점입니다.",
            f"The total is claimed as {plan['cost']}, but is {total}.",
        )
    if plan["bound"] is not None and plan["bound"] > total:
        yield Breach(
            "bound",
            (),
            f"아래 한계({plan['bound']}점)이 이 편성안의 비용({total}점)보다 큽니다.",
            f"The bound ({plan['bound']}) is above what this plan costs ({total}).",
        )
    if (plan["status"] == "optimal" and plan["bound"] != total) or (
        plan["status"] == "bounded" and plan["bound"] is None
    ):
        yield Breach(
            "status",
            (),
            "아래 한계가 뒷받침하지 않는 상태입니다.",
            "The status claims more than the bound proves.",
        )
