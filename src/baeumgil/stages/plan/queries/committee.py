"""심의위원회: members in office and past. Names are personal; see `meetings` for how the access log counts them."""

from collections import Counter
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import values_on
from baeumgil.stages.plan.access import may_see_committee
from baeumgil.stages.plan.errors import CommitteeNotFound
from baeumgil.stages.plan.models import Committee, CommitteeMember
from baeumgil.stages.plan.queries.meetings import (
    ClosingPreview,
    MeetingCard,
    MeetingRow,
    closing_preview,
    line_choices,
    meeting_book,
    meeting_card,
    meetings_of,
)
from baeumgil.stages.plan.rules.book import MemberRow
from baeumgil.stages.plan.rules.committee import CommitteeDraft
from baeumgil.stages.plan.rules.quorum import needed

__all__ = [
    "ClosingPreview",
    "CommitteeCard",
    "CommitteeRow",
    "MeetingCard",
    "MeetingRow",
    "closing_preview",
    "committee_card",
    "committees",
    "line_choices",
    "meeting_book",
    "meeting_card",
    "meetings_of",
    "usual_committee",
]

POLICY = "plan.committee"


@dataclass(frozen=True, slots=True)
class CommitteeRow:
    """심의위원회. `in_office` members today; `quorum` of them must be present."""

    id: int
    institute: int
    name: str
    basis: str
    most_members: int
    quorum_percent: int
    term_months: int
    in_office: int
    quorum: int


@dataclass(frozen=True, slots=True)
class CommitteeCard:
    """심의위원회 with its members and meetings."""

    row: CommitteeRow
    members: tuple[MemberRow, ...]
    """In office today or later; the chair first."""
    past: tuple[MemberRow, ...]
    external: int
    internal: int
    meetings: tuple[MeetingRow, ...]


def committees(*, actor: Actor, institute: int | None = None) -> tuple[CommitteeRow, ...]:
    """Committees with how many are in office; two statements, no names."""
    _need(actor)
    today = clock.today()
    found = Committee.objects.order_by("institute__is_example", "pk")
    if institute is not None:
        found = found.filter(institute_id=institute)
    serving = CommitteeMember.objects.filter(starts_on__lte=today, ends_on__gte=today)
    counts = Counter(serving.order_by("pk").values_list("committee_id", flat=True))
    return tuple(_row(one, counts[one.pk]) for one in found)


@reading("plan.committee", purpose="심의위원회 구성")
def committee_card(*, actor: Actor, committee: int) -> CommitteeCard:
    """One committee. Raises `CommitteeNotFound`."""
    _need(actor)
    held = Committee.objects.filter(pk=committee).first()
    if held is None:
        raise CommitteeNotFound(committee=committee)
    today = clock.today()
    rows = [
        MemberRow(one.pk, one.name, one.post, one.is_external, one.is_chair, one.starts_on, one.ends_on)
        for one in CommitteeMember.objects.filter(committee=held)
    ]
    saw([-row.id for row in rows], committee=held.pk)
    serving = [row for row in rows if row.starts_on <= today <= row.ends_on]
    return CommitteeCard(
        row=_row(held, len(serving)),
        members=tuple(row for row in rows if row.ends_on >= today),
        past=tuple(row for row in rows if row.ends_on < today),
        external=sum(row.is_external for row in serving),
        internal=sum(not row.is_external for row in serving),
        meetings=meetings_of(actor=actor, committee=held.pk),
    )


def usual_committee() -> CommitteeDraft:
    """What a new committee begins with, as the policy of the day says."""
    value = values_on([POLICY], clock.today()).get(POLICY)
    return CommitteeDraft(name="교육훈련심의위원회", **(value if isinstance(value, dict) else {}))


def _row(held: Committee, in_office: int) -> CommitteeRow:
    return CommitteeRow(
        id=held.pk,
        institute=held.institute_id,
        name=held.name,
        basis=held.basis,
        most_members=held.most_members,
        quorum_percent=held.quorum_percent,
        term_months=held.term_months,
        in_office=in_office,
        quorum=needed(in_office, held.quorum_percent),
    )


def _need(actor: Actor) -> None:
    if not may_see_committee(actor):
        raise NotAllowed
