"""본보기: published plans of other institutes. They stay as they were published."""

from baeumgil.core.actions import allow
from baeumgil.core.actors import Actor
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_change
from baeumgil.stages.plan.models import Institute

KEPT = Said(
    "다른 기관의 공개된 자료를 본보기로 넣은 것이라 고칠 수 없습니다.",
    "This is published material of another institute, kept as an example, and cannot be changed.",
)


def leave_examples(actor: Actor, institute: Institute) -> None:
    """Go on with an institute of our own; raises `NotAllowed` for an example, which only the command line changes."""
    allow(may_change(actor, is_example=institute.is_example), KEPT)
