"""직원 수요조사: asked, answered without a name, closed and counted; or results from elsewhere entered."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import date

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.stages.plan.access import may_answer_survey, may_manage_needs
from baeumgil.stages.plan.errors import InstituteNotFound, NeedsInvalid, SurveyNotFound, SurveyOver
from baeumgil.stages.plan.models import (
    Field,
    Institute,
    StaffSurvey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyTally,
)
from baeumgil.stages.plan.queries.surveys import people_to_ask, topics_of
from baeumgil.stages.plan.rules.needs_drafts import (
    SurveyDraft,
    TallyDraft,
    check_choices,
    check_days,
    check_survey,
    check_tallies,
)
from baeumgil.stages.plan.rules.survey_counting import counted, share_permille
from baeumgil.stages.plan.rules.survey_drawing import drawn
from baeumgil.stages.plan.terms import RoundState, SurveyReach

BATCH = 1_000


@action("plan.open_survey")
def open_survey(*, actor: Actor, institute: int, year: int, draft: SurveyDraft) -> int:
    """Ask all officials who serve today, or a sample drawn under a published seed; people on leave are not asked.

    The survey takes answers from its first day to its last. Raises `NeedsInvalid`, `InstituteNotFound`.
    """
    allow(may_manage_needs(actor))
    fields = _fields(institute)
    people = people_to_ask(clock.today())
    problems = [
        *check_days(year, draft.opens_on, draft.closes_on),
        *check_survey(draft, frozenset(fields), len(people)),
    ]
    if draft.closes_on < clock.today():
        problems.append(
            Problem(
                "days",
                Said("마감일이 이미 지났습니다.", "The last day is past already."),
                Said("오늘 이후의 날로 고치세요.", "Choose today or a later day."),
                field="closes_on",
            )
        )
    if problems:
        raise NeedsInvalid(problems)
    is_sample = draft.reach is SurveyReach.SAMPLE
    seed = draft.seed or (secrets.token_hex(16) if is_sample else "")
    asked = drawn(people, draft.sample_size or 0, seed) if is_sample else people
    made = StaffSurvey.objects.create(
        institute_id=institute,
        year=year,
        name=draft.name.strip()[:120],
        reach=draft.reach,
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        state=RoundState.OPEN,
        topics=[{"code": one.code, "name": one.name, "field": one.field} for one in draft.topics],
        most_choices=draft.most_choices,
        sample_size=len(asked) if is_sample else None,
        sample_seed=seed[:64],
        population=len(people),
    )
    SurveyInvitation.objects.bulk_create(
        [SurveyInvitation(survey=made, person_id=person) for person in asked], batch_size=BATCH
    )
    record(f"직원 설문 {made.name}", survey=made.pk, year=year, people=len(asked))
    return made.pk


@action("plan.answer_survey")
def answer_survey(*, actor: Actor, survey: int, choices: Sequence[str], wish: str = "") -> None:
    """Give one's own answer, once. That one has answered is kept with the person; what one answered is not.

    Raises `SurveyNotFound` for whoever was not asked, `SurveyOver`, `NeedsInvalid`.
    """
    allow(may_answer_survey(actor))
    found = _held(survey)
    invited = SurveyInvitation.objects.filter(survey=found, person_id=actor.person or 0)
    if not invited.exists():
        raise SurveyNotFound(survey=survey)
    if found.state != RoundState.OPEN or not found.opens_on <= clock.today() <= found.closes_on:
        raise SurveyOver(survey=survey)
    problems = list(check_choices(choices, wish, topics_of(found.topics), found.most_choices))
    if problems:
        raise NeedsInvalid(problems)
    if not invited.filter(has_answered=False).update(has_answered=True):
        raise SurveyOver(survey=survey)
    SurveyAnswer.objects.create(survey=found, choices=sorted(set(choices)), wish=wish.strip())
    record(f"직원 설문 응답 {found.name}", survey=survey)


@action("plan.close_survey")
def close_survey(*, actor: Actor, survey: int) -> None:
    """Take no more answers, count them, and store them anew in a new random order. Closing is final."""
    found = _held(survey)
    allow(may_manage_needs(actor))
    if found.state != RoundState.OPEN or found.reach == SurveyReach.ENTERED:
        raise SurveyOver(survey=survey)
    answers = list(SurveyAnswer.objects.filter(survey=found).values_list("choices", "wish"))
    _mix(found, answers)
    fields = _fields(found.institute_id)
    SurveyTally.objects.bulk_create(
        [
            SurveyTally(
                survey=found,
                topic=topic.name[:120],
                field_id=fields.get(topic.field),
                share_permille=_at_most_whole(share_permille(count, len(answers))),
                count=count,
            )
            for topic, count in counted(topics_of(found.topics), (choices for choices, _wish in answers))
        ]
    )
    StaffSurvey.objects.filter(pk=survey).update(state=RoundState.CLOSED, answered=len(answers))
    record(f"직원 설문 마감 {found.name}", survey=survey, answers=len(answers))


@action("plan.enter_tallies")
def enter_tallies(
    *,
    actor: Actor,
    institute: int,
    year: int,
    name: str,
    opens_on: date,
    closes_on: date,
    answered: int,
    tallies: Sequence[TallyDraft],
    population: int | None = None,
) -> int:
    """Keep the results of a survey held elsewhere; the survey. Shares stay as they were published.

    Seoul 2018: 4,380 answers, shares that sum to 84 %. Raises `NeedsInvalid`, `InstituteNotFound`.
    """
    allow(may_manage_needs(actor))
    fields = _fields(institute)
    problems = [
        *check_days(year, opens_on, closes_on),
        *check_tallies(tallies, frozenset(fields), population=population, answered=answered),
    ]
    if not name.strip():
        problems.append(
            Problem(
                "name",
                Said("설문 이름이 없습니다.", "The survey has no name."),
                Said("설문 이름을 적으세요.", "Give the survey a name."),
                field="name",
            )
        )
    if problems:
        raise NeedsInvalid(problems)
    made = StaffSurvey.objects.create(
        institute_id=institute,
        year=year,
        name=name.strip()[:120],
        reach=SurveyReach.ENTERED,
        opens_on=opens_on,
        closes_on=closes_on,
        state=RoundState.CLOSED,
        population=population,
        answered=answered,
    )
    SurveyTally.objects.bulk_create(
        [
            SurveyTally(
                survey=made,
                topic=tally.topic.strip()[:120],
                field_id=fields.get(tally.field),
                share_permille=tally.share_permille,
                count=tally.count,
            )
            for tally in tallies
        ]
    )
    record(f"직원 설문 결과 {made.name}", survey=made.pk, year=year, answers=answered)
    return made.pk


def _mix(survey: StaffSurvey, answers: Sequence[tuple[list[str], str]]) -> None:
    """Write the answers anew under new keys, in their order, so that not even the disk knows who came first."""
    SurveyAnswer.objects.filter(survey=survey).delete()
    anew = [SurveyAnswer(id=uuid.uuid4(), survey=survey, choices=choices, wish=wish) for choices, wish in answers]
    SurveyAnswer.objects.bulk_create(sorted(anew, key=lambda answer: answer.id), batch_size=BATCH)


def _at_most_whole(share: int | None) -> int | None:
    return None if share is None else min(share, 1_000)


def _fields(institute: int) -> dict[str, int]:
    """Fields by code. Raises `InstituteNotFound`."""
    if not Institute.objects.filter(pk=institute).exists():
        raise InstituteNotFound(institute=institute)
    return dict(Field.objects.filter(institute_id=institute).values_list("code", "pk"))


def _held(survey: int) -> StaffSurvey:
    held = hold(StaffSurvey, [survey])
    if not held or not isinstance(held[0], StaffSurvey):
        raise SurveyNotFound(survey=survey)
    return held[0]
