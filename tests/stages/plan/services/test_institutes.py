"""교육훈련기관, fields and goals are set up, and set up again."""

import pytest

from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.people.terms import Authority
from baeumgil.stages.plan.errors import CatalogueInvalid, InstituteNotFound
from baeumgil.stages.plan.models import Field, Goal, Institute
from baeumgil.stages.plan.queries.institutes import (
    InstituteRow,
    institute_by_code,
    institutes,
    own_institute,
    own_units,
)
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft
from baeumgil.stages.plan.services.institutes import set_own_units, set_up_fields, set_up_goals, set_up_institute
from baeumgil.stages.plan.terms import LegalKind
from tests.build import a_unit, an_actor, the_operator
from tests.build_plan import a_course, a_field, an_institute

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)


def an_own(name: str = "배움시 인재개발원") -> int:
    return set_up_institute(actor=OFFICE, code="own", name=name, body_name="배움시")


def test_the_own_institute_is_the_first_that_is_no_example() -> None:
    with pytest.raises(InstituteNotFound):
        own_institute()
    set_up_institute(
        actor=OFFICE, code="gyeongnam", name="경남", body_name="경상남도", is_example=True, source="2025 계획"
    )
    made = an_own()
    assert own_institute() == InstituteRow(made, "own", "배움시 인재개발원", "배움시", Authority.MAYOR, False, "")
    assert [row.code for row in institutes(actor=OFFICE)] == ["own", "gyeongnam"]
    assert institute_by_code("gyeongnam").source == "2025 계획"
    with pytest.raises(InstituteNotFound):
        institute_by_code("seoul")


def test_setting_up_again_changes_the_same_institute() -> None:
    assert an_own("배움시 교육원") == an_own("배움시 인재개발원")
    assert [(row.code, row.name) for row in Institute.objects.all()] == [("own", "배움시 인재개발원")]
    with pytest.raises(CatalogueInvalid):
        set_up_institute(actor=OFFICE, code=" ", name="", body_name="")


def test_fields_keep_their_codes_and_change_the_rest() -> None:
    institute = an_institute()
    area = FieldDraft("A", "직무", LegalKind.SPECIALISED, order=1)
    leaf = FieldDraft("A1", "정보화", LegalKind.SPECIALISED, parent="A", aim="디지털 전환", order=2)
    set_up_fields(actor=OFFICE, institute=institute, fields=[leaf, area])
    first = dict(Field.objects.values_list("code", "pk"))
    set_up_fields(actor=OFFICE, institute=institute, fields=[FieldDraft("A1", "디지털", LegalKind.OTHER, parent="A")])
    assert dict(Field.objects.values_list("code", "pk")) == first
    assert list(Field.objects.order_by("code").values_list("code", "name", "legal_kind", "parent__code")) == [
        ("A", "직무", "specialised", None),
        ("A1", "디지털", "other", "A"),
    ]


def test_wrong_fields_are_refused_whole() -> None:
    institute = an_institute()
    a_course(institute=institute, field=a_field(institute=institute, code="B"))
    fields = [
        FieldDraft("C", "하나", LegalKind.BASIC, parent="Z"),
        FieldDraft("D", "둘", LegalKind.BASIC, parent="B"),
    ]
    with pytest.raises(CatalogueInvalid) as refused:
        set_up_fields(actor=OFFICE, institute=institute, fields=fields)
    assert [problem.code for problem in refused.value.problems] == ["unknown_parent", "field_has_courses"]
    assert list(Field.objects.values_list("code", flat=True)) == ["B"]


def test_goals_keep_their_codes_and_change_the_rest() -> None:
    institute = an_institute()
    set_up_goals(actor=OFFICE, institute=institute, goals=[GoalDraft("G1", "목표", ("하나",), 1)])
    set_up_goals(actor=OFFICE, institute=institute, goals=[GoalDraft("G1", "새 목표", ("하나", "둘"), 1)])
    assert [(goal.code, goal.name, goal.strategies) for goal in Goal.objects.all()] == [
        ("G1", "새 목표", ["하나", "둘"])
    ]
    with pytest.raises(CatalogueInvalid):
        set_up_goals(actor=OFFICE, institute=institute, goals=[GoalDraft("", "")])


def test_only_the_office_sets_up() -> None:
    institute, head = an_institute(), an_actor(Role.HEAD)
    with pytest.raises(NotAllowed):
        set_up_institute(actor=head, code="x", name="x", body_name="x")
    with pytest.raises(NotAllowed):
        set_up_fields(actor=head, institute=institute, fields=[FieldDraft("A", "가", LegalKind.BASIC)])
    with pytest.raises(NotAllowed):
        set_up_goals(actor=head, institute=institute, goals=[GoalDraft("G", "목표")])
    assert (Institute.objects.count(), Field.objects.count(), Goal.objects.count()) == (1, 0, 0)


def test_fields_and_goals_need_an_institute() -> None:
    with pytest.raises(InstituteNotFound):
        set_up_fields(actor=OFFICE, institute=999_999, fields=[])
    with pytest.raises(InstituteNotFound):
        set_up_goals(actor=OFFICE, institute=999_999, goals=[])


def test_an_institute_names_the_units_it_serves_as_its_own() -> None:
    institute, unit, other = an_institute(), a_unit(), a_unit()
    for units in ([unit, other], [other], [other]):
        assert set_own_units(actor=the_operator(), institute=institute, units=units) == len(units)
        assert own_units(institute) == frozenset(units)
    with pytest.raises(CatalogueInvalid):
        set_own_units(actor=the_operator(), institute=institute, units=[unit, 10**9])
    with pytest.raises(InstituteNotFound):
        set_own_units(actor=the_operator(), institute=10**9, units=[])
    with pytest.raises(NotAllowed):
        set_own_units(actor=an_actor(Role.LIAISON), institute=institute, units=[])
    assert own_units(institute) == {other}
