"""편성 연도. Sessions are taken over from an approved plan, added, and cancelled."""

from collections.abc import Mapping

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.errors import PlanNotFound
from baeumgil.stages.plan.queries.course_briefs import course_briefs
from baeumgil.stages.plan.queries.plan_books import approved_years, holidays_of, read_book
from baeumgil.stages.plan.rules.book import PlanBook
from baeumgil.stages.schedule.access import may_change, may_edit_schedule
from baeumgil.stages.schedule.errors import SessionInvalid, SessionNotFound
from baeumgil.stages.schedule.events import CancellationAsked, SessionCancelled
from baeumgil.stages.schedule.models import CourseSession, ScheduleYear
from baeumgil.stages.schedule.queries.session_lengths import lengths_of
from baeumgil.stages.schedule.rules.years import SessionDraft, sessions_of
from baeumgil.stages.schedule.services.bookings import clear_placings, held_year
from baeumgil.stages.schedule.services.invitations import invite_for
from baeumgil.stages.schedule.terms import MOST_SESSION_DAYS, SessionState

MOST_SEATS = 100_000
MOST_LABEL = 120


@action("schedule.open_year")
def open_year(*, actor: Actor, institute: int, year: int, version: int | None = None) -> int:
    """Take the sessions of a year over from its approved plan, or from a version; the schedule year.

    Again: sessions that are new join, open ones follow the plan's planned days and, unless they were announced, its
    seats; placed ones stay as they are, and none is taken away. Raises `PlanNotFound` when there is no such plan.
    """
    allow(may_edit_schedule(actor))
    book = _book(institute, year, version)
    allow(may_change(actor, is_example=book.head.is_example))
    row = _year_row(book)
    made, changed = _take_over(row, _drafts(book))
    row.version_id = book.head.id
    row.revision += 1
    row.save(update_fields=["version", "revision"])
    record(f"{year}년 일정", schedule_year=row.pk, version=book.head.id, sessions=made, changed=changed)
    return row.pk


@action("schedule.add_session")
def add_session(*, actor: Actor, year: int, course: int, seats: int, days: int | None = None, label: str = "") -> int:
    """Add a session the plan does not name; the session. Raises `SessionInvalid` with every problem."""
    allow(may_edit_schedule(actor))
    row = held_year(year)
    allow(may_change(actor, is_example=row.institute.is_example))
    known = course_briefs(row.institute_id, [course]).get(course)
    problems = list(_problems(seats, days, label))
    if known is None:
        problems.append(
            Problem(
                "unknown_course",
                Said("이 기관의 과정이 아닙니다.", "The course is not of this institute."),
                Said("과정을 다시 고르세요.", "Choose the course again."),
                field="course",
            )
        )
    if problems or known is None:
        raise SessionInvalid(problems)
    label = label.strip()
    numbers = CourseSession.objects.filter(year=row, course_id=course).order_by("-number")
    last = numbers.values_list("number", flat=True).first() or 0
    made = CourseSession.objects.create(
        year=row,
        course_id=course,
        number=last + 1,
        name=known.name,
        label=label,
        seats=seats,
        days=days or lengths_of(row.institute_id, [course])[course],
        changed_at=clock.now(),
    )
    _touch(row)
    record(f"{row.year}년 {made}", session=made.pk, course=course, seats=seats)
    return made.pk


@action("schedule.cancel_session")
def cancel_session(*, actor: Actor, session: int, reason: str) -> None:
    """Cancel a session: days, room and instructors are free again, invitations withdrawn. Again: nothing happens.

    Raises `SessionInvalid` without a reason.
    """
    allow(may_edit_schedule(actor))
    found = CourseSession.objects.filter(pk=session).first()
    if found is None:
        raise SessionNotFound(session=session)
    announce(CancellationAsked(session))
    year = held_year(found.year_id)
    allow(may_change(actor, is_example=year.institute.is_example))
    row = hold(CourseSession, [session])[0]
    if not isinstance(row, CourseSession):  # pragma: no cover - hold gives what it was asked for
        raise SessionNotFound(session=session)
    reason = reason.strip()
    if not reason:
        raise SessionInvalid(
            [Problem("no_reason", Said("폐강하는 까닭을 적으세요.", "Give the reason for cancelling."), field="reason")]
        )
    record(f"{year.year}년 {row}", session=session)
    if row.state == SessionState.CANCELLED:
        return
    CourseSession.objects.filter(pk=session).update(
        state=SessionState.CANCELLED,
        starts_on=None,
        ends_on=None,
        room=None,
        is_date_pinned=False,
        is_room_pinned=False,
        are_instructors_pinned=False,
        why_open=[reason[:300]],
    )
    clear_placings([session])
    invite_for([session])
    announce(SessionCancelled(session))


def _book(institute: int, year: int, version: int | None) -> PlanBook:
    if version is None:
        version = dict(approved_years(institute)).get(year)
    if version is None:
        raise PlanNotFound(
            Said(f"{year}년 확정된 연간계획이 없습니다.", f"There is no approved annual plan for {year}."),
            institute=institute,
            year=year,
        )
    book = read_book(version)
    if (book.head.institute, book.head.year) != (institute, year):
        raise PlanNotFound(version=version)
    return book


def _year_row(book: PlanBook) -> ScheduleYear:
    made, _ = ScheduleYear.objects.get_or_create(
        institute_id=book.head.institute,
        year=book.head.year,
        defaults={"version_id": book.head.id, "opened_at": clock.now(), "revision": 0},
    )
    return held_year(made.pk)


def _drafts(book: PlanBook) -> list[SessionDraft]:
    lengths = lengths_of(book.head.institute, [line.course for line in book.lines])
    holidays = frozenset(book.holidays or holidays_of(book.head.year))
    return [draft for line in book.lines for draft in sessions_of(line, holidays, lengths.get(line.course))]


def _take_over(year: ScheduleYear, drafts: list[SessionDraft]) -> tuple[int, int]:
    """Make what is not there; let open sessions follow. How many of each."""
    there = {(row.course_id, row.number, row.label): row for row in CourseSession.objects.filter(year=year)}
    moment = clock.now()
    fresh = [draft for draft in drafts if _key(draft) not in there]
    CourseSession.objects.bulk_create(CourseSession(year=year, changed_at=moment, **_columns(draft)) for draft in fresh)
    changed = []
    for draft in drafts:
        row = there.get(_key(draft))
        if row is None or row.state != SessionState.OPEN:
            continue
        wanted = {name: value for name, value in _columns(draft).items() if getattr(row, name) != value}
        if row.announced_on is not None:
            wanted.pop("seats", None)  # people were told; `change_seats` asks who applied there
        if wanted:
            for name, value in wanted.items():
                setattr(row, name, value)
            row.revision += 1
            row.changed_at = moment
            changed.append(row)
    CourseSession.objects.bulk_update(changed, [*COLUMNS, "revision", "changed_at"])
    return len(fresh), len(changed)


COLUMNS = ("name", "seats", "days", "planned_starts_on", "planned_ends_on", "planned_month")


def _key(draft: SessionDraft) -> tuple[int, int, str]:
    return draft.course, draft.number, draft.label


def _columns(draft: SessionDraft) -> Mapping[str, object]:
    return {
        "course_id": draft.course,
        "number": draft.number,
        "label": draft.label,
        "name": draft.name,
        "seats": draft.seats,
        "days": draft.days,
        "planned_starts_on": draft.planned_starts_on,
        "planned_ends_on": draft.planned_ends_on,
        "planned_month": draft.planned_month,
    }


def _touch(year: ScheduleYear) -> None:
    year.revision += 1
    year.save(update_fields=["revision"])


def _problems(seats: int, days: int | None, label: str) -> list[Problem]:
    problems = []
    if not 1 <= seats <= MOST_SEATS:
        problems.append(
            Problem("seats", Said("인원은 1명부터 100,000명까지입니다.", "Seats go from 1 to 100,000."), field="seats")
        )
    if days is not None and not 1 <= days <= MOST_SESSION_DAYS:
        problems.append(
            Problem(
                "days",
                Said(
                    f"기간은 1일부터 {MOST_SESSION_DAYS}일까지입니다.",
                    f"A session has from 1 to {MOST_SESSION_DAYS} days.",
                ),
                field="days",
            )
        )
    if len(label.strip()) > MOST_LABEL:
        problems.append(
            Problem(
                "label",
                Said(f"구분은 {MOST_LABEL}자까지입니다.", f"The label can have at most {MOST_LABEL} characters."),
                field="label",
            )
        )
    return problems
