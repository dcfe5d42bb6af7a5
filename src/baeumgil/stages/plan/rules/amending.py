"""심의 결과를 과정에 반영: figures of one line after a decision, made to agree with each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, LineField

KEYS = ("verb", "sessions", "seats_per_session", "seats")
LARGEST = 2_000_000
"""As in a line that is typed: a slip of the hand, not a course."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a decision may change."""

    verb: ChangeVerb
    sessions: int
    seats_per_session: int | None
    seats: int


def amended(figures: Figures, changes: Mapping[str, object]) -> Figures | list[Problem]:
    """The figures after the changes, or every problem with them.

    What is not said follows: seats from sessions and seats per session; seats per session from seats where it divides.
    A course that ends has none.
    """
    problems = _problems(changes)
    if problems:
        return problems
    after = _after(figures, changes)
    if isinstance(after, Figures) and max(after.sessions, after.seats_per_session or 0, after.seats) > LARGEST:
        return [
            Problem(
                "too_large",
                Said(f"연인원 {after.seats:,}은(는) 너무 큽니다.", f"{after.seats:,} seats are too many."),
                Said("자릿수를 확인하세요.", "Check the number of digits."),
                field="seats",
            )
        ]
    return after


def _after(figures: Figures, changes: Mapping[str, object]) -> Figures | list[Problem]:
    said = {key: changes[key] for key in KEYS if key in changes}
    verb = ChangeVerb(str(said.get("verb", figures.verb)))
    if verb in ENDING:
        given = [key for key in KEYS[1:] if said.get(key)]
        return [_ended(verb)] if given else Figures(verb, 0, None, 0)
    sessions = _number(said.get("sessions", figures.sessions)) or 0
    each = _number(said.get("seats_per_session", figures.seats_per_session))
    if "seats" not in said:
        moved = {"sessions", "seats_per_session"} & set(said)
        return Figures(verb, sessions, each, sessions * each if moved and each else figures.seats)
    seats = _number(said["seats"]) or 0
    if each is not None and sessions * each != seats:
        if said.get("seats_per_session"):
            return [_disagree(sessions, each, seats)]
        each = seats // sessions if sessions and seats and seats % sessions == 0 else None
    return Figures(verb, sessions, each, seats)


def fitting(planned: tuple[SessionDays, ...], figures: Figures) -> tuple[SessionDays, ...]:
    """Planned sessions that still agree with the figures: the first ones keep their days, their seats follow."""
    kept = planned[: figures.sessions]
    if figures.seats_per_session is not None:
        return tuple(replace(session, seats=figures.seats_per_session) for session in kept)
    named = sum(session.seats for session in kept)
    complete = len(kept) == figures.sessions
    return () if named > figures.seats or (complete and named != figures.seats) else kept


def in_words(before: Figures, after: Figures) -> tuple[tuple[str, str, str], ...]:
    """(what, before, after) of everything that changed."""
    rows = (
        (LineField.VERB, label(before.verb), label(after.verb)),
        (LineField.SESSIONS, _text(before.sessions), _text(after.sessions)),
        (LineField.SEATS_PER_SESSION, _text(before.seats_per_session), _text(after.seats_per_session)),
        (LineField.SEATS, _text(before.seats), _text(after.seats)),
    )
    return tuple((label(field), old, new) for field, old, new in rows if old != new)


def _problems(changes: Mapping[str, object]) -> list[Problem]:
    problems = [
        Problem(
            "unknown_change",
            Said(f"'{key}'은(는) 심의에서 바꿀 수 없습니다.", f"The committee cannot change “{key}”."),
            Said("기수·인원·개편 구분만 바꿉니다.", "Only sessions, seats and the kind of change can be amended."),
            field=key,
        )
        for key in changes
        if key not in KEYS
    ]
    for key, least in (("sessions", 0), ("seats_per_session", 1), ("seats", 0)):
        value = changes.get(key)
        if value is not None and (_number(value) is None or (_number(value) or 0) < least):
            problems.append(
                Problem(
                    "amount",
                    Said(
                        f"{label(LineField(key))} 값이 맞지 않습니다.",
                        f"The value of “{label(LineField(key), 'en')}” is not right.",
                    ),
                    Said(f"{least} 이상의 수로 적으세요.", f"Give a number of {least} or more."),
                    field=key,
                )
            )
    verb = changes.get("verb")
    if verb is not None and str(verb) not in set(ChangeVerb):
        problems.append(
            Problem(
                "verb",
                Said("개편 구분이 맞지 않습니다.", "The kind of change is not right."),
                Said("목록에서 고르세요.", "Choose from the list."),
                field="verb",
            )
        )
    return problems


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _ended(verb: ChangeVerb) -> Problem:
    return Problem(
        "ended_with_seats",
        Said(
            f"{label(verb)}하는 과정에 기수나 인원이 있습니다.",
            f"A course marked “{label(verb, 'en')}” has sessions or seats.",
        ),
        Said("기수와 인원을 비우세요.", "Leave sessions and seats empty."),
        field="verb",
    )


def _disagree(sessions: int, each: int, seats: int) -> Problem:
    return Problem(
        "seats_disagree",
        Said(
            f"기수 {sessions:,} × 기수당 {each:,}명은 {sessions * each:,}명인데 연인원을 {seats:,}명으로 적었습니다.",
            f"{sessions:,} sessions × {each:,} seats are {sessions * each:,}, but {seats:,} seats in all were given.",
        ),
        Said("세 숫자를 맞추세요.", "Make the three numbers agree."),
        field="seats",
    )


def _text(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"
