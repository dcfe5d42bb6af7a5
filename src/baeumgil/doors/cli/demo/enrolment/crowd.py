"""Who applies in the invented city, for what, and when: chance with a fixed beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from baeumgil.stages.enrolment.services.bulk import ApplicationLoad

SEED = 514
MOST_WISHES = 3
MOTIVES = (
    "보고서 초안을 빨리 쓰고 싶습니다.",
    "회의록 정리에 시간이 많이 걸립니다.",
    "민원 답변 초안에 써 보려고 합니다.",
    "엑셀 자료를 다루는 업무에 쓰겠습니다.",
    "",
)


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who may apply, and the one who signs in as an official."""

    people: tuple[int, ...]
    official: int | None

    def applying(
        self,
        number: int,
        sessions: Sequence[int],
        opens_at: datetime,
        closes_at: datetime,
        *,
        topic: int = 0,
        with_official: bool = True,
    ) -> list[ApplicationLoad]:
        """So many of them, the official too unless left out: most want early sessions and apply in the first hours."""
        random = np.random.Generator(np.random.PCG64([SEED, topic]))
        chosen = random.permutation(len(self.people))[:number]
        people = [self.people[place] for place in chosen]
        if with_official and self.official is not None:
            people[:1] = [self.official]
        weights = 1.0 / np.arange(1, len(sessions) + 1)
        span = (closes_at - opens_at) / MOST_WISHES
        loads = []
        for person in people:
            most = min(MOST_WISHES, len(sessions))
            size = int(random.integers(1, most + 1))
            wishes = random.choice(sessions, size=size, replace=False, p=weights / weights.sum())
            loads.append(
                ApplicationLoad(
                    person=person,
                    wishes=tuple(int(wish) for wish in wishes),
                    applied_at=opens_at + span * float(random.beta(1, 6)) * MOST_WISHES,
                    motive=MOTIVES[int(random.integers(len(MOTIVES)))],
                )
            )
        return sorted(loads, key=lambda load: load.applied_at)
