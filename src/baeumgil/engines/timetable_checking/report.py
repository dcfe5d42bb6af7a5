"""What the judge says: breaches, and the costs as it reckons them itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: its code, the sessions concerned, and the sentence in Korean and English."""

    rule: str
    sessions: tuple[str, ...]
    korean: str
    english: str


@dataclass(frozen=True, slots=True)
class CostFigure:
    """One soft rule: how much of it there is, and its points."""

    rule: str
    amount: int
    cost: int


@dataclass(frozen=True, slots=True)
class Report:
    """The judgement. `costs` and `cost` are reckoned here; without a readable problem and plan there are none."""

    is_sound: bool
    breaches: tuple[Breach, ...]
    costs: tuple[CostFigure, ...] = ()
    cost: int = 0
