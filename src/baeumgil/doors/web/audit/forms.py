"""Filters of the auditor's lists."""

from collections.abc import Callable

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from baeumgil.core import glossary
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, DayField, all_of
from baeumgil.stages.people.terms import AttemptOutcome


def _named(kind: str) -> Callable[[], list[Choice]]:
    """All code names of a kind by their labels, in the order of the alphabet."""

    def choices() -> list[Choice]:
        language = get_language() or "ko"
        named = [(code, glossary.named(kind, code, language)) for code in glossary.codes(kind)]
        return [("", gettext("모두")), *sorted(named, key=lambda choice: choice[1])]

    return choices


class EntriesForm(PageForm):
    """Who or what, which action, whether it was done, between which days."""

    text = forms.CharField(label=_("누가·무엇을"), required=False, max_length=100)
    name = forms.ChoiceField(label=_("한 일"), required=False, choices=_named("Action"))
    outcome = forms.ChoiceField(
        label=_("결과"), required=False, choices=[("", _("모두")), ("done", _("했음")), ("refused", _("하지 않음"))]
    )
    first = DayField(_("첫날"))
    last = DayField(_("마지막 날"))


class AccessesForm(PageForm):
    """Who looked, whose data, on which page, between which days."""

    text = forms.CharField(label=_("누가·까닭"), required=False, max_length=100)
    person = forms.CharField(label=_("누구의 것을(사번·성명)"), required=False, max_length=60)
    name = forms.ChoiceField(label=_("화면"), required=False, choices=_named("Reading"))
    first = DayField(_("첫날"))
    last = DayField(_("마지막 날"))


class AttemptsForm(PageForm):
    """Username or address, and what came of it."""

    text = forms.CharField(label=_("아이디·주소"), required=False, max_length=64)
    outcome = forms.TypedChoiceField(
        label=_("결과"),
        required=False,
        coerce=AttemptOutcome,
        empty_value=None,
        choices=all_of(AttemptOutcome, empty=_("모두")),
    )
