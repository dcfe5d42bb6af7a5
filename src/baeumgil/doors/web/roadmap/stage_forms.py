"""The form of one stage: every field of `Stage`, and back again without loss."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, GradesField, TermsField, all_of
from baeumgil.stages.people.terms import Authority, EmploymentKind, EntryKind, Position
from baeumgil.stages.roadmap.rules.checking import STAGE_CODE
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Window
from baeumgil.stages.roadmap.terms import BlockKind, Collision, Obligation, Repetition, Strand, Trigger

MOST_MONTHS = 600
MOST_DAYS = 3660


def _months(label: Any, *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=-MOST_MONTHS, max_value=MOST_MONTHS)


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=-MOST_DAYS, max_value=MOST_DAYS)


class WindowForm(PageForm):
    """기간. Three offsets from the anchor in months and days; negative means before it."""

    opens_months = _months(_("개월"))
    opens_days = _days(_("일"))
    due_months = _months(_("개월"))
    due_days = _days(_("일"))
    stays_open = forms.BooleanField(label=_("기한이 지나도 계속 이수할 수 있음"), required=False)
    closes_months = _months(_("개월"))
    closes_days = _days(_("일"))

    def window(self) -> Window:
        """The offsets that were typed; an empty number is 0."""
        data = self.cleaned_data

        def offset(name: str) -> Offset:
            return Offset(data.get(f"{name}_months") or 0, data.get(f"{name}_days") or 0)

        return Window(offset("opens"), offset("due"), None if data.get("stays_open") else offset("closes"))


def window_initial(window: Window) -> dict[str, object]:
    """What the fields of `WindowForm` show for a window."""
    closes = window.closes
    return {
        "opens_months": window.opens.months,
        "opens_days": window.opens.days,
        "due_months": window.due.months,
        "due_days": window.due.days,
        "stays_open": closes is None,
        "closes_months": "" if closes is None else closes.months,
        "closes_days": "" if closes is None else closes.days,
    }


class StageForm(WindowForm):
    """단계. The fields of a stage that occur once."""

    code = forms.RegexField(
        rf"\A{STAGE_CODE.pattern}\Z",
        label=_("단계 부호"),
        max_length=40,
        help_text=_("영문 소문자로 시작해 소문자, 숫자, 밑줄(_)로 40자까지. 한 번 정하면 바꾸지 않습니다."),
        error_messages={"invalid": _("영문 소문자로 시작해 소문자, 숫자, 밑줄(_)만 쓰세요. 예: manager_basic")},
    )
    name = forms.CharField(label=_("이름"), max_length=120)
    purpose = forms.CharField(
        label=_("목적"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "2"})
    )
    basis = forms.CharField(
        label=_("근거"),
        max_length=300,
        help_text=_("법령·조례 조항이나 결재받은 계획. 예: 고양시 인재육성계획(2026) 3쪽"),
        error_messages={"required": _("근거를 적으세요. 근거가 없는 단계는 둘 수 없습니다.")},
    )
    strand = forms.TypedChoiceField(label=_("갈래"), choices=all_of(Strand), coerce=Strand)
    obligation = forms.TypedChoiceField(label=_("의무"), choices=all_of(Obligation), coerce=Obligation)
    length_text = forms.CharField(label=_("교육 길이"), required=False, max_length=120, help_text=_("예: 3일, 21시간"))
    class_size = forms.IntegerField(label=_("한 반 인원"), required=False, min_value=1, max_value=2000)
    order = forms.IntegerField(label=_("보이는 순서"), required=False, min_value=0, max_value=9999)
    trigger = forms.TypedChoiceField(label=_("계기"), choices=all_of(Trigger), coerce=Trigger)
    grades = GradesField(_("어느 직급이 되었을 때"), _("계기가 ‘승진’일 때만. 비우면 모든 승진입니다."))
    positions = TermsField(Position, _("어느 직위가 되었을 때"), _("계기가 ‘보임’일 때 고릅니다."))
    repetition = forms.TypedChoiceField(label=_("되풀이"), choices=all_of(Repetition), coerce=Repetition)
    absence_extends = forms.BooleanField(label=_("휴직·직위해제 기간만큼 기한을 늦춤"), required=False)
    group = forms.CharField(label=_("겹침 묶음"), required=False, max_length=40)
    collision = forms.TypedChoiceField(label=_("겹칠 때"), choices=all_of(Collision), coerce=Collision)
    collision_months = forms.IntegerField(
        label=_("몇 개월 안의 이수를 인정"), required=False, min_value=0, max_value=MOST_MONTHS
    )
    exempt_note = forms.CharField(label=_("면제 설명"), required=False, max_length=300)
    valid_from = DayField(_("적용 시작일"), help_text=_("이날부터의 계기에 적용합니다. 비우면 처음부터입니다."))
    valid_to = DayField(_("적용 끝일"), help_text=_("비우면 계속 적용합니다."))

    def clean(self) -> dict[str, Any]:
        """Days in order; the rest is checked by the rules themselves."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("적용 끝일이 시작일보다 앞섭니다. 두 날짜를 다시 보세요."))
        return data


class FiltersForm(PageForm):
    """대상. Empty means anybody."""

    grades = GradesField(_("직급"))
    series = forms.CharField(
        label=_("직렬"), required=False, max_length=300, help_text=_("쉼표로 나눕니다. 예: 행정, 시설")
    )
    employments = TermsField(EmploymentKind, _("고용 구분"))
    positions = TermsField(Position, _("직위"))
    authorities = TermsField(Authority, _("임용권자"))
    entries = TermsField(EntryKind, _("임용 구분"))

    def filters(self) -> Filters:
        """The filters that were ticked."""
        data = self.cleaned_data
        return Filters(
            grades=tuple(data.get("grades") or ()),
            series=words_between(data.get("series") or "", ","),
            employments=tuple(data.get("employments") or ()),
            positions=tuple(data.get("positions") or ()),
            authorities=tuple(data.get("authorities") or ()),
            entries=tuple(data.get("entries") or ()),
        )


def filters_initial(filters: Filters) -> dict[str, object]:
    """What the fields of `FiltersForm` show for some filters."""
    return {
        "grades": [str(grade) for grade in filters.grades],
        "series": ", ".join(filters.series),
        "employments": [term.value for term in filters.employments],
        "positions": [term.value for term in filters.positions],
        "authorities": [term.value for term in filters.authorities],
        "entries": [term.value for term in filters.entries],
    }


class CourseForm(PageForm):
    """과정. One line of a list of courses; a line without a name does not count."""

    name = forms.CharField(label=_("과정 이름"), required=False, max_length=200)
    code = forms.CharField(label=_("과정 부호"), required=False, max_length=60)
    institution = forms.CharField(label=_("기관"), required=False, max_length=120)
    aliases = forms.CharField(
        label=_("다른 이름"), required=False, max_length=400, help_text=_("여럿이면 쌍반점(;)으로 나눕니다.")
    )

    def clean(self) -> dict[str, Any]:
        """A line with anything in it needs a name and a code."""
        data = super().clean() or self.cleaned_data
        if any(data.values()):
            if not data.get("name"):
                self.add_error("name", _("과정 이름을 적거나 이 줄을 모두 비우세요."))
            if not data.get("code"):
                self.add_error("code", _("과정 부호를 적으세요. 이수 기록과 맞추는 데 씁니다."))
        return data

    def course(self) -> CourseRef | None:
        """The course, or None for an empty line."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return CourseRef(
            data["code"], data["name"], data.get("institution", ""), words_between(data.get("aliases", ""), ";")
        )


def course_initial(course: CourseRef) -> dict[str, object]:
    """What the fields of `CourseForm` show for a course."""
    return {
        "name": course.name,
        "code": course.code,
        "institution": course.institution,
        "aliases": "; ".join(course.aliases),
    }


class BlockForm(WindowForm):
    """구간. A part of a stage with its own window; a part without a name does not count."""

    code = forms.CharField(label=_("구간 부호"), required=False, max_length=40)
    name = forms.CharField(label=_("구간 이름"), required=False, max_length=120)
    kind = forms.TypedChoiceField(label=_("방식"), choices=all_of(BlockKind), coerce=BlockKind, required=False)
    length_text = forms.CharField(label=_("길이"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """A part with a name needs a code."""
        data = super().clean() or self.cleaned_data
        if data.get("name") and not data.get("code"):
            self.add_error("code", _("구간 부호를 적으세요."))
        return data

    def block(self, courses: Iterable[CourseRef]) -> Block | None:
        """The part with its courses, or None when it was left empty."""
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Block(
            code=data["code"],
            name=data["name"],
            kind=data.get("kind") or BlockKind.CLASS,
            window=self.window(),
            length_text=data.get("length_text", ""),
            courses=tuple(courses),
        )


def block_initial(block: Block) -> dict[str, object]:
    """What the fields of `BlockForm` show for a part."""
    return {
        "code": block.code,
        "name": block.name,
        "kind": block.kind.value,
        "length_text": block.length_text,
        **window_initial(block.window),
    }


def words_between(text: str, mark: str) -> tuple[str, ...]:
    """Words between marks, without blanks and without repetition."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(mark) if word.strip()))


def number_in(data: Mapping[str, object], name: str, most: int) -> int:
    """A count out of posted data, between 0 and `most`; anything else is 0."""
    text = str(data.get(name, "0"))
    return min(int(text), most) if text.isascii() and text.isdigit() else 0
