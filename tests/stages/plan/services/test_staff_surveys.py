"""Anonymous surveys: who answered is known, what somebody answered is not."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AuditEntry
from baeumgil.stages.people.terms import AbsenceKind
from baeumgil.stages.plan.errors import InstituteNotFound, NeedsInvalid, SurveyNotFound, SurveyOver
from baeumgil.stages.plan.models import StaffSurvey, SurveyAnswer, SurveyInvitation, SurveyTally
from baeumgil.stages.plan.queries.surveys import (
    open_surveys,
    people_to_ask,
    survey_card,
    survey_form,
    survey_results,
    surveys,
)
from baeumgil.stages.plan.rules.needs_drafts import SurveyDraft, TallyDraft
from baeumgil.stages.plan.rules.survey_counting import Topic
from baeumgil.stages.plan.rules.survey_drawing import drawn
from baeumgil.stages.plan.services.staff_surveys import answer_survey, close_survey, enter_tallies, open_survey
from baeumgil.stages.plan.terms import RoundState, SurveyReach
from tests.build import a_guest, a_person, an_actor
from tests.build_plan import a_field, an_institute

pytestmark = pytest.mark.django_db
TODAY, YEAR = date(2026, 9, 10), 2027
DRAFT = SurveyDraft(
    "수요 설문",
    date(2026, 9, 1),
    date(2026, 9, 30),
    (Topic("ai", "인공지능", "D"), Topic("law", "법제")),
    most_choices=2,
)


@pytest.fixture(autouse=True)
def _today() -> object:
    with clock.fixed(TODAY):
        yield


def the_office() -> Actor:
    return an_actor(Role.TRAINING_OFFICE)


def a_survey(draft: SurveyDraft = DRAFT) -> int:
    institute = an_institute()
    a_field(institute=institute, code="D")
    return open_survey(actor=the_office(), institute=institute, year=YEAR, draft=draft)


def test_those_who_serve_and_are_there_are_asked() -> None:
    here = [a_person(), a_person()]
    a_person(left_on=date(2025, 1, 1))
    a_person(absences=[(AbsenceKind.LEAVE, date(2026, 1, 1), None)])
    a_person(appointed_on=date(2026, 12, 1))
    back = a_person(absences=[(AbsenceKind.LEAVE, date(2025, 1, 1), date(2025, 6, 1))])
    a_guest()
    assert people_to_ask(TODAY) == sorted([*here, back])
    survey = a_survey()
    assert list(SurveyInvitation.objects.order_by("person_id").values_list("person_id", flat=True)) == [*here, back]
    assert StaffSurvey.objects.get(pk=survey).population == 3


def test_anybody_can_draw_the_sample_again_from_the_published_seed() -> None:
    people = [a_person() for _number in range(12)]
    survey = a_survey(
        SurveyDraft("가", DRAFT.opens_on, DRAFT.closes_on, DRAFT.topics, SurveyReach.SAMPLE, 5, most_choices=1)
    )
    found = StaffSurvey.objects.get(pk=survey)
    asked = tuple(SurveyInvitation.objects.order_by("person_id").values_list("person_id", flat=True))
    assert asked == drawn(people, 5, found.sample_seed)
    assert (found.sample_size, found.population, len(found.sample_seed)) == (5, 12, 32)


def test_no_way_leads_from_an_answer_to_a_person() -> None:
    """Neither a column, nor a time, nor a number that counts upwards; the audit log tells no choice."""
    columns = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert columns == {"id", "survey", "choices", "wish"}
    assert SurveyAnswer._meta.pk.get_internal_type() == "UUIDField"
    columns = {field.name for field in SurveyInvitation._meta.get_fields()}
    assert columns == {"id", "survey", "person", "has_answered"}
    people = [a_person() for _number in range(3)]
    survey = a_survey()
    answer_survey(actor=an_actor(person=people[0]), survey=survey, choices=["law"], wish="비밀 바람")
    entry = AuditEntry.objects.order_by("number").last()
    assert entry is not None
    assert entry.facts == {"survey": survey}
    assert "비밀" not in str(entry.subject)


def test_closing_writes_every_answer_anew_and_counts() -> None:
    people = [a_person() for _number in range(8)]
    survey = a_survey()
    for number, person in enumerate(people[:6]):
        choices = ["ai", "law"] if number < 3 else ["ai"]
        answer_survey(actor=an_actor(person=person), survey=survey, choices=choices, wish=f"{number}")
    before = set(SurveyAnswer.objects.values_list("pk", flat=True))
    close_survey(actor=the_office(), survey=survey)
    after = SurveyAnswer.objects.order_by("pk")
    assert before.isdisjoint(answer.pk for answer in after)
    assert sorted((answer.wish, answer.choices) for answer in after) == [
        (f"{number}", ["ai", "law"] if number < 3 else ["ai"]) for number in range(6)
    ]
    tallies = SurveyTally.objects.order_by("pk").values_list("topic", "count", "share_permille", "field__code")
    assert list(tallies) == [("인공지능", 6, 1_000, "D"), ("법제", 3, 500, None)]
    found = StaffSurvey.objects.get(pk=survey)
    assert (found.state, found.answered) == (RoundState.CLOSED, 6)
    with pytest.raises(SurveyOver):
        close_survey(actor=the_office(), survey=survey)


def test_one_answers_once_and_only_when_asked_and_while_it_runs() -> None:
    asked = a_person()
    survey = a_survey()
    later = a_person()
    actor = an_actor(person=asked)
    assert [one.id for one in open_surveys(actor=actor)] == [survey]
    assert survey_form(actor=actor, survey=survey).most_choices == 2
    with pytest.raises(NeedsInvalid):
        answer_survey(actor=actor, survey=survey, choices=["없는 것"])
    with pytest.raises(SurveyNotFound):
        answer_survey(actor=an_actor(person=later), survey=survey, choices=["ai"])
    with pytest.raises(NotAllowed):
        answer_survey(actor=an_actor(), survey=survey, choices=["ai"])
    with clock.fixed(date(2026, 10, 1)), pytest.raises(SurveyOver):
        answer_survey(actor=actor, survey=survey, choices=["ai"])
    assert not SurveyAnswer.objects.exists()
    answer_survey(actor=actor, survey=survey, choices=["ai"])
    with pytest.raises(SurveyOver):
        answer_survey(actor=actor, survey=survey, choices=["law"])
    assert [answer.choices for answer in SurveyAnswer.objects.all()] == [["ai"]]
    assert open_surveys(actor=actor) == ()
    assert open_surveys(actor=the_office()) == ()
    with pytest.raises(SurveyNotFound):
        survey_form(actor=actor, survey=survey)


def test_results_wait_for_the_end_and_for_enough_answers() -> None:
    people = [a_person() for _number in range(6)]
    survey = a_survey()
    institute = StaffSurvey.objects.get(pk=survey).institute_id
    for person in people[:4]:
        answer_survey(actor=an_actor(person=person), survey=survey, choices=["ai"])
    assert survey_card(actor=the_office(), survey=survey).result is None
    assert survey_results(institute, YEAR) == ()
    [row] = surveys(actor=the_office(), institute=institute, year=YEAR)
    assert (row.asked, row.answered, row.takes_answers) == (6, 4, True)
    close_survey(actor=the_office(), survey=survey)
    card = survey_card(actor=the_office(), survey=survey)
    assert card.result is not None
    assert (card.result.is_hidden, card.result.figures, card.wishes) == (True, (), ())
    assert survey_results(institute, YEAR)[0].is_hidden
    with pytest.raises(NotAllowed):
        survey_card(actor=an_actor(Role.LIAISON), survey=survey)


def test_shares_from_elsewhere_are_never_forced_to_the_whole() -> None:
    institute = an_institute()
    shares = {"직무전문": 310, "정보화": 230, "리더십": 190, "외국어": 110}
    survey = enter_tallies(
        actor=the_office(),
        institute=institute,
        year=2018,
        name="2018 수요조사",
        opens_on=date(2017, 9, 1),
        closes_on=date(2017, 9, 30),
        answered=4_380,
        population=43_366,
        tallies=[TallyDraft(topic, share) for topic, share in shares.items()],
    )
    [result] = survey_results(institute, 2018)
    assert {figure.topic: figure.share_permille for figure in result.figures} == shares
    assert (result.answered, result.population, result.is_hidden) == (4_380, 43_366, False)
    with pytest.raises(SurveyOver):
        close_survey(actor=the_office(), survey=survey)


def test_only_the_office_asks_and_every_problem_is_told() -> None:
    institute = an_institute()
    with pytest.raises(NotAllowed):
        open_survey(actor=an_actor(Role.HEAD), institute=institute, year=YEAR, draft=DRAFT)
    with pytest.raises(InstituteNotFound):
        open_survey(actor=the_office(), institute=999, year=YEAR, draft=DRAFT)
    with clock.fixed(date(2026, 10, 1)), pytest.raises(NeedsInvalid) as refused:
        open_survey(actor=the_office(), institute=institute, year=1800, draft=DRAFT)
    assert [problem.field for problem in refused.value.problems] == ["year", "topics", "", "closes_on"]
    with pytest.raises(NotAllowed):
        close_survey(actor=an_actor(Role.AUDITOR), survey=a_survey_row(institute))
    with pytest.raises(SurveyNotFound):
        close_survey(actor=the_office(), survey=999)
    assert StaffSurvey.objects.filter(state=RoundState.CLOSED).count() == 0


def a_survey_row(institute: int) -> int:
    made = StaffSurvey.objects.create(
        institute_id=institute,
        year=YEAR,
        name="가",
        reach=SurveyReach.ALL,
        opens_on=TODAY,
        closes_on=TODAY,
        state=RoundState.OPEN,
    )
    return made.pk
