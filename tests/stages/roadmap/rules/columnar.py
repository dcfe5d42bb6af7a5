"""Careers, records and exemptions of the person-by-person rules as columns, and columns as comparable rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from baeumgil.stages.people.rules.career import Career
from baeumgil.stages.people.rules.columns import (
    NO_CODE,
    OPEN_END,
    AbsenceColumns,
    CareerColumns,
    Codes,
    Days,
    GradeColumns,
    Places,
    PostingColumns,
    ServiceColumns,
    code_of,
)
from baeumgil.stages.roadmap.rules.columns import ExemptionColumns, StandingColumns, TrainingColumns
from baeumgil.stages.roadmap.rules.states import Completion, Standing

Row = tuple[object, ...]


@dataclass(frozen=True)
class Subject:
    """One person with everything the rules look at."""

    career: Career
    completions: tuple[Completion, ...] = ()
    exemptions: Mapping[str, str] | None = None


def day_column(days: Sequence[date | None], missing: str = "NaT") -> Days:
    return np.array([missing if day is None else day.isoformat() for day in days], dtype="datetime64[D]")


def ends_column(days: Sequence[date | None]) -> Days:
    return day_column(days, str(OPEN_END))


def code_column(values: Sequence[int]) -> Codes:
    return np.array(values, dtype=np.int16)


def place_column(values: Sequence[int]) -> Places:
    return np.array(values, dtype=np.int64)


def career_columns_of(subjects: Sequence[Subject]) -> CareerColumns:
    people = [subject.career for subject in subjects]
    names = tuple(sorted({span.series for career in people for span in career.grades}))
    services = [(at, span) for at, career in enumerate(people) for span in career.services]
    grades = [(at, span) for at, career in enumerate(people) for span in career.grades]
    postings = [(at, span) for at, career in enumerate(people) for span in career.postings]
    absences = [(at, span) for at, career in enumerate(people) for span in career.absences]
    return CareerColumns(
        person=np.arange(len(people)),
        kind=code_column([code_of(career.kind) for career in people]),
        birth=day_column([career.birth_on for career in people]),
        retires=day_column([career.retires_on for career in people]),
        services=ServiceColumns(
            place_column([at for at, _ in services]),
            day_column([span.starts_on for _, span in services]),
            ends_column([span.ends_on for _, span in services]),
            code_column([code_of(span.employment) for _, span in services]),
            code_column([code_of(span.authority) for _, span in services]),
            code_column([code_of(span.entry) for _, span in services]),
        ),
        grades=GradeColumns(
            place_column([at for at, _ in grades]),
            day_column([span.starts_on for _, span in grades]),
            ends_column([span.ends_on for _, span in grades]),
            code_column([span.grade or 0 for _, span in grades]),
            code_column([names.index(span.series) for _, span in grades]),
            code_column([code_of(span.change) for _, span in grades]),
        ),
        postings=PostingColumns(
            place_column([at for at, _ in postings]),
            day_column([span.starts_on for _, span in postings]),
            ends_column([span.ends_on for _, span in postings]),
            place_column([span.unit for _, span in postings]),
            code_column([code_of(span.position) for _, span in postings]),
        ),
        absences=AbsenceColumns(
            place_column([at for at, _ in absences]),
            day_column([span.starts_on for _, span in absences]),
            ends_column([span.ends_on for _, span in absences]),
            code_column([code_of(span.kind) for _, span in absences]),
        ),
        series_names=names,
    )


def training_columns_of(subjects: Sequence[Subject]) -> TrainingColumns:
    rows = [(at, record) for at, subject in enumerate(subjects) for record in subject.completions]
    names = tuple(dict.fromkeys(record.course_key for _, record in rows))
    return TrainingColumns(
        place_column([at for at, _ in rows]),
        place_column([names.index(record.course_key) for _, record in rows]),
        day_column([record.on for _, record in rows]),
        names,
    )


def exemption_columns_of(subjects: Sequence[Subject]) -> ExemptionColumns:
    rows = [(at, code) for at, subject in enumerate(subjects) for code in subject.exemptions or {}]
    codes = tuple(dict.fromkeys(code for _, code in rows))
    return ExemptionColumns(
        place_column([at for at, _ in rows]), code_column([codes.index(code) for _, code in rows]), codes
    )


def columnar_rows(found: StandingColumns, key_names: Sequence[str]) -> list[Row]:
    """What both ways of computing must agree on, per row."""
    columns = (
        found.at.tolist(),
        found.stage.tolist(),
        found.occurrence.tolist(),
        found.anchor.tolist(),
        found.opens.tolist(),
        found.due.tolist(),
        [None if day == OPEN_END else day.item() for day in found.closes],
        found.state.tolist(),
        found.settled.tolist(),
        ["" if code == NO_CODE else key_names[code] for code in found.settled_by.tolist()],
        [found.reason_codes[code] for code in found.reason.tolist()],
        found.blocks_done.tolist(),
        found.blocks.tolist(),
        found.is_away.tolist(),
    )
    return list(zip(*columns, strict=True))


def scalar_rows(at: int, found: Sequence[Standing], places: dict[int, int]) -> list[Row]:
    """The same of one person's standings; `places`: identity of a stage to its place."""
    return [
        (
            at,
            places[id(standing.stage)],
            standing.occurrence,
            standing.anchor_on,
            standing.opens_on,
            standing.due_on,
            standing.closes_on,
            code_of(standing.state),
            standing.settled_on,
            standing.settled_by,
            standing.reason.code,
            sum(block.settled_on is not None or block.state.value == "exempt" for block in standing.blocks),
            len(standing.blocks),
            standing.is_away,
        )
        for standing in found
    ]
