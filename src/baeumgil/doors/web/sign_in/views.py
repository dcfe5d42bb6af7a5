"""Signing in and out, and choosing a new password."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, own_path, page
from baeumgil.doors.web.frame.request import PageRequest, before_password_change, public
from baeumgil.doors.web.sign_in.forms import PasswordForm, SignInForm
from baeumgil.doors.web.sign_in.presence import SIGN_IN, forget, remember
from baeumgil.stages.people.queries.sign_in_policies import sign_in_policies
from baeumgil.stages.people.services.accounts import change_password
from baeumgil.stages.people.services.sign_in import end_sign_in, sign_in


@public
@before_password_change
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PageRequest) -> HttpResponse:
    """The form; after a refusal the username stays, the password does not."""
    wanted = own_path(request.POST.get("next") or request.GET.get("next"))
    if request.actor.account is not None:
        return HttpResponseRedirect(wanted)
    form = SignInForm(posted(request))
    if form.is_valid():
        try:
            begun = sign_in(
                actor=request.actor, browser=request.headers.get("User-Agent", "")[:200], **form.arguments()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            remember(request, begun.id)
            _tell(request, begun.replaced)
            return HttpResponseRedirect(wanted)
    return page(request, "sign_in/sign_in.html", {"form": form, "next": wanted}, status=form.status)


@before_password_change
@require_POST
def leave(request: PageRequest) -> HttpResponse:
    """Sign out, here and in the database."""
    number = request.session.get(SIGN_IN)
    if isinstance(number, int):
        end_sign_in(actor=request.actor, sign_in=number)
    forget(request)
    messages.success(request, _("로그아웃했습니다."))
    return go("sign-in")


@before_password_change
@sensitive_post_parameters("current", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: PageRequest) -> HttpResponse:
    """Choose a new password; all other sign-ins of the account end."""
    form = PasswordForm(posted(request))
    if form.is_valid() and request.actor.account is not None:
        try:
            change_password(
                actor=request.actor,
                account=request.actor.account,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["new"],
                keep=request.session.get(SIGN_IN),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("비밀번호를 바꾸었습니다. 다른 기기의 접속은 모두 끝났습니다."))
            return go("home")
    _limits, profile = sign_in_policies(clock.today())
    context = {"form": form, "profile": profile, "is_forced": request.must_change_password}
    return page(request, "sign_in/password.html", context, status=form.status)


def _tell(request: PageRequest, replaced: int) -> None:
    if replaced:
        text = ngettext(
            "다른 곳의 접속 %(n)d개를 끝내고 이곳에서 로그인했습니다.",
            "다른 곳의 접속 %(n)d개를 끝내고 이곳에서 로그인했습니다.",
            replaced,
        )
        messages.info(request, text % {"n": replaced})
