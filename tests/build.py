"""Typed builders for tests. Each makes one thing and the facts it needs, and returns its id."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from baeumgil.core.actors import Actor, ActorKind, Grant, Role
from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service, Unit, UnitSpan
from baeumgil.stages.people.rules.career import AbsenceSpan, Career, GradeSpan, PostingSpan, ServiceSpan
from baeumgil.stages.people.rules.retirement import RetirementPolicy, retirement
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
    RosterField,
    UnitKind,
)

_numbers = count(1)

LONG_AGO = date(2000, 1, 1)

RETIREMENT_POLICY = RetirementPolicy(
    age=60,
    employments=frozenset(
        {
            EmploymentKind.GENERAL,
            EmploymentKind.SPECIAL_POST,
            EmploymentKind.RESEARCH,
            EmploymentKind.GUIDANCE,
            EmploymentKind.SPECIALIST,
            EmploymentKind.PUBLIC_WORKER,
        }
    ),
    by_term=frozenset({EmploymentKind.FIXED_TERM}),
    article="지방공무원법 제66조",
    term_article="지방공무원 임용령 제21조의3",
)


def a_unit(
    name: str = "총무과",
    *,
    code: str = "",
    parent: int | None = None,
    kind: UnitKind = UnitKind.DIVISION,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    sort_order: int | None = None,
) -> int:
    """A unit with one span; its full name continues its parent's."""
    number = next(_numbers)
    above = UnitSpan.objects.filter(unit_id=parent).order_by("-starts_on").first() if parent is not None else None
    unit = Unit.objects.create(key=f"test-{number}")
    UnitSpan.objects.create(
        unit=unit,
        parent_id=parent,
        official_code=code,
        name=name,
        full_name=f"{above.full_name} {name}" if above is not None else name,
        kind=kind,
        sort_order=number if sort_order is None else sort_order,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return unit.pk


def a_person(
    name: str = "김하늘",
    *,
    staff_no: str | None = None,
    unit: int | None = None,
    grade: int | None = 7,
    title: str = "",
    series: str = "행정",
    position: Position = Position.MEMBER,
    employment: EmploymentKind = EmploymentKind.GENERAL,
    authority: Authority = Authority.MAYOR,
    entry: EntryKind = EntryKind.NEW,
    birth_on: date | None = date(1990, 5, 1),
    appointed_on: date = date(2015, 3, 2),
    promotions: Sequence[tuple[date, int]] = (),
    postings: Sequence[tuple[date, int, Position]] = (),
    absences: Sequence[tuple[AbsenceKind, date, date | None]] = (),
    term_ends_on: date | None = None,
    left_on: date | None = None,
    exit_kind: ExitKind | None = None,
) -> int:
    """An official with a career. `grade` is the grade at appointment; `promotions` follow it.

    `postings` (from, unit, position) follow a first posting in `unit` from the day of appointment;
    without `unit` the person is posted only by `postings`. `left_on` closes everything.
    """
    retires = retirement(birth_on=birth_on, employment=employment, term_ends_on=term_ends_on, policy=RETIREMENT_POLICY)
    person = Person.objects.create(
        staff_no=staff_no or f"T{next(_numbers):06d}",
        name=name,
        birth_on=birth_on,
        kind=PersonKind.OFFICIAL if left_on is None else PersonKind.FORMER,
        retires_on=retires.on if retires is not None else None,
    )
    Service.objects.create(
        person=person,
        employment=employment,
        authority=authority,
        entry=entry,
        exit=(exit_kind or ExitKind.RESIGNED) if left_on is not None else None,
        starts_on=appointed_on,
        ends_on=left_on,
        term_ends_on=term_ends_on,
    )
    steps = [(appointed_on, grade), *promotions]
    for place, (day, held) in enumerate(steps):
        GradeSpell.objects.create(
            person=person,
            grade=held,
            title=title if title and place == 0 else (f"{held}급" if held is not None else title),
            series=series,
            change=GradeChange.APPOINTMENT if place == 0 else GradeChange.PROMOTION,
            starts_on=day,
            ends_on=steps[place + 1][0] - timedelta(days=1) if place + 1 < len(steps) else left_on,
        )
    places = [*([(appointed_on, unit, position)] if unit is not None else []), *postings]
    for place, (day, at, held_position) in enumerate(places):
        Posting.objects.create(
            person=person,
            unit_id=at,
            unit_name=UnitSpan.objects.filter(unit_id=at).order_by("-starts_on").values_list("name", flat=True)[0],
            position=held_position,
            starts_on=day,
            ends_on=places[place + 1][0] - timedelta(days=1) if place + 1 < len(places) else left_on,
        )
    for kind, starts_on, ends_on in absences:
        Absence.objects.create(person=person, kind=kind, starts_on=starts_on, ends_on=ends_on)
    return person.pk


def a_candidate(
    name: str = "이새봄",
    *,
    candidate_no: str | None = None,
    birth_on: date | None = date(2000, 2, 3),
    appointed_on: date | None = None,
    grade: int | None = 9,
    series: str = "행정",
    employment: EmploymentKind = EmploymentKind.GENERAL,
) -> int:
    """Somebody not yet appointed; `appointed_on` is the expected day."""
    person = Person.objects.create(
        candidate_no=candidate_no or f"C{next(_numbers):06d}",
        name=name,
        birth_on=birth_on,
        kind=PersonKind.CANDIDATE,
    )
    if appointed_on is not None:
        Service.objects.create(
            person=person,
            employment=employment,
            authority=Authority.MAYOR,
            entry=EntryKind.NEW,
            starts_on=appointed_on,
        )
        GradeSpell.objects.create(
            person=person,
            grade=grade,
            title=f"{grade}급",
            series=series,
            change=GradeChange.APPOINTMENT,
            starts_on=appointed_on,
        )
    return person.pk


def a_guest(
    name: str = "박다른",
    *,
    guest_kind: GuestKind = GuestKind.OTHER_REGION,
    guest_body: str = "이웃시",
) -> int:
    """A participant who does not belong to the city."""
    return Person.objects.create(name=name, kind=PersonKind.GUEST, guest_kind=guest_kind, guest_body=guest_body).pk


def an_actor(
    role: Role | None = None,
    *,
    units: Iterable[int] | None = None,
    person: int | None = None,
    account: int | None = None,
    label: str = "시험 계정",
) -> Actor:
    """Somebody signed in with one role, in these units (already whole subtrees) or everywhere."""
    grants = () if role is None else (Grant(role, None if units is None else frozenset(units)),)
    return Actor(kind=ActorKind.PERSON, label=label, account=account, person=person, grants=grants)


def the_operator() -> Actor:
    """The person at the server's command line."""
    return Actor.operator(reason="시험")


def a_career(
    *,
    person: int = 1,
    kind: PersonKind = PersonKind.OFFICIAL,
    birth_on: date | None = date(1990, 5, 1),
    services: Sequence[ServiceSpan] | None = None,
    appointed_on: date = date(2015, 3, 2),
    left_on: date | None = None,
    employment: EmploymentKind = EmploymentKind.GENERAL,
    authority: Authority = Authority.MAYOR,
    entry: EntryKind = EntryKind.NEW,
    grade: int | None = 7,
    title: str = "",
    series: str = "행정",
    promotions: Sequence[tuple[date, int]] = (),
    grades: Sequence[GradeSpan] | None = None,
    postings: Sequence[PostingSpan] = (),
    absences: Sequence[AbsenceSpan] = (),
    term_ends_on: date | None = None,
    retires_on: date | None = None,
) -> Career:
    """A career as plain facts, without a database; `retires_on` is computed unless given."""
    if services is None:
        services = (
            ServiceSpan(
                employment=employment,
                authority=authority,
                entry=entry,
                starts_on=appointed_on,
                ends_on=left_on,
                exit=ExitKind.RESIGNED if left_on is not None else None,
                term_ends_on=term_ends_on,
            ),
        )
    if grades is None:
        steps = [(appointed_on, grade), *promotions]
        grades = tuple(
            GradeSpan(
                grade=held,
                title=title if title and place == 0 else (f"{held}급" if held is not None else title),
                series=series,
                change=GradeChange.APPOINTMENT if place == 0 else GradeChange.PROMOTION,
                starts_on=day,
                ends_on=steps[place + 1][0] - timedelta(days=1) if place + 1 < len(steps) else left_on,
            )
            for place, (day, held) in enumerate(steps)
        )
    if retires_on is None:
        retires = retirement(
            birth_on=birth_on, employment=employment, term_ends_on=term_ends_on, policy=RETIREMENT_POLICY
        )
        retires_on = retires.on if retires is not None else None
    return Career(
        person=person,
        kind=kind,
        birth_on=birth_on,
        retires_on=retires_on,
        services=services,
        grades=grades,
        postings=postings,
        absences=absences,
    )


ROSTER_HEADINGS = {
    RosterField.STAFF_NO: "사번",
    RosterField.CANDIDATE_NO: "응시번호",
    RosterField.NAME: "성명",
    RosterField.BIRTH_ON: "생년월일",
    RosterField.UNIT: "소속부서",
    RosterField.TEAM: "팀",
    RosterField.GRADE: "직급",
    RosterField.SERIES: "직렬",
    RosterField.POSITION: "직위",
    RosterField.EMPLOYMENT: "고용구분",
    RosterField.AUTHORITY: "임용권자",
    RosterField.APPOINTED_ON: "최초임용일",
    RosterField.ENTRY: "임용구분",
    RosterField.GRADE_SINCE: "현직급임용일",
    RosterField.GRADE_CHANGE: "승진구분",
    RosterField.POSTING_SINCE: "현부서발령일",
    RosterField.POSITION_SINCE: "팀장보임일",
    RosterField.STATUS: "재직상태",
    RosterField.ABSENCE_SINCE: "휴직시작일",
    RosterField.ABSENCE_UNTIL: "휴직종료일",
    RosterField.TERM_ENDS_ON: "임기만료일",
    RosterField.EXIT: "퇴직구분",
    RosterField.EXIT_ON: "퇴직일",
    RosterField.RETIRES_ON: "정년퇴직일",
    RosterField.DUTIES: "담당업무",
    RosterField.GUEST_KIND: "외부교육생구분",
    RosterField.GUEST_BODY: "외부교육생소속",
}


def a_roster_file(
    folder: Path, rows: Sequence[Mapping[Any, object]], *, name: str = "명단.csv", encoding: str = "utf-8"
) -> Path:
    """A CSV roster with one column for every field that a row states; other headings stand as they are."""
    fields = list(dict.fromkeys(field for row in rows for field in row))
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [ROSTER_HEADINGS.get(field, field) if isinstance(field, RosterField) else field for field in fields]
        )
        writer.writerows(["" if row.get(field) is None else row.get(field) for field in fields] for row in rows)
    return path


def a_roster_row(staff_no: str | None = "00001", **facts: object) -> dict[RosterField | str, object]:
    """A row about an ordinary official; facts are named as in `RosterField`."""
    row: dict[RosterField | str, object] = {
        RosterField.STAFF_NO: staff_no,
        RosterField.NAME: "김하늘",
        RosterField.BIRTH_ON: "1990-05-01",
        RosterField.UNIT: "총무과",
        RosterField.GRADE: "행정7급",
        RosterField.APPOINTED_ON: "2015-03-02",
        RosterField.STATUS: "재직",
    }
    return row | {RosterField(name): value for name, value in facts.items()}
