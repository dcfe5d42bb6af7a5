"""열 맞춤: which heading of the city's own file holds which fact, saved under a name."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.stages.people.access import may_import_roster, may_see_rosters
from baeumgil.stages.people.queries.roster import mappings
from baeumgil.stages.people.rules.roster.headings import spellings
from baeumgil.stages.people.services.roster import save_mapping
from baeumgil.stages.people.terms import RosterField

COLUMN = "column-"
NEEDED = (RosterField.STAFF_NO, RosterField.NAME, RosterField.UNIT, RosterField.GRADE)


class MappingForm(PageForm):
    """열 맞춤. A name, and for each fact the heading under which the file holds it."""

    name = forms.CharField(
        label=gettext_lazy("이 맞춤의 이름"), max_length=80, help_text=gettext_lazy("예: 인사랑 현원명부 2026")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in RosterField:
            hint = _("예: %(headings)s") % {"headings": ", ".join(spellings(field)[:2])}
            self.fields[COLUMN + field.value] = forms.CharField(
                label=label_of(field), required=False, max_length=100, help_text=hint
            )

    def columns(self) -> dict[str, str]:
        """Fields with a heading."""
        data = self.cleaned_data
        return {field.value: data[COLUMN + field.value] for field in RosterField if data[COLUMN + field.value]}

    def clean(self) -> dict[str, Any]:
        """No heading may hold two facts."""
        data = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for field in RosterField:
            heading = data.get(COLUMN + field.value, "")
            if heading and heading in seen:
                text = _("‘%(heading)s’ 열은 ‘%(other)s’에도 적혀 있습니다. 한 곳에만 적으세요.")
                self.add_error(COLUMN + field.value, text % {"heading": heading, "other": seen[heading]})
            elif heading:
                seen[heading] = label_of(field)
        return data


def columns_initial(columns: Mapping[str, str]) -> dict[str, object]:
    """What the form shows for a saved mapping."""
    return {COLUMN + name: heading for name, heading in columns.items()}


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Saved mappings."""
    need(may_see_rosters(request.actor))
    rows = [
        (row, [(label_of(field), row.columns[field.value]) for field in RosterField if field.value in row.columns])
        for row in mappings(actor=request.actor)
    ]
    return page(request, "people/mappings.html", {"rows": rows, "may_edit": may_import_roster(request.actor)})


@require_http_methods(["GET", "POST"])
def edit(request: PageRequest) -> HttpResponse:
    """Make a mapping, or change the one of `?name=`; saving under another name makes another one."""
    need(may_import_roster(request.actor))
    wanted = request.GET.get("name", "")
    row = next((one for one in mappings(actor=request.actor) if one.name == wanted), None)
    initial = {"name": row.name, **columns_initial(row.columns)} if row else {}
    form = MappingForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_mapping(actor=request.actor, name=form.cleaned_data["name"], columns=form.columns())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("열 맞춤을 저장했습니다."))
            return go("mappings")
    first = [form[COLUMN + field.value] for field in NEEDED]
    rest = [form[COLUMN + field.value] for field in RosterField if field not in NEEDED]
    context = {"form": form, "first": first, "rest": rest, "row": row}
    return page(request, "people/mapping_form.html", context, status=form.status)
