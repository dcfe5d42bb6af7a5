"""What a forecast is asked. Lives in the query string, so that a what-if can be shared as a link."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import Choice
from baeumgil.stages.roadmap.rules.forecast.values import (
    HIRES,
    LEAVE,
    MOST_YEARS,
    POSITION,
    PROMOTION,
    RESIGNATION,
    RateChange,
)

MULTIPLIED = (PROMOTION, RESIGNATION, POSITION, LEAVE)


def _percent(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=500)


class ForecastForm(PageForm):
    """수요 전망 조건. Percentages are of what history says: 100 leaves a rate as it is."""

    first_year = forms.IntegerField(label=_("첫해"), required=False, min_value=2000, max_value=2100)
    years = forms.IntegerField(label=_("몇 해"), required=False, min_value=1, max_value=MOST_YEARS)
    class_size = forms.IntegerField(label=_("한 반 인원(비우면 규칙대로)"), required=False, min_value=1, max_value=2000)
    stage = forms.ChoiceField(label=_("그림으로 볼 단계"), required=False)
    rules = forms.TypedChoiceField(
        label=_("다른 규칙으로"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("적용 중인 규칙과 견줍니다."),
    )
    hires = forms.IntegerField(label=_("해마다 새로 임용"), required=False, min_value=0, max_value=20_000)
    promotion = _percent(_("승진"))
    resignation = _percent(_("퇴직·전출"))
    position = _percent(_("보임"))
    leave = _percent(_("휴직"))

    def __init__(self, data: Any, *, stages: Sequence[Choice], rule_sets: Sequence[Choice]) -> None:
        super().__init__(data)
        self.fields["stage"].choices = [("", _("모든 단계 합계")), *stages]  # type: ignore[attr-defined]  # a choice field
        self.fields["rules"].choices = [("", _("적용 중인 규칙")), *rule_sets]  # type: ignore[attr-defined]  # same

    def rates(self) -> tuple[RateChange, ...]:
        """Rates that are to differ from history."""
        data = self.cleaned_data
        changes = [
            RateChange(name, multiplier=data[name] / 100)
            for name in MULTIPLIED
            if data.get(name) is not None and data[name] != 100  # noqa: PLR2004  100 per cent changes nothing
        ]
        if data.get("hires") is not None:
            changes.append(RateChange(HIRES, absolute=float(data["hires"])))
        return tuple(changes)

    @property
    def is_what_if(self) -> bool:
        """True when a rate or the rules are assumed to differ."""
        return bool(self.rates() or self.cleaned_data.get("rules"))
