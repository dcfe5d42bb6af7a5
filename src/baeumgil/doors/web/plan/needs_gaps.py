"""역량 차이: entered figures of a diagnosis, line by line."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.plan.needs_asked import asked, tabs
from baeumgil.doors.web.plan.surveys_forms import lines_of
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.queries.needs import competencies, gaps_of_year
from baeumgil.stages.plan.rules.needs_drafts import GapDraft
from baeumgil.stages.plan.services.gaps import enter_gaps

NUMBERS, MOST = 4, 6


class GapsForm(PageForm):
    """역량 차이 넣기."""

    gaps = forms.CharField(
        label=_("역량 차이"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "한 줄에 ‘역량 코드 | 바라는 수준 | 잰 수준 | 인원 | 집단 | 출처’로 적습니다. "
            "같은 역량과 집단은 새 값으로 바뀝니다."
        ),
    )

    def clean_gaps(self) -> list[GapDraft]:
        """Lines as gaps; a line that cannot be read is named."""
        made, wrong = [], []
        for number, parts in enumerate(lines_of(self.cleaned_data["gaps"]), start=1):
            draft = _gap(parts)
            if draft is None:
                wrong.append(now("%(row)s째 줄을 읽을 수 없습니다. 수준과 인원을 수로 적으세요.") % {"row": number})
            else:
                made.append(draft)
        if wrong:
            raise forms.ValidationError(wrong)
        return made


@require_http_methods(["GET", "POST"])
def show(request: PageRequest) -> HttpResponse:
    """Gaps of a year; a POST enters more."""
    found = asked(request)
    rows = gaps_of_year(actor=request.actor, institute=found.institute.id, year=found.year)
    form = GapsForm(posted(request))
    if request.method == "POST":
        need(may_manage_needs(request.actor))
        if form.is_valid() and _entered(request, form):
            return HttpResponseRedirect(f"{reverse('web:needs-gaps')}?{found.query}")
    context = {
        "asked": found,
        "tabs": tabs(request.actor, found, "needs-gaps"),
        "gaps": rows,
        "form": form,
        "competencies": competencies(found.institute.id),
        "may_manage": may_manage_needs(request.actor),
    }
    return page(request, "plan/needs/gaps.html", context, status=form.status)


def _entered(request: PageRequest, form: GapsForm) -> bool:
    found = asked(request)
    try:
        count = enter_gaps(
            actor=request.actor, institute=found.institute.id, year=found.year, gaps=form.cleaned_data["gaps"]
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, now("역량 차이 %(count)s줄을 넣었습니다.") % {"count": count})
    return True


def _gap(parts: Sequence[str]) -> GapDraft | None:
    if not NUMBERS <= len(parts) <= MOST:
        return None
    try:
        wanted, measured = (int((Decimal(part) * 1000).to_integral_value()) for part in parts[1:3])
        people = int(parts[3].replace(",", ""))
    except (InvalidOperation, ValueError, OverflowError):
        return None
    rest = [*parts[NUMBERS:], "", ""]
    return GapDraft(parts[0], wanted, measured, people, group=rest[0], source=rest[1])
