"""Single facts about one person, entered by hand."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from baeumgil.core import clock
from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.core.errors import Invalid, Problem
from baeumgil.core.events import announce
from baeumgil.core.locks import hold
from baeumgil.core.said import Said
from baeumgil.engines.sheets.values import clean_code, clean_name, clean_text
from baeumgil.stages.people.access import may_edit_person, may_register_people
from baeumgil.stages.people.errors import CareerContradicts, PersonNotFound
from baeumgil.stages.people.events import CareerChanged
from baeumgil.stages.people.models import Absence, GradeSpell, Person, Posting, Service
from baeumgil.stages.people.queries.organisation import short_name, unit_on, unit_tree
from baeumgil.stages.people.queries.policies import career_policies
from baeumgil.stages.people.rules.retirement import retirement
from baeumgil.stages.people.rules.wording import GradeWord, read_grade
from baeumgil.stages.people.terms import (
    AbsenceKind,
    Authority,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    GuestKind,
    PersonId,
    PersonKind,
    Position,
)

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Subject:
    person: Person
    service: Service | None


@action("people.register_candidate")
def register_candidate(
    *,
    actor: Actor,
    candidate_no: str,
    name: str,
    birth_on: date | None = None,
    expected_on: date | None = None,
    grade_word: str = "",
    employment: EmploymentKind = EmploymentKind.GENERAL,
    authority: Authority = Authority.MAYOR,
) -> PersonId:
    """Register somebody chosen but not yet appointed. `expected_on` is the expected day of appointment."""
    allow(may_register_people(actor))
    number, name = clean_code(candidate_no), clean_name(name)
    problems = _blank(candidate_no=number, name=name)
    if number and Person.objects.filter(candidate_no=number).exists():
        problems.append(
            Problem(
                "candidate_no_taken",
                Said("이미 등록된 응시번호입니다.", "This candidate number is already registered."),
                field="candidate_no",
            )
        )
    grade = _grade(grade_word, problems) if grade_word else None
    if problems:
        raise Invalid(problems)
    person = Person.objects.create(candidate_no=number, name=name, birth_on=birth_on, kind=PersonKind.CANDIDATE)
    if expected_on is not None:
        Service.objects.create(
            person=person, employment=employment, authority=authority, entry=EntryKind.NEW, starts_on=expected_on
        )
        if grade is not None:
            _spell(person.pk, grade, GradeChange.APPOINTMENT, expected_on)
    record(f"임용후보자 등록 #{person.pk}", expected_on=expected_on)
    announce(CareerChanged((person.pk,), expected_on or clock.today()))
    return PersonId(person.pk)


@action("people.register_guest")
def register_guest(*, actor: Actor, name: str, guest_kind: GuestKind, body: str) -> PersonId:
    """Register a participant who does not belong to the city."""
    allow(may_register_people(actor))
    name, body = clean_text(name), clean_text(body)
    problems = _blank(name=name, body=body)
    if problems:
        raise Invalid(problems)
    person = Person.objects.create(name=name, kind=PersonKind.GUEST, guest_kind=guest_kind, guest_body=body)
    record(f"외부 교육생 등록 #{person.pk}", guest_kind=guest_kind)
    return PersonId(person.pk)


@action("people.appoint_candidate")
def appoint_candidate(
    *,
    actor: Actor,
    person: int,
    staff_no: str,
    appointed_on: date,
    unit: int,
    grade_word: str,
    entry: EntryKind = EntryKind.NEW,
) -> None:
    """Make a candidate an official with a staff number, a grade and a first posting."""
    subject = _subject(person)
    allow(may_register_people(actor))
    row, number = subject.person, clean_code(staff_no)
    if row.kind != PersonKind.CANDIDATE:
        raise CareerContradicts(Said("이미 임용된 사람입니다.", "This person is already appointed."), person=person)
    if appointed_on > clock.today():
        raise CareerContradicts(
            Said(
                "임용일이 아직 오지 않았습니다. 임용 예정일은 후보자 등록에서 고치세요.",
                "The day of appointment is still to come. Correct the expected day where the candidate is registered.",
            ),
            person=person,
        )
    problems = _blank(staff_no=number)
    if number and Person.objects.filter(staff_no=number).exists():
        problems.append(
            Problem(
                "staff_no_taken",
                Said("이미 쓰는 사번입니다.", "This staff number is already in use."),
                Said("사번을 확인하세요.", "Check the staff number."),
                field="staff_no",
            )
        )
    grade = _grade(grade_word, problems)
    if problems or grade is None:
        raise Invalid(problems)
    service = subject.service or Service(
        person=row, employment=grade.employment or EmploymentKind.GENERAL, authority=Authority.MAYOR
    )
    service.entry, service.starts_on = entry, appointed_on
    service.save()
    GradeSpell.objects.filter(person=row).delete()
    _spell(person, grade, GradeChange.APPOINTMENT, appointed_on)
    _post(person, unit, appointed_on, Position.MEMBER, title="", duties="")
    row.staff_no, row.kind = number, PersonKind.OFFICIAL
    row.retires_on = _retires_on(row.birth_on, service)
    row.save()
    _done(person, "임용", appointed_on)


@action("people.record_promotion")
def record_promotion(
    *, actor: Actor, person: int, on: date, grade_word: str, change: GradeChange = GradeChange.PROMOTION
) -> None:
    """Record another grade from a day on."""
    subject = _editable(actor, person)
    problems: list[Problem] = []
    grade = _grade(grade_word, problems)
    if grade is None:
        raise Invalid(problems)
    _within_service(subject, on)
    before = _close(GradeSpell, person, on, Said("직급", "grade"))
    if before is not None and (before.grade, before.title) == (grade.grade, grade.title):
        raise CareerContradicts(
            Said(f"이미 {before.title}입니다.", f"The person is already {before.title}."), person=person
        )
    _spell(person, grade, change, on, series=before.series if before is not None else "")
    _done(person, "직급 변경", on)


@action("people.record_posting")
def record_posting(
    *,
    actor: Actor,
    person: int,
    on: date,
    unit: int,
    position: Position = Position.MEMBER,
    position_title: str = "",
    duties: str = "",
) -> None:
    """Record another unit or position from a day on. Raises `UnitNotFound` when the unit does not stand then."""
    subject = _editable(actor, person)
    _within_service(subject, on)
    _close(Posting, person, on, Said("보직", "posting"))
    _post(person, unit, on, position, title=clean_text(position_title), duties=clean_text(duties))
    _done(person, "보직 변경", on)


@action("people.record_absence")
def record_absence(
    *, actor: Actor, person: int, kind: AbsenceKind, on: date, until: date | None = None, place: str = ""
) -> None:
    """Record that somebody is away from a day on. A reason of health is never recorded."""
    subject = _editable(actor, person)
    _within_service(subject, on)
    if until is not None and until < on:
        raise Invalid(
            [
                Problem(
                    "until_before_on",
                    Said("끝나는 날이 시작하는 날보다 앞섭니다.", "The end is before the beginning."),
                    field="until",
                )
            ]
        )
    overlap = Absence.objects.filter(person_id=person).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    if until is not None:
        overlap = overlap.filter(starts_on__lte=until)
    if overlap.exists():
        raise CareerContradicts(
            Said(
                "그 기간에 이미 휴직·파견이 기록되어 있습니다. 먼저 복귀를 기록하세요.",
                "A leave or secondment is already recorded for that time. Record the return first.",
            ),
            person=person,
        )
    Absence.objects.create(person_id=person, kind=kind, place=clean_text(place), starts_on=on, ends_on=until)
    _done(person, "휴직·파견", on)


@action("people.record_return")
def record_return(*, actor: Actor, person: int, on: date) -> None:
    """Record that somebody is back at work from a day on."""
    _editable(actor, person)
    absence = (
        Absence.objects.filter(person_id=person, starts_on__lt=on).filter(Q(ends_on=None) | Q(ends_on__gte=on)).first()
    )
    if absence is None:
        raise CareerContradicts(
            Said("그날 휴직·파견 중이 아닙니다.", "The person is not on leave or secondment on that day."),
            person=person,
        )
    _change(absence, ends_on=on - DAY)
    _done(person, "복귀", on)


@action("people.record_leaving")
def record_leaving(*, actor: Actor, person: int, on: date, how: ExitKind) -> None:
    """Record the last day of service; it must not lie in the future."""
    subject = _editable(actor, person)
    _within_service(subject, on)
    if on > clock.today():
        raise CareerContradicts(
            Said(
                "퇴직일이 아직 오지 않았습니다. 그날이 지난 뒤 기록하세요.",
                "The day of leaving is still to come. Record it once that day is past.",
            ),
            person=person,
        )
    spans: tuple[type[models.Model], ...] = (GradeSpell, Posting, Absence)
    for model in spans:
        rows: Any = model._default_manager  # noqa: SLF001  Django's documented name
        if rows.filter(person_id=person, starts_on__gt=on).exists():
            raise CareerContradicts(
                Said(f"{on}보다 뒤의 발령이 기록되어 있습니다.", f"An appointment after {on} is on record."),
                person=person,
            )
        rows.filter(person_id=person).filter(Q(ends_on=None) | Q(ends_on__gt=on)).update(ends_on=on, roster_import=None)
    if subject.service is not None:
        _change(subject.service, ends_on=on, exit=how)
    _change(subject.person, kind=PersonKind.FORMER)
    _done(person, "퇴직", on)


def _subject(person: int) -> _Subject:
    """The person, locked, with the open service."""
    if not hold(Person, [person]):
        raise PersonNotFound(person=person)
    return _Subject(Person.objects.get(pk=person), Service.objects.filter(person_id=person, ends_on=None).first())


def _editable(actor: Actor, person: int) -> _Subject:
    subject = _subject(person)
    today = clock.today()
    unit = (
        Posting.objects.filter(person_id=person, starts_on__lte=today)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today))
        .values_list("unit_id", flat=True)
        .first()
    )
    allow(may_edit_person(actor, unit))
    return subject


def _within_service(subject: _Subject, on: date) -> None:
    if subject.person.kind != PersonKind.OFFICIAL or subject.service is None:
        raise CareerContradicts(
            Said("재직 중인 사람이 아닙니다.", "This person is not in service."), person=subject.person.pk
        )
    if on < subject.service.starts_on:
        raise CareerContradicts(
            Said(
                f"임용일({subject.service.starts_on})보다 앞선 날입니다. 날짜를 확인하세요.",
                f"The day is before the appointment ({subject.service.starts_on}). Check the date.",
            ),
            person=subject.person.pk,
        )


def _close(model: type[models.Model], person: int, on: date, what: Said) -> Any:
    """End the open span the day before; refuse when something began on that day or later."""
    spans: Any = model._default_manager.filter(person_id=person)  # noqa: SLF001  Django's documented name
    if spans.filter(starts_on__gte=on).exists():
        raise CareerContradicts(
            Said(
                f"{on} 또는 그 뒤의 {what}이(가) 이미 기록되어 있습니다.",
                f"A {what.english} of {on} or later is already on record.",
            ),
            person=person,
        )
    before = spans.filter(ends_on=None).first()
    if before is not None:
        _change(before, ends_on=on - DAY)
    return before


def _change(row: models.Model, **values: object) -> None:
    """Change columns by hand; a row that a roster made is no longer the roster's to take back."""
    for name, value in values.items():
        setattr(row, name, value)
    names = list(values)
    if not isinstance(row, Person):
        row.roster_import = None  # type: ignore[attr-defined]  # every span table has it
        names.append("roster_import")
    row.save(update_fields=names)


def _spell(person: int, grade: GradeWord, change: GradeChange, on: date, series: str = "") -> None:
    GradeSpell.objects.create(
        person_id=person,
        grade=grade.grade,
        title=grade.title,
        series=grade.series or series,
        change=change,
        starts_on=on,
    )


def _post(person: int, unit: int, on: date, position: Position, *, title: str, duties: str) -> None:
    row = unit_on(unit, on)
    tree = unit_tree(on)
    body = tree[0].full_name if tree else ""
    Posting.objects.create(
        person_id=person,
        unit_id=unit,
        unit_name=short_name(row.full_name, body),
        position=position,
        position_title=title,
        duties=duties,
        starts_on=on,
    )


def _retires_on(birth_on: date | None, service: Service) -> date | None:
    policy = career_policies(clock.today())[0]
    if policy is None:
        return None
    found = retirement(
        birth_on=birth_on,
        employment=EmploymentKind(service.employment),
        term_ends_on=service.term_ends_on,
        policy=policy,
    )
    return None if found is None else found.on


def _grade(text: str, problems: list[Problem]) -> GradeWord | None:
    found = read_grade(clean_text(text))
    if found is None:
        problems.append(
            Problem(
                "unknown_grade",
                Said("직급을 알 수 없습니다.", "The grade cannot be understood."),
                Said("'행정7급'처럼 적으세요.", "Write it like '행정7급'."),
                field="grade_word",
            )
        )
    return found


def _blank(**texts: str) -> list[Problem]:
    return [
        Problem("missing", Said("값을 적으세요.", "Enter a value."), field=name)
        for name, text in texts.items()
        if not text
    ]


def _done(person: int, what: str, on: date) -> None:
    record(f"{what} #{person}", person=person, on=on)
    announce(CareerChanged((person,), on))
