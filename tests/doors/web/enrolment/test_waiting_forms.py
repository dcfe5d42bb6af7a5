"""The form that opens a second call."""

from datetime import date

from baeumgil.doors.web.enrolment.waiting_forms import SecondForm
from baeumgil.stages.schedule.queries.free_places import FreePlace


def test_a_free_place_is_offered_with_its_year() -> None:
    one = FreePlace(year=1, dates=(date(2027, 1, 28),), room=None, room_name="201호")
    two = FreePlace(year=1, dates=(date(2027, 2, 1), date(2027, 2, 2)), room=None, room_name="")
    form = SecondForm(None, [one, two])
    assert [words for _code, words in form.fields["places"].choices] == [  # type: ignore[attr-defined]  # as its class
        "2027. 1. 28.(목) · 201호",
        "2027. 2. 1.(월) ~ 2. 2.(화)",
    ]
