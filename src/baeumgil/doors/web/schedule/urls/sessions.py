"""Addresses of `schedule`: sessions."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import session, session_seats

urlpatterns: list[URLPattern] = [
    path("schedule/sessions/<int:session_id>", session.show, name="schedule-session"),
    path("schedule/sessions/<int:session_id>/move", session.move, name="schedule-session-move"),
    path("schedule/sessions/<int:session_id>/tries", session.tries, name="schedule-session-tries"),
    path("schedule/sessions/<int:session_id>/seats", session_seats.change, name="schedule-session-seats"),
    path("schedule/sessions/<int:session_id>/pin", session.pin, name="schedule-session-pin"),
    path("schedule/sessions/<int:session_id>/announce", session.announce, name="schedule-session-announce"),
    path("schedule/sessions/<int:session_id>/unplace", session.unplace, name="schedule-session-unplace"),
    path("schedule/sessions/<int:session_id>/cancel", session.cancel, name="schedule-session-cancel"),
]
