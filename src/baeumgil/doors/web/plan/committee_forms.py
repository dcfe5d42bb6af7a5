"""Forms of the committee: itself, its members, its meetings, its items."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of, label_of
from baeumgil.stages.plan.queries.meetings import ItemCard, MeetingCard
from baeumgil.stages.plan.rules.decisions import Amendment
from baeumgil.stages.plan.terms import ChangeVerb, Decision, ItemKind

SIDES = [("external", _("외부 위원")), ("internal", _("내부 위원"))]


class CommitteeForm(PageForm):
    """심의위원회."""

    name = forms.CharField(label=_("위원회 이름"), max_length=120)
    basis = forms.CharField(
        label=_("근거"),
        max_length=200,
        required=False,
        help_text=_("예: 지방공무원 교육훈련법 시행령 제19조, 인재개발원 운영 규칙"),
    )
    most_members = forms.IntegerField(label=_("위원 정수"), min_value=1, max_value=100)
    quorum_percent = forms.IntegerField(
        label=_("의사정족수(%)"),
        min_value=0,
        max_value=100,
        help_text=_("재직 위원 가운데 이 비율을 넘게 출석해야 합니다. 과반수는 50입니다."),
    )
    term_months = forms.IntegerField(label=_("임기(개월)"), min_value=1, max_value=120)


class MemberForm(PageForm):
    """위원 위촉."""

    name = forms.CharField(label=_("성명"), max_length=80)
    post = forms.CharField(label=_("소속·직위"), max_length=200)
    side = forms.ChoiceField(label=_("구분"), choices=SIDES, widget=forms.RadioSelect, initial="external")
    is_chair = forms.BooleanField(label=_("위원장입니다"), required=False)
    starts_on = DayField(_("임기 시작"), required=True)
    ends_on = DayField(_("임기 끝"), help_text=_("비우면 위원회의 임기를 따릅니다."))

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = super().arguments()
        return said | {"is_external": said.pop("side") == "external"}


class MemberEndForm(PageForm):
    """해촉."""

    ends_on = DayField(_("마지막 날"), required=True)


class MeetingForm(PageForm):
    """회의 날."""

    held_on = DayField(_("회의한 날 또는 할 날"), required=True)
    starts_at_text = forms.CharField(label=_("시각"), max_length=20, required=False, help_text=_("예: 14:00"))
    place = forms.CharField(label=_("장소"), max_length=200, required=False)


class NewMeetingForm(MeetingForm):
    """회의 잡기. Besides the whole plan, which is always an item."""

    committee = forms.TypedChoiceField(label=_("위원회"), coerce=int)
    lines = forms.TypedMultipleChoiceField(
        label=_("따로 심의할 과정"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("계획 전체는 늘 첫 안건입니다. 하나씩 따로 다룰 과정만 고르세요. 나중에 더할 수 있습니다."),
    )

    field_order = ("committee", "held_on", "starts_at_text", "place", "lines")

    def __init__(
        self, *args: Any, committees: list[tuple[str, str]], lines: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("committee", committees), ("lines", lines)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class AttendanceForm(PageForm):
    """출석."""

    present = forms.TypedMultipleChoiceField(
        label=_("출석한 위원"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, card: MeetingCard, **kwargs: Any) -> None:
        present = [str(member.id) for member in card.book.members if member.is_present]
        super().__init__(*args, initial={"present": present}, **kwargs)
        field = self.fields["present"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(str(member.id), f"{member.post} {member.name}") for member in card.book.members]


class MinutesForm(PageForm):
    """회의록에 더 적을 것."""

    remarks = forms.CharField(
        label=_("회의록에 더 적을 것"), required=False, widget=forms.Textarea(attrs={"rows": 5}), max_length=20_000
    )


class ItemForm(PageForm):
    """안건 넣기."""

    kind = forms.ChoiceField(label=_("안건 종류"), choices=all_of(ItemKind))
    line = forms.TypedChoiceField(label=_("과정"), coerce=int, required=False, empty_value=None)
    title = forms.CharField(
        label=_("안건 이름"), max_length=200, required=False, help_text=_("과정 안건은 비우면 과정 이름이 됩니다.")
    )
    proposal = forms.CharField(label=_("제안 내용"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, line = self.fields["kind"], self.fields["line"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(term.value, label_of(term)) for term in (ItemKind.LINE, ItemKind.OTHER)]
        if isinstance(line, forms.ChoiceField):
            line.choices = [("", _("고르세요")), *lines]

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = super().arguments()
        return said | {"kind": ItemKind(said["kind"])}


class OpinionForm(PageForm):
    """위원 의견."""

    member = forms.TypedChoiceField(label=_("위원"), coerce=int, required=False, empty_value=None)
    text = forms.CharField(label=_("의견"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000)

    def __init__(self, *args: Any, card: MeetingCard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["member"]
        if isinstance(field, forms.ChoiceField):
            present = [member for member in card.book.members if member.is_present]
            field.choices = [
                ("", _("위원을 밝히지 않음")),
                *((str(member.id), f"{member.post} {member.name}") for member in present),
            ]


class DecisionForm(PageForm):
    """의결. The four figures are only for amending an item about a course."""

    decision = forms.ChoiceField(label=_("의결"), choices=all_of(Decision))
    text = forms.CharField(
        label=_("의결 내용"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=5_000
    )
    verb = forms.ChoiceField(label=_("개편 구분"), required=False, choices=all_of(ChangeVerb, empty=_("그대로")))
    sessions = forms.IntegerField(label=_("기수"), required=False, min_value=0, max_value=10_000)
    seats_per_session = forms.IntegerField(label=_("기당 인원"), required=False, min_value=1, max_value=1_000_000)
    seats = forms.IntegerField(
        label=_("연인원"),
        required=False,
        min_value=0,
        max_value=100_000_000,
        help_text=_("비우면 기수와 기당 인원을 곱합니다."),
    )

    def __init__(self, *args: Any, item: ItemCard, **kwargs: Any) -> None:
        row = item.row
        initial = {"decision": row.decision.value, "text": row.decision_text, **item.typed}
        super().__init__(*args, initial=initial, **kwargs)
        if row.kind is not ItemKind.LINE:
            for name in ("verb", "sessions", "seats_per_session", "seats"):
                del self.fields[name]

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = super().arguments()
        verb = said.get("verb")
        return {
            "decision": Decision(said["decision"]),
            "text": said["text"],
            "amendment": Amendment(
                verb=ChangeVerb(verb) if verb else None,
                sessions=said.get("sessions"),
                seats_per_session=said.get("seats_per_session"),
                seats=said.get("seats"),
            ),
        }
