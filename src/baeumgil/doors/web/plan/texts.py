"""What a plan says in words: vision, the six statutory contents, the check sheet before approval."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import all_of, label_of
from baeumgil.stages.plan.access import may_edit_plan
from baeumgil.stages.plan.errors import VersionFrozen
from baeumgil.stages.plan.queries.plans import plan_book
from baeumgil.stages.plan.rules.book import ContentRow, PlanBook, PreCheckRow
from baeumgil.stages.plan.services.plan_texts import set_content, set_head, set_pre_check
from baeumgil.stages.plan.terms import EDITABLE_STATES, PreCheckMark

MOST_LETTERS = 20_000


class TextsForm(PageForm):
    """법정 기재사항. The vision and one large field for each of the contents."""

    vision = forms.CharField(
        label=gettext_lazy("비전"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("계획서 첫머리에 한 줄로 실립니다."),
    )

    def __init__(self, data: Any, rows: tuple[ContentRow, ...], vision: str) -> None:
        super().__init__(data, initial={"vision": vision, **{row.key.value: row.text for row in rows}})
        self.rows = rows
        for row in rows:
            self.fields[row.key.value] = forms.CharField(
                label=label_of(row.key),
                required=False,
                max_length=MOST_LETTERS,
                widget=forms.Textarea(attrs={"rows": "7"}),
            )

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields of the contents, in their order."""
        return [self[row.key.value] for row in self.rows]


class ChecksForm(PageForm):
    """사전 검토항목. A mark and a remark for each row."""

    def __init__(self, data: Any, rows: tuple[PreCheckRow, ...]) -> None:
        initial = {f"mark-{row.code}": row.mark.value for row in rows}
        initial |= {f"remark-{row.code}": row.remark for row in rows}
        super().__init__(data, initial=initial)
        self.rows = rows
        for row in rows:
            self.fields[f"mark-{row.code}"] = forms.TypedChoiceField(
                label=_("%(name)s 표시") % {"name": row.name}, choices=all_of(PreCheckMark), coerce=PreCheckMark
            )
            self.fields[f"remark-{row.code}"] = forms.CharField(
                label=_("%(name)s 의견") % {"name": row.name}, required=False, max_length=300
            )

    @property
    def lines(self) -> list[tuple[PreCheckRow, forms.BoundField, forms.BoundField]]:
        """Each row with its two fields."""
        return [(row, self[f"mark-{row.code}"], self[f"remark-{row.code}"]) for row in self.rows]


@require_http_methods(["GET", "POST"])
def contents(request: PageRequest, version_id: int) -> HttpResponse:
    """The six contents and the vision."""
    book = _book(request, version_id)
    form = TextsForm(posted(request), book.contents, book.head.vision)
    if form.is_bound and form.is_valid():
        try:
            _save_texts(request, book, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("법정 기재사항을 저장했습니다."))
            return go("plan-version", version_id)
    context = {"head": book.head, "form": form, "rows": book.contents, "is_editable": _is_editable(request, book)}
    return page(request, "plan/plans/texts.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def checks(request: PageRequest, version_id: int) -> HttpResponse:
    """The check sheet."""
    book = _book(request, version_id)
    form = ChecksForm(posted(request), book.pre_checks)
    if form.is_bound and form.is_valid():
        try:
            _save_checks(request, book, form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("사전 검토항목을 저장했습니다."))
            return go("plan-version", version_id)
    context = {"head": book.head, "form": form, "rows": book.pre_checks, "is_editable": _is_editable(request, book)}
    return page(request, "plan/plans/checks.html", context, status=form.status)


def _book(request: PageRequest, version_id: int) -> PlanBook:
    book = plan_book(actor=request.actor, version=version_id)
    if request.method == "POST":
        need(may_edit_plan(request.actor))
        if book.head.state not in EDITABLE_STATES:
            raise VersionFrozen
    return book


def _is_editable(request: PageRequest, book: PlanBook) -> bool:
    return may_edit_plan(request.actor) and book.head.state in EDITABLE_STATES


def _save_texts(request: PageRequest, book: PlanBook, form: TextsForm) -> None:
    """Only what differs is written."""
    typed = form.cleaned_data
    if typed["vision"] != book.head.vision:
        set_head(actor=request.actor, version=book.head.id, vision=typed["vision"], note=book.head.note)
    for row in book.contents:
        text = typed[row.key.value].replace("\r\n", "\n")
        if text != row.text:
            set_content(actor=request.actor, version=book.head.id, key=row.key, text=text)


def _save_checks(request: PageRequest, book: PlanBook, form: ChecksForm) -> None:
    """Only what differs is written."""
    typed = form.cleaned_data
    for row in book.pre_checks:
        mark, remark = typed[f"mark-{row.code}"], typed[f"remark-{row.code}"]
        if (mark, remark) != (row.mark, row.remark):
            set_pre_check(actor=request.actor, version=book.head.id, code=row.code, mark=mark, remark=remark)
