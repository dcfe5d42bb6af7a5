"""What the stage board is asked. Lives in the query string, so that a view survives reload and can be shared."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, DayField, TermsField, unit_choices
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.roadmap.terms import StageState

PURPOSE_LENGTH = 5


class BoardFilters(TypedDict):
    """Keyword arguments of the board query."""

    stage: str
    unit: int | None
    states: Sequence[StageState]
    text: str
    due_before: date | None


class BoardForm(PageForm):
    """필터. Every field may stay empty."""

    stage = forms.ChoiceField(label=_("단계"), required=False)
    unit = forms.TypedChoiceField(label=_("부서"), required=False, coerce=int, empty_value=None)
    state = TermsField(StageState, _("상태"))
    text = forms.CharField(label=_("성명 또는 사번"), required=False, max_length=60)
    due_before = DayField(_("기한이 이날까지"))

    def __init__(self, data: Any, *, stages: Sequence[Choice], units: Sequence[UnitRow]) -> None:
        super().__init__(data)
        self.fields["stage"].choices = [("", _("모든 단계")), *stages]  # type: ignore[attr-defined]  # a choice field
        self.fields["unit"].choices = unit_choices(units, _("볼 수 있는 모든 부서"))  # type: ignore[attr-defined]  # same

    def filters(self) -> BoardFilters:
        """What was asked; a field that cannot be read does not filter, and says so on the page."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "stage": data.get("stage", ""),
            "unit": data.get("unit"),
            "states": tuple(data.get("state", ())),
            "text": data.get("text", ""),
            "due_before": data.get("due_before"),
        }

    @property
    def is_empty(self) -> bool:
        """True when nothing is filtered."""
        return not any(self.filters().values())


class PurposeForm(PageForm):
    """내려받는 까닭. Asked before personal data leaves the system (안전성 확보조치 기준 제8조)."""

    purpose = forms.CharField(
        label=_("내려받는 까닭"),
        min_length=PURPOSE_LENGTH,
        max_length=300,
        help_text=_("누가 언제 왜 내려받았는지 열람 기록에 남습니다. 예: 하반기 승진자 과정 대상자 확정"),
        error_messages={
            "required": _("내려받는 까닭을 적으세요. 열람 기록에 함께 남습니다."),
            "min_length": _("내려받는 까닭을 다섯 글자 이상 적으세요."),
        },
    )
