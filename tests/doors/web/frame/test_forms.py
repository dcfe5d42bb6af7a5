"""A refusal beside what was typed, in the language of the screen."""

from django import forms
from django.utils.translation import override

from baeumgil.core.errors import Invalid, Problem, Refused
from baeumgil.core.said import Said
from baeumgil.doors.web.frame.forms import PageForm


class NameForm(PageForm):
    """One field."""

    name = forms.CharField()


def test_a_refusal_is_shown_in_the_language_of_the_screen() -> None:
    missing, remedy = Said("이름이 없습니다.", "The name is missing."), Said("적으세요.", "Enter it.")
    refusal = Invalid([Problem("missing", missing, remedy, field="name"), Problem("late", missing, row=3)])
    with override("ko"):
        assert _shown(refusal) == {"name": ["이름이 없습니다. 적으세요."], "__all__": ["3행: 이름이 없습니다."]}
    with override("en"):
        assert _shown(refusal) == {
            "name": ["The name is missing. Enter it."],
            "__all__": ["Row 3: The name is missing."],
        }
        assert _shown(Refused()) == {"__all__": ["The request was not carried out."]}


def _shown(refusal: Refused | Invalid) -> dict[str, list[str]]:
    form = NameForm({"name": "김하늘"})
    form.is_valid()
    form.refuse(refusal)
    return {field: [str(error) for error in errors] for field, errors in form.errors.items()}
