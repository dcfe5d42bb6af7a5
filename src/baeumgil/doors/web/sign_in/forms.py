"""Forms of signing in and of passwords."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm


def _password(label: object, autocomplete: str, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text
        help_text=help_text,  # type: ignore[arg-type]  # lazy text
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(PageForm):
    """Username and password; pasting and password managers are welcome."""

    username = forms.CharField(
        label=_("아이디"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password(_("비밀번호"), "current-password")


class PasswordForm(PageForm):
    """The present password, and the new one twice."""

    current = _password(_("지금 비밀번호"), "current-password")
    new = _password(_("새 비밀번호"), "new-password", _("길수록 좋습니다. 잘 아는 낱말 몇 개를 이어 만들어도 됩니다."))
    again = _password(_("새 비밀번호 한 번 더"), "new-password")

    def clean(self) -> dict[str, object]:
        """Both new ones must be the same."""
        data = super().clean() or self.cleaned_data
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", str(_("새 비밀번호 두 개가 서로 다릅니다.")))
        return data
