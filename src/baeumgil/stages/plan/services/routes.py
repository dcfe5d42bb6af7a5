"""결재선을 정함 (위임전결규정): per kind of paper, from a day on. Papers that are under way keep their boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.people.queries.signers import signers
from baeumgil.stages.plan.access import may_manage_routes
from baeumgil.stages.plan.errors import InstituteNotFound, RouteInvalid, RouteMissing
from baeumgil.stages.plan.models import ApprovalRoute, Institute, RouteStep
from baeumgil.stages.plan.rules.approval import Box, check_route
from baeumgil.stages.plan.services.races import one_wins
from baeumgil.stages.plan.terms import DocumentType, StepRole


@dataclass(frozen=True, slots=True)
class RouteStepDraft:
    """결재선의 칸 as typed, in signing order. `account` None: whoever drafts, or a post that gets no box (전결)."""

    role: StepRole
    post: str
    account: int | None = None
    deputy: int | None = None
    is_delegated: bool = False


@action("plan.save_route")
def save_route(
    *,
    actor: Actor,
    institute: int,
    document_type: DocumentType,
    name: str,
    steps: Sequence[RouteStepDraft],
    valid_from: date,
    valid_to: date | None = None,
    basis: str = "",
) -> int:
    """Make the line of a kind of paper from a day on, or replace the one of that very day; the line.

    On any day the line with the latest start holds. Raises `RouteInvalid` with every problem.
    """
    allow(may_manage_routes(actor))
    if not hold(Institute, [institute]):
        raise InstituteNotFound(institute=institute)
    boxes = [
        Box(order, step.role, step.post.strip(), step.account, step.deputy, is_delegated=step.is_delegated)
        for order, step in enumerate(steps, start=1)
    ]
    problems = check_route(boxes) + _unknown(boxes)
    if not name.strip():
        problems.append(
            Problem(
                "missing",
                Said("결재선 이름이 없습니다.", "The approval line has no name."),
                Said("이름을 쓰세요.", "Give a name."),
                field="name",
            )
        )
    if valid_to is not None and valid_to < valid_from:
        problems.append(
            Problem(
                "span",
                Said("끝나는 날이 시작보다 앞섭니다.", "The last day is before the first."),
                Said("날을 고치세요.", "Correct the days."),
                field="valid_to",
            )
        )
    if problems:
        raise RouteInvalid(problems)
    with one_wins():
        route, _made = ApprovalRoute.objects.update_or_create(
            institute_id=institute,
            document_type=document_type,
            valid_from=valid_from,
            defaults={"name": name.strip(), "basis": basis.strip(), "valid_to": valid_to},
        )
        route.steps.all().delete()
        RouteStep.objects.bulk_create(
            [
                RouteStep(
                    route=route,
                    order=box.order,
                    role=box.role,
                    post=box.post,
                    account_id=box.account,
                    deputy_id=box.deputy,
                    is_delegated=box.is_delegated,
                )
                for box in boxes
            ]
        )
    record(f"결재선 {route.name}", route=route.pk, document_type=document_type.value, steps=len(boxes))
    return route.pk


@action("plan.end_route")
def end_route(*, actor: Actor, route: int, valid_to: date) -> None:
    """Let a line hold until a day."""
    allow(may_manage_routes(actor))
    held = ApprovalRoute.objects.select_for_update().filter(pk=route).first()
    if held is None:
        raise RouteMissing(route=route)
    if valid_to < held.valid_from:
        raise RouteInvalid(
            [
                Problem(
                    "span",
                    Said("끝나는 날이 시작보다 앞섭니다.", "The last day is before the first."),
                    Said("시작한 날이나 그 뒤를 쓰세요.", "Choose the first day or a later one."),
                    field="valid_to",
                )
            ]
        )
    held.valid_to = valid_to
    held.save(update_fields=["valid_to"])
    record(f"결재선 끝 {held.name}", route=held.pk, valid_to=valid_to)


def _unknown(boxes: Sequence[Box]) -> list[Problem]:
    """Accounts that do not exist or may not sign in."""
    named = signers({account for box in boxes for account in (box.account, box.deputy) if account is not None})
    problems = []
    for box in boxes:
        for account, column in ((box.account, Said("계정", "Account")), (box.deputy, Said("대결자", "Deputy"))):
            if account is None:
                continue
            signer = named.get(account)
            if signer is None or not signer.is_able:
                problems.append(
                    Problem(
                        "unknown",
                        Said("쓸 수 없는 계정입니다.", "The account cannot be used."),
                        Said("다른 계정을 쓰세요.", "Choose another account."),
                        row=box.order,
                        column=column,
                    )
                )
    return problems
