from datetime import date
from typing import Any

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.plan.errors import CourseNotFound
from baeumgil.stages.plan.models import Subject
from baeumgil.stages.schedule.errors import ConditionInvalid, ScheduleMovedOn, SessionInvalid
from baeumgil.stages.schedule.models import Condition, CourseSession
from baeumgil.stages.schedule.queries.conditions import condition_card, condition_list, conditions_of, for_session
from baeumgil.stages.schedule.queries.session_counts import session_counts
from baeumgil.stages.schedule.rules.condition_draft import ConditionDraft
from baeumgil.stages.schedule.rules.month_spans import MonthSpan
from baeumgil.stages.schedule.services.conditions import save_condition
from baeumgil.stages.schedule.services.people_counts import note_people
from baeumgil.stages.schedule.services.session_counts import add_sessions
from baeumgil.stages.schedule.terms import ConditionField, RoomFeature
from tests.build import an_actor
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
MARCH = MonthSpan((3, 1), (3, 31))


def save(institute: int, course: int, *given: ConditionField, revision: int | None = None, **values: Any) -> int:
    draft = ConditionDraft(given=frozenset(given), **values)
    return save_condition(actor=OFFICE, institute=institute, course=course, draft=draft, revision=revision)


def test_what_is_decided_holds_and_the_rest_follows_from_the_catalogue() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=3)
    Subject.objects.create(course_id=course, name="엑셀 함수", lecture_minutes=60)
    given = (ConditionField.WISH, ConditionField.GAP_DAYS)
    assert save(institute, course, *given, wish=(MARCH,), gap_days=None, session_days=9, note="적음") == 1
    row = conditions_of(institute)[course]
    assert (row.wish, row.gap_days, row.session_days, row.features) == ((MARCH,), None, 3, (RoomFeature.PC,))
    assert (row.given, row.note, row.revision) == ((ConditionField.WISH, ConditionField.GAP_DAYS), "적음", 1)
    assert condition_card(actor=OFFICE, course=course).derived.gap_days == 14


def test_what_is_no_longer_decided_follows_from_the_catalogue_again() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=3)
    save(institute, course, ConditionField.SESSION_DAYS, session_days=1)
    assert save(institute, course, revision=1) == 2
    row = conditions_of(institute)[course]
    assert (row.session_days, row.given) == (3, ())


def test_deciding_on_nothing_is_a_decision_too() -> None:
    institute = an_institute()
    course = a_course("엑셀", institute=institute)
    save(institute, course, ConditionField.FEATURES)
    row = conditions_of(institute)[course]
    assert (row.features, row.given) == ((), (ConditionField.FEATURES,))


def test_a_record_made_without_naming_what_was_decided_still_speaks() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=3)
    other = a_course(institute=institute)
    Condition.objects.create(course_id=course, session_days=2, follows_id=other, lag_days=5, priority=4)
    row = conditions_of(institute, [course])[course]
    assert (row.session_days, row.follows, row.lag_days, row.priority) == (2, (other,), 5, 4)


def test_a_sessions_own_needs_speak_before_those_of_its_course() -> None:
    institute = an_institute()
    row = conditions_of(institute, [course := a_course(institute=institute, days=3)])[course]
    assert for_session(row, {}) == row
    own = for_session(row, {"needs_room": False})
    assert (own.needs_room, own.given) == (False, (ConditionField.NEEDS_ROOM,))


def test_whoever_looked_at_an_older_state_is_told_so() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=3)
    save(institute, course, ConditionField.SESSION_DAYS, session_days=1, revision=0)
    with pytest.raises(ScheduleMovedOn):
        save(institute, course, ConditionField.SESSION_DAYS, session_days=2, revision=0)
    assert conditions_of(institute)[course].session_days == 1


def test_refused_conditions_change_nothing() -> None:
    institute = an_institute()
    course, other = a_course(institute=institute), a_course(institute=institute)
    save(institute, other, ConditionField.FOLLOWS, follows=course)
    with pytest.raises(ConditionInvalid):
        save(institute, course, ConditionField.FOLLOWS, follows=other)
    with pytest.raises(CourseNotFound):
        save(institute, 999_999)
    for role in (Role.HEAD, Role.AUDITOR, Role.LIAISON, Role.OFFICIAL):
        with pytest.raises(NotAllowed):
            save_condition(actor=an_actor(role), institute=institute, course=course, draft=ConditionDraft())
    assert list(Condition.objects.values_list("course_id", flat=True)) == [other]


def test_the_list_finds_by_words_and_by_what_was_decided() -> None:
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute, code="C1")
    a_course("민원 응대", institute=institute, code="C2")
    save(institute, course, ConditionField.PRIORITY, priority=5)
    found = [
        [row.code for row in condition_list(actor=OFFICE, institute=institute, **asked).rows]
        for asked in ({}, {"words": "민원"}, {"only_given": True})
    ]
    assert found == [["C1", "C2"], ["C2"], ["C1"]]
    with pytest.raises(NotAllowed):
        condition_list(actor=an_actor(Role.OFFICIAL), institute=institute)
    with pytest.raises(NotAllowed):
        condition_card(actor=an_actor(Role.OFFICIAL), course=course)


def test_missing_sessions_are_added_all_or_none() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=2)
    with clock.fixed(date(2026, 11, 2)):
        year = a_schedule_year(2027, institute=institute)
        made = add_sessions(actor=OFFICE, year=year, course=course, count=3, seats=30)
        with pytest.raises(SessionInvalid):
            add_sessions(actor=OFFICE, year=year, course=course, count=51, seats=30)
        with pytest.raises(SessionInvalid):
            add_sessions(actor=OFFICE, year=year, course=course, count=2, seats=0)
        with pytest.raises(NotAllowed):
            add_sessions(actor=an_actor(Role.HEAD), year=year, course=course, count=1, seats=30)
    rows = CourseSession.objects.order_by("number").values_list("pk", "number", "seats", "days")
    assert list(rows) == [(session, number, 30, 2) for number, session in enumerate(made, 1)]


def test_a_course_people_wait_for_is_proposed_more_sessions_though_nobody_surveyed_it() -> None:
    institute = an_institute()
    course = a_course(institute=institute, days=1)
    with clock.fixed(date(2027, 6, 1)):
        year = a_schedule_year(2027, institute=institute)
        gone = a_session(year=year, course=course, number=1, seats=20, starts=date(2027, 5, 3))
        full = a_session(year=year, course=course, number=2, seats=20, starts=date(2027, 7, 5))
        note_people({gone: (15, 0), full: (20, 22)})
        (row,) = session_counts(actor=OFFICE, year=year)
    assert (row.course, row.proposal.needed, row.proposal.missing, row.proposal.sessions) == (course, 62, 22, 2)
