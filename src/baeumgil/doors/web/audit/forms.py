"""Filters of the auditor's lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of
from baeumgil.stages.people.terms import AttemptOutcome


class EntriesForm(PageForm):
    """Who or what, which action, between which days."""

    text = forms.CharField(label=_("누가·무엇을"), required=False, max_length=100)
    name = forms.CharField(label=_("한 일"), required=False, max_length=80)
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
