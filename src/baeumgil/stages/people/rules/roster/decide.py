"""Deciding what a roster row does to somebody who is known: what is new, what is moved, what is corrected."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from baeumgil.core.glossary import label
from baeumgil.stages.people.rules.roster.checks import has_left, is_candidate, is_guest
from baeumgil.stages.people.rules.roster.facts import RosterFacts
from baeumgil.stages.people.rules.roster.known import Known, KnownAbsence, KnownGrade, KnownPosting, KnownService
from baeumgil.stages.people.rules.roster.outcome import outcome
from baeumgil.stages.people.rules.roster.people import (
    Setting,
    absence_end,
    add,
    first_absence,
    first_grade,
    first_posting,
    leaving_day,
    summary,
    title_of,
)
from baeumgil.stages.people.rules.roster.plan import ABSENCE, DAY, GRADE, PERSON, POSTING, SERVICE, Plan, shown
from baeumgil.stages.people.rules.wording import GradeWord, grade_direction, read_grade, squeezed
from baeumgil.stages.people.terms import (
    PROMOTIONS,
    AbsenceKind,
    Authority,
    ChangeKind,
    EmploymentKind,
    EntryKind,
    ExitKind,
    GradeChange,
    PersonKind,
    Position,
    RosterField,
    StatusKind,
)

CHECK_HISTORY = "미리 기록된 이력과 파일 가운데 틀린 쪽을 고치세요."


def needs_history(facts: RosterFacts, known: Known) -> bool:
    """True when the latest spans alone do not tell what the row means."""
    if known.person.kind is PersonKind.FORMER:
        return not has_left(facts)
    grade, posting = known.grade, known.posting
    facts = since_return(facts, known)
    if grade is not None and facts.grade_since is not None and facts.grade_since != grade.starts_on:
        return True
    if posting is None:
        return False
    head = facts.position_since if facts.position not in {None, Position.MEMBER} else None
    return any(since is not None and since != posting.starts_on for since in (facts.posting_since, head))


def since_return(facts: RosterFacts, known: Known) -> RosterFacts:
    """For somebody who came back, nothing held now began before the return."""
    service = known.service
    if service is None or not service.is_return or _is_later(facts.appointed_on, service.since):
        return facts
    start = service.since
    return facts._replace(
        grade_since=_at_least(facts.grade_since, start),
        posting_since=_at_least(facts.posting_since, start),
        position_since=_at_least(facts.position_since, start),
        absence_since=_at_least(facts.absence_since, start),
    )


def decide(facts: RosterFacts, known: Known | None, plan: Plan, setting: Setting) -> None:
    """Put into the plan whatever this row changes; nothing when it says what is recorded."""
    if known is None:
        add(facts, plan, setting)
        return
    draft = Plan()
    decide_known(facts, known, draft, setting)
    if draft.is_empty:
        plan.counts[ChangeKind.UNCHANGED] += 1
        return
    if not draft.problems and not settles(facts, known, draft, setting):
        draft = Plan()
        draft.problem(
            facts,
            RosterField.STAFF_NO,
            "contradicts_history",
            "이 사람의 날짜들이 이미 기록된 이력과 어긋납니다.",
            CHECK_HISTORY,
        )
    plan.touched.add(known.person.id)
    plan.take(draft)


def decide_known(facts: RosterFacts, known: Known, plan: Plan, setting: Setting) -> None:
    """The same for somebody who is known, without asking whether it settles."""
    _Row(since_return(facts, known), known, plan, setting).decide()


def settles(facts: RosterFacts, known: Known, draft: Plan, setting: Setting) -> bool:
    """True when the spans stay sound and the same row would then change nothing more."""
    after = outcome(known, draft, setting.as_of)
    if after is None:
        return False
    again = Plan()
    decide_known(facts, after, again, setting)
    return again.is_empty


def leave_out(known: Known, plan: Plan, setting: Setting) -> None:
    """Somebody in service whom the file no longer has."""
    service, person = known.service, known.person
    if service is None:
        return
    day, how = setting.as_of - DAY, ExitKind.UNKNOWN
    if person.retires_on is not None and person.retires_on < setting.as_of:
        by_term = service.employment is EmploymentKind.FIXED_TERM
        day, how = person.retires_on, ExitKind.TERM_ENDED if by_term else ExitKind.RETIRED
    day = max(day, service.starts_on)
    facts = _absent(known)
    close(known, day, how, plan)
    plan.touched.add(person.id)
    plan.change(ChangeKind.LEFT, facts, after=f"{shown(day)} {label(how)}")


def close(known: Known, day: date, how: ExitKind, plan: Plan) -> None:
    """End everything that is open on the last day of service."""
    person = known.person
    plan.update(PERSON, person.id, {"kind": person.kind}, {"kind": PersonKind.FORMER})
    if known.service is not None:
        service = known.service
        plan.update(
            SERVICE, service.id, {"ends_on": service.ends_on, "exit": service.exit}, {"ends_on": day, "exit": how}
        )
    last_absence = known.absences[-1] if known.absences else None
    for table, span in ((GRADE, known.grade), (POSTING, known.posting), (ABSENCE, last_absence)):
        if span is not None and (span.ends_on is None or span.ends_on > day):
            plan.update(table, span.id, {"ends_on": span.ends_on}, {"ends_on": max(day, span.starts_on)})


def _absent(known: Known) -> RosterFacts:
    nothing: dict[str, Any] = dict.fromkeys(RosterFacts._fields)
    nothing |= {
        "row": 0,
        "staff_no": known.person.staff_no,
        "candidate_no": known.person.candidate_no,
        "name": known.person.name,
    }
    return RosterFacts(**nothing)


class _Row:
    """One row against one person."""

    def __init__(self, facts: RosterFacts, known: Known, plan: Plan, setting: Setting) -> None:
        self.facts, self.known, self.plan, self.setting = facts, known, plan, setting
        self.person = known.person.id
        self.corrected: list[tuple[str, str, str]] = []

    def decide(self) -> None:
        """What the row does."""
        facts, kind = self.facts, self.known.person.kind
        if is_guest(facts) or kind is PersonKind.GUEST:
            self._guest()
        elif kind is PersonKind.CANDIDATE and is_candidate(facts):
            self._identity()
            self._expected()
        elif kind is PersonKind.CANDIDATE:
            self._appointed()
        elif is_candidate(facts):
            self.plan.problem(
                facts,
                RosterField.CANDIDATE_NO,
                "appointed_already",
                "이미 임용된 사람의 응시번호입니다.",
                "사번을 적거나 줄을 지우세요.",
            )
        elif has_left(facts):
            self._left()
        else:
            self._serving()
        if self.corrected:
            self.plan.change(
                ChangeKind.CORRECTED,
                facts,
                before=", ".join(f"{what} {old}".strip() for what, old, _ in self.corrected),
                after=", ".join(f"{what} {new}".strip() for what, _, new in self.corrected),
            )

    def _correct(self, table: str, row_id: int, before: dict[str, Any], after: dict[str, Any], what: str) -> None:
        """A recorded fact was wrong; say the last column that differs."""
        differing = [name for name, value in after.items() if before[name] != value]
        if not differing:
            return
        self.plan.update(table, row_id, before, after)
        name = differing[-1]
        old, new = before[name], after[name]
        self.corrected.append((what, _said(old), _said(new)))

    def _guest(self) -> None:
        facts, person = self.facts, self.known.person
        if person.kind is not PersonKind.GUEST or not is_guest(facts):
            self.plan.problem(
                facts,
                RosterField.STAFF_NO,
                "number_of_another_kind",
                "소속 직원과 외부 교육생이 같은 번호를 씁니다.",
                "번호를 확인하세요.",
            )
            return
        self._correct(PERSON, person.id, {"name": person.name}, {"name": facts.name}, "성명")
        before = {"guest_kind": person.guest_kind, "guest_body": person.guest_body}
        after = {"guest_kind": facts.guest_kind, "guest_body": facts.guest_body or person.guest_body}
        self._correct(PERSON, person.id, before, after, "소속")

    def _identity(self) -> None:
        facts, person = self.facts, self.known.person
        self._correct(PERSON, person.id, {"name": person.name}, {"name": facts.name}, "성명")
        if facts.birth_on is not None:
            self._correct(PERSON, person.id, {"birth_on": person.birth_on}, {"birth_on": facts.birth_on}, "생년월일")
        if facts.staff_no is not None and facts.candidate_no is not None and person.candidate_no is None:
            self.plan.update(PERSON, person.id, {"candidate_no": None}, {"candidate_no": facts.candidate_no})

    def _retirement(self, employment: EmploymentKind, term_ends_on: date | None) -> None:
        person = self.known.person
        day = self.setting.retires_on(self.facts.birth_on or person.birth_on, employment, term_ends_on)
        if day != person.retires_on:
            self.plan.update(PERSON, person.id, {"retires_on": person.retires_on}, {"retires_on": day})
            if (self.facts.birth_on or person.birth_on) == person.birth_on:
                self.corrected.append(("정년퇴직일", shown(person.retires_on), shown(day)))

    def _expected(self) -> None:
        """A candidate stays one; the expected appointment may have moved."""
        facts, service, grade = self.facts, self.known.service, self.known.grade
        if facts.appointed_on is None:
            return
        if service is None:
            self._insert_service(facts.appointed_on, facts.entry or EntryKind.NEW)
            self.corrected.append(("임용 예정일", "", shown(facts.appointed_on)))
        else:
            self._correct(
                SERVICE,
                service.id,
                {"starts_on": service.starts_on},
                {"starts_on": facts.appointed_on},
                "임용 예정일",
            )
        if grade is None:
            first_grade(self.person, facts, facts.appointed_on, None, self.plan)
        else:
            self._overwrite_grade(grade, facts.appointed_on)

    def _insert_service(self, start: date, entry: EntryKind) -> None:
        facts = self.facts
        self.plan.insert(
            SERVICE,
            self.person,
            facts.employment or EmploymentKind.GENERAL,
            facts.authority or Authority.MAYOR,
            entry,
            None,
            start,
            None,
            facts.term_ends_on,
        )

    def _overwrite_grade(self, grade: KnownGrade, start: date) -> None:
        facts = self.facts
        after = {"starts_on": start}
        before: dict[str, Any] = {"starts_on": grade.starts_on}
        if facts.title is not None:
            before |= {"grade": grade.grade, "series": grade.series, "title": grade.title}
            after |= {"grade": facts.grade, "series": facts.series or grade.series, "title": facts.title}  # type: ignore[dict-item]  # columns of several types
        self.plan.update(GRADE, grade.id, before, after)

    def _appointed(self) -> None:
        """A candidate has become an official."""
        facts, person, service, grade = self.facts, self.known.person, self.known.service, self.known.grade
        start = facts.appointed_on or (service.starts_on if service is not None else None)
        if start is None:
            self.plan.problem(
                facts, RosterField.APPOINTED_ON, "missing", "임용된 사람의 임용일이 비어 있습니다.", "값을 채우세요."
            )
            return
        self.plan.update(
            PERSON,
            person.id,
            {"staff_no": None, "kind": person.kind, "name": person.name, "birth_on": person.birth_on},
            {
                "staff_no": facts.staff_no,
                "kind": PersonKind.OFFICIAL,
                "name": facts.name,
                "birth_on": facts.birth_on or person.birth_on,
            },
        )
        employment = facts.employment or (service.employment if service is not None else EmploymentKind.GENERAL)
        day = self.setting.retires_on(facts.birth_on or person.birth_on, employment, facts.term_ends_on)
        self.plan.update(PERSON, person.id, {"retires_on": person.retires_on}, {"retires_on": day})
        if service is None:
            self._insert_service(start, facts.entry or EntryKind.NEW)
        else:
            stated = {
                "employment": facts.employment,
                "authority": facts.authority,
                "entry": facts.entry,
                "starts_on": start,
                "term_ends_on": facts.term_ends_on,
            }
            self._overwrite_service(service, stated)
        if grade is None:
            first_grade(self.person, facts, start, None, self.plan)
        else:
            self._overwrite_grade(grade, max(facts.grade_since or start, start))
        first_posting(self.person, facts, (start, None), self.plan, self.setting)
        first_absence(self.person, facts, start, self.plan, self.setting)
        self.plan.change(ChangeKind.APPOINTED, facts, before="임용후보자", after=summary(facts, self.setting))

    def _overwrite_service(self, service: KnownService, stated: dict[str, Any]) -> None:
        before = service._asdict()
        self.plan.update(
            SERVICE, service.id, before, {name: value for name, value in stated.items() if value is not None}
        )

    def _left(self) -> None:
        facts, known, service = self.facts, self.known, self.known.service
        if known.person.kind is PersonKind.FORMER or service is None:
            return
        day = leaving_day(facts, service.starts_on, self.setting)
        how = facts.exit
        if how is None:
            retired = known.person.retires_on == day
            by_term = service.employment is EmploymentKind.FIXED_TERM
            how = (ExitKind.TERM_ENDED if by_term else ExitKind.RETIRED) if retired else ExitKind.UNKNOWN
        close(known, day, how, self.plan)
        self.plan.change(ChangeKind.LEFT, facts, after=f"{shown(day)} {label(how)}")

    def _serving(self) -> None:
        known = self.known
        self._identity()
        if known.service is None:
            self._missing_service()
            return
        if known.person.kind is PersonKind.FORMER and not self._back_in_service(known.service):
            return
        self._service(known.service)
        self._grade()
        self._posting()
        self._absence()

    def _missing_service(self) -> None:
        facts = self.facts
        if facts.appointed_on is None:
            return
        self._insert_service(facts.appointed_on, facts.entry or EntryKind.NEW)
        first_grade(self.person, facts, facts.appointed_on, None, self.plan)
        first_posting(self.person, facts, (facts.appointed_on, None), self.plan, self.setting)
        self.corrected.append(("임용일", "", shown(facts.appointed_on)))

    def _back_in_service(self, service: KnownService) -> bool:
        """Reopen a service that ended only because a file lacked the person; else begin a new one."""
        facts, known, plan = self.facts, self.known, self.plan
        plan.update(PERSON, self.person, {"kind": known.person.kind}, {"kind": PersonKind.OFFICIAL})
        if service.exit is ExitKind.UNKNOWN and facts.appointed_on in {None, service.since}:
            plan.update(
                SERVICE, service.id, {"ends_on": service.ends_on, "exit": service.exit}, {"ends_on": None, "exit": None}
            )
            for table, spans in ((GRADE, known.grades), (POSTING, known.postings)):
                if spans and spans[-1].ends_on == service.ends_on:
                    plan.update(table, spans[-1].id, {"ends_on": spans[-1].ends_on}, {"ends_on": None})
            plan.change(ChangeKind.RETURNED, facts, before="명단에서 빠짐", after=summary(facts, self.setting))
            return True
        ended = service.ends_on or self.setting.as_of
        start = facts.appointed_on if facts.appointed_on is not None and facts.appointed_on > ended else None
        start = start or max(self.setting.as_of, ended + DAY)
        self._insert_service(start, facts.entry or EntryKind.REHIRED)
        first_grade(self.person, facts, start, None, plan)
        first_posting(self.person, facts, (start, None), plan, self.setting)
        first_absence(self.person, facts, start, plan, self.setting)
        self._retirement(facts.employment or service.employment, facts.term_ends_on)
        plan.change(
            ChangeKind.RETURNED, facts, before=f"{shown(service.ends_on)} 퇴직", after=summary(facts, self.setting)
        )
        return False

    def _service(self, service: KnownService) -> None:
        facts = self.facts
        earlier = service.is_return and not _is_later(facts.appointed_on, service.since)
        if facts.appointed_on is not None and facts.appointed_on != service.since and not earlier:
            self._correct(
                SERVICE, service.first_id, {"starts_on": service.since}, {"starts_on": facts.appointed_on}, "임용일"
            )
            self._follow_appointment(service, facts.appointed_on)
        if facts.entry is not None and service.first_id == service.id:
            self._correct(SERVICE, service.id, {"entry": service.entry}, {"entry": facts.entry}, "임용 구분")
        if facts.term_ends_on is not None:
            self._correct(
                SERVICE,
                service.id,
                {"term_ends_on": service.term_ends_on},
                {"term_ends_on": facts.term_ends_on},
                "임기 만료일",
            )
        employment = self._employment_now(service)
        authority = facts.authority or service.authority
        if employment != service.employment or authority != service.authority:
            self._another_service(service, employment, authority)
        self._retirement(employment, facts.term_ends_on or service.term_ends_on)

    def _employment_now(self, service: KnownService) -> EmploymentKind:
        """A plain grade word says nothing about 임기제 or 별정직, but it does about 연구직 and the like."""
        return self.facts.employment or service.employment

    def _follow_appointment(self, service: KnownService, start: date) -> None:
        """The first grade begins with the appointment."""
        grade = self.known.grade
        if grade is not None and grade.starts_on == service.since and self.facts.grade_since is None:
            self.plan.update(GRADE, grade.id, {"starts_on": grade.starts_on}, {"starts_on": start})

    def _another_service(self, service: KnownService, employment: EmploymentKind, authority: Authority) -> None:
        facts, plan = self.facts, self.plan
        moved = authority != service.authority
        stated = facts.posting_since if moved else facts.grade_since
        start = stated if stated is not None and stated > service.starts_on else self.setting.as_of
        before, after = (
            (label(service.authority), label(authority)) if moved else (label(service.employment), label(employment))
        )
        if start <= service.starts_on:
            self._overwrite_service(service, {"employment": employment, "authority": authority})
            self.corrected.append(("임용권자" if moved else "고용 구분", before, after))
            return
        plan.update(
            SERVICE,
            service.id,
            {"ends_on": service.ends_on, "exit": service.exit},
            {"ends_on": start - DAY, "exit": ExitKind.TRANSFERRED},
        )
        plan.insert(
            SERVICE,
            self.person,
            employment,
            authority,
            EntryKind.TRANSFER,
            None,
            start,
            None,
            facts.term_ends_on or service.term_ends_on,
        )
        plan.change(ChangeKind.MOVED if moved else ChangeKind.REGRADED, facts, before, f"{after} ({shown(start)}부터)")

    def _grade(self) -> None:
        facts, grade, plan = self.facts, self.known.grade or _last(self.known.grades), self.plan
        if facts.title is None:
            return
        if grade is None:
            since = facts.grade_since or self.setting.as_of
            first_grade(self.person, facts, since, None, plan)
            self.corrected.append(("직급", "", title_of(facts)))
            return
        if _same_grade(facts, grade):
            self._grade_details(grade)
            return
        since = facts.grade_since or self.setting.as_of
        if since <= grade.starts_on:
            self._rewrite_grade(grade, since)
            return
        direction = grade_direction(_word(grade), GradeWord(facts.grade, facts.title, rank=_rank(facts.title)))
        change = facts.grade_change or direction
        plan.update(GRADE, grade.id, {"ends_on": grade.ends_on}, {"ends_on": since - DAY})
        plan.insert(GRADE, self.person, facts.grade, facts.title, facts.series or grade.series, change, since, None)
        kind = ChangeKind.PROMOTED if change in PROMOTIONS else ChangeKind.REGRADED
        plan.change(kind, facts, before=grade.title, after=f"{facts.title} ({shown(since)}부터, {label(change)})")

    def _rewrite_grade(self, grade: KnownGrade, since: date) -> None:
        facts = self.facts
        if (
            since < grade.starts_on
            and facts.grade_since is not None
            and not self._shift(
                GRADE,
                self.known.grades or (grade,),
                len(self.known.grades or (grade,)) - 1,
                since,
                RosterField.GRADE_SINCE,
            )
        ):
            return
        self._correct(
            GRADE,
            grade.id,
            {"grade": grade.grade, "series": grade.series, "title": grade.title},
            {"grade": facts.grade, "series": facts.series or grade.series, "title": facts.title},
            "직급",
        )

    def _grade_details(self, grade: KnownGrade) -> None:
        """The same grade: its day, its series, its spelling."""
        facts, spans = self.facts, self.known.grades or (grade,)
        first = _run(spans, _equal_grades)
        if facts.grade_since is not None and facts.grade_since != spans[first].starts_on:
            self._shift_said(GRADE, spans, first, facts.grade_since, RosterField.GRADE_SINCE, "현 직급 임용일")
        if facts.series and facts.series != grade.series:
            self._series(grade, facts.series)
        else:
            self._title(grade)

    def _title(self, grade: KnownGrade) -> None:
        facts = self.facts
        if facts.title and facts.title not in {grade.title, f"{facts.grade}급"}:
            self._correct(GRADE, grade.id, {"title": grade.title}, {"title": facts.title}, "직급 이름")

    def _series(self, grade: KnownGrade, series: str) -> None:
        facts, plan = self.facts, self.plan
        if not grade.series:
            self._correct(GRADE, grade.id, {"series": ""}, {"series": series}, "직렬")
            self._title(grade)
            return
        start = self.setting.as_of
        if start <= grade.starts_on:
            self._correct(
                GRADE,
                grade.id,
                {"series": grade.series, "title": grade.title},
                {"title": facts.title, "series": series},
                "직렬",
            )
            return
        change = facts.grade_change if facts.grade_change not in {None, *PROMOTIONS} else None
        plan.update(GRADE, grade.id, {"ends_on": grade.ends_on}, {"ends_on": start - DAY})
        plan.insert(GRADE, self.person, facts.grade, facts.title, series, change or GradeChange.CONVERSION, start, None)
        plan.change(ChangeKind.REGRADED, facts, before=grade.series, after=f"{series} ({shown(start)}부터)")

    def _posting(self) -> None:
        facts, plan, setting = self.facts, self.plan, self.setting
        posting = self.known.posting or _last(self.known.postings)
        if facts.unit is None:
            return
        if posting is None:
            since = facts.posting_since or setting.as_of
            first_posting(self.person, facts, (since, None), plan, setting)
            plan.change(ChangeKind.MOVED, facts, after=f"{setting.unit_names[facts.unit]} ({shown(since)}부터)")
            return
        position = facts.position or posting.position
        if facts.unit == posting.unit and position == posting.position:
            self._posting_details(posting)
            return
        moved = facts.unit != posting.unit
        if not moved:
            self._unit_day(posting)
        stated = facts.posting_since if moved else facts.position_since
        since = stated or setting.as_of
        if since <= posting.starts_on:
            self._rewrite_posting(posting, since, position)
            return
        head = facts.position_since if position is not Position.MEMBER and position != posting.position else None
        if moved and head is not None and head < since:
            if head <= posting.starts_on:
                self._contradicts(RosterField.POSITION_SINCE)
                return
            plan.update(POSTING, posting.id, {"ends_on": posting.ends_on}, {"ends_on": head - DAY})
            self._insert_there(posting, position, head, since - DAY)
        else:
            plan.update(POSTING, posting.id, {"ends_on": posting.ends_on}, {"ends_on": since - DAY})
        if moved and head is not None and head > since:
            self._insert_posting(posting, posting.position, posting.position_title, since, head - DAY)
            self._insert_posting(posting, position, facts.position_title or "", head, None)
        else:
            self._insert_posting(posting, position, self._position_title(posting, position), since, None)
        if moved:
            plan.change(
                ChangeKind.MOVED, facts, posting.unit_name, f"{setting.unit_names[facts.unit]} ({shown(since)}부터)"
            )
        if position != posting.position:
            plan.change(
                ChangeKind.POSITION,
                facts,
                posting.position_title or label(posting.position),
                f"{facts.position_title or label(position)} ({shown(max(since, head or since))}부터)",
            )

    def _position_title(self, posting: KnownPosting, position: Position) -> str:
        if self.facts.position_title is not None:
            return self.facts.position_title
        return posting.position_title if position == posting.position else ""

    def _insert_posting(
        self, posting: KnownPosting, position: Position, title: str, since: date, until: date | None
    ) -> None:
        facts, unit = self.facts, self.facts.unit
        if unit is None:
            return
        same = unit == posting.unit
        self.plan.insert(
            POSTING,
            self.person,
            unit,
            posting.unit_name if same else self.setting.unit_names[unit],
            position,
            title,
            facts.duties or (posting.duties if same else ""),
            since,
            until,
        )

    def _insert_there(self, posting: KnownPosting, position: Position, since: date, until: date) -> None:
        """Another position in the unit where the person was."""
        self.plan.insert(
            POSTING,
            self.person,
            posting.unit,
            posting.unit_name,
            position,
            self.facts.position_title or "",
            posting.duties,
            since,
            until,
        )

    def _rewrite_posting(self, posting: KnownPosting, since: date, position: Position) -> None:
        """The file knows better where somebody was: the recorded posting itself was wrong."""
        facts, unit = self.facts, self.facts.unit
        if unit is None:
            return
        spans = self.known.postings or (posting,)
        stated = facts.posting_since if unit != posting.unit else facts.position_since
        if (
            since < posting.starts_on
            and stated is not None
            and not self._shift(POSTING, spans, len(spans) - 1, since, RosterField.POSTING_SINCE)
        ):
            return
        self._correct(POSTING, posting.id, {"position": posting.position}, {"position": position}, "직위")
        self._titles(posting)
        self._correct(
            POSTING,
            posting.id,
            {"unit_id": posting.unit, "unit_name": posting.unit_name},
            {
                "unit_id": unit,
                "unit_name": self.setting.unit_names[unit] if unit != posting.unit else posting.unit_name,
            },
            "부서",
        )

    def _unit_day(self, posting: KnownPosting) -> None:
        """The day somebody came into the unit where they still are."""
        since, spans = self.facts.posting_since, self.known.postings or (posting,)
        first = _run(spans, lambda one, other: one.unit == other.unit)
        if since is not None and since != spans[first].starts_on:
            self._shift_said(POSTING, spans, first, since, RosterField.POSTING_SINCE, "현 부서 발령일")

    def _posting_details(self, posting: KnownPosting) -> None:
        """The same unit and position: their days, the position's title, the duties."""
        facts, spans = self.facts, self.known.postings or (posting,)
        unit_first = _run(spans, lambda one, other: one.unit == other.unit)
        post_first = _run(spans, lambda one, other: one.position == other.position)
        since = facts.posting_since
        head = facts.position_since if posting.position is not Position.MEMBER else None
        if unit_first == post_first and since is not None and head is not None and since != head:
            self._both_days(spans, unit_first, since, head)
        else:
            self._unit_day(posting)
            if head is not None and head != spans[post_first].starts_on:
                self._shift_said(POSTING, spans, post_first, head, RosterField.POSITION_SINCE, "직위 보임일")
        self._titles(posting)

    def _titles(self, posting: KnownPosting) -> None:
        facts = self.facts
        if facts.position_title is not None and facts.position_title != posting.position_title:
            self._correct(
                POSTING,
                posting.id,
                {"position_title": posting.position_title},
                {"position_title": facts.position_title},
                "직위 이름",
            )
        if facts.duties is not None:
            self._correct(POSTING, posting.id, {"duties": posting.duties}, {"duties": facts.duties}, "담당 업무")

    def _both_days(self, spans: Sequence[KnownPosting], first: int, since: date, head: date) -> None:
        """The unit and the position began on different days, but one recorded posting holds both."""
        start = max(since, head)
        earlier, posting = min(since, head), spans[first]
        if first > 0 and (spans[first - 1].ends_on or earlier) >= earlier:
            self._contradicts(RosterField.POSTING_SINCE)
            return
        if start > (posting.ends_on or start):
            self._contradicts(RosterField.POSTING_SINCE)
            return
        if since > head and (self.setting.root is None or posting.unit == self.setting.root):
            return
        self._correct(POSTING, posting.id, {"starts_on": posting.starts_on}, {"starts_on": start}, "현 부서 발령일")
        if since < head:
            self._insert_posting(posting, Position.MEMBER, "", since, head - DAY)
        else:
            self.plan.insert(
                POSTING,
                self.person,
                self.setting.root,
                "(기록 없음)",
                posting.position,
                posting.position_title,
                "",
                head,
                since - DAY,
            )

    def _shift_said(
        self,
        table: str,
        spans: Sequence[KnownGrade] | Sequence[KnownPosting],
        at: int,
        start: date,
        column: RosterField,
        what: str,
    ) -> None:
        old = spans[at].starts_on
        if self._shift(table, spans, at, start, column):
            self.corrected.append((what, shown(old), shown(start)))

    def _shift(
        self,
        table: str,
        spans: Sequence[KnownGrade] | Sequence[KnownPosting],
        at: int,
        start: date,
        column: RosterField,
    ) -> bool:
        """Let a recorded span begin on another day; the one before it gives way. False when it cannot."""
        span = spans[at]
        if span.ends_on is not None and start > span.ends_on:
            return self._contradicts(column)
        if at > 0:
            previous = spans[at - 1]
            touching = previous.ends_on is not None and previous.ends_on + DAY == span.starts_on
            if start <= previous.starts_on:
                return self._contradicts(column)
            if touching or (previous.ends_on is not None and previous.ends_on >= start):
                self.plan.update(table, previous.id, {"ends_on": previous.ends_on}, {"ends_on": start - DAY})
        self.plan.update(table, span.id, {"starts_on": span.starts_on}, {"starts_on": start})
        return True

    def _contradicts(self, column: RosterField) -> bool:
        self.plan.problem(
            self.facts, column, "contradicts_history", "이미 기록된 이력의 날짜와 어긋납니다.", CHECK_HISTORY
        )
        return False

    def _absence(self) -> None:
        facts, plan, as_of = self.facts, self.plan, self.setting.as_of
        last = self.known.absences[-1] if self.known.absences else None
        current = last if last is not None and (last.ends_on is None or last.ends_on >= as_of) else None
        if facts.status is StatusKind.SERVING and current is not None:
            day = max(as_of - DAY, current.starts_on)
            plan.update(ABSENCE, current.id, {"ends_on": current.ends_on}, {"ends_on": day})
            plan.change(ChangeKind.BACK, facts, before=label(current.kind), after=f"{shown(day + DAY)} 복귀")
        elif facts.status is StatusKind.AWAY and facts.absence is not None:
            if current is not None and current.kind == facts.absence:
                self._absence_days(current)
            elif last is not None and last.kind == facts.absence and facts.absence_since == last.starts_on:
                plan.update(ABSENCE, last.id, {"ends_on": last.ends_on}, {"ends_on": absence_end(facts, self.setting)})
                plan.change(ChangeKind.AWAY, facts, after=f"{label(facts.absence)} ({shown(last.starts_on)}부터)")
            else:
                self._away(facts.absence, last, current)

    def _away(self, kind: AbsenceKind, last: KnownAbsence | None, current: KnownAbsence | None) -> None:
        facts, plan = self.facts, self.plan
        since = facts.absence_since or self.setting.as_of
        if current is not None:
            since = max(since, current.starts_on + DAY)
            plan.update(ABSENCE, current.id, {"ends_on": current.ends_on}, {"ends_on": since - DAY})
        elif last is not None and last.ends_on is not None:
            since = max(since, last.ends_on + DAY)
        plan.insert(ABSENCE, self.person, kind, "", since, _at_least(absence_end(facts, self.setting), since))
        plan.change(ChangeKind.AWAY, facts, after=f"{label(kind)} ({shown(since)}부터)")

    def _absence_days(self, current: KnownAbsence) -> None:
        facts, before = self.facts, self.known.absences[-2:-1]
        since = facts.absence_since
        if since is not None and before and before[0].ends_on is not None:
            since = max(since, before[0].ends_on + DAY)
        if since is not None:
            self._correct(
                ABSENCE, current.id, {"starts_on": current.starts_on}, {"starts_on": since}, "휴직·파견 시작일"
            )
        until = absence_end(facts, self.setting)
        if until is not None:
            self._correct(ABSENCE, current.id, {"ends_on": current.ends_on}, {"ends_on": until}, "휴직·파견 종료일")


Span = TypeVar("Span", KnownGrade, KnownPosting)


def _is_later(day: date | None, start: date) -> bool:
    return day is not None and day > start


def _at_least(day: date | None, start: date) -> date | None:
    return None if day is None else max(day, start)


def _run(spans: Sequence[Span], equal: Callable[[Span, Span], bool]) -> int:
    """Where the unbroken run of equal spans begins that the last one ends."""
    at = len(spans) - 1
    while at > 0:
        before = spans[at - 1]
        if before.ends_on is None or before.ends_on + DAY != spans[at].starts_on or not equal(before, spans[at]):
            break
        at -= 1
    return at


def _last(spans: Sequence[Span]) -> Span | None:
    return spans[-1] if spans else None


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


def _said(value: Any) -> str:
    if isinstance(value, date):
        return shown(value)
    return label(value) if isinstance(value, StrEnum) else str(value or "")
