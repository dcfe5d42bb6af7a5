import pytest

from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.stages.people import access
from tests.build import an_actor, the_operator

HERE, ELSEWHERE = 1, 2
READERS = {Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR}


@pytest.mark.parametrize("role", Role)
def test_a_reader_sees_people_of_the_granted_units_only(role: Role) -> None:
    actor = an_actor(role, units=[HERE], person=7)
    assert access.may_see_person(actor, 7, ELSEWHERE)
    assert access.may_see_person(actor, 8, HERE) == (role in READERS)
    assert not access.may_see_person(actor, 8, ELSEWHERE)
    assert not access.may_see_person(actor, 8, None)
    assert access.may_list_people(actor) == (role in READERS)


@pytest.mark.parametrize("role", Role)
def test_only_the_training_office_of_the_whole_city_changes_rosters_and_units(role: Role) -> None:
    everywhere, here = an_actor(role), an_actor(role, units=[HERE])
    office = role is Role.TRAINING_OFFICE
    for may in (access.may_import_roster, access.may_edit_organisation, access.may_register_people):
        assert may(everywhere) == office
        assert not may(here)
    assert access.may_edit_person(here, HERE) == office
    assert not access.may_edit_person(here, ELSEWHERE)
    assert access.may_edit_person(everywhere, None) == office
    assert access.may_see_rosters(everywhere) == (role in {Role.TRAINING_OFFICE, Role.AUDITOR})
    assert not access.may_see_rosters(here)
    assert access.may_seed_policies(everywhere) == (role is Role.SYSTEM_ADMIN)


def test_the_operator_may_all_and_a_visitor_nothing() -> None:
    operator, nobody = the_operator(), Actor.nobody()
    assert access.may_import_roster(operator)
    assert access.may_see_person(operator, 1, None)
    assert access.may_seed_policies(operator)
    assert access.may_see_organisation(operator)
    assert not access.may_import_roster(nobody)
    assert not access.may_see_person(nobody, 1, HERE)
    assert not access.may_see_organisation(nobody)
    assert not access.may_list_people(nobody)


def test_an_api_key_reads_people_only_with_the_scope() -> None:
    key = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({access.READ_PEOPLE}))
    other = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"roadmap:read"}))
    assert access.may_see_person(key, 1, None)
    assert not access.may_import_roster(key)
    assert not access.may_see_person(other, 1, HERE)
