"""The city's plans: last year's with what became of it, this year's published, next year's before the committee."""

import csv
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.core.glossary import label
from baeumgil.doors.cli.demo.plan.courses import draft_of
from baeumgil.doors.cli.demo.plan.lines import (
    LAST_YEAR,
    NEXT_YEAR,
    OPINION_HEADINGS,
    RESULT_HEADINGS,
    THIS_YEAR,
    holidays_of,
    line_drafts,
    opinion_rows,
    result_rows,
)
from baeumgil.doors.cli.demo.plan.source import CourseRow, city_facts, course_rows
from baeumgil.doors.cli.demo.plan.steps import (
    Signer,
    approve,
    ask_needs,
    decide,
    hand_to_committee,
    leave_open,
    mark_checks,
    write_texts,
)
from baeumgil.stages.people.queries.accounts import account_card
from baeumgil.stages.plan.queries.plans import plan_book
from baeumgil.stages.plan.rules.needs_drafts import SeatChoice
from baeumgil.stages.plan.rules.setting_up import FieldDraft, GoalDraft
from baeumgil.stages.plan.services.committee import add_member, set_up_committee
from baeumgil.stages.plan.services.competencies import set_up_competencies
from baeumgil.stages.plan.services.courses import save_course
from baeumgil.stages.plan.services.files import take_in
from baeumgil.stages.plan.services.institutes import set_up_fields, set_up_goals, set_up_institute
from baeumgil.stages.plan.services.plans import open_plan, put_lines, set_year_result
from baeumgil.stages.plan.services.proposals import take_demand
from baeumgil.stages.plan.services.routes import RouteStepDraft, save_route
from baeumgil.stages.plan.services.samples import load_gyeongnam
from baeumgil.stages.plan.services.samples_seoul import load_seoul
from baeumgil.stages.plan.terms import ChangeVerb, DocumentType, ImportKind, LegalKind, StepRole

FIRST_DAY = date(2024, 1, 2)
TERMS = (date(2024, 3, 1), date(2026, 3, 1))
SIGNERS = ("office", "team-leader", "division-head", "head", "deputy-mayor")
PLANNED = {
    LAST_YEAR: (date(2024, 11, 4), date(2024, 12, 12), date(2024, 12, 20)),
    THIS_YEAR: (date(2025, 11, 3), date(2025, 12, 11), date(2025, 12, 19)),
    NEXT_YEAR: (date(2026, 10, 12), date(2026, 12, 10), date(2026, 12, 18)),
}
MEETING_ITEMS = ("BG-405", "BG-306", "BG-314")
THIS_YEAR_SO_FAR = 0.8
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class PlansLoaded:
    """What was put in."""

    courses: int
    versions: Mapping[int, int]


def load_plans(actor: Actor, *, signers: Mapping[str, Signer], units: Sequence[int], on: date, say: Say) -> PlansLoaded:
    """Everything of `plan` for the city, and the published plans of Seoul and Gyeongnam as examples."""
    say("교육과정과 연간계획을 만듭니다")
    with clock.fixed(FIRST_DAY):
        institute = _set_up(actor)
        courses = {row.code: _course(actor, institute, row) for row in _in_order(course_rows())}
        _routes(actor, institute, signers)
        committee = _committee(actor, institute, signers)
    line = [signers[name] for name in SIGNERS]
    versions: dict[int, int] = {}
    for year in (LAST_YEAR, THIS_YEAR):
        opened, meets_on, signs_on = PLANNED[year]
        with clock.fixed(opened):
            versions[year] = _draft(actor, institute, year, versions.get(year - 1))
        approve(versions[year], committee, line, actor=actor, meets_on=meets_on, signs_on=signs_on)
    _results(actor, institute, on)
    say("내년 계획의 수요조사와 심의 안을 만듭니다")
    ask_needs(actor, institute, NEXT_YEAR, courses=courses, units=units)
    opened, meets_on, _ = PLANNED[NEXT_YEAR]
    with clock.fixed(opened):
        take_demand(actor=actor, year=NEXT_YEAR)
        decide(actor, institute, NEXT_YEAR, _decided(courses))
        versions[NEXT_YEAR] = _draft(actor, institute, NEXT_YEAR, versions[THIS_YEAR])
    with clock.fixed(on):
        lines = plan_book(actor=actor, version=versions[NEXT_YEAR]).lines
        items = [one.id for one in lines if one.code in MEETING_ITEMS]
        hand_to_committee(versions[NEXT_YEAR], committee, items, actor=actor, meets_on=meets_on)
        leave_open(actor, institute, NEXT_YEAR, on)
    say("공개된 계획 두 가지를 예시로 넣습니다: 서울 2019, 경남 2025")
    load_seoul(actor=actor)
    load_gyeongnam(actor=actor)
    return PlansLoaded(courses=len(courses), versions=versions)


def _set_up(actor: Actor) -> int:
    facts = city_facts()
    institute = set_up_institute(actor=actor, **facts["institute"])
    set_up_fields(
        actor=actor,
        institute=institute,
        fields=[
            FieldDraft(**(row | {"legal_kind": LegalKind(row["legal_kind"])}), order=place)
            for place, row in enumerate(facts["field"])
        ],
    )
    set_up_goals(
        actor=actor,
        institute=institute,
        goals=[
            GoalDraft(row["code"], row["name"], tuple(row["strategies"]), order=place)
            for place, row in enumerate(facts["goal"])
        ],
    )
    set_up_competencies(actor=actor, institute=institute, names={gap["code"]: gap["name"] for gap in facts["gap"]})
    for row in facts["year"]:
        set_year_result(
            actor=actor,
            institute=institute,
            year=row["year"],
            plan_name=row["plan_name"],
            planned_people=row["planned"],
            actual_people=row["actual"],
        )
    return institute


def _in_order(rows: Sequence[CourseRow]) -> list[CourseRow]:
    """Courses after those they need."""
    waiting, placed = list(rows), dict[str, CourseRow]()
    while waiting:
        ready = [row for row in waiting if all(code in placed for code in row.needs)]
        placed |= {row.code: row for row in ready}
        waiting = [row for row in waiting if row.code not in placed]
    return list(placed.values())


def _course(actor: Actor, institute: int, row: CourseRow) -> int:
    return save_course(actor=actor, institute=institute, draft=draft_of(row))


def _routes(actor: Actor, institute: int, signers: Mapping[str, Signer]) -> None:
    for route in city_facts()["route"]:
        save_route(
            actor=actor,
            institute=institute,
            document_type=DocumentType(route["document_type"]),
            name=route["name"],
            basis=route["basis"],
            valid_from=FIRST_DAY,
            steps=[
                RouteStepDraft(
                    role=StepRole(step["role"]),
                    post=step["post"],
                    account=signers[step["account"]].account,
                    is_delegated=step.get("is_delegated", False),
                )
                for step in route["steps"]
            ],
        )


def _committee(actor: Actor, institute: int, signers: Mapping[str, Signer]) -> int:
    """Members by virtue of their post are the people who hold it, so the deputy mayor who sits there also signs."""
    facts = city_facts()
    committee = set_up_committee(actor=actor, institute=institute, **facts["committee"])
    members = [dict(member) for member in facts["member"]]
    for member in members:
        if account := member.pop("account", ""):
            card = account_card(actor=actor, account=signers[account].account)
            member["name"] = card.row.display_name
    for starts_on in TERMS:
        with clock.fixed(starts_on):
            for member in members:
                add_member(actor=actor, committee=committee, starts_on=starts_on, **member)
    return committee


def _draft(actor: Actor, institute: int, year: int, copy_from: int | None) -> int:
    version = open_plan(
        actor=actor,
        institute=institute,
        year=year,
        title=f"{year}년 배움시 공무원 교육훈련계획",
        copy_from=copy_from,
    )
    put_lines(actor=actor, version=version, drafts=line_drafts(year, holidays_of(year)))
    write_texts(actor, version)
    checks = plan_book(actor=actor, version=version).pre_checks
    mark_checks(actor, version, [(row.code, row.name) for row in checks])
    return version


def _decided(courses: Mapping[str, int]) -> list[SeatChoice]:
    """Decisions for the courses whose sessions change; the others still wait for one."""
    rows = [row for row in course_rows() if row.verbs.get(NEXT_YEAR) is ChangeVerb.IMPROVED]
    return [
        SeatChoice(courses[row.code], row.sessions[NEXT_YEAR], row.sessions[NEXT_YEAR] * row.seats, row.reason)
        for row in rows
    ]


def _results(actor: Actor, institute: int, on: date) -> None:
    """What became of last year and of this year so far, taken in as the office would: from files."""
    results = [*result_rows(LAST_YEAR), *result_rows(THIS_YEAR, part=THIS_YEAR_SO_FAR)]
    held = {(row[0], row[1]) for row in results}
    opinions = [row for year in (LAST_YEAR, THIS_YEAR) for row in opinion_rows(year) if (row[0], row[1]) in held]
    with tempfile.TemporaryDirectory() as folder, clock.fixed(on):
        for kind, headings, rows in (
            (ImportKind.RESULTS, RESULT_HEADINGS, results),
            (ImportKind.OPINIONS, OPINION_HEADINGS, opinions),
        ):
            path = Path(folder) / f"{label(kind)}.csv"
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([headings, *rows])
            take_in(actor=actor, institute=institute, file_name=path.name, path=path, kind=kind)
