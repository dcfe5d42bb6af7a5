"""Texts of a plan version: head, the six contents, the check sheet."""

from baeumgil.core.actions import action, allow
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.terms import ContentKey, PreCheckMark


@action("plan.set_head")
def set_head(*, actor: Actor, version: int, vision: str, note: str = "", revision: int | None = None) -> None:
    """Write the vision and the note of a draft."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.set_content")
def set_content(*, actor: Actor, version: int, key: ContentKey, text: str) -> None:
    """Write one of the six contents of a draft."""
    allow(may_edit_plan(actor))
    raise NotImplementedError


@action("plan.set_pre_check")
def set_pre_check(*, actor: Actor, version: int, code: str, mark: PreCheckMark, remark: str = "") -> None:
    """Mark one row of the check sheet of a draft."""
    allow(may_edit_plan(actor))
    raise NotImplementedError
