"""좌석 결정: the office keeps what is proposed or decides otherwise; roadmap demand is taken over for a plan year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import F

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Problem
from baeumgil.core.locks import hold
from baeumgil.core.said import Said, english
from baeumgil.stages.plan.access import may_manage_needs
from baeumgil.stages.plan.errors import (
    CourseNotFound,
    InstituteNotFound,
    NeedsInvalid,
    PlanNotFound,
    VersionFrozen,
)
from baeumgil.stages.plan.models import (
    Course,
    Institute,
    PlanLine,
    PlannedSession,
    PlanVersion,
    RoadmapDemand,
    SeatProposal,
)
from baeumgil.stages.plan.queries.needs import table_of
from baeumgil.stages.plan.rules.needs_drafts import SeatChoice, check_seats
from baeumgil.stages.plan.rules.needs_values import CourseNeeds
from baeumgil.stages.plan.terms import EDITABLE_STATES, ENDING
from baeumgil.stages.roadmap.queries.forecast import forecast

Seats = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SeatsOutcome:
    """What was decided, and what of it went into lines of a draft.

    `without_line` are decided courses the draft does not hold; `with_days` those whose named sessions are
    more than decided, so that their line was left alone. Fewer named than decided is usual: days come later.
    """

    decided: int
    written: int = 0
    without_line: tuple[str, ...] = ()
    with_days: tuple[str, ...] = ()


@action("plan.decide_seats")
def decide_seats(
    *,
    actor: Actor,
    course: int,
    year: int,
    sessions: int | None = None,
    seats: int | None = None,
    note: str = "",
    version: int | None = None,
) -> SeatsOutcome:
    """Decide one course: what is proposed when no figures are given, else these with a note.

    With a version (a draft of that year) its line takes them over. Raises `CourseNotFound`, `NeedsInvalid`,
    `VersionFrozen`.
    """
    allow(may_manage_needs(actor))
    found = Course.objects.filter(pk=course).first()
    if found is None:
        raise CourseNotFound(course=course)
    choice = SeatChoice(course, sessions, seats, note)
    outcome = _decide(actor, found.institute_id, year, [choice], version, has_rows=False)
    record(f"{year}년 좌석 결정 {found.code}", course=course, year=year, version=version)
    return outcome


@action("plan.decide_many_seats")
def decide_many(
    *, actor: Actor, institute: int, year: int, choices: Sequence[SeatChoice], version: int | None = None
) -> SeatsOutcome:
    """Decide many courses at once, all or none. Problems name their course. Refusals as of `decide_seats`."""
    allow(may_manage_needs(actor))
    outcome = _decide(actor, institute, year, choices, version, has_rows=True)
    record(f"{year}년 좌석 결정 {len(choices)}개 과정", year=year, courses=len(choices), version=version)
    return outcome


@action("plan.undo_seats")
def undo_seats(*, actor: Actor, course: int, year: int) -> None:
    """Take a decision back; the course stands undecided again. Lines of drafts are left as they are."""
    allow(may_manage_needs(actor))
    SeatProposal.objects.filter(course_id=course, year=year).delete()
    record(f"{year}년 좌석 결정 거두기", course=course, year=year)


@action("plan.take_demand")
def take_demand(*, actor: Actor, year: int) -> int:
    """Take the forecast of the roadmap over for a plan year, in place of what was taken before; how many stages.

    The forecast is computed once here and kept, so that every proposal of the year rests on the same figures.
    Raises `Invalid` for years no forecast reaches, `NoRulesInForce`.
    """
    allow(may_manage_needs(actor))
    system = Actor.system(reason="수요조사에 쓸 전망")
    found = forecast(actor=system, first_year=year, years=1, with_backtest=False)
    RoadmapDemand.objects.filter(year=year).delete()
    merged: dict[str, RoadmapDemand] = {}
    for stage in found.stages:
        cell = stage.cells[0]
        merged.setdefault(
            stage.code,
            RoadmapDemand(
                year=year,
                stage_code=stage.code,
                stage_name=stage.name[:120],
                people=0,
                low=0,
                high=0,
                known=0,
                seats=0,
                class_size=stage.class_size,
                taken_on=clock.today(),
                rules_name=found.rules_name[:200],
            ),
        )
        one = merged[stage.code]
        one.people += cell.people
        one.low += cell.low
        one.high += cell.high
        one.known += cell.known
        one.seats += cell.seats
        one.backlog += stage.backlog
    made = RoadmapDemand.objects.bulk_create(merged.values())
    record(f"{year}년 로드맵 수요", year=year, stages=len(made))
    return len(made)


def _decide(
    actor: Actor, institute: int, year: int, choices: Sequence[SeatChoice], version: int | None, *, has_rows: bool
) -> SeatsOutcome:
    found = Institute.objects.filter(pk=institute).first()
    if found is None:
        raise InstituteNotFound(institute=institute)
    held = None if version is None else _draft(version, institute, year)
    rows = {row.course: row for row in table_of(found, year).courses}
    decided = _checked(rows, choices, has_rows=has_rows)
    _keep(actor, year, rows, decided, {choice.course: choice.note for choice in choices})
    if held is None:
        return SeatsOutcome(len(decided))
    return _write_lines(held, rows, decided)


def _checked(rows: Mapping[int, CourseNeeds], choices: Sequence[SeatChoice], *, has_rows: bool) -> dict[int, Seats]:
    """Figures by course, or every problem at once."""
    problems: list[Problem] = []
    decided: dict[int, Seats] = {}
    for choice in choices:
        row = rows.get(choice.course)
        if row is None:
            raise CourseNotFound(
                Said("이 기관의 운영 중인 과정이 아닙니다.", "This is not a running course of this institute."),
                course=choice.course,
            )
        proposed = (row.proposal.sessions, row.proposal.seats)
        found = check_seats(choice, floor=row.proposal.floor, proposed=proposed)
        problems += (
            replace(
                one,
                message=Said(f"{row.name}: {one.message}", f"{row.name}: {english(one.message)}"),
                field=f"{one.field}-{row.course}",
            )
            if has_rows
            else one
            for one in found
        )
        if choice.sessions is None or choice.seats is None:
            decided[row.course] = proposed
        else:
            decided[row.course] = (choice.sessions, choice.seats)
    if problems:
        raise NeedsInvalid(problems)
    return decided


def _keep(
    actor: Actor,
    year: int,
    rows: Mapping[int, CourseNeeds],
    decided: Mapping[int, Seats],
    notes: Mapping[int, str],
) -> None:
    now = clock.now()
    SeatProposal.objects.bulk_create(
        [
            SeatProposal(
                course_id=course,
                year=year,
                proposed_sessions=rows[course].proposal.sessions,
                proposed_seats=rows[course].proposal.seats,
                reasons=[{"code": one.code, "text": one.text} for one in rows[course].proposal.reasons],
                decided_sessions=sessions,
                decided_seats=seats,
                decided_note=notes[course].strip()[:300],
                decided_at=now,
                decided_label=actor.label[:200],
            )
            for course, (sessions, seats) in decided.items()
        ],
        update_conflicts=True,
        unique_fields=["course", "year"],
        update_fields=[
            "proposed_sessions",
            "proposed_seats",
            "reasons",
            "decided_sessions",
            "decided_seats",
            "decided_note",
            "decided_at",
            "decided_label",
        ],
    )


def _draft(version: int, institute: int, year: int) -> PlanVersion:
    """The version, locked. Raises `PlanNotFound` for one of another year, `VersionFrozen` unless it is a draft."""
    held = hold(PlanVersion, [version])
    if not held or not isinstance(held[0], PlanVersion):
        raise PlanNotFound(version=version)
    if (held[0].plan.institute_id, held[0].plan.year) != (institute, year):
        raise PlanNotFound(Said("그 연도의 계획이 아닙니다.", "The plan is not of that year."), version=version)
    if held[0].state not in EDITABLE_STATES:
        raise VersionFrozen(version=version)
    return held[0]


def _write_lines(version: PlanVersion, rows: Mapping[int, CourseNeeds], decided: Mapping[int, Seats]) -> SeatsOutcome:
    """Put decided figures into the draft's live lines; those already equal and those with other days stay."""
    lines = {
        line.course_id: line
        for line in PlanLine.objects.filter(version=version, course_id__in=list(decided)).order_by("pk")
        if line.verb not in ENDING
    }
    days: dict[int, list[int]] = {}
    for number, held in PlannedSession.objects.filter(line__in=lines.values()).values_list("line_id", "seats"):
        days.setdefault(number, []).append(held)
    changed, with_days = [], []
    for course, line in lines.items():
        sessions, seats = decided[course]
        if (line.sessions, line.seats) == (sessions, seats):
            continue
        planned = days.get(line.pk)
        if planned is not None and (len(planned) > sessions or sum(planned) > seats):
            with_days.append(rows[course].name)
            continue
        line.sessions, line.seats = sessions, seats
        line.seats_per_session = seats // sessions if sessions and seats % sessions == 0 else None
        line.revision += 1
        changed.append(line)
    PlanLine.objects.bulk_update(changed, ["sessions", "seats", "seats_per_session", "revision"])
    if changed:
        PlanVersion.objects.filter(pk=version.pk).update(revision=F("revision") + 1, changed_at=clock.now())
    return SeatsOutcome(
        decided=len(decided),
        written=len(changed),
        without_line=tuple(rows[course].name for course in decided if course not in lines),
        with_days=tuple(with_days),
    )
