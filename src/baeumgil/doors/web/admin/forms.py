"""Forms about accounts, grants and keys."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.core.actors import Role
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of, unit_choices, words
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.terms import Scope

GRANTED = tuple(role for role in Role if role is not Role.OFFICIAL)


class AccountsForm(PageForm):
    """Filters of the list."""

    text = forms.CharField(label=_("아이디·성명·사번"), required=False, max_length=60)
    role = forms.TypedChoiceField(
        label=_("역할"),
        required=False,
        coerce=Role,
        empty_value=None,
        choices=lambda: [("", _("모두")), *words(GRANTED)],
    )


class NewAccountForm(PageForm):
    """An account for a person, or for an operator without one."""

    staff_no = forms.CharField(
        label=_("사번"),
        required=False,
        max_length=30,
        help_text=_("계정을 쓸 사람의 사번입니다. 시스템만 관리하는 계정이면 비워 둡니다."),
    )
    username = forms.CharField(
        label=_("아이디"),
        max_length=60,
        help_text=_("영문 소문자와 숫자, 3자 이상. 한 사람에 하나이며 나누어 쓰지 않습니다."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    display_name = forms.CharField(
        label=_("화면에 보일 이름"), required=False, max_length=100, help_text=_("비우면 사람의 성명을 씁니다.")
    )


class GrantForm(PageForm):
    """Which role, in which unit, from when to when."""

    role = forms.TypedChoiceField(label=_("역할"), coerce=Role, choices=lambda: words(GRANTED))
    unit = forms.TypedChoiceField(
        label=_("부서"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_(
            "그 아래 부서까지 포함합니다. 부서 교육담당·기관장·강사의 권한은 그 안에서 일하는 동안만 통합니다."
        ),
    )
    starts_on = DayField(_("첫날"), help_text=_("비우면 오늘부터"))
    ends_on = DayField(_("마지막 날"), help_text=_("비우면 거둘 때까지"))

    def __init__(self, *args: object, units: Sequence[UnitRow], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ChoiceField):
            field.choices = unit_choices(units, str(_("기관 전체")))


class KeyForm(PageForm):
    """A new API key."""

    name = forms.CharField(label=_("이름"), max_length=80, help_text=_("어느 시스템이 쓰는지 알 수 있게 적습니다."))
    scopes = forms.TypedMultipleChoiceField(
        label=_("읽을 범위"), coerce=str, choices=all_of(Scope), widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(_("마지막 날"), help_text=_("비우면 거둘 때까지 쓸 수 있습니다."))
