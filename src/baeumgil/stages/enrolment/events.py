"""Facts `enrolment` announces."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParticipantsChanged:
    """People got, lost or changed seats in these sessions."""

    sessions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallDecided:
    """The result of a selection was published."""

    call: int
