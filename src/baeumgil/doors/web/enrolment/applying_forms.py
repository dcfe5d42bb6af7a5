"""Forms of finding courses, applying, and changing what was applied for."""

import secrets
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baeumgil.core.errors import Invalid, Problem, Refusal
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import all_of
from baeumgil.doors.web.templatetags.dates import period
from baeumgil.stages.enrolment.rules.application_draft import LONGEST_KEY, LONGEST_MOTIVE, LONGEST_NEEDS
from baeumgil.stages.enrolment.rules.rows import CallSessionRow
from baeumgil.stages.enrolment.services.steps import LONGEST_TEXT
from baeumgil.stages.enrolment.terms import CallPhase
from baeumgil.stages.plan.terms import CourseKind

WISH = "wish_"


class OpeningForm(PageForm):
    """신청할 과정 찾기. Every field may stay empty."""

    words = forms.CharField(
        label=_("찾는 말"), required=False, max_length=80, help_text=_("과정 이름, 코드, 대상에서 찾습니다.")
    )
    field = forms.CharField(label=_("분야"), required=False, max_length=80, widget=forms.Select)
    kind = forms.TypedChoiceField(
        label=_("과정 유형"),
        required=False,
        coerce=CourseKind,
        empty_value=None,
        choices=all_of(CourseKind, empty=_("모두")),
    )
    phase = forms.TypedChoiceField(
        label=_("접수"),
        required=False,
        coerce=CallPhase,
        empty_value=None,
        choices=[("", _("모두")), (CallPhase.OPEN.value, _("접수 중")), (CallPhase.COMING.value, _("접수 예정"))],
    )

    def asked(self) -> dict[str, Any]:
        """What was asked, as keyword arguments; what cannot be read is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}

    def offer(self, fields: Sequence[tuple[str, str]]) -> None:
        """Let these fields be chosen from."""
        widget = self.fields["field"].widget
        assert isinstance(widget, forms.Select)  # noqa: S101  for the type checker; declared above
        widget.choices = [("", str(_("모두"))), *fields]


class WishesForm(PageForm):
    """희망 기수. One choice for each rank; the first one is asked for."""

    def __init__(
        self,
        *args: Any,
        sessions: Sequence[CallSessionRow],
        most: int,
        is_first_come: bool,
        clashing: Container[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            (str(row.session), session_in_words(row, is_first_come=is_first_come, is_clashing=row.session in clashing))
            for row in sessions
        ]
        ranks = max(1, min(most, len(sessions)))
        for rank in range(1, ranks + 1):
            self.fields[f"{WISH}{rank}"] = forms.TypedChoiceField(
                label=_("희망 기수") if ranks == 1 else _("%(rank)d순위 기수") % {"rank": rank},
                coerce=int,
                empty_value=None,
                required=rank == 1,
                choices=[("", str(_("고르세요") if rank == 1 else _("없음"))), *offered],
            )
        if len(sessions) == 1:
            self.initial.setdefault(f"{WISH}1", sessions[0].session)

    @property
    def wishes(self) -> tuple[int, ...]:
        """The chosen sessions in their order."""
        return tuple(
            value for name, value in self.cleaned_data.items() if name.startswith(WISH) and isinstance(value, int)
        )

    @property
    def wish_fields(self) -> list[Any]:
        """The choices, in order of rank."""
        return [self[name] for name in self.fields if name.startswith(WISH)]

    def refuse(self, refusal: Refusal) -> None:
        """Put problems of the wishes beside the first choice, all others above."""
        if isinstance(refusal, Invalid):
            moved = [replace(problem, field=self._place(problem)) for problem in refusal.problems]
            super().refuse(type(refusal)(moved))
        else:
            super().refuse(refusal)

    def _place(self, problem: Problem) -> str:
        return f"{WISH}1" if problem.field == "wishes" else problem.field if problem.field in self.fields else ""


class ApplyForm(WishesForm):
    """교육신청서."""

    def __init__(self, *args: Any, needs_motive: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motive"] = forms.CharField(
            label=_("신청 동기"),
            required=needs_motive,
            max_length=LONGEST_MOTIVE,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields["needs"] = forms.CharField(
            label=_("교육 때 필요한 도움"),
            required=False,
            max_length=LONGEST_NEEDS,
            help_text=_("휠체어, 수어 통역, 식사 등. 병명은 적지 않습니다."),
        )
        self.fields["key"] = forms.CharField(
            max_length=LONGEST_KEY, widget=forms.HiddenInput, initial=lambda: secrets.token_urlsafe(18)
        )

    def hidden(self) -> list[tuple[str, str]]:
        """What was typed, to be carried through the page that asks for confirmation."""
        values: Mapping[str, Any] = self.cleaned_data
        return [(name, str(values[name])) for name in self.fields if values.get(name) not in {None, ""}]


class WithdrawForm(PageForm):
    """신청 취소."""

    reason = forms.CharField(
        label=_("취소하는 까닭"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("교육 담당과 승인한 사람이 봅니다. 쓰지 않아도 됩니다."),
    )


class SwapForm(PageForm):
    """기수 바꾸기."""

    session = forms.TypedChoiceField(label=_("바꿀 기수"), coerce=int)

    def __init__(self, *args: Any, sessions: Sequence[CallSessionRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["session"]
        assert isinstance(found, forms.ChoiceField)  # noqa: S101  for the type checker; declared above
        found.choices = [("", str(_("고르세요"))), *((str(row.session), session_in_words(row)) for row in sessions)]


def session_in_words(row: CallSessionRow, *, is_first_come: bool = True, is_clashing: bool = False) -> str:
    """`보고서 작성 3기 · 2027. 3. 8.(월) ~ 3. 9.(화) · 빈자리 4`; where seats are not given yet, how many there are."""
    days = period(row.dates[0], row.dates[-1]) if row.dates else ""
    seats = gettext("빈자리 %(n)d") % {"n": row.free} if is_first_come else gettext("%(n)d석") % {"n": row.capacity}
    clash = gettext("겹침") if is_clashing else ""
    return " · ".join(part for part in (row.title, days, seats, clash) if part)
