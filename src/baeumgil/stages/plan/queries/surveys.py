"""직원 수요조사: how far it is, what it shows once it is closed, and the form for one who was asked.

While a survey runs only the number of answers is told: results seen before and after one answer would give that
answer away. After it closed, figures are shown when enough people answered (`plan.needs`, smallest group).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.errors import NotAllowed
from baeumgil.core.policies import values_on
from baeumgil.stages.people.queries.careers import career_columns
from baeumgil.stages.people.rules.columns import codes
from baeumgil.stages.people.terms import PersonKind
from baeumgil.stages.plan.access import may_answer_survey, may_see_needs
from baeumgil.stages.plan.errors import SurveyNotFound
from baeumgil.stages.plan.models import StaffSurvey, SurveyAnswer, SurveyInvitation, SurveyTally
from baeumgil.stages.plan.rules.book import SurveyFigure, SurveyResult
from baeumgil.stages.plan.rules.needs_policy import NeedsPolicy, needs_policy
from baeumgil.stages.plan.rules.needs_values import Theme
from baeumgil.stages.plan.rules.survey_counting import Topic, theme_words, themes_of
from baeumgil.stages.plan.terms import RoundState, SurveyReach

POLICY, THEMES = "plan.needs", "plan.theme_words"
WISHES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """직원 수요조사. `asked` and `answered` are people; `population` all who could have been asked."""

    id: int
    institute: int
    year: int
    name: str
    reach: SurveyReach
    state: RoundState
    opens_on: date
    closes_on: date
    population: int | None
    asked: int | None
    answered: int
    sample_seed: str
    takes_answers: bool

    @property
    def rate(self) -> float | None:
        """Answers in per cent of those asked (of the population where nobody of ours was asked)."""
        whole = self.asked or self.population
        return self.answered * 100 / whole if whole else None


@dataclass(frozen=True, slots=True)
class SurveyCard:
    """One survey with what may be shown of its results."""

    row: SurveyRow
    topics: tuple[Topic, ...]
    most_choices: int
    result: SurveyResult | None
    """None while it runs."""
    smallest_group: int
    themes: tuple[Theme, ...] = ()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """What somebody who was asked sees."""

    id: int
    name: str
    year: int
    closes_on: date
    topics: tuple[Topic, ...]
    most_choices: int
    asked: int
    reach: SurveyReach


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey that waits for the actor's answer."""

    id: int
    name: str
    closes_on: date


def surveys(*, actor: Actor, institute: int, year: int | None = None) -> tuple[SurveyRow, ...]:
    """Surveys of an institute, the newest first; one statement. Raises `NotAllowed`."""
    _need(actor)
    found = _counted().filter(institute_id=institute)
    if year is not None:
        found = found.filter(year=year)
    return tuple(_row(one) for one in found.order_by("-year", "-pk"))


def survey_card(*, actor: Actor, survey: int) -> SurveyCard:
    """One survey; wishes in an order that says nothing. Raises `NotAllowed`, `SurveyNotFound`."""
    _need(actor)
    found = _counted().filter(pk=survey).first()
    if found is None:
        raise SurveyNotFound(survey=survey)
    row, values = _row(found), values_on([POLICY, THEMES], clock.today())
    policy = needs_policy(values.get(POLICY))
    card = SurveyCard(row, topics_of(found.topics), found.most_choices, None, policy.smallest_group)
    if row.state is not RoundState.CLOSED:
        return card
    result = _result(row, list(SurveyTally.objects.filter(survey_id=survey).order_by("pk")), policy)
    if result.is_hidden:
        return SurveyCard(row, card.topics, card.most_choices, result, policy.smallest_group)
    wishes = list(SurveyAnswer.objects.filter(survey_id=survey).exclude(wish="").order_by("id").values_list("wish"))
    texts = [wish for (wish,) in wishes]
    shown = texts if len(texts) >= policy.smallest_group else []
    return SurveyCard(
        row=row,
        topics=card.topics,
        most_choices=card.most_choices,
        result=result,
        smallest_group=policy.smallest_group,
        themes=themes_of(shown, theme_words(values.get(THEMES))),
        wishes=tuple(shown[:WISHES_SHOWN]),
    )


def survey_results(institute: int, year: int) -> tuple[SurveyResult, ...]:
    """Closed surveys of a year, for its paper; unguarded, three statements."""
    rows = [_row(one) for one in _counted().filter(institute_id=institute, year=year, state=RoundState.CLOSED)]
    tallies: dict[int, list[SurveyTally]] = {row.id: [] for row in rows}
    for tally in SurveyTally.objects.filter(survey_id__in=list(tallies)).order_by("pk"):
        tallies[tally.survey_id].append(tally)
    policy = needs_policy(values_on([POLICY], clock.today()).get(POLICY))
    return tuple(_result(row, tallies[row.id], policy) for row in sorted(rows, key=lambda row: row.id))


def open_surveys(*, actor: Actor) -> tuple[OpenSurvey, ...]:
    """Surveys that wait for the actor's own answer, those that end soonest first; one statement."""
    if actor.person is None or not may_answer_survey(actor):
        return ()
    today = clock.today()
    waiting = SurveyInvitation.objects.filter(
        person_id=actor.person,
        has_answered=False,
        survey__state=RoundState.OPEN,
        survey__opens_on__lte=today,
        survey__closes_on__gte=today,
    )
    found = waiting.order_by("survey__closes_on", "survey_id")
    return tuple(OpenSurvey(*row) for row in found.values_list("survey_id", "survey__name", "survey__closes_on"))


def survey_form(*, actor: Actor, survey: int) -> SurveyForm:
    """The questions, for somebody who was asked and has not answered. Raises `SurveyNotFound` for all others."""
    if survey not in {waiting.id for waiting in open_surveys(actor=actor)}:
        raise SurveyNotFound(survey=survey)
    found = StaffSurvey.objects.get(pk=survey)
    return SurveyForm(
        id=found.pk,
        name=found.name,
        year=found.year,
        closes_on=found.closes_on,
        topics=topics_of(found.topics),
        most_choices=found.most_choices,
        asked=found.sample_size or found.population or 0,
        reach=SurveyReach(found.reach),
    )


def people_to_ask(on: date) -> list[int]:
    """Officials who serve on a day and are not on leave, ascending; five statements, unguarded."""
    careers = career_columns()
    official = codes(PersonKind)[PersonKind.OFFICIAL]
    serving = {int(careers.person[at]) for at in _at(careers.services, on)}
    away = {int(careers.person[at]) for at in _at(careers.absences, on)}
    officials = {int(one) for one in careers.person[careers.kind == official]}
    return sorted((serving & officials) - away)


def topics_of(plain: Sequence[Any]) -> tuple[Topic, ...]:
    """Topics as a survey keeps them."""
    return tuple(Topic(str(one["code"]), str(one["name"]), str(one.get("field", ""))) for one in plain)


def _at(spans: Any, on: date) -> list[int]:
    """Places of people whose span contains the day."""
    found: list[int] = spans.at[(spans.starts <= on) & (spans.ends >= on)].tolist()
    return found


def _need(actor: Actor) -> None:
    if not may_see_needs(actor):
        raise NotAllowed


def _counted() -> QuerySet[StaffSurvey]:
    answered = Count("invitations", filter=Q(invitations__has_answered=True))
    return StaffSurvey.objects.annotate(invited=Count("invitations"), came_back=answered)


def _row(found: StaffSurvey) -> SurveyRow:
    today, state, reach = clock.today(), RoundState(found.state), SurveyReach(found.reach)
    is_entered = reach is SurveyReach.ENTERED
    counted: Any = found
    return SurveyRow(
        id=found.pk,
        institute=found.institute_id,
        year=found.year,
        name=found.name,
        reach=reach,
        state=state,
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        population=found.population,
        asked=found.sample_size if is_entered else counted.invited,
        answered=(found.answered or 0) if is_entered else counted.came_back,
        sample_seed=found.sample_seed,
        takes_answers=state is RoundState.OPEN and found.opens_on <= today <= found.closes_on and not is_entered,
    )


def _result(row: SurveyRow, tallies: Sequence[SurveyTally], policy: NeedsPolicy) -> SurveyResult:
    is_hidden = row.answered < policy.smallest_group
    figures = () if is_hidden else tuple(SurveyFigure(one.topic, one.share_permille, one.count) for one in tallies)
    return SurveyResult(row.name, row.reach, row.population, row.asked, row.answered, figures, is_hidden)
