"""Addresses of `schedule`: calendars."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import calendars

urlpatterns: list[URLPattern] = [
    path("schedule", calendars.year, name="schedule"),
    path("schedule/calendar/<int:year>/<int:month>", calendars.month, name="schedule-month"),
    path("schedule/calendar/<int:year>/weeks/<int:week>", calendars.week, name="schedule-week"),
    path("schedule/calendar/rooms/<int:room_id>", calendars.room, name="schedule-room"),
    path("schedule/calendar/instructors/<int:instructor_id>", calendars.instructor, name="schedule-instructor"),
    path("schedule/calendar/units/<int:unit_id>", calendars.unit, name="schedule-unit"),
    path("schedule/calendar/my-unit", calendars.own_unit, name="schedule-own-unit"),
    path("schedule/calendar/mine", calendars.mine, name="schedule-mine"),
]
