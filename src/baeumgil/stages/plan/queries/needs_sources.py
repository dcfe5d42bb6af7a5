"""Figures that speak for seats, each kind read once for a whole institute and year. Unguarded building blocks."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from baeumgil.stages.plan.models import (
    CompetencyGap,
    Course,
    CourseRequest,
    CourseResult,
    Field,
    LegalDuty,
    PlanLine,
    PlanVersion,
    RoadmapDemand,
    SeatProposal,
    SurveyTally,
)
from baeumgil.stages.plan.rules.book import FieldRow
from baeumgil.stages.plan.rules.needs_duties import people_a_year, shares
from baeumgil.stages.plan.rules.needs_values import (
    DecidedSeats,
    DemandFigure,
    DutyFigure,
    GapFigure,
    PlannedBefore,
    RequestBrief,
    ResultFigures,
    SurveyShare,
    Theme,
)
from baeumgil.stages.plan.terms import ENDING, ChangeVerb, RequestState, RoundState, VersionState

LINE = ("verb", "sessions", "seats_per_session", "seats")
LOOKED_BACK = 2
"""How many years back a result still speaks for a plan: in autumn the running year's are not all there yet."""


@dataclass(frozen=True, slots=True)
class PreviousPlan:
    """The approved plan of the year before: its version, and its lines by course."""

    version: int | None
    lines: Mapping[int, PlannedBefore]


def field_rows(institute: int) -> dict[int, FieldRow]:
    """Every field of an institute under its area, by id; one statement."""
    found = {field.pk: field for field in Field.objects.filter(institute_id=institute)}
    rows = {}
    for pk, field in found.items():
        top, seen = field, {pk}
        while top.parent_id in found and top.parent_id not in seen:
            seen.add(top.parent_id)
            top = found[top.parent_id]
        rows[pk] = FieldRow(field.code, field.name, top.code, top.name, field.legal_kind, field.order)
    return rows


def previous_plan(institute: int, year: int) -> PreviousPlan:
    """What the plan of the year before says; two statements."""
    version = (
        PlanVersion.objects.filter(plan__institute_id=institute, plan__year=year - 1, state=VersionState.APPROVED)
        .order_by("plan_id")
        .values_list("pk", flat=True)
        .first()
    )
    lines = PlanLine.objects.filter(version_id=version).values_list("course_id", *LINE)
    return PreviousPlan(version, {course: _planned(year - 1, *rest) for course, *rest in lines})


def plans_before(course: int, year: int) -> tuple[PlannedBefore, ...]:
    """What approved plans of the years before said of one course, oldest first; one statement."""
    lines = PlanLine.objects.filter(
        course_id=course, version__state=VersionState.APPROVED, version__plan__year__lt=year
    ).order_by("version__plan__year", "pk")
    return tuple(_planned(*row) for row in lines.values_list("version__plan__year", *LINE))


def _planned(*row: Any) -> PlannedBefore:
    year, verb, sessions, per_session, seats = row
    return PlannedBefore(year, ChangeVerb(verb), sessions, per_session, seats)


def latest_results(institute: int, year: int) -> dict[int, ResultFigures]:
    """The newest result of each course from the two years before; one statement."""
    found = CourseResult.objects.filter(
        course__institute_id=institute, year__lt=year, year__gte=year - LOOKED_BACK
    ).order_by("year", "course_id")
    return {result.course_id: result_figures(result) for result in found}


def results_before(course: int, year: int) -> tuple[ResultFigures, ...]:
    """Results of one course in the years before, oldest first; one statement."""
    found = CourseResult.objects.filter(course_id=course, year__lt=year).order_by("year")
    return tuple(result_figures(result) for result in found)


def result_figures(result: CourseResult) -> ResultFigures:
    """A record's figures."""
    return ResultFigures(
        year=result.year,
        sessions=result.sessions,
        seats=result.seats,
        applied=result.applied,
        enrolled=result.enrolled,
        completed=result.completed,
        satisfaction_milli=result.satisfaction_milli,
        scale=result.scale,
        responses=result.responses,
        themes=tuple(Theme(str(theme["word"]), int(theme["count"])) for theme in result.themes),
    )


def requests_by_course(
    institute: int, year: int
) -> tuple[dict[int, tuple[RequestBrief, ...]], tuple[RequestBrief, ...]]:
    """Requests of a plan year that touch each course, and those for courses that do not exist; one statement."""
    found = CourseRequest.objects.filter(needs_round__institute_id=institute, needs_round__year=year).exclude(
        state=RequestState.WITHDRAWN
    )
    touching: dict[int, list[RequestBrief]] = defaultdict(list)
    new = []
    fields = ("pk", "kind", "unit_name", "title", "people", "state", "course_id", "decided_course_id")
    for *plain, course, decided in found.order_by("pk").values_list(*fields):
        brief = RequestBrief(*plain)
        courses = {one for one in (course, decided) if one is not None}
        for one in courses:
            touching[one].append(brief)
        if not courses:
            new.append(brief)
    return {course: tuple(briefs) for course, briefs in touching.items()}, tuple(new)


def survey_shares(institute: int, year: int, smallest: int) -> dict[str, SurveyShare]:
    """The newest closed survey's share of each field, by its code; the largest of its topics where a field has several.

    Surveys that fewer answered than may be shown are left out. One statement.
    """
    found = SurveyTally.objects.filter(
        survey__institute_id=institute,
        survey__year=year,
        survey__state=RoundState.CLOSED,
        survey__answered__gte=smallest,
        field__isnull=False,
        share_permille__isnull=False,
    ).order_by("survey__closes_on", "survey_id", "share_permille")
    read = found.values_list("field__code", "survey__name", "survey__answered", "share_permille")
    return {field: SurveyShare(name, answered or 0, share or 0) for field, name, answered, share in read}


def gaps_by_competency(institute: int, year: int) -> dict[int, tuple[GapFigure, ...]]:
    """Measured gaps by competency; one statement."""
    gaps: dict[int, list[GapFigure]] = defaultdict(list)
    found = CompetencyGap.objects.filter(competency__institute_id=institute, year=year).order_by("pk")
    fields = ("competency_id", "competency__name", "group", "wanted_milli", "measured_milli", "people", "source")
    for competency, *plain in found.values_list(*fields):
        gaps[competency].append(GapFigure(*plain))
    return {competency: tuple(rows) for competency, rows in gaps.items()}


def competencies_by_course(institute: int) -> dict[int, tuple[int, ...]]:
    """Competencies each course serves; one statement."""
    links: dict[int, list[int]] = defaultdict(list)
    pairs = Course.competencies.through.objects.filter(course__institute_id=institute).order_by("pk")
    for course, competency in pairs.values_list("course_id", "competency_id"):
        links[course].append(competency)
    return {course: tuple(found) for course, found in links.items()}


def demand_of_year(year: int) -> dict[str, DemandFigure]:
    """Roadmap demand as it was taken over for a plan year, by stage; one statement."""
    found = RoadmapDemand.objects.filter(year=year).order_by("pk")
    fields = ("stage_code", "stage_name", "people", "low", "high", "seats", "backlog", "class_size", "taken_on")
    return {row[0]: DemandFigure(*row) for row in found.values_list(*fields)}


def shared_demand(
    demand: Mapping[str, DemandFigure], stages: Mapping[int, str], seats: Mapping[int, int]
) -> dict[int, int]:
    """What of a stage's seats falls to each course of the stage, by last year's seats."""
    by_stage: dict[str, dict[int, int]] = defaultdict(dict)
    for course, stage in stages.items():
        if stage in demand:
            by_stage[stage][course] = seats.get(course, 0)
    return {
        course: share for stage, held in by_stage.items() for course, share in shares(demand[stage].seats, held).items()
    }


def duties_by_course(
    institute: int, year: int, staff: int, seats: Mapping[int, int], live: frozenset[int]
) -> dict[int, tuple[DutyFigure, ...]]:
    """Duties in force in the plan year that each live course serves, with its share of the people; two statements."""
    in_force = LegalDuty.objects.filter(valid_from__lte=date(year, 12, 31)).filter(
        Q(valid_to=None) | Q(valid_to__gte=date(year, 1, 1))
    )
    duties = {duty.pk: duty for duty in in_force}
    served: dict[int, list[int]] = defaultdict(list)
    pairs = Course.duties.through.objects.filter(course__institute_id=institute).order_by("pk")
    for course, number in pairs.values_list("course_id", "legalduty_id"):
        if number in duties and course in live:
            served[number].append(course)
    found: dict[int, list[DutyFigure]] = defaultdict(list)
    for number, courses in served.items():
        duty = duties[number]
        people = people_a_year(duty.interval, staff) if duty.is_for_all else None
        share = {} if people is None else shares(people, {course: seats.get(course, 0) for course in courses})
        figure = DutyFigure(
            duty.code, duty.name, duty.basis, duty.interval, duty.is_for_all, duty.audience, people, len(courses), None
        )
        for course in courses:
            found[course].append(replace(figure, share=share.get(course)))
    return {course: tuple(rows) for course, rows in found.items()}


def decided_seats(institute: int, year: int) -> dict[int, DecidedSeats]:
    """What the office decided, by course; one statement."""
    found = SeatProposal.objects.filter(course__institute_id=institute, year=year, decided_seats__isnull=False)
    return {
        row.course_id: DecidedSeats(
            sessions=row.decided_sessions or 0,
            seats=row.decided_seats or 0,
            note=row.decided_note,
            label=row.decided_label,
            at=row.decided_at,
            proposed_sessions=row.proposed_sessions,
            proposed_seats=row.proposed_seats,
            reasons=tuple(str(reason["text"]) for reason in row.reasons),
        )
        for row in found.order_by("course_id")
        if row.decided_at is not None
    }


def live_seats(lines: Mapping[int, PlannedBefore]) -> dict[int, int]:
    """Seats of the courses that were held."""
    return {course: line.seats for course, line in lines.items() if line.verb not in ENDING}
