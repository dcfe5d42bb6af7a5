"""How far a solving has come, as whoever waits is told."""

from dataclasses import dataclass

from baeumgil.engines.timetabling.plan import Placement


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a solving has come. `best` is given when it is new."""

    seconds: float
    phase: str
    cost: int | None
    bound: int | None
    placed: int
    total: int
    best: tuple[Placement, ...] | None = None
