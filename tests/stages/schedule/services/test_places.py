"""Buildings and rooms are set up, changed, closed and opened again."""

from datetime import date

import pytest

from baeumgil.core import clock
from baeumgil.core.actors import Role
from baeumgil.core.errors import NotAllowed
from baeumgil.stages.schedule.errors import PlaceInvalid, RoomNotFound
from baeumgil.stages.schedule.models import Room, RoomClosure, Site
from baeumgil.stages.schedule.queries.places import ClosureRow, RoomRow, SiteRow, room_card, rooms, sites
from baeumgil.stages.schedule.services.places import close_room, reopen_room, save_room, save_site
from baeumgil.stages.schedule.terms import ClosureKind, RoomFeature, RoomKind
from tests.build import an_actor
from tests.build_plan import a_course, an_institute
from tests.build_schedule import a_room, a_schedule_year, a_session, a_site

pytestmark = pytest.mark.django_db

OFFICE = an_actor(Role.TRAINING_OFFICE)
HEAD = an_actor(Role.HEAD)
TODAY = date(2027, 3, 2)


def test_a_room_stands_in_its_building_with_what_it_has() -> None:
    institute = an_institute()
    site = save_site(actor=OFFICE, institute=institute, code="A", name="배움관", address="배움로 1")
    room = save_room(
        actor=OFFICE,
        site=site,
        code="301",
        name="전산실",
        kind=RoomKind.PC_ROOM,
        seats=30,
        features=[RoomFeature.SCREEN, RoomFeature.PC],
    )
    assert sites(actor=HEAD, institute=institute) == (SiteRow(site, institute, "A", "배움관", "배움로 1", 0, 1),)
    assert rooms(actor=HEAD, institute=institute) == (
        RoomRow(
            id=room,
            institute=institute,
            site=site,
            site_name="배움관",
            code="301",
            name="전산실",
            kind=RoomKind.PC_ROOM,
            seats=30,
            features=(RoomFeature.PC, RoomFeature.SCREEN),
            note="",
            is_in_use=True,
            order=0,
            closures=(),
            to_come=0,
        ),
    )
    save_room(actor=OFFICE, site=site, code="301", name="넓은 전산실", kind=RoomKind.PC_ROOM, seats=40, room=room)
    save_site(actor=OFFICE, institute=institute, code="A", name="새 배움관", site=site)
    row = room_card(actor=HEAD, room=room).row
    assert (row.site_name, row.name, row.seats, row.features) == ("새 배움관", "넓은 전산실", 40, ())


def test_codes_are_taken_once_in_their_building() -> None:
    institute = an_institute()
    one, other = (save_site(actor=OFFICE, institute=institute, code=code, name="관") for code in "AB")
    save_room(actor=OFFICE, site=one, code="1", name="방", kind=RoomKind.LECTURE, seats=10)
    save_room(actor=OFFICE, site=other, code="1", name="방", kind=RoomKind.LECTURE, seats=10)
    with pytest.raises(PlaceInvalid) as refused:
        save_room(actor=OFFICE, site=one, code="1", name="", kind=RoomKind.LECTURE, seats=0)
    assert [problem.code for problem in refused.value.problems] == ["taken", "blank", "seats"]
    with pytest.raises(PlaceInvalid):
        save_site(actor=OFFICE, institute=institute, code="A", name="또")
    assert (Site.objects.count(), Room.objects.count()) == (2, 2)


def test_a_room_is_closed_for_a_while_and_opened_again() -> None:
    room = a_room(site=a_site(institute=an_institute()))
    with clock.fixed(TODAY):
        made = close_room(
            actor=OFFICE, room=room, kind=ClosureKind.FLOOD, first=TODAY, last=date(2027, 3, 20), note=" 누수 "
        )
        past = close_room(
            actor=OFFICE, room=room, kind=ClosureKind.REPAIR, first=date(2027, 1, 4), last=date(2027, 1, 8)
        )
        card = room_card(actor=HEAD, room=room)
        assert card.row.closures == (
            ClosureRow(made, room, ClosureKind.FLOOD, TODAY, date(2027, 3, 20), "누수", clock.now()),
        )
        assert [row.id for row in card.past_closures] == [past]
        reopen_room(actor=OFFICE, closure=made)
        assert room_card(actor=HEAD, room=room).row.closures == ()
    with pytest.raises(RoomNotFound):
        reopen_room(actor=OFFICE, closure=made)
    with pytest.raises(PlaceInvalid):
        close_room(actor=OFFICE, room=room, kind=ClosureKind.FLOOD, first=TODAY, last=date(2027, 1, 1))
    assert list(RoomClosure.objects.values_list("pk", flat=True)) == [past]


def test_a_room_with_sessions_to_come_stays_in_use() -> None:
    institute = an_institute()
    site = a_site(institute=institute)
    room = a_room(site=site)
    course = a_course(institute=institute)
    a_session(year=a_schedule_year(institute=institute), course=course, starts=TODAY, room=room)
    with clock.fixed(TODAY), pytest.raises(PlaceInvalid) as refused:
        save_room(
            actor=OFFICE, site=site, code="1", name="방", kind=RoomKind.LECTURE, seats=10, is_in_use=False, room=room
        )
    assert [problem.code for problem in refused.value.problems] == ["in_use"]
    assert Room.objects.get().is_in_use
    with clock.fixed(date(2028, 1, 3)):
        save_room(
            actor=OFFICE, site=site, code="1", name="방", kind=RoomKind.LECTURE, seats=10, is_in_use=False, room=room
        )
    assert not Room.objects.get().is_in_use


def test_only_the_office_changes_its_own_places() -> None:
    example = an_institute(is_example=True)
    site = a_site(institute=example)
    room = a_room(site=site)
    with pytest.raises(NotAllowed):
        save_site(actor=HEAD, institute=an_institute(), code="A", name="관")
    with pytest.raises(NotAllowed):
        save_site(actor=OFFICE, institute=example, code="B", name="관")
    with pytest.raises(NotAllowed):
        close_room(actor=OFFICE, room=room, kind=ClosureKind.FLOOD, first=TODAY, last=TODAY)
    assert (Site.objects.count(), RoomClosure.objects.count()) == (1, 0)


def test_unknown_places_are_not_found() -> None:
    institute = an_institute()
    site = a_site(institute=an_institute(code="b"))
    for refused in (
        lambda: save_room(actor=OFFICE, site=site + 9, code="1", name="방", kind=RoomKind.LECTURE, seats=1),
        lambda: save_room(actor=OFFICE, site=site, code="1", name="방", kind=RoomKind.LECTURE, seats=1, room=2**70),
        lambda: save_site(actor=OFFICE, institute=institute, code="A", name="관", site=site),
        lambda: close_room(actor=OFFICE, room=9**9, kind=ClosureKind.FLOOD, first=TODAY, last=TODAY),
        lambda: room_card(actor=OFFICE, room=9**9),
    ):
        with pytest.raises(RoomNotFound):
            refused()
