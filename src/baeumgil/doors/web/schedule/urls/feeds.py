"""Addresses of `schedule`: feeds."""

from django.urls import URLPattern, path

from baeumgil.doors.web.schedule import feeds

urlpatterns: list[URLPattern] = [
    path("schedule/feeds", feeds.index, name="schedule-feeds"),
    path("schedule/feeds/<int:feed_id>/revoke", feeds.revoke, name="schedule-feed-revoke"),
    path("calendar/<str:token>.ics", feeds.feed, name="calendar-feed"),
]
