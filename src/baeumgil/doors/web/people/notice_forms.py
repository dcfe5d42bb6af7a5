"""Form of one's own ways of contact."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import label_of
from baeumgil.stages.people.queries.notices import ContactRow
from baeumgil.stages.people.rules.contacts import ContactDraft
from baeumgil.stages.people.terms import Channel

HINTS = {
    Channel.MAIL: _("예: name@city.go.kr"),
    Channel.TEXT_MESSAGE: _("예: 010-1234-5678"),
    Channel.MESSENGER: _("시 메신저에 로그인하는 이름"),
}
KINDS = {Channel.MAIL: "email", Channel.TEXT_MESSAGE: "tel", Channel.MESSENGER: "text"}
FILLED_IN = {Channel.MAIL: "email", Channel.TEXT_MESSAGE: "tel", Channel.MESSENGER: "off"}
LONGEST = 200


class ContactsForm(PageForm):
    """내 연락처. Two fields for each way that the city has connected: the address, and whether it is on."""

    def __init__(self, *args: Any, rows: Sequence[ContactRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.channels = [row.channel for row in rows if row.is_connected]
        for row in rows:
            if not row.is_connected:
                continue
            name = label_of(row.channel)
            self.fields[row.channel.value] = forms.CharField(
                label=name,
                help_text=HINTS[row.channel],
                max_length=LONGEST,
                required=False,
                initial=row.address,
                widget=forms.TextInput(attrs={"inputmode": KINDS[row.channel], "autocomplete": FILLED_IN[row.channel]}),
            )
            self.fields[f"{row.channel.value}_on"] = forms.BooleanField(
                label=_("%(channel)s 알림 받기") % {"channel": name}, required=False, initial=row.is_on
            )

    def drafts(self) -> list[ContactDraft]:
        """What was typed."""
        return [
            ContactDraft(channel, self.cleaned_data[channel.value], self.cleaned_data[f"{channel.value}_on"])
            for channel in self.channels
        ]

    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The fields of each way together."""
        return [(self[channel.value], self[f"{channel.value}_on"]) for channel in self.channels]
