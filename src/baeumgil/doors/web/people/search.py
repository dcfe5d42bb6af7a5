"""사람 찾기."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from baeumgil.core import clock
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.people.search_form import SearchForm, asked_day
from baeumgil.stages.people.access import may_list_people
from baeumgil.stages.people.queries.organisation import visible_units
from baeumgil.stages.people.queries.persons import search


@require_GET
@vary_on_headers("HX-Request")
def show(request: PageRequest) -> HttpResponse:
    """The search page, or its list alone for htmx."""
    need(may_list_people(request.actor))
    today = clock.today()
    units = visible_units(actor=request.actor, on=asked_day(request.GET.get("on", ""), today))
    form = SearchForm(request.GET, units=units)
    filters = form.filters(today)
    number, size = PagingForm(request.GET).asked()
    found = search(actor=request.actor, **filters, page=number, size=size)
    template = "people/_list.html" if request.htmx else "people/search.html"
    context = {
        "form": form,
        "people": found,
        "on": filters["on"],
        "is_today": filters["on"] == today,
        "is_filtered": any(value for name, value in filters.items() if name != "on"),
    }
    return page(request, template, context)
