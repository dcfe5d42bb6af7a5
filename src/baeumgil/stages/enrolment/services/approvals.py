"""Approvals of applications: asked for, given, sent back."""

from collections.abc import Collection, Sequence

from baeumgil.core.actions import action
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.terms import ApproverKind


def ask_approvals(
    applications: Sequence[Application],
    *,
    actor: Actor,
    policy: CallPolicy,
    consented: Collection[ApproverKind] = (),
) -> frozenset[int]:
    """Make the approvals that the policy asks of stored applications, open the first of each, tell who decides.

    Answers the applications that now await approval; those that are not among them need none (any more). States are
    the caller's: it advances to AWAITING_APPROVAL (`APPROVAL_ASKED`) or APPROVED. Constant statements. To be called
    inside an action. `consented` are kinds whose consent the actor gave with the act itself (nominations).
    """
    raise NotImplementedError


def close_approvals(applications: Collection[int]) -> None:
    """Close what these applications still wait for: they were withdrawn, cancelled or returned. Inside an action."""
    raise NotImplementedError


@action("enrolment.approve")
def approve(*, actor: Actor, approvals: Collection[int], comment: str = "") -> int:
    """Give these consents, all or none; how many applications are fully approved now."""
    raise NotImplementedError


@action("enrolment.send_back")
def send_back(*, actor: Actor, approvals: Collection[int], comment: str) -> int:
    """Refuse these consents with a reason: the applications are returned, their seats freed."""
    raise NotImplementedError
