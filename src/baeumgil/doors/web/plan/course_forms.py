"""The forms a course is typed in: what occurs once, and the lines of its lists."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, GradesField, TermsField, all_of
from baeumgil.doors.web.plan.minutes import MinutesField
from baeumgil.doors.web.roadmap.stage_forms import words_between
from baeumgil.stages.people.terms import EmploymentKind, Position
from baeumgil.stages.plan.rules.course_draft import BudgetDraft, PrerequisiteDraft, SubjectDraft
from baeumgil.stages.plan.terms import (
    Assessment,
    CourseKind,
    CourseState,
    InstructorKind,
    Level,
    PrerequisiteKind,
    TargetGroup,
)

SHORT_TEXT = forms.Textarea(attrs={"rows": "3"})


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


def _number(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, help_text=help_text)


class CourseForm(PageForm):
    """과정. The fields that occur once; what they mean together the rules check."""

    code = forms.CharField(
        label=_("과정 코드"),
        max_length=60,
        help_text=_("한 번 정하면 바꾸지 않습니다. 이름이 바뀌어도 같은 과정입니다."),
    )
    name = forms.CharField(label=_("과정 이름"), max_length=200)
    names = forms.CharField(
        label=_("다른 이름"),
        required=False,
        max_length=2000,
        widget=SHORT_TEXT,
        help_text=_("문서나 파일에서 이 과정을 부르는 다른 이름을 한 줄에 하나씩 적습니다."),
    )
    field = forms.ChoiceField(label=_("분야"))
    goal = forms.ChoiceField(label=_("목표"), required=False)
    kind = forms.TypedChoiceField(label=_("과정 유형"), coerce=CourseKind, choices=all_of(CourseKind))
    state = forms.TypedChoiceField(label=_("상태"), coerce=CourseState, choices=all_of(CourseState))
    level = forms.TypedChoiceField(
        label=_("수준"), required=False, coerce=Level, empty_value=None, choices=all_of(Level, empty=_("없음"))
    )
    ladder = _text(_("과정 로드맵"), 60, _("기초에서 심화로 이어지는 과정들의 로드맵 이름입니다. 예: 정보화"))
    target_group = forms.TypedChoiceField(label=_("대상 구분"), coerce=TargetGroup, choices=all_of(TargetGroup))
    target_text = _text(_("교육대상"), 300, _("비우면 아래에서 고른 조건으로 만듭니다."))
    grades = GradesField(_("직급"))
    employments = TermsField(EmploymentKind, _("고용 구분"))
    positions = TermsField(Position, _("직위"))
    series = _text(_("직렬"), 300, _("쉼표로 나눕니다. 예: 행정, 시설"))
    stage_code = forms.ChoiceField(
        label=_("로드맵 단계"), required=False, help_text=_("이 과정으로 마치는 생애주기 단계입니다.")
    )
    objectives = forms.CharField(label=_("교육 목표"), required=False, max_length=5000, widget=SHORT_TEXT)
    features = forms.CharField(label=_("과정 특징"), required=False, max_length=5000, widget=SHORT_TEXT)
    pre_study = _text(_("사전 학습"), 300, _("모이기 전에 온라인으로 배워 오는 것입니다."))
    pre_study_minutes = MinutesField(_("사전 학습 시간"))
    duration_text = _text(_("교육기간"), 60, _("예: 3일, 2주"))
    days = _number(_("일수"))
    total_minutes = MinutesField(_("총 시간"), _("예: 21시간, 1시간 30분, 90분"))
    recognised_minutes = MinutesField(_("인정 시간"))
    seats_per_session = _number(_("기수당 정원"))
    assessment = forms.TypedChoiceField(label=_("평가 방법"), coerce=Assessment, choices=all_of(Assessment))
    pass_attendance_percent = _number(_("출석·진도 기준(%)"))
    pass_score = _number(_("평가 기준(점)"))
    completion_text = _text(_("수료 기준"), 300, _("비우면 위의 기준으로 씁니다."))
    materials = _text(_("교재"), 300)
    owner_unit = forms.TypedChoiceField(label=_("주관 부서"), required=False, coerce=int, empty_value=None)
    owner_name = _text(_("주관 부서 이름"), 200, _("비우면 고른 부서의 이름을 씁니다."))
    partner = _text(_("협력 기관"), 200)
    place = _text(_("교육 장소"), 200)
    placement = _text(_("배치 계획"), 300, _("장기과정을 마친 뒤 어디에 배치하는지 적습니다."))
    accessibility = _text(_("접근성 지원"), 300, _("예: 수어 통역, 확대 교재"))
    note = _text(_("참고"), 500)
    duties = forms.MultipleChoiceField(label=_("법정의무교육"), required=False, widget=forms.CheckboxSelectMultiple)
    competencies = forms.MultipleChoiceField(label=_("역량"), required=False, widget=forms.CheckboxSelectMultiple)
    changed_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def choose(self, **choices: Sequence[object]) -> None:
        """Give fields their choices."""
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # a choice field

    def spellings(self) -> tuple[str, ...]:
        """Other names, one a line."""
        return words_between(self.cleaned_data.get("names", "").replace("\r", ""), "\n")


class SubjectForm(PageForm):
    """교과목. A line without name, area and time does not count."""

    area = _text(_("교과 영역"), 80)
    name = _text(_("교과목"), 200)
    lecture_minutes = MinutesField(_("강의"))
    participation_minutes = MinutesField(_("참여·실습"))
    field_minutes = MinutesField(_("현장"))
    other_minutes = MinutesField(_("기타"))
    method = _text(_("방법"), 120)
    instructor_kind = forms.TypedChoiceField(
        label=_("강사 구분"),
        required=False,
        coerce=InstructorKind,
        empty_value=None,
        choices=all_of(InstructorKind, empty=_("미정")),
    )
    tags = forms.MultipleChoiceField(label=_("꼬리표"), required=False, widget=forms.CheckboxSelectMultiple)
    tag_choices: Sequence[Choice] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tags"].choices = self.tag_choices  # type: ignore[attr-defined]  # a choice field

    @property
    def tagged(self) -> str:
        """Tags that are ticked, by name."""
        ticked = self["tags"].value() or ()
        return ", ".join(name for code, name in self.tag_choices if code in ticked)

    def draft(self) -> SubjectDraft | None:
        """The subject that was typed, None for an empty line."""
        data = self.cleaned_data
        minutes = {name: data.get(name) or 0 for name in MINUTES}
        if not (data.get("name") or data.get("area") or any(minutes.values()) or data.get("tags")):
            return None
        return SubjectDraft(
            name=data.get("name", ""),
            area=data.get("area", ""),
            method=data.get("method", ""),
            instructor_kind=data.get("instructor_kind"),
            tags=tuple(data.get("tags", ())),
            **minutes,
        )


MINUTES = ("lecture_minutes", "participation_minutes", "field_minutes", "other_minutes")


class PrerequisiteForm(PageForm):
    """선수 과정. A line without a code does not count."""

    code = _text(_("과정 코드"), 60)
    kind = forms.TypedChoiceField(
        label=_("구분"), required=False, coerce=PrerequisiteKind, choices=all_of(PrerequisiteKind)
    )

    def draft(self) -> PrerequisiteDraft | None:
        """The prerequisite that was typed, None for an empty line."""
        data = self.cleaned_data
        if not data.get("code"):
            return None
        return PrerequisiteDraft(data["code"], data.get("kind") or PrerequisiteKind.REQUIRED)


class BudgetForm(PageForm):
    """예산 한 줄. An empty line does not count."""

    year = _number(_("연도"))
    item = _text(_("항목"), 120)
    arithmetic = _text(_("산출 근거"), 300, _("예: 200,000원 × 6시간 × 2기"))
    amount = _number(_("금액(원)"))

    def draft(self) -> BudgetDraft | None:
        """The line that was typed, None when nothing was."""
        data = self.cleaned_data
        if not (data.get("item") or data.get("amount") or data.get("arithmetic")):
            return None
        return BudgetDraft(
            data.get("year") or 0, data.get("item", ""), data.get("amount") or 0, data.get("arithmetic", "")
        )
