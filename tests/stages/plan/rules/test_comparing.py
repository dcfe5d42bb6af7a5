from dataclasses import replace
from datetime import date

from baeumgil.stages.plan.rules.book import Ancestor, ContentRow, PreCheckRow, SessionDays
from baeumgil.stages.plan.rules.comparing import FieldChange, TextChange, compare
from baeumgil.stages.plan.terms import ChangeVerb, ContentKey, Improvement, LineField, Origin, PreCheckMark
from tests.stages.plan.rules.build import book_line, plan_head, plan_of

FIRST, SECOND = plan_head(year=2026, plan=1), plan_head(year=2027, plan=2)


def test_a_plan_is_the_same_as_itself() -> None:
    book = plan_of([book_line("A"), book_line("B", verb=ChangeVerb.ABOLISHED)])
    found = compare(book, book)
    assert found.is_same
    assert found.unchanged == 1


def test_courses_come_go_and_stay_between_years() -> None:
    before = plan_of([book_line("A"), book_line("B"), book_line("C"), book_line("D", name="디")], head=FIRST)
    after = plan_of(
        [
            book_line("A", sessions=5),
            book_line("B", verb=ChangeVerb.MERGED),
            book_line("C"),
            book_line("E", verb=ChangeVerb.NEW, ancestors=("B",), name="이"),
        ],
        head=SECOND,
    )
    found = compare(before, after)
    assert [line.code for line in found.added] == ["E"]
    assert [(each.before.code, each.after and each.after.verb, each.successors) for each in found.removed] == [
        ("B", ChangeVerb.MERGED, (Ancestor("E", "이"),)),
        ("D", None, ()),
    ]
    assert [(each.after.code, each.changes) for each in found.changed] == [
        ("A", (FieldChange(LineField.SESSIONS, 2, 5),))
    ]
    assert (found.unchanged, found.totals_before.total.now.courses, found.totals_after.total.now.courses) == (1, 4, 3)


def test_what_a_plan_says_about_its_own_change_is_not_compared_between_years() -> None:
    before = plan_of([book_line("A", verb=ChangeVerb.NEW, reason="하나")], head=FIRST)
    after = plan_of([book_line("A", verb=ChangeVerb.KEPT, reason="둘")], head=SECOND)
    assert compare(before, after).is_same


def test_what_the_next_year_improves_has_changed_though_its_figures_stay() -> None:
    before = plan_of([book_line("A"), book_line("B"), book_line("C")], head=FIRST)
    lines = [book_line(code, verb=ChangeVerb.IMPROVED) for code in ("A", "B")]
    told = ((Improvement.CONTENT, Improvement.TIMING), ())
    improved = [replace(line, improvements=said) for line, said in zip(lines, told, strict=True)]
    after = plan_of([*improved, book_line("C")], head=SECOND)
    found = compare(before, after)
    assert [(each.after.code, each.changes) for each in found.changed] == [
        ("A", (FieldChange(LineField.IMPROVEMENTS, None, "교과 개편, 시기 조정"),)),
        ("B", (FieldChange(LineField.IMPROVEMENTS, None, ChangeVerb.IMPROVED),)),
    ]
    assert found.unchanged == 1
    years_later = compare(before, replace(after, head=plan_head(year=2028, plan=3)))
    assert (years_later.changed, years_later.unchanged) == ((), 3)


def test_versions_of_one_plan_are_compared_field_by_field() -> None:
    line = book_line("A", seats_per_session=30)
    other = replace(
        line,
        verb=ChangeVerb.IMPROVED,
        origin=Origin.COMMITTEE,
        improvements=(Improvement.ENLARGED, Improvement.METHOD),
        reason="늘림",
        seats_per_session=40,
        seats=80,
        ancestors=(Ancestor("B", "비 과정"),),
        planned=(
            SessionDays(1, 40, starts_on=date(2027, 3, 2), ends_on=date(2027, 3, 5), note="진주"),
            SessionDays(2, 40, month=9),
            SessionDays(3, 40),
        ),
    )
    [change] = compare(plan_of([line]), plan_of([other], head=plan_head(number=2))).changed
    assert {each.field: (each.before, each.after) for each in change.changes} == {
        LineField.VERB: (ChangeVerb.KEPT, ChangeVerb.IMPROVED),
        LineField.ORIGIN: (Origin.OWN_REVIEW, Origin.COMMITTEE),
        LineField.IMPROVEMENTS: ("", "인원 확대, 방법 개선"),
        LineField.REASON: ("까닭", "늘림"),
        LineField.SEATS_PER_SESSION: (30, 40),
        LineField.SEATS: (60, 80),
        LineField.ANCESTORS: ("", "비 과정"),
        LineField.PLANNED: ("", "1기 3.2.~3.5. 40명 진주; 2기 9월 40명; 3기 미정 40명"),
    }


def test_the_reason_of_an_ended_course_is_compared_between_versions() -> None:
    before = plan_of([book_line("A", verb=ChangeVerb.ABOLISHED, reason="하나")])
    after = plan_of([book_line("A", verb=ChangeVerb.ABOLISHED, reason="둘")])
    found = compare(before, after)
    assert [each.changes for each in found.changed] == [(FieldChange(LineField.REASON, "하나", "둘"),)]
    assert (found.added, found.removed, found.unchanged) == ((), (), 0)


def test_texts_that_differ_are_named() -> None:
    before = plan_of([], head=plan_head(vision="옛 비전"))
    after = replace(
        before,
        head=plan_head(number=2, vision="새 비전"),
        contents=(ContentRow(ContentKey.DIRECTION, "새 방향"), *before.contents[1:]),
        pre_checks=(PreCheckRow("safety", "안전", PreCheckMark.NOT_APPLICABLE, "없음"),),
    )
    found = compare(before, after)
    assert found.texts == (
        TextChange("vision", "비전", "옛 비전", "새 비전"),
        TextChange("content.direction", "교육훈련의 기본방향", "내용", "새 방향"),
        TextChange("pre_check.safety", "안전", "검토 완료", "해당 없음 (없음)"),
    )
    assert not found.is_same
