"""Four families of refusal. Each has a stable code and its facts, no HTTP status and no markup.

Every door owns one table from family to its own form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what was handed in: where it is, what is wrong, what to do.

    `sheet`, `row` (1-based, as the user's spreadsheet shows it) and `column` (the heading) locate
    it in a file; `field` names a form field. `value` is shown masked by whoever made the problem.
    """

    code: str
    message: str
    remedy: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""
    field: str = ""

    def place(self) -> str:
        """`시트 '명단' 12행 '사번' 열`, or the field, or nothing."""
        parts = []
        if self.sheet:
            parts.append(f"시트 '{self.sheet}'")
        if self.row is not None:
            parts.append(f"{self.row}행")
        if self.column:
            parts.append(f"'{self.column}' 열")
        return " ".join(parts) or self.field

    def sentence(self) -> str:
        """Place, message and remedy as one line."""
        place = self.place()
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} {self.remedy}".strip()


class Refusal(Exception):
    """Base of every answer "no". Raised by services and queries, translated by doors."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "요청을 처리하지 않았습니다."

    def __init__(self, message: str = "", **facts: object) -> None:
        self.text = message or self.message
        self.facts: Mapping[str, object] = facts
        super().__init__(self.text)


class Invalid(Refusal):
    """What was handed in is wrong; carries every problem at once."""

    code = "invalid"
    message = "입력한 내용에 고칠 곳이 있습니다."

    def __init__(self, problems: Iterable[Problem] = (), message: str = "", **facts: object) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(message, **facts)


class NotAllowed(Refusal):
    """The actor may not do this."""

    code = "not_allowed"
    message = "이 일을 할 권한이 없습니다."


class NotFound(Refusal):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"
    message = "찾는 내용이 없습니다."


class Refused(Refusal):
    """A rule said no."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule decided as it did: a stable code, the sentence a person reads, and its facts."""

    code: str
    text: str
    facts: Facts = field(default_factory=dict)
