"""도착 기록. What happened in a first-come call, one event after another, from the steps its applications took.

No word about anybody: draw numbers, opaque codes, rules. The format is docs/formats/selection.md.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from baeumgil.stages.enrolment.terms import ApplicationState as S
from baeumgil.stages.enrolment.terms import StepReason as R

Event = dict[str, Any]
IN_LINE = S.WAITLISTED
OVER = frozenset({S.CANCELLED, S.RETURNED, S.NOT_SELECTED})
ARRIVING = frozenset({S.AWAITING_APPROVAL, S.SELECTED, S.WAITLISTED})
LET_GO = {R.OFFER_DECLINED: "declined", R.OFFER_EXPIRED: "expired"}
PLACED = frozenset({R.REPLACED, R.OVERRIDDEN, R.REVIEWED})
RELEASED = frozenset({R.SESSION_CANCELLED, R.WISHES_CHANGED})
CODE_LENGTH = 12


@dataclass(frozen=True, slots=True)
class LoggedStep:
    """One step as stored; `applicant` is the draw number, `passed` who went without when a seat was offered."""

    at: datetime
    applicant: str
    before: S | None
    after: S
    reason: R
    facts: Mapping[str, Any] = field(default_factory=dict)
    wishes: Sequence[int] = ()
    passed: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """부호. What stands for a unit, grade or series in a published record; without the key nobody can tell which."""

    key: str

    def of(self, kind: str, name: object) -> str:
        """The code of one group."""
        digest = hmac.new(self.key.encode(), f"{kind}:{name}".encode(), hashlib.sha256)
        return digest.hexdigest()[:CODE_LENGTH]


class Recorder:
    """Steps of the applications of one call, in the order in which they were taken, as events."""

    def __init__(self, coded: Coded, sessions: Iterable[int]) -> None:
        self.coded = coded
        self.sessions = frozenset(sessions)
        self.carried: set[str] = set()
        self.line: set[str] = set()
        self.seats: dict[str, int] = {}
        self.weeks: dict[int, tuple[str, ...]] = {}

    def events(self, step: LoggedStep) -> list[Event]:
        """What one step is in the record; mostly one event, often none."""
        found = self._event(step)
        if found is None:
            return []
        moved = self._moved(found)
        return [moved, found] if moved is not None else [found]

    def _event(self, step: LoggedStep) -> Event | None:
        if step.before is None:
            if step.reason is R.CARRIED_OVER:
                self.carried.add(step.applicant)
            return None
        if step.before is S.SUBMITTED and step.after in ARRIVING:
            return self._arrived(step)
        if step.after in OVER:
            return self._left(step)
        by_rule = self._by_rule(step)
        if by_rule is None and step.after is IN_LINE and step.applicant not in self.line:
            self.line.add(step.applicant)
            return self._new(step, "queued")
        return by_rule

    def _by_rule(self, step: LoggedStep) -> Event | None:
        """Events of people under way, by the rule of their step."""
        found: Event | None = None
        if step.reason is R.SEAT_FREED:
            found = self._taken(step, "offered", refused=self._reasons(step.passed, ""))
        elif step.reason is R.SWAPPED:
            found = self._taken(step, "swapped", session=step.facts.get("to"))
        elif step.reason is R.PASSED_OVER:
            found = self._new(step, "passed", refused=self._reasons(step.facts.get("refused", ()), step.applicant))
        elif step.reason in LET_GO:
            found = self._let_go(step, LET_GO[step.reason])
        elif step.reason in PLACED and step.after is S.SELECTED:
            found = self._taken(step, "placed")
        elif step.reason in RELEASED and step.applicant in self.seats:
            found = self._let_go(step, "released")
        return found

    def _arrived(self, step: LoggedStep) -> Event:
        who, seat = step.applicant, step.facts.get("session")
        refused = self._reasons(step.facts.get("refused", ()), who)
        if not refused:
            dearer = step.wishes[: step.wishes.index(seat)] if seat in step.wishes else step.wishes
            refused = [self._reason({"session": each, "code": "seats_gone"}, who) for each in dearer]
        if step.after is IN_LINE:
            self.line.add(who)
        if who in self.carried:
            return self._new(step, "carried")
        event = self._taken(step, "arrived", refused=refused) if seat is not None else None
        return event or self._new(step, "arrived", refused=refused)

    def _taken(
        self, step: LoggedStep, what: str, *, session: int | None = None, refused: Sequence[Event] = ()
    ) -> Event:
        seat = session if session is not None else step.facts.get("session")
        who = step.applicant
        self.line.discard(who)
        self.seats.pop(who, None)
        if seat not in self.sessions:  # a seat of the call they were carried over from
            return self._new(step, "left")
        self.seats[who] = int(seat)
        return self._new(step, what, session=str(seat), refused=refused)

    def _let_go(self, step: LoggedStep, what: str) -> Event:
        had = self.seats.pop(step.applicant, None)
        if step.after is IN_LINE:
            self.line.add(step.applicant)
        if had is None:
            return self._new(step, "queued")
        return self._new(step, what, session=str(had))

    def _left(self, step: LoggedStep) -> Event:
        self.line.discard(step.applicant)
        had = self.seats.pop(step.applicant, None)
        return self._new(step, "left", session=None if had is None else str(had))

    def _moved(self, event: Event) -> Event | None:
        """A session whose days moved to other weeks since somebody last took a seat of it."""
        weeks = tuple(sorted({cap["week"] for cap in event["caps"]}))
        if not weeks or event["session"] is None:
            return None
        known = self.weeks.setdefault(int(event["session"]), weeks)
        if known == weeks:
            return None
        self.weeks[int(event["session"])] = weeks
        return {**happened(event["at"], "moved"), "session": event["session"], "weeks": list(weeks)}

    def _new(self, step: LoggedStep, what: str, **more: Any) -> Event:
        return {
            **happened(seconds(step.at), what),
            "applicant": step.applicant,
            "waits": step.applicant in self.line,
            "reason": step.reason.value,
            "held": int(step.facts.get("held", 0)),
            "caps": [
                {"unit": self.coded.of("unit", unit), "week": week, "most": most, "held": held}
                for unit, week, most, held in step.facts.get("caps", ())
            ],
            **more,
        }

    def _reasons(self, rows: Iterable[Mapping[str, Any]], who: str) -> list[Event]:
        return [self._reason(row, who) for row in rows]

    def _reason(self, row: Mapping[str, Any], who: str) -> Event:
        at = str(row.get("at", ""))
        if row["code"] == "absence_full":
            unit, _bar, week = at.partition("|")
            at = f"{self.coded.of('unit', unit)}|{week}"
        return {
            "applicant": who or str(row["applicant"]),
            "session": str(row["session"]),
            "code": str(row["code"]),
            "at": at,
            "most": int(row.get("most", 0)),
            "held": int(row.get("held", 0)),
            "kept": bool(row.get("kept", False)),
        }


def happened(at: str, what: str) -> Event:
    """An event of which nothing more is said."""
    return {
        "at": at,
        "what": what,
        "applicant": "",
        "session": None,
        "seats": 0,
        "waits": False,
        "reason": "",
        "held": 0,
        "caps": [],
        "weeks": [],
        "refused": [],
    }


def seconds(moment: datetime) -> str:
    """A moment in whole seconds: enough to tell when, too little to tell machines apart."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def woven(steps: Sequence[LoggedStep], marks: Sequence[tuple[datetime, Event]], record: Recorder) -> list[Event]:
    """Events of the steps, and between them those that no application took: each after all steps up to its moment."""
    found: list[Event] = []
    later = sorted(marks, key=_moment_of)
    for step in steps:
        while later and later[0][0] < step.at:
            found.append(later.pop(0)[1])
        found += record.events(step)
    return [*found, *(event for _at, event in later)]


def _moment_of(mark: tuple[datetime, Event]) -> datetime:
    return mark[0]
