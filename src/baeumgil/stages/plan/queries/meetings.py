"""심의 회의: agenda, members present, opinions, decisions, and what closing will do. Names and opinions are personal.

Members of a committee need not be persons of the city; the access log counts them by negative numbers, so that
nobody is taken for an official of the same number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core import clock, glossary
from baeumgil.core.actors import Actor
from baeumgil.core.audit import reading, saw
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.access import may_see_committee
from baeumgil.stages.plan.errors import CommitteeNotFound
from baeumgil.stages.plan.models import AgendaItem, Meeting, Opinion, PlanLine
from baeumgil.stages.plan.queries.agenda import item_facts
from baeumgil.stages.plan.rules.amending import Figures, amended
from baeumgil.stages.plan.rules.book import ItemRow, MeetingBook, MemberRow
from baeumgil.stages.plan.rules.comparing import FieldChange
from baeumgil.stages.plan.rules.decisions import Act, Effect, ItemFacts, effects, outcome
from baeumgil.stages.plan.rules.quorum import needed
from baeumgil.stages.plan.terms import ChangeVerb, Decision, LineField, MeetingState, VersionState


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """심의 회의 in a list."""

    id: int
    institute: int
    version: int
    plan_title: str
    year: int
    number: int
    held_on: date
    state: MeetingState
    outcome: VersionState | None


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """위원 의견."""

    id: int
    member: int | None
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class ItemCard:
    """안건 with what its page needs; `changes` compare what the line said with what was decided."""

    row: ItemRow
    line: int | None
    now: Figures | None
    year_before: Figures | None
    typed: Mapping[str, object]
    changes: tuple[FieldChange, ...]
    opinions: tuple[OpinionRow, ...]


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """심의 회의 with everything its page shows."""

    id: int
    committee: int
    version: int
    version_state: VersionState
    state: MeetingState
    outcome: VersionState | None
    closed_at: datetime | None
    book: MeetingBook
    items: tuple[ItemCard, ...]

    @property
    def is_closed(self) -> bool:
        """True when nothing of it may be changed any more."""
        return self.state is MeetingState.CLOSED

    @property
    def is_quorate(self) -> bool:
        """True when enough members are present."""
        return self.book.present >= self.book.quorum_needed

    @property
    def pending(self) -> tuple[ItemCard, ...]:
        """Items without a decision."""
        return tuple(item for item in self.items if item.row.decision is Decision.PENDING)


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What closing does to one line."""

    item: ItemCard
    act: Act
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ClosingPreview:
    """마치기 전에: where the version will stand, what changes, what is in the way."""

    card: MeetingCard
    outcome: VersionState
    effects: tuple[EffectRow, ...]
    is_ahead: bool

    @property
    def may_close(self) -> bool:
        """True when nothing is in the way."""
        ready = self.card.is_quorate and not self.card.pending and not self.is_ahead
        return ready and not self.card.is_closed and self.card.version_state is VersionState.IN_COMMITTEE


@reading("plan.minutes", purpose="심의 회의록")
def meeting_book(*, actor: Actor, meeting: int) -> MeetingBook:
    """심의 회의록, as its paper says it. Raises `CommitteeNotFound`."""
    held = _found(actor, meeting)
    return _book(held, _cards(held))


@reading("plan.meeting", purpose="심의 회의 진행")
def meeting_card(*, actor: Actor, meeting: int) -> MeetingCard:
    """One meeting with its items; a constant number of statements. Raises `CommitteeNotFound`."""
    return _card(_found(actor, meeting))


@reading("plan.meeting", purpose="심의 회의 마침 확인")
def closing_preview(*, actor: Actor, meeting: int) -> ClosingPreview:
    """What closing the meeting would do. Raises `CommitteeNotFound`."""
    card = _card(_found(actor, meeting))
    facts = item_facts(meeting)
    cards = {item.row.id: item for item in card.items}
    return ClosingPreview(
        card=card,
        outcome=outcome(facts),
        effects=tuple(_effect(effect, cards[effect.item]) for effect in effects(facts)),
        is_ahead=card.book.held_on > clock.today(),
    )


def meetings_of(*, actor: Actor, version: int | None = None, committee: int | None = None) -> tuple[MeetingRow, ...]:
    """Meetings about a version, of a committee, or all, the newest first; one statement, no names."""
    _need(actor)
    found = Meeting.objects.select_related("version__plan")
    if version is not None:
        found = found.filter(version_id=version)
    if committee is not None:
        found = found.filter(committee_id=committee)
    return tuple(
        MeetingRow(
            id=one.pk,
            institute=one.version.plan.institute_id,
            version=one.version_id,
            plan_title=one.version.plan.title,
            year=one.version.plan.year,
            number=one.number,
            held_on=one.held_on,
            state=one.state,
            outcome=one.outcome,
        )
        for one in found
    )


def line_choices(*, actor: Actor, version: int, meeting: int | None = None) -> tuple[tuple[int, str, ChangeVerb], ...]:
    """Lines of a version that are not yet on the meeting's agenda: number, name, verb; the unchanged last."""
    _need(actor)
    lines = PlanLine.objects.filter(version_id=version)
    if meeting is not None:
        lines = lines.exclude(agenda_items__meeting_id=meeting)
    rows = [(line.pk, line.name, line.verb) for line in lines.order_by("order", "pk")]
    return tuple(sorted(rows, key=lambda row: row[2] is ChangeVerb.KEPT))


def _found(actor: Actor, meeting: int) -> Meeting:
    _need(actor)
    found = (
        Meeting.objects.select_related("committee__institute", "version__plan")
        .prefetch_related("attendances__member")
        .filter(pk=meeting)
        .first()
    )
    if found is None:
        raise CommitteeNotFound(meeting=meeting)
    saw([-attendance.member_id for attendance in found.attendances.all()], meeting=found.pk)
    return found


def _card(held: Meeting) -> MeetingCard:
    items = _cards(held)
    return MeetingCard(
        id=held.pk,
        committee=held.committee_id,
        version=held.version_id,
        version_state=held.version.state,
        state=held.state,
        outcome=held.outcome,
        closed_at=held.closed_at,
        book=_book(held, items),
        items=items,
    )


def _book(held: Meeting, items: Iterable[ItemCard]) -> MeetingBook:
    attendances = sorted(
        held.attendances.all(), key=lambda one: (not one.member.is_chair, one.member.is_external, one.member_id)
    )
    quorum = held.quorum_needed
    if quorum is None:
        quorum = needed(len(attendances), held.committee.quorum_percent)
    return MeetingBook(
        committee_name=held.committee.name,
        body_name=held.committee.institute.body_name,
        institute_name=held.committee.institute.name,
        title=held.version.plan.title,
        year=held.version.plan.year,
        number=held.number,
        held_on=held.held_on,
        starts_at_text=held.starts_at_text,
        place=held.place,
        members=tuple(
            MemberRow(
                id=one.member_id,
                name=one.member.name,
                post=one.member.post,
                is_external=one.member.is_external,
                is_chair=one.member.is_chair,
                starts_on=one.member.starts_on,
                ends_on=one.member.ends_on,
                is_present=None if held.state == MeetingState.PLANNED else one.is_present,
            )
            for one in attendances
        ),
        items=tuple(item.row for item in items),
        remarks=held.remarks,
        quorum_needed=quorum,
        present=sum(one.is_present for one in attendances),
        state=held.state,
    )


def _cards(held: Meeting) -> tuple[ItemCard, ...]:
    facts = {item.id: item for item in item_facts(held.pk)}
    items = list(AgendaItem.objects.filter(meeting=held).order_by("order", "pk"))
    opinions: dict[int, list[OpinionRow]] = {item.pk: [] for item in items}
    for opinion in Opinion.objects.filter(item__meeting=held).select_related("member"):
        opinions[opinion.item_id].append(
            OpinionRow(
                opinion.pk,
                opinion.member_id,
                f"{opinion.member.post} {opinion.member.name}" if opinion.member is not None else "",
                opinion.text,
            )
        )
    return tuple(_item(item, facts[item.pk], tuple(opinions[item.pk])) for item in items)


def _item(item: AgendaItem, facts: ItemFacts, opinions: tuple[OpinionRow, ...]) -> ItemCard:
    before = item.before or _plain(facts.now)
    changes = _changes(before, item.changes)
    return ItemCard(
        row=ItemRow(
            id=item.pk,
            order=item.order,
            kind=item.kind,
            title=item.title,
            proposal=item.proposal,
            decision=item.decision,
            decision_text=item.decision_text,
            changes=tuple(
                (glossary.label(change.field, "ko"), in_words(change.before), in_words(change.after))
                for change in changes
            ),
            opinions=tuple((opinion.who, opinion.text) for opinion in opinions),
        ),
        line=item.line_id,
        now=facts.now,
        year_before=facts.year_before,
        typed=item.changes,
        changes=changes,
        opinions=opinions,
    )


def _effect(effect: Effect, item: ItemCard) -> EffectRow:
    return EffectRow(item, effect.act, _changes(_plain(item.now), effect.changes))


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[FieldChange, ...]:
    """What differs, in the order of a plan's columns, with what follows from what was said."""
    if not before or not after:
        return ()
    old = Figures(
        ChangeVerb(str(before["verb"])),
        _number(before["sessions"]) or 0,
        _number(before["seats_per_session"]),
        _number(before["seats"]) or 0,
    )
    new = amended(old, after)
    if isinstance(new, list):
        return ()
    pairs = (
        (LineField.VERB, old.verb, new.verb),
        (LineField.SESSIONS, old.sessions, new.sessions),
        (LineField.SEATS_PER_SESSION, old.seats_per_session, new.seats_per_session),
        (LineField.SEATS, old.seats, new.seats),
    )
    return tuple(FieldChange(field, said, says) for field, said, says in pairs if said != says)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def in_words(value: object) -> str:
    """A value as the Korean paper says it."""
    match value:
        case None:
            return ""
        case ChangeVerb():
            return glossary.label(value, "ko")
        case int():
            return f"{value:,}"
        case _:
            return str(value)


def _plain(figures: Figures | None) -> dict[str, object]:
    if figures is None:
        return {}
    return {
        "verb": figures.verb,
        "sessions": figures.sessions,
        "seats_per_session": figures.seats_per_session,
        "seats": figures.seats,
    }


def _need(actor: Actor) -> None:
    if not may_see_committee(actor):
        raise NotAllowed
