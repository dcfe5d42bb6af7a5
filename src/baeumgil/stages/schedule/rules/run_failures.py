"""Why a run left no schedule or not its best: kept on the run as Korean text, told in both languages."""

from baeumgil.core.said import Said

NOTHING_FOUND = Said(
    "그때까지 찾은 편성이 없습니다. 시간 한도를 늘려 다시 계산하세요.",
    "No schedule was found until then. Allow more time and run it again.",
)
CUT_SHORT = Said(
    "계산이 도중에 끊겨 그때까지 가장 좋은 편성을 남겼습니다.",
    "The run broke off, and the best schedule found until then was kept.",
)
RULES_BROKEN = Said("편성 결과가 규칙에 어긋나 버렸습니다.", "The schedule broke rules and was thrown away.")


def failure_of(kept: str) -> str:
    """What a run keeps, with its English again; what the solver itself reported stays as it is."""
    for known in (NOTHING_FOUND, CUT_SHORT, RULES_BROKEN):
        if kept.startswith(known):
            return Said(kept, known.english + kept.removeprefix(known))
    return kept
