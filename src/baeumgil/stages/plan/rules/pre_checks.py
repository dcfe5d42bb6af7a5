"""사전 검토항목. Rows of the check sheet as a dated policy, and what is still unmarked."""

from collections.abc import Iterable
from dataclasses import dataclass

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.book import PreCheckRow
from baeumgil.stages.plan.terms import PreCheckMark

POLICY = "plan.pre_checks"


@dataclass(frozen=True, slots=True)
class PreCheckItem:
    """One row that the sheet has, and what it asks."""

    code: str
    name: str


def items_of(value: object) -> tuple[PreCheckItem, ...]:
    """Rows of the policy's value: a list of tables with code and name. Raises `ValueError` for anything else."""
    if not isinstance(value, list):
        raise ValueError(f"{POLICY}: 목록이어야 합니다.")  # noqa: TRY004  a policy's value is data, not a type error
    items = []
    for row in value:
        if not isinstance(row, dict) or not row.get("code") or not row.get("name"):
            raise ValueError(f"{POLICY}: 줄마다 code와 name이 있어야 합니다.")
        items.append(PreCheckItem(str(row["code"]), str(row["name"])))
    return tuple(items)


def pre_check_problems(rows: Iterable[PreCheckRow]) -> list[Problem]:
    """Rows that nobody has marked. What they declare is never derived from the plan."""
    return [
        Problem(
            "pre_check_open",
            Said(
                f"사전 검토항목 '{row.name}'을(를) 확인하지 않았습니다.",
                f"The pre-check “{row.name}” was not looked at.",
            ),
            Said("검토 완료나 해당 없음으로 표시하세요.", "Mark it as reviewed or not applicable."),
            field=f"pre_check.{row.code}",
        )
        for row in rows
        if row.mark is PreCheckMark.UNCHECKED
    ]
