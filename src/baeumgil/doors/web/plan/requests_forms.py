"""Forms of requests: asking, on a phone in a minute; answering."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, all_of, unit_choices, words
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.plan.queries.needs_rounds import RoundRow
from baeumgil.stages.plan.rules.needs_drafts import ENDS, RequestDraft
from baeumgil.stages.plan.terms import RequestKind, RequestState

Courses = Sequence[tuple[int, str]]


class AskForm(PageForm):
    """과정 수요 요청. The round is asked only where several are open, the unit only of who has several."""

    needs_round = forms.TypedChoiceField(label=_("수요조사"), coerce=int)
    unit = forms.TypedChoiceField(label=_("요청 부서"), coerce=int)
    kind = forms.TypedChoiceField(
        label=_("무엇을 바라나요"), coerce=RequestKind, choices=all_of(RequestKind), widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("과정 이름"), max_length=200)
    course = forms.TypedChoiceField(
        label=_("바꿀 과정"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("있는 과정을 바꾸려 할 때만 고릅니다."),
    )
    purpose = forms.CharField(
        label=_("왜 필요한가요"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("어떤 일에 쓰는지 한두 줄이면 됩니다."),
    )
    target_text = forms.CharField(label=_("누가 듣나요"), max_length=300, required=False)
    people = forms.IntegerField(label=_("예상 인원"), required=False, min_value=1, max_value=1_000_000)
    wanted_when = forms.CharField(
        label=_("언제가 좋은가요"), max_length=120, required=False, help_text=_("예: 상반기, 4월 전")
    )

    def __init__(
        self, *args: Any, rounds: Sequence[RoundRow], units: Sequence[UnitRow], courses: Courses, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("needs_round", [(str(row.id), row.name) for row in rounds])
        tree = unit_choices(units, _("고르세요"))
        self._choose("unit", tree[1:] if len(units) == 1 else tree)
        self._choose("course", [("", str(_("고르지 않음"))), *((str(pk), name) for pk, name in courses)])

    def _choose(self, name: str, choices: list[Choice]) -> None:
        found = self.fields[name]
        if not isinstance(found, forms.ChoiceField):
            raise TypeError(name)
        found.choices = choices
        if len(choices) == 1 and found.required:
            found.widget, found.initial = forms.HiddenInput(), choices[0][0]

    def draft(self) -> RequestDraft:
        """What was typed."""
        data = self.cleaned_data
        return RequestDraft(
            kind=data["kind"],
            title=data["title"],
            purpose=data["purpose"],
            target_text=data["target_text"],
            people=data["people"],
            wanted_when=data["wanted_when"],
            course=data["course"],
        )


class AnswerForm(PageForm):
    """요청에 답하기."""

    state = forms.TypedChoiceField(label=_("결과"), coerce=RequestState, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("부서가 볼 답"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("왜 그렇게 정했는지 적으세요. 요청한 부서에 그대로 보입니다."),
    )
    course = forms.TypedChoiceField(
        label=_("이어진 과정"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("통합하거나 반영한 과정입니다."),
    )

    def __init__(self, *args: Any, courses: Courses, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("state", words(ENDS)),
            ("course", [("", _("고르지 않음")), *((str(pk), title) for pk, title in courses)]),
        ):
            found = self.fields[name]
            if not isinstance(found, forms.ChoiceField):
                raise TypeError(name)
            found.choices = choices


class RequestFilter(forms.Form):
    """Which requests to list."""

    state = forms.TypedChoiceField(
        label=_("상태"),
        required=False,
        coerce=RequestState,
        empty_value=None,
        choices=all_of(RequestState, empty=_("모두")),
    )
    words = forms.CharField(label=_("찾는 말"), required=False, max_length=100)
