"""Forms of the organisation pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of, unit_choices
from baeumgil.doors.web.office.uploads import TABLES, check_size
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.people.terms import UnitKind

SLOTS = 4


class OrganisationFileForm(PageForm):
    """조직 파일 가져오기."""

    file = forms.FileField(
        label=_("행정표준코드 기관코드 파일"),
        help_text=_("XLSX 또는 CSV. 행정표준코드관리시스템에서 내려받은 형식 그대로입니다."),
        widget=forms.ClearableFileInput(attrs={"accept": TABLES}),
        error_messages={"required": _("파일을 고르세요.")},
    )
    body = forms.CharField(
        label=_("우리 기관"),
        required=False,
        max_length=100,
        help_text=_("파일에 여러 기관이 있으면 이름이나 기관코드를 적습니다. 예: 고양시"),
    )
    valid_from = DayField(
        _("이날부터"), required=True, help_text=_("이 조직이 시작하는 날. 파일에 없는 부서는 그 전날 닫습니다.")
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Neither empty nor too large."""
        return check_size(self.cleaned_data["file"])


class ChangeForm(PageForm):
    """A change of one unit from a day on."""

    on = DayField(_("언제부터"), required=True)


class RenameForm(ChangeForm):
    """이름 바꾸기."""

    name = forms.CharField(label=_("새 이름"), max_length=100)
    field_order = ["name", "on"]


class UnitForm(ChangeForm):
    """새 하위 부서."""

    name = forms.CharField(label=_("이름"), max_length=100)
    kind = forms.TypedChoiceField(label=_("종류"), coerce=UnitKind, choices=all_of(UnitKind))
    field_order = ["name", "kind", "on"]


class _TreeForm(ChangeForm):
    def __init__(self, *args: Any, units: Sequence[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.tree_fields:
            field = self.fields[name]
            field.choices = unit_choices(units, self.empty)  # type: ignore[attr-defined]  # choice fields only

    tree_fields: Sequence[str] = ()
    empty: Any = _("고르세요")


class MoveForm(_TreeForm):
    """소속 바꾸기."""

    parent = forms.TypedChoiceField(label=_("새 상위 부서"), coerce=int)
    field_order = ["parent", "on"]
    tree_fields = ("parent",)


class MergeForm(_TreeForm):
    """통합."""

    other = forms.TypedChoiceField(label=_("함께 통합할 부서"), coerce=int)
    name = forms.CharField(label=_("통합한 부서의 이름"), max_length=100)
    field_order = ["other", "name", "on"]
    tree_fields = ("other",)


class SplitForm(ChangeForm):
    """분리."""

    names = forms.CharField(
        label=_("나뉜 부서의 이름"),
        help_text=_("한 줄에 하나씩, 두 줄 이상 적습니다."),
        widget=forms.Textarea(attrs={"rows": str(SLOTS)}),
        max_length=1000,
    )
    field_order = ["names", "on"]

    def clean_names(self) -> list[str]:
        """Names line by line."""
        names = [line.strip() for line in str(self.cleaned_data["names"]).splitlines() if line.strip()]
        if len(names) < 2:  # noqa: PLR2004  a unit is split into two at least
            raise forms.ValidationError(_("나뉜 부서의 이름을 두 줄 이상 적으세요."))
        return names
