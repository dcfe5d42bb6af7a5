"""Four families of refusal. Each has a stable code and its facts, no HTTP status and no markup.

Every door owns one table from family to its own form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Self

from baeumgil.core.said import Said, again, english, joined, kept

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
            parts.append(Said(f"시트 '{self.sheet}'", f"sheet “{english(self.sheet)}”"))
        if self.row is not None:
            parts.append(Said(f"{self.row}행", f"row {self.row}"))
        if self.column:
            parts.append(Said(f"'{self.column}' 열", f"column “{english(self.column)}”"))
        if not parts:
            return self.field
        there = ", ".join(part.english for part in parts)
        return Said(" ".join(parts), there[0].upper() + there[1:])

    def advice(self) -> Said:
        """What is wrong and what to do, where the place is seen anyway."""
        return joined((self.message, self.remedy))

    def sentence(self) -> Said:
        """Place, message and remedy as one line."""
        return joined((joined((self.place(), self.message), ": "), self.remedy))

    def kept(self) -> dict[str, object]:
        """As JSON keeps it, its sentences in both languages."""
        whole = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: kept(value) if isinstance(value, str) else value for name, value in whole.items()}

    @classmethod
    def again(cls, stored: Mapping[str, Any]) -> Self:
        """What `kept` made, as it was."""
        values: dict[str, Any] = {name: value if name == "row" else again(value) for name, value in stored.items()}
        return cls(**values)


class Refusal(Exception):
    """Base of every answer "no". Raised by services and queries, translated by doors."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = Said("요청을 처리하지 않았습니다.", "The request was not carried out.")

    def __init__(self, message: str = "", **facts: object) -> None:
        self.text = message or self.message
        self.facts: Mapping[str, object] = facts
        super().__init__(self.text)


class Invalid(Refusal):
    """What was handed in is wrong; carries every problem at once."""

    code = "invalid"
    message = Said("입력한 내용에 고칠 곳이 있습니다.", "Something in what you entered has to be corrected.")

    def __init__(self, problems: Iterable[Problem] = (), message: str = "", **facts: object) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(message, **facts)


class NotAllowed(Refusal):
    """The actor may not do this."""

    code = "not_allowed"
    message = Said("이 일을 할 권한이 없습니다.", "You are not allowed to do this.")


class NotFound(Refusal):
    """The thing does not exist, or the actor may not know that it does."""

    code = "not_found"
    message = Said("찾는 내용이 없습니다.", "What you are looking for is not here.")


class Refused(Refusal):
    """A rule said no."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a rule decided as it did: a stable code, the sentence a person reads, and its facts."""

    code: str
    text: str
    facts: Facts = field(default_factory=dict)
