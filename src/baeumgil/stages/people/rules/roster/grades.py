"""Grades: promoted, changed, corrected."""

from datetime import date

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import KnownGrade
from baeumgil.stages.people.rules.roster.people import first_grade, title_of
from baeumgil.stages.people.rules.roster.plan import DAY, GRADE, shown
from baeumgil.stages.people.rules.roster.row import Row, correct, last_of, run_start, shift, shift_said
from baeumgil.stages.people.rules.wording import GradeWord, grade_direction, read_grade, squeezed
from baeumgil.stages.people.terms import PROMOTIONS, ChangeKind, GradeChange, RosterField


def decide_grade(row: Row) -> None:
    """Promoted, changed, corrected or as before."""
    facts, grade, plan = row.facts, row.known.grade or last_of(row.known.grades), row.plan
    if facts.title is None:
        return
    if grade is None:
        since = facts.grade_since or row.setting.as_of
        first_grade(row.person, facts, since, None, plan)
        row.corrected.append(("직급", "", title_of(facts)))
        return
    if _same_grade(facts, grade):
        _grade_details(row, grade)
        return
    since = facts.grade_since or row.setting.as_of
    if since <= grade.starts_on:
        _rewrite_grade(row, grade, since)
        return
    direction = grade_direction(_word(grade), GradeWord(facts.grade, facts.title, rank=_rank(facts.title)))
    change = facts.grade_change or direction
    plan.update(GRADE, grade.id, {"ends_on": grade.ends_on}, {"ends_on": since - DAY})
    plan.insert(GRADE, row.person, facts.grade, facts.title, facts.series or grade.series, change, since, None)
    kind = ChangeKind.PROMOTED if change in PROMOTIONS else ChangeKind.REGRADED
    plan.change(kind, facts, before=grade.title, after=f"{facts.title} ({shown(since)}부터, {label(change)})")


def _rewrite_grade(row: Row, grade: KnownGrade, since: date) -> None:
    facts = row.facts
    if (
        since < grade.starts_on
        and facts.grade_since is not None
        and not shift(
            row,
            row.known.grades or (grade,),
            len(row.known.grades or (grade,)) - 1,
            since,
            RosterField.GRADE_SINCE,
        )
    ):
        return
    correct(
        row,
        (GRADE, grade.id),
        {"grade": grade.grade, "series": grade.series, "title": grade.title},
        {"grade": facts.grade, "series": facts.series or grade.series, "title": facts.title},
        "직급",
    )


def _grade_details(row: Row, grade: KnownGrade) -> None:
    """The same grade: its day, its series, its spelling."""
    facts, spans = row.facts, row.known.grades or (grade,)
    first = run_start(spans, _equal_grades)
    if facts.grade_since is not None and facts.grade_since != spans[first].starts_on:
        shift_said(row, spans, first, facts.grade_since, RosterField.GRADE_SINCE)
    if facts.series and facts.series != grade.series:
        _series(row, grade, facts.series)
    else:
        _title(row, grade)


def _title(row: Row, grade: KnownGrade) -> None:
    facts = row.facts
    if facts.title and facts.title not in {grade.title, f"{facts.grade}급"}:
        correct(row, (GRADE, grade.id), {"title": grade.title}, {"title": facts.title}, "직급 이름")


def _series(row: Row, grade: KnownGrade, series: str) -> None:
    facts, plan = row.facts, row.plan
    if not grade.series:
        correct(row, (GRADE, grade.id), {"series": ""}, {"series": series}, "직렬")
        _title(row, grade)
        return
    start = row.setting.as_of
    if start <= grade.starts_on:
        correct(
            row,
            (GRADE, grade.id),
            {"series": grade.series, "title": grade.title},
            {"title": facts.title, "series": series},
            "직렬",
        )
        return
    change = facts.grade_change if facts.grade_change not in {None, *PROMOTIONS} else None
    plan.update(GRADE, grade.id, {"ends_on": grade.ends_on}, {"ends_on": start - DAY})
    plan.insert(GRADE, row.person, facts.grade, facts.title, series, change or GradeChange.CONVERSION, start, None)
    plan.change(ChangeKind.REGRADED, facts, before=grade.series, after=f"{series} ({shown(start)}부터)")


def _same_grade(facts: RosterFacts, grade: KnownGrade) -> bool:
    if facts.grade is not None or grade.grade is not None:
        return facts.grade == grade.grade
    return squeezed(facts.title or "") == squeezed(grade.title)


def _equal_grades(one: KnownGrade, other: KnownGrade) -> bool:
    return one.grade == other.grade and (one.grade is not None or one.title == other.title)


def _word(grade: KnownGrade) -> GradeWord:
    return GradeWord(grade.grade, grade.title, rank=_rank(grade.title))


def _rank(title: str) -> int:
    word = read_grade(title)
    return 0 if word is None else word.rank
