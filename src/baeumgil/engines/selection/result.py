"""What comes out of a selection, as plain values. The file format is docs/formats/selection.md."""

from dataclasses import dataclass

CODES = ("seats_gone", "quota_full", "absence_full", "busy", "over_limit")


@dataclass(frozen=True, slots=True)
class Seating:
    """누가 어느 기수에. `rank` is the wish it was, from 1; `by` the reserve whose seat it is, or empty."""

    applicant: str
    session: str
    rank: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """희망한 기수에 자리가 없었던 까닭. One code; where the line fell.

    `at` names the quota, or unit and week (`unit|2026-W49`), that was full, or the first busy day. `last` is the
    applicant with the lowest priority who got what this one did not (None where no one's seat decided): compare the
    two to see what decided. `by_path` is true in fill mode where `last` comes after the applicant: re-seating others
    passed the seat on.
    """

    applicant: str
    session: str
    code: str
    at: str = ""
    last: str | None = None
    by_path: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """선발 결과. `order` is everybody in the published order (deferred acceptance: the common part of it).

    `waiting` are those without a seat who may wait, in order; `not_selected` the rest. Every wish that somebody
    wanted more than what they got, and every wish of who got nothing, is in `refusals` exactly once.
    """

    order: tuple[str, ...]
    seated: tuple[Seating, ...]
    waiting: tuple[str, ...]
    not_selected: tuple[str, ...]
    refusals: tuple[Refusal, ...]
