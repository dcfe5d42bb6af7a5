"""Forms of 일정 편성."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baeumgil.core import clock
from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.plan.line_filter import choose_among
from baeumgil.stages.schedule.rules.rows import YearRow
from baeumgil.stages.schedule.terms import LONGEST_RUN_SECONDS

USUAL_SECONDS = 60
HIGHEST_SEED = 1_000_000


class OpenYearForm(PageForm):
    """기수 가져오기. The year whose approved plan is taken over."""

    year = forms.IntegerField(
        label=_("연도"),
        min_value=1990,
        max_value=2100,
        help_text=_(
            "확정된 연간계획의 집합 과정이 기수가 됩니다. 다시 가져오면 새 기수만 더하고, 편성한 기수는 그대로 둡니다."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"year": clock.today().year + 1})


class RunForm(PageForm):
    """새 편성 계산."""

    year = forms.TypedChoiceField(label=_("편성할 연도"), coerce=int)
    seconds = forms.IntegerField(
        label=_("시간 한도(초)"),
        min_value=1,
        max_value=LONGEST_RUN_SECONDS,
        help_text=_("오래 계산할수록 편성이 좋아집니다. 도중에 멈춰도 그때까지 가장 좋은 편성이 남습니다."),
    )
    seed = forms.IntegerField(
        label=_("씨앗"),
        min_value=0,
        max_value=HIGHEST_SEED,
        help_text=_("같은 문제와 씨앗으로 얻은 편성은 다시 얻을 수 있습니다."),
    )

    def __init__(self, data: Any, rows: Sequence[YearRow], year: int | None = None) -> None:
        known = {row.id for row in rows}
        first = year if year in known else rows[0].id if rows else ""
        super().__init__(data, initial={"year": first, "seconds": USUAL_SECONDS, "seed": 1})
        choose_among(self, "year", [(str(row.id), f"{row.year} {row.institute_name}") for row in rows])
