"""Parts of the pages of calls: figures, shares of seats, months, links to what other pages do with a call."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baeumgil.core import clock
from baeumgil.doors.web.schedule.frame import address_of_name
from baeumgil.doors.web.templatetags.dates import kmonth
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.engines.calendar.months import add_months
from baeumgil.stages.enrolment.rules.call_words import PolicyWords, Sentence
from baeumgil.stages.enrolment.rules.list_dates import list_date
from baeumgil.stages.enrolment.rules.rows import CallRow, QuotaRow
from baeumgil.stages.enrolment.terms import CallPhase, Mechanism
from baeumgil.stages.schedule.rules.rows import SessionRow

MONTH_LENGTH = 7
FIRST_YEAR, LAST_YEAR = 2000, 2100
SHOWN_MONTHS = 2


@dataclass(frozen=True, slots=True)
class CallSummary:
    """A call in figures. `percent` is of applications against seats; the bar is full at a hundred."""

    row: CallRow
    seats: int
    taken: int
    free: int
    percent: int | None
    list_on: date | None

    @property
    def bar(self) -> int | None:
        """How far the bar goes."""
        return None if self.percent is None else min(100, self.percent)


@dataclass(frozen=True, slots=True)
class Share:
    """One quota with the session it is of; empty: of each."""

    row: QuotaRow
    session: str


@dataclass(frozen=True, slots=True)
class CourseSessions:
    """Sessions of one course that wait for a call."""

    course: int
    name: str
    code: str
    rows: tuple[tuple[SessionRow, bool], ...]


@dataclass(frozen=True, slots=True)
class SaidPolicy:
    """The policy of a call in the screen's language."""

    mechanism: str
    order: tuple[str, ...]
    limits: tuple[str, ...]
    later: tuple[str, ...]
    promises: tuple[str, ...]
    given_up: tuple[str, ...]


def said_policy(words: PolicyWords) -> SaidPolicy:
    """As the screen says it."""
    language = get_language() or "ko"

    def said(sentences: Sequence[Sentence]) -> tuple[str, ...]:
        return tuple(sentence.said(language) for sentence in sentences)

    return SaidPolicy(
        words.mechanism.said(language),
        said(words.order),
        said(words.limits),
        said(words.later),
        said(words.promises),
        said(words.given_up),
    )


def summary_of(row: CallRow) -> CallSummary:
    """In figures."""
    seats, taken = row.seats, sum(session.taken for session in row.sessions)
    first = min((session.dates[0] for session in row.sessions if session.dates), default=None)
    return CallSummary(
        row=row,
        seats=seats,
        taken=taken,
        free=sum(session.free for session in row.sessions),
        percent=round(100 * row.applications / seats) if seats else None,
        list_on=None if first is None else list_date(first, row.policy),
    )


def shares(row: CallRow) -> list[Share]:
    """Quotas with their sessions named."""
    titles: Mapping[int, str] = {session.session: session.title for session in row.sessions}
    return [Share(quota, titles.get(quota.session, "") if quota.session is not None else "") for quota in row.quotas]


def links_of(row: CallRow, *, may_run: bool = False, sees_results: bool = False) -> list[tuple[str, str]]:
    """What else the office does with a call, as far as its pages exist."""
    if row.phase is CallPhase.DRAFT:
        return []
    is_coming, is_open = row.phase is CallPhase.COMING, row.phase is CallPhase.OPEN
    is_selected = row.mechanism is not Mechanism.FIRST_COME
    everybody = address_of_name("applications-all")
    found = [
        (_("신청한 사람"), f"{everybody}?call={row.id}" if everybody else ""),
        (_("부서원 추천"), address_of_name("nominate-call", row.id) if may_run and is_open else ""),
        (_("이수 대상자 부르기"), address_of_name("call-up", row.id) if may_run and (is_open or is_coming) else ""),
        (_("선발"), address_of_name("selection-start", row.id) if sees_results and is_selected else ""),
        (_("대기자"), address_of_name("waiting-list", row.id)),
        (_("2차 모집"), address_of_name("call-second", row.id)),
        (_("공고 화면"), address_of_name("call-page", row.id)),
    ]
    return [(label, url) for label, url in found if url]


def grouped(rows: Sequence[SessionRow], ticked: Collection[int]) -> list[CourseSessions]:
    """By course, those ticked before ticked again."""
    by_course: dict[int, list[SessionRow]] = {}
    for row in rows:
        by_course.setdefault(row.course, []).append(row)
    return [
        CourseSessions(
            course,
            found[0].name,
            found[0].course_code,
            tuple((row, row.id in ticked) for row in found),
        )
        for course, found in by_course.items()
    ]


def month_asked(text: str) -> date:
    """The first day of `2027-03`; of the next month when it cannot be read."""
    year, _dash, month = text.partition("-")
    if len(text) == MONTH_LENGTH and text.isascii() and year.isdigit() and month.isdigit():
        number, place = int(year), int(month)
        if FIRST_YEAR <= number <= LAST_YEAR and 1 <= place <= 12:  # noqa: PLR2004  months
            return date(number, place, 1)
    return add_months(clock.today().replace(day=1), 1)


def month_links(first: date) -> list[Tab]:
    """The months around."""
    months = [add_months(first, step) for step in range(-SHOWN_MONTHS, SHOWN_MONTHS + 1)]
    return [Tab(kmonth(month), f"?month={month:%Y-%m}", month == first) for month in months]
