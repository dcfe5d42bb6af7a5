"""모집 초안. What a call must be before it is stored, and again before it is announced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from baeumgil.core.errors import Problem
from baeumgil.core.said import Said, english
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.list_dates import list_date
from baeumgil.stages.enrolment.rules.nesting import cover_of, crossing, shared_reserves
from baeumgil.stages.enrolment.terms import Mechanism, QuotaKind
from baeumgil.stages.schedule.terms import SessionState

LONGEST_NAME, LONGEST_GUIDANCE, LONGEST_LABEL, LONGEST_REASON = 200, 5000, 120, 300
MOST_SESSIONS, MOST_QUOTAS, MOST_KEYS = 200, 200, 500
MOST_SEATS, LONGEST_KEY = 100_000, 40


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """기수, as far as a call must know it. `called_by` names the call under way that has it already."""

    id: int
    course: int
    title: str
    state: SessionState
    starts_on: date | None
    seats: int
    called_by: str = ""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """모집 초안, as typed. `closes_on` is the day in Korea on which it closes."""

    course: int
    sessions: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    closes_on: date
    policy: CallPolicy
    name: str = ""
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class QuotaDraft:
    """배정 인원, as typed. `session` None: of each session of the call."""

    kind: QuotaKind
    label: str
    keys: tuple[str, ...]
    session: int | None = None
    most: int | None = None
    reserved: int | None = None


def check_call(draft: CallDraft, known: Mapping[int, SessionFacts], now: datetime) -> list[Problem]:
    """Everything wrong with a call: its words, its window, its sessions."""
    return [
        *_check_text("name", draft.name, LONGEST_NAME),
        *_check_text("guidance", draft.guidance, LONGEST_GUIDANCE),
        *check_window(draft, known, now),
        *_check_sessions(draft, known),
    ]


def check_window(draft: CallDraft, known: Mapping[int, SessionFacts], now: datetime) -> list[Problem]:
    """It ends after it begins, in the future, and before the day on which the first list of participants is fixed."""
    problems = []
    if draft.closes_at <= draft.opens_at:
        problems.append(
            Problem(
                "window",
                Said("마감이 시작보다 빠르거나 같습니다.", "The close is not after the opening."),
                Said("마감을 더 뒤로 두세요.", "Set a later close."),
                field="closes_at",
            )
        )
    elif draft.closes_at <= now:
        problems.append(
            Problem(
                "window_over",
                Said("이미 지난 때에 마감합니다.", "The close is in the past."),
                Said("앞으로 올 때로 정하세요.", "Choose a time still to come."),
                field="closes_at",
            )
        )
    first = first_day_of(known[number] for number in draft.sessions if number in known)
    if first is not None and draft.closes_on >= (fixed := list_date(first, draft.policy)):
        problems.append(
            Problem(
                "closes_after_list",
                Said(
                    f"첫 기수의 명단 확정일({fixed:%Y-%m-%d})보다 먼저 마감해야 합니다.",
                    f"The call has to close before the list of the first session is fixed ({fixed:%Y-%m-%d}).",
                ),
                Said("마감을 앞당기거나 명단 확정일을 늦추세요.", "Set an earlier close, or fix the list later."),
                field="closes_at",
            )
        )
    return problems


def first_day_of(sessions: Iterable[SessionFacts]) -> date | None:
    """The first day of the first session."""
    return min((row.starts_on for row in sessions if row.starts_on is not None), default=None)


def check_reason(reason: str) -> list[Problem]:
    """A reason is given, and not too long."""
    if not reason.strip():
        return [Problem("no_reason", Said("까닭을 적으세요.", "Write the reason."), field="reason")]
    return _check_text("reason", reason, LONGEST_REASON)


def _check_sessions(draft: CallDraft, known: Mapping[int, SessionFacts]) -> list[Problem]:
    if not draft.sessions:
        return [
            Problem(
                "no_sessions",
                Said("모집할 기수가 없습니다.", "There is no session to call for."),
                Said("기수를 하나 넘게 고르세요.", "Choose at least one session."),
                field="sessions",
            )
        ]
    if len(draft.sessions) > MOST_SESSIONS:
        return [
            Problem(
                "many_sessions",
                Said(f"기수는 {MOST_SESSIONS}개까지입니다.", f"There can be at most {MOST_SESSIONS} sessions."),
                Said("나누어 모집하세요.", "Split them into several calls."),
                field="sessions",
            )
        ]
    problems = []
    if len(set(draft.sessions)) < len(draft.sessions):
        problems.append(
            Problem(
                "session_twice",
                Said("같은 기수가 두 번 있습니다.", "The same session is there twice."),
                Said("하나만 남기세요.", "Leave one only."),
                field="sessions",
            )
        )
    for number in dict.fromkeys(draft.sessions):
        problems += _check_session(draft, known.get(number))
    return problems


def _check_session(draft: CallDraft, row: SessionFacts | None) -> list[Problem]:
    if row is None or row.course != draft.course:
        return [
            Problem(
                "session_unknown",
                Said("이 과정에 없는 기수입니다.", "This session does not belong to this course."),
                Said("그 기수를 빼세요.", "Leave that session out."),
                field="sessions",
            )
        ]
    if row.state is not SessionState.PLACED:
        text = Said(
            f"{row.title}: 날짜가 없거나 폐강한 기수입니다.",
            f"{english(row.title)}: this session has no dates or was cancelled.",
        )
        return [
            Problem(
                "session_not_placed",
                text,
                Said("날짜를 먼저 정하거나 빼세요.", "Set its dates first, or leave it out."),
                field="sessions",
            )
        ]
    if row.called_by:
        text = Said(
            f"{row.title}: 이미 ‘{row.called_by}’에서 모집합니다.",
            f"{english(row.title)}: “{row.called_by}” already calls for it.",
        )
        return [Problem("session_called", text, Said("그 기수를 빼세요.", "Leave that session out."), field="sessions")]
    return []


def check_quotas(
    quotas: Sequence[QuotaDraft],
    sessions: Sequence[SessionFacts],
    policy: CallPolicy,
    known_keys: Mapping[QuotaKind, frozenset[str] | None],
    below: Mapping[str, frozenset[str]] | None = None,
) -> list[Problem]:
    """Everything wrong with shares of seats. `row` counts the quotas from 1; `known_keys` are what may be named
    (None: any word), `below` each unit with the units below it.
    """
    if len(quotas) > MOST_QUOTAS:
        return [
            Problem(
                "many_quotas",
                Said(f"배정은 {MOST_QUOTAS}줄까지입니다.", f"There can be at most {MOST_QUOTAS} quotas."),
                Said("묶어서 줄이세요.", "Combine some of them."),
            )
        ]
    by_id = {row.id: row for row in sessions}
    problems = []
    for number, quota in enumerate(quotas, 1):
        problems += _check_quota(number, quota, by_id, known_keys.get(quota.kind))
        problems += _check_mechanism(number, quota, policy.mechanism)
    problems += _check_nesting(quotas, policy.mechanism, below or {})
    return [*problems, *_check_sums(quotas, sessions)]


def _check_quota(
    row: int, quota: QuotaDraft, sessions: Mapping[int, SessionFacts], known: frozenset[str] | None
) -> list[Problem]:
    problems = [
        Problem(problem.code, problem.message, problem.remedy, row=row, field="label")
        for problem in _check_text("label", quota.label, LONGEST_LABEL)
    ]
    if not quota.label.strip():
        problems.append(
            Problem(
                "no_label",
                Said("배정의 이름이 없습니다.", "The quota has no name."),
                Said("이름을 적으세요.", "Enter a name."),
                row=row,
                field="label",
            )
        )
    if not quota.keys or len(quota.keys) > MOST_KEYS:
        problems.append(
            Problem(
                "no_keys",
                Said("배정할 대상이 없습니다.", "The quota is for nobody."),
                Said("대상을 고르세요.", "Choose whom it is for."),
                row=row,
                field="keys",
            )
        )
    elif any(not _is_key(key) for key in quota.keys) or (known is not None and set(quota.keys) - known):
        problems.append(
            Problem(
                "keys_unknown",
                Said("알 수 없는 대상이 있습니다.", "It is for somebody unknown."),
                Said("목록에서 고르세요.", "Choose from the list."),
                row=row,
                field="keys",
            )
        )
    if quota.session is not None and quota.session not in sessions:
        text = Said("이 모집에 없는 기수입니다.", "This session does not belong to this call.")
        problems.append(
            Problem(
                "session_unknown",
                text,
                Said("기수를 다시 고르세요.", "Choose the session again."),
                row=row,
                field="session",
            )
        )
        return problems
    if quota.most is None and quota.reserved is None:
        text = Said("상한도 확보 인원도 없습니다.", "There is neither a limit nor a number of reserved seats.")
        problems.append(
            Problem(
                "no_amount", text, Said("둘 가운데 하나를 적으세요.", "Enter one of the two."), row=row, field="most"
            )
        )
    return [*problems, *_check_amounts(row, quota, sessions)]


def _check_amounts(row: int, quota: QuotaDraft, sessions: Mapping[int, SessionFacts]) -> list[Problem]:
    chosen = list(sessions.values()) if quota.session is None else [sessions[quota.session]]
    least = min((session.seats for session in chosen), default=0)
    largest = max((session.seats for session in chosen), default=0)
    problems = []
    if quota.most is not None and not 0 <= quota.most <= MOST_SEATS:
        problems.append(
            Problem(
                "amount",
                Said(f"0명부터 {MOST_SEATS:,}명까지입니다.", f"It may be from 0 to {MOST_SEATS:,} people."),
                row=row,
                field="most",
            )
        )
    if quota.reserved is not None and quota.reserved < 1:
        problems.append(
            Problem(
                "amount",
                Said("확보 인원은 1명부터입니다.", "Reserved seats begin at 1."),
                Said("없으면 비워 두세요.", "Leave it empty if there are none."),
                row=row,
                field="reserved",
            )
        )
    elif quota.reserved is not None and quota.most is not None and quota.reserved > quota.most:
        problems.append(
            Problem(
                "reserve_above_most",
                Said("확보 인원이 상한보다 많습니다.", "More seats are reserved than the limit allows."),
                Said("둘을 맞추세요.", "Make the two agree."),
                row=row,
                field="reserved",
            )
        )
    elif quota.reserved is not None and quota.reserved > least:
        text = Said(f"확보 인원이 정원({least}명)보다 많습니다.", f"More seats are reserved than there are ({least}).")
        problems.append(
            Problem("quota_above_seats", text, Said("줄이세요.", "Make it less."), row=row, field="reserved")
        )
    if quota.most is not None and largest < quota.most <= MOST_SEATS:
        text = Said(f"상한이 정원({largest}명)보다 많습니다.", f"The limit is above the number of seats ({largest}).")
        problems.append(
            Problem(
                "quota_above_seats",
                text,
                Said("정원까지로 줄이거나 비우세요.", "Reduce it to the number of seats, or leave it empty."),
                row=row,
                field="most",
            )
        )
    return problems


def _check_mechanism(row: int, quota: QuotaDraft, mechanism: Mechanism) -> list[Problem]:
    if mechanism is Mechanism.FILL and (quota.kind is not QuotaKind.UNIT or quota.reserved is not None):
        text = Said(
            "자리를 다 채우는 방식은 부서 상한만 함께 씁니다.",
            "The method that fills all seats can only be used with limits of units.",
        )
        remedy = Said(
            "부서 상한만 남기거나 선발 방식을 바꾸세요.",
            "Keep only limits of units, or change the method of selection.",
        )
        return [Problem("quota_with_mechanism", text, remedy, row=row, field="kind")]
    return []


def _check_nesting(
    quotas: Sequence[QuotaDraft], mechanism: Mechanism, below: Mapping[str, frozenset[str]]
) -> list[Problem]:
    """Some ways of choosing stand only on quotas that lie inside one another, and reserves that share nobody."""
    if mechanism not in {Mechanism.DEFERRED, Mechanism.FILL}:
        return []
    covers = [
        cover_of(quota.kind, quota.keys, below, session=quota.session, is_reserve=bool(quota.reserved), row=row)
        for row, quota in enumerate(quotas, 1)
    ]
    problems = [
        Problem(
            "quotas_cross",
            Said(
                f"{one.row}번째 배정과 대상이 어긋나게 겹칩니다.", f"This quota partly overlaps with quota {one.row}."
            ),
            Said(
                "이 선발 방식에서는 대상이 서로 떨어져 있거나 하나가 다른 하나에 들어 있어야 합니다.",
                "With this method of selection two quotas have to be apart, or one has to lie within the other.",
            ),
            row=other.row,
            field="keys",
        )
        for one, other in crossing(covers)
    ]
    problems += [
        Problem(
            "reserves_share",
            Said(
                f"{one.row}번째 배정과 확보한 자리의 대상이 겹칩니다.",
                f"Its reserved seats are partly for the same people as those of quota {one.row}.",
            ),
            Said("확보한 자리의 대상을 서로 떼어 놓으세요.", "Reserve seats for people who are apart."),
            row=other.row,
            field="reserved",
        )
        for one, other in shared_reserves(covers)
    ]
    return problems


def _check_sums(quotas: Sequence[QuotaDraft], sessions: Sequence[SessionFacts]) -> list[Problem]:
    """Seats kept in one session are never more than it has."""
    problems = []
    for session in sessions:
        kept = sum(
            quota.reserved
            for quota in quotas
            if quota.reserved is not None and quota.session in {None, session.id} and quota.reserved > 0
        )
        if kept > session.seats:
            text = Said(
                f"{session.title}: 확보 인원의 합({kept}명)이 정원({session.seats}명)보다 많습니다.",
                f"{english(session.title)}: the reserved seats add up to {kept}, more than its {session.seats} seats.",
            )
            problems.append(
                Problem(
                    "reserves_above_seats",
                    text,
                    Said("확보 인원을 줄이세요.", "Reserve fewer seats."),
                    field="reserved",
                )
            )
    return problems


def _is_key(key: str) -> bool:
    return 0 < len(key) <= LONGEST_KEY and "\x00" not in key


def _check_text(field: str, text: str, longest: int) -> list[Problem]:
    if len(text.strip()) > longest:
        return [
            Problem(
                "too_long",
                Said(f"{longest}자까지 적을 수 있습니다.", f"At most {longest} characters can be entered."),
                Said("줄이세요.", "Make it less."),
                field=field,
            )
        ]
    if "\x00" in text:
        return [
            Problem(
                "unreadable",
                Said("읽을 수 없는 글자가 있습니다.", "There is an unreadable character."),
                Said("그 글자를 지우세요.", "Remove that character."),
                field=field,
            )
        ]
    return []
