"""`/_krds`: every component once, to look at and to test."""

from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from baeumgil.core.paging import Page
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.frame.pages import page
from baeumgil.doors.web.frame.request import PageRequest, public
from baeumgil.doors.web.templatetags.krds import Tab
from baeumgil.stages.roadmap.terms import StageState

EXAMPLE_DAY = date(2026, 3, 10)


class ExampleForm(PageForm):
    """One field of each kind."""

    name = forms.CharField(label="성명", help_text="붙여 쓰지 않아도 됩니다.", max_length=20)
    on = forms.DateField(label="기준일", widget=forms.DateInput(attrs={"type": "date"}))
    grade = forms.ChoiceField(label="직급", choices=[("7", "7급"), ("8", "8급"), ("9", "9급")])
    states = forms.MultipleChoiceField(
        label="상태", choices=[("due", "이수할 때"), ("overdue", "기한 지남")], widget=forms.CheckboxSelectMultiple
    )
    sheet = forms.FileField(label="명단 파일", required=False, help_text="XLSX 또는 CSV")
    is_partial = forms.BooleanField(label="파일에 없는 사람은 그대로 둡니다", required=False)
    note = forms.CharField(label="까닭", widget=forms.Textarea, required=False)


@public
@require_safe
def show(request: PageRequest) -> HttpResponse:
    """The gallery."""
    wrong = ExampleForm({"wrong-name": "", "wrong-on": "2026-13-40", "wrong-grade": "7"}, prefix="wrong")
    context = {
        "states": list(StageState),
        "form": ExampleForm(initial={"name": "김하늘"}),
        "wrong": wrong,
        "listing": Page(rows=(), number=4, size=50, total=4321),
        "tabs": [Tab("전체", "?", is_current=True, count=128), Tab("기한 지남", "?state=overdue", count=7)],
        "day": EXAMPLE_DAY,
        "later": EXAMPLE_DAY + timedelta(days=3),
        "steps": ["파일 고르기", "열 맞추기", "미리보기", "적용"],
    }
    return page(request, "frame/gallery.html", context)
