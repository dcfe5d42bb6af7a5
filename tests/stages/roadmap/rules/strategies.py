"""Random careers, stages, records and days; and careers as columns."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    GradeChange,
    PersonKind,
    Position,
)
from baeumgil.stages.roadmap.rules.definition import Block, CourseRef, Filters, Offset, Stage, Window
from baeumgil.stages.roadmap.rules.states import Completion
from baeumgil.stages.roadmap.terms import BlockKind, Collision, Obligation, Repetition, Trigger
from tests.stages.roadmap.rules.columnar import Subject

FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2027, 12, 31)
COURSES = tuple(CourseRef(f"C{number}", f"과정 {number}") for number in range(6))
CODES = ("ONE", "TWO", "THREE")
SERIES = ("행정", "시설", "전산")
GRADES = (None, 9, 8, 7, 6, 5)

special_days = st.sampled_from(
    [date(2020, 2, 29), date(2024, 2, 29), date(2023, 1, 31), date(2023, 12, 31), date(2024, 1, 1), date(2024, 6, 30)]
)
days = st.dates(FIRST_DAY, LAST_DAY) | special_days
lengths = st.integers(0, 900)


T = TypeVar("T")


def mostly(usual: T, other: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """The usual value three times of four, so that not everything is odd at once."""
    return st.integers(0, 3).flatmap(lambda die: other if die == 3 else st.just(usual))


@st.composite
def spans(draw: st.DrawFn, most: int = 4) -> list[tuple[date, date | None]]:
    """Spans by first day; most apart, some touching or overlapping, the last perhaps open."""
    starts = sorted(draw(st.lists(days, max_size=most)))
    found: list[tuple[date, date | None]] = []
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        ends: list[date | None] = [start + timedelta(days=draw(lengths))]
        if following is not None and following > start:
            ends.append(following - timedelta(days=1))
        if following is None:
            ends.append(None)
        found.append((start, draw(st.sampled_from(ends))))
    return found


@st.composite
def careers(draw: st.DrawFn) -> Career:
    """Candidates, officials, leavers, the re-hired, guests, people of unknown grade or birth."""
    return Career(
        person=0,
        kind=draw(st.sampled_from(PersonKind)),
        birth_on=draw(st.none() | st.just(date(1968, 2, 29)) | st.dates(date(1960, 1, 1), date(2005, 1, 1))),
        retires_on=draw(st.none() | days),
        services=draw(services()),
        grades=draw(grades()),
        postings=draw(postings()),
        absences=draw(absences()),
    )


@st.composite
def services(draw: st.DrawFn) -> list[ServiceSpan]:
    """Mostly one service since long ago; else none, several, ended ones, or one to come."""
    one = st.sampled_from
    long_ago: list[tuple[date, date | None]] = [(draw(st.dates(FIRST_DAY, date(2021, 12, 31))), None)]
    return [
        ServiceSpan(draw(one(EmploymentKind)), draw(one(Authority)), draw(one(EntryKind)), start, end)
        for start, end in draw(mostly(long_ago, spans(3)))
    ]


@st.composite
def grades(draw: st.DrawFn) -> list[GradeSpan]:
    one, change = st.sampled_from, mostly(GradeChange.PROMOTION, st.sampled_from(GradeChange))
    return [
        GradeSpan(draw(one(GRADES)), "직급", draw(one(SERIES)), draw(change), start, end)
        for start, end in draw(spans())
    ]


@st.composite
def postings(draw: st.DrawFn) -> list[PostingSpan]:
    position = st.sampled_from([Position.MEMBER, Position.TEAM_LEADER, Position.DIVISION_HEAD])
    return [
        PostingSpan(draw(st.integers(1, 3)), "자치행정과", draw(position), start, end) for start, end in draw(spans(5))
    ]


@st.composite
def absences(draw: st.DrawFn) -> list[AbsenceSpan]:
    return [AbsenceSpan(draw(st.sampled_from(AbsenceKind)), start, end) for start, end in draw(spans())]


completions = st.lists(
    st.builds(Completion, st.sampled_from([course.code for course in COURSES]), days), min_size=2, max_size=14
).map(tuple)
exemptions = mostly({}, st.dictionaries(st.sampled_from(CODES), st.just("위원회 결정"), max_size=1))
subjects = st.builds(Subject, careers(), completions, exemptions)

offsets = st.builds(Offset, st.integers(-15, 20), mostly(0, st.integers(-40, 40)))
some_courses = st.lists(st.sampled_from(COURSES), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Any window, negative or positive; sometimes even one out of order."""
    opens, due, closes = sorted([draw(offsets), draw(offsets), draw(offsets)])
    return Window(opens, due, draw(st.sampled_from([None, closes])))


def few(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    some: st.SearchStrategy[tuple[T, ...]] = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return mostly((), some)


filters = st.builds(
    Filters,
    grades=few(st.sampled_from([9, 8, 7, 6, 5])),
    series=few(st.sampled_from([*SERIES, "없는 직렬"])),
    employments=few(st.sampled_from(EmploymentKind)),
    positions=few(st.sampled_from(Position)),
    authorities=few(st.sampled_from(Authority)),
    entries=few(st.sampled_from(EntryKind)),
)
blocks = st.builds(
    Block,
    code=st.just("B"),
    name=st.just("구간"),
    kind=st.sampled_from(BlockKind),
    window=windows(),
    length_text=st.just(""),
    courses=some_courses,
)
stages = st.builds(
    Stage,
    code=st.sampled_from(CODES),
    name=st.just("단계"),
    basis=st.just("시 계획"),
    trigger=st.sampled_from(Trigger),
    window=windows(),
    courses=some_courses,
    substitutes=st.just(()) | some_courses,
    obligation=st.sampled_from(Obligation),
    repetition=st.sampled_from(Repetition),
    grades=few(st.sampled_from([8, 7, 6, 5])),
    positions=few(st.sampled_from([Position.TEAM_LEADER, Position.DIVISION_HEAD])),
    after_courses=some_courses,
    filters=mostly(Filters(), filters),
    exempt=mostly((), st.lists(filters, max_size=2).map(tuple)),
    group=st.sampled_from(["", "G", "G"]),
    collision=st.sampled_from(Collision),
    collision_months=st.integers(0, 30),
    absence_extends=st.booleans(),
    blocks=mostly((), st.lists(blocks, max_size=3).map(tuple)),
    valid_from=mostly(None, days),
    valid_to=mostly(None, days),
)
stage_lists = st.lists(stages, min_size=2, max_size=5)


def simple_stage(trigger: Trigger = Trigger.APPOINTMENT, due: int = 6, **changes: object) -> Stage:
    """A stage of one course, open from its anchor, due some months later."""
    stage = Stage("S", "단계", "시 계획", trigger, Window(Offset(), Offset(due)), courses=COURSES[:1])
    return replace(stage, **changes)  # type: ignore[arg-type]  # tests name the fields they change
