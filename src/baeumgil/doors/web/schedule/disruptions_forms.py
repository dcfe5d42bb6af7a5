"""The form of a disruption: what fails, from when until when."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice, DayField, all_of
from baeumgil.stages.schedule.queries.hits import Means
from baeumgil.stages.schedule.rules.hits import Struck
from baeumgil.stages.schedule.terms import AwayKind, ClosureKind, RunCause

CAUSES = (RunCause.HOLIDAY, RunCause.INSTRUCTOR_AWAY, RunCause.ROOM_CLOSED)


class DisruptionForm(PageForm):
    """뜻밖의 일. Only the fields that its cause asks for are there."""

    room = forms.TypedChoiceField(label=_("강의실"), coerce=int)
    closure = forms.TypedChoiceField(label=_("까닭"), coerce=ClosureKind, choices=all_of(ClosureKind))
    instructor = forms.TypedChoiceField(label=_("강사"), coerce=int)
    away = forms.TypedChoiceField(label=_("까닭"), coerce=AwayKind, choices=all_of(AwayKind))
    first = DayField(_("첫날"), required=True)
    last = DayField(_("마지막 날"), help_text=_("하루면 비워 두세요."))
    name = forms.CharField(label=_("휴일 이름"), max_length=80, required=False, initial=_("임시공휴일"))

    def __init__(self, *args: Any, cause: RunCause, means: Means, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cause = cause
        asked = {
            RunCause.HOLIDAY: {"name"},
            RunCause.ROOM_CLOSED: {"room", "closure"},
            RunCause.INSTRUCTOR_AWAY: {"instructor", "away"},
        }[cause] | {"first", "last"}
        for name in [name for name in self.fields if name not in asked]:
            del self.fields[name]
        self._choose("room", means.rooms)
        self._choose("instructor", means.instructors)
        for name, usual in (("closure", ClosureKind.FLOOD), ("away", AwayKind.SICK)):
            if name in self.fields:
                self.fields[name].initial = usual.value

    def arguments(self) -> dict[str, Any]:
        """What was typed, for the service; a span of one day where no last day was typed."""
        data = dict(self.cleaned_data)
        data["last"] = data["last"] or data["first"]
        return data | {"cause": self.cause}

    def blow(self) -> Struck:
        """What was typed, to ask what it would hit."""
        data = self.arguments()
        return Struck(
            cause=self.cause,
            first=data["first"],
            last=data["last"],
            name=data.get("name", ""),
            room=data.get("room"),
            instructor=data.get("instructor"),
        )

    def _choose(self, name: str, found: Sequence[tuple[int, str]]) -> None:
        field = self.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            empty: Choice = ("", str(_("고르세요")))
            field.choices = [empty, *((str(number), text) for number, text in found)]
