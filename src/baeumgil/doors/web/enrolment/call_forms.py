"""Forms of calls: the window, the sessions, the policy where it differs, shares of seats."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import GradesField, all_of, label_of, unit_choices, words
from baeumgil.doors.web.schedule.calendar_parts import short_span
from baeumgil.stages.enrolment.queries.call_desks import CallDesk, OfferedSession
from baeumgil.stages.enrolment.rules.call_draft import LONGEST_LABEL, LONGEST_NAME, QuotaDraft
from baeumgil.stages.enrolment.rules.call_policy import CallPolicy
from baeumgil.stages.enrolment.rules.policy_draft import EXPIRED_WAYS, MAY_BE_NONE, RANGES, YES_NO
from baeumgil.stages.enrolment.rules.rows import CallSessionRow
from baeumgil.stages.enrolment.terms import ApproverKind, Criterion, Mechanism, QuotaKind
from baeumgil.stages.people.queries.organisation import UnitRow
from baeumgil.stages.schedule.rules.rows import told_apart

PLACES = range(1, 8)
STEPS = range(1, 4)
MOST_KEYS_NAMED = 4
NUMBERS: Mapping[str, Any] = {
    "most_wishes": gettext_lazy("적을 수 있는 희망 기수"),
    "done_before_years": gettext_lazy("수료한 사람이 다시 신청하지 못하는 기간(올해를 넣은 연도 수, 0은 제한 없음)"),
    "absence_percent": gettext_lazy("한 주에 부서를 비울 수 있는 비율(%)"),
    "seats_a_year": gettext_lazy("한 사람이 한 해에 받는 자리"),
    "approval_days": gettext_lazy("승인 단계마다 처리할 날"),
    "most_waiting": gettext_lazy("대기자 수"),
    "offer_hours": gettext_lazy("빈자리에 답할 시간"),
    "confirm_days": gettext_lazy("참석을 확인할 날"),
    "list_days": gettext_lazy("명단 확정(시작 며칠 전)"),
    "withdraw_days": gettext_lazy("취소 기한(시작 며칠 전)"),
    "swap_days": gettext_lazy("기수 바꾸기 기한(시작 며칠 전)"),
    "second_call_percent": gettext_lazy("2차 모집을 살필 경쟁률(자리 100개에 신청 몇 건)"),
    "no_show_bar_days": gettext_lazy("오지 않았을 때 신청 제한(일)"),
    "drop_out_bar_days": gettext_lazy("중도 포기했을 때 신청 제한(일)"),
    "late_cancellation_bar_days": gettext_lazy("늦게 취소했을 때 신청 제한(일)"),
}
SWITCHES: Mapping[str, Any] = {
    "needs_motive": gettext_lazy("지원 동기를 받습니다"),
    "is_target_strict": gettext_lazy("교육대상만 신청할 수 있습니다"),
    "offer_expired_keeps_rank": gettext_lazy("빈자리에 답하지 않아도 대기 순위를 지킵니다"),
}


class MomentField(forms.DateTimeField):
    """A day and a time of day in Korea, with the browser's own field."""

    def __init__(self, label: Any, *, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        )


class WindowForm(PageForm):
    """신청 기간."""

    opens_at = MomentField(gettext_lazy("신청 시작"))
    closes_at = MomentField(
        gettext_lazy("신청 마감"), help_text=gettext_lazy("첫 기수의 명단 확정일보다 먼저여야 합니다.")
    )


class CallForm(WindowForm):
    """모집. What is not changed in the policy is as the policy of the day says."""

    name = forms.CharField(label=gettext_lazy("이름"), max_length=LONGEST_NAME, required=False)
    guidance = forms.CharField(
        label=gettext_lazy("안내"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=5000
    )
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    mechanism = forms.ChoiceField(label=gettext_lazy("선발 방식"), choices=all_of(Mechanism))
    approval_expired = forms.ChoiceField(label=gettext_lazy("승인 기한이 지나면"))

    def __init__(self, data: QueryDict | None, desk: CallDesk, **options: Any) -> None:
        super().__init__(data, **options)
        titles = told_apart(offered.row for offered in desk.sessions)
        self.fields["sessions"] = forms.TypedMultipleChoiceField(
            label=_("기수"),
            coerce=int,
            required=False,
            choices=[(str(offered.row.id), _session(offered, titles[offered.row.id])) for offered in desk.sessions],
            widget=forms.CheckboxSelectMultiple,
        )
        _choose(self.fields["approval_expired"], list(zip(EXPIRED_WAYS, _expired_ways(), strict=True)))
        for place in PLACES:
            self.fields[f"order_{place}"] = forms.ChoiceField(
                label=_("%(place)s순위 기준") % {"place": place}, required=False, choices=all_of(Criterion, empty="–")
            )
        for step in STEPS:
            self.fields[f"approval_{step}"] = forms.ChoiceField(
                label=_("%(step)s차 승인") % {"step": step}, required=False, choices=all_of(ApproverKind, empty="–")
            )
        for name, label in NUMBERS.items():
            low, high = RANGES[name]
            self.fields[name] = forms.IntegerField(
                label=label,
                required=name not in MAY_BE_NONE,
                min_value=low,
                max_value=high,
                help_text=_("비우면 정하지 않습니다.") if name in MAY_BE_NONE else "",
            )
        for name in sorted(YES_NO):
            self.fields[name] = forms.BooleanField(label=SWITCHES[name], required=False)

    def main_fields(self) -> list[forms.BoundField]:
        """What every call says."""
        return [self[name] for name in ("name", "sessions", "opens_at", "closes_at", "guidance")]

    def order_fields_shown(self) -> list[forms.BoundField]:
        """How seats are given out."""
        return [self["mechanism"], *(self[f"order_{place}"] for place in PLACES)]

    def approval_fields(self) -> list[forms.BoundField]:
        """Who consents, and by when."""
        return [*(self[f"approval_{step}"] for step in STEPS), self["approval_days"], self["approval_expired"]]

    def rest_fields(self) -> list[forms.BoundField]:
        """Limits, waiting, deadlines."""
        names = [name for name in NUMBERS if name != "approval_days"]
        return [*(self[name] for name in names), *(self[name] for name in sorted(YES_NO))]

    def arguments(self) -> dict[str, Any]:
        """What `open_call` and `save_call` take."""
        said = self.cleaned_data
        policy = {name: said[name] for name in (*NUMBERS, *YES_NO, "mechanism", "approval_expired")}
        policy["order"] = [said[f"order_{place}"] for place in PLACES if said[f"order_{place}"]]
        policy["approvals"] = [said[f"approval_{step}"] for step in STEPS if said[f"approval_{step}"]]
        main = {name: said[name] for name in ("sessions", "opens_at", "closes_at", "name", "guidance")}
        return main | {"policy": policy}

    def refuse(self, refusal: Refusal) -> None:
        """Order and approvals are several fields each: their problems stand beside the first."""
        firsts = {"order": "order_1", "approvals": "approval_1"}
        super().refuse(_renamed(refusal, firsts))


class ReasonForm(PageForm):
    """까닭."""

    reason = forms.CharField(label=gettext_lazy("까닭"), max_length=300)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ExtendForm(ReasonForm):
    """신청 기간 연장."""

    closes_at = MomentField(gettext_lazy("새 마감"))
    field_order = ("closes_at", "reason")


class QuotaForm(PageForm):
    """배정 한 줄."""

    kind = forms.TypedChoiceField(label=gettext_lazy("무엇으로 나누나요"), coerce=QuotaKind, choices=all_of(QuotaKind))
    units = forms.MultipleChoiceField(
        label=gettext_lazy("부서"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": "8"}),
        help_text=gettext_lazy("부서를 고르면 그 아래 부서도 함께 셉니다. 여럿을 고르면 합쳐서 셉니다."),
    )
    grades = GradesField(gettext_lazy("직급"))
    series = forms.CharField(
        label=gettext_lazy("직렬"), required=False, max_length=300, help_text=gettext_lazy("여럿이면 쉼표로 나눕니다.")
    )
    session = forms.TypedChoiceField(label=gettext_lazy("기수"), coerce=int, empty_value=None, required=False)
    most = forms.IntegerField(label=gettext_lazy("상한(명)"), required=False, min_value=0, max_value=100_000)
    reserved = forms.IntegerField(
        label=gettext_lazy("확보(명)"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("먼저 두는 자리입니다. 남으면 모두에게 돌아갑니다."),
    )
    label = forms.CharField(
        label=gettext_lazy("이름"),
        required=False,
        max_length=LONGEST_LABEL,
        help_text=gettext_lazy("비우면 고른 것의 이름을 씁니다."),
    )

    def __init__(
        self, data: QueryDict | None, units: Sequence[UnitRow], sessions: Sequence[CallSessionRow], **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.names = {str(unit.id): unit.name for unit in units}
        _choose(self.fields["units"], unit_choices(units, "")[1:])
        every = [("", _("기수마다"))]
        _choose(self.fields["session"], every + [(str(row.session), row.title) for row in sessions])

    def draft(self) -> QuotaDraft:
        """The quota as typed."""
        said = self.cleaned_data
        keys: tuple[str, ...]
        match said["kind"]:
            case QuotaKind.UNIT:
                keys = tuple(said["units"])
                shown = [self.names[key] for key in keys]
            case QuotaKind.GRADE:
                keys = tuple(str(grade) for grade in said["grades"])
                shown = [f"{grade}급" for grade in said["grades"]]
            case _:
                keys = tuple(word.strip() for word in said["series"].split(",") if word.strip())
                shown = list(keys)
        name = ", ".join(shown[:MOST_KEYS_NAMED]) + (" …" if len(shown) > MOST_KEYS_NAMED else "")
        return QuotaDraft(
            said["kind"],
            said["label"].strip() or name[:LONGEST_LABEL] or label_of(said["kind"]),
            keys,
            said["session"],
            said["most"],
            said["reserved"],
        )

    def refuse(self, refusal: Refusal) -> None:
        """What the keys are depends on the kind."""
        kind = self.cleaned_data.get("kind")
        field = {QuotaKind.UNIT: "units", QuotaKind.GRADE: "grades"}.get(kind, "series") if kind else "kind"
        super().refuse(_renamed(refusal, {"keys": field}))


class BulkForm(WindowForm):
    """여러 과정의 모집을 한꺼번에."""


def policy_initial(policy: CallPolicy) -> dict[str, Any]:
    """The policy as the form shows it."""
    plain = policy.as_json()
    shown = {name: plain[name] for name in (*NUMBERS, *YES_NO, "mechanism", "approval_expired")}
    shown |= {f"order_{place}": word for place, word in zip(PLACES, plain["order"], strict=False)}
    return shown | {f"approval_{step}": word for step, word in zip(STEPS, plain["approvals"], strict=False)}


def phase_choices(terms: Any) -> list[tuple[str, str]]:
    """Phases to filter by."""
    return [("", _("모든 단계")), *words(terms)]


def _session(offered: OfferedSession, title: str) -> str:
    row = offered.row
    span = short_span(row.dates[0], row.dates[-1]) if row.dates else "–"
    text = f"{title} · {span} · {_('%(seats)s명') % {'seats': row.seats}}"
    return f"{text} · {_('‘%(name)s’에서 모집함') % {'name': offered.called_by}}" if offered.called_by else text


def _expired_ways() -> list[str]:
    return [_("위 부서로 올립니다"), _("승인한 것으로 봅니다"), _("돌려보냅니다")]


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


def _renamed(refusal: Refusal, names: Mapping[str, str]) -> Refusal:
    if not isinstance(refusal, Invalid):
        return refusal
    problems = [
        Problem(one.code, one.message, one.remedy, field=names.get(one.field, one.field)) for one in refusal.problems
    ]
    return type(refusal)(problems, refusal.text)
