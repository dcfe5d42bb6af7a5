"""Addresses of `enrolment`: waiting lists, second calls, lists of participants."""

from django.urls import URLPattern, path

from baeumgil.doors.web.enrolment import bars, lists, replacements, second_calls, waiting

CALL = "enrolment/calls/<int:call_id>"
SESSION = "enrolment/sessions/<int:session_id>"

urlpatterns: list[URLPattern] = [
    path(f"{CALL}/waiting", waiting.index, name="waiting-list"),
    path(f"{CALL}/second", second_calls.show, name="call-second"),
    path("enrolment/extra-sessions", second_calls.index, name="extra-sessions"),
    path("enrolment/offers", waiting.offers, name="offers"),
    path("enrolment/offers/<int:offer_id>", waiting.offer, name="offer"),
    path("enrolment/lists", lists.index, name="name-lists"),
    path(f"{SESSION}/list", lists.show, name="name-list"),
    path(f"{SESSION}/list/fix", lists.fix, name="name-list-fix"),
    path(f"{SESSION}/list.<slug:format>", lists.download, name="name-list-file"),
    path(f"{SESSION}/outcomes", lists.outcomes, name="outcomes"),
    path("enrolment/applications/<int:application_id>/outcome", lists.take_back, name="outcome-take-back"),
    path("enrolment/replacements", replacements.index, name="replacements"),
    path("enrolment/replacements/<int:replacement_id>", replacements.show, name="replacement"),
    path("enrolment/applications/<int:application_id>/replacement", replacements.new, name="replacement-new"),
    path("enrolment/bars", bars.index, name="bars"),
    path("enrolment/bars/<int:bar_id>/lift", bars.lift, name="bar-lift"),
]
