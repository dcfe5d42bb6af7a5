"""Small forms of the rule pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.stages.roadmap.queries.rulesets import RuleSetRow


class AdoptForm(PageForm):
    """사본 만들기."""

    name = forms.CharField(
        label=_("사본의 이름"), max_length=120, help_text=_("예: 우리시 생애주기 로드맵 2026"), min_length=2
    )


class SaveForm(PageForm):
    """새 판으로 저장."""

    note = forms.CharField(
        label=_("무엇을 왜 고쳤는지"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": _("무엇을 왜 고쳤는지 적으세요. 판의 역사에 남습니다.")},
    )
    base_number = forms.IntegerField(widget=forms.HiddenInput)


class CompareForm(PageForm):
    """두 판 견주기."""

    before = forms.TypedChoiceField(label=_("앞 판"), coerce=int)
    after = forms.TypedChoiceField(label=_("뒤 판"), coerce=int)

    def __init__(self, row: RuleSetRow, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = [(str(version.number), f"{version.number}판") for version in row.versions]
        for name in ("before", "after"):
            self.fields[name].choices = versions  # type: ignore[attr-defined]  # both are choice fields
