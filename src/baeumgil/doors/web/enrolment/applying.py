"""교육신청: what is open, what is advised, what one would like to be held; and applying in two steps."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core import clock
from baeumgil.core.errors import Refusal
from baeumgil.doors.web.enrolment.applying_forms import WISH, ApplyForm, OpeningForm
from baeumgil.doors.web.frame.forms import posted, status_of
from baeumgil.doors.web.frame.pages import go, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import PagingForm
from baeumgil.doors.web.templatetags.krds import Tab, in_screen_language
from baeumgil.stages.enrolment.errors import ApplicationInvalid, AppliedAlready
from baeumgil.stages.enrolment.queries.advice import advised
from baeumgil.stages.enrolment.queries.apply_facts import ApplyFacts, apply_facts
from baeumgil.stages.enrolment.queries.openings import openings
from baeumgil.stages.enrolment.rules.application_draft import REMEDIES, ApplicationDraft
from baeumgil.stages.enrolment.rules.call_words import Sentence, policy_words
from baeumgil.stages.enrolment.services.applying import apply
from baeumgil.stages.enrolment.terms import CallPhase, Mechanism
from baeumgil.stages.plan.access import may_note_interest
from baeumgil.stages.plan.errors import InstituteNotFound
from baeumgil.stages.plan.queries.courses import courses
from baeumgil.stages.plan.queries.institutes import own_institute
from baeumgil.stages.plan.queries.interests import own_interests
from baeumgil.stages.plan.services.interests import note_interest, withdraw_interest

PAGE = 20
LONGEST_NUMBER = 19
NO_SESSION = 0


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """Open and coming calls, searched and narrowed."""
    form = OpeningForm(request.GET)
    number, _size = PagingForm(request.GET).asked()
    asked = form.asked()
    found = openings(actor=request.actor, **asked, page=number, size=PAGE)
    form.offer(found.fields)
    context = {
        "form": form,
        "found": found.page,
        "is_narrowed": bool(asked),
        "tabs": _tabs(request, "apply"),
    }
    return page(request, "enrolment/applying/index.html", context)


@require_GET
def advice(request: PageRequest) -> HttpResponse:
    """What speaks to the one who asks, with the reasons."""
    rows = advised(actor=request.actor)
    return page(request, "enrolment/applying/advice.html", {"rows": rows, "tabs": _tabs(request, "apply-advice")})


@require_GET
def interests(request: PageRequest) -> HttpResponse:
    """The catalogue, to say of what one would come to if it were held."""
    words = request.GET.get("words", "")[:80].replace("\x00", "")
    number, _size = PagingForm(request.GET).asked()
    try:
        institute = own_institute()
    except InstituteNotFound:
        found = None
    else:
        found = courses(actor=request.actor, institute=institute.id, words=words, page=number, size=PAGE)
    may_note = may_note_interest(request.actor)
    noted = own_interests(request.actor.person) if request.actor.person is not None and may_note else frozenset()
    context = {
        "found": found,
        "noted": noted,
        "words": words,
        "may_note": may_note,
        "tabs": _tabs(request, "apply-interests"),
        "query": urlencode({name: value for name, value in (("words", words), ("page", number)) if value}),
    }
    return page(request, "enrolment/applying/interests.html", context)


@require_POST
def interest(request: PageRequest, course_id: int) -> HttpResponse:
    """Note an interest in a course, or take it back."""
    if request.POST.get("does") == "withdraw":
        withdraw_interest(actor=request.actor, course=course_id)
        messages.success(request, _("관심 표시를 거두었습니다."))
    else:
        note_interest(actor=request.actor, course=course_id)
        messages.success(request, _("관심을 적었습니다. 수요조사에 함께 셉니다."))
    back = go("apply-interests")
    back["Location"] += f"?{urlencode({'words': request.POST.get('words', '')[:80]})}"
    return back


@require_http_methods(["GET", "POST"])
def show(request: PageRequest, call_id: int) -> HttpResponse:
    """Step one chooses and ranks sessions, step two confirms; the second POST applies and goes to the receipt."""
    if request.method == "POST" and request.POST.get("step") == "apply":
        return _apply(request, call_id)
    facts = apply_facts(actor=request.actor, call=call_id)
    form = _form(request, facts)
    if request.method == "POST" and request.POST.get("step") == "check" and form.is_valid():
        problems = facts.problems(_draft(form), clock.today())
        if not problems:
            return page(request, "enrolment/applying/confirm.html", _context(facts, form))
        form.refuse(ApplicationInvalid(problems))
    return page(request, "enrolment/applying/apply.html", _context(facts, form), form.status)


def _apply(request: PageRequest, call_id: int) -> HttpResponse:
    """Apply with what was typed; only a refusal reads the whole page again."""
    wishes = [_session(request.POST[name]) for name in sorted(request.POST) if name.startswith(WISH)]
    try:
        done = apply(
            actor=request.actor,
            call=call_id,
            wishes=[wish for wish in wishes if wish is not None],
            motive=request.POST.get("motive", ""),
            needs=request.POST.get("needs", ""),
            key=request.POST.get("key", ""),
        )
    except AppliedAlready as refusal:
        messages.info(request, in_screen_language(refusal.text))
        return go("application", refusal.facts["application"]) if "application" in refusal.facts else go("applications")
    except Refusal as refusal:
        facts = apply_facts(actor=request.actor, call=call_id)
        form = _form(request, facts)
        form.is_valid()
        form.refuse(refusal)
        return page(request, "enrolment/applying/apply.html", _context(facts, form), status_of(refusal))
    messages.success(request, _("신청했습니다. 접수번호는 %(number)s입니다.") % {"number": done.number})
    return go("application", done.application)


def _session(text: str) -> int | None:
    """A chosen session; None where nothing was chosen, no session at all for what is no number."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < LONGEST_NUMBER else NO_SESSION


def _form(request: PageRequest, facts: ApplyFacts) -> ApplyForm:
    return ApplyForm(
        posted(request),
        sessions=[choice.row for choice in facts.choices],
        most=facts.call.policy.most_wishes,
        is_first_come=facts.call.mechanism is Mechanism.FIRST_COME,
        clashing={choice.row.session for choice in facts.choices if choice.clashes},
        needs_motive=facts.call.policy.needs_motive,
    )


def _draft(form: ApplyForm) -> ApplicationDraft:
    data = form.cleaned_data
    return ApplicationDraft(form.wishes, data["motive"], data["needs"], data["key"])


def _context(facts: ApplyFacts, form: ApplyForm) -> dict[str, object]:
    call = facts.call
    words = policy_words(call.policy, call.quotas, {row.session: row.title for row in call.sessions})
    titles = {choice.row.session: choice.row for choice in facts.sessions}
    is_open = call.phase is CallPhase.OPEN
    return {
        "facts": facts,
        "call": call,
        "form": form,
        "may_apply": is_open and facts.own is None and not facts.reasons and bool(facts.choices),
        "reasons": [(reason, REMEDIES[reason]) for reason in facts.reasons],
        "is_first_come": call.mechanism is Mechanism.FIRST_COME,
        "mechanism": _said([words.mechanism])[0],
        "order": _said(words.order),
        "later": _said(words.later),
        "chosen": [titles[wish] for wish in form.wishes if wish in titles] if form.is_bound and form.is_valid() else [],
        "steps": [_("기수 고르기"), _("확인하고 신청")],
    }


def _said(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.said(get_language() or "ko") for sentence in sentences]


def _tabs(request: PageRequest, current: str) -> list[Tab]:
    found = [Tab(_("찾기"), reverse("web:apply"), current == "apply")]
    if request.actor.person is not None:
        found.append(Tab(_("나에게 추천"), reverse("web:apply-advice"), current == "apply-advice"))
    return [*found, Tab(_("관심 과정"), reverse("web:apply-interests"), current == "apply-interests")]
