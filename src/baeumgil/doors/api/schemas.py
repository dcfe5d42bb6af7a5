"""What the API hands out, built from the same rows as the pages."""

from datetime import date, datetime
from typing import Annotated

from django.utils.translation import get_language
from ninja import Schema
from pydantic import BeforeValidator, Field

from baeumgil.core.jobs import JobState
from baeumgil.core.said import in_language
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonKind,
    Position,
    UnitKind,
)
from baeumgil.stages.roadmap.queries.forecast import LARGEST_CLASS
from baeumgil.stages.roadmap.rules.forecast.values import MOST_YEARS
from baeumgil.stages.roadmap.terms import StageState


def _said(text: object) -> object:
    return in_language(text, get_language() or "ko") if isinstance(text, str) else text


Spoken = Annotated[str, BeforeValidator(_said)]
"""What the product says by itself, in the language asked for with `Accept-Language`."""


class Paged(Schema):
    """Which page; at most 200 rows."""

    page: int = Field(1, ge=1)
    size: int = Field(50, ge=1, le=200)


class OfUnit(Schema):
    """Which unit, with everything below it: by official code, or by id where a unit has no code."""

    unit: str = Field("", description="기관코드. 아래 부서를 포함합니다")
    unit_id: int | None = Field(None, description="기관코드가 없는 부서의 id. unit과 함께 쓰지 않습니다")


class PeopleWanted(OfUnit, Paged):
    """Which people."""

    on: date | None = None
    text: str = ""
    kind: PersonKind | None = None
    grade: int | None = Field(None, ge=1, le=9)
    employment: EmploymentKind | None = None


class DueWanted(OfUnit):
    """Which day, unit and stage; `stage` is a code or a name."""

    on: date | None = None
    stage: str = ""


class BoardWanted(OfUnit, Paged):
    """Which rows of the board; `states` may be given several times."""

    on: date | None = None
    stage: str = ""
    states: list[StageState] = []
    text: str = ""
    due_before: date | None = None


class ForecastWanted(Schema):
    """Which years; without the backtest the answer comes sooner, and its ranges may be narrower."""

    first_year: int | None = Field(None, alias="from")
    years: int = Field(10, ge=1, le=MOST_YEARS)
    class_size: int | None = Field(None, ge=1, le=LARGEST_CLASS)
    backtest: bool = Field(True, description="되돌려 보기를 하고 그 오차만큼 범위를 넓힙니다")


class JobsWanted(Schema):
    """How many jobs."""

    limit: int = Field(20, ge=1, le=200)


class Person(Schema):
    """사람. One person as of a day."""

    staff_no: str | None
    candidate_no: str | None
    name: str
    kind: PersonKind
    guest_kind: GuestKind | None
    guest_body: str
    unit_id: int | None = Field(validation_alias="unit")
    unit_name: str
    grade: int | None
    grade_title: str
    series: str
    position: Position | None
    position_title: str
    employment: EmploymentKind | None
    authority: Authority | None
    appointed_on: date | None
    retires_on: date | None
    is_away: bool
    away_kind: AbsenceKind | None


class PersonPage(Schema):
    """People, page by page; `total` counts all pages."""

    on: date
    page: int
    size: int
    total: int
    rows: list[Person]


class ServiceFact(Schema):
    """재직."""

    employment: EmploymentKind
    authority: Authority
    entry: EntryKind
    starts_on: date
    ends_on: date | None
    exit: ExitKind | None
    term_ends_on: date | None


class GradeFact(Schema):
    """직급."""

    grade: int | None
    title: str
    series: str
    change: GradeChange
    starts_on: date
    ends_on: date | None


class PostingFact(Schema):
    """보직. The unit's name is that of the time."""

    unit_id: int = Field(validation_alias="unit")
    unit_name: str
    position: Position
    position_title: str
    starts_on: date
    ends_on: date | None


class AbsenceFact(Schema):
    """부재."""

    kind: AbsenceKind
    starts_on: date
    ends_on: date | None


class PersonCard(Schema):
    """One person with the whole career."""

    on: date
    person: Person
    services: list[ServiceFact]
    grades: list[GradeFact]
    postings: list[PostingFact]
    absences: list[AbsenceFact]
    probation_ends_on: date | None
    retirement: Spoken


class Unit(Schema):
    """부서. One unit as it stands on a day."""

    id: int
    key: str
    official_code: str
    name: str
    full_name: str
    kind: UnitKind
    parent: int | None
    depth: int
    starts_on: date
    ends_on: date | None


class UnitTree(Schema):
    """조직. Depth first, in official order."""

    on: date
    units: list[Unit]


class BlockState(Schema):
    """구간."""

    code: str
    name: str
    opens_on: date
    due_on: date
    closes_on: date | None
    state: StageState
    settled_on: date | None
    settled_by: str


class StageStanding(Schema):
    """단계. Where the person stands with one stage, and why."""

    stage: str
    name: str
    basis: str
    occurrence: int
    state: StageState
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    settled_on: date | None
    settled_by: str
    reason: Spoken
    facts: list[Spoken]
    is_away: bool
    blocks: list[BlockState]


class TrainingRecord(Schema):
    """교육 이수 기록."""

    course_key: str
    course_name: str
    institution: str
    starts_on: date | None
    completed_on: date
    minutes: int | None


class Road(Schema):
    """로드맵. One person's whole road on a day."""

    on: date
    rules: str
    person: Person
    standings: list[StageStanding]
    next_step: str | None
    records: list[TrainingRecord]


class BoardRow(Schema):
    """이수 의무. One stage of one person."""

    staff_no: str | None
    name: str
    unit_id: int | None = Field(validation_alias="unit")
    unit_name: str
    grade_title: str
    stage_code: str
    stage_name: str
    state: StageState
    anchor_on: date
    opens_on: date
    due_on: date
    closes_on: date | None
    settled_on: date | None
    settled_by: str
    reason: Spoken
    is_away: bool


class Due(Schema):
    """Who owes what on a day."""

    on: date
    total: int
    rows: list[BoardRow]


class StageCount(Schema):
    """How many stand where with one stage."""

    code: str
    name: str
    counts: dict[StageState, int]
    total: int


class Board(Schema):
    """현황판."""

    on: date
    is_stale: bool
    stages: list[StageCount]
    page: int
    size: int
    total: int
    rows: list[BoardRow]


class YearCell(Schema):
    """One stage in one year; eight of ten futures lie from `low` (10 %) to `high` (90 %)."""

    year: int
    people: int
    low: int
    high: int
    known: int
    estimated: int
    seats: int
    sessions: int | None


class StageForecast(Schema):
    """One stage over the years."""

    code: str
    name: str
    class_size: int | None
    note: Spoken
    cells: list[YearCell]


class HeadcountCell(Schema):
    """How many people the city has in a year, and what changes their number."""

    year: int
    people: int
    low: int
    high: int
    hires: int
    promotions: int
    retirements: int
    other_exits: int


class BacktestRow(Schema):
    """One stage over the years tried: what would have been forecast, and what came."""

    code: str
    name: str
    forecast: int
    low: int
    high: int
    actual: int


class Backtest(Schema):
    """되돌려 보기. `widening` is the factor by which the ranges were widened; `note` says why there is none."""

    is_possible: bool
    note: Spoken
    years: list[int]
    rows: list[BacktestRow]
    mean_error_percent: float | None
    within: int
    widening: float


class Forecast(Schema):
    """수요 전망. Figures only; no personal data. Without a backtest the ranges are not widened by past errors."""

    first_year: int
    years: int
    on: date
    rules_name: str
    rules_digest: str
    people: int
    stages: list[StageForecast]
    headcount: list[HeadcountCell]
    assumptions: list[Spoken]
    backtest: Backtest


class RulesInForce(Schema):
    """로드맵 규칙. The set in force; each stage with every field, as the export file has it."""

    name: str
    number: int
    digest: str
    source: str
    notes: list[str]
    stages: list[dict[str, object]]


class Job(Schema):
    """작업. Without arguments and results, which may name people."""

    id: int
    name: str
    state: JobState
    requested_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    attempts: int
    done: int
    total: int


class Jobs(Schema):
    """The latest jobs, newest first."""

    rows: list[Job]
