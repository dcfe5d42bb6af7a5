"""재편성: what happened, what it hit, and the ways to put it right, ranked by how many people they disturb."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.said import again
from baeumgil.stages.schedule.access import may_see_drafts
from baeumgil.stages.schedule.errors import DisruptionNotFound
from baeumgil.stages.schedule.models import Disruption, Instructor, ProposalLine, Repair, Room
from baeumgil.stages.schedule.rules.hits import people_of
from baeumgil.stages.schedule.rules.ranking import Disturbance, LineFacts, disturbance_of, ranked
from baeumgil.stages.schedule.rules.run_failures import failure_of
from baeumgil.stages.schedule.terms import HitKind, LineChange, ProposalState, RepairVariant, RunCause, RunState

MOST = 20
OVER = frozenset({RunState.DONE, RunState.STOPPED, RunState.FAILED})


@dataclass(frozen=True, slots=True)
class DisruptionRow:
    """뜻밖의 일. `settled`: a repair of it was accepted, whole or in part."""

    id: int
    schedule_year: int
    year: int
    institute: int
    is_example: bool
    cause: RunCause
    name: str
    first: date | None
    last: date | None
    sessions: int
    people: int
    requested_by: str
    requested_at: datetime
    settled: bool = False


@dataclass(frozen=True, slots=True)
class HitBrief:
    """걸린 기수, as it was when the repairs were asked for."""

    session: int
    title: str
    people: int
    days: tuple[date, ...]
    kinds: tuple[HitKind, ...]
    is_begun: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a repair does with one session."""

    session: int
    title: str
    change: LineChange
    before: tuple[date, ...]
    after: tuple[date, ...]
    why: tuple[str, ...]
    ways_out: tuple[str, ...]
    disturbed: int
    means: tuple[str, ...] = ()
    """Rooms and instructors that change: `제1강의실 → 제2강의실`."""
    place: str = ""
    """All of the new place, to tell two repairs apart."""

    @property
    def last_before(self) -> date | None:
        """The last of its days as they stood."""
        return self.before[-1] if self.before else None

    @property
    def last_after(self) -> date | None:
        """The last of its new days."""
        return self.after[-1] if self.after else None


@dataclass(frozen=True, slots=True)
class RepairRow:
    """재편성안. `proposal` None while it is worked out, or where nothing came of it.

    `same_as` names an earlier way that ends in exactly the same changes.
    """

    variant: RepairVariant
    run: int
    state: RunState
    failure: str
    proposal: int | None
    proposal_state: ProposalState | None
    disturbance: Disturbance
    changes: tuple[ChangeRow, ...]
    is_proved: bool
    same_as: RepairVariant | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class RepairCard:
    """뜻밖의 일 with everything hit and the repairs, the least disturbing first; those still worked out last."""

    row: DisruptionRow
    hits: tuple[HitBrief, ...]
    repairs: tuple[RepairRow, ...]

    @property
    def is_over(self) -> bool:
        """Whether every way was worked out."""
        return all(one.is_over for one in self.repairs)

    @property
    def done(self) -> int:
        """How many ways were worked out."""
        return sum(one.is_over for one in self.repairs)


def disruptions(*, actor: Actor, year: int, most: int = MOST) -> tuple[DisruptionRow, ...]:
    """What happened to a year, the newest first; two statements. Raises `NotAllowed`."""
    _need(actor)
    rows = list(
        Disruption.objects.filter(year_id=year)
        .select_related("year__institute")
        .order_by("-requested_at", "-pk")[:most]
    )
    accepted = (ProposalState.ACCEPTED, ProposalState.PARTLY)
    settled = set(
        Repair.objects.filter(disruption__in=rows, run__proposal__state__in=accepted).values_list(
            "disruption_id", flat=True
        )
    )
    return tuple(_row(row, settled=row.pk in settled) for row in rows)


def repair_card(*, actor: Actor, disruption: int) -> RepairCard:
    """One of them with its repairs; five statements. Raises `NotAllowed`, `DisruptionNotFound`."""
    _need(actor)
    found = Disruption.objects.select_related("year__institute").filter(pk=disruption).first()
    if found is None:
        raise DisruptionNotFound(disruption=disruption)
    columns = (
        "variant",
        "run_id",
        "run__state",
        "run__failure",
        "run__plan",
        "run__proposal__pk",
        "run__proposal__state",
    )
    rows = list(Repair.objects.filter(disruption=found).order_by("pk").values_list(*columns))
    lines = _lines([row[5] for row in rows if row[5] is not None])
    names = _names([line for found_lines in lines.values() for line in found_lines])
    repairs = [_repair(row, lines.get(row[5] or 0, ()), names) for row in rows]
    ready = [one for one in repairs if one.proposal is not None]
    order = ranked([(one.variant, one.disturbance) for one in ready])
    shown = [ready[place] for place in order] + [one for one in repairs if one.proposal is None]
    states = {one.proposal_state for one in ready}
    return RepairCard(
        row=_row(found, settled=bool(states & {ProposalState.ACCEPTED, ProposalState.PARTLY})),
        hits=tuple(_hit(each) for each in found.hit),
        repairs=_without_doubles(shown),
    )


def _lines(proposals: Sequence[int]) -> Mapping[int, tuple[ProposalLine, ...]]:
    found: dict[int, list[ProposalLine]] = defaultdict(list)
    changed = ProposalLine.objects.filter(proposal_id__in=proposals).exclude(change=LineChange.KEPT)
    for line in changed.select_related("session").order_by("session__starts_on", "pk"):
        found[line.proposal_id].append(line)
    return {proposal: tuple(lines) for proposal, lines in found.items()}


@dataclass(frozen=True, slots=True)
class _Names:
    rooms: Mapping[int, str]
    instructors: Mapping[int, str]


def _names(lines: Sequence[ProposalLine]) -> _Names:
    """What the rooms and instructors of all lines are called; two statements."""
    places = [place for line in lines for place in (line.before, line.after) if place]
    rooms = {place["room"] for place in places if place["room"] is not None}
    people = {one for place in places for one in place["instructors"].values()}
    return _Names(
        dict(Room.objects.filter(pk__in=rooms).values_list("pk", "name")),
        dict(Instructor.objects.filter(pk__in=people).values_list("pk", "name")),
    )


def _means(before: Mapping[str, Any], after: Mapping[str, Any], names: _Names) -> tuple[str, ...]:
    """Room and instructors where they are not the same before and after."""
    if not before or not after:
        return ()
    found = []
    if before["room"] != after["room"]:
        found.append(f"{names.rooms.get(before['room'], '–')} → {names.rooms.get(after['room'], '–')}")
    for role in sorted(before["instructors"].keys() | after["instructors"].keys()):
        old, new = before["instructors"].get(role), after["instructors"].get(role)
        if old != new:
            found.append(f"{names.instructors.get(old, '–')} → {names.instructors.get(new, '–')}")
    return tuple(found)


def _repair(row: tuple[Any, ...], lines: Sequence[ProposalLine], names: _Names) -> RepairRow:
    variant, run, state, failure, plan, proposal, proposal_state = row
    changes = tuple(_change(line, names) for line in lines)
    facts = (
        LineFacts(
            line.change,
            line.disturbed,
            people_of(line.session.selected, line.session.seats),
            _shift(change.before, change.after),
        )
        for line, change in zip(lines, changes, strict=True)
    )
    return RepairRow(
        variant=variant,
        run=run,
        state=state,
        failure=failure_of(failure),
        proposal=proposal,
        proposal_state=proposal_state,
        disturbance=disturbance_of(facts),
        changes=changes,
        is_proved=_is_proved(plan),
    )


def _change(line: ProposalLine, names: _Names) -> ChangeRow:
    return ChangeRow(
        session=line.session_id,
        title=f"{line.session.name}{f' {line.session.label}' if line.session.label else ''} {line.session.number}기",
        change=line.change,
        before=_days(line.before),
        after=_days(line.after),
        why=tuple(again(each) for each in line.why),
        ways_out=tuple(again(each) for each in line.ways_out),
        disturbed=line.disturbed,
        means=_means(line.before, line.after, names),
        place=json.dumps(line.after, sort_keys=True),
    )


def _days(place: Mapping[str, Any]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(day) for day in place.get("days", ()))


def _shift(before: Sequence[date], after: Sequence[date]) -> int:
    return abs((after[0] - before[0]).days) if before and after else 0


def _is_proved(plan: str) -> bool:
    """Whether it is proved that no fewer dates move; said at the end of the plan's text."""
    return '"proved":true' in plan


def _without_doubles(repairs: Sequence[RepairRow]) -> tuple[RepairRow, ...]:
    """Ways that end in the same changes are shown once; the later ones go behind, as being the same."""
    seen: dict[tuple[object, ...], RepairVariant] = {}
    shown = []
    for one in repairs:
        key = tuple((each.session, each.change, each.place) for each in one.changes)
        first = seen.setdefault(key, one.variant) if one.proposal is not None else one.variant
        shown.append(one if first == one.variant else replace(one, same_as=first))
    return tuple(sorted(shown, key=lambda one: (one.proposal is None, one.same_as is not None)))


def _hit(said: Mapping[str, Any]) -> HitBrief:
    return HitBrief(
        session=said["session"],
        title=said["title"],
        people=said["people"],
        days=tuple(date.fromisoformat(day) for day in said["days"]),
        kinds=tuple(dict.fromkeys(HitKind(kind) for kind in said["kinds"])),
        is_begun=said["is_begun"],
    )


def _row(row: Disruption, *, settled: bool) -> DisruptionRow:
    return DisruptionRow(
        id=row.pk,
        schedule_year=row.year_id,
        year=row.year.year,
        institute=row.year.institute_id,
        is_example=row.year.institute.is_example,
        cause=row.cause,
        name=row.name,
        first=row.first,
        last=row.last,
        sessions=len(row.hit),
        people=row.people,
        requested_by=row.requested_by,
        requested_at=row.requested_at,
        settled=settled,
    )


def _need(actor: Actor) -> None:
    if not may_see_drafts(actor):
        raise NotAllowed
