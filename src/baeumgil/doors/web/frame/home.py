"""Home by role, and the pages everybody may read."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.doors.web.frame.navigation import links
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public
from baeumgil.doors.web.frame.waiting import waiting_for
from baeumgil.stages.people.queries.sign_in_policies import privacy_notice

OFFICE_ROLES = tuple(role for role in Role if role not in {Role.OFFICIAL, Role.INSTRUCTOR})


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """The training office's day, the doors of other roles, and for everybody else their own road."""
    if request.actor.person is not None and not request.actor.has(*OFFICE_ROLES):
        return go("me")
    if request.actor.has(Role.TRAINING_OFFICE):
        return go("office")
    roles = dict.fromkeys(grant.role for grant in request.actor.grants if grant.role is not Role.OFFICIAL)
    context = {"places": links(request.actor, request.path), "roles": list(roles), "today": clock.today()}
    context["waiting"] = waiting_for(request.actor)
    return page(request, "home/home.html", context)


@public
@before_password_change
@require_safe
def privacy(request: PageRequest) -> HttpResponse:
    """개인정보 처리방침."""
    return page(request, "home/privacy.html", {"notice": privacy_notice(clock.today())})


@public
@before_password_change
@require_safe
def help_page(request: PageRequest) -> HttpResponse:
    """도움말: always in the same place, the footer."""
    return page(request, "home/help.html")
