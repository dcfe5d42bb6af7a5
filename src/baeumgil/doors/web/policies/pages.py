"""방침: every rule that is data, by subject; one policy's history, and a new value from a day on."""

from datetime import date, timedelta
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock, glossary
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.policies.forms import BackForm, PolicyForm, SearchForm
from baeumgil.doors.web.templatetags.dates import kdate
from baeumgil.doors.web.templatetags.krds import Tab, screen_language
from baeumgil.stages.people.errors import PolicyNotFound
from baeumgil.stages.people.queries.policy_book import PolicyCard, PolicyRow, PolicyValue, policy_card, policy_rows
from baeumgil.stages.people.services.policy_book import set_policy, take_back_policy
from baeumgil.stages.people.terms import PolicyTime


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All policies by subject, those of one subject, or those that mention a word."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found = policy_rows(actor=request.actor, text=text, language=screen_language())
    subject = request.GET.get("subject", "")
    subject = subject if subject in glossary.codes("PolicySubject") else ""
    shown = [row for row in found if not subject or row.subject == subject]
    context = {
        "form": form,
        "text": text,
        "subject": subject,
        "tabs": _tabs(found, subject, text),
        "groups": [
            (_subject(code), [row for row in shown if row.subject == code])
            for code in dict.fromkeys(row.subject for row in shown)
        ],
        "total": len(shown),
    }
    return page(request, "policies/index.html", context, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: PageRequest, policy_key: str) -> HttpResponse:
    """One policy: its values over time; who may, puts in a new one."""
    card = policy_card(actor=request.actor, key=policy_key, language=screen_language())
    if request.method == "POST":
        need(card.row.may_set)
    form = _form(request, card)
    if form.is_valid():
        first = form.cleaned_data["first"]
        try:
            set_policy(actor=request.actor, key=policy_key, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(day)s부터 새 값을 씁니다.") % {"day": kdate(first)})
            return go("policy", policy_key)
    return _page(request, card, form=form)


@require_POST
def take_back(request: PageRequest, policy_key: str, first_day: str) -> HttpResponse:
    """Take back a value that has not begun."""
    card = policy_card(actor=request.actor, key=policy_key, language=screen_language())
    need(card.row.may_set)
    day = _day(first_day)
    form = BackForm(request.POST)
    if form.is_valid():
        try:
            take_back_policy(actor=request.actor, key=policy_key, first=day, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("예고한 값을 거두었습니다. 앞의 값을 그대로 씁니다."))
            return go("policy", policy_key)
    return _page(request, card, refused=(day, form))


def _page(
    request: PageRequest,
    card: PolicyCard,
    *,
    form: PolicyForm | None = None,
    refused: tuple[date, BackForm] | None = None,
) -> HttpResponse:
    """The page, with whatever form was refused."""
    form = form or _form(request, card, is_bound=False)
    backs = [(value, _back(card, value, refused)) for value in card.values]
    context = {
        "card": card,
        "row": card.row,
        "subject": _subject(card.row.subject),
        "form": form,
        "values": backs,
        "refused": refused[1] if refused else None,
    }
    return page(request, "policies/show.html", context, status=refused[1].status if refused else form.status)


def _form(request: PageRequest, card: PolicyCard, *, is_bound: bool = True) -> PolicyForm:
    """The form for a new value, filled with the one that will be in force tomorrow or else the latest."""
    tomorrow = clock.today() + timedelta(days=1)
    then = next((one for one in card.values if one.first <= tomorrow and (one.last or tomorrow) >= tomorrow), None)
    latest = then or (card.values[0] if card.values else None)
    return PolicyForm(
        posted(request) if is_bound else None,
        part=card.part,
        value=latest.value if latest is not None else None,
        tomorrow=tomorrow,
        language=screen_language(),
    )


def _back(card: PolicyCard, value: PolicyValue, refused: tuple[date, BackForm] | None) -> BackForm | None:
    if value.time is not PolicyTime.COMING or not card.row.may_set:
        return None
    if refused is not None and refused[0] == value.first:
        return refused[1]
    return BackForm(prefix=None, auto_id=f"id_{value.first.isoformat()}_%s")


def _tabs(found: tuple[PolicyRow, ...], subject: str, text: str) -> list[Tab]:
    counts = {code: sum(row.subject == code for row in found) for code in glossary.codes("PolicySubject")}
    base, query = reverse("web:policies"), f"&text={quote(text)}" if text else ""
    every = Tab(_("모두"), base + (f"?{query[1:]}" if query else ""), is_current=not subject, count=len(found))
    return [
        every,
        *(
            Tab(_subject(code), f"{base}?subject={code}{query}", is_current=subject == code, count=count)
            for code, count in counts.items()
            if count or subject == code
        ),
    ]


def _subject(code: str) -> str:
    return glossary.named("PolicySubject", code, screen_language())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PolicyNotFound from error
