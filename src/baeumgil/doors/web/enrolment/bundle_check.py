"""검증 묶음 확인: anybody may have a published bundle recomputed, without signing in. Nothing is kept."""

import json
from threading import Lock
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest, public
from baeumgil.engines.selection.writing import BUNDLE_FORMAT
from baeumgil.engines.selection_checking.checking import RECORD, Report, check
from baeumgil.stages.enrolment.errors import BundleNotFound
from baeumgil.stages.enrolment.queries.bundles import bundle_digest

MOST_BYTES = 2 * 1_048_576
"""Recomputing takes the machine's time and anybody may ask: larger bundles are for the command line."""
MOST_SHOWN = 100
WAIT_SECONDS = 10
BUSY = 503
LONGEST_ID = 18

_one_at_a_time = Lock()


class BundleForm(PageForm):
    """One file."""

    bundle = forms.FileField(
        label=gettext_lazy("검증 묶음 파일"),
        help_text=gettext_lazy(
            "선발 결과와 함께 공표된 JSON 파일을 고치지 않고 그대로 올리세요. 2MB까지 올릴 수 있습니다."
        ),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        allow_empty_file=True,
    )

    def clean_bundle(self) -> "UploadedFile[Any]":
        """The file, unless it is larger than anybody may ask for."""
        file: UploadedFile[Any] = self.cleaned_data["bundle"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("2MB를 넘는 파일입니다. 'baeumgil enrolment verify 파일' 명령으로 확인하세요.")
            )
        return file


@public
@require_http_methods(["GET", "POST"])
def bundle_check(request: PageRequest) -> HttpResponse:
    """The form, and below it what recomputing found."""
    form = BundleForm(request.POST, request.FILES) if request.method == "POST" else BundleForm()
    report = None
    is_bundle = True
    published = ""
    status = form.status
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["bundle"].read()
        report = _checked(content)
        published = _published(request, content) if report is not None and report.is_sound else ""
        is_bundle = report is None or report.is_sound or _claims_to_be_bundle(content)
        if report is None:
            form.add_error(None, _("다른 묶음을 확인하고 있습니다. 잠시 뒤에 다시 올리세요."))
            status = BUSY
    context = {
        "form": form,
        "report": report,
        "is_bundle": is_bundle,
        "published": published,
        "is_published": report is not None and report.digest == published,
        "lines": _lines(report),
        "more": _more(report),
    }
    return page(request, "enrolment/bundle_check.html", context, status=status)


def _checked(bundle: bytes) -> Report | None:
    """The judgement; None when others are still being served."""
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        return None
    try:
        return check(bundle)
    finally:
        _one_at_a_time.release()


def _published(request: PageRequest, content: bytes) -> str:
    """The digest that was published here for the call that a sound bundle names; empty for a call not of this house.

    A record of arrivals grows while seats are given back, so an earlier one has another digest and is as true.
    """
    file = json.loads(content)
    call = str(file["call"].get("id", ""))
    if file["format"] != BUNDLE_FORMAT or not (call.isascii() and call.isdigit() and len(call) <= LONGEST_ID):
        return ""
    try:
        return bundle_digest(actor=request.actor, call=int(call))
    except BundleNotFound:
        return ""


def _claims_to_be_bundle(content: bytes) -> bool:
    """Tell a bundle that was changed from a file that never was one."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and value.get("format") in {BUNDLE_FORMAT, RECORD}


def _lines(report: Report | None) -> list[tuple[str, str]]:
    if report is None:
        return []
    is_english = get_language() == "en"
    return [(each.path, each.english if is_english else each.korean) for each in report.findings[:MOST_SHOWN]]


def _more(report: Report | None) -> int:
    return 0 if report is None else max(0, len(report.findings) - MOST_SHOWN)
