"""선발 결과, as the office looks at it and as its applicants do."""

from baeumgil.stages.enrolment.rules.rows import RefusedWish


def refused_wishes(application: int) -> tuple[RefusedWish, ...]:
    """Why wishes of a decided application failed, in their order; none before publication. A building block."""
    raise NotImplementedError
