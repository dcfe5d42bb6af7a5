"""Addresses of rooms, instructors, the working calendar and invitations."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import fees, instructors, invitations, places, resources, working_calendar

TOP = "schedule/resources"
ROOM = f"{TOP}/rooms/<int:room_id>"
INSTRUCTOR = f"{TOP}/instructors/<int:instructor_id>"
CALENDAR = f"{TOP}/calendar"
PEAK = f"{CALENDAR}/<int:institute_id>/peaks/<int:peak_id>"

urlpatterns: list[URLPattern] = [
    path(TOP, resources.index, name="schedule-resources"),
    path(f"{TOP}/rooms", places.index, name="schedule-rooms"),
    path(f"{TOP}/rooms/new", places.new, name="schedule-room-new"),
    path(f"{TOP}/sites/new", places.site_new, name="schedule-site-new"),
    path(f"{TOP}/sites/<int:site_id>/edit", places.site_edit, name="schedule-site-edit"),
    path(ROOM, places.show, name="schedule-room-card"),
    path(f"{ROOM}/edit", places.edit, name="schedule-room-edit"),
    path(f"{ROOM}/close", places.close, name="schedule-room-close"),
    path(f"{ROOM}/closures/<int:closure_id>/reopen", places.reopen, name="schedule-room-reopen"),
    path(f"{TOP}/instructors", instructors.index, name="schedule-instructors"),
    path(f"{TOP}/instructors/new", instructors.new, name="schedule-instructor-new"),
    path(INSTRUCTOR, instructors.show, name="schedule-instructor-card"),
    path(f"{INSTRUCTOR}/edit", instructors.edit, name="schedule-instructor-edit"),
    path(f"{INSTRUCTOR}/away", instructors.away, name="schedule-instructor-away"),
    path(f"{INSTRUCTOR}/away/<int:away_id>/remove", instructors.away_remove, name="schedule-instructor-away-remove"),
    path(f"{INSTRUCTOR}/courses", instructors.teachable_new, name="schedule-teachable-new"),
    path(
        f"{INSTRUCTOR}/courses/<int:teachable_id>/remove",
        instructors.teachable_remove,
        name="schedule-teachable-remove",
    ),
    path(f"{TOP}/fees", fees.show, name="schedule-fees"),
    path(CALENDAR, working_calendar.show, name="working-calendar"),
    path(f"{CALENDAR}/days/new", working_calendar.day_new, name="working-day-new"),
    path(
        f"{CALENDAR}/<int:institute_id>/days/<int:day_id>/withdraw",
        working_calendar.day_withdraw,
        name="working-day-withdraw",
    ),
    path(f"{CALENDAR}/peaks/new", working_calendar.peak_new, name="peak-new"),
    path(f"{CALENDAR}/peaks/usual", working_calendar.peaks_usual, name="peaks-usual"),
    path(f"{PEAK}/edit", working_calendar.peak_edit, name="peak-edit"),
    path(f"{PEAK}/remove", working_calendar.peak_remove, name="peak-remove"),
    path("schedule/invitations", invitations.index, name="invitations"),
    path("schedule/invitations/<int:invitation_id>", invitations.show, name="invitation"),
    path("schedule/invitations/<int:invitation_id>/again", invitations.again, name="invitation-again"),
]
