"""What a policy's value must keep to beyond its description: the first day, the reason, and what goes together."""

from collections.abc import Mapping
from datetime import date

from baeumgil.core.errors import Problem
from baeumgil.core.policy_parts import Part, check, is_plain
from baeumgil.core.said import Said
from baeumgil.stages.people.rules import passwords

LATEST_YEAR = 2100
LONGEST_BASIS = 300


def problems_of_policy(*, key: str, part: Part, value: object, first: date, basis: str, today: date) -> list[Problem]:
    """Everything wrong with a new value from a day on."""
    problems = check(part, value)
    if not problems and key == passwords.POLICY:
        problems += _profile(value)
    if first < today:
        remedy = Said(
            "오늘이나 뒤의 날을 적으세요. 지난날의 값은 바뀌지 않습니다.",
            "Enter today or a later day. Values of past days do not change.",
        )
        problems.append(
            Problem(
                "policy_day_past",
                Said("첫날이 이미 지났습니다.", "The first day is already past."),
                remedy,
                field="first",
            )
        )
    elif first.year > LATEST_YEAR:
        problems.append(
            Problem(
                "policy_day_far",
                Said(f"{LATEST_YEAR}년까지의 날을 적으세요.", f"Enter a day up to the year {LATEST_YEAR}."),
                field="first",
            )
        )
    return problems + problems_of_reason(basis, "basis")


def problems_of_reason(text: str, field: str) -> list[Problem]:
    """A basis or a reason is always given."""
    if not text.strip():
        return [
            Problem(
                "policy_reason",
                Said("근거를 적지 않았습니다.", "The basis is missing."),
                Said("조문이나 방침, 까닭을 적으세요.", "Enter an article of law, a policy or the reason."),
                field=field,
            )
        ]
    if len(text.strip()) > LONGEST_BASIS or not is_plain(text):
        return [
            Problem(
                "policy_reason_long",
                Said(f"{LONGEST_BASIS}자까지 적을 수 있습니다.", f"At most {LONGEST_BASIS} characters can be entered."),
                field=field,
            )
        ]
    return []


def _profile(value: object) -> list[Problem]:
    """The profile in use is one of those written."""
    if isinstance(value, Mapping) and value["profile"] not in value["profiles"]:
        known = ", ".join(str(name) for name in value["profiles"])
        return [
            Problem(
                "policy_profile",
                Said("아래에 없는 기준입니다.", "This criterion is not among those below."),
                Said(f"있는 것: {known}", f"There are: {known}"),
                field="profile",
            )
        ]
    return []
