"""`/plan`: needs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from baeumgil.doors.api.keys import actor_of
from baeumgil.doors.api.plan import needs_schemas as schemas
from baeumgil.stages.people.terms import Scope
from baeumgil.stages.plan.queries.institutes import institute_by_code, own_institute
from baeumgil.stages.plan.queries.needs import needs_of_courses
from baeumgil.stages.plan.rules.needs_values import CourseNeeds, RequestBrief

router = Router(tags=["plan"])


@router.get("/{int:year}/needs", response=schemas.Needs, summary="과정별 수요와 제안")
def show_needs(request: HttpRequest, year: int, wanted: Query[schemas.NeedsWanted]) -> Any:
    """Every course with last year's plan and result, requests, survey, gaps, roadmap, duties, proposal, decision."""
    actor = actor_of(request, Scope.PLAN_READ)
    institute = institute_by_code(wanted.institute) if wanted.institute else own_institute()
    table = needs_of_courses(actor=actor, institute=institute.id, year=year)
    return {
        "year": year,
        "institute": institute.code,
        "staff": table.staff,
        "demand_on": table.demand_on,
        "decided": table.decided,
        "courses": [_course(row) for row in table.courses],
        "new_requests": [_request(one) for one in table.new_requests],
    }


def _course(row: CourseNeeds) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "field": row.field.name,
        "kind": row.kind,
        "last_year": row.planned,
        "result": row.result,
        "requests": [_request(one) for one in row.requests],
        "survey_percent": row.survey.percent if row.survey else None,
        "gaps": len(row.gaps),
        "roadmap_people": row.demand.people if row.demand else None,
        "duties": [duty.name for duty in row.duties],
        "proposal": {
            "sessions": row.proposal.sessions,
            "seats": row.proposal.seats,
            "floor": row.proposal.floor,
            "reasons": [reason.text for reason in row.proposal.reasons],
            "flags": [reason.text for reason in row.proposal.flags],
        },
        "decided": row.decided,
    }


def _request(one: RequestBrief) -> dict[str, Any]:
    return {"id": one.id, "unit": one.unit_name, "title": one.title, "people": one.people, "state": one.state}
