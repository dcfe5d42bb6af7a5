"""기관 서식: the city's own HWPX forms and the places they may use."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baeumgil.core.errors import Refusal
from baeumgil.doors.web.frame.forms import PageForm, posted
from baeumgil.doors.web.frame.pages import go, need, page
from baeumgil.doors.web.frame.request import PageRequest
from baeumgil.doors.web.office.choices import all_of, handed_in
from baeumgil.doors.web.office.uploads import shown_name
from baeumgil.stages.plan.access import may_manage_templates
from baeumgil.stages.plan.queries.templates import known_places, paper_templates
from baeumgil.stages.plan.services.templates import LONGEST_NAME, MOST_BYTES, delete_template, upload_template
from baeumgil.stages.plan.terms import PaperKind


class TemplateForm(PageForm):
    """서식 올리기."""

    paper = forms.TypedChoiceField(label=gettext_lazy("문서"), coerce=PaperKind, choices=all_of(PaperKind))
    name = forms.CharField(
        label=gettext_lazy("서식 이름"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("고를 때 보이는 이름. 예: 우리 시 총괄표 서식"),
    )
    file = forms.FileField(
        label=gettext_lazy("HWPX 파일"),
        help_text=gettext_lazy(
            "10MB까지. 한글에서 ‘HWPX 문서’로 저장하세요. 매크로나 외부 연결이 있으면 받지 않습니다."
        ),
        widget=forms.FileInput(attrs={"accept": ".hwpx"}),
        allow_empty_file=True,
        error_messages={"required": gettext_lazy("파일을 고르세요.")},
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Looked at for its size before anything reads it; the rest the service checks."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            text = _("파일이 %(most)sMB보다 큽니다. 그림을 줄여 다시 올리세요.")
            raise forms.ValidationError(text % {"most": MOST_BYTES // 1_048_576})
        return file


@require_GET
def index(request: PageRequest) -> HttpResponse:
    """All forms, and the names of the places."""
    context = {
        "forms": paper_templates(actor=request.actor),
        "places": known_places(),
        "may_manage": may_manage_templates(request.actor),
    }
    return page(request, "plan/papers/forms.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Hand in a form."""
    need(may_manage_templates(request.actor))
    form = TemplateForm(posted(request), handed_in(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload_template(
                actor=request.actor,
                paper=form.cleaned_data["paper"],
                name=form.cleaned_data["name"],
                file_name=shown_name(file),
                content=file.read(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("서식을 올렸습니다. 계획의 공문서 화면에서 고를 수 있습니다."))
            return go("paper-templates")
    return page(request, "plan/papers/form_new.html", {"form": form, "places": known_places()}, status=form.status)


@require_POST
def delete(request: PageRequest, template_id: int) -> HttpResponse:
    """Throw a form away."""
    delete_template(actor=request.actor, template=template_id)
    messages.success(request, _("서식을 지웠습니다."))
    return go("paper-templates")
