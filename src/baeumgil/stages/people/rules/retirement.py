"""정년퇴직. The day somebody retires, from the birth date and the dated policy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from baeumgil.core.errors import Reason
from baeumgil.core.said import Said, english_day
from baeumgil.stages.people.terms import EmploymentKind

POLICY = "people.retirement"
FIRST_HALF_ENDS = 6


@dataclass(frozen=True, slots=True)
class RetirementPolicy:
    """The age limit, for whom it holds, whose term ends instead, and the articles it rests on."""

    age: int
    employments: frozenset[EmploymentKind]
    by_term: frozenset[EmploymentKind]
    article: str
    term_article: str

    @classmethod
    def from_value(cls, value: object) -> "RetirementPolicy":
        """From the value of the policy row `people.retirement`; KeyError or ValueError when it is malformed."""
        if not isinstance(value, Mapping):
            raise TypeError(f"{POLICY} must be a table")
        return cls(
            age=int(value["age"]),
            employments=frozenset(EmploymentKind(word) for word in value["employments"]),
            by_term=frozenset(EmploymentKind(word) for word in value["by_term"]),
            article=str(value["article"]),
            term_article=str(value["term_article"]),
        )


@dataclass(frozen=True, slots=True)
class Retirement:
    """The last day of service and why it is that day."""

    on: date
    reason: Reason


def age_limit_day(birth_on: date, age: int) -> date:
    """30 June for births from January to June, else 31 December, in the year of that birthday.

    Source: 지방공무원법 제66조 제2항 (see the policy row for the text in force).
    """
    year = birth_on.year + age
    return date(year, 6, 30) if birth_on.month <= FIRST_HALF_ENDS else date(year, 12, 31)


def retirement_day(
    *,
    birth_on: date | None,
    employment: EmploymentKind | None,
    term_ends_on: date | None,
    policy: RetirementPolicy,
) -> date | None:
    """Only the day of `retirement`, for very many people at once."""
    if employment in policy.by_term:
        return term_ends_on
    if employment not in policy.employments or birth_on is None:
        return None
    return age_limit_day(birth_on, policy.age)


def retirement(
    *,
    birth_on: date | None,
    employment: EmploymentKind | None,
    term_ends_on: date | None,
    policy: RetirementPolicy,
) -> Retirement | None:
    """When this service ends by law; None for kinds without an age limit or when the facts are not known."""
    if employment in policy.by_term:
        return None if term_ends_on is None else _by_term(term_ends_on, policy)
    if employment not in policy.employments or birth_on is None:
        return None
    day = age_limit_day(birth_on, policy.age)
    is_first = birth_on.month <= FIRST_HALF_ENDS
    half = "1월에서 6월 사이" if is_first else "7월에서 12월 사이"
    months = "January and June" if is_first else "July and December"
    return Retirement(
        day,
        Reason(
            code="age_limit",
            text=Said(
                f"{half}에 태어나 {policy.age}세가 되는 {day.year}년 "
                f"{day.month}월 {day.day}일에 정년퇴직합니다({policy.article}).",
                f"Born between {months}, retires on {english_day(day)}, in the year of reaching {policy.age} "
                f"({policy.article}).",
            ),
            facts={"birth_on": birth_on.isoformat(), "age": policy.age, "retires_on": day.isoformat()},
        ),
    )


def _by_term(term_ends_on: date, policy: RetirementPolicy) -> Retirement:
    return Retirement(
        term_ends_on,
        Reason(
            code="term",
            text=Said(
                f"임기가 {term_ends_on.year}년 {term_ends_on.month}월 {term_ends_on.day}일에 "
                f"끝납니다({policy.term_article}).",
                f"The term of office ends on {english_day(term_ends_on)} ({policy.term_article}).",
            ),
            facts={"term_ends_on": term_ends_on.isoformat(), "retires_on": term_ends_on.isoformat()},
        ),
    )
