"""편성안. What a solver proposes beside the calendar, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.said import again
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import ProposalNotFound
from baeumgil.stages.schedule.models import Instructor, Proposal, ProposalLine, Room
from baeumgil.stages.schedule.queries.runs import RunCard, run_card
from baeumgil.stages.schedule.terms import LineChange, LineState, ProposalState, RunKind, SessionState, TeachingRole

MOST_PROPOSALS = 50
NOT_KEPT = ~Q(lines__change=LineChange.KEPT.value)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """편성안 하나, as a list shows it. `open` counts changes nobody has decided on."""

    id: int
    run: int
    kind: RunKind
    schedule_year: int
    year: int
    institute_name: str
    is_example: bool
    title: str
    state: ProposalState
    disturbed: int
    rank: int
    created_at: datetime
    decided_at: datetime | None
    decided_label: str
    cost: int | None
    bound: int | None
    changes: int
    open: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """언제, 어디서, 누가. Empty texts where there is no room or nobody."""

    starts_on: date
    ends_on: date
    dates: tuple[date, ...]
    room: int | None
    room_name: str
    teachers: tuple[tuple[TeachingRole, str], ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """편성안의 한 줄. `is_stale`: its session changed since the solver looked, so that it will be skipped."""

    id: int
    session: int
    title: str
    change: LineChange
    state: LineState
    before: PlaceRow | None
    after: PlaceRow | None
    why: tuple[str, ...]
    ways_out: tuple[str, ...]
    disturbed: int
    selected: int
    seats: int
    announced_on: date | None
    is_stale: bool

    @property
    def can_choose(self) -> bool:
        """Whether it is still to be decided and can be accepted."""
        return self.state is LineState.OPEN and not self.is_stale

    @property
    def loses_days(self) -> bool:
        """Whether accepting it takes away days that the session has."""
        return self.change is LineChange.UNPLACED and self.before is not None


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """편성안 하나와 그 계산."""

    row: ProposalRow
    run: RunCard
    lines: tuple[LineRow, ...]

    def of(self, change: LineChange) -> tuple[LineRow, ...]:
        """Lines of one kind of change."""
        return tuple(line for line in self.lines if line.change is change)


def proposals(
    *,
    actor: Actor,
    year: int | None = None,
    kind: RunKind | None = None,
    states: Iterable[ProposalState] = (),
    most: int = MOST_PROPOSALS,
) -> tuple[ProposalRow, ...]:
    """Proposals, the newest first; one statement. Raises `NotAllowed`."""
    _need(actor)
    found = Proposal.objects.order_by("-created_at", "-pk")
    if year is not None:
        found = found.filter(year_id=year)
    if kind is not None:
        found = found.filter(run__kind=kind)
    wanted = list(states)
    if wanted:
        found = found.filter(state__in=wanted)
    return tuple(_row(row) for row in _counted(found)[:most])


def proposal_card(*, actor: Actor, proposal: int) -> ProposalCard:
    """One proposal with every line; a constant number of statements. Raises `NotAllowed`, `ProposalNotFound`."""
    _need(actor)
    head = _counted(Proposal.objects.filter(pk=proposal)).first()
    if head is None:
        raise ProposalNotFound(proposal=proposal)
    lines = list(ProposalLine.objects.filter(proposal_id=proposal).select_related("session").order_by("pk"))
    names = _names(lines)
    rows = sorted((_line(line, names) for line in lines), key=_order)
    return ProposalCard(_row(head), run_card(actor=actor, run=head["run_id"]), tuple(rows))


def _need(actor: Actor) -> None:
    if not may_see_drafts(actor):
        raise NotAllowed


HEAD = (
    "pk",
    "run_id",
    "run__kind",
    "year_id",
    "year__year",
    "year__institute__name",
    "year__institute__is_example",
    "title",
    "state",
    "disturbed",
    "rank",
    "created_at",
    "decided_at",
    "decided_label",
    "run__cost",
    "run__bound",
)


def _counted(found: Any) -> Any:
    return found.annotate(
        changes=Count("lines", filter=NOT_KEPT),
        undecided=Count("lines", filter=NOT_KEPT & Q(lines__state=LineState.OPEN.value)),
    ).values(*HEAD, "changes", "undecided")


def _row(row: Mapping[str, Any]) -> ProposalRow:
    return ProposalRow(
        id=row["pk"],
        run=row["run_id"],
        kind=row["run__kind"],
        schedule_year=row["year_id"],
        year=row["year__year"],
        institute_name=row["year__institute__name"],
        is_example=row["year__institute__is_example"],
        title=row["title"],
        state=row["state"],
        disturbed=row["disturbed"],
        rank=row["rank"],
        created_at=row["created_at"],
        decided_at=row["decided_at"],
        decided_label=row["decided_label"],
        cost=row["run__cost"],
        bound=row["run__bound"],
        changes=row["changes"],
        open=row["undecided"],
    )


@dataclass(frozen=True, slots=True)
class _Names:
    rooms: Mapping[int, str]
    instructors: Mapping[int, str]


def _names(lines: Iterable[ProposalLine]) -> _Names:
    places = [place for line in lines for place in (line.before, line.after) if place]
    rooms = {place["room"] for place in places if place["room"] is not None}
    people = {one for place in places for one in place["instructors"].values()}
    return _Names(
        rooms=dict(Room.objects.filter(pk__in=rooms).values_list("pk", "name")),
        instructors=dict(Instructor.objects.filter(pk__in=people).values_list("pk", "name")),
    )


def _line(line: ProposalLine, names: _Names) -> LineRow:
    session = line.session
    return LineRow(
        id=line.pk,
        session=line.session_id,
        title=f"{session.name}{f' {session.label}' if session.label else ''} {session.number}기",
        change=LineChange(line.change),
        state=LineState(line.state),
        before=_place(line.before, names),
        after=_place(line.after, names),
        why=tuple(again(each) for each in line.why),
        ways_out=tuple(again(each) for each in line.ways_out),
        disturbed=line.disturbed,
        selected=session.selected,
        seats=session.seats,
        announced_on=session.announced_on,
        is_stale=line.state == LineState.OPEN
        and (session.state == SessionState.CANCELLED or session.revision != line.session_revision),
    )


def _place(said: Mapping[str, Any], names: _Names) -> PlaceRow | None:
    if not said:
        return None
    dates = tuple(date.fromisoformat(day) for day in said["days"])
    return PlaceRow(
        starts_on=dates[0],
        ends_on=dates[-1],
        dates=dates,
        room=said["room"],
        room_name=names.rooms.get(said["room"], ""),
        teachers=tuple(
            (TeachingRole(role), names.instructors.get(one, "")) for role, one in said["instructors"].items()
        ),
    )


def _order(line: LineRow) -> tuple[date, str, int]:
    place = line.after or line.before
    return (place.starts_on if place else date.max, line.title, line.id)
