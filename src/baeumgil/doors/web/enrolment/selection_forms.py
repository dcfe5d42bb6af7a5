"""Forms of selections, overrides and reviews."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import all_of, words
from baeumgil.stages.enrolment.terms import Outcome, ReviewState

LONGEST_REASON, LONGEST_TEXT = 500, 2000


def _offer(form: forms.Form, name: str, empty: Any, sessions: Mapping[int, str]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", empty), *((str(number), title) for number, title in sessions.items())]


def _answers() -> list[tuple[str, str]]:
    return words([ReviewState.UPHELD, ReviewState.CHANGED])


class RunForm(PageForm):
    """선발 실행."""

    return_unapproved = forms.BooleanField(label=_("아직 승인되지 않은 신청은 돌려보내고 선발합니다"), required=False)


class SignSelectionForm(PageForm):
    """서명."""

    password = forms.CharField(
        label=_("비밀번호"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class OverrideForm(PageForm):
    """결과 조정."""

    outcome = forms.ChoiceField(label=_("바꿀 결과"), choices=all_of(Outcome))
    session = forms.TypedChoiceField(label=_("기수"), required=False, coerce=int, empty_value=None)
    reason = forms.CharField(
        label=_("조정하는 까닭"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("결과와 함께 공개됩니다. 이름이나 사번을 적지 마세요."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, sessions: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "session", _("고르지 않음"), sessions)

    def arguments(self) -> dict[str, Any]:
        """With the outcome as the term it is."""
        return {**self.cleaned_data, "outcome": Outcome(self.cleaned_data["outcome"])}


class LineFilter(forms.Form):
    """찾기."""

    words = forms.CharField(label=_("추첨번호, 이름, 부서"), required=False, max_length=80)
    outcome = forms.ChoiceField(label=_("결과"), required=False, choices=all_of(Outcome, empty=_("모두")))
    session = forms.TypedChoiceField(label=_("기수"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, sessions: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        _offer(self, "session", _("모두"), sessions)

    def chosen(self) -> dict[str, Any]:
        """What was asked, as arguments of the query; what cannot be read asks nothing."""
        self.is_valid()
        said = self.cleaned_data
        outcome = said.get("outcome")
        return {
            "words": said.get("words") or "",
            "outcome": Outcome(outcome) if outcome else None,
            "session": said.get("session"),
        }


class ReviewForm(PageForm):
    """이의신청."""

    text = forms.CharField(
        label=_("무엇을 다시 보아야 하나요"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(PageForm):
    """이의신청 답변."""

    state = forms.ChoiceField(label=_("답"), widget=forms.RadioSelect, choices=_answers)
    session = forms.TypedChoiceField(
        label=_("자리를 줄 기수"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("결과를 바꿀 때만 고릅니다. 고르지 않으면 대기자 명단 끝에 넣습니다."),
    )
    answer = forms.CharField(
        label=_("답변"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, sessions: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "session", _("고르지 않음"), sessions)

    def arguments(self) -> dict[str, Any]:
        """With the decision as the term it is."""
        return {**self.cleaned_data, "state": ReviewState(self.cleaned_data["state"])}
