"""KRDS components as template tags: one function, one template, one example each on `/_krds`.

Built in: templates need no `{% load %}`. Tags with a body end in `end…`. Every colour comes with a word or a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Widget
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language

from baeumgil.core import glossary
from baeumgil.core.actors import LABELS
from baeumgil.core.paging import Page
from baeumgil.core.said import in_language

register = template.Library()

Text = str | Promise

TONES: dict[str, dict[str, tuple[str, str]]] = {
    "SessionTie": {"teaches": ("plain", ""), "owned": ("plain", ""), "target": ("plain", "")},
    "StageState": {
        "done": ("success", "check"),
        "substituted": ("success", "swap"),
        "exempt": ("neutral", "minus"),
        "upcoming": ("plain", "circle"),
        "due": ("primary", "clock"),
        "overdue": ("danger", "alert"),
        "missed": ("warning", "cross"),
    },
    "RosterState": {
        "checking": ("info", "clock"),
        "broken": ("danger", "alert"),
        "ready": ("primary", "circle"),
        "applied": ("success", "check"),
        "undone": ("neutral", "swap"),
        "discarded": ("neutral", "minus"),
    },
    "JobState": {
        "queued": ("plain", "circle"),
        "running": ("info", "clock"),
        "done": ("success", "check"),
        "failed": ("danger", "alert"),
        "refused": ("warning", "cross"),
    },
    "ChangeKind": {
        "new": ("success", "plus"),
        "appointed": ("success", "check"),
        "promoted": ("primary", "up"),
        "moved": ("info", "swap"),
        "left": ("danger", "minus"),
        "back": ("success", "swap"),
        "returned": ("success", "plus"),
        "away": ("warning", "clock"),
    },
    "PolicyTime": {
        "past": ("neutral", "minus"),
        "now": ("success", "check"),
        "coming": ("primary", "clock"),
    },
    "AttemptOutcome": {
        "succeeded": ("success", "check"),
        "wrong": ("warning", "cross"),
        "locked": ("danger", "lock"),
        "throttled": ("danger", "alert"),
        "unlocked": ("info", "swap"),
    },
    "VersionState": {
        "draft": ("info", "circle"),
        "in_committee": ("primary", "clock"),
        "reviewed": ("primary", "check"),
        "in_approval": ("primary", "up"),
        "approved": ("success", "check"),
        "superseded": ("neutral", "minus"),
    },
    "ChangeVerb": {
        "kept": ("plain", "circle"),
        "new": ("success", "plus"),
        "merged": ("info", "swap"),
        "replaced": ("warning", "swap"),
        "abolished": ("danger", "minus"),
        "improved": ("primary", "up"),
    },
    "ClockState": {
        "met": ("success", "check"),
        "ahead": ("plain", "circle"),
        "soon": ("warning", "clock"),
        "late": ("danger", "alert"),
    },
    "PreCheckMark": {
        "unchecked": ("warning", "alert"),
        "reviewed": ("success", "check"),
        "not_applicable": ("neutral", "minus"),
    },
    "CourseState": {"active": ("success", "check"), "ended": ("neutral", "minus")},
    "RoundState": {
        "planned": ("plain", "circle"),
        "open": ("primary", "clock"),
        "closed": ("neutral", "minus"),
    },
    "RequestState": {
        "submitted": ("info", "clock"),
        "adopted": ("success", "check"),
        "merged": ("success", "swap"),
        "deferred": ("warning", "clock"),
        "declined": ("danger", "cross"),
        "withdrawn": ("neutral", "minus"),
    },
    "MeetingState": {
        "planned": ("plain", "circle"),
        "held": ("primary", "clock"),
        "closed": ("success", "check"),
    },
    "Decision": {
        "pending": ("warning", "clock"),
        "as_proposed": ("success", "check"),
        "amended": ("info", "swap"),
        "rejected": ("danger", "cross"),
        "deferred": ("warning", "minus"),
    },
    "StepState": {
        "waiting": ("plain", "circle"),
        "signed": ("success", "check"),
        "returned": ("danger", "swap"),
        "void": ("neutral", "minus"),
    },
    "CaseState": {
        "running": ("primary", "clock"),
        "approved": ("success", "check"),
        "returned": ("danger", "swap"),
        "withdrawn": ("neutral", "minus"),
    },
    "FileChange": {
        "new": ("success", "plus"),
        "replaced": ("info", "swap"),
        "same": ("plain", "circle"),
    },
    "DeliveryState": {
        "waiting": ("plain", "clock"),
        "sending": ("info", "up"),
        "sent": ("success", "check"),
        "failed": ("danger", "alert"),
        "uncertain": ("warning", "alert"),
        "cancelled": ("neutral", "minus"),
    },
    "InvitationState": {
        "invited": ("warning", "clock"),
        "accepted": ("success", "check"),
        "declined": ("danger", "cross"),
        "withdrawn": ("neutral", "minus"),
    },
    "RunState": {
        "queued": ("plain", "circle"),
        "running": ("info", "clock"),
        "done": ("success", "check"),
        "stopped": ("warning", "minus"),
        "failed": ("danger", "alert"),
    },
    "ProposalState": {
        "draft": ("info", "circle"),
        "accepted": ("success", "check"),
        "partly": ("primary", "check"),
        "discarded": ("neutral", "minus"),
    },
    "LineChange": {
        "placed": ("success", "plus"),
        "moved": ("warning", "swap"),
        "unplaced": ("danger", "minus"),
        "room_changed": ("info", "swap"),
        "instructor_changed": ("info", "swap"),
        "kept": ("plain", "circle"),
    },
    "LineState": {
        "open": ("plain", "circle"),
        "accepted": ("success", "check"),
        "rejected": ("neutral", "minus"),
    },
    "ApplicationState": {
        "submitted": ("info", "circle"),
        "awaiting_approval": ("warning", "clock"),
        "approved": ("info", "check"),
        "returned": ("danger", "swap"),
        "selected": ("success", "check"),
        "offered": ("warning", "alert"),
        "waitlisted": ("primary", "clock"),
        "not_selected": ("neutral", "minus"),
        "confirmed": ("success", "check"),
        "cancelled": ("neutral", "cross"),
        "no_show": ("danger", "alert"),
        "dropped_out": ("warning", "cross"),
        "completed": ("success", "check"),
        "not_completed": ("warning", "minus"),
    },
    "ApprovalState": {
        "waiting": ("plain", "circle"),
        "open": ("warning", "clock"),
        "approved": ("success", "check"),
        "returned": ("danger", "swap"),
        "closed": ("neutral", "minus"),
    },
    "CallPhase": {
        "draft": ("info", "circle"),
        "coming": ("plain", "clock"),
        "open": ("primary", "check"),
        "closed": ("neutral", "clock"),
        "decided": ("success", "check"),
        "cancelled": ("neutral", "cross"),
    },
    "Obligation": {"required": ("primary", ""), "recommended": ("plain", "")},
}


@dataclass(frozen=True, slots=True)
class Tab:
    """탭. One of several views of the same thing; `count` is shown beside the label."""

    label: Text
    url: str
    is_current: bool = False
    count: int | None = None


def screen_language() -> str:
    """`ko` or `en`."""
    return get_language() or "ko"


@register.filter("said")
def in_screen_language(text: str) -> str:
    """What the product says by itself (`Said`), in the screen's language; names and typed words stay as they are."""
    return in_language(text, screen_language())


@register.filter
def who(label: str) -> str:
    """Who acted, as it was written down then; the system and the operator in the screen's language."""
    return in_screen_language(LABELS.get(label, label))


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> str:
    """A drawing beside a word; never alone. Drawn once: it is the same on every page."""
    return render_to_string("krds/icon.html", {"name": name})


@register.inclusion_tag("krds/button.html")
def button(label: Text, kind: str = "primary", name: str = "", value: str = "", size: str = "") -> dict[str, object]:
    """단추. Submits its form. `kind`: primary, secondary, tertiary, danger; `size`: "", small, large."""
    return {"label": label, "kind": kind, "name": name, "value": value, "size": size}


@register.inclusion_tag("krds/link_button.html")
def link_button(label: Text, url: str, kind: str = "secondary", size: str = "", icon: str = "") -> dict[str, object]:
    """A link in the shape of a button."""
    return {"label": label, "url": url, "kind": kind, "size": size, "icon": icon}


@register.simple_tag
def badge(term: StrEnum | str | None, tone: str = "", label: Text = "") -> str:
    """상태 표시. A term of ours with its own colour and mark, or any text with a tone.

    `tone`: primary, success, danger, warning, info, neutral, plain.
    """
    own_tone, mark = TONES.get(type(term).__name__, {}).get(str(term), ("neutral", ""))
    return _badge(tone or own_tone, "" if tone else mark, str(label or glossary.label(term, screen_language())))


@lru_cache(maxsize=512)
def _badge(tone: str, mark: str, label: str) -> str:
    return render_to_string("krds/badge.html", {"tone": tone, "mark": mark, "label": label})


@register.simple_block_tag
def alert(content: str, tone: str = "info", title: Text = "") -> str:
    """알림. `tone`: info, success, warning, danger."""
    marks = {"success": "check", "danger": "alert", "warning": "alert"}
    context = {"content": content, "tone": tone, "title": title, "mark": marks.get(tone, "info")}
    return render_to_string("krds/alert.html", context)


@register.inclusion_tag("krds/form_problems.html")
def form_problems(form: Any) -> dict[str, object]:
    """What is wrong with a form as a whole, at its top; each field's own trouble stands beside the field."""
    return {"form": form}


@register.inclusion_tag("krds/field.html")
def field(bound: BoundField, size: str = "") -> dict[str, object]:
    """입력란. Label, help, control and error of one form field. `size`: "", short, number, full."""
    widget: Widget = bound.field.widget
    notes = [f"{bound.id_for_label}_help"] if bound.help_text else []
    notes += [f"{bound.id_for_label}_error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"class": f"bg-input bg-input--{size}" if size else "bg-input"}
    if notes:
        attributes["aria-describedby"] = " ".join(notes)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(widget, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        attributes["class"] = "bg-choice"
    elif isinstance(widget, FileInput):
        attributes["class"] = "bg-file"
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_hidden": bound.is_hidden,
        "is_switch": isinstance(widget, CheckboxInput),
        "is_group": isinstance(widget, CheckboxSelectMultiple | RadioSelect),
        "id": bound.id_for_label,
    }


@register.simple_block_tag
def table(content: str, caption: Text, hide_caption: bool = False, tight: bool = False) -> str:  # noqa: FBT001, FBT002  template arguments
    """표. Rows go in the body; the caption names the table and its scrolling frame."""
    context = {"content": content, "caption": caption, "hide_caption": hide_caption, "tight": tight}
    return render_to_string("krds/table.html", context)


@register.inclusion_tag("krds/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any], name: str = "page") -> dict[str, object]:
    """쪽 나눔. Keeps the address's other parameters."""
    query = context["request"].GET.copy()

    def address(number: int) -> str:
        query[name] = str(number)
        return f"?{query.urlencode()}"

    near = range(max(1, page.number - 2), min(page.last, page.number + 2) + 1)
    return {
        "page": page,
        "near": [(number, address(number)) for number in near],
        "first": address(1) if near[0] > 1 else "",
        "last": address(page.last) if near[-1] < page.last else "",
        "previous": address(page.number - 1) if page.number > 1 else "",
        "next": address(page.number + 1) if page.number < page.last else "",
    }


@register.inclusion_tag("krds/tabs.html")
def tabs(items: Sequence[Tab], label: Text) -> dict[str, object]:
    """탭. Links between views of the same thing; `label` names the group."""
    return {"items": items, "label": label}


@register.inclusion_tag("krds/steps.html")
def steps(items: Sequence[Text], current: int) -> dict[str, object]:
    """단계 표시. Where somebody stands in a task of several steps; `current` counts from 1."""
    return {"items": items, "current": current}


@register.inclusion_tag("krds/progress.html")
def progress(percent: int | None, label: Text) -> dict[str, object]:
    """진행 막대. 0 to 100, or None when it is not known how far."""
    return {"percent": percent, "label": label}


@register.simple_block_tag
def empty(content: str, title: Text) -> str:
    """빈 화면. What to say, and what to do, where there is nothing yet."""
    return render_to_string("krds/empty.html", {"content": content, "title": title})


@register.inclusion_tag("krds/summary_card.html")
def summary_card(
    label: Text, value: object, *, unit: Text = "", note: Text = "", tone: str = "plain", url: str = ""
) -> dict[str, object]:
    """요약 카드. One figure with its name; a link when `url` is given."""
    return {"label": label, "value": value, "unit": unit, "note": note, "tone": tone, "url": url}


@register.inclusion_tag("krds/crumb.html")
def crumb(label: Text, url: str = "") -> dict[str, object]:
    """One step of the path above the heading, inside `{% block crumbs %}`."""
    return {"label": label, "url": url}


@register.simple_tag
def term(code: str) -> str:
    """A domain word of the glossary in the screen's language."""
    return glossary.word(code, screen_language())


@register.filter(name="label")
def label_of(value: StrEnum | str | None) -> str:
    """What an enumerated term is called on the screen."""
    return glossary.label(value, screen_language())
