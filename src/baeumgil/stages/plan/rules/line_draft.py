"""계획의 과정을 적은 것: a line as somebody typed it or a file said it, and every problem with it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from baeumgil.core.errors import Problem
from baeumgil.core.glossary import label
from baeumgil.core.said import Said, english
from baeumgil.stages.plan.rules.book import SessionDays
from baeumgil.stages.plan.rules.lineage import Edge, circles, own_ancestor
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, CourseKind, CourseState, Improvement, Origin, TargetGroup

LARGEST = 2_000_000
"""No session, seat or course count of a city comes near it; a typing error does."""
LARGEST_AMOUNT = 10**15
LONGEST_SESSION_NOTE = 120
LONGEST = {
    "reason": 500,
    "target_text": 300,
    "duration_text": 60,
    "owner_name": 200,
    "remark": 500,
    "name": 200,
}


@dataclass(frozen=True, slots=True)
class LineDraft:
    """One course in a plan. What is left empty from `field` on is taken from the course.

    `seats` None is sessions times seats per session. Figures of the year before are read, never typed.
    """

    course: str
    verb: ChangeVerb = ChangeVerb.KEPT
    origin: Origin = Origin.OWN_REVIEW
    reason: str = ""
    sessions: int = 0
    seats_per_session: int | None = None
    seats: int | None = None
    ancestors: tuple[str, ...] = ()
    planned: tuple[SessionDays, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    field: str = ""
    goal: str = ""
    kind: CourseKind | None = None
    target_group: TargetGroup | None = None
    target_text: str = ""
    duration_text: str = ""
    total_minutes: int | None = None
    budget: int | None = None
    owner_name: str = ""
    remark: str = ""
    name: str = ""

    @property
    def all_seats(self) -> int:
        """연인원: as said, or sessions times seats per session."""
        return self.sessions * (self.seats_per_session or 0) if self.seats is None else self.seats


@dataclass(frozen=True, slots=True)
class KnownPlan:
    """What a draft is checked against: the plan's year, codes of courses (with name and state), fields, goals.

    `areas` are fields that others hang under: they carry no courses. `history` are ancestors of earlier years,
    `edges` those of this version. `planned` are courses of this version or of the year before: they may stay
    although the catalogue has ended them.
    """

    year: int
    courses: Mapping[str, tuple[str, CourseState]] = field(default_factory=dict)
    fields: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    history: frozenset[Edge] = frozenset()
    edges: frozenset[Edge] = frozenset()


def check_line(draft: LineDraft, known: KnownPlan) -> list[Problem]:
    """Every problem of one line as typed."""
    return check_lines([draft], known, has_rows=False)


def check_lines(drafts: Sequence[LineDraft], known: KnownPlan, *, has_rows: bool = True) -> list[Problem]:
    """Every problem of many lines; `row` counts them from 1."""
    problems: list[Problem] = []
    for number, draft in enumerate(drafts, start=1):
        found = [*_codes(draft, known), *_amounts(draft), *_ended(draft), *_sessions(draft, known), *_texts(draft)]
        row = number if has_rows else None
        name = known.courses.get(draft.course, (draft.course, None))[0]
        found += own_ancestor(draft.course, draft.name or name, draft.ancestors)
        problems += [replace(problem, row=row) for problem in found] if has_rows else found
    return problems + _repeated(drafts) + _circles(drafts, known)


def _codes(draft: LineDraft, known: KnownPlan) -> Iterable[Problem]:
    there = known.courses.get(draft.course)
    if there is None:
        yield Problem(
            "unknown_course",
            Said(f"과정 코드 '{draft.course}'이(가) 없습니다.", f"There is no course code “{draft.course}”."),
            Said("과정을 먼저 넣으세요.", "Put in the course first."),
            field="course",
        )
    elif there[1] is CourseState.ENDED and draft.course not in known.planned:
        yield Problem(
            "ended_course",
            Said(f"'{there[0]}' 과정은 끝난 과정입니다.", f"The course “{there[0]}” has ended."),
            Said("다른 과정을 고르세요.", "Choose another course."),
            field="course",
        )
    if draft.field and draft.field not in known.fields:
        yield Problem(
            "unknown_field",
            Said(f"분야 코드 '{draft.field}'이(가) 없습니다.", f"There is no field code “{draft.field}”."),
            Said("분야를 확인하세요.", "Check the field."),
            field="field",
        )
    elif draft.field in known.areas:
        yield Problem(
            "area_not_field",
            Said(
                f"'{draft.field}'은(는) 아래 분야가 있는 영역입니다.",
                f"“{draft.field}” is an area with fields below it.",
            ),
            Said("아래 분야를 고르세요.", "Choose a field below it."),
            field="field",
        )
    if draft.goal and draft.goal not in known.goals:
        yield Problem(
            "unknown_goal",
            Said(f"목표 코드 '{draft.goal}'이(가) 없습니다.", f"There is no goal code “{draft.goal}”."),
            Said("목표를 확인하세요.", "Check the goal."),
            field="goal",
        )
    for code in draft.ancestors:
        if code not in known.courses:
            yield Problem(
                "unknown_ancestor",
                Said(f"이전 과정 코드 '{code}'이(가) 없습니다.", f"There is no course code “{code}” for an ancestor."),
                Said("과정 코드를 확인하세요.", "Check the course code."),
                field="ancestors",
            )
    for code, count in Counter(draft.ancestors).items():
        if count > 1:
            yield Problem(
                "same_ancestor",
                Said(f"이전 과정 '{code}'을(를) 두 번 적었습니다.", f"The ancestor “{code}” is there twice."),
                Said("한 번만 적으세요.", "Name it once only."),
                field="ancestors",
            )


def _amounts(draft: LineDraft) -> Iterable[Problem]:
    for name, words, value, least in (
        ("sessions", Said("기수", "Sessions"), draft.sessions, 0),
        ("seats_per_session", Said("기수당 인원", "Seats per session"), draft.seats_per_session, 1),
        ("seats", Said("연인원", "Seats"), draft.seats, 0),
        ("total_minutes", Said("총시간", "Total time"), draft.total_minutes, 0),
        ("budget", Said("예산", "Budget"), draft.budget, 0),
    ):
        if value is not None and value < least:
            yield Problem(
                "too_small",
                Said(
                    f"{words} {value:,}은(는) {least}보다 작습니다.",
                    f"{english(words)}: {value:,} is less than {least}.",
                ),
                Said(f"{least} 이상으로 적으세요.", f"Give {least} or more."),
                field=name,
            )
        if value is not None and value > (LARGEST_AMOUNT if name == "budget" else LARGEST):
            yield Problem(
                "too_large",
                Said(f"{words} {value:,}은(는) 너무 큽니다.", f"{english(words)}: {value:,} is too large."),
                Said("자릿수를 확인하세요.", "Check the number of digits."),
                field=name,
            )
    if draft.seats is None and draft.all_seats > LARGEST:
        yield Problem(
            "too_large",
            Said(
                f"기수와 기수당 인원을 곱한 연인원 {draft.all_seats:,}은(는) 너무 큽니다.",
                f"Sessions times seats per session are {draft.all_seats:,} seats, which is too many.",
            ),
            Said("자릿수를 확인하세요.", "Check the number of digits."),
            field="seats",
        )
    product = draft.sessions * (draft.seats_per_session or 0)
    if draft.seats is not None and draft.seats_per_session and not draft.planned and draft.seats != product:
        yield Problem(
            "seats_disagree",
            Said(
                f"기수 {draft.sessions:,} × 기수당 {draft.seats_per_session:,}명은 {product:,}명인데 연인원을 "
                f"{draft.seats:,}명으로 적었습니다.",
                f"{draft.sessions:,} sessions × {draft.seats_per_session:,} seats are {product:,}, but "
                f"{draft.seats:,} seats in all were given.",
            ),
            Said(
                "세 숫자를 맞추거나, 기수마다 인원이 다르면 기수당 인원을 비우세요.",
                "Make the three numbers agree, or leave the seats per session empty if sessions differ.",
            ),
            field="seats",
        )


def _ended(draft: LineDraft) -> Iterable[Problem]:
    if draft.verb not in ENDING:
        return
    if draft.sessions or draft.all_seats or draft.planned:
        yield Problem(
            "ended_with_seats",
            Said(
                f"{label(draft.verb)}하는 과정에 기수나 인원이 있습니다.",
                f"A course marked “{label(draft.verb, 'en')}” has sessions or seats.",
            ),
            Said(
                "기수와 인원을 0으로 적거나 개편 구분을 고치세요.",
                "Put sessions and seats to 0, or correct the kind of change.",
            ),
            field="verb",
        )
    if draft.improvements:
        yield Problem(
            "ended_improved",
            Said(
                f"{label(draft.verb)}하는 과정에 개선 내용이 있습니다.",
                f"A course marked “{label(draft.verb, 'en')}” has improvements.",
            ),
            Said("개선 내용을 지우세요.", "Remove the improvements."),
            field="verb",
        )
    if draft.ancestors:
        yield Problem(
            "ended_with_ancestor",
            Said(
                f"{label(draft.verb)}하는 과정에 이전 과정이 있습니다.",
                f"A course marked “{label(draft.verb, 'en')}” has ancestors.",
            ),
            Said("이어받는 과정 쪽에 적으세요.", "Name them with the course that carries on."),
            field="ancestors",
        )


def _sessions(draft: LineDraft, known: KnownPlan) -> Iterable[Problem]:
    for session in draft.planned:
        yield from _session(session, known.year)
    for (number, note), count in Counter((each.number, each.note) for each in draft.planned).items():
        if count > 1:
            yield Problem(
                "same_session",
                Said(
                    f"{number}기{f' {note}' if note else ''}가 두 번 나옵니다.",
                    f"Session {number}{f' {note}' if note else ''} is there twice.",
                ),
                Said("기수 번호를 고치세요.", "Correct the session number."),
                field="planned",
            )
    if draft.verb in ENDING or not draft.planned:
        return
    if len(draft.planned) > draft.sessions:
        yield Problem(
            "too_many_sessions",
            Said(
                f"기수는 {draft.sessions:,}인데 날짜를 적은 기수가 {len(draft.planned):,}입니다.",
                f"There are {draft.sessions:,} sessions, but {len(draft.planned):,} with days.",
            ),
            Said("기수를 맞추세요.", "Make the sessions agree."),
            field="planned",
        )
    named = sum(session.seats for session in draft.planned)
    complete = len(draft.planned) == draft.sessions
    if named > draft.all_seats or (complete and named != draft.all_seats):
        yield Problem(
            "session_seats_disagree",
            Said(
                f"연인원은 {draft.all_seats:,}명인데 기수별 인원을 더하면 {named:,}명입니다.",
                f"There are {draft.all_seats:,} seats in all, but those of the sessions add up to {named:,}.",
            ),
            Said("연인원이나 기수별 인원을 고치세요.", "Correct the seats in all or those of the sessions."),
            field="planned",
        )


def _session(session: SessionDays, year: int) -> Iterable[Problem]:
    where = Said(f"{session.number}기", f"Session {session.number}")
    if session.number < 1:
        yield Problem(
            "session_number",
            Said(
                f"기수 번호 {session.number}은(는) 1보다 작습니다.",
                f"The session number {session.number} is less than 1.",
            ),
            Said("1부터 적으세요.", "Begin with 1."),
            field="planned",
        )
    if session.seats < 0:
        yield Problem(
            "too_small",
            Said(
                f"{where} 인원 {session.seats:,}은(는) 0보다 작습니다.",
                f"{where.english}: {session.seats:,} seats are less than 0.",
            ),
            Said("0 이상으로 적으세요.", "Give 0 or more."),
            field="planned",
        )
    if max(session.number, session.seats) > LARGEST:
        yield Problem(
            "too_large",
            Said(f"{where} 번호나 인원이 너무 큽니다.", f"{where.english}: the number or the seats are too large."),
            Said("자릿수를 확인하세요.", "Check the number of digits."),
            field="planned",
        )
    if len(session.note) > LONGEST_SESSION_NOTE:
        yield Problem(
            "too_long",
            Said(
                f"{where} 비고 {len(session.note):,}자는 너무 깁니다.",
                f"{where.english}: a remark of {len(session.note):,} characters is too long.",
            ),
            Said(f"{LONGEST_SESSION_NOTE}자 안으로 줄이세요.", f"Shorten it to {LONGEST_SESSION_NOTE} characters."),
            field="planned",
        )
    if session.month is not None and not 1 <= session.month <= 12:  # noqa: PLR2004  months of a year
        yield Problem(
            "month",
            Said(
                f"{where}의 달 {session.month}은(는) 1~12가 아닙니다.",
                f"{where.english}: the month {session.month} is not from 1 to 12.",
            ),
            Said("달을 고치세요.", "Correct the month."),
            field="planned",
        )
    if (session.starts_on is None) != (session.ends_on is None):
        yield Problem(
            "session_half",
            Said(
                f"{where}의 시작일과 종료일 가운데 하나만 있습니다.",
                f"{where.english}: only one of first and last day is there.",
            ),
            Said("둘 다 적거나 둘 다 비우세요.", "Give both or leave both empty."),
            field="planned",
        )
    if session.starts_on is not None and session.ends_on is not None and session.ends_on < session.starts_on:
        yield Problem(
            "session_backwards",
            Said(f"{where}의 종료일이 시작일보다 빠릅니다.", f"{where.english}: the last day is before the first."),
            Said("날짜를 고치세요.", "Correct the days."),
            field="planned",
        )
    outside = [day for day in (session.starts_on, session.ends_on) if day is not None and day.year != year]
    if outside:
        yield Problem(
            "outside_year",
            Said(
                f"{where} 날짜 {outside[0]:%Y-%m-%d}이(가) {year}년이 아닙니다.",
                f"{where.english}: the day {outside[0]:%Y-%m-%d} is not in {year}.",
            ),
            Said(f"{year}년 안의 날짜로 고치세요.", f"Choose a day in {year}."),
            field="planned",
        )


def _texts(draft: LineDraft) -> Iterable[Problem]:
    for name, longest in LONGEST.items():
        text = str(getattr(draft, name))
        if len(text) > longest:
            yield Problem(
                "too_long",
                Said(f"{len(text):,}자는 너무 깁니다.", f"{len(text):,} characters are too many."),
                Said(f"{longest:,}자 안으로 줄이세요.", f"Shorten it to {longest:,} characters."),
                field=name,
            )


def _repeated(drafts: Sequence[LineDraft]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row, draft in enumerate(drafts, start=1):
        if draft.course in first:
            problems.append(
                Problem(
                    "same_course",
                    Said(
                        f"과정 '{draft.course}'이(가) {first[draft.course]}번째에도 있습니다.",
                        f"The course “{draft.course}” is also line {first[draft.course]}.",
                    ),
                    Said("한 과정은 한 번만 적으세요.", "Name a course once only."),
                    row=row,
                    field="course",
                )
            )
        first.setdefault(draft.course, row)
    return problems


def _circles(drafts: Sequence[LineDraft], known: KnownPlan) -> list[Problem]:
    written = {draft.course for draft in drafts}
    edges = {edge for edge in known.edges if edge[0] not in written} | known.history
    edges |= {(draft.course, code) for draft in drafts for code in draft.ancestors}
    return circles(edges, {code: name for code, (name, _) in known.courses.items()})
