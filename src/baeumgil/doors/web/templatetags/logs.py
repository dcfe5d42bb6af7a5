"""What the logs keep as code names and plain values, in words."""

from collections.abc import Mapping
from enum import StrEnum

from django import template
from django.utils.translation import get_language, gettext

from baeumgil.core import glossary
from baeumgil.core.actors import Role
from baeumgil.stages.people.terms import ChangeKind, EmploymentKind, GuestKind, PersonKind, SignInEnd
from baeumgil.stages.roadmap.rules.record_changes import RecordChange
from baeumgil.stages.roadmap.terms import StageState

register = template.Library()

TERMS: Mapping[str, tuple[type[StrEnum], ...]] = {
    "role": (Role,),
    "end": (SignInEnd,),
    "guest_kind": (GuestKind,),
    "employment": (EmploymentKind,),
    "kind": (PersonKind, ChangeKind, RecordChange),
    "states": (StageState,),
}


@register.filter
def action_name(code: str) -> str:
    """`people.sign_in` as 로그인."""
    return glossary.named("Action", code, _language())


@register.filter
def reading_name(code: str) -> str:
    """`people.search` as 사람 찾기."""
    return glossary.named("Reading", code, _language())


@register.filter
def pairs(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Name and value of each fact that says something."""
    found = [(name, _said(name, value)) for name, value in facts.items()]
    return [(glossary.named("LoggedFact", name, _language()), text) for name, text in found if text]


def _said(name: str, value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return gettext("예") if value else gettext("아니요")
        case list():
            return ", ".join(text for text in (_said(name, item) for item in value) if text)
        case dict():
            return ", ".join(f"{key} {_said(str(key), item)}" for key, item in value.items())
        case _:
            return _term(name, str(value))


def _term(name: str, text: str) -> str:
    """The label, where the fact is one of an enumeration."""
    for terms in TERMS.get(name, ()):
        if text in set(terms):
            return glossary.label(terms(text), _language())
    return text


def _language() -> str:
    return get_language() or "ko"
