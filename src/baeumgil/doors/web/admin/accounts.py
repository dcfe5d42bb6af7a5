"""계정·권한: who may sign in, and as what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.admin.forms import AccountsForm, GrantForm, NewAccountForm
from baeumgil.doors.web.frame.forms import posted, status_of
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.people.access import may_manage_accounts
from baeumgil.stages.people.queries.accounts import account_card, accounts
from baeumgil.stages.people.queries.organisation import unit_tree
from baeumgil.stages.people.services.accounts import (
    create_account,
    deactivate_account,
    end_grant,
    grant_role,
    reactivate_account,
    reset_password,
)


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """All accounts, filtered."""
    form = AccountsForm(request.GET)
    form.is_valid()
    number, size = PagingForm(request.GET).asked()
    found = accounts(actor=request.actor, **form.arguments(), page=number, size=size)
    context = {"form": form, "found": found, "may_manage": may_manage_accounts(request.actor)}
    return page(request, "admin/accounts.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Make an account; its first password is shown once."""
    need(may_manage_accounts(request.actor))
    form = NewAccountForm(posted(request))
    if form.is_valid():
        try:
            made = create_account(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            context = {"username": made.username, "password": made.password, "account": made.id, "is_new": True}
            return page(request, "admin/password_shown.html", context)
    return page(request, "admin/account_new.html", {"form": form}, status=form.status)


@require_safe
def show(request: PageRequest, account: int) -> HttpResponse:
    """One account, its grants through time, its latest sign-ins."""
    return _card(request, account)


@require_POST
def grant(request: PageRequest, account: int) -> HttpResponse:
    """Grant a role."""
    need(may_manage_accounts(request.actor))
    form = GrantForm(request.POST, units=unit_tree(clock.today()))
    if form.is_valid():
        try:
            grant_role(actor=request.actor, account=account, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("권한을 주었습니다. 다음 화면부터 바로 통합니다."))
            return go("account-card", account)
    return _card(request, account, form)


@require_POST
def end(request: PageRequest, grant: int) -> HttpResponse:
    """End a grant at once."""
    end_grant(actor=request.actor, grant=grant)
    messages.success(request, _("권한을 거두었습니다. 기록은 남습니다."))
    return go("account-card", _number(request.POST.get("account", "")))


@require_POST
def close(request: PageRequest, account: int) -> HttpResponse:
    """Close an account: no more sign-ins, grants ended."""
    return _change(request, account, deactivate_account, _("계정을 멈추었습니다. 접속과 권한도 끝났습니다."))


@require_POST
def reopen(request: PageRequest, account: int) -> HttpResponse:
    """Open a closed account again."""
    return _change(request, account, reactivate_account, _("계정을 다시 열었습니다. 권한은 새로 주세요."))


@require_POST
def reset(request: PageRequest, account: int) -> HttpResponse:
    """A new password, shown once; the lock is off and every sign-in ended."""
    password = reset_password(actor=request.actor, account=account)
    username = account_card(actor=request.actor, account=account).row.username
    context = {"username": username, "password": password, "account": account, "is_new": False}
    return page(request, "admin/password_shown.html", context)


def _change(request: PageRequest, account: int, service: Any, done: str) -> HttpResponse:
    try:
        service(actor=request.actor, account=account)
    except Refusal as refusal:
        if status_of(refusal) != 409:  # noqa: PLR2004  a rule said no; everything else has its own page
            raise
        messages.error(request, in_screen_language(refusal.text))
    else:
        messages.success(request, done)
    return go("account-card", account)


def _card(request: PageRequest, account: int, form: GrantForm | None = None) -> HttpResponse:
    card = account_card(actor=request.actor, account=account)
    today = clock.today()
    may_manage = may_manage_accounts(request.actor)
    if form is None and may_manage:
        form = GrantForm(units=unit_tree(today))
    context = {
        "card": card,
        "now": [grant for grant in card.grants if grant.holds_on(today)],
        "other": [grant for grant in card.grants if not grant.holds_on(today)],
        "form": form,
        "may_manage": may_manage,
        "is_own": card.row.id == request.actor.account,
        "today": today,
    }
    return page(request, "admin/account.html", context, status=form.status if form is not None else 200)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0  # noqa: PLR2004  a database id
