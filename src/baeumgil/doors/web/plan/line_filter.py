"""Looking through the lines of a plan: what was asked, and the lines that answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.core.paging import Page, bounds
from baeumgil.doors.web.office.choices import all_of, label_of
from baeumgil.stages.plan.rules.book import BookLine, FieldRow
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Lines of one field that are shown together."""

    field: FieldRow
    lines: tuple[BookLine, ...]
    courses: int
    people: int


def choose_among(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    """Give a field its choices, which are known only when the form is made."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class LineFilter(forms.Form):
    """찾기. Everything may stay empty; what cannot be read counts as empty."""

    words = forms.CharField(label=_("찾는 말"), required=False, max_length=100)
    field = forms.ChoiceField(label=_("분야"), required=False)
    verb = forms.TypedChoiceField(
        label=_("개편 구분"),
        required=False,
        coerce=ChangeVerb,
        empty_value=None,
        choices=all_of(ChangeVerb, empty=_("모두")),
    )
    kind = forms.TypedChoiceField(
        label=_("과정 유형"),
        required=False,
        coerce=CourseKind,
        empty_value=None,
        choices=all_of(CourseKind, empty=_("모두")),
    )

    def __init__(self, data: Any, lines: Sequence[BookLine]) -> None:
        super().__init__(data, label_suffix="")
        choose_among(self, "field", [("", _("모두")), *_field_choices(lines)])
        self.is_valid()

    @property
    def is_asked(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.cleaned_data.get(name) for name in self.fields)

    def found(self, lines: Sequence[BookLine]) -> list[BookLine]:
        """The lines that answer, by field and in the plan's order."""
        asked = self.cleaned_data
        words = (asked.get("words") or "").casefold().split()
        field, verb, kind = asked.get("field"), asked.get("verb"), asked.get("kind")
        chosen = [
            line
            for line in lines
            if (not field or field in {line.field.code, f"area:{line.field.area_code}"})
            and (not verb or line.verb == verb)
            and (not kind or line.kind == kind)
            and _has_all(line, words)
        ]
        return sorted(chosen, key=lambda line: (line.field.order, line.field.code))


def paged(lines: Sequence[BookLine], number: int, size: int) -> Page[BookLine]:
    """One page of the lines."""
    number, start, end = bounds(number, size, len(lines))
    return Page(rows=lines[start:end], number=number, size=size, total=len(lines))


def grouped(shown: Sequence[BookLine], all_lines: Sequence[BookLine]) -> list[FieldGroup]:
    """The shown lines under their fields; the figures beside a field are those of all that answer."""
    groups: dict[str, list[BookLine]] = {}
    for line in shown:
        groups.setdefault(line.field.code, []).append(line)
    whole: dict[str, list[BookLine]] = {}
    for line in all_lines:
        if not line.is_ended:
            whole.setdefault(line.field.code, []).append(line)
    return [
        FieldGroup(
            lines[0].field, tuple(lines), len(whole.get(code, ())), sum(one.seats for one in whole.get(code, ()))
        )
        for code, lines in groups.items()
    ]


def page_number(value: object) -> int:
    """The page somebody asked for; the first when it cannot be read."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1  # noqa: PLR2004  a million pages


def _has_all(line: BookLine, words: Sequence[str]) -> bool:
    if not words:
        return True
    said = " ".join(
        (
            line.code,
            line.name,
            line.field.name,
            line.field.area_name,
            line.target_text,
            label_of(line.target_group),
            label_of(line.kind),
            line.owner_name,
            line.reason,
        )
    ).casefold()
    return all(word in said for word in words)


def _field_choices(lines: Sequence[BookLine]) -> list[tuple[str, str]]:
    """Areas, each with its leaves set in below it."""
    choices: dict[str, str] = {}
    for line in sorted(lines, key=lambda one: (one.field.order, one.field.code)):
        choices.setdefault(f"area:{line.field.area_code}", line.field.area_name)
        if line.field.code != line.field.area_code:
            choices.setdefault(line.field.code, f"\u3000{line.field.name}")
    return list(choices.items())
