"""심의 회의를 마침: quorum, all decided, decisions carried into the plan, everything frozen, in one transaction."""

from dataclasses import dataclass
from typing import assert_never

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_manage_committee
from baeumgil.stages.plan.errors import (
    CommitteeInvalid,
    ItemsPending,
    NoQuorum,
    VersionStateWrong,
)
from baeumgil.stages.plan.models import AgendaItem, Meeting, PlanLine, PlanVersion
from baeumgil.stages.plan.queries.agenda import item_facts
from baeumgil.stages.plan.rules.decisions import Act, Effect, ItemFacts, effects, outcome
from baeumgil.stages.plan.rules.quorum import needed
from baeumgil.stages.plan.services.meetings import open_meeting
from baeumgil.stages.plan.services.plan_lines import apply_change
from baeumgil.stages.plan.services.steps import back_to_draft, to_reviewed
from baeumgil.stages.plan.services.version_hold import touch
from baeumgil.stages.plan.terms import Decision, MeetingState, Origin, VersionState

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class MeetingOutcome:
    """What closing did: where the version stands, and how many lines were changed or taken out."""

    version: int
    state: VersionState
    changed: int
    removed: int


@action("plan.close_meeting")
def close_meeting(*, actor: Actor, meeting: int) -> MeetingOutcome:
    """Close a meeting and carry its decisions into the plan.

    Raises `NoQuorum` with too few members present, `ItemsPending` while an item has no decision, `PlanInvalid` when
    an amendment cannot be made. A meeting of a day to come cannot be closed.
    """
    allow(may_manage_committee(actor))
    held = open_meeting(meeting)
    hold(PlanVersion, [held.version_id])
    version = PlanVersion.objects.get(pk=held.version_id)
    if version.state != VersionState.IN_COMMITTEE:
        raise VersionStateWrong(version=version.pk, state=version.state)
    if held.held_on > clock.today():
        raise CommitteeInvalid(
            [
                Problem(
                    "ahead",
                    Said("아직 열리지 않은 회의입니다.", "The meeting has not been held yet."),
                    Said(
                        "회의한 날에 마치거나 날짜를 고치세요.",
                        "Close it on the day of the meeting, or correct the day.",
                    ),
                    field="held_on",
                )
            ]
        )
    quorum = _quorum(held)
    items = item_facts(held.pk)
    pending = [item.id for item in items if item.decision is Decision.PENDING]
    if pending:
        raise ItemsPending(items=pending)
    _keep_before(items)
    acts = [_carry_out(effect, held) for effect in effects(items)]
    state = outcome(items)
    if state is VersionState.REVIEWED:
        to_reviewed(version.pk)
    elif state is VersionState.DRAFT:
        back_to_draft(version.pk)
    held.state, held.closed_at, held.quorum_needed, held.outcome = MeetingState.CLOSED, clock.now(), quorum, state
    held.save(update_fields=["state", "closed_at", "quorum_needed", "outcome"])
    done = MeetingOutcome(
        version.pk,
        state,
        changed=sum(act in {Act.AMEND, Act.FALL_BACK} for act in acts),
        removed=acts.count(Act.REMOVE),
    )
    record(
        f"심의 회의 마침 {held.pk}",
        meeting=held.pk,
        version=version.pk,
        state=state.value,
        changed=done.changed,
        removed=done.removed,
    )
    return done


def _quorum(held: Meeting) -> int:
    """Members needed. Raises `NoQuorum` when fewer were there."""
    there = list(held.attendances.values_list("is_present", flat=True))
    quorum = needed(len(there), held.committee.quorum_percent)
    if sum(there) < quorum:
        raise NoQuorum(present=sum(there), needed=quorum)
    return quorum


def _keep_before(items: list[ItemFacts]) -> None:
    """Note on each item what its line says before anything is changed: the minutes print it for good."""
    kept = []
    for item in items:
        if item.now is not None:
            before = {
                "verb": item.now.verb,
                "sessions": item.now.sessions,
                "seats_per_session": item.now.seats_per_session,
                "seats": item.now.seats,
            }
            kept.append(AgendaItem(pk=item.id, before=before))
    AgendaItem.objects.bulk_update(kept, ["before"])


def _carry_out(effect: Effect, held: Meeting) -> Act:
    """Make one effect true, and say on the line that it was the committee."""
    match effect.act:
        case Act.AMEND | Act.FALL_BACK:
            if effect.line is not None:
                apply_change(effect.line, effect.changes)
                _say_why(effect, held)
        case Act.REMOVE:
            PlanLine.objects.filter(pk=effect.line or 0).delete()
            touch(held.version_id)
        case Act.NONE | Act.HOLD:
            pass
        case _:
            assert_never(effect.act)
    return effect.act


def _say_why(effect: Effect, held: Meeting) -> None:
    """The line's reason names the meeting; a change of verb now comes from the committee."""
    item = AgendaItem.objects.select_related("line").get(pk=effect.item)
    if item.line is None:
        return
    day = f"{held.held_on.year}. {held.held_on.month}. {held.held_on.day}."
    said = f"심의위원회({day}) {label(item.decision)}"
    reason = "; ".join(part for part in (item.line.reason, said, item.decision_text) if part)
    item.line.reason = reason[:LONGEST_REASON]
    if "verb" in effect.changes:
        item.line.origin = Origin.COMMITTEE
    item.line.save(update_fields=["reason", "origin"])
    if effect.act is Act.FALL_BACK:
        item.changes = dict(effect.changes)
        item.save(update_fields=["changes"])
