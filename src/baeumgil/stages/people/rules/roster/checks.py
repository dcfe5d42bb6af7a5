"""Contradictions inside a roster: each fault is named once, at the cell where it most likely lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baeumgil.core.said import Said, english
from baeumgil.stages.people.rules.retirement import RetirementPolicy, age_limit_day, retirement
from baeumgil.stages.people.rules.roster.cells import CellReader
from baeumgil.stages.people.rules.roster.facts import Roster, RosterFacts
from baeumgil.stages.people.terms import EmploymentKind, EntryKind, RosterField, StatusKind

WITHOUT_TITLES = frozenset(
    {
        EmploymentKind.PUBLIC_WORKER,
        EmploymentKind.POLITICAL,
        EmploymentKind.SPECIAL_POST,
        EmploymentKind.FIXED_TERM,
        EmploymentKind.INVESTED_BODY,
        EmploymentKind.SPECIALIST,
    }
)
SINCE = (
    (
        RosterField.GRADE_SINCE,
        "promoted_before_appointment",
        Said("현 직급이 된 날이 임용일보다 앞섭니다.", "The day of the present grade is before the appointment."),
    ),
    (
        RosterField.POSTING_SINCE,
        "posting_before_appointment",
        Said(
            "현 부서에 온 날이 임용일보다 앞섭니다.", "The day of coming to the present unit is before the appointment."
        ),
    ),
    (
        RosterField.POSITION_SINCE,
        "position_before_appointment",
        Said("직위를 맡은 날이 임용일보다 앞섭니다.", "The day of taking up the position is before the appointment."),
    ),
    (
        RosterField.ABSENCE_SINCE,
        "absence_before_appointment",
        Said("휴직·파견이 시작된 날이 임용일보다 앞섭니다.", "The leave or secondment begins before the appointment."),
    ),
)
FUTURE = (
    RosterField.GRADE_SINCE,
    RosterField.POSTING_SINCE,
    RosterField.POSITION_SINCE,
    RosterField.ABSENCE_SINCE,
)
FIX_DATE = Said("두 날짜 가운데 잘못 적힌 것을 고치세요.", "Correct whichever of the two dates is wrong.")


@dataclass(frozen=True, slots=True)
class CheckPolicy:
    """What checks depend on: the day of the roster, the youngest age at appointment, the age limit."""

    as_of: date
    youngest_age: int
    retirement: RetirementPolicy | None


def is_guest(facts: RosterFacts) -> bool:
    """True for a row about somebody who does not belong to the city."""
    return facts.guest_kind is not None


def is_candidate(facts: RosterFacts) -> bool:
    """True for a row about somebody not yet appointed: there is no staff number."""
    return facts.staff_no is None and facts.candidate_no is not None and not is_guest(facts)


def has_left(facts: RosterFacts) -> bool:
    """True for a row that says that somebody is gone."""
    return facts.status is StatusKind.LEFT or (facts.status is None and facts.exit_on is not None)


def check(roster: Roster, reader: CellReader, policy: CheckPolicy) -> None:
    """Look at every row and name what contradicts itself; problems go to the reader."""
    _duplicates(roster.columns["staff_no"], reader, RosterField.STAFF_NO, "duplicate_staff_no")
    _duplicates(roster.columns["candidate_no"], reader, RosterField.CANDIDATE_NO, "duplicate_candidate_no")
    stated = reader.stated_retirement
    for at, facts in enumerate(roster.rows()):
        if not _is_plain(facts, policy):
            _look_closer(at, facts, reader, policy)
        if stated[at] is not None and policy.retirement is not None and not is_guest(facts):
            _retirement(at, facts, stated[at], reader, policy.retirement)


def _is_plain(facts: RosterFacts, policy: CheckPolicy) -> bool:
    """True for the ordinary row of somebody at work in which no check below can find anything."""
    start, as_of, birth = facts.appointed_on, policy.as_of, facts.birth_on
    if start is None or birth is None or not (facts.staff_no and facts.name and facts.unit and facts.title):
        return False
    if facts.status is not StatusKind.SERVING or facts.guest_kind is not None or facts.exit_on is not None:
        return False
    if start > as_of or start.year - birth.year <= policy.youngest_age:
        return False
    if facts.absence_since is not None or facts.absence_until is not None or facts.term_ends_on is not None:
        return False
    days = (facts.grade_since, facts.posting_since, facts.position_since)
    return all(day is None or start <= day <= as_of for day in days)


def _look_closer(at: int, facts: RosterFacts, reader: CellReader, policy: CheckPolicy) -> None:
    _required(at, facts, reader)
    if not is_guest(facts):
        _appointment(at, facts, reader, policy)
        _days(at, facts, reader, policy)


def _duplicates(codes: Sequence[str | None], reader: CellReader, column: RosterField, code: str) -> None:
    stated = [value.casefold() for value in codes if value is not None]
    if len(set(stated)) == len(stated):
        return
    first: dict[str, int] = {}
    for at, value in enumerate(codes):
        if value is None:
            continue
        before = first.setdefault(value.casefold(), at)
        if before != at:
            reader.fault(
                at,
                column,
                code,
                Said(
                    f"{reader.numbers[before]}행과 같은 {_noun(column)}입니다.",
                    f"This is the same {english(_noun(column))} as in row {reader.numbers[before]}.",
                ),
                Said(
                    "한 사람이 두 번 적혔으면 한 줄을 지우고, 다른 사람이면 번호를 고치세요.",
                    "If one person is listed twice, remove one row; if they are two people, correct the number.",
                ),
            )


def _noun(column: RosterField) -> Said:
    return Said("사번", "staff number") if column is RosterField.STAFF_NO else Said("응시번호", "candidate number")


def _required(at: int, facts: RosterFacts, reader: CellReader) -> None:
    def missing(column: RosterField, korean: str, what: str) -> None:
        if (at, column) not in reader.bad:
            reader.fault(
                at,
                column,
                "missing",
                Said(f"{korean} 비어 있습니다.", f"The {what} is empty."),
                Said("값을 채우세요.", "Fill in a value."),
            )

    if facts.staff_no is None and facts.candidate_no is None:
        if RosterField.STAFF_NO in reader.cells:
            missing(RosterField.STAFF_NO, "사번이", "staff number")
        else:
            missing(RosterField.CANDIDATE_NO, "응시번호가", "candidate number")
    if not facts.name:
        missing(RosterField.NAME, "성명이", "name")
    if is_guest(facts) or is_candidate(facts) or has_left(facts):
        return
    if facts.unit is None and (at, RosterField.TEAM) not in reader.bad:
        missing(RosterField.UNIT, "부서가", "unit")
    if facts.title is None and facts.employment not in WITHOUT_TITLES:
        missing(RosterField.GRADE, "직급이", "grade")


def _appointment(at: int, facts: RosterFacts, reader: CellReader, policy: CheckPolicy) -> None:
    appointed, birth = facts.appointed_on, facts.birth_on
    if facts.status is StatusKind.CANDIDATE and facts.staff_no is not None:
        reader.fault(
            at,
            RosterField.STAFF_NO,
            "candidate_with_staff_no",
            Said("임용 전인 사람에게 사번이 있습니다.", "A person not yet appointed has a staff number."),
            Said(
                "임용되었으면 재직 상태를 고치고, 아직이면 사번을 지우세요.",
                "If the person is appointed, correct the employment state; if not, remove the staff number.",
            ),
        )
    elif appointed is not None and appointed > policy.as_of and facts.staff_no is not None:
        reader.fault(
            at,
            RosterField.APPOINTED_ON,
            "appointed_in_future",
            Said(
                f"사번이 있는데 임용일이 기준일({policy.as_of})보다 뒤입니다.",
                f"There is a staff number, but the appointment is after the day of the roster ({policy.as_of}).",
            ),
            Said(
                "임용일을 고치거나, 아직 임용 전이면 사번 대신 응시번호를 적으세요.",
                "Correct the day of appointment or, if it is still to come, "
                "enter the candidate number instead of the staff number.",
            ),
        )
    elif appointed is not None and appointed <= policy.as_of and is_candidate(facts):
        reader.fault(
            at,
            RosterField.STAFF_NO,
            "appointed_without_staff_no",
            Said("임용일이 지났는데 사번이 없습니다.", "The day of appointment is past, but there is no staff number."),
            Said(
                "사번을 적거나 임용 예정일을 고치세요.",
                "Enter the staff number or correct the expected day of appointment.",
            ),
        )
    if birth is None:
        return
    if birth > policy.as_of or (appointed is not None and birth >= appointed):
        reader.fault(
            at,
            RosterField.BIRTH_ON,
            "born_after_appointment",
            Said("생년월일이 임용일보다 뒤입니다.", "The date of birth is after the appointment."),
            FIX_DATE,
        )
    elif appointed is not None and _age(birth, appointed) < policy.youngest_age:
        reader.fault(
            at,
            RosterField.BIRTH_ON,
            "too_young",
            Said(
                f"임용될 때 만 {policy.youngest_age}세가 되지 않습니다.",
                f"The person is younger than {policy.youngest_age} at appointment.",
            ),
            FIX_DATE,
        )


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _days(at: int, facts: RosterFacts, reader: CellReader, policy: CheckPolicy) -> None:
    days = (facts.grade_since, facts.posting_since, facts.position_since, facts.absence_since)
    for column, day in zip(FUTURE, days, strict=True):
        if day is not None and day > policy.as_of:
            reader.fault(
                at,
                column,
                "in_future",
                Said(
                    f"날짜가 기준일({policy.as_of})보다 뒤입니다.",
                    f"The date is after the day of the roster ({policy.as_of}).",
                ),
                Said("날짜를 고치거나 기준일을 바꾸세요.", "Correct the date or change the day of the roster."),
            )
    if (at, RosterField.APPOINTED_ON) not in reader.bad and facts.appointed_on is not None:
        _since_appointment(at, facts, facts.appointed_on, reader)
    if facts.absence_since and facts.absence_until and facts.absence_until < facts.absence_since:
        reader.fault(
            at,
            RosterField.ABSENCE_UNTIL,
            "absence_backwards",
            Said("휴직·파견이 끝나는 날이 시작하는 날보다 앞섭니다.", "The leave or secondment ends before it begins."),
            FIX_DATE,
        )
    if facts.exit_on is not None and has_left(facts) and facts.exit_on > policy.as_of:
        reader.fault(
            at,
            RosterField.EXIT_ON,
            "left_in_future",
            Said(
                f"퇴직일이 기준일({policy.as_of})보다 뒤입니다.",
                f"The day of leaving is after the day of the roster ({policy.as_of}).",
            ),
            Said(
                "날짜를 고치거나 그날 뒤의 명단에서 퇴직으로 올리세요.",
                "Correct the date, or record the departure with a roster of a later day.",
            ),
        )


def _since_appointment(at: int, facts: RosterFacts, appointed: date, reader: CellReader) -> None:
    days = (facts.grade_since, facts.posting_since, facts.position_since, facts.absence_since)
    early = [
        rule
        for rule, day in zip(SINCE, days, strict=True)
        if day is not None
        and day < appointed
        and (at, rule[0]) not in reader.bad
        and not (rule[0] is RosterField.GRADE_SINCE and facts.entry is EntryKind.TRANSFER)
    ]
    if len(early) == 1:
        column, code, message = early[0]
        reader.fault(at, column, code, message, FIX_DATE)
    elif early:
        reader.fault(
            at,
            RosterField.APPOINTED_ON,
            "appointed_after_others",
            Said(
                "임용일이 현 직급·현 부서의 날짜보다 뒤입니다.",
                "The appointment is after the dates of the present grade or unit.",
            ),
            FIX_DATE,
        )
    if facts.exit_on is not None and facts.exit_on < appointed:
        reader.fault(
            at,
            RosterField.EXIT_ON,
            "left_before_appointment",
            Said("퇴직일이 임용일보다 앞섭니다.", "The day of leaving is before the appointment."),
            FIX_DATE,
        )
    if facts.term_ends_on is not None and facts.term_ends_on < appointed:
        reader.fault(
            at,
            RosterField.TERM_ENDS_ON,
            "term_before_appointment",
            Said("임기 만료일이 임용일보다 앞섭니다.", "The end of the term is before the appointment."),
            FIX_DATE,
        )


def _retirement(at: int, facts: RosterFacts, stated: date | None, reader: CellReader, policy: RetirementPolicy) -> None:
    if facts.birth_on is None or (at, RosterField.BIRTH_ON) in reader.bad:
        return
    if facts.employment is EmploymentKind.GENERAL and stated == age_limit_day(facts.birth_on, policy.age):
        return
    by_law = retirement(
        birth_on=facts.birth_on,
        employment=facts.employment or EmploymentKind.GENERAL,
        term_ends_on=facts.term_ends_on,
        policy=policy,
    )
    if by_law is not None and by_law.on != stated and by_law.reason.code == "age_limit":
        reader.fault(
            at,
            RosterField.RETIRES_ON,
            "retirement_disagrees",
            Said(
                f"생년월일로 계산한 정년퇴직일({by_law.on})과 다릅니다.",
                f"This differs from the retirement day worked out from the date of birth ({by_law.on}).",
            ),
            Said(
                "생년월일과 정년퇴직일 가운데 잘못 적힌 것을 고치세요.",
                "Correct whichever is wrong, the date of birth or the retirement day.",
            ),
        )
