"""Forms of rooms, instructors and the working calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, DayField, TermsField, all_of
from baeumgil.doors.web.schedule.calendar_parts import weekday_names
from baeumgil.stages.schedule.queries.places import SiteRow
from baeumgil.stages.schedule.rules.fees import FeeTable
from baeumgil.stages.schedule.terms import (
    ALL_WEEK,
    AwayKind,
    ClosureKind,
    DayKind,
    InstructorSide,
    PeakKind,
    RoomFeature,
    RoomKind,
    TeachingRole,
)

MOST_WORDS = 100


def _weekday(number: int) -> str:
    return weekday_names()[number - 1]


_said_later = lazy(_weekday, str)
WEEKDAYS = tuple((str(number), _said_later(number)) for number in ALL_WEEK)
"""ISO weekdays, named in the screen's language."""


class SiteForm(PageForm):
    """교육 장소."""

    code = forms.CharField(label=_("코드"), max_length=40, help_text=_("기관 안에서 겹치지 않게 짧게 적습니다. 예: A"))
    name = forms.CharField(label=_("이름"), max_length=120)
    address = forms.CharField(label=_("주소"), max_length=200, required=False)
    order = forms.IntegerField(label=_("차례"), min_value=0, max_value=1_000_000, initial=0)


class RoomForm(PageForm):
    """강의실."""

    site = forms.TypedChoiceField(label=_("교육 장소"), coerce=int)
    code = forms.CharField(label=_("코드"), max_length=40, help_text=_("건물 안에서 겹치지 않게 적습니다. 예: 301"))
    name = forms.CharField(label=_("이름"), max_length=120)
    kind = forms.TypedChoiceField(label=_("종류"), coerce=RoomKind, choices=all_of(RoomKind))
    seats = forms.IntegerField(label=_("좌석"), min_value=1, max_value=10_000)
    features = TermsField(RoomFeature, _("갖춘 것"))
    note = forms.CharField(label=_("적어 둘 것"), max_length=300, required=False)
    order = forms.IntegerField(label=_("차례"), min_value=0, max_value=1_000_000, initial=0)
    is_in_use = forms.BooleanField(
        label=_("씁니다"), required=False, initial=True, help_text=_("끄면 새 기수를 넣지 않습니다.")
    )

    def __init__(self, *args: Any, sites: Sequence[SiteRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "site", [(str(site.id), site.name) for site in sites])


class SpanForm(PageForm):
    """첫날과 마지막 날."""

    first = DayField(_("첫날"), required=True)
    last = DayField(_("마지막 날"), help_text=_("하루뿐이면 비워 두세요."))

    def arguments(self) -> dict[str, Any]:
        """One day when no last day is said."""
        said = super().arguments()
        last: date | None = said["last"]
        return said | {"last": last or said["first"]}


class ClosureForm(SpanForm):
    """강의실을 쓰지 못하는 날."""

    kind = forms.TypedChoiceField(label=_("까닭"), coerce=ClosureKind, choices=all_of(ClosureKind))
    note = forms.CharField(
        label=_("적어 둘 것"),
        max_length=200,
        required=False,
        help_text=_("강의실 달력에 나와 로그인한 사람 모두에게 보입니다. 사람의 사정은 적지 마세요."),
    )

    field_order = ("kind", "first", "last", "note")


class AwayForm(SpanForm):
    """강사가 오지 못하는 날."""

    kind = forms.TypedChoiceField(label=_("까닭"), coerce=AwayKind, choices=all_of(AwayKind))
    note = forms.CharField(
        label=_("적어 둘 것"), max_length=200, required=False, help_text=_("병명 같은 것은 적지 마세요.")
    )

    field_order = ("kind", "first", "last", "note")


class InstructorForm(PageForm):
    """강사. `staff_no` finds the person of the city."""

    code = forms.CharField(label=_("코드"), max_length=40, help_text=_("기관 안에서 겹치지 않게 적습니다. 예: T012"))
    name = forms.CharField(label=_("이름"), max_length=100)
    side = forms.TypedChoiceField(
        label=_("구분"), coerce=InstructorSide, choices=all_of(InstructorSide), widget=forms.RadioSelect
    )
    staff_no = forms.CharField(
        label=_("사번"),
        max_length=40,
        required=False,
        help_text=_("내부 강사만 적습니다. 그 사람이 자기 계정에서 출강 요청에 답합니다."),
    )
    organisation = forms.CharField(label=_("소속"), max_length=120, required=False)
    speciality = forms.CharField(label=_("전문 분야"), max_length=200, required=False)
    reach = forms.CharField(
        label=_("연락처"),
        max_length=120,
        required=False,
        help_text=_("교육부서만 봅니다. 주민등록번호와 계좌번호는 적지 않습니다."),
    )
    fee_grade = forms.ChoiceField(label=_("수당 등급"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("올 수 있는 요일"),
        coerce=int,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        initial=list("12345"),
    )
    is_in_use = forms.BooleanField(
        label=_("부릅니다"), required=False, initial=True, help_text=_("끄면 새 기수를 맡기지 않습니다.")
    )

    def __init__(self, *args: Any, table: FeeTable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grades = [(grade.code, f"{grade.name} · {grade.who}" if grade.who else grade.name) for grade in table.grades]
        _choose(self, "fee_grade", [("", _("정하지 않음")), *grades])


class TeachableForm(PageForm):
    """맡을 수 있는 과정 더하기."""

    course = forms.TypedChoiceField(label=_("과정"), coerce=int)
    role = forms.TypedChoiceField(label=_("자리"), coerce=TeachingRole, choices=all_of(TeachingRole))

    def __init__(self, *args: Any, courses: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "course", [("", _("고르세요")), *courses])


class DayForm(PageForm):
    """근무 달력에 날 더하기."""

    on = DayField(_("날짜"), required=True)
    kind = forms.TypedChoiceField(label=_("구분"), coerce=DayKind, choices=all_of(DayKind))
    name = forms.CharField(label=_("이름"), max_length=80, help_text=_("예: 임시공휴일, 개원기념일, 토요 보강"))
    basis = forms.CharField(label=_("근거"), max_length=200, required=False)


class PeakForm(SpanForm):
    """피할 때."""

    kind = forms.TypedChoiceField(label=_("구분"), coerce=PeakKind, choices=all_of(PeakKind))
    name = forms.CharField(label=_("이름"), max_length=80)
    cost = forms.IntegerField(
        label=_("벌점(기수의 하루마다)"),
        min_value=0,
        max_value=100,
        initial=2,
        help_text=_("클수록 그때를 피합니다. 0이면 보이기만 합니다."),
    )

    field_order = ("kind", "name", "first", "last", "cost")


class AnswerForm(PageForm):
    """출강 요청에 대한 답."""

    note = forms.CharField(
        label=_("덧붙일 말"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


def _choose(form: PageForm, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)
