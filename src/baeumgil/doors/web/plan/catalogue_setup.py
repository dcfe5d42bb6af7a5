"""과정 체계: the office makes and renames the fields, goals and competencies that courses are given."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import all_of
from baeumgil.stages.plan.queries.catalogue_setup import CatalogueSetup, catalogue_setup
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft
from baeumgil.stages.plan.services.competencies import set_up_competencies
from baeumgil.stages.plan.services.institutes import set_up_fields, set_up_goals
from baeumgil.stages.plan.terms import LegalKind

CODE = _("한 번 정하면 바꾸지 않습니다. 있는 코드를 적으면 그것을 고칩니다.")


class FieldForm(PageForm):
    """분야."""

    code = forms.CharField(label=_("분야 코드"), max_length=40, help_text=CODE)
    name = forms.CharField(label=_("분야 이름"), max_length=80)
    parent = forms.ChoiceField(label=_("상위 분야"), required=False, help_text=_("고르지 않으면 대분류가 됩니다."))
    legal_kind = forms.TypedChoiceField(label=_("법정 구분"), coerce=LegalKind, choices=all_of(LegalKind))

    def offer(self, setup: CatalogueSetup) -> None:
        """Areas to hang the field under."""
        areas = [row.draft for row in setup.fields if not row.draft.parent]
        self.fields["parent"].choices = [("", now("없음(대분류)")), *((area.code, area.name) for area in areas)]  # type: ignore[attr-defined]  # a ChoiceField has them


class GoalForm(PageForm):
    """목표."""

    code = forms.CharField(label=_("목표 코드"), max_length=40, help_text=CODE)
    name = forms.CharField(label=_("목표 이름"), max_length=120)
    strategies = forms.CharField(
        label=_("전략"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("한 줄에 하나씩 적습니다."),
    )


class CompetencyForm(PageForm):
    """역량."""

    code = forms.CharField(label=_("역량 코드"), max_length=60, help_text=CODE)
    name = forms.CharField(label=_("역량 이름"), max_length=120)


@require_http_methods(["GET", "POST"])
def show(request: PageRequest) -> HttpResponse:
    """What there is, with a form for each; `field`, `goal` or `competency` in the address opens that one."""
    institute = own_institute()
    setup = catalogue_setup(actor=request.actor, institute=institute.id)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    initial = _initial(request, setup)
    made: dict[str, PageForm] = {
        "field": FieldForm(request.POST if what == "field" else None, prefix="field", initial=initial["field"]),
        "goal": GoalForm(request.POST if what == "goal" else None, prefix="goal", initial=initial["goal"]),
        "competency": CompetencyForm(
            request.POST if what == "competency" else None, prefix="competency", initial=initial["competency"]
        ),
    }
    field_form = made["field"]
    if isinstance(field_form, FieldForm):
        field_form.offer(setup)
    form = made.get(what)
    if form is not None and form.is_valid():
        try:
            _SAVE[what](request, institute.id, setup, form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, now("저장했습니다."))
            return go("catalogue-setup")
    context = {
        "institute": institute,
        "setup": setup,
        "field_form": made["field"],
        "goal_form": made["goal"],
        "competency_form": made["competency"],
    }
    status = 400 if request.method == "POST" and form is None else form.status if form else 200
    return page(request, "plan/catalogue/setup.html", context, status=status)


def _initial(request: PageRequest, setup: CatalogueSetup) -> dict[str, dict[str, Any]]:
    """What is there of the codes in the address."""
    asked = {what: request.GET.get(what, "") for what in ("field", "goal", "competency")}
    found: dict[str, dict[str, Any]] = {what: {} for what in asked}
    for row in setup.fields:
        if row.draft.code == asked["field"]:
            draft = row.draft
            found["field"] = {
                "code": draft.code,
                "name": draft.name,
                "parent": draft.parent,
                "legal_kind": draft.legal_kind,
            }
    for goal in setup.goals:
        if goal.draft.code == asked["goal"]:
            strategies = "\n".join(goal.draft.strategies)
            found["goal"] = {"code": goal.draft.code, "name": goal.draft.name, "strategies": strategies}
    for competency in setup.competencies:
        if competency.code == asked["competency"]:
            found["competency"] = {"code": competency.code, "name": competency.name}
    return found


def _save_field(request: PageRequest, institute: int, setup: CatalogueSetup, said: Mapping[str, Any]) -> None:
    there = {row.draft.code: row.draft for row in setup.fields}
    held = there.get(said["code"])
    last = max((draft.order for draft in there.values()), default=0)
    draft = FieldDraft(**said, aim=held.aim if held else "", order=held.order if held else last + 1)
    set_up_fields(actor=request.actor, institute=institute, fields=[draft])


def _save_goal(request: PageRequest, institute: int, setup: CatalogueSetup, said: Mapping[str, Any]) -> None:
    there = {row.draft.code: row.draft for row in setup.goals}
    held = there.get(said["code"])
    last = max((draft.order for draft in there.values()), default=0)
    strategies = tuple(line.strip() for line in said["strategies"].splitlines() if line.strip())
    draft = GoalDraft(said["code"], said["name"], strategies, order=held.order if held else last + 1)
    set_up_goals(actor=request.actor, institute=institute, goals=[draft])


def _save_competency(request: PageRequest, institute: int, setup: CatalogueSetup, said: Mapping[str, Any]) -> None:
    del setup
    set_up_competencies(actor=request.actor, institute=institute, names={said["code"]: said["name"]})


_SAVE: Mapping[str, Callable[[PageRequest, int, CatalogueSetup, Mapping[str, Any]], None]] = {
    "field": _save_field,
    "goal": _save_goal,
    "competency": _save_competency,
}
