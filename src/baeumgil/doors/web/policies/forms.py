"""Forms of policies: one field for each part of a value, as its description says, then the first day and the basis."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.core import glossary
from baeumgil.core.policy_parts import CASES, Part, PartKind, check
from baeumgil.core.policy_texts import NO, YES, TypedPart, read_typed, typed_parts
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.people.rules.policy_checks import LONGEST_BASIS

MOST_LETTERS = 40_000
LINES = frozenset({PartKind.ROWS, PartKind.PAIRS, PartKind.MAP})
LONG_LIST, FEWEST_ROWS, MOST_ROWS = 40, 3, 14


class SearchForm(PageForm):
    """What to look for in names, meanings and values."""

    text = forms.CharField(label=gettext_lazy("방침 찾기"), required=False, max_length=60)


class BackForm(PageForm):
    """Why an announced value is taken back."""

    reason = forms.CharField(label=gettext_lazy("거두는 까닭"), max_length=LONGEST_BASIS)


class PolicyForm(PageForm):
    """A new value, shown with the one in force. Its own check names everything wrong in one go."""

    def __init__(self, *args: Any, part: Part, value: object, tomorrow: date, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.parts = typed_parts(part, value, language)
        for one in self.parts:
            self.fields[one.field] = _field(one, part, language)
        self.fields["first"] = DayField(
            _("이 값을 쓰는 첫날"), required=True, help_text=_("오늘이나 뒤의 날. 지난날의 값은 바뀌지 않습니다.")
        )
        self.fields["first"].initial = tomorrow
        self.fields["basis"] = forms.CharField(
            label=_("근거"),
            max_length=LONGEST_BASIS,
            help_text=_("조문이나 내부 방침, 바꾸는 까닭. 감사 기록과 이 화면에 남습니다."),
        )

    @property
    def value_fields(self) -> Sequence[forms.BoundField]:
        """The fields of the value itself."""
        return [self[one.field] for one in self.parts]

    def clean(self) -> dict[str, Any]:
        """Check the value while the other fields are checked, so that nothing has to be handed in twice."""
        said = super().clean() or self.cleaned_data
        self.value = read_typed(self.part, {one.field: said.get(one.field, "") for one in self.parts})
        for problem in check(self.part, self.value):
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, in_screen_language(problem.advice()))
        return said

    def arguments(self) -> dict[str, Any]:
        """For the service."""
        return {
            "value": self.value,
            "first": self.cleaned_data["first"],
            "basis": self.cleaned_data["basis"],
        }


def _field(one: TypedPart, whole: Part, language: str) -> forms.Field:
    part = one.part
    return forms.CharField(
        label=_label(one, language),
        required=False,
        max_length=MOST_LETTERS,
        initial=one.text,
        help_text=_help(one, whole, language),
        widget=_widget(one, language),
        strip=part.kind is not PartKind.TEXT,
    )


def _label(one: TypedPart, language: str) -> str:
    if one.field == CASES:
        return _("과정 유형마다 다른 것")
    name = one.part.called(language)
    unit = glossary.named("PolicyUnit", one.part.unit, language) if one.part.unit else ""
    return f"{name} ({unit})" if unit else name


def _widget(one: TypedPart, language: str) -> forms.Widget:
    part = one.part
    match part.kind:
        case PartKind.NUMBER:
            return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        case PartKind.YES_NO | PartKind.CHOICE:
            pairs = [YES, NO] if part.kind is PartKind.YES_NO else list(part.choices.values())
            words = [pair[1] if language.startswith("en") else pair[0] for pair in pairs]
            return forms.Select(choices=[(word, word) for word in words])
        case _ if one.field == CASES or part.kind in LINES:
            rows = min(MOST_ROWS, max(FEWEST_ROWS, one.text.count("\n") + 2))
            return forms.Textarea(attrs={"rows": rows, "spellcheck": "false"})
        case _ if len(one.text) > LONG_LIST:
            return forms.Textarea(attrs={"rows": FEWEST_ROWS, "spellcheck": "false"})
        case _:
            return forms.TextInput(attrs={"autocomplete": "off"})


def _help(one: TypedPart, whole: Part, language: str) -> str:
    part = one.part
    notes = []
    if one.field == CASES:
        kinds = ", ".join(pair[1] if language.startswith("en") else pair[0] for pair in whole.choices.values())
        notes += [
            _("한 줄에 하나씩: 과정 유형 | 항목 | 값. 없으면 비웁니다."),
            _("과정 유형: %(kinds)s") % {"kinds": kinds},
        ]
    elif part.kind in LINES:
        columns = " | ".join(_label(TypedPart("", column, ""), language) for column in one.columns)
        notes.append(_("한 줄에 하나씩, 칸은 ‘|’로 나눕니다: %(columns)s") % {"columns": columns})
        notes += [_words(column, language) for column in one.columns if column.choices]
    elif part.kind is PartKind.LIST:
        notes.append(_("쉼표로 나눕니다."))
        notes += [_words(part.each, language)] if part.each is not None and part.each.choices else []
    elif part.kind in {PartKind.NUMBER, PartKind.DECIMAL} and part.least is not None and part.most is not None:
        notes.append(_("%(least)s부터 %(most)s까지") % {"least": f"{part.least:,}", "most": f"{part.most:,}"})
    if part.is_optional and one.field != CASES:
        notes.append(_("비워 두면 정하지 않습니다."))
    return " ".join(notes)


def _words(part: Part, language: str) -> str:
    known = ", ".join(pair[1] if language.startswith("en") else pair[0] for pair in part.choices.values())
    return _("쓸 수 있는 말: %(known)s") % {"known": known}
