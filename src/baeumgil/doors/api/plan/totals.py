"""`/plan`: totals."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.core.actors import Actor
from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.plan import totals_schemas as schemas
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.queries import plans as plan_queries
from baeumgil.stages.plan.rules.book import BookLine, PlanBook
from baeumgil.stages.plan.rules.comparing import compare
from baeumgil.stages.plan.rules.figures import comparison_figures, head_figures, totals_figures

router = Router(tags=["plan"])


@router.get("/years", response=schemas.PlanYears, summary="교육훈련계획 목록")
def show_years(request: HttpRequest) -> Any:
    """Every plan, the newest year first, examples last."""
    actor = actor_of(request, Scope.PLAN_READ)
    return {
        "plans": [
            {
                "year": row.year,
                "institute": row.institute_code,
                "institute_name": row.institute_name,
                "is_example": row.is_example,
                "title": row.title,
                "version": row.number,
                "state": row.state,
                "courses": row.courses,
                "people": row.people,
                "published_at": row.published_at,
            }
            for row in plan_queries.plans(actor=actor)
        ]
    }


@router.get("/{int:year}", response=schemas.PlanWhole, summary="한 해의 교육훈련계획")
def show_plan(request: HttpRequest, year: int, wanted: Query[schemas.PlanWanted]) -> Any:
    """The approved version with everything it says, else the one being worked on."""
    book = _book(actor_of(request, Scope.PLAN_READ), year, wanted)
    return {
        **head_figures(book.head),
        "vision": book.head.vision,
        "digest": book.head.digest,
        "document_number": book.head.document_number,
        "policy_number": book.head.policy_number,
        "approved_at": book.head.approved_at,
        "published_at": book.head.published_at,
        "contents": book.contents,
        "pre_checks": book.pre_checks,
        "courses": [_course(line) for line in book.lines],
    }


def _course(line: BookLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.name,
        "field": line.field.name,
        "area": line.field.area_name,
        "goal": line.goal_name,
        "kind": line.kind,
        "delivery": line.delivery,
        "target_group": line.target_group,
        "target_text": line.target_text,
        "duration_text": line.duration_text,
        "total_minutes": line.total_minutes,
        "verb": line.verb,
        "improvements": line.improvements,
        "origin": line.origin,
        "reason": line.reason,
        "sessions": line.sessions,
        "seats_per_session": line.seats_per_session,
        "people": line.seats,
        "previous_sessions": line.previous_sessions,
        "previous_people": line.previous_seats,
        "budget": line.budget,
        "owner_name": line.owner_name,
        "remark": line.remark,
        "ancestors": line.ancestors,
        "planned": line.planned,
    }


@router.get("/{int:year}/totals", response=schemas.PlanTotals, summary="총괄")
def show_totals(request: HttpRequest, year: int, wanted: Query[schemas.PlanWanted]) -> Any:
    """All totals, computed from the courses of the plan; the same shape as `baeumgil plan totals --json`."""
    return totals_figures(_book(actor_of(request, Scope.PLAN_READ), year, wanted))


@router.get("/{int:year}/compare/{int:other}", response=schemas.PlanComparison, summary="두 해의 계획 비교")
def show_comparison(request: HttpRequest, year: int, other: int, wanted: Query[schemas.PlanWanted]) -> Any:
    """What changed from `year` to `other`; the same shape as `baeumgil plan compare --json`."""
    actor = actor_of(request, Scope.PLAN_READ)
    after = _book(actor, other, wanted)
    institute = schemas.PlanWanted(institute=wanted.institute or after.head.institute_code)
    return comparison_figures(compare(_book(actor, year, institute), after))


def _book(actor: Actor, year: int, wanted: schemas.PlanWanted) -> PlanBook:
    return plan_queries.plan_book_of(actor=actor, year=year, institute_code=wanted.institute)
