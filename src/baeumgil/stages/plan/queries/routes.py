"""결재선: lines per kind of paper, as they are and as a paper would get them today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.queries.signers import Signer, signers
from baeumgil.stages.plan.access import may_manage_routes, may_see_drafts
from baeumgil.stages.plan.errors import RouteMissing
from baeumgil.stages.plan.models import ApprovalRoute
from baeumgil.stages.plan.rules.approval import Box, boxes_of
from baeumgil.stages.plan.terms import DocumentType, StepRole


@dataclass(frozen=True, slots=True)
class RouteStepRow:
    """결재선의 칸. `has_box` is False for posts above the one that decides by delegation (전결)."""

    order: int
    role: StepRole
    post: str
    holder: Signer | None
    deputy: Signer | None
    is_delegated: bool
    has_box: bool


@dataclass(frozen=True, slots=True)
class RouteRow:
    """결재선."""

    id: int
    institute: int
    document_type: DocumentType
    name: str
    basis: str
    valid_from: date
    valid_to: date | None
    is_in_force: bool
    steps: tuple[RouteStepRow, ...]


def routes(*, actor: Actor, institute: int) -> tuple[RouteRow, ...]:
    """All lines of an institute, by kind of paper, the newest first; three statements."""
    _need(actor)
    return _rows(ApprovalRoute.objects.filter(institute_id=institute).prefetch_related("steps"))


def route(*, actor: Actor, route: int) -> RouteRow:
    """One line. Raises `RouteMissing`."""
    _need(actor)
    found = ApprovalRoute.objects.filter(pk=route).first()
    if found is None:
        raise RouteMissing(route=route)
    same = ApprovalRoute.objects.filter(institute_id=found.institute_id, document_type=found.document_type)
    return next(row for row in _rows(same.prefetch_related("steps")) if row.id == route)


def route_today(*, actor: Actor, institute: int, document_type: DocumentType) -> RouteRow:
    """The line a paper of this kind gets today. Raises `RouteMissing`."""
    _need(actor)
    same = ApprovalRoute.objects.filter(institute_id=institute, document_type=document_type)
    for row in _rows(same.prefetch_related("steps")):
        if row.is_in_force:
            return row
    raise RouteMissing(document_type=document_type.value)


def route_in_force(institute: int, document_type: DocumentType, on: date) -> int | None:
    """The line of that day, the latest start wins. Unguarded: for services that asked already."""
    return (
        ApprovalRoute.objects.filter(institute_id=institute, document_type=document_type, valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .order_by("-valid_from")
        .values_list("pk", flat=True)
        .first()
    )


def boxes_of_route(route: int) -> tuple[Box, ...]:
    """The boxes a paper gets by this line. Unguarded."""
    held = ApprovalRoute.objects.prefetch_related("steps").get(pk=route)
    return boxes_of(_boxes(held))


def _rows(found: Iterable[ApprovalRoute]) -> tuple[RouteRow, ...]:
    held = sorted(found, key=lambda one: (one.document_type, -one.valid_from.toordinal()))
    steps = [step for one in held for step in one.steps.all()]
    named = signers({account for step in steps for account in (step.account_id, step.deputy_id) if account is not None})
    today = clock.today()
    in_force: set[str] = set()
    rows = []
    for one in held:
        holds = one.valid_from <= today and (one.valid_to is None or today <= one.valid_to)
        boxes = {box.order: box for box in boxes_of(_boxes(one))}
        rows.append(
            RouteRow(
                id=one.pk,
                institute=one.institute_id,
                document_type=one.document_type,
                name=one.name,
                basis=one.basis,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                is_in_force=holds and one.document_type not in in_force,
                steps=tuple(
                    RouteStepRow(
                        order=step.order,
                        role=boxes[step.order].role if step.order in boxes else step.role,
                        post=step.post,
                        holder=named.get(step.account_id or 0),
                        deputy=named.get(step.deputy_id or 0),
                        is_delegated=step.is_delegated,
                        has_box=step.order in boxes,
                    )
                    for step in one.steps.all()
                ),
            )
        )
        in_force |= {one.document_type} if holds else set()
    return tuple(rows)


def _boxes(one: ApprovalRoute) -> tuple[Box, ...]:
    return tuple(
        Box(step.order, step.role, step.post, step.account_id, step.deputy_id, is_delegated=step.is_delegated)
        for step in one.steps.all()
    )


def _need(actor: Actor) -> None:
    if not (may_manage_routes(actor) or may_see_drafts(actor)):
        raise NotAllowed
