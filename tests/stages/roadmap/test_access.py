"""Who may do what in the roadmap."""

from collections.abc import Callable

import pytest

from baeumgil.core.actors import Actor, ActorKind, Role
from baeumgil.stages.roadmap import access
from tests.build import an_actor

HERE, THERE = 1, 2
EVERYBODY: list[Role | None] = [None, *Role]


def allowed(may: Callable[[Actor], bool], units: list[int] | None = None) -> set[Role | None]:
    return {role for role in EVERYBODY if may(an_actor(role, units=units))}


@pytest.mark.parametrize("units", [None, [HERE]])
def test_roads_are_seen_by_liaison_head_office_and_auditor_within_their_units(units: list[int] | None) -> None:
    seers = {Role.LIAISON, Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR}
    assert allowed(lambda actor: access.may_see_road(actor, person=9, unit=HERE), units) == seers
    assert allowed(access.may_see_board, units) == seers
    elsewhere = allowed(lambda actor: access.may_see_road(actor, person=9, unit=THERE), units)
    assert elsewhere == (seers if units is None else set())


def test_people_without_a_unit_are_seen_only_by_who_sees_everybody() -> None:
    assert allowed(lambda actor: access.may_see_road(actor, person=9, unit=None), [HERE]) == set()
    assert Role.AUDITOR in allowed(lambda actor: access.may_see_road(actor, person=9, unit=None))


def test_ones_own_road_is_always_seen() -> None:
    assert access.may_see_road(an_actor(person=9), person=9, unit=None)
    assert not access.may_see_road(an_actor(person=8), person=9, unit=None)
    assert not access.may_see_road(Actor.nobody(), person=9, unit=HERE)


def test_rules_and_records_are_changed_by_the_whole_citys_office_alone() -> None:
    for may in (access.may_edit_rules, access.may_import_records):
        assert allowed(may) == {Role.TRAINING_OFFICE}
        assert allowed(may, [HERE]) == set()


def test_exemptions_are_granted_by_the_office_within_its_units() -> None:
    assert allowed(lambda actor: access.may_exempt(actor, unit=HERE), [HERE]) == {Role.TRAINING_OFFICE}
    assert allowed(lambda actor: access.may_exempt(actor, unit=THERE), [HERE]) == set()
    assert allowed(lambda actor: access.may_exempt(actor, unit=None)) == {Role.TRAINING_OFFICE}


def test_forecasts_are_for_heads_office_and_auditors() -> None:
    assert allowed(access.may_see_forecast) == {Role.HEAD, Role.TRAINING_OFFICE, Role.AUDITOR}


def test_whoever_signed_in_may_read_what_obliges_them() -> None:
    assert allowed(access.may_see_rules) == set(EVERYBODY)
    assert not access.may_see_rules(Actor.nobody())


def test_the_command_line_and_the_worker_may_all() -> None:
    for actor in (Actor.operator("시험"), Actor.system("시험")):
        assert access.may_edit_rules(actor)
        assert access.may_exempt(actor, unit=None)
        assert access.may_recompute(actor)
        assert access.may_see_board(actor)
        assert access.may_see_forecast(actor)
        assert access.may_see_road(actor, person=9, unit=None)


def test_a_key_reads_what_its_scope_names_and_changes_nothing() -> None:
    key = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({access.READ_ROADMAP}))
    other = Actor(kind=ActorKind.API_KEY, label="열쇠", scopes=frozenset({"people:read"}))
    for may in (access.may_see_board, access.may_see_forecast, access.may_see_rules):
        assert (may(key), may(other)) == (True, False)
    for may in (access.may_edit_rules, access.may_import_records, access.may_recompute):
        assert may(key) is False
