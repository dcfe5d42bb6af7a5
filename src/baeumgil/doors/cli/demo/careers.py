"""Whole careers of a crowd, one after another, from columns drawn at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from baeumgil.doors.cli.demo import titles
from baeumgil.doors.cli.demo.names import draw_names
from baeumgil.doors.cli.demo.officials import REFERENCE_DAY, Crowd, series_list
from baeumgil.doors.cli.demo.paths import ENTRY, HIGHER_ENTRY, Paths, draw_paths
from baeumgil.doors.cli.demo.postings import Life, Postings
from baeumgil.stages.people.rules.career import AbsenceSpan, GradeSpan, ServiceSpan
from baeumgil.stages.people.services.bulk import PersonLoad
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
)

ONE_DAY = timedelta(days=1)
CHANCES = 61
COUNCIL_BEGAN = date(2022, 1, 13)
COUNCIL_SHARE = 0.013
LONG_SERVICE_DAYS = {9: 2008, 8: 2556, 7: 4017}
SPECIAL_SHARE = 0.03
TO_HIGHER_LEVEL_YEARS = 11
TERM_YEARS = 5
LONGEST_TERM_YEARS = 11


@dataclass(frozen=True, slots=True)
class Kind:
    """How a group of the model table is employed; `grade` for the nine grades only."""

    employment: EmploymentKind
    grade: int | None = None


KINDS = {
    **{f"{grade}급": Kind(EmploymentKind.GENERAL, grade) for grade in range(1, 10)},
    "임기제": Kind(EmploymentKind.FIXED_TERM),
    "별정직": Kind(EmploymentKind.SPECIAL_POST),
    "전문경력관": Kind(EmploymentKind.SPECIALIST),
    "연구사·지도사": Kind(EmploymentKind.RESEARCH),
    "연구관·지도관": Kind(EmploymentKind.RESEARCH),
    "공무직": Kind(EmploymentKind.PUBLIC_WORKER),
}


class Careers:
    """Turns crowds into people to load; counts staff numbers through the whole city."""

    def __init__(self, random: np.random.Generator, postings: Postings) -> None:
        self.random = random
        self.postings = postings
        self.number = 0

    def of(self, crowd: Crowd, exit_kind: ExitKind | None = None) -> Iterator[PersonLoad]:
        """Everybody of the crowd; with `exit_kind` they left on their last day."""
        kind = KINDS[crowd.group]
        size = len(crowd)
        names = draw_names(self.random, crowd.born.astype("datetime64[Y]").astype(np.int64) + 1970)
        series = _draw_series(self.random, size)
        chances = self.random.random((size, CHANCES)).tolist()
        away = _Away(self.random, crowd) if exit_kind is None else None
        paths = draw_paths(self.random, kind.grade, crowd.hired, crowd.until) if kind.grade else None
        born, hired, until = crowd.born.tolist(), crowd.hired.tolist(), crowd.until.tolist()
        for place in range(size):
            self.number += 1
            grades = _grade_steps(paths, place, hired[place], kind.grade)
            yield self._person(
                _Draft(
                    crowd.group,
                    kind,
                    names[place],
                    born[place],
                    hired[place],
                    until[place],
                    series[place],
                    grades,
                    chances[place],
                    exit_kind,
                    away.spans(place, chances[place]) if away else (),
                )
            )

    def _person(self, draft: "_Draft") -> PersonLoad:
        council_from = _council_from(draft)
        employment = draft.employment
        spans = draft.grade_spans()
        life = Life(
            draft.hired,
            draft.until,
            draft.exit_kind is None,
            draft.series,
            draft.grades,
            draft.chances,
            council_from,
        )
        return PersonLoad(
            name=draft.name,
            kind=PersonKind.OFFICIAL if draft.exit_kind is None else PersonKind.FORMER,
            staff_no=self._staff_no(draft),
            birth_on=draft.born,
            services=_services(draft, employment, council_from),
            grades=spans,
            postings=self.postings.of(life),
            absences=draft.absences,
        )

    def _staff_no(self, draft: "_Draft") -> str:
        """Two digits of the year, five or more counted through; leading zeros count. Public workers have a letter."""
        prefix = "W" if draft.kind.employment is EmploymentKind.PUBLIC_WORKER else ""
        return f"{prefix}{draft.hired.year % 100:02d}{self.number:06d}"


@dataclass(frozen=True, slots=True)
class _Draft:
    group: str
    kind: Kind
    name: str
    born: date
    hired: date
    until: date
    series: str
    grades: Sequence[tuple[date, int | None]]
    chances: Sequence[float]
    exit_kind: ExitKind | None
    absences: tuple[AbsenceSpan, ...]

    @property
    def employment(self) -> EmploymentKind:
        """The table counts research and guidance together; a third of them are 지도직."""
        if self.kind.employment is EmploymentKind.RESEARCH and self.chances[20] < 1 / 3:
            return EmploymentKind.GUIDANCE
        return self.kind.employment

    @property
    def last_day(self) -> date | None:
        return None if self.exit_kind is None else self.until

    @property
    def entry(self) -> EntryKind:
        first = self.grades[0][1]
        if first is not None and first not in {ENTRY, HIGHER_ENTRY}:
            return EntryKind.EXPERIENCED
        return EntryKind.TRANSFER if self.chances[21] < 0.02 else EntryKind.NEW  # noqa: PLR2004  share of those from elsewhere

    def grade_spans(self) -> tuple[GradeSpan, ...]:
        if self.kind.grade is None:
            return self._ungraded()
        spans = []
        for place, (start, grade) in enumerate(self.grades):
            end = self.grades[place + 1][0] - ONE_DAY if place + 1 < len(self.grades) else self.last_day
            held = grade or ENTRY
            change = GradeChange.APPOINTMENT if place == 0 else self._change(place, held, start)
            spans.append(GradeSpan(held, titles.title_of(held, self.series), self.series, change, start, end))
        return tuple(spans)

    def _change(self, place: int, grade: int, start: date) -> GradeChange:
        waited = (start - self.grades[place - 1][0]).days
        if waited > LONG_SERVICE_DAYS.get(grade + 1, 99_999):
            return GradeChange.LONG_SERVICE_PROMOTION
        is_special = self.chances[22 + place] < SPECIAL_SHARE
        return GradeChange.SPECIAL_PROMOTION if is_special else GradeChange.PROMOTION

    def _ungraded(self) -> tuple[GradeSpan, ...]:
        title, series = self._ungraded_title()
        equal_to = int(title[2]) if self.employment is EmploymentKind.SPECIAL_POST else None
        first = GradeSpan(equal_to, title, series, GradeChange.APPOINTMENT, self.hired, self.last_day)
        if self.group != "연구관·지도관":
            return (first,)
        years = min(TO_HIGHER_LEVEL_YEARS, (self.until - self.hired).days // 366 - 1)
        raised = date(self.hired.year + years, 7, 1)
        lower = GradeSpan(None, title, series, GradeChange.APPOINTMENT, self.hired, raised - ONE_DAY)
        higher = title.replace("사", "관")
        return lower, GradeSpan(None, higher, series, GradeChange.PROMOTION, raised, self.last_day)

    def _ungraded_title(self) -> tuple[str, str]:
        chance = self.chances[23]
        if self.employment is EmploymentKind.GUIDANCE:
            return "농촌지도사", "농촌지도"
        if self.employment is EmploymentKind.RESEARCH:
            field = titles.RESEARCH_FIELDS[int(chance * len(titles.RESEARCH_FIELDS))]
            return f"{field}연구사", f"{field}연구"
        if self.employment is EmploymentKind.SPECIALIST:
            return f"전문경력관 {titles.SPECIALIST_GROUPS[int(chance * 2.2)]}", ""
        if self.employment is EmploymentKind.FIXED_TERM:
            return titles.FIXED_TERM_TITLES[int(chance * len(titles.FIXED_TERM_TITLES))], ""
        if self.employment is EmploymentKind.SPECIAL_POST:
            return titles.SPECIAL_POST_TITLES[int(chance * len(titles.SPECIAL_POST_TITLES))], ""
        return "공무직", ""

    @property
    def term_ends_on(self) -> date | None:
        """임기제: five years, then at most five more, never in the past for those who serve."""
        if self.employment is not EmploymentKind.FIXED_TERM:
            return None
        for years in range(TERM_YEARS, LONGEST_TERM_YEARS + 1):
            end = date(self.hired.year + years, self.hired.month, min(self.hired.day, 28)) - ONE_DAY
            if end > self.until:
                return end
        return self.until + timedelta(days=90)


def _draw_series(random: np.random.Generator, size: int) -> list[str]:
    rows = series_list()
    shares = np.array([row["share"] for row in rows], dtype=float)
    drawn = random.choice(len(rows), size=size, p=shares / shares.sum())
    return [rows[place]["name"] for place in drawn]


def _grade_steps(paths: Paths | None, place: int, hired: date, grade: int | None) -> list[tuple[date, int | None]]:
    if paths is None or grade is None:
        return [(hired, None)]
    steps: list[tuple[date, int | None]] = [(hired, int(paths.entry[place]))]
    for held in sorted(paths.out_of, reverse=True):
        day = paths.out_of[held][place]
        if np.isnat(day):
            continue
        promoted = day.item()
        if (promoted - hired).days < 300:  # noqa: PLR2004  too soon after hiring: hired into the higher grade
            steps = [(hired, held - 1)]
        else:
            steps.append((promoted, held - 1))
    return steps


def _council_from(draft: _Draft) -> date | None:
    """A few work for the council; whoever was there before the law of 2022 passed over on its first day."""
    if draft.kind.grade is None or draft.chances[30] >= COUNCIL_SHARE or draft.exit_kind is not None:
        return None
    if draft.kind.grade < 5:  # noqa: PLR2004  the council's office has no more than a 5급 head here
        return None
    if draft.hired >= COUNCIL_BEGAN:
        return draft.hired
    later = date(2023 + int(draft.chances[31] * 3), 7, 1)
    return COUNCIL_BEGAN if draft.chances[32] < 0.7 else later  # noqa: PLR2004  share of the first day


def _services(draft: _Draft, employment: EmploymentKind, council_from: date | None) -> tuple[ServiceSpan, ...]:
    authority = Authority.COUNCIL if council_from == draft.hired else Authority.MAYOR
    if council_from is None or council_from == draft.hired:
        return (
            ServiceSpan(
                employment, authority, draft.entry, draft.hired, draft.last_day, draft.exit_kind, draft.term_ends_on
            ),
        )
    return (
        ServiceSpan(
            employment, Authority.MAYOR, draft.entry, draft.hired, council_from - ONE_DAY, ExitKind.TRANSFERRED
        ),
        ServiceSpan(employment, Authority.COUNCIL, EntryKind.TRANSFER, council_from),
    )


class _Away:
    """Who is away today, about one in ten, mostly in their thirties; and who was away before."""

    LEAVE = 0.085
    SECONDED = 0.012
    SUSPENDED = 0.001
    PREPARING = 0.35
    EARLIER = 0.16

    def __init__(self, random: np.random.Generator, crowd: Crowd) -> None:
        ages = (crowd.until - crowd.born).astype(float) / 365.25
        years = (crowd.until - crowd.hired).astype(float) / 365.25
        self.likely: NDArray[np.float64] = np.where((ages > 28) & (ages < 43), 1.7, 0.35) * (years > 0.8)  # noqa: PLR2004  ages of child care
        self.years = years
        self.turned_sixty = crowd.born.astype("datetime64[Y]").astype(np.int64) + 1970 + 60
        self.days = random.integers(20, 540, len(crowd))

    def spans(self, place: int, chances: Sequence[float]) -> tuple[AbsenceSpan, ...]:
        """Absences of one person, earlier ones first."""
        earlier = self._earlier(place, chances)
        start = REFERENCE_DAY - timedelta(days=int(min(self.days[place], self.years[place] * 300)))
        kind = self._kind(place, chances)
        if kind is None:
            return earlier
        if kind is AbsenceKind.RETIREMENT_PREPARATION:
            start = date(REFERENCE_DAY.year, 7, 1)
        return (*(span for span in earlier if span.ends_on and span.ends_on < start), AbsenceSpan(kind, start))

    def _kind(self, place: int, chances: Sequence[float]) -> AbsenceKind | None:
        if self.turned_sixty[place] <= REFERENCE_DAY.year and chances[40] < self.PREPARING:
            return AbsenceKind.RETIREMENT_PREPARATION
        if chances[41] < self.LEAVE * self.likely[place]:
            return AbsenceKind.LEAVE
        if chances[42] < self.SECONDED * (self.years[place] > 3):  # noqa: PLR2004  not in the first years
            return AbsenceKind.SECONDMENT
        return AbsenceKind.SUSPENSION if chances[43] < self.SUSPENDED else None

    def _earlier(self, place: int, chances: Sequence[float]) -> tuple[AbsenceSpan, ...]:
        if chances[44] >= self.EARLIER or self.years[place] < 6:  # noqa: PLR2004  room for a leave that is over
            return ()
        start = REFERENCE_DAY - timedelta(days=int(365 * (2.5 + chances[45] * (self.years[place] - 4.5))))
        return (AbsenceSpan(AbsenceKind.LEAVE, start, start + timedelta(days=int(180 + chances[46] * 370))),)
