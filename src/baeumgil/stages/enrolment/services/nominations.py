"""추천. A unit names its people for a call, all at once; who names them has consented to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor, ActorKind
from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, joined
from baeumgil.stages.enrolment.access import may_nominate
from baeumgil.stages.enrolment.errors import ApplicationInvalid
from baeumgil.stages.enrolment.models import Application
from baeumgil.stages.enrolment.queries.call_frames import CallFrame, call_frame
from baeumgil.stages.enrolment.queries.obstacles import obstacles
from baeumgil.stages.enrolment.rules.application_draft import ApplicationDraft, problems_of_application
from baeumgil.stages.enrolment.rules.approval_line import ROLE_OF
from baeumgil.stages.enrolment.services.entering import Entry, enter, repeated
from baeumgil.stages.enrolment.services.windows import check_window
from baeumgil.stages.enrolment.terms import ApplicationState, AppliedVia, ApproverKind, StepReason
from baeumgil.stages.people.queries.persons import PersonRow, person_rows
from baeumgil.stages.people.services.notices import Message, tell_each
from baeumgil.stages.people.terms import NoticeKind

MOST_AT_ONCE = 5_000
LONGEST_REASON = 300
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class Nominated:
    """추천 결과. The applications, how many await approval, and whether this request was answered before."""

    applications: tuple[int, ...]
    awaiting: int
    is_repeat: bool = False


@action("enrolment.nominate")
def nominate(
    *,
    actor: Actor,
    call: int,
    people: Collection[int],
    wishes: Sequence[int],
    reason: str = "",
    key: str,
    wishes_of: Mapping[int, Sequence[int]] | None = None,
) -> Nominated:
    """Name people of one's units for a call, all or none; every problem is named by person.

    All wish for the same sessions, but for whom `wishes_of` says others.

    The same key answers what it answered before. The consent of who names them is given with it: a liaison's as the
    home body, a head's as the head, the office's as the institute; never to their own application.
    Raises `CallNotFound`, `NotOpenYet`, `ClosedAlready`, `ApplicationInvalid`, `SeatsGone`.
    """
    rows = person_rows(person_ids=[person for person in people if 0 < person < 2**63], on=clock.today())
    allow(all(may_nominate(actor, unit=row.unit) for row in rows.values()) and _may_at_all(actor))
    frame = call_frame(call)
    entry = Entry(
        AppliedVia.NOMINATION, StepReason.NOMINATED, tuple(wishes), reason.strip(), key, _own(wishes_of or {})
    )
    before = repeated(call, list(rows), entry) if key and "\x00" not in key else frozenset()
    if before:
        record(f"모집 {frame.name}", call=call, again=True)
        return Nominated(tuple(sorted(before)), 0, is_repeat=True)
    check_open(frame)
    check_entries(frame, people, rows, entry)
    chosen = list(rows)
    applications = enter(frame, chosen, entry, actor=actor, consented=_consents(actor, rows))
    tell_entered(applications, frame, f"{actor.label}: {reason.strip()}" if reason.strip() else actor.label)
    record(f"모집 {frame.name}", call=call, people=len(applications))
    return Nominated(
        tuple(one.pk for one in applications),
        sum(one.state is ApplicationState.AWAITING_APPROVAL for one in applications),
    )


def check_open(frame: CallFrame) -> None:
    """Raises `NotOpenYet` before, `ClosedAlready` after the window."""
    check_window(frame.state, frame.opens_at, frame.closes_at)


def check_entries(frame: CallFrame, people: Collection[int], rows: Mapping[int, PersonRow], entry: Entry) -> None:
    """Raises `ApplicationInvalid` naming whom it is about, with everything that is wrong."""
    problems: list[Problem] = []
    if not people or any(person not in entry.by_person for person in people):
        problems += _wish_problems(frame, entry.wishes, entry.text)
    problems += _form_problems(people, rows, entry)
    for person in sorted(rows.keys() & entry.by_person.keys()):
        problems += [
            Problem(one.code, joined((rows[person].name, one.message), ": "), one.remedy, field="people")
            for one in _wish_problems(frame, entry.by_person[person], "-")
        ]
    for person, found in obstacles(frame, list(rows), entry.wishes, entry.by_person).items():
        problems += [
            Problem(one.code, joined((rows[person].name, one.message), ": "), one.remedy, field="people")
            for one in found
        ]
    if problems:
        raise ApplicationInvalid(problems)


def tell_entered(applications: Sequence[Application], frame: CallFrame, by: str) -> None:
    """Tell people that they were entered, by whom, and that they may withdraw."""
    tell_each(
        [
            Message(
                person=one.person_id,
                kind=NoticeKind.CALL_UP if one.via is AppliedVia.CALL_UP else NoticeKind.APPLICATION,
                key=f"entered:{one.pk}",
                title=f"교육에 신청되었습니다: {frame.name}",
                text=f"{by}. 내 신청에서 내용을 확인하세요. 사정이 있으면 거기에서 취소할 수 있습니다.",
                link=f"application:{one.pk}",
            )
            for one in applications
        ]
    )


def _own(wishes_of: Mapping[int, Sequence[int]]) -> dict[int, tuple[int, ...]]:
    return {person: tuple(wishes) for person, wishes in sorted(wishes_of.items())}


def _wish_problems(frame: CallFrame, wishes: Sequence[int], text: str) -> tuple[Problem, ...]:
    draft = ApplicationDraft(tuple(wishes), motive=text or "-", key="-")
    return problems_of_application(draft, frame.sessions, frame.policy, clock.today())


def _may_at_all(actor: Actor) -> bool:
    """Also for an empty list: nobody without a unit of their own gets to know what is wrong with it."""
    units = actor.units(*ROLE_OF.values())
    return units is None or bool(units) or may_nominate(actor, unit=None)


def _consents(actor: Actor, rows: Mapping[int, PersonRow]) -> Mapping[int, Collection[ApproverKind]]:
    if actor.kind is not ActorKind.PERSON:
        return {}
    return {
        person: [kind for kind, role in ROLE_OF.items() if actor.holds_in(row.unit, (role,))]
        for person, row in rows.items()
    }


def _form_problems(people: Collection[int], rows: Mapping[int, PersonRow], entry: Entry) -> list[Problem]:
    found = []
    if not people:
        found.append(
            Problem(
                "nobody",
                Said("아무도 고르지 않았습니다.", "Nobody was chosen."),
                Said("신청할 사람을 고르세요.", "Choose whom to apply for."),
                field="people",
            )
        )
    if len(set(people)) > MOST_AT_ONCE:
        found.append(
            Problem(
                "too_many",
                Said(
                    f"한 번에 {MOST_AT_ONCE}명까지 신청합니다.",
                    f"At most {MOST_AT_ONCE} people can be applied for at once.",
                ),
                Said("나누어 신청하세요.", "Apply in parts."),
                field="people",
            )
        )
    if any(person not in rows for person in people):
        found.append(
            Problem(
                "unknown_person",
                Said("명단에 없는 사람이 있습니다.", "Somebody is not on the list."),
                Said("사람을 다시 고르세요.", "Choose the people again."),
                field="people",
            )
        )
    if len(entry.text) > LONGEST_REASON:
        found.append(
            Problem(
                "too_long",
                Said(f"{len(entry.text)}자입니다.", f"This has {len(entry.text)} characters."),
                Said(f"{LONGEST_REASON}자 안으로 줄이세요.", f"Shorten it to {LONGEST_REASON} characters."),
                field="reason",
            )
        )
    if not 1 <= len(entry.key) <= LONGEST_KEY or "\x00" in entry.key + entry.text:
        found.append(
            Problem(
                "bad_key",
                Said("요청 번호가 없거나 너무 깁니다.", "The request number is missing or too long."),
                Said("화면을 새로 열어 다시 신청하세요.", "Open the page anew and apply again."),
                field="key",
            )
        )
    return found
