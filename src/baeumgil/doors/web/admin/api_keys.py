"""API 열쇠."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import NotAllowed, Refusal
from baeumgil.doors.web.admin.forms import KeyForm
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.stages.people.access import may_manage_accounts
from baeumgil.stages.people.queries.accounts import api_keys
from baeumgil.stages.people.services.api_keys import create_api_key, revoke_api_key


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: PageRequest) -> HttpResponse:
    """All keys; a new one's secret is shown once."""
    if request.method == "POST" and not may_manage_accounts(request.actor):
        raise NotAllowed
    form, secret = KeyForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        try:
            secret = create_api_key(actor=request.actor, **form.arguments()).secret
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            form = KeyForm()
    today = clock.today()
    keys = api_keys(actor=request.actor)
    context = {
        "form": form,
        "secret": secret,
        "keys": [(key, key.works_on(today)) for key in keys],
        "may_manage": may_manage_accounts(request.actor),
    }
    return page(request, "admin/api_keys.html", context, status=form.status)


@require_POST
def revoke(request: PageRequest, key: int) -> HttpResponse:
    """Take a key back at once."""
    revoke_api_key(actor=request.actor, key=key)
    messages.success(request, _("열쇠를 거두었습니다. 지금부터 쓸 수 없습니다."))
    return go("api-keys")
