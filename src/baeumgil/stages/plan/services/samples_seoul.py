"""서울특별시 인재개발원 2019년 교육훈련계획 as a sample."""

from baeumgil.core.actors import Actor


def load_seoul(*, actor: Actor) -> None:
    """Put in the published figures of Seoul's plans 2018 and 2019; doing it again changes nothing."""
    raise NotImplementedError
