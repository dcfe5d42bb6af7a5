import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.plan.models import StaffSurvey, SurveyAnswer, SurveyInvitation, SurveyTally
from baeumgil.stages.plan.terms import RoundState
from tests.build import a_person
from tests.build_web import signed_in
from tests.doors.web.plan.needs_world import YEAR, a_world, held_clock

pytestmark = pytest.mark.django_db
__all__ = ["held_clock"]

MADE = {
    "name": "2027년 교육 수요 설문",
    "opens_on": "2026-09-01",
    "closes_on": "2026-09-30",
    "reach": "all",
    "topics": "인공지능 | D\n법제",
    "most_choices": "1",
}


def opened(client: Client, **changes: str) -> int:
    answer = client.post(f"/needs/surveys/new?year={YEAR}", MADE | changes)
    assert answer.status_code == 302, answer.content.decode()
    return StaffSurvey.objects.latest("pk").pk


def test_a_survey_is_made_answered_on_a_phone_closed_and_shown(client: Client) -> None:
    a_world()
    people = [a_person(f"직원{number}") for number in range(6)]
    signed_in(client, Role.TRAINING_OFFICE, person=a_person("담당"))
    assert "D" in client.get(f"/needs/surveys/new?year={YEAR}").content.decode()
    survey = opened(client)
    assert SurveyInvitation.objects.count() == 7
    for person in people:
        signed_in(client, person=person)
        page = client.get(f"/surveys/{survey}").content.decode()
        assert "누구의 답인지 남지 않습니다" in page
        answer = client.post(f"/surveys/{survey}", {"choices": ["t1"], "wish": "AI 실습을 더"})
        assert answer["Location"] == "/"
        assert client.get(f"/surveys/{survey}").status_code == 404
        assert client.post(f"/surveys/{survey}", {"choices": ["t1"]}).status_code == 404
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get(f"/needs/surveys/{survey}").content.decode()
    assert "결과는 마감한 뒤에 보입니다" in page
    assert "AI 실습을 더" not in page
    assert client.post(f"/needs/surveys/{survey}/close").status_code == 302
    page = client.get(f"/needs/surveys/{survey}").content.decode()
    assert "100.0%" in page
    assert "AI 실습을 더" in page
    assert "85.7%" in page
    assert client.post(f"/needs/surveys/{survey}/close").status_code == 409


def test_few_answers_show_nothing(client: Client) -> None:
    a_world()
    person = a_person()
    signed_in(client, Role.TRAINING_OFFICE)
    survey = opened(client)
    signed_in(client, person=person)
    client.post(f"/surveys/{survey}", {"choices": ["t2"], "wish": "쉬고 싶습니다"})
    signed_in(client, Role.TRAINING_OFFICE)
    client.post(f"/needs/surveys/{survey}/close")
    page = client.get(f"/needs/surveys/{survey}").content.decode()
    assert "응답이 5명보다 적으면" in page
    assert "쉬고 싶습니다" not in page


def test_too_many_choices_are_refused_and_nothing_is_kept(client: Client) -> None:
    a_world()
    person = a_person()
    signed_in(client, Role.TRAINING_OFFICE)
    survey = opened(client)
    signed_in(client, person=person)
    answer = client.post(f"/surveys/{survey}", {"choices": ["t1", "t2"], "wish": "둘 다"})
    assert answer.status_code == 400
    assert "1개까지 고를 수 있습니다" in answer.content.decode()
    assert "둘 다" in answer.content.decode()
    assert not SurveyAnswer.objects.exists()
    assert not SurveyInvitation.objects.filter(has_answered=True).exists()


def test_a_survey_as_typed_may_be_wrong(client: Client) -> None:
    a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    wrong = MADE | {"reach": "sample", "sample_size": "500", "topics": "가 | 없음"}
    answer = client.post(f"/needs/surveys/new?year={YEAR}", wrong)
    assert answer.status_code == 400
    assert "표본 크기가 알맞지 않습니다" in answer.content.decode()
    assert not StaffSurvey.objects.exists()


def test_a_sample_publishes_its_seed(client: Client) -> None:
    a_world()
    for _number in range(9):
        a_person()
    signed_in(client, Role.TRAINING_OFFICE)
    survey = opened(client, reach="sample", sample_size="4")
    found = StaffSurvey.objects.get(pk=survey)
    assert SurveyInvitation.objects.count() == 4
    assert found.sample_seed in client.get(f"/needs/surveys/{survey}").content.decode()


def test_results_from_elsewhere_are_entered_as_published(client: Client) -> None:
    a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    typed = {
        "name": "2018년 수요조사",
        "opens_on": "2026-08-01",
        "closes_on": "2026-08-31",
        "population": "43366",
        "answered": "4380",
        "tallies": "직무전문 | 31 | D\n정보화 | 23%\n리더십 | 19\n외국어 | 11",
    }
    address = f"/needs/surveys/enter?year={YEAR}"
    assert client.post(address, typed | {"tallies": "직무 | 많이"}).status_code == 400
    assert client.post(address, typed | {"tallies": "직무 | 120"}).status_code == 400
    assert not StaffSurvey.objects.exists()
    assert client.post(address, typed).status_code == 302
    assert sum(tally.share_permille or 0 for tally in SurveyTally.objects.all()) == 840
    page = client.get(f"/needs/surveys/{StaffSurvey.objects.get().pk}").content.decode()
    assert "비율의 합은 84.0%입니다" in page
    assert "응답률 10.1%" in page
    assert "31.0%" in client.get(f"/needs?year={YEAR}").content.decode()


def test_surveys_are_managed_by_the_office_alone(client: Client) -> None:
    a_world()
    signed_in(client, Role.TRAINING_OFFICE)
    survey = opened(client)
    signed_in(client, Role.AUDITOR)
    assert client.get(f"/needs/surveys?year={YEAR}").status_code == 200
    assert client.get("/needs/surveys/new").status_code == 403
    assert client.get("/needs/surveys/enter").status_code == 403
    assert client.post(f"/needs/surveys/{survey}/close").status_code == 403
    assert StaffSurvey.objects.get().state == RoundState.OPEN
    signed_in(client, Role.OFFICIAL)
    assert client.get("/needs/surveys").status_code == 403
    assert client.get(f"/needs/surveys/{survey}").status_code == 403
    assert client.get(f"/surveys/{survey}").status_code == 404
