from baeumgil.stages.plan.rules.book import YearFigure
from baeumgil.stages.plan.rules.comparing import compare
from baeumgil.stages.plan.rules.figures import comparison_figures, totals_figures
from baeumgil.stages.plan.terms import ChangeVerb
from tests.stages.plan.rules.build import book_line, plan_head, plan_of

BEFORE = plan_of([book_line("A"), book_line("B")], head=plan_head(year=2026, plan=1))
AFTER = plan_of(
    [
        book_line("A", sessions=3, seats=90),
        book_line("B", verb=ChangeVerb.REPLACED),
        book_line("C", verb=ChangeVerb.NEW, ancestors=("B",)),
    ],
    before=BEFORE.lines,
    head=plan_head(year=2027, plan=2, previous=101),
)


def test_totals_as_plain_figures() -> None:
    said = totals_figures(AFTER)
    assert {key: said[key] for key in ("year", "institute", "version", "state", "previous_year")} == {
        "year": 2027,
        "institute": "own",
        "version": 1,
        "state": "draft",
        "previous_year": 2026,
    }
    assert said["total"] == {
        "courses": 2,
        "sessions": 5,
        "people": 150,
        "previous": {"courses": 2, "sessions": 4, "people": 120},
        "change": {"courses": 0, "sessions": 1, "people": 30},
    }
    assert said["changes"] == {
        "kept": 1,
        "new": 1,
        "merged": 0,
        "replaced": 1,
        "abolished": 0,
        "improved": 0,
        "ended": 1,
    }
    assert [row["delivery"] for row in said["flows"]] == ["class", "online", "total"]
    assert said["by_field"][0]["area"] == "job"


def test_years_are_told_with_their_plan() -> None:
    book = type(AFTER)(head=AFTER.head, lines=AFTER.lines, years=(YearFigure(2026, "2026년 계획", 120, 150, "초과"),))
    assert totals_figures(book)["years"] == [
        {"year": 2026, "plan_name": "2026년 계획", "planned_people": 120, "actual_people": 150, "note": "초과"}
    ]


def test_a_comparison_as_plain_figures() -> None:
    said = comparison_figures(compare(BEFORE, AFTER))
    assert said["change"] == {"courses": 0, "sessions": 1, "people": 30}
    assert [(row["code"], row["ancestors"]) for row in said["added"]] == [("C", [{"code": "B", "name": "B 과정"}])]
    assert [(row["code"], row["verb"], row["successors"]) for row in said["removed"]] == [
        ("B", "replaced", [{"code": "C", "name": "C 과정"}])
    ]
    assert said["changed"] == [
        {
            "code": "A",
            "name": "A 과정",
            "verb": "kept",
            "changes": [
                {"field": "sessions", "label": "기수", "before": 2, "after": 3},
                {"field": "seats", "label": "연인원", "before": 60, "after": 90},
            ],
        }
    ]
