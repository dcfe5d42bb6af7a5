"""The base of all forms: plain fields in, keyword arguments out, refusals beside what was typed."""

from typing import Any

from django import forms
from django.http import HttpRequest, QueryDict

from baeumgil.core.errors import Invalid, NotAllowed, NotFound, Refusal
from baeumgil.doors.web.templatetags.krds import in_screen_language


def status_of(refusal: Refusal) -> int:
    """The HTTP status of a family of refusals."""
    match refusal:
        case Invalid():
            return 400
        case NotAllowed():
            return 403
        case NotFound():
            return 404
        case _:
            return 409


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: everything that was posted, even nothing; None while it is only shown."""
    return request.POST if request.method == "POST" else None


class PageForm(forms.Form):
    """양식. Shown with `{% field form.name %}`; after a refusal it is shown again with what was typed.

    form = UnitForm(posted(request))
    if form.is_valid():
        try:
            rename_unit(actor=request.actor, **form.arguments())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go("organisation")
    return page(request, "people/unit_form.html", {"form": form}, status=form.status)
    """

    required_css_class = "bg-field--required"
    _refused_with: int | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """What was typed, cleaned, as keyword arguments of one service."""
        return dict(self.cleaned_data)

    def refuse(self, refusal: Refusal) -> None:
        """Put a service's refusal beside the fields it names, the rest above the form."""
        self._refused_with = status_of(refusal)
        problems = refusal.problems if isinstance(refusal, Invalid) else ()
        for problem in problems:
            if problem.field in self.fields:
                self.add_error(problem.field, in_screen_language(problem.advice()))
            else:
                self.add_error(None, in_screen_language(problem.sentence()))
        if not problems:
            self.add_error(None, in_screen_language(refusal.text))

    @property
    def status(self) -> int:
        """200 while there is nothing wrong, else the status of the refusal."""
        if self._refused_with is not None:
            return self._refused_with
        return 400 if self.is_bound and self.errors else 200
