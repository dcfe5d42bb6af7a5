"""Forms of one session: moving it, and pinning what the solver may not touch."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, label_of
from baeumgil.stages.schedule.queries.trying import KEEP, MoveDesk, RoomChoice, TeacherChoice
from baeumgil.stages.schedule.terms import TeachingRole

NONE = "none"


class MoveForm(PageForm):
    """옮기기. A day, a room, an instructor for each role; what is left alone stays as it is."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    next = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    starts = DayField(gettext_lazy("시작하는 날"), required=True)
    room = forms.ChoiceField(label=gettext_lazy("강의실"), required=False)
    keep_going = forms.BooleanField(
        label=gettext_lazy("바라던 것과 달라도 옮깁니다"),
        required=False,
        help_text=gettext_lazy("쉬는 날이나 다른 기수가 쓰는 강의실·강사는 무릅쓸 수 없습니다."),
    )

    def __init__(self, data: QueryDict | None, desk: MoveDesk, **options: Any) -> None:
        super().__init__(data, **options)
        self.desk = desk
        choices = [_room(room) for room in desk.rooms if room.id != desk.row.room]
        now = desk.row.room_name or _("없음")
        self._choices("room", [(KEEP, _("그대로 (%(now)s)") % {"now": now}), *choices, (NONE, _("강의실 없이"))])
        held = {teacher.role: teacher.name for teacher in desk.row.teachers}
        self.roles = tuple(dict.fromkeys([*desk.roles, *held]))
        for role in self.roles:
            self.fields[_field_of(role)] = forms.ChoiceField(label=label_of(role), required=False)
            now = held.get(role) or _("없음")
            able = [_teacher(teacher) for teacher in desk.teachers if role in teacher.roles]
            able = [choice for choice in able if choice[0] != str(_held(desk, role))]
            self._choices(
                _field_of(role), [(KEEP, _("그대로 (%(now)s)") % {"now": now}), *able, (NONE, _("강사 없이"))]
            )
        self.order_fields(["revision", "next", "starts", "room", *map(_field_of, self.roles), "keep_going"])

    def arguments(self) -> dict[str, Any]:
        """What `move_session` takes."""
        said = self.cleaned_data
        return {
            "starts": said["starts"],
            "room": self._asked(said.get("room")),
            "instructors": self._instructors(),
            "revision": said.get("revision"),
            "keep_going": said["keep_going"],
        }

    def teacher_fields(self) -> list[forms.BoundField]:
        """One for each role."""
        return [self[_field_of(role)] for role in self.roles]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _asked(self, value: str | None) -> Any:
        if not value or value == KEEP:
            return KEEP
        return None if value == NONE else int(value)

    def _instructors(self) -> Any:
        asked = {role: self._asked(self.cleaned_data.get(_field_of(role))) for role in self.roles}
        if all(value == KEEP for value in asked.values()):
            return KEEP
        merged = {role: _held(self.desk, role) if value == KEEP else value for role, value in asked.items()}
        return {role: number for role, number in merged.items() if number is not None}


class ReasonForm(PageForm):
    """폐강하는 까닭."""

    reason = forms.CharField(label=gettext_lazy("폐강하는 까닭"), max_length=200)


def _field_of(role: TeachingRole) -> str:
    return f"teacher_{role.value}"


def _held(desk: MoveDesk, role: TeachingRole) -> int | None:
    return next((teacher.instructor for teacher in desk.row.teachers if teacher.role is role), None)


def _room(room: RoomChoice) -> tuple[str, str]:
    notes = [_("%(seats)s석") % {"seats": room.seats}]
    notes += [] if room.fits else [_("맞지 않음")]
    notes += [] if room.is_free else [_("지금 날짜에는 쓰는 중")]
    return str(room.id), f"{room.name} · {', '.join(notes)}"


def _teacher(teacher: TeacherChoice) -> tuple[str, str]:
    return str(teacher.id), teacher.name if teacher.is_free else _("%(name)s · 지금 날짜에는 안 됨") % {
        "name": teacher.name
    }
