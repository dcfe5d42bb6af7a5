"""Forms of the roster import."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField
from baeumgil.doors.web.office.table_imports import ENCODINGS, TableFileForm
from baeumgil.stages.people.queries.roster import MappingRow
from baeumgil.stages.people.services.roster import RosterOptions


class RosterFileForm(TableFileForm):
    """명단 올리기."""

    as_of = DayField(
        _("기준일"), required=True, help_text=_("명단이 어느 날의 모습인지. 이날부터 바뀐 것으로 기록합니다.")
    )
    mapping_name = forms.ChoiceField(label=_("열 맞춤"), required=False)
    sheet = forms.CharField(
        label=_("시트 이름"), required=False, max_length=100, help_text=_("비우면 명단처럼 보이는 시트를 찾습니다.")
    )
    encoding = forms.ChoiceField(label=_("CSV 글자 방식"), required=False, choices=ENCODINGS)
    partial = forms.BooleanField(
        label=_("일부만 든 파일입니다"),
        required=False,
        help_text=_("파일에 없는 사람을 퇴직·전출로 보지 않습니다."),
    )
    create_units = forms.BooleanField(
        label=_("없는 부서 만들기"),
        required=False,
        help_text=_("기관코드가 없는 팀까지 파일대로 만들 때 고릅니다."),
    )
    allow_many_leavers = forms.BooleanField(
        label=_("많은 퇴직 허용"),
        required=False,
        help_text=_("보통은 한 번에 많은 사람이 사라지는 파일을 막습니다."),
    )

    def __init__(self, *args: Any, mappings: Sequence[MappingRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [("", _("흔한 열 이름으로 자동")), *((row.name, row.name) for row in mappings)]
        self.fields["mapping_name"].choices = names  # type: ignore[attr-defined]  # a choice field

    def options(self) -> RosterOptions:
        """How to read the file."""
        data = self.cleaned_data
        return RosterOptions(
            sheet=data["sheet"],
            encoding=data["encoding"] or "auto",
            partial=data["partial"],
            allow_many_leavers=data["allow_many_leavers"],
            create_units=data["create_units"],
        )


class ApplyForm(PageForm):
    """적용. Of exactly the preview that was looked at."""

    preview_digest = forms.CharField(widget=forms.HiddenInput)
    confirm = forms.BooleanField(
        label=_("바뀌는 내용을 확인했습니다"),
        error_messages={"required": _("바뀌는 내용을 확인한 뒤 표시하세요.")},
    )
