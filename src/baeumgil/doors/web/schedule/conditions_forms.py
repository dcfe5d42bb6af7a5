"""The form of a course's conditions: beside each value whether the office decides it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import TermsField, all_of, label_of
from baeumgil.doors.web.schedule.resources_forms import WEEKDAYS
from baeumgil.doors.web.templatetags.krds import in_screen_language
from baeumgil.stages.schedule.queries.conditions import ConditionCard
from baeumgil.stages.schedule.rules import month_spans
from baeumgil.stages.schedule.rules.condition_draft import ConditionDraft
from baeumgil.stages.schedule.rules.conditions import ConditionRow
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.terms import ConditionField, DayPattern, RoomFeature, TeachingRole

Rooms = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Block:
    """One condition in the form: its switch, its inputs, and what would follow from the catalogue."""

    label: str
    is_given: bool
    switch: BoundField
    inputs: tuple[BoundField, ...]
    derived: str
    why: str
    now: str


class SpansField(forms.CharField):
    """기간, one a line."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("한 줄에 하나씩. 예: 3.1~3.31"),
        )

    def clean(self, value: Any) -> tuple[MonthSpan, ...]:
        """The spans; a line that is none is named."""
        found, unread = month_spans.typed(super().clean(value))
        if unread:
            raise forms.ValidationError(_now("기간으로 읽지 못했습니다: %(lines)s") % {"lines": ", ".join(unread)})
        return found


class ConditionForm(PageForm):
    """편성 조건."""

    session_days = forms.IntegerField(label=_("일수"), required=False, min_value=1, max_value=260)
    pattern = forms.TypedChoiceField(
        label=_("날의 짜임"),
        coerce=DayPattern,
        choices=all_of(DayPattern),
        required=False,
        empty_value=DayPattern.BLOCK,
    )
    within_week = forms.BooleanField(label=_("한 주를 넘지 않음"), required=False)
    needs_room = forms.BooleanField(label=_("우리 강의실을 씀"), required=False)
    features = TermsField(RoomFeature, _("있어야 할 것"))
    only_rooms = forms.TypedMultipleChoiceField(
        label=_("이 강의실만"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    windows = SpansField(_("이 기간에만"))
    wish = SpansField(_("이때가 좋음"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("이 요일에 시작하면 좋음"),
        coerce=int,
        required=False,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    gap_days = forms.IntegerField(
        label=_("시작과 시작 사이 날수"),
        required=False,
        min_value=0,
        max_value=366,
        help_text=_("비우면 사이를 두지 않습니다."),
    )
    roles = TermsField(TeachingRole, _("강사가 맡을 자리"))
    audience = forms.CharField(
        label=_("같은 사람들을 묶는 말"),
        required=False,
        max_length=60,
        help_text=_("같은 말을 쓰는 과정끼리는 같은 날에 열지 않습니다."),
    )
    follows = forms.TypedChoiceField(label=_("먼저 끝나야 할 과정"), coerce=int, required=False, empty_value=None)
    lag_days = forms.IntegerField(label=_("그 뒤로 비울 날수"), required=False, min_value=0, max_value=366)
    priority = forms.IntegerField(
        label=_("우선순위"), required=False, min_value=1, max_value=9, help_text=_("클수록 자리를 먼저 찾습니다.")
    )
    note = forms.CharField(label=_("적어 둘 것"), required=False, max_length=300)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, card: ConditionCard, **kwargs: Any) -> None:
        super().__init__(*args, initial=initial_of(card.row), **kwargs)
        self.card = card
        for one in ConditionField:
            self.fields[f"given-{one.value}"] = forms.BooleanField(
                label=_("직접 정함"), required=False, initial=one in card.row.given
            )
        self._choose("only_rooms", [(str(pk), name) for pk, name in card.rooms])
        self._choose("follows", [("", str(_("없음"))), *((str(pk), name) for pk, name in card.courses)])

    def blocks(self) -> list[Block]:
        """The conditions in order."""
        found = []
        for one in ConditionField:
            names = [one.value, "lag_days"] if one is ConditionField.FOLLOWS else [one.value]
            found.append(
                Block(
                    label=label_of(one),
                    is_given=one in self.card.row.given,
                    switch=self[f"given-{one.value}"],
                    inputs=tuple(self[name] for name in names),
                    derived=value_text(self.card.derived, one, self.card),
                    why=in_screen_language(self.card.derived.why[one].text),
                    now=value_text(self.card.row, one, self.card),
                )
            )
        return found

    def draft(self) -> ConditionDraft:
        """What was decided."""
        data = self.cleaned_data
        return ConditionDraft(
            given=frozenset(one for one in ConditionField if data[f"given-{one.value}"]),
            session_days=data["session_days"],
            pattern=data["pattern"],
            within_week=data["within_week"],
            needs_room=data["needs_room"],
            features=tuple(data["features"]),
            only_rooms=tuple(data["only_rooms"]),
            windows=data["windows"],
            wish=data["wish"],
            weekdays=tuple(data["weekdays"]),
            gap_days=data["gap_days"],
            roles=tuple(data["roles"]),
            audience=data["audience"],
            follows=data["follows"],
            lag_days=data["lag_days"] or 0,
            priority=data["priority"] or 1,
            note=data["note"],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = choices


def initial_of(row: ConditionRow) -> dict[str, Any]:
    """What stands now, as the form holds it."""
    return {
        "session_days": row.session_days,
        "pattern": row.pattern.value,
        "within_week": row.within_week,
        "needs_room": row.needs_room,
        "features": [one.value for one in row.features],
        "only_rooms": [str(one) for one in row.only_rooms],
        "windows": lines_of(row.windows),
        "wish": lines_of(row.wish),
        "weekdays": [str(one) for one in row.weekdays],
        "gap_days": row.gap_days,
        "roles": [one.value for one in row.roles],
        "audience": row.audience,
        "follows": row.follows[0] if row.follows else None,
        "lag_days": row.lag_days,
        "priority": row.priority,
        "note": row.note,
        "revision": row.revision,
    }


def lines_of(spans: Iterable[MonthSpan]) -> str:
    """Spans as they are typed."""
    return "\n".join(f"{one.first[0]}.{one.first[1]}~{one.last[0]}.{one.last[1]}" for one in spans)


def value_text(row: ConditionRow, one: ConditionField, card: ConditionCard | None = None) -> str:  # noqa: PLR0911  one line per kind of value
    """A condition's value in words."""
    value = getattr(row, one.value)
    match one:
        case ConditionField.SESSION_DAYS:
            return _now("%(days)s일") % {"days": value}
        case ConditionField.GAP_DAYS:
            return _now("두지 않음") if value is None else _now("%(days)s일 이상") % {"days": value}
        case ConditionField.WITHIN_WEEK | ConditionField.NEEDS_ROOM:
            return _now("예") if value else _now("아니요")
        case ConditionField.PATTERN:
            return label_of(value)
        case ConditionField.FEATURES | ConditionField.ROLES:
            return ", ".join(label_of(each) for each in value) or _now("없음")
        case ConditionField.WINDOWS | ConditionField.WISH:
            return ", ".join(lines_of([each]) for each in value) or _now("없음")
        case ConditionField.WEEKDAYS:
            return ", ".join(str(dict(WEEKDAYS)[str(each)]) for each in value) or _now("없음")
        case ConditionField.ONLY_ROOMS | ConditionField.FOLLOWS:
            known = card.rooms if one is ConditionField.ONLY_ROOMS and card else card.courses if card else ()
            names = dict(known)
            return ", ".join(names.get(each, str(each)) for each in value) or _now("없음")
        case ConditionField.AUDIENCE | ConditionField.PRIORITY:
            return str(value) or _now("없음")
