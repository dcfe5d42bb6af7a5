"""편성안. A solver's plan beside the calendar, accepted whole or line by line. The solver proposes, people decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import ProposalNotFound, ProposalOver, SessionClash
from baeumgil.stages.schedule.models import CourseSession, Proposal, ProposalLine
from baeumgil.stages.schedule.queries.judging import judge_of_year
from baeumgil.stages.schedule.rules.differences import from_json
from baeumgil.stages.schedule.rules.rows import Placing
from baeumgil.stages.schedule.rules.settling import Settled, settle
from baeumgil.stages.schedule.services.bookings import held_year, rebook
from baeumgil.stages.schedule.services.invitations import invite_for
from baeumgil.stages.schedule.services.proposal_making import make_proposal, taken_lines
from baeumgil.stages.schedule.terms import LineChange, LineState, ProposalState, SessionState

__all__ = ["Acceptance", "Skipped", "accept", "discard", "make_proposal", "reject"]

DECIDED = frozenset({ProposalState.ACCEPTED, ProposalState.DISCARDED})
CHANGED_MEANWHILE = Said(
    "편성안을 만든 뒤에 이 기수가 바뀌었습니다.", "This session has changed since the proposal was made."
)
CANCELLED_MEANWHILE = Said("그사이 폐강되었습니다.", "It was cancelled meanwhile.")
BEGUN_MEANWHILE = Said("그사이 시작했습니다.", "It has begun meanwhile.")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not accepted, and why."""

    line: int
    session: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What came of accepting: lines accepted, those left as they are not counted; those left out with their reasons."""

    accepted: tuple[int, ...]
    skipped: tuple[Skipped, ...]


@action("schedule.accept_proposal")
def accept(*, actor: Actor, proposal: int, lines: Collection[int] | None = None) -> Acceptance:
    """Put a proposal into the calendar, whole or these lines of it, all together; invitations follow.

    A line whose session changed since the solver looked, or that no longer fits what stands, is skipped and said so.
    Other ways of putting the same disruption right are put aside once anything of this one was accepted.
    Ticked lines that need others of the proposal (a room to be freed) are refused whole: `SessionClash` names them.
    """
    allow(may_edit_schedule(actor))
    row = _held(actor, proposal)
    if row.state in DECIDED:
        raise ProposalOver(proposal=proposal)
    open_lines = list(
        ProposalLine.objects.filter(proposal=row, state=LineState.OPEN).select_related("session").order_by("pk")
    )
    chosen = open_lines if lines is None else [line for line in open_lines if line.pk in set(lines)]
    stale = {line.session_id: why for line in chosen if line.change != LineChange.KEPT and (why := _stale(line))}
    fresh = [line for line in chosen if line.session_id not in stale]
    changing = [line for line in fresh if _changes(line)]
    unticked = [line for line in open_lines if line not in chosen and _changes(line) and not _stale(line)]
    settled = _settled(row, changing, unticked)
    if settled.needs_others:
        raise SessionClash(_needs(settled, {line.session_id: line for line in unticked}))
    accepted = [line for line in fresh if line.session_id not in settled.skipped]
    _write([line for line in accepted if _changes(line)])
    _tell_reasons([line for line in accepted if not _changes(line)])
    _decide(accepted, LineState.ACCEPTED)
    skipped = {**stale, **settled.skipped}
    _close(actor, row)
    invite_for([line.session_id for line in accepted if _changes(line)])
    told = tuple(line.pk for line in accepted if line.change != LineChange.KEPT)
    if told:
        _put_siblings_aside(actor, row)
    record(f"{row.year.year}년 편성안", proposal=proposal, accepted=len(told), skipped=len(skipped), state=row.state)
    return Acceptance(
        told,
        tuple(
            Skipped(line.pk, line.session_id, str(line.session), skipped[line.session_id])
            for line in chosen
            if line.session_id in skipped
        ),
    )


@action("schedule.reject_lines")
def reject(*, actor: Actor, proposal: int, lines: Collection[int]) -> None:
    """Put lines aside; they are not offered again. Raises `ProposalOver`."""
    allow(may_edit_schedule(actor))
    row = _held(actor, proposal)
    if row.state in DECIDED:
        raise ProposalOver(proposal=proposal)
    found = list(ProposalLine.objects.filter(proposal=row, state=LineState.OPEN, pk__in=lines).order_by("pk"))
    _decide(found, LineState.REJECTED)
    _close(actor, row)
    record(f"{row.year.year}년 편성안", proposal=proposal, rejected=len(found), state=row.state)


@action("schedule.discard_proposal")
def discard(*, actor: Actor, proposal: int) -> None:
    """Put the whole proposal aside; the calendar stays as it is. `ProposalOver` once a line was accepted."""
    allow(may_edit_schedule(actor))
    row = _held(actor, proposal)
    if row.state in DECIDED or taken_lines(Q(proposal=row)).exists():
        raise ProposalOver(proposal=proposal)
    row.state, row.decided_at, row.decided_label = ProposalState.DISCARDED, clock.now(), actor.label[:200]
    row.save(update_fields=["state", "decided_at", "decided_label"])
    record(f"{row.year.year}년 편성안", proposal=proposal)


def _put_siblings_aside(actor: Actor, row: Proposal) -> None:
    siblings = Proposal.objects.filter(run__repair__disruption__repairs__run=row.run_id).exclude(pk=row.pk)
    begun = taken_lines(Q(proposal__in=siblings)).values("proposal_id")
    waiting = siblings.exclude(state__in=DECIDED).exclude(pk__in=begun)
    for sibling in list(waiting.order_by("pk").values_list("pk", flat=True)):
        discard(actor=actor, proposal=sibling)


def _held(actor: Actor, proposal: int) -> Proposal:
    """The proposal with its year, both locked, the year first as everybody does."""
    year = Proposal.objects.filter(pk=proposal).values_list("year_id", flat=True).first()
    if year is None:
        raise ProposalNotFound(proposal=proposal)
    held_year(year)
    row = hold(Proposal, [proposal])[0]
    if not isinstance(row, Proposal):  # pragma: no cover - hold gives what it was asked for
        raise ProposalNotFound(proposal=proposal)
    allow(may_change(actor, is_example=row.year.institute.is_example))
    return row


def _stale(line: ProposalLine) -> str:
    """Why the line no longer answers to its session; empty while it does."""
    session = line.session
    if session.state == SessionState.CANCELLED:
        return CANCELLED_MEANWHILE
    return CHANGED_MEANWHILE if session.revision != line.session_revision else ""


def _changes(line: ProposalLine) -> bool:
    """Whether the calendar differs when the line is accepted."""
    return line.change != LineChange.KEPT and bool(line.before or line.after)


def _settled(row: Proposal, changing: Sequence[ProposalLine], unticked: Sequence[ProposalLine]) -> Settled:
    if not changing:
        return Settled(frozenset())
    judge = judge_of_year(row.year_id, {line.session_id: _place(line) for line in changing})
    begun = {line.session_id: BEGUN_MEANWHILE for line in changing if line.session_id not in judge.sessions}
    settled = settle(
        [line.session_id for line in changing if line.session_id not in begun],
        judge.broken,
        others=[line.session_id for line in unticked],
    )
    return Settled(settled.accepted, {**begun, **settled.skipped}, settled.needs_others)


def _needs(settled: Settled, unticked: Mapping[int, ProposalLine]) -> list[Problem]:
    """Every clash of what was ticked with what was not."""
    problems = []
    for broken in settled.needs_others:
        names = ", ".join(str(unticked[one].session) for one in sorted(broken.sessions) if one in unticked)
        problems.append(
            Problem(
                broken.rule, broken.text, Said(f"함께 고르세요: {names}.", f"Choose these too: {names}."), field="lines"
            )
        )
    return problems


def _place(line: ProposalLine) -> Placing | None:
    return from_json(line.session_id, line.after)


def _write(lines: Sequence[ProposalLine]) -> None:
    """One change of the calendar: those without days afterwards are cleared, the others written."""
    places = [place for line in lines if (place := _place(line)) is not None]
    cleared = {line.session_id: line.why for line in lines if not line.after}
    rebook(places, cleared.keys(), cleared)


def _tell_reasons(lines: Sequence[ProposalLine]) -> None:
    """Sessions that had no days and get none keep the reasons."""
    reasons = {line.session_id: line.why for line in lines if line.change == LineChange.UNPLACED}
    rows = list(CourseSession.objects.filter(pk__in=reasons, state=SessionState.OPEN).order_by("pk"))
    for row in rows:
        row.why_open = reasons[row.pk]
    CourseSession.objects.bulk_update(rows, ["why_open"])


def _decide(lines: Sequence[ProposalLine], state: LineState) -> None:
    ProposalLine.objects.filter(pk__in=[line.pk for line in lines]).update(state=state, decided_at=clock.now())


def _close(actor: Actor, row: Proposal) -> None:
    """The proposal's state follows from its lines: kept ones do not count."""
    states = list(
        ProposalLine.objects.filter(proposal=row).exclude(change=LineChange.KEPT).values_list("state", flat=True)
    )
    if all(state == LineState.ACCEPTED for state in states):
        row.state = ProposalState.ACCEPTED
    elif all(state == LineState.REJECTED for state in states):
        row.state = ProposalState.DISCARDED
    elif any(state != LineState.OPEN for state in states):
        row.state = ProposalState.PARTLY
    row.decided_at, row.decided_label = clock.now(), actor.label[:200]
    row.save(update_fields=["state", "decided_at", "decided_label"])
