"""나의 길: one's own road, and one's own account."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from baeumgil.core import clock
from baeumgil.core.errors import NotFound
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change
from baeumgil.doors.web.frame.waiting import waiting_for
from baeumgil.stages.people.queries.accounts import my_account
from baeumgil.stages.roadmap.queries.road import road


@require_safe
def show(request: PageRequest) -> HttpResponse:
    """The road as of today; an explanation for accounts without a person, and before there are rules."""
    if request.actor.person is None:
        return page(request, "me/no_road.html", {"has_person": False})
    try:
        found = road(actor=request.actor, on=clock.today())
    except NotFound:
        return page(request, "me/no_road.html", {"has_person": True})
    return page(request, "me/road.html", {"road": found, "person": found.person, "waiting": waiting_for(request.actor)})


@require_safe
@before_password_change
def account(request: PageRequest) -> HttpResponse:
    """One's own account: roles, sign-ins, password."""
    card = my_account(actor=request.actor)
    today = clock.today()
    context = {"card": card, "now": [grant for grant in card.grants if grant.holds_on(today)]}
    return page(request, "me/account.html", context)
