import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.doors.web.roadmap.stage_editor import StageEditor
from baeumgil.stages.roadmap.models import RuleSetVersion
from baeumgil.stages.roadmap.queries.rulesets import rule_set
from baeumgil.stages.roadmap.services.rulesets import save_version
from baeumgil.stages.roadmap.terms import RuleSetId
from tests.build_web import signed_in
from tests.doors.web.office.city import OPERATOR, a_city, own_rules
from tests.doors.web.roadmap.test_stage_editor import typed_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(client: Client) -> RuleSetId:
    """The city's own rules, and the office before them."""
    a_city(2)
    made = own_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    return made


def typed(own: RuleSetId, place: int = 0, **changed: str) -> dict[str, object]:
    data = typed_back(StageEditor.of(rule_set(own).stages[place]))
    for name, value in changed.items():
        data[name.replace("__", "-")] = value
    return {name: data.getlist(name) for name in data}


def test_a_change_waits_in_the_draft_until_it_is_saved(client: Client, own: RuleSetId) -> None:
    assert client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음")).status_code == 302
    assert rule_set(own).stages[0].name != "첫 걸음"
    draft = client.get(f"/rules/{own}/draft").content.decode()
    assert "첫 걸음" in draft
    assert "바꾼 것 1가지" in draft
    assert "저장하지 않은 초안이 있습니다" in client.get(f"/rules/{own}").content.decode()
    saved = client.post(f"/rules/{own}/draft/save", {"note": "이름을 바로잡음", "base_number": "1"})
    assert saved.status_code == 302
    row = rule_set(own)
    assert (row.number, row.stages[0].name, row.versions[0].note) == (2, "첫 걸음", "이름을 바로잡음")
    assert "바꾼 것" not in client.get(f"/rules/{own}/draft").content.decode()


def test_the_effect_on_the_own_people_is_shown_before_saving(client: Client, own: RuleSetId) -> None:
    answer = client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__closes_months="60") | {"effect": ["1"]})
    assert answer["Location"] == f"/rules/{own}/draft?effect=1#effect"
    page = client.get(f"/rules/{own}/draft?effect=1").content.decode()
    assert "살핀 사람" in page
    assert RuleSetVersion.objects.filter(rule_set=own).count() == 1


def test_stages_are_added_and_removed(client: Client, own: RuleSetId) -> None:
    count = len(rule_set(own).stages)
    new = typed(own, stage__code="brand_new", stage__name="새 단계", courses__0__code="BRAND-NEW")
    added = client.post(f"/rules/{own}/draft/stages/new", new)
    assert added.status_code == 302, added.content.decode()
    assert client.post(f"/rules/{own}/draft/stages/0/remove").status_code == 302
    client.post(f"/rules/{own}/draft/save", {"note": "넣고 뺌", "base_number": "1"})
    stages = rule_set(own).stages
    assert len(stages) == count
    assert "brand_new" in {stage.code for stage in stages}


def test_what_was_typed_stays_when_a_stage_is_refused(client: Client, own: RuleSetId) -> None:
    answer = client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음", stage__basis=""))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="첫 걸음"' in page
    assert "근거를 적으세요" in page
    assert "바꾼 것" not in client.get(f"/rules/{own}/draft").content.decode()


def test_rules_that_contradict_themselves_are_named(client: Client, own: RuleSetId) -> None:
    answer = client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__opens_months="24", stage__due_months="1"))
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_another_line_keeps_everything(client: Client, own: RuleSetId) -> None:
    answer = client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음") | {"more": ["courses"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="첫 걸음"' in page
    assert 'name="courses-2-name"' in page


def test_saving_needs_a_note(client: Client, own: RuleSetId) -> None:
    client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음"))
    answer = client.post(f"/rules/{own}/draft/save", {"note": "", "base_number": "1"})
    assert answer.status_code == 400
    assert rule_set(own).number == 1


def test_somebody_elses_version_in_between_refuses_the_save_and_keeps_the_draft(client: Client, own: RuleSetId) -> None:
    client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음"))
    stages = rule_set(own).stages
    save_version(actor=OPERATOR, rule_set=own, base_number=1, stages=stages[:-1], note="딴 사람")
    answer = client.post(f"/rules/{own}/draft/save", {"note": "까닭", "base_number": "1"})
    assert answer.status_code == 409
    assert rule_set(own).number == 2
    assert "첫 걸음" in client.get(f"/rules/{own}/draft").content.decode()


def test_a_draft_can_be_dropped(client: Client, own: RuleSetId) -> None:
    client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음"))
    client.get(f"/rules/{own}/draft")
    assert client.post(f"/rules/{own}/draft/discard").status_code == 302
    assert "첫 걸음" not in client.get(f"/rules/{own}/draft").content.decode()


def test_versions_are_compared_and_an_earlier_one_comes_back(client: Client, own: RuleSetId) -> None:
    client.post(f"/rules/{own}/draft/stages/0", typed(own, stage__name="첫 걸음"))
    client.post(f"/rules/{own}/draft/save", {"note": "이름", "base_number": "1"})
    page = client.get(f"/rules/{own}/compare?before=1&after=2").content.decode()
    assert "단계 1개가 다릅니다" in page
    assert "첫 걸음" in page
    assert client.get(f"/rules/{own}/compare?before=1&after=9").status_code == 400
    old = client.get(f"/rules/{own}?number=1").content.decode()
    assert "지난 판입니다" in old
    assert client.post(f"/rules/{own}/restore/1").status_code == 302
    row = rule_set(own)
    assert (row.number, row.stages[0].name != "첫 걸음") == (3, True)


@pytest.mark.parametrize("path", ["stages/99", "stages/99/remove"])
def test_a_place_that_is_not_there_is_not_found(client: Client, own: RuleSetId, path: str) -> None:
    assert client.post(f"/rules/{own}/draft/{path}").status_code == 404
