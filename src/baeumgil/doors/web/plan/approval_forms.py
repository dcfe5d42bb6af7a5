"""Forms of approval: handing in, signing, returning, and the lines."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, all_of
from baeumgil.stages.plan.queries.routes import RouteRow
from baeumgil.stages.plan.terms import Disclosure, DocumentType, StepRole

ROWS = 12


class PasswordField(forms.CharField):
    """The password of the one who signs; never put back into the page."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            strip=False,
            max_length=200,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class StartForm(PageForm):
    """결재 올리기."""

    disclosure = forms.ChoiceField(label=_("공개 구분"), choices=all_of(Disclosure), initial=Disclosure.OPEN.value)
    disclosure_ground = forms.CharField(
        label=_("공개하지 않는 근거"),
        required=False,
        max_length=200,
        help_text=_("부분공개나 비공개일 때 씁니다. 예: 정보공개법 제9조 제1항 제6호"),
    )
    policy_number = forms.CharField(
        label=_("방침번호"), required=False, max_length=80, help_text=_("쓰는 기관만 적습니다.")
    )
    comment = forms.CharField(label=_("올리며 남길 말"), required=False, max_length=500)
    password = PasswordField(_("비밀번호"))

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = super().arguments()
        return said | {"disclosure": Disclosure(said["disclosure"])}


class SignForm(PageForm):
    """서명."""

    comment = forms.CharField(label=_("의견"), required=False, max_length=500)
    password = PasswordField(_("비밀번호"))
    as_deputy = forms.BooleanField(required=False, widget=forms.HiddenInput)


class ReturnForm(PageForm):
    """반려."""

    comment = forms.CharField(
        label=_("반려하는 까닭"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    password = PasswordField(_("비밀번호"))
    as_deputy = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RouteForm(PageForm):
    """결재선."""

    document_type = forms.ChoiceField(label=_("문서 종류"), choices=all_of(DocumentType))
    name = forms.CharField(label=_("결재선 이름"), max_length=120)
    basis = forms.CharField(
        label=_("근거"), required=False, max_length=200, help_text=_("예: 사무전결 처리 규칙 별표 1")
    )
    valid_from = DayField(_("쓰기 시작하는 날"), required=True)
    valid_to = DayField(_("끝나는 날"))

    def arguments(self) -> dict[str, Any]:
        """As the service wants them."""
        said = super().arguments()
        return said | {"document_type": DocumentType(said["document_type"])}


class RouteRowForm(PageForm):
    """결재선의 칸. A row without a post is no row."""

    role = forms.ChoiceField(label=_("맡은 일"), choices=all_of(StepRole))
    post = forms.CharField(label=_("직위"), required=False, max_length=120)
    username = forms.CharField(label=_("계정 아이디"), required=False, max_length=60)
    deputy = forms.CharField(label=_("대결자 아이디"), required=False, max_length=60)
    is_delegated = forms.BooleanField(label=_("전결"), required=False)

    @property
    def is_empty(self) -> bool:
        """True when nothing was typed."""
        said = self.cleaned_data
        return not (said.get("post") or said.get("username") or said.get("deputy") or said.get("is_delegated"))


def route_rows(data: Mapping[str, Any] | None, route: RouteRow | None = None) -> list[RouteRowForm]:
    """The rows of a line: those there are, and empty ones below."""
    initial: Sequence[dict[str, Any]] = [
        {
            "role": step.role.value,
            "post": step.post,
            "username": step.holder.username if step.holder is not None else "",
            "deputy": step.deputy.username if step.deputy is not None else "",
            "is_delegated": step.is_delegated,
        }
        for step in (route.steps if route is not None else ())
    ]
    usual = [StepRole.DRAFTS, StepRole.REVIEWS, StepRole.REVIEWS, StepRole.DECIDES]
    rows = []
    for place in range(ROWS):
        role = usual[place] if place < len(usual) and not initial else StepRole.COOPERATES
        start = initial[place] if place < len(initial) else {"role": role.value}
        rows.append(RouteRowForm(data, prefix=f"row{place + 1}", initial=start))
    return rows
