"""What a paper is made from: its data, read as far as the actor may see it, and its words and tables."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import TypeVar

from django.utils.timezone import localtime

from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, NotAllowed, Problem
from baeumgil.core.said import Said
from baeumgil.engines.documents.tree import Document, Table
from baeumgil.stages.plan.access import may_see_needs, may_see_plans
from baeumgil.stages.plan.documents import places
from baeumgil.stages.plan.documents.approval import approval_paper
from baeumgil.stages.plan.documents.changes import changes_paper
from baeumgil.stages.plan.documents.course_plan import course_paper
from baeumgil.stages.plan.documents.courses import courses_paper
from baeumgil.stages.plan.documents.frame import DECIDED
from baeumgil.stages.plan.documents.minutes import minutes_paper
from baeumgil.stages.plan.documents.months import months_paper
from baeumgil.stages.plan.documents.needs import needs_paper
from baeumgil.stages.plan.documents.plan import plan_paper
from baeumgil.stages.plan.documents.totals import totals_paper
from baeumgil.stages.plan.errors import CourseNotFound, PlanInvalid
from baeumgil.stages.plan.queries.approval import approval_book
from baeumgil.stages.plan.queries.committee import meeting_book, meetings_of
from baeumgil.stages.plan.queries.courses import course_book
from baeumgil.stages.plan.queries.needs import needs_book
from baeumgil.stages.plan.queries.plans import plan_book, plan_book_of, plan_version
from baeumgil.stages.plan.rules.book import NeedsBook, PlanBook, VersionHead
from baeumgil.stages.plan.rules.totals import totals_of
from baeumgil.stages.plan.terms import CaseState, MeetingState, PaperKind

T = TypeVar("T")
LISTS = {
    PaperKind.TOTALS: totals_paper,
    PaperKind.CHANGES: changes_paper,
    PaperKind.COURSES: courses_paper,
    PaperKind.MONTHS: months_paper,
}


@dataclass(frozen=True, slots=True)
class Source:
    """A paper before it is written: `values` fill the places of a city's own form."""

    kind: PaperKind
    year: int
    document: Document
    values: Mapping[str, str | Table]
    about: str = ""
    is_draft: bool = False


def paper_source(
    *,
    actor: Actor,
    kind: PaperKind,
    version: int | None = None,
    year: int | None = None,
    institute_code: str = "",
    course: int | None = None,
    course_code: str = "",
    meeting: int | None = None,
    case: int | None = None,
) -> Source:
    """Words and tables of one paper. Each kind says which of the ids it needs; `PlanInvalid` when it is missing."""
    match kind:
        case PaperKind.MINUTES:
            return _minutes(
                actor,
                _needed(
                    meeting,
                    "meeting",
                    Said("어느 회의의 회의록인지 고르세요.", "Choose the meeting whose minutes you want."),
                ),
            )
        case PaperKind.APPROVAL:
            return _approval(
                actor,
                _needed(
                    case, "case", Said("어느 결재의 표지인지 고르세요.", "Choose the approval whose sheet you want.")
                ),
            )
        case PaperKind.COURSE_PLAN:
            if course is None and course_code:
                return _course_of_plan(actor, course_code, _book(actor, version, year, institute_code))
            wanted = _needed(
                course, "course", Said("어느 과정의 운영계획인지 고르세요.", "Choose the course whose plan you want.")
            )
            return _course(actor, wanted, _year(actor, version, year))
        case PaperKind.NEEDS:
            return _needs(actor, version, year, institute_code)
        case _:
            return _plan(actor, kind, version, year, institute_code)


def _plan(actor: Actor, kind: PaperKind, version: int | None, year: int | None, institute_code: str) -> Source:
    book = _book(actor, version, year, institute_code)
    totals = totals_of(book)
    if kind is PaperKind.PLAN:
        document = plan_paper(book, totals, _needs_behind(book.head), _meetings_behind(book.head))
    else:
        document = LISTS[kind](book, totals)
    values = places.of_document(kind, document) | places.of_plan(book, totals)
    return Source(kind, book.head.year, document, values, is_draft=book.head.state not in DECIDED)


def _needs_behind(head: VersionHead) -> NeedsBook | None:
    """Counts of the needs survey for the plan's own story: one paper says the same to whoever may read it."""
    found = needs_book(actor=Actor.system("교육훈련계획서"), year=head.year, institute=head.institute)
    return found if found.rounds or found.requests or found.surveys else None


def _meetings_behind(head: VersionHead) -> list[date]:
    """Days on which the committee finished with this version; days only, so whoever reads the plan may read them."""
    found = meetings_of(actor=Actor.system("교육훈련계획서"), version=head.id)
    return [row.held_on for row in found if row.state == MeetingState.CLOSED]


def _needs(actor: Actor, version: int | None, year: int | None, institute_code: str) -> Source:
    if not may_see_needs(actor):
        raise NotAllowed
    head = plan_version(actor=actor, version=version) if version else _book(actor, None, year, institute_code).head
    book = needs_book(actor=actor, year=head.year, institute=head.institute)
    document = needs_paper(book)
    values = places.of_document(PaperKind.NEEDS, document) | places.of_needs(book)
    return Source(PaperKind.NEEDS, book.year, document, values)


def _course(actor: Actor, course: int, year: int) -> Source:
    book = course_book(actor=actor, course=course, year=year)
    document = course_paper(book)
    values = places.of_document(PaperKind.COURSE_PLAN, document) | places.of_course(book)
    return Source(PaperKind.COURSE_PLAN, year, document, values, about=book.name)


def _course_of_plan(actor: Actor, code: str, book: PlanBook) -> Source:
    found = next((line.course for line in book.lines if line.code == code), None)
    if found is None:
        raise CourseNotFound(
            Said(
                f"{book.head.year}년 계획에 코드가 {code}인 과정이 없습니다.",
                f"The plan for {book.head.year} has no course with the code {code}.",
            ),
            course=code,
        )
    return _course(actor, found, book.head.year)


def _minutes(actor: Actor, meeting: int) -> Source:
    book = local(meeting_book(actor=actor, meeting=meeting))
    document = minutes_paper(book)
    values = places.of_document(PaperKind.MINUTES, document) | places.of_meeting(book)
    is_draft = book.state is not MeetingState.CLOSED
    return Source(PaperKind.MINUTES, book.year, document, values, about=f"제{book.number}차", is_draft=is_draft)


def _approval(actor: Actor, case: int) -> Source:
    book = local(approval_book(actor=actor, case=case))
    book = replace(book, steps=tuple(local(step) for step in book.steps))
    document = approval_paper(book)
    values = places.of_document(PaperKind.APPROVAL, document) | places.of_case(book)
    is_draft = book.state is not CaseState.APPROVED
    return Source(PaperKind.APPROVAL, book.year, document, values, about=book.title, is_draft=is_draft)


def _book(actor: Actor, version: int | None, year: int | None, institute_code: str) -> PlanBook:
    if version is not None:
        book = plan_book(actor=actor, version=version)
    else:
        wanted = _needed(year, "year", Said("어느 해의 계획인지 고르세요.", "Choose the year of the plan."))
        book = plan_book_of(actor=actor, year=wanted, institute_code=institute_code)
    return replace(book, head=local(book.head))


def _year(actor: Actor, version: int | None, year: int | None) -> int:
    if not may_see_plans(actor):
        raise NotAllowed
    if version is not None:
        return plan_version(actor=actor, version=version).year
    return _needed(year, "year", Said("어느 해의 계획인지 고르세요.", "Choose the year of the plan."))


def _needed(value: int | None, field: str, text: str) -> int:
    if value is None:
        raise PlanInvalid([Problem("missing", text, field=field)], Invalid.message)
    return value


def local(value: T) -> T:
    """The same value with its moments as Korea's clocks show them; papers write days, not time zones."""
    moments = {
        one.name: localtime(at)
        for one in fields(value)  # type: ignore[arg-type]  # only books, which are dataclasses
        if isinstance(at := getattr(value, one.name), datetime)
    }
    return replace(value, **moments) if moments else value  # type: ignore[type-var]  # as above
