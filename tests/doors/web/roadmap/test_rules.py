import pytest
from django.test import Client

from baeumgil.core.actors import Role
from baeumgil.stages.roadmap.models import RuleSet, RuleSetVersion
from baeumgil.stages.roadmap.queries.rulesets import in_force, rule_set
from tests.build_web import signed_in
from tests.doors.web.office.city import a_city, own_rules, template, the_rules

pytestmark = pytest.mark.django_db
NOT_THE_OFFICE = [Role.OFFICIAL, Role.LIAISON, Role.HEAD, Role.AUDITOR, Role.SYSTEM_ADMIN]


def test_the_list_names_what_is_in_force_and_what_is_shipped(client: Client) -> None:
    the_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    page = client.get("/rules").content.decode()
    assert "고양 2024" in page
    assert "적용 중" in page
    assert "서울" in page
    assert "경남" in page


def test_a_set_is_shown_as_a_road_with_reasons_and_what_its_source_leaves_open(client: Client) -> None:
    number = the_rules()
    signed_in(client, Role.OFFICIAL)
    page = client.get(f"/rules/{number}").content.decode()
    assert page.count('class="bg-rule ') == len(rule_set(number).stages)
    assert "근거" in page
    assert "원문에 없어 정해야 할 것" in page
    assert "사본 만들기" not in page


def test_a_copy_is_made_put_in_force_and_named(client: Client) -> None:
    the_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    made = client.post(f"/rules/{template()}/adopt", {"name": "우리 규칙"})
    assert made.status_code == 302
    number = int(made["Location"].rsplit("/", 1)[1])
    assert client.post(f"/rules/{number}/in-force").status_code == 302
    assert in_force().name == "우리 규칙"


def test_a_copy_needs_a_name(client: Client) -> None:
    the_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    before = RuleSet.objects.count()
    answer = client.post(f"/rules/{template()}/adopt", {"name": ""})
    assert answer.status_code == 400
    assert RuleSet.objects.count() == before


@pytest.mark.parametrize("role", NOT_THE_OFFICE)
def test_only_the_training_office_changes_rules(client: Client, role: Role) -> None:
    city = a_city()
    own = own_rules()
    signed_in(client, role, unit=city.division if role in {Role.LIAISON, Role.HEAD} else None)
    before = (RuleSet.objects.count(), RuleSetVersion.objects.count(), in_force().rule_set)
    posts = [
        (f"/rules/{own}/adopt", {"name": "또 하나"}),
        (f"/rules/{own}/in-force", {}),
        (f"/rules/{own}/restore/1", {}),
        (f"/rules/{own}/draft/save", {"note": "까닭", "base_number": "1"}),
        (f"/rules/{own}/draft/stages/0", {}),
        (f"/rules/{own}/draft/stages/0/remove", {}),
        (f"/rules/{own}/draft/discard", {}),
    ]
    assert [client.post(path, data).status_code for path, data in posts] == [403] * len(posts)
    assert client.get(f"/rules/{own}/draft").status_code == 403
    assert (RuleSet.objects.count(), RuleSetVersion.objects.count(), in_force().rule_set) == before


def test_an_unknown_set_is_not_found(client: Client) -> None:
    the_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    assert client.get("/rules/99999").status_code == 404
    assert client.get(f"/rules/{template()}?number=99").status_code == 404


def test_shipped_rules_cannot_be_edited(client: Client) -> None:
    number = the_rules()
    signed_in(client, Role.TRAINING_OFFICE)
    answer = client.get(f"/rules/{number}/draft")
    assert answer.status_code == 409
    assert "사본" in answer.content.decode()
