"""모집 초안. What a call must be before it is stored, and before it is announced."""

from dataclasses import dataclass

from baeumgil.stages.enrolment.terms import QuotaKind


@dataclass(frozen=True, slots=True)
class QuotaDraft:
    """배정 인원, as typed. `session` None: of each session of the call."""

    kind: QuotaKind
    label: str
    keys: tuple[str, ...]
    session: int | None = None
    most: int | None = None
    reserved: int | None = None
