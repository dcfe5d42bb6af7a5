"""내 신청: where each application stands, what to do, and everything it went through; changing and leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import NotAllowed, Refusal
from baeumgil.doors.web.enrolment.applying_forms import SwapForm, WishesForm, WithdrawForm
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm, label_of
from baeumgil.stages.enrolment.access import SEES_UNIT
from baeumgil.stages.enrolment.errors import ApplicationNotFound
from baeumgil.stages.enrolment.queries.applications import application_card, applications_of, my_applications
from baeumgil.stages.enrolment.queries.calls import call_card
from baeumgil.stages.enrolment.rules.application_rows import ApplicationCard, MyApplication
from baeumgil.stages.enrolment.rules.rows import CallSessionRow
from baeumgil.stages.enrolment.services.changing import change_wishes, withdraw
from baeumgil.stages.enrolment.services.confirming import confirm as confirm_seat
from baeumgil.stages.enrolment.services.swapping import swap_session
from baeumgil.stages.enrolment.terms import OVER_STATES, ApplicationState, Mechanism


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """One's own applications: those that are alive first, then what is over."""
    rows = my_applications(actor=request.actor)
    context = {
        "todo": [row for row in rows if _asks_something(row)],
        "alive": [row for row in rows if row.row.state not in OVER_STATES and not _asks_something(row)],
        "over": [row for row in rows if row.row.state in OVER_STATES],
        "looks_after": request.actor.has(*SEES_UNIT),
    }
    return page(request, "enrolment/applying/applications.html", context)


@require_GET
def show(request: PageRequest, application_id: int) -> HttpResponse:
    """One application with its steps."""
    card = application_card(actor=request.actor, application=application_id)
    may_swap = card.may_act and card.mine.possible.swap
    context = {
        "card": card,
        "row": card.row,
        "may": card.mine.possible,
        "has_other": may_swap and bool(_others(request, card)),
        "next": _next(card),
        "links": {
            "offer": _address("offer", card.mine.offer.id) if card.mine.offer is not None else "",
            "result": _address("result-page", application_id),
        },
    }
    return page(request, "enrolment/applying/application.html", context)


@require_http_methods(["GET", "POST"])
def leave(request: PageRequest, application_id: int) -> HttpResponse:
    """Withdraw an application, after saying what that means."""
    card = _own(request, application_id)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(actor=request.actor, application=application_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("신청을 취소했습니다."))
            return go("application", application_id)
    return _form_page(request, "withdraw", card, form)


@require_http_methods(["GET", "POST"])
def wishes(request: PageRequest, application_id: int) -> HttpResponse:
    """Choose and rank other sessions while the call is open."""
    card = _own(request, application_id)
    call = call_card(actor=request.actor, call=card.row.call)
    initial = {f"wish_{wish.rank}": wish.session for wish in card.row.wishes}
    form = WishesForm(
        posted(request),
        initial=initial,
        sessions=call.sessions,
        most=card.policy.most_wishes,
        is_first_come=call.mechanism is Mechanism.FIRST_COME,
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_wishes(actor=request.actor, application=application_id, wishes=form.wishes)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("희망 기수를 바꾸었습니다."))
            return go("application", application_id)
    return _form_page(request, "wishes", card, form)


@require_http_methods(["GET", "POST"])
def swap(request: PageRequest, application_id: int) -> HttpResponse:
    """Exchange the seat for a free one in another session."""
    card = _own(request, application_id)
    others = _others(request, card)
    form = SwapForm(posted(request), sessions=others)
    if request.method == "POST" and form.is_valid():
        try:
            swap_session(actor=request.actor, application=application_id, session=form.cleaned_data["session"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("기수를 바꾸었습니다."))
            return go("application", application_id)
    return _form_page(request, "swap", card, form, has_choice=bool(others))


@require_POST
def confirm(request: PageRequest, application_id: int) -> HttpResponse:
    """Say that one will come."""
    _own(request, application_id)
    confirm_seat(actor=request.actor, application=application_id)
    messages.success(request, _("참석을 확정했습니다."))
    return go("application", application_id)


@require_GET
def everybody(request: PageRequest) -> HttpResponse:
    """Applications of the people one looks after, narrowed by call, state and name."""
    number, size = PagingForm(request.GET).asked()
    call = _number(request.GET.get("call", ""))
    state = next((state for state in ApplicationState if state.value == request.GET.get("state")), None)
    words = request.GET.get("words", "")[:80].replace("\x00", "")
    found = applications_of(actor=request.actor, call=call, state=state, words=words, page=number, size=size)
    context = {
        "found": found,
        "call": call,
        "call_name": found.rows[0].call_name if call is not None and found.rows else "",
        "words": words,
        "state": state,
        "states": [(one.value, label_of(one)) for one in ApplicationState],
    }
    return page(request, "enrolment/applying/everybody.html", context)


def _own(request: PageRequest, application: int) -> ApplicationCard:
    card = application_card(actor=request.actor, application=application)
    if not card.may_act:
        raise NotAllowed
    return card


def _others(request: PageRequest, card: ApplicationCard) -> list[CallSessionRow]:
    """Other sessions of the call with a free seat."""
    call = call_card(actor=request.actor, call=card.row.call)
    return [row for row in call.sessions if row.session != card.row.seat and row.free]


def _form_page(
    request: PageRequest, name: str, card: ApplicationCard, form: PageForm, *, has_choice: bool = True
) -> HttpResponse:
    context = {
        "card": card,
        "row": card.row,
        "may": card.mine.possible,
        "form": form,
        "has_choice": has_choice,
        "may_now": {
            "withdraw": card.mine.possible.withdraw or (card.may_act and not card.is_own),
            "wishes": card.mine.possible.change_wishes,
            "swap": card.mine.possible.swap,
        }[name],
    }
    return page(request, f"enrolment/applying/{name}.html", context, form.status)


def _asks_something(mine: MyApplication) -> bool:
    return mine.possible.answer or mine.row.confirm_by is not None


def _next(card: ApplicationCard) -> str:  # noqa: PLR0911  one sentence for each state
    """What happens next, in words."""
    match card.row.state:
        case ApplicationState.SUBMITTED | ApplicationState.APPROVED:
            return _("접수가 끝난 뒤 선발합니다. 결과는 알림으로 보내 드립니다.")
        case ApplicationState.AWAITING_APPROVAL if not card.approvers:
            return _("승인을 기다립니다. 승인할 곳과 기한은 아래에 있습니다.")
        case ApplicationState.AWAITING_APPROVAL:
            return _("승인을 기다립니다. 승인하는 사람과 기한은 아래에 있습니다.")
        case ApplicationState.WAITLISTED:
            return _("자리가 나면 순서대로 제안합니다. 순서는 바뀌지 않고, 앞사람이 빠지면 번호가 당겨집니다.")
        case ApplicationState.OFFERED:
            return _("자리가 났습니다. 기한 안에 받을지 답하세요. 답하지 않으면 다음 사람에게 넘어갑니다.")
        case ApplicationState.SELECTED:
            return _("자리를 받았습니다. 명단을 정하는 날 확정됩니다.")
        case ApplicationState.CONFIRMED:
            return _("참석이 확정되었습니다.")
        case ApplicationState.NOT_SELECTED:
            return _("이번에는 자리를 받지 못했습니다. 까닭을 보고 이의를 신청할 수 있습니다.")
        case ApplicationState.RETURNED:
            return _("승인되지 않았습니다. 까닭을 보고 접수 기간이면 다시 신청할 수 있습니다.")
        case _:
            return ""


def _address(name: str, *numbers: int) -> str:
    try:
        return reverse(f"web:{name}", args=numbers)
    except NoReverseMatch:
        return ""


def _number(text: str) -> int | None:
    """A call's number from the address; one that is no number finds no call."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(2**63)):
        raise ApplicationNotFound
    return int(text)
