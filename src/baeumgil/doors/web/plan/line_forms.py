"""The form of one line of a plan, with the rows of its sessions, and back to a `LineDraft` without loss."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, TermsField, all_of
from baeumgil.doors.web.plan.line_filter import choose_among
from baeumgil.stages.plan.rules.book import BookLine, FieldRow, GoalRow, SessionDays
from baeumgil.stages.plan.rules.line_draft import LineDraft
from baeumgil.stages.plan.terms import ChangeVerb, CourseKind, Improvement, Origin, TargetGroup

MOST_SESSIONS = 120
MOST_SEATS = 1_000_000
MOST_MATCHES = 30
AS_THE_COURSE = _("과정에 적힌 대로")
MONTHS = [("", "–"), *((str(month), str(month)) for month in range(1, 13))]


def _count(label: Any, *, most: int = MOST_SEATS, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, help_text=help_text)


class LineForm(PageForm):
    """계획의 과정. What happens to the course, why, and how much of it there is."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    verb = forms.TypedChoiceField(label=_("개편 구분"), choices=all_of(ChangeVerb), coerce=ChangeVerb)
    improvements = TermsField(Improvement, _("개선 내용"), _("개편 구분이 ‘개선’일 때 고릅니다."))
    ancestor_words = forms.CharField(label=_("전년 과정 찾기"), required=False, max_length=100)
    ancestors = forms.MultipleChoiceField(
        label=_("이전 과정"),
        required=False,
        help_text=_("이 과정이 이어받거나 합친 전년 과정입니다. 여럿이면 모두 고릅니다."),
        widget=forms.CheckboxSelectMultiple,
    )
    origin = forms.TypedChoiceField(label=_("계기"), choices=all_of(Origin), coerce=Origin)
    reason = forms.CharField(
        label=_("사유"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "3", "maxlength": "500"})
    )
    sessions = _count(_("기수"), most=MOST_SESSIONS * 10)
    seats_per_session = _count(_("기수당 인원"))
    seats = _count(_("연인원"), help_text=_("비우면 기수와 기수당 인원을 곱합니다."))
    field = forms.ChoiceField(label=_("분야"), required=False)
    goal = forms.ChoiceField(label=_("목표"), required=False)
    kind = forms.TypedChoiceField(
        label=_("과정 유형"),
        required=False,
        coerce=CourseKind,
        empty_value=None,
        choices=all_of(CourseKind, empty=AS_THE_COURSE),
    )
    target_group = forms.TypedChoiceField(
        label=_("교육대상"),
        required=False,
        coerce=TargetGroup,
        empty_value=None,
        choices=all_of(TargetGroup, empty=AS_THE_COURSE),
    )
    target_text = forms.CharField(label=_("대상 설명"), required=False, max_length=300)
    duration_text = forms.CharField(label=_("교육기간"), required=False, max_length=60, help_text=_("예: 3일(21시간)"))
    total_minutes = _count(_("총시간(분)"))
    budget = _count(_("예산(원)"), most=10**12)
    owner_name = forms.CharField(label=_("담당"), required=False, max_length=200)
    remark = forms.CharField(label=_("비고"), required=False, max_length=500)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        fields: Sequence[FieldRow],
        goals: Sequence[GoalRow],
        previous: Sequence[BookLine],
        own: Sequence[tuple[str, str]] = (),
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        choose_among(self, "field", [("", AS_THE_COURSE), *((row.code, _field_name(row)) for row in fields)])
        choose_among(self, "goal", [("", _("정하지 않음")), *((row.code, row.name) for row in goals)])
        choose_among(self, "ancestors", self._ancestor_choices(previous, own))

    def draft(self, course: str, planned: tuple[SessionDays, ...]) -> LineDraft:
        """What was typed; only after `is_valid()`."""
        data = self.cleaned_data
        return LineDraft(
            course=course,
            verb=data["verb"],
            origin=data["origin"],
            reason=data["reason"],
            sessions=data["sessions"] or 0,
            seats_per_session=data["seats_per_session"],
            seats=data["seats"],
            ancestors=tuple(data["ancestors"]),
            planned=planned,
            improvements=tuple(data["improvements"]),
            field=data["field"],
            goal=data["goal"],
            kind=data["kind"],
            target_group=data["target_group"],
            target_text=data["target_text"],
            duration_text=data["duration_text"],
            total_minutes=data["total_minutes"],
            budget=data["budget"],
            owner_name=data["owner_name"],
            remark=data["remark"],
        )

    def _ancestor_choices(self, previous: Sequence[BookLine], own: Sequence[tuple[str, str]]) -> list[tuple[Any, Any]]:
        """What is ticked already, then what the typed words find among the courses of the year before."""
        names = dict(own) | {line.code: line.name for line in previous}
        ticked = self.data.getlist("ancestors") if hasattr(self.data, "getlist") else []
        ticked = ticked or (list(self.initial.get("ancestors") or ()) if not self.is_bound else [])
        shown = {code: names[code] for code in ticked if code in names}
        words = str(self.data.get("ancestor_words", "")).casefold().split()
        if words:
            matching = [
                (code, name)
                for code, name in names.items()
                if all(word in f"{code} {name}".casefold() for word in words)
            ]
            shown |= dict(matching[:MOST_MATCHES])
        return [(code, f"{name} ({code})") for code, name in shown.items()]


class SessionForm(PageForm):
    """계획 기수. One row; a row without anything in it does not count."""

    number = forms.IntegerField(required=False, min_value=1, max_value=9999, widget=forms.HiddenInput)
    starts_on = DayField(_("시작일"))
    ends_on = DayField(_("끝일"))
    month = forms.TypedChoiceField(label=_("달"), choices=MONTHS, required=False, coerce=int, empty_value=None)
    seats = _count(_("인원"))
    note = forms.CharField(label=_("비고"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Days in order; an end needs a beginning."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if last and not first:
            self.add_error("starts_on", _("시작일도 적으세요."))
        elif first and last and last < first:
            self.add_error("ends_on", _("끝일이 시작일보다 앞섭니다. 두 날짜를 다시 보세요."))
        return data

    def days(self, number: int, seats_per_session: int) -> SessionDays | None:
        """The session, or None for an empty row; without seats of its own it has those of every session."""
        data = self.cleaned_data
        if not any(data.get(name) not in {None, ""} for name in self.fields if name != "number"):
            return None
        starts_on = data.get("starts_on")
        seats = data.get("seats")
        return SessionDays(
            number=data.get("number") or number,
            seats=seats_per_session if seats is None else seats,
            starts_on=starts_on,
            ends_on=data.get("ends_on") or starts_on,
            month=None if starts_on else data.get("month"),
            note=data.get("note") or "",
        )


def line_initial(line: BookLine) -> dict[str, object]:
    """What the fields of `LineForm` show for a line."""
    return {
        "revision": line.revision,
        "verb": line.verb.value,
        "improvements": [term.value for term in line.improvements],
        "ancestors": [ancestor.code for ancestor in line.ancestors],
        "origin": line.origin.value,
        "reason": line.reason,
        "sessions": line.sessions,
        "seats_per_session": line.seats_per_session,
        "seats": line.seats,
        "field": line.field.code,
        "goal": line.goal_code,
        "kind": line.kind.value,
        "target_group": line.target_group.value,
        "target_text": line.target_text,
        "duration_text": line.duration_text,
        "total_minutes": line.total_minutes,
        "budget": line.budget,
        "owner_name": line.owner_name,
        "remark": line.remark,
    }


def session_initial(days: SessionDays) -> dict[str, object]:
    """What the fields of `SessionForm` show for a session."""
    return {
        "number": days.number,
        "starts_on": days.starts_on,
        "ends_on": days.ends_on,
        "month": "" if days.month is None else str(days.month),
        "seats": days.seats,
        "note": days.note,
    }


def _field_name(row: FieldRow) -> str:
    return row.name if row.code == row.area_code else f"{row.area_name} › {row.name}"
