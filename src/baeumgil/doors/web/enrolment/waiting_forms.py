"""Forms of what follows once seats are given."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import label_of
from baeumgil.doors.web.templatetags.dates import period
from baeumgil.stages.enrolment.rules.outcomes import REASONS
from baeumgil.stages.enrolment.rules.waiting_rows import ParticipantRow
from baeumgil.stages.enrolment.services.second_calls import LONGEST_WINDOW, PlaceAsked
from baeumgil.stages.enrolment.terms import ApplicationState
from baeumgil.stages.schedule.queries.free_places import FreePlace
from baeumgil.stages.schedule.terms import MOST_SESSION_DAYS, TeachingRole

LONGEST = 500
LONGEST_NUMBER = 18


class FixForm(PageForm):
    """명단 확정."""

    sent_to = forms.CharField(label=gettext_lazy("받는 곳"), max_length=200, required=False)


class ReasonForm(PageForm):
    """까닭."""

    reason = forms.CharField(label=gettext_lazy("까닭"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))


class AskForm(PageForm):
    """대체 요청."""

    person = forms.TypedChoiceField(label=gettext_lazy("대신 갈 사람"), coerce=int)
    reason = forms.CharField(label=gettext_lazy("까닭"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}))

    def __init__(self, data: QueryDict | None, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        chosen: Any = self.fields["person"]
        chosen.choices = [("", _("고르세요")), *((str(number), name) for number, name in people)]


class AnswerForm(PageForm):
    """대체 요청에 답함."""

    answer = forms.CharField(
        label=gettext_lazy("덧붙인 말"),
        help_text=gettext_lazy("받아들이지 않을 때는 까닭을 꼭 적습니다."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class OutcomesForm(PageForm):
    """출결 결과: one choice for each person on the list; what is left empty stays."""

    text = forms.CharField(label=gettext_lazy("덧붙인 말"), max_length=LONGEST, required=False)

    def __init__(self, data: QueryDict | None, rows: Sequence[ParticipantRow], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[str(row.application)] = forms.ChoiceField(
                label=_("%(name)s의 결과") % {"name": row.name},
                choices=[("", _("그대로")), *((outcome.value, label_of(outcome)) for outcome in REASONS)],
                required=False,
            )

    def lines(self) -> list[tuple[ParticipantRow, forms.BoundField]]:
        """Each person with their field."""
        return [(row, self[str(row.application)]) for row in self.rows]

    def outcomes(self) -> Mapping[int, ApplicationState]:
        """What was chosen, by application."""
        chosen = {row.application: self.cleaned_data.get(str(row.application), "") for row in self.rows}
        return {number: ApplicationState(outcome) for number, outcome in chosen.items() if outcome}


class SecondForm(PageForm):
    """2차 모집."""

    places = forms.MultipleChoiceField(label=gettext_lazy("새 기수를 둘 자리"), widget=forms.CheckboxSelectMultiple)
    seats = forms.IntegerField(label=gettext_lazy("기당 인원"), min_value=1, max_value=100_000)
    open_days = forms.IntegerField(
        label=gettext_lazy("새 신청을 받는 날수"),
        help_text=gettext_lazy("0이면 기다리던 사람만 옮기고 바로 선발할 수 있습니다. 받으면 추첨을 새로 합니다."),
        min_value=0,
        max_value=LONGEST_WINDOW,
        initial=0,
    )

    def __init__(self, data: QueryDict | None, places: Sequence[FreePlace], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        offered = [(code_of(place), _words_of(place)) for place in places]
        known = {code for code, _words in offered}
        # What was ticked before somebody took the place is still a choice: the calendar itself says what is wrong.
        typed = data.getlist("places") if data is not None else []
        offered += [
            (code, _code_words(code)) for code in typed if code not in known and asked_of_code(code) is not None
        ]
        field: Any = self.fields["places"]
        field.choices = offered

    def arguments(self) -> dict[str, Any]:
        """As `open_second_call` takes it."""
        asked = [asked_of_code(code) for code in self.cleaned_data["places"]]
        return {
            "places": [place for place in asked if place is not None],
            "seats": self.cleaned_data["seats"],
            "open_days": self.cleaned_data["open_days"],
        }


def code_of(place: FreePlace) -> str:
    """A free place as a form carries it."""
    roles = ",".join(f"{role.value}-{number}" for role, number in sorted(place.instructors.items()))
    return f"{place.year}:{place.dates[0].isoformat()}:{len(place.dates)}:{place.room or 0}:{roles}"


def asked_of_code(code: str) -> PlaceAsked | None:
    """What a form carried; None when it cannot be read."""
    parts = code.split(":")
    if len(parts) != 5:  # noqa: PLR2004  as written above
        return None
    year, starts, days, room, roles = parts
    numbers = [year, days, room, *(pair.partition("-")[2] for pair in roles.split(",") if pair)]
    known_roles = {role.value for role in TeachingRole}
    if not all(text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER for text in numbers):
        return None
    if any(pair.partition("-")[0] not in known_roles for pair in roles.split(",") if pair):
        return None
    try:
        first = date.fromisoformat(starts)
    except ValueError:
        return None
    if not 1 <= int(days) <= MOST_SESSION_DAYS:
        return None
    pairs = (pair.partition("-") for pair in roles.split(",") if pair)
    return PlaceAsked(
        year=int(year),
        starts=first,
        days=int(days),
        room=int(room) or None,
        instructors={TeachingRole(role): int(number) for role, _dash, number in pairs},
    )


def _words_of(place: FreePlace) -> str:
    parts = [period(place.dates[0], place.dates[-1]), place.room_name, ", ".join(place.instructor_names)]
    words = " · ".join(part for part in parts if part)
    return f"{words} ({' '.join(place.wishes)})" if place.wishes else words


def _code_words(code: str) -> str:
    asked = asked_of_code(code)
    return asked.starts.isoformat() if asked is not None else ""
