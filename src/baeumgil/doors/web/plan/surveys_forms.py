"""Forms of staff surveys: making one, entering results from elsewhere, answering."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baeumgil.doors.web.frame.forms import PageForm
from baeumgil.doors.web.office.choices import DayField, words
from baeumgil.stages.plan.rules.needs_drafts import SurveyDraft, TallyDraft
from baeumgil.stages.plan.rules.survey_counting import Topic
from baeumgil.stages.plan.terms import SurveyReach

PARTS = 3
MOST_LINES = 100


class SurveyMakeForm(PageForm):
    """직원 설문 만들기."""

    name = forms.CharField(label=_("이름"), max_length=120)
    opens_on = DayField(_("시작일"), required=True)
    closes_on = DayField(_("마감일"), required=True)
    reach = forms.TypedChoiceField(label=_("누구에게 묻나요"), coerce=SurveyReach, widget=forms.RadioSelect)
    sample_size = forms.IntegerField(
        label=_("표본 크기(명)"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("표본으로 물을 때만 적습니다. 뽑은 씨앗값을 함께 공개해 누구나 다시 뽑아 볼 수 있습니다."),
    )
    topics = forms.CharField(
        label=_("고를 항목"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("한 줄에 하나씩 적습니다. ‘항목 | 분야 코드’로 적으면 그 분야의 수요로 셉니다."),
    )
    most_choices = forms.IntegerField(label=_("몇 개까지 고르나요"), min_value=1, max_value=50, initial=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["reach"]
        if isinstance(found, forms.ChoiceField):
            found.choices = words((SurveyReach.ALL, SurveyReach.SAMPLE))

    def clean_topics(self) -> tuple[Topic, ...]:
        """Lines as topics; codes are their places."""
        made = []
        for number, parts in enumerate(lines_of(self.cleaned_data["topics"]), start=1):
            made.append(Topic(f"t{number}", parts[0], parts[1] if len(parts) > 1 else ""))
        return tuple(made)

    def draft(self) -> SurveyDraft:
        """What was typed."""
        data = self.cleaned_data
        return SurveyDraft(
            name=data["name"],
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            topics=data["topics"],
            reach=data["reach"],
            sample_size=data["sample_size"],
            most_choices=data["most_choices"],
        )


class TalliesForm(PageForm):
    """다른 곳에서 한 설문의 결과."""

    name = forms.CharField(label=_("이름"), max_length=120)
    opens_on = DayField(_("시작일"), required=True)
    closes_on = DayField(_("마감일"), required=True)
    population = forms.IntegerField(label=_("대상 인원"), required=False, min_value=1, max_value=10_000_000)
    answered = forms.IntegerField(label=_("응답 인원"), min_value=0, max_value=10_000_000)
    tallies = forms.CharField(
        label=_("결과"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("한 줄에 ‘항목 | 비율(%) | 분야 코드’로 적습니다. 비율의 합이 100%가 아니어도 그대로 둡니다."),
    )

    def clean_tallies(self) -> list[TallyDraft]:
        """Lines as tallies; a share that is no number is named with its line."""
        made, wrong = [], []
        for number, parts in enumerate(lines_of(self.cleaned_data["tallies"]), start=1):
            try:
                share = Decimal(parts[1].rstrip("% ")) if len(parts) > 1 and parts[1] else None
            except InvalidOperation:
                share = Decimal("NaN")
            if share is not None and not share.is_finite():
                wrong.append(now("%(row)s째 줄의 비율이 수가 아닙니다.") % {"row": number})
                continue
            permille = None if share is None else int((share * 10).to_integral_value())
            made.append(TallyDraft(parts[0], permille, field=parts[2] if len(parts) >= PARTS else ""))
        if wrong:
            raise forms.ValidationError(wrong)
        return made


class SurveyAnswerForm(PageForm):
    """설문 응답."""

    choices = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    wish = forms.CharField(
        label=_("바라는 교육"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("적지 않아도 됩니다. 이름이나 연락처처럼 누구인지 알 수 있는 말은 쓰지 마세요."),
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.fields["choices"]
        found.label = now("듣고 싶은 교육을 %(most)s개까지 고르세요") % {"most": most}
        if isinstance(found, forms.MultipleChoiceField):
            found.choices = [(topic.code, topic.name) for topic in topics]


def lines_of(text: str) -> Iterator[list[str]]:
    """Lines that are not empty, cut at bars."""
    filled = [line for line in text.splitlines() if line.strip()][:MOST_LINES]
    for line in filled:
        yield [part.strip() for part in line.split("|")]
