"""분야와 목표 as typed."""

from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft, check_fields, check_goals
from baeumgil.stages.plan.terms import LegalKind


def a_field(code: str, *, parent: str = "", name: str = "분야") -> FieldDraft:
    return FieldDraft(code, name, LegalKind.SPECIALISED, parent)


def test_a_tree_of_fields_is_fine() -> None:
    assert check_fields([a_field("A"), a_field("A1", parent="A"), a_field("B1", parent="B")], {"B"}) == []


def test_every_problem_of_fields_is_told_at_once() -> None:
    drafts = [
        a_field("", name=""),
        a_field("A", parent="Z"),
        a_field("A"),
        a_field("X", parent="Y"),
        a_field("Y", parent="X"),
    ]
    assert [problem.code for problem in check_fields(drafts, ())] == ["blank", "duplicate", "unknown_parent", "circle"]


def test_goals_need_codes_and_names_of_their_own() -> None:
    assert check_goals([GoalDraft("G1", "목표", ("전략",)), GoalDraft("G2", "목표 둘")]) == []
    problems = check_goals([GoalDraft("G1", ""), GoalDraft("G1", "목표")])
    assert [problem.code for problem in problems] == ["blank", "duplicate"]
