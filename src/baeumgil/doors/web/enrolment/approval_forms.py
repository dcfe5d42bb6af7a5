"""Forms of approvals, deputies, nominations and calling up."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, unit_choices
from baeumgil.doors.web.templatetags.dates import period
from baeumgil.stages.enrolment.rules.application_draft import OfferedSession
from baeumgil.stages.people.queries.organisation import UnitRow

LONGEST_NUMBER = 18


class DecisionForm(PageForm):
    """승인하거나 돌려보내며 남길 말."""

    comment = forms.CharField(
        label=_("의견"),
        max_length=500,
        required=False,
        help_text=_("돌려보낼 때는 까닭을 꼭 적습니다. 신청한 사람에게 보입니다."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class InboxForm(PageForm):
    """승인함에서 찾기."""

    words = forms.CharField(label=_("성명 또는 부서"), required=False, max_length=60)
    call = forms.TypedChoiceField(label=_("모집"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, calls: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "call", [("", _("모두")), *((str(call), f"{name} ({count})") for call, name, count in calls)])


class DeputyForm(PageForm):
    """대리 지정."""

    deputy_staff_no = forms.CharField(label=_("대신 결정할 사람의 사번"), max_length=40)
    starts_on = DayField(_("첫날"), required=True)
    ends_on = DayField(_("마지막 날"), required=True)
    note = forms.CharField(
        label=_("적어 둘 것"), max_length=200, required=False, help_text=_("자리를 비우는 까닭은 적지 않아도 됩니다.")
    )


class OfficeDeputyForm(DeputyForm):
    """대리 지정, also in somebody else's place."""

    staff_no = forms.CharField(
        label=_("맡기는 사람의 사번"), max_length=40, required=False, help_text=_("비우면 자기 자신입니다.")
    )
    field_order = ("staff_no", "deputy_staff_no", "starts_on", "ends_on", "note")


class NomineesForm(PageForm):
    """추천할 사람 찾기."""

    unit = forms.TypedChoiceField(label=_("부서"), required=False, coerce=int, empty_value=None)
    words = forms.CharField(label=_("성명 또는 사번"), required=False, max_length=60)

    def __init__(self, *args: Any, units: Sequence[UnitRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", unit_choices(units, _("맡은 부서 모두")))


class NominationForm(PageForm):
    """추천. As many wishes as the call allows; the first has to be said."""

    reason = forms.CharField(label=_("추천하는 까닭"), max_length=300, required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args: Any, sessions: Mapping[int, OfferedSession], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(number), _offered(session)) for number, session in sessions.items()]
        self.wish_names = [f"wish{rank}" for rank in range(1, min(most, len(offered)) + 1)]
        for rank, name in enumerate(self.wish_names, 1):
            self.fields[name] = forms.TypedChoiceField(
                label=_("%(rank)s순위 기수") % {"rank": rank},
                required=rank == 1,
                coerce=int,
                empty_value=None,
                choices=offered if rank == 1 else [("", _("고르지 않음")), *offered],
            )
        self.order_fields([*self.wish_names, "reason", "key"])

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = self.cleaned_data
        wishes = [said[name] for name in self.wish_names if said.get(name) is not None]
        return {"wishes": wishes, "reason": said["reason"], "key": said["key"]}

    @property
    def wish_fields(self) -> list[forms.BoundField]:
        """One below the other."""
        return [self[name] for name in self.wish_names]


class CallUpForm(PageForm):
    """이수 대상자 부르기."""

    how = forms.ChoiceField(
        label=_("어떻게"),
        choices=[("ask", _("신청하라고 알리기")), ("enter", _("교육부서가 바로 신청하기"))],
        initial="ask",
        widget=forms.RadioSelect,
    )


def ticked(data: QueryDict, name: str) -> list[int]:
    """Numbers of ticked boxes; what is no number is left out."""
    return [
        int(text) for text in data.getlist(name) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    ]


def own_wishes(data: QueryDict, people: Collection[int], most: int) -> dict[int, list[int]]:
    """Wishes typed for one person alone, by person; who is left as all others is absent. What is no number is 0."""
    found = {}
    for person in people:
        typed = [data.get(f"wish-{person}-{rank}", "") for rank in range(1, most + 1)]
        said = [
            int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
            for text in typed
            if text
        ]
        if said:
            found[person] = said
    return found


def choose(form: PageForm, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Give a field its choices."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _offered(session: OfferedSession) -> str:
    days = f" · {period(session.dates[0], session.dates[-1])}" if session.dates else ""
    return f"{session.title}{days}"
