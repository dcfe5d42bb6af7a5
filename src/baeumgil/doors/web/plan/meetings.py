"""심의 회의: called, attended, discussed, decided, closed. Every form works alone and keeps what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.plan.committee_forms import (
    AttendanceForm,
    DecisionForm,
    ItemForm,
    MeetingForm,
    MinutesForm,
    NewMeetingForm,
    OpinionForm,
)
from baeumgil.stages.plan.access import may_manage_committee, may_start_case
from baeumgil.stages.plan.errors import CommitteeNotFound
from baeumgil.stages.plan.queries.approval import cases_of
from baeumgil.stages.plan.queries.committee import committees
from baeumgil.stages.plan.queries.meetings import (
    ItemCard,
    MeetingCard,
    closing_preview,
    line_choices,
    meeting_card,
)
from baeumgil.stages.plan.queries.plans import plan_version
from baeumgil.stages.plan.services.committee import (
    add_item,
    add_opinion,
    cancel_meeting,
    close_meeting,
    decide_item,
    note_attendance,
    plan_meeting,
    remove_item,
    remove_opinion,
    write_minutes,
)
from baeumgil.stages.plan.services.meetings import move_meeting
from baeumgil.stages.plan.terms import Decision, ItemKind, VersionState


@dataclass(frozen=True, slots=True)
class ShownItem:
    """안건 with its forms; `is_open` unfolds the one that was just refused."""

    card: ItemCard
    decision_form: DecisionForm
    opinion_form: OpinionForm
    is_open: bool


@dataclass(frozen=True, slots=True)
class Bound:
    """The one form of the page that was handed in and refused."""

    form: PageForm
    item: int | None = None
    names: Mapping[str, PageForm] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest, version_id: int) -> HttpResponse:
    """Call a meeting about a version in committee."""
    need(may_manage_committee(request.actor))
    head = plan_version(actor=request.actor, version=version_id)
    rows = committees(actor=request.actor, institute=head.institute)
    form = NewMeetingForm(
        posted(request),
        committees=[(str(row.id), row.name) for row in rows],
        lines=_lines(request, version_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_meeting(actor=request.actor, version=version_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회의를 잡았습니다. 그날 임기 중인 위원이 출석 대상입니다."))
            return go("meeting", made)
    context = {"form": form, "head": head, "has_committee": bool(rows)}
    context["is_in_committee"] = head.state is VersionState.IN_COMMITTEE
    return page(request, "plan/committee/meeting_new.html", context, form.status)


@require_GET
def show(request: PageRequest, meeting_id: int) -> HttpResponse:
    """One meeting."""
    return _answer(request, meeting_card(actor=request.actor, meeting=meeting_id))


@require_http_methods(["GET", "POST"])
def move(request: PageRequest, meeting_id: int) -> HttpResponse:
    """Another day, time or place."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    book = card.book
    initial = {"held_on": book.held_on, "starts_at_text": book.starts_at_text, "place": book.place}
    form = MeetingForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            move_meeting(actor=request.actor, meeting=meeting_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회의를 옮겼습니다."))
            return go("meeting", meeting_id)
    return page(request, "plan/committee/meeting_move.html", {"form": form, "card": card}, form.status)


@require_POST
def cancel(request: PageRequest, meeting_id: int) -> HttpResponse:
    """Call it off."""
    cancel_meeting(actor=request.actor, meeting=meeting_id)
    messages.success(request, _("회의를 취소했습니다. 계획은 바뀌지 않았습니다."))
    return go("committee")


@require_POST
def attendance(request: PageRequest, meeting_id: int) -> HttpResponse:
    """Who was there."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    form = AttendanceForm(request.POST, card=card)
    if form.is_valid():
        try:
            note_attendance(actor=request.actor, meeting=meeting_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("출석을 저장했습니다."))
            return _to(meeting_id, "attendance")
    return _answer(request, card, Bound(form, names={"attendance_form": form}))


@require_POST
def minutes(request: PageRequest, meeting_id: int) -> HttpResponse:
    """The rest of the minutes."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    form = MinutesForm(request.POST)
    if form.is_valid():
        try:
            write_minutes(actor=request.actor, meeting=meeting_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회의록을 저장했습니다."))
            return _to(meeting_id, "minutes")
    return _answer(request, card, Bound(form, names={"minutes_form": form}))


@require_POST
def item_new(request: PageRequest, meeting_id: int) -> HttpResponse:
    """One more item."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    form = ItemForm(request.POST, lines=_lines(request, card.version, meeting_id))
    if form.is_valid():
        try:
            made = add_item(actor=request.actor, meeting=meeting_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("안건을 넣었습니다."))
            return _to(meeting_id, f"item-{made}")
    return _answer(request, card, Bound(form, names={"item_form": form}))


@require_POST
def item_remove(request: PageRequest, item_id: int) -> HttpResponse:
    """Take an item off."""
    meeting = remove_item(actor=request.actor, item=item_id)
    messages.success(request, _("안건을 뺐습니다."))
    return _to(meeting, "agenda")


@require_POST
def opinion_new(request: PageRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """What somebody said."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    _item(card, item_id)
    form = OpinionForm(request.POST, card=card, prefix=f"opinion{item_id}")
    if form.is_valid():
        try:
            add_opinion(actor=request.actor, item=item_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("의견을 적었습니다."))
            return _to(meeting_id, f"item-{item_id}")
    return _answer(request, card, Bound(form, item=item_id))


@require_POST
def opinion_remove(request: PageRequest, opinion_id: int) -> HttpResponse:
    """Noted wrongly."""
    meeting = remove_opinion(actor=request.actor, opinion=opinion_id)
    messages.success(request, _("의견을 지웠습니다."))
    return _to(meeting, "agenda")


@require_POST
def decide(request: PageRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """What was decided."""
    need(may_manage_committee(request.actor))
    card = meeting_card(actor=request.actor, meeting=meeting_id)
    form = DecisionForm(request.POST, item=_item(card, item_id), prefix=f"decision{item_id}")
    if form.is_valid():
        try:
            decide_item(actor=request.actor, item=item_id, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("의결을 저장했습니다. 회의를 마칠 때 계획에 반영합니다."))
            return _to(meeting_id, f"item-{item_id}")
    return _answer(request, card, Bound(form, item=item_id))


@require_http_methods(["GET", "POST"])
def close(request: PageRequest, meeting_id: int) -> HttpResponse:
    """What closing will do, then closing."""
    need(may_manage_committee(request.actor))
    form = PageForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            close_meeting(actor=request.actor, meeting=meeting_id)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("회의를 마쳤습니다. 의결을 계획에 반영했습니다."))
            return go("meeting", meeting_id)
    preview = closing_preview(actor=request.actor, meeting=meeting_id)
    context = {"preview": preview, "card": preview.card, "form": form}
    return page(request, "plan/committee/meeting_close.html", context, form.status)


def _answer(request: PageRequest, card: MeetingCard, bound: Bound | None = None) -> HttpResponse:
    """The page of a meeting, with the form that was refused as it was typed."""
    may_manage = may_manage_committee(request.actor) and not card.is_closed
    context: dict[str, object] = {
        "card": card,
        "book": card.book,
        "may_manage": may_manage,
        "items": [_shown(item, card, bound) for item in card.items],
        "cases": cases_of(actor=request.actor, meeting=card.id) if card.is_closed else (),
        "may_start": card.is_closed and may_start_case(request.actor),
    }
    if may_manage:
        context |= {
            "attendance_form": AttendanceForm(card=card),
            "minutes_form": MinutesForm(initial={"remarks": card.book.remarks}),
            "item_form": ItemForm(lines=_lines(request, card.version, card.id)),
        }
    status = 200
    if bound is not None:
        context |= bound.names
        status = bound.form.status
    return page(request, "plan/committee/meeting.html", context, status)


def _shown(item: ItemCard, card: MeetingCard, bound: Bound | None) -> ShownItem:
    form = bound.form if bound is not None and bound.item == item.row.id else None
    number = item.row.id
    return ShownItem(
        card=item,
        decision_form=form if isinstance(form, DecisionForm) else DecisionForm(item=item, prefix=f"decision{number}"),
        opinion_form=form if isinstance(form, OpinionForm) else OpinionForm(card=card, prefix=f"opinion{number}"),
        is_open=form is not None or (item.row.decision is Decision.PENDING and item.row.kind is ItemKind.WHOLE_PLAN),
    )


def _item(card: MeetingCard, item: int) -> ItemCard:
    found = next((one for one in card.items if one.row.id == item), None)
    if found is None:
        raise CommitteeNotFound(item=item)
    return found


def _lines(request: PageRequest, version: int, meeting: int | None = None) -> list[tuple[str, str]]:
    """Lines to choose from, with what happens to them."""
    rows = line_choices(actor=request.actor, version=version, meeting=meeting)
    return [(str(line), f"{name} ({label_of(verb)})") for line, name, verb in rows]


def _to(meeting: int, place: str) -> HttpResponse:
    answer = go("meeting", meeting)
    answer["Location"] += f"#{place}"
    return answer
