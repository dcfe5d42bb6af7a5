"""What calendar programs are given."""

from icalendar import Calendar

from baeumgil.engines.calendar.feed import calendar_text


def test_a_calendar_without_events_is_one_all_the_same() -> None:
    text = calendar_text("빈 달력", ())
    read = Calendar.from_ical(text)
    assert [(part.name, part["tzid"]) for part in read.subcomponents] == [("VTIMEZONE", "Asia/Seoul")]
    assert b"DTSTART:19881009T000000\r\n" in text
    assert b"TZOFFSETTO:+0900\r\n" in text
