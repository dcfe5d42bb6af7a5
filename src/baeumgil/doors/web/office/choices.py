"""Choices of form fields, worded by the glossary, and the few field shapes that all office forms share."""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from baeumgil.core import glossary
from baeumgil.core.paging import SIZES
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.terms import CITY_GRADES

Choice = tuple[str, str]
Text = Any  # str, or a translation that waits for the screen's language
T = TypeVar("T", bound=StrEnum)


def words(terms: Iterable[StrEnum]) -> list[Choice]:
    """Value and label of each term, in the screen's language."""
    language = get_language() or "ko"
    return [(term.value, glossary.label(term, language)) for term in terms]


def all_of(terms: type[StrEnum], *, empty: Text = "") -> Callable[[], list[Choice]]:
    """Choices of an enumeration, made anew for every form; `empty` names the first, empty choice."""

    def choices() -> list[Choice]:
        head = [("", empty)] if empty else []
        return head + words(terms)

    return choices


def grades(*, empty: Text = "") -> Callable[[], list[Choice]]:
    """1급 to 9급."""

    def choices() -> list[Choice]:
        head = [("", empty)] if empty else []
        return head + [(str(grade), f"{grade}급") for grade in CITY_GRADES]

    return choices


def handed_in(request: HttpRequest) -> Any:
    """The files that came with a POST; None for a first look."""
    return request.FILES if request.method == "POST" else None


def label_of(term: StrEnum | None) -> str:
    """What a term is called in the screen's language."""
    return glossary.label(term, get_language() or "ko")


class TermsField(forms.TypedMultipleChoiceField):
    """Several terms of one enumeration as check boxes; cleans to a list of them."""

    def __init__(self, terms: type[StrEnum], label: Text, help_text: Text = "") -> None:
        super().__init__(
            choices=all_of(terms),
            coerce=terms,
            required=False,
            label=label,
            help_text=help_text,
            widget=forms.CheckboxSelectMultiple,
        )


class GradesField(forms.TypedMultipleChoiceField):
    """Several grades as check boxes; cleans to a list of numbers."""

    def __init__(self, label: Text, help_text: Text = "") -> None:
        super().__init__(
            choices=grades(),
            coerce=int,
            required=False,
            label=label,
            help_text=help_text,
            widget=forms.CheckboxSelectMultiple,
        )


class DayInput(forms.DateInput):
    """The browser's own date field, which the keyboard and every phone know."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day; also read when typed as 2026.3.10. or 20260310."""

    def __init__(self, label: Text, *, required: bool = False, help_text: Text = "") -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            widget=DayInput(),
            input_formats=["%Y-%m-%d", "%Y.%m.%d", "%Y.%m.%d.", "%Y. %m. %d.", "%Y. %m. %d", "%Y%m%d"],
        )


def unit_choices(units: Sequence[UnitRow], empty: Text) -> list[Choice]:
    """Units as a tree: deeper ones set in by wide blanks."""
    top = min((unit.depth for unit in units), default=0)
    return [("", empty), *((str(unit.id), "\u3000" * (unit.depth - top) + unit.name) for unit in units)]


class PagingForm(forms.Form):
    """Which page of a list, and how long pages are."""

    page = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    size = forms.TypedChoiceField(
        label=_("한 쪽에"), required=False, coerce=int, empty_value=None, choices=[(size, size) for size in SIZES]
    )

    def asked(self) -> tuple[int, int]:
        """Page and size; the first page of 50 when they cannot be read."""
        self.is_valid()
        return self.cleaned_data.get("page") or 1, self.cleaned_data.get("size") or SIZES[1]
