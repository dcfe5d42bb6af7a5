"""조직: the tree as of a day, the history of a unit, the official file."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import handed_in
from baeumgil.doors.web.office.uploads import put_aside, shown_name
from baeumgil.doors.web.people.organisation_forms import OrganisationFileForm
from baeumgil.doors.web.people.search_form import asked_day
from baeumgil.stages.people.access import may_edit_organisation, may_list_people, may_see_organisation
from baeumgil.stages.people.queries.organisation import unit_history, unit_tree
from baeumgil.stages.people.services.organisation import OrganisationOutcome, import_organisation


@require_GET
def show(request: PageRequest) -> HttpResponse:
    """The tree as of today or of `?on=`."""
    need(may_see_organisation(request.actor))
    today = clock.today()
    on = asked_day(request.GET.get("on", ""), today)
    units = unit_tree(on)
    context = {
        "units": units,
        "on": on,
        "is_today": on == today,
        "may_edit": may_edit_organisation(request.actor),
        "may_list": may_list_people(request.actor),
    }
    return page(request, "people/organisation.html", context)


@require_GET
def history(request: PageRequest, unit_id: int) -> HttpResponse:
    """Names and places of one unit, what it came from and what became of it."""
    need(may_see_organisation(request.actor))
    found = unit_history(unit_id)
    today = clock.today()
    current = next((span for span in found.spans if span.ends_on is None or span.ends_on >= today), None)
    context = {
        "history": found,
        "unit": current or found.spans[-1],
        "is_open": current is not None,
        "may_edit": may_edit_organisation(request.actor) and current is not None,
        "may_list": may_list_people(request.actor),
    }
    return page(request, "people/unit_history.html", context)


@require_http_methods(["GET", "POST"])
def take_in(request: PageRequest) -> HttpResponse:
    """Import of the official organisation-code file."""
    need(may_edit_organisation(request.actor))
    form = OrganisationFileForm(posted(request), handed_in(request), initial={"valid_from": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            outcome = _imported(request, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _told(outcome))
            return go("organisation")
    return page(request, "people/organisation_file.html", {"form": form}, status=form.status)


def _imported(request: PageRequest, form: OrganisationFileForm) -> OrganisationOutcome:
    file = form.cleaned_data["file"]
    path = put_aside(file)
    try:
        return import_organisation(
            actor=request.actor,
            path=path,
            file_name=shown_name(file),
            valid_from=form.cleaned_data["valid_from"],
            body=form.cleaned_data["body"],
        )
    finally:
        path.unlink(missing_ok=True)


def _told(outcome: OrganisationOutcome) -> str:
    return _(
        "조직을 가져왔습니다. 새 부서 %(created)s, 이름 바뀜 %(renamed)s, 옮김 %(moved)s, 닫힘 %(closed)s, "
        "그대로 %(unchanged)s. 지금 부서는 %(units)s곳입니다."
    ) % {
        "created": outcome.created,
        "renamed": outcome.renamed,
        "moved": outcome.moved,
        "closed": outcome.closed,
        "unchanged": outcome.unchanged,
        "units": outcome.units,
    }
