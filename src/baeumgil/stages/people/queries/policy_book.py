"""방침: what every policy says today, said before and will say, in words. No personal data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core import clock, glossary
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import Policy
from baeumgil.core.policies import PolicyAbout, descriptions
from baeumgil.core.policy_parts import Part, in_language
from baeumgil.core.policy_texts import Said, in_line, said
from baeumgil.stages.people.access import may_see_policies, may_set_policy
from baeumgil.stages.people.errors import PolicyNotFound
from baeumgil.stages.people.terms import PolicyTime


@dataclass(frozen=True, slots=True)
class PolicyValue:
    """방침의 값. From when to when it holds, in words and as stored, and on what it rests."""

    first: date
    last: date | None
    value: object
    words: Said
    basis: str
    announced_on: date | None
    time: PolicyTime

    @property
    def line(self) -> str:
        """The value in one line."""
        return self.words.text or " · ".join(in_line(one) for one in self.words.inner) or "–"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """방침. Its name and meaning; the value in force, the one announced next and the one before."""

    key: str
    subject: str
    name: str
    meaning: str
    now: PolicyValue | None
    next: PolicyValue | None
    before: PolicyValue | None
    may_set: bool

    @property
    def next_differs(self) -> str:
        """What the next value says differently from the one in force, in one line."""
        return _differing(self.next, self.now)

    @property
    def before_differed(self) -> str:
        """What the value before said differently from the one in force, in one line."""
        return _differing(self.before, self.now)


@dataclass(frozen=True, slots=True)
class PolicyCard:
    """One policy with its whole history, the latest first, and what its value may be."""

    row: PolicyRow
    part: Part
    values: tuple[PolicyValue, ...]


def policy_rows(
    *, actor: Actor, subject: str = "", text: str = "", on: date | None = None, language: str = "ko"
) -> tuple[PolicyRow, ...]:
    """Every policy by subject, as it stands on a day; `text` is looked for in names, meanings and values.

    One statement.
    """
    if not may_see_policies(actor):
        raise NotAllowed
    known = descriptions()
    wanted = {key: one for key, one in known.items() if not subject or one.subject == subject}
    values = _values(wanted, on or clock.today(), language)
    order = glossary.codes("PolicySubject")
    rows = [_row(actor, about, values.get(key, ()), language) for key, about in wanted.items()]
    found = [row for row in rows if _mentions(row, text.strip().casefold())]
    return tuple(sorted(found, key=lambda row: order.index(row.subject)))


def policy_card(*, actor: Actor, key: str, on: date | None = None, language: str = "ko") -> PolicyCard:
    """One policy with its history, as it stands on a day. Raises `PolicyNotFound`."""
    if not may_see_policies(actor):
        raise NotAllowed
    about = descriptions().get(key)
    if about is None:
        raise PolicyNotFound(key=key)
    values = _values({key: about}, on or clock.today(), language).get(key, ())
    return PolicyCard(_row(actor, about, values, language), about.part, tuple(reversed(values)))


def _values(wanted: Mapping[str, PolicyAbout], on: date, language: str) -> Mapping[str, Sequence[PolicyValue]]:
    """The values of each policy, the earliest first."""
    found: dict[str, list[PolicyValue]] = {}
    for row in Policy.objects.filter(key__in=sorted(wanted)).order_by("key", "valid_from"):
        found.setdefault(row.key, []).append(
            PolicyValue(
                first=row.valid_from,
                last=row.valid_to,
                value=row.value,
                words=said(wanted[row.key].part, row.value, language),
                basis=row.basis,
                announced_on=row.announced_on,
                time=_time(row.valid_from, row.valid_to, on),
            )
        )
    return found


def _time(first: date, last: date | None, on: date) -> PolicyTime:
    if first > on:
        return PolicyTime.COMING
    return PolicyTime.PAST if last is not None and last < on else PolicyTime.NOW


def _row(actor: Actor, about: PolicyAbout, values: Sequence[PolicyValue], language: str) -> PolicyRow:
    past = [one for one in values if one.time is PolicyTime.PAST]
    return PolicyRow(
        key=about.key,
        subject=about.subject,
        name=in_language(about.name, language),
        meaning=in_language(about.meaning, language),
        now=next((one for one in values if one.time is PolicyTime.NOW), None),
        next=next((one for one in values if one.time is PolicyTime.COMING), None),
        before=past[-1] if past else None,
        may_set=may_set_policy(actor, about.subject),
    )


def _differing(value: PolicyValue | None, now: PolicyValue | None) -> str:
    """The parts that differ; the whole line where the value has none or nothing is in force."""
    if value is None:
        return ""
    other = now.words.inner if now is not None else ()
    return " · ".join(in_line(one) for one in value.words.inner if one not in other) or value.line


def _mentions(row: PolicyRow, text: str) -> bool:
    shown = (row.key, row.name, row.meaning, *(one.line for one in (row.now, row.next) if one is not None))
    return any(text in one.casefold() for one in shown)
