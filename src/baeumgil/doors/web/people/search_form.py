"""What the people search is asked."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of, grades, unit_choices
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.terms import EmploymentKind, PersonKind


class SearchFilters(TypedDict):
    """Keyword arguments of the search."""

    on: date
    text: str
    unit: int | None
    kind: PersonKind | None
    grade: int | None
    employment: EmploymentKind | None


class SearchForm(PageForm):
    """사람 찾기. Every field may stay empty."""

    text = forms.CharField(label=_("성명 또는 사번"), required=False, max_length=60)
    unit = forms.TypedChoiceField(label=_("부서"), required=False, coerce=int, empty_value=None)
    kind = forms.TypedChoiceField(
        label=_("구분"),
        required=False,
        coerce=PersonKind,
        empty_value=None,
        choices=all_of(PersonKind, empty=_("모두")),
    )
    grade = forms.TypedChoiceField(
        label=_("직급"), required=False, coerce=int, empty_value=None, choices=grades(empty=_("모두"))
    )
    employment = forms.TypedChoiceField(
        label=_("고용 구분"),
        required=False,
        coerce=EmploymentKind,
        empty_value=None,
        choices=all_of(EmploymentKind, empty=_("모두")),
    )
    on = DayField(_("어느 날의 모습"))

    def __init__(self, data: Any, *, units: Sequence[UnitRow]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = unit_choices(units, _("볼 수 있는 모든 부서"))  # type: ignore[attr-defined]  # a choice field

    def filters(self, today: date) -> SearchFilters:
        """What was asked; a field that cannot be read does not filter, and says so on the page."""
        self.is_valid()
        data = self.cleaned_data if self.is_bound else {}
        return {
            "on": data.get("on") or today,
            "text": data.get("text", ""),
            "unit": data.get("unit"),
            "kind": data.get("kind"),
            "grade": data.get("grade"),
            "employment": data.get("employment"),
        }


def asked_day(text: str, today: date) -> date:
    """The day of `?on=`, today when it is missing or cannot be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
