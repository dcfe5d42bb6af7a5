"""The city's rooms, instructors and calendar, next year's draft; Gyeongnam 2025 scheduled from scratch."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from baeumgil.core import clock
from baeumgil.core.actors import Actor
from baeumgil.doors.cli.demo.plan.lines import NEXT_YEAR, THIS_YEAR
from baeumgil.doors.cli.demo.schedule.by_count import solve_by_count
from baeumgil.stages.plan.queries.course_briefs import course_briefs
from baeumgil.stages.plan.queries.institutes import institute_by_code, own_institute
from baeumgil.stages.schedule.queries.invitations import invitations
from baeumgil.stages.schedule.queries.problems import problem_of_year
from baeumgil.stages.schedule.services import proposals, solving
from baeumgil.stages.schedule.services.calendar_days import take_usual_peaks
from baeumgil.stages.schedule.services.instructors import note_away, save_instructor
from baeumgil.stages.schedule.services.invitations import answer
from baeumgil.stages.schedule.services.places import close_room, save_room, save_site
from baeumgil.stages.schedule.services.runs import start_run
from baeumgil.stages.schedule.services.years import open_year
from baeumgil.stages.schedule.terms import (
    AwayKind,
    ClosureKind,
    InstructorSide,
    InvitationState,
    RoomFeature,
    RoomKind,
    TeachingRole,
)

HERE = Path(__file__).parent
SET_UP, NEXT_OPENED = date(2025, 12, 22), date(2026, 10, 26)
EXAMPLE, EXAMPLE_YEAR = "gyeongnam", 2025
EXAMPLE_TEACHERS = 40
SECONDS, SEED = 60, 1
ANSWERED_AHEAD = timedelta(days=21)
WORKDAYS = (1, 2, 3, 4, 5)
Say = Callable[[str], None]


def load_schedule(actor: Actor, *, versions: Mapping[int, int], teacher: int | None, on: date, say: Say) -> None:
    """Everything of `schedule`. `teacher` is the person who signs in as an instructor."""
    say("강의실과 강사를 두고 올해 일정을 편성합니다")
    institute = own_institute().id
    with clock.fixed(SET_UP):
        _equip(actor, institute, teacher)
        this_year = open_year(actor=actor, institute=institute, year=THIS_YEAR)
        _accept(actor, _proposed(actor, this_year))
    with clock.fixed(NEXT_OPENED):
        following = open_year(actor=actor, institute=institute, year=NEXT_YEAR, version=versions[NEXT_YEAR])
    with clock.fixed(on):
        _answers(actor, on)
        _proposed(actor, following)
    say("경남 2025년 과정의 공개된 날짜를 잊고 처음부터 편성합니다")
    with clock.fixed(on):
        _example(actor)


def _equip(actor: Actor, institute: int, teacher: int | None) -> None:
    facts = _facts("city.toml")
    rooms = _rooms(actor, institute, facts)
    courses = {brief.code: brief.id for brief in course_briefs(institute).values()}
    instructors = {}
    for row in facts["instructor"]:
        is_inside = row["side"] == "inhouse"
        instructors[row["code"]] = save_instructor(
            actor=actor,
            institute=institute,
            code=row["code"],
            name=row["name"],
            side=InstructorSide(row["side"]),
            person=teacher if is_inside and row.get("signs_in") else None,
            organisation=row["organisation"],
            fee_grade=row.get("fee_grade", ""),
            weekdays=row.get("weekdays", WORKDAYS),
            teaches=[(courses[code], TeachingRole.LEAD) for code in row["courses"] if code in courses],
        )
    for year in (THIS_YEAR, NEXT_YEAR):
        take_usual_peaks(actor=actor, institute=institute, year=year)
        for row in facts["away"]:
            first, last = _span(row, year)
            note_away(
                actor=actor,
                instructor=instructors[row["instructor"]],
                kind=AwayKind(row["kind"]),
                first=first,
                last=last,
                note=row["note"],
            )
        for row in facts["closure"]:
            first, last = _span(row, year)
            close_room(
                actor=actor,
                room=rooms[row["room"]],
                kind=ClosureKind(row["kind"]),
                first=first,
                last=last,
                note=row["note"],
            )


def _span(row: Mapping[str, Any], year: int) -> tuple[date, date]:
    """First and last day of a span that comes every year."""
    return date.fromisoformat(f"{year}{row['first']}"), date.fromisoformat(f"{year}{row['last']}")


def _rooms(actor: Actor, institute: int, facts: Mapping[str, Any]) -> dict[str, int]:
    sites = {
        row["code"]: save_site(
            actor=actor,
            institute=institute,
            code=row["code"],
            name=row["name"],
            address=row.get("address", ""),
            order=place,
        )
        for place, row in enumerate(facts["site"])
    }
    only = next(iter(sites.values()))
    return {
        row["code"]: save_room(
            actor=actor,
            site=sites.get(row.get("site", ""), only),
            code=row["code"],
            name=row["name"],
            kind=RoomKind(row["kind"]),
            seats=row["seats"],
            features=[RoomFeature(code) for code in row.get("features", ())],
            order=place,
        )
        for place, row in enumerate(facts["room"])
    }


def _example(actor: Actor) -> None:
    """The published courses of Gyeongnam 2025, their dates forgotten; rooms and instructors are invented."""
    institute = institute_by_code(EXAMPLE).id
    _rooms(actor, institute, _facts("gyeongnam.toml"))
    take_usual_peaks(actor=actor, institute=institute, year=EXAMPLE_YEAR)
    courses = list(course_briefs(institute))
    number = count(1)
    for teacher in range(EXAMPLE_TEACHERS):
        taught = [course for place, course in enumerate(courses) if teacher in _teachers(place)]
        save_instructor(
            actor=actor,
            institute=institute,
            code=f"T{next(number):02d}",
            name=f"가상강사 {teacher + 1:02d}",
            side=InstructorSide.OUTSIDE,
            organisation="지어낸 강사",
            teaches=[(course, TeachingRole.LEAD) for course in taught],
        )
    year = open_year(actor=actor, institute=institute, year=EXAMPLE_YEAR)
    _accept(actor, _proposed(actor, year, from_scratch=True))


def _teachers(place: int) -> tuple[int, int, int]:
    """Three instructors who share a course with others."""
    return (place % EXAMPLE_TEACHERS, (place * 7 + 3) % EXAMPLE_TEACHERS, (place * 11 + 17) % EXAMPLE_TEACHERS)


def _proposed(actor: Actor, year: int, *, from_scratch: bool = False) -> int:
    """The proposal of a run that counts its steps."""
    problem = problem_of_year(year, keep="nothing") if from_scratch else None
    run = start_run(actor=actor, year=year, seconds=SECONDS, seed=SEED, problem=problem)
    proposal = solving.solve_run(actor=actor, run=run, start=solve_by_count)
    if proposal is None:
        raise RuntimeError(run)
    return proposal


def _accept(actor: Actor, proposal: int) -> None:
    proposals.accept(actor=actor, proposal=proposal)


def _answers(actor: Actor, on: date) -> None:
    """Those who teach in these weeks have answered; the later invitations wait."""
    for row in invitations(actor=actor, state=InvitationState.INVITED, since=on - ANSWERED_AHEAD):
        if row.starts_on <= on + ANSWERED_AHEAD:
            answer(actor=actor, invitation=row.id, accepts=True, note="")


def _facts(name: str) -> Mapping[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
