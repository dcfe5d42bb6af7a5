"""Needs side by side: what a plan year is asked for, what the year before gave, what follows from both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import values_on
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.retirements import headcount
from baeumgil.stages.plan.access import may_see_needs
from baeumgil.stages.plan.errors import CourseNotFound, InstituteNotFound, PlanNotFound
from baeumgil.stages.plan.models import Competency, Course, Field, Institute, PlanVersion, SeatProposal
from baeumgil.stages.plan.queries import needs_sources as sources
from baeumgil.stages.plan.queries.interests import interest_counts
from baeumgil.stages.plan.queries.needs_requests import request_lines
from baeumgil.stages.plan.queries.needs_rounds import round_days
from baeumgil.stages.plan.queries.surveys import survey_results
from baeumgil.stages.plan.rules.book import FieldRow, NeedsBook
from baeumgil.stages.plan.rules.kinds import delivery_of
from baeumgil.stages.plan.rules.needs_drafts import FIRST_YEAR, LAST_YEAR
from baeumgil.stages.plan.rules.needs_policy import NeedsPolicy, needs_policy
from baeumgil.stages.plan.rules.needs_values import (
    CourseNeeds,
    DecidedSeats,
    DemandFigure,
    DutyFigure,
    FieldNeeds,
    GapFigure,
    NeedsTable,
    PlannedBefore,
    RequestBrief,
    ResultFigures,
    SurveyShare,
)
from baeumgil.stages.plan.rules.proposals import ProposalFacts, propose
from baeumgil.stages.plan.terms import ENDING, CourseKind, CourseState, Delivery, RequestState, VersionState

POLICY = "plan.needs"
COUNTED = (RequestState.SUBMITTED, RequestState.ADOPTED, RequestState.MERGED)
"""Requests whose expected people still stand."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Everything read for one institute and year, by course where not said otherwise."""

    policy: NeedsPolicy
    planned: Mapping[int, PlannedBefore]
    results: Mapping[int, ResultFigures]
    requests: Mapping[int, tuple[RequestBrief, ...]]
    shares: Mapping[str, SurveyShare]
    """By code of the field."""
    competencies: Mapping[int, tuple[int, ...]]
    gaps: Mapping[int, tuple[GapFigure, ...]]
    """By competency."""
    demand: Mapping[str, DemandFigure]
    """By code of the stage."""
    demand_share: Mapping[int, int]
    duties: Mapping[int, tuple[DutyFigure, ...]]
    decided: Mapping[int, DecidedSeats]


def needs_book(*, actor: Actor, year: int, institute: int) -> NeedsBook:
    """The paper's view: rounds, requests with their answers, surveys. Raises `NotAllowed`, `InstituteNotFound`."""
    found = _institute(actor, institute)
    return NeedsBook(
        institute_name=found.name,
        body_name=found.body_name,
        year=year,
        rounds=round_days(institute, year),
        requests=request_lines(institute, year),
        surveys=survey_results(institute, year),
    )


def needs_of_courses(*, actor: Actor, institute: int, year: int) -> NeedsTable:
    """Every course of an institute with its figures and a proposal, gathered by field; constant statements.

    Courses that have ended, or that last year's plan ended and nobody asks for, are left out.
    Raises `NotAllowed`, `InstituteNotFound`.
    """
    return table_of(_institute(actor, institute), year)


def needs_of_course(*, actor: Actor, course: int, year: int) -> CourseNeeds:
    """One course with its past. Raises `NotAllowed`, `CourseNotFound`, also for a course that has ended."""
    if not may_see_needs(actor):
        raise NotAllowed
    found = Course.objects.filter(pk=course).select_related("institute").first()
    if found is None:
        raise CourseNotFound(course=course)
    for row in table_of(found.institute, year).courses:
        if row.course == course:
            return replace(
                row,
                plans=sources.plans_before(course, year),
                results=sources.results_before(course, year),
                interested=interest_counts([course]).get(course, 0),
            )
    raise CourseNotFound(course=course)


def decided_for(institute: int, year: int) -> dict[int, tuple[int, int]]:
    """Sessions and seats the office decided, by course; unguarded, one statement."""
    found = SeatProposal.objects.filter(
        course__institute_id=institute, year=year, decided_seats__isnull=False, decided_sessions__isnull=False
    ).order_by("course_id")
    return {
        course: (sessions, seats)
        for course, sessions, seats in found.values_list("course_id", "decided_sessions", "decided_seats")
        if sessions is not None and seats is not None
    }


def open_draft(*, actor: Actor, institute: int, year: int) -> int | None:
    """The draft of a year's plan that decided seats can be written into; one statement. Raises `NotAllowed`."""
    if not may_see_needs(actor):
        raise NotAllowed
    found = PlanVersion.objects.filter(plan__institute_id=institute, plan__year=year, state=VersionState.DRAFT)
    return found.order_by("plan_id").values_list("pk", flat=True).first()


def course_choices(institute: int) -> tuple[tuple[int, str], ...]:
    """Courses that may be planned, by name, for lists to choose from; one statement, no personal data."""
    found = Course.objects.filter(institute_id=institute, state=CourseState.ACTIVE)
    return tuple(found.order_by("name", "pk").values_list("pk", "name"))


def leaf_fields(institute: int) -> tuple[FieldRow, ...]:
    """Fields that carry courses, in their order; two statements, no personal data."""
    rows = sources.field_rows(institute)
    parents = set(
        Field.objects.filter(institute_id=institute, parent__isnull=False).values_list("parent_id", flat=True)
    )
    leaves = [row for pk, row in rows.items() if pk not in parents]
    return tuple(sorted(leaves, key=lambda row: (row.order, row.code)))


def competencies(institute: int) -> tuple[tuple[str, str], ...]:
    """Codes and names of an institute's competencies; one statement."""
    return tuple(Competency.objects.filter(institute_id=institute).order_by("code").values_list("code", "name"))


def gaps_of_year(*, actor: Actor, institute: int, year: int) -> tuple[GapFigure, ...]:
    """Measured gaps of a plan year, the widest first; two statements. Raises `NotAllowed`, `InstituteNotFound`."""
    _institute(actor, institute)
    found = [gap for rows in sources.gaps_by_competency(institute, year).values() for gap in rows]
    return tuple(sorted(found, key=lambda gap: (-gap.gap, gap.competency, gap.group)))


def table_of(institute: Institute, year: int) -> NeedsTable:
    """The same without asking who looks: for services that decide."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PlanNotFound(Said(f"{year}년 계획은 없습니다.", f"There is no plan for {year}."), year=year)
    fields = sources.field_rows(institute.pk)
    courses = list(Course.objects.filter(institute=institute, state=CourseState.ACTIVE).order_by("code", "pk"))
    plan = sources.previous_plan(institute.pk, year)
    requests, new_requests = sources.requests_by_course(institute.pk, year)
    courses = [course for course in courses if not _is_over(plan.lines.get(course.pk)) or course.pk in requests]
    demand = sources.demand_of_year(year)
    staff = headcount()
    policy = policy_today()
    seats = sources.live_seats(plan.lines)
    gathered = _Gathered(
        policy=policy,
        planned=plan.lines,
        results=sources.latest_results(institute.pk, year),
        requests=requests,
        shares=sources.survey_shares(institute.pk, year, policy.smallest_group),
        competencies=sources.competencies_by_course(institute.pk),
        gaps=sources.gaps_by_competency(institute.pk, year),
        demand=demand,
        demand_share=sources.shared_demand(demand, {course.pk: course.stage_code for course in courses}, seats),
        duties=sources.duties_by_course(institute.pk, year, staff, seats, frozenset(course.pk for course in courses)),
        decided=sources.decided_seats(institute.pk, year),
    )
    rows = sorted(
        (_course(course, year, fields[course.field_id], gathered) for course in courses),
        key=lambda row: (row.field.order, row.field.code, row.code),
    )
    return NeedsTable(
        institute=institute.pk,
        institute_name=institute.name,
        year=year,
        previous_version=plan.version,
        staff=staff,
        demand_on=max((figure.taken_on for figure in demand.values()), default=None),
        fields=tuple(_field(list(group)) for _key, group in groupby(rows, key=lambda row: row.field)),
        courses=tuple(rows),
        new_requests=new_requests,
    )


def policy_today() -> NeedsPolicy:
    """The city's choices about needs as of today; one statement."""
    return needs_policy(values_on([POLICY], clock.today()).get(POLICY))


def _institute(actor: Actor, institute: int) -> Institute:
    if not may_see_needs(actor):
        raise NotAllowed
    found = Institute.objects.filter(pk=institute).first()
    if found is None:
        raise InstituteNotFound(institute=institute)
    return found


def _is_over(planned: PlannedBefore | None) -> bool:
    """True when last year's plan ended the course; it stands here again only when somebody asks for it."""
    return planned is not None and planned.verb in ENDING


def _course(course: Course, year: int, field: FieldRow, gathered: _Gathered) -> CourseNeeds:
    planned, result = gathered.planned.get(course.pk), gathered.results.get(course.pk)
    requests, duties = gathered.requests.get(course.pk, ()), gathered.duties.get(course.pk, ())
    demand = gathered.demand.get(course.stage_code) if course.stage_code else None
    kind = CourseKind(course.kind)
    delivery = delivery_of(kind)
    was_held = planned is not None and not _is_over(planned)
    facts = ProposalFacts(
        is_online=delivery is Delivery.ONLINE,
        session_size=course.seats_per_session,
        last_sessions=planned.sessions if planned and was_held else None,
        last_seats=planned.seats if planned and was_held else None,
        is_last_ended=planned is not None and not was_held,
        applied=result.applied if result else None,
        result_year=result.year if result else None,
        result_seats=result.seats if result else None,
        completion_permille=result.completion_permille if result else None,
        satisfaction_milli=result.satisfaction_milli if result else None,
        scale=result.scale if result else 5,
        responses=result.responses if result else None,
        demand_people=gathered.demand_share.get(course.pk),
        demand_size=demand.class_size if demand else None,
        duty_people=max((duty.share for duty in duties if duty.share is not None), default=None),
        asked_people=sum(request.people or 0 for request in requests if request.state in COUNTED),
    )
    gaps = (gap for one in gathered.competencies.get(course.pk, ()) for gap in gathered.gaps.get(one, ()))
    return CourseNeeds(
        course=course.pk,
        code=course.code,
        name=course.name,
        field=field,
        kind=kind,
        delivery=delivery,
        year=year,
        stage_code=course.stage_code,
        planned=planned,
        result=result,
        requests=requests,
        survey=gathered.shares.get(field.code) or gathered.shares.get(field.area_code),
        gaps=tuple(gaps),
        demand=demand,
        duties=duties,
        proposal=propose(facts, gathered.policy),
        decided=gathered.decided.get(course.pk),
        institute=course.institute_id,
    )


def _field(rows: Sequence[CourseNeeds]) -> FieldNeeds:
    asked = [row.result for row in rows if row.result is not None and row.result.applied is not None]
    decided = [row.decided for row in rows if row.decided is not None]
    return FieldNeeds(
        field=rows[0].field,
        courses=len(rows),
        planned_seats=sum(row.planned.seats for row in rows if row.planned),
        applied=sum(result.applied or 0 for result in asked),
        result_seats=sum(result.seats for result in asked),
        requests=len({request.id for row in rows for request in row.requests}),
        survey=rows[0].survey,
        gaps=tuple(dict.fromkeys(gap for row in rows for gap in row.gaps)),
        demand_people=sum({row.stage_code: row.demand.people for row in rows if row.demand}.values()),
        proposed_seats=sum(row.proposal.seats for row in rows),
        decided=len(decided),
        decided_seats=sum(one.seats for one in decided),
    )
