"""What a policy's value must keep to beyond its description: the first day, the reason, and what goes together."""

from collections.abc import Mapping
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.policy_parts import Part, check, is_plain
from baeumgil.stages.people.rules import passwords

LATEST_YEAR = 2100
LONGEST_BASIS = 300


def problems_of_policy(*, key: str, part: Part, value: object, first: date, basis: str, today: date) -> list[Problem]:
    """Everything wrong with a new value from a day on."""
    problems = check(part, value)
    if not problems and key == passwords.POLICY:
        problems += _profile(value)
    if first < today:
        remedy = "오늘이나 뒤의 날을 적으세요. 지난날의 값은 바뀌지 않습니다."
        problems.append(Problem("policy_day_past", "첫날이 이미 지났습니다.", remedy, field="first"))
    elif first.year > LATEST_YEAR:
        problems.append(Problem("policy_day_far", f"{LATEST_YEAR}년까지의 날을 적으세요.", field="first"))
    return problems + problems_of_reason(basis, "basis")


def problems_of_reason(text: str, field: str) -> list[Problem]:
    """A basis or a reason is always given."""
    if not text.strip():
        return [Problem("policy_reason", "근거를 적지 않았습니다.", "조문이나 방침, 까닭을 적으세요.", field=field)]
    if len(text.strip()) > LONGEST_BASIS or not is_plain(text):
        return [Problem("policy_reason_long", f"{LONGEST_BASIS}자까지 적을 수 있습니다.", field=field)]
    return []


def _profile(value: object) -> list[Problem]:
    """The profile in use is one of those written."""
    if isinstance(value, Mapping) and value["profile"] not in value["profiles"]:
        known = ", ".join(str(name) for name in value["profiles"])
        return [Problem("policy_profile", "아래에 없는 기준입니다.", f"있는 것: {known}", field="profile")]
    return []
