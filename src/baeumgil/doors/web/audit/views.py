"""감사: audit entries, access log, attempts to sign in, and whether the chain is whole. Nothing here changes."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baeumgil.core.audit_log import audit_entries, check_chain
from baeumgil.doors.web.audit.forms import AccessesForm, AttemptsForm, EntriesForm
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.people.queries.access_log import access_log
from baeumgil.stages.people.queries.accounts import sign_in_attempts


@require_safe
def entries(request: PageRequest) -> HttpResponse:
    """What was done or refused, latest first."""
    form = EntriesForm(request.GET)
    wanted = _typed(form)
    wanted["action"] = wanted.pop("name", "")
    outcome = wanted.pop("outcome", "")
    wanted["refused"] = outcome == "refused" if outcome else None
    found = audit_entries(actor=request.actor, **wanted, **_paging(request))
    return _list(request, "audit/entries.html", form, found, "audit")


@require_safe
def accesses(request: PageRequest) -> HttpResponse:
    """Who looked at whose data, latest first."""
    form = AccessesForm(request.GET)
    wanted = _typed(form)
    wanted["reading"] = wanted.pop("name", "")
    found = access_log(actor=request.actor, **wanted, **_paging(request))
    return _list(request, "audit/accesses.html", form, found, "audit-access")


@require_safe
def attempts(request: PageRequest) -> HttpResponse:
    """Who tried to sign in, latest first."""
    form = AttemptsForm(request.GET)
    found = sign_in_attempts(actor=request.actor, **_typed(form), **_paging(request))
    return _list(request, "audit/attempts.html", form, found, "audit-sign-ins")


@require_safe
def chain(request: PageRequest) -> HttpResponse:
    """Compare every hash of the chain, now."""
    context = {"check": check_chain(actor=request.actor), "tabs": _tabs("audit-chain")}
    return page(request, "audit/chain.html", context)


def _paging(request: HttpRequest) -> dict[str, Any]:
    number, size = PagingForm(request.GET).asked()
    return {"page": number, "size": size}


def _typed(form: PageForm) -> dict[str, Any]:
    """What was typed and is right; what is wrong is told beside its field and not used."""
    form.is_valid()
    return form.arguments()


def _list(request: HttpRequest, template: str, form: PageForm, found: object, name: str) -> HttpResponse:
    return page(request, template, {"form": form, "found": found, "tabs": _tabs(name)}, status=form.status)


def _tabs(current: str) -> list[Tab]:
    names = {
        "audit": _("한 일"),
        "audit-access": _("개인정보 열람"),
        "audit-sign-ins": _("로그인"),
        "audit-chain": _("기록 사슬 검사"),
    }
    return [Tab(label, reverse(f"web:{name}"), is_current=name == current) for name, label in names.items()]
