"""결재선: who signs what, in which order, from when."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.core.said import Said
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import DayField
from baeumgil.doors.web.plan.approval_forms import RouteForm, RouteRowForm, route_rows
from baeumgil.stages.people.queries.signers import Signer, signers_named
from baeumgil.stages.plan.access import may_manage_routes
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.queries.routes import RouteRow, route, routes
from baeumgil.stages.plan.services.routes import RouteStepDraft, end_route, save_route
from baeumgil.stages.plan.terms import StepRole


class EndForm(PageForm):
    """끝내기."""

    valid_to = DayField(gettext_lazy("마지막으로 쓰는 날"), required=True)


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All lines of our institute."""
    rows = routes(actor=request.actor, institute=own_institute().id)
    context = {"rows": rows, "may_manage": may_manage_routes(request.actor)}
    return page(request, "plan/approval/routes.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """A new line, or one begun from another."""
    need(may_manage_routes(request.actor))
    begun = _begun(request)
    initial = {}
    if begun is not None:
        initial = {"document_type": begun.document_type.value, "name": begun.name, "basis": begun.basis}
    form = RouteForm(posted(request), initial=initial)
    rows = route_rows(posted(request), begun)
    if request.method == "POST" and all([form.is_valid(), *(row.is_valid() for row in rows)]):
        try:
            save_route(actor=request.actor, institute=own_institute().id, steps=_steps(rows), **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결재선을 저장했습니다. 이미 올라간 결재에는 영향이 없습니다."))
            return go("approval-routes")
    return page(request, "plan/approval/route_form.html", {"form": form, "rows": rows}, form.status)


@require_http_methods(["GET", "POST"])
def end(request: PageRequest, route_id: int) -> HttpResponse:
    """Let a line end."""
    need(may_manage_routes(request.actor))
    row = route(actor=request.actor, route=route_id)
    form = EndForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            end_route(actor=request.actor, route=route_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("결재선의 끝을 정했습니다."))
            return go("approval-routes")
    return page(request, "plan/approval/route_end.html", {"form": form, "row": row}, form.status)


def _begun(request: PageRequest) -> RouteRow | None:
    asked = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    try:
        number = asked.clean(request.GET.get("from"))
    except forms.ValidationError:
        return None
    return route(actor=request.actor, route=number) if number is not None else None


def _steps(rows: Sequence[RouteRowForm]) -> list[RouteStepDraft]:
    """Filled rows as the service wants them. Raises `Invalid` for names nobody has."""
    filled = [row.cleaned_data for row in rows if not row.is_empty]
    named = signers_named({said[column] for said in filled for column in ("username", "deputy") if said[column]})
    problems: list[Problem] = []

    def account(said: str, place: int, column: str) -> int | None:
        signer: Signer | None = named.get(said.strip().lower())
        if said.strip() and signer is None:
            problems.append(
                Problem(
                    "unknown",
                    Said("그런 계정이 없습니다.", "There is no such account."),
                    Said("아이디를 확인하세요.", "Check the username."),
                    row=place,
                    column=column,
                )
            )
        return signer.account if signer is not None else None

    steps = [
        RouteStepDraft(
            role=StepRole(said["role"]),
            post=said["post"],
            account=account(said["username"], place, Said("계정", "Account")),
            deputy=account(said["deputy"], place, Said("대결자", "Deputy")),
            is_delegated=said["is_delegated"],
        )
        for place, said in enumerate(filled, start=1)
    ]
    if problems:
        raise Invalid(problems)
    return steps
