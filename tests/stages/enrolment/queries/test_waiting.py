"""`queries.waiting`, `name_lists`, `replacements`, `bars`: who sees whom, in order, and at what cost."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baeumgil.core import clock
from baeumgil.core.actors import Actor, Role
from baeumgil.core.errors import NotAllowed
from baeumgil.core.models import AccessEntry
from baeumgil.stages.enrolment.errors import OfferNotFound, ReplacementNotFound
from baeumgil.stages.enrolment.models import Bar, Offer, Replacement
from baeumgil.stages.enrolment.queries.bars import bars
from baeumgil.stages.enrolment.queries.name_lists import name_list
from baeumgil.stages.enrolment.queries.replacements import replaceable, replacement_card, replacements
from baeumgil.stages.enrolment.queries.waiting import my_offers, offer_card, waiting_list
from baeumgil.stages.enrolment.services.list_files import make_list
from baeumgil.stages.enrolment.services.lists import fix_list
from baeumgil.stages.enrolment.services.waiting import fill_vacancies
from baeumgil.stages.enrolment.terms import ApplicationState, CallState, RefusalCode
from baeumgil.stages.plan.terms import PaperFormat
from tests.build import a_person, a_unit, an_actor, the_operator
from tests.build_enrolment import a_call, a_quota, an_application
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_schedule_year, a_session

pytestmark = pytest.mark.django_db

TODAY = date(2027, 2, 1)
OFFICE = an_actor(Role.TRAINING_OFFICE)


def a_world(seats: int = 1) -> tuple[int, int]:
    """A decided call and its session."""
    institute = an_institute()
    course = a_course("보고서 작성", institute=institute)
    year = a_schedule_year(2027, institute=institute)
    session = a_session(year=year, course=course, seats=seats, starts=date(2027, 3, 8))
    return a_call(course=course, sessions=[session], state=CallState.DECIDED), session


def waits(call: int, session: int, rank: int, *, unit: int | None = None) -> int:
    """Somebody who waits."""
    return an_application(
        call=call,
        person=a_person(unit=unit),
        wishes=[session],
        state=ApplicationState.WAITLISTED,
        wait_rank=rank,
    )


def test_the_waiting_list_is_in_order_and_says_who_was_passed_and_why() -> None:
    with clock.fixed(TODAY):
        call, session = a_world()
        hall = a_unit("총무과")
        a_quota(call=call, keys=[str(hall)], most=0)
        passed, offered, last = waits(call, session, 1, unit=hall), waits(call, session, 2), waits(call, session, 3)
        fill_vacancies([session], actor=the_operator())
        found = waiting_list(actor=OFFICE, call=call)
        assert [(row.application, row.place, row.state.value) for row in found.rows] == [
            (passed, 1, "waitlisted"),
            (offered, 2, "offered"),
            (last, 3, "waitlisted"),
        ]
        assert [code for _title, code in found.rows[0].passed] == [RefusalCode.QUOTA_FULL]
        assert [(offer.application, offer.is_open, offer.passed) for offer in found.offers] == [(offered, True, 1)]
        own = waiting_list(actor=an_actor(Role.LIAISON, units=[hall]), call=call)
        assert ([row.application for row in own.rows], own.rows[0].place, own.offers) == ([passed], 1, ())
        with pytest.raises(NotAllowed):
            waiting_list(actor=an_actor(person=a_person()), call=call)
        assert AccessEntry.objects.filter(reading="enrolment.waiting_list").count() == 2


def test_an_offer_is_seen_by_whose_it_is_and_not_by_strangers() -> None:
    with clock.fixed(TODAY):
        call, session = a_world()
        waits(call, session, 1)
        fill_vacancies([session], actor=the_operator())
        offer = Offer.objects.select_related("application").get()
        own = an_actor(person=offer.application.person_id)
        assert offer_card(actor=own, offer=offer.pk).is_open
        assert [row.id for row in my_offers(actor=own)] == [offer.pk]
        stranger = an_actor(person=a_person())
        for number in (offer.pk, 0, 2**70):
            with pytest.raises(OfferNotFound):
                offer_card(actor=stranger, offer=number)
        assert my_offers(actor=stranger) == ()


def test_a_list_shows_full_names_to_the_office_that_asks_and_own_people_to_a_unit() -> None:
    with clock.fixed(TODAY):
        call, session = a_world(seats=3)
        hall = a_unit("총무과")
        for person in (a_person("홍길동", unit=hall), a_person("김구")):
            an_application(call=call, person=person, wishes=[session], state=ApplicationState.SELECTED)
        assert name_list(actor=OFFICE, session=session).current is None
        fix_list(actor=the_operator(), session=session, sent_to="교육원")
        masked = name_list(actor=OFFICE, session=session)
        assert sorted(row.name for row in masked.rows) == ["김○", "홍○동"]
        full = name_list(actor=OFFICE, session=session, is_full=True)
        assert sorted(row.name for row in full.rows) == ["김구", "홍길동"]
        assert (full.current is not None and full.current.sent_to, full.list_on) == ("교육원", date(2027, 2, 26))
        own = name_list(actor=an_actor(Role.LIAISON, units=[hall]), session=session, is_full=True)
        assert ([row.name for row in own.rows], own.is_partial) == (["홍길동"], True)
        with pytest.raises(NotAllowed):
            name_list(actor=an_actor(Role.INSTRUCTOR, person=a_person()), session=session)


@pytest.mark.parametrize("wanted", [PaperFormat.XLSX, PaperFormat.HWPX])
def test_a_list_becomes_a_file_with_every_name_in_it(wanted: PaperFormat) -> None:
    with clock.fixed(TODAY):
        call, session = a_world()
        an_application(call=call, person=a_person("홍길동"), wishes=[session], state=ApplicationState.SELECTED)
        made = make_list(actor=OFFICE, session=session, format=wanted, is_full=True)
    assert (made.people, made.file_name.endswith(f"(안).{wanted.value}")) == (1, True)
    with zipfile.ZipFile(io.BytesIO(made.content)) as file:
        text = b"".join(file.read(name) for name in file.namelist()).decode("utf-8", "replace")
    assert "홍길동" in text


def test_units_see_their_own_requests_for_replacement_and_choose_among_their_people() -> None:
    with clock.fixed(TODAY):
        call, session = a_world()
        hall, other = a_unit("총무과"), a_unit("회계과")
        going, coming = a_person(unit=hall), a_person("이가람", unit=hall)
        seated = an_application(call=call, person=going, wishes=[session], state=ApplicationState.SELECTED)
        asked = Replacement.objects.create(
            application_id=seated, person_id=coming, reason="병가", asked_by="담당", asked_at=clock.now()
        )
        mine, strange = an_actor(Role.LIAISON, units=[hall]), an_actor(Role.LIAISON, units=[other])
        assert [row.coming_name for row in replacements(actor=mine)] == ["이가람"]
        assert replacements(actor=strange) == ()
        assert replacement_card(actor=mine, replacement=asked.pk).reason == "병가"
        with pytest.raises(ReplacementNotFound):
            replacement_card(actor=strange, replacement=asked.pk)
        assert [number for number, _name in replaceable(actor=mine, application=seated).people] == [coming]
        with pytest.raises(NotAllowed):
            replaceable(actor=strange, application=seated)


def test_bars_that_hold_are_listed_for_the_office_alone() -> None:
    with clock.fixed(TODAY):
        over, holds = date(2027, 1, 31), date(2027, 2, 28)
        made = [
            Bar.objects.create(person_id=a_person(), cause="no_show", starts_on=date(2027, 1, 1), ends_on=end).pk
            for end in (over, holds)
        ]
        assert [row.id for row in bars(actor=OFFICE).rows] == made[1:]
        assert bars(actor=OFFICE, is_on=False).total == 2
        with pytest.raises(NotAllowed):
            bars(actor=an_actor(Role.LIAISON))


def test_no_list_costs_more_statements_for_more_people() -> None:
    with clock.fixed(TODAY):
        call, session = a_world(seats=9)
        looks: list[Callable[[Actor], object]] = [
            lambda actor: waiting_list(actor=actor, call=call),
            lambda actor: name_list(actor=actor, session=session, is_full=True),
            lambda actor: bars(actor=actor),
            lambda actor: replacements(actor=actor),
        ]
        counts = []
        for size in (1, 3):
            for _one in range(size):
                rank = 1 + len(waiting_list(actor=OFFICE, call=call).rows)
                waits(call, session, rank)
                seated = an_application(
                    call=call, person=a_person(), wishes=[session], state=ApplicationState.CONFIRMED
                )
                Bar.objects.create(person_id=a_person(), cause="no_show", starts_on=TODAY, ends_on=TODAY)
                Replacement.objects.create(
                    application_id=seated, person_id=a_person(), reason="-", asked_by="-", asked_at=clock.now()
                )
            counts.append([statements(look) for look in looks])
        assert counts[0] == counts[1]


def statements(look: Callable[[Actor], object]) -> int:
    """How many statements a look costs."""
    look(OFFICE)
    with CaptureQueriesContext(connection) as seen:
        look(OFFICE)
    return len(seen)
