"""Changing a unit by hand: rename, move, merge, split, close, and a new unit below it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.people.organisation_forms import (
    ChangeForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
    UnitForm,
)
from baeumgil.stages.people.access import may_edit_organisation
from baeumgil.stages.people.queries.organisation import UnitRow, unit_on, unit_tree
from baeumgil.stages.people.services import organisation as services


@dataclass(frozen=True, slots=True)
class Change:
    """One way to change a unit: its words, its form, and the service it calls."""

    title: Promise
    about: Promise
    form: type[PageForm]
    needs_tree: bool
    make: Callable[[Actor, int, Mapping[str, Any]], object]


def _merge(actor: Actor, unit: int, data: Mapping[str, Any]) -> object:
    return services.merge_units(actor=actor, units=[unit, data["other"]], name=data["name"], on=data["on"])


CHANGES: Mapping[str, Change] = {
    "rename": Change(
        _("이름 바꾸기"),
        _("그날부터 새 이름을 씁니다. 지난 기록에는 그때의 이름이 남습니다."),
        RenameForm,
        needs_tree=False,
        make=lambda actor, unit, data: services.rename_unit(actor=actor, unit=unit, **data),
    ),
    "move": Change(
        _("소속 바꾸기"),
        _("그날부터 다른 상위 부서에 속합니다."),
        MoveForm,
        needs_tree=True,
        make=lambda actor, unit, data: services.move_unit(actor=actor, unit=unit, **data),
    ),
    "merge": Change(
        _("통합"),
        _("두 부서를 닫고 새 부서 하나가 뒤를 잇습니다. 사람의 소속은 다음 명단에서 바뀝니다."),
        MergeForm,
        needs_tree=True,
        make=_merge,
    ),
    "split": Change(
        _("분리"),
        _("부서를 닫고 여러 부서가 뒤를 잇습니다. 사람의 소속은 다음 명단에서 바뀝니다."),
        SplitForm,
        needs_tree=False,
        make=lambda actor, unit, data: services.split_unit(actor=actor, unit=unit, **data),
    ),
    "add": Change(
        _("하위 부서 만들기"),
        _("팀처럼 기관코드가 없는 부서를 이 부서 아래에 만듭니다."),
        UnitForm,
        needs_tree=False,
        make=lambda actor, unit, data: services.create_unit(actor=actor, parent=unit, **data),
    ),
    "close": Change(
        _("닫기"),
        _("그 전날까지만 있는 부서가 됩니다."),
        ChangeForm,
        needs_tree=False,
        make=lambda actor, unit, data: services.close_unit(actor=actor, unit=unit, **data),
    ),
}


@require_http_methods(["GET", "POST"])
def change(request: PageRequest, unit_id: int, what: str) -> HttpResponse:
    """The form of one change, and the change itself."""
    need(may_edit_organisation(request.actor))
    if what not in CHANGES:
        raise Http404
    plan, unit = CHANGES[what], unit_on(unit_id, clock.today())
    form = _form(plan, request, unit)
    if request.method == "POST" and form.is_valid():
        try:
            plan.make(request.actor, unit_id, form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("‘%(unit)s’: %(what)s를 마쳤습니다.") % {"unit": unit.name, "what": plan.title})
            return go("unit-history", unit_id)
    context = {"form": form, "plan": plan, "unit": unit, "what": what}
    return page(request, "people/unit_change.html", context, status=form.status)


def _form(plan: Change, request: PageRequest, unit: UnitRow) -> PageForm:
    initial = {"on": clock.today(), "name": unit.name if plan.form is RenameForm else ""}
    more = {"units": [row for row in unit_tree(clock.today()) if row.id != unit.id]} if plan.needs_tree else {}
    return plan.form(posted(request), initial=initial, **more)
