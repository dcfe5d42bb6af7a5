"""Addresses of the committee and approval pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import approvals, committee, meetings, routes

MEETING = "committee/meetings/<int:meeting_id>"

urlpatterns: list[URLPattern] = [
    path("committee", committee.show, name="committee"),
    path("committee/new", committee.new, name="committee-new"),
    path("committee/<int:committee_id>/edit", committee.edit, name="committee-edit"),
    path("committee/<int:committee_id>/members/new", committee.member_new, name="committee-member-new"),
    path("committee/<int:committee_id>/members/<int:member_id>/end", committee.member_end, name="committee-member-end"),
    path("plans/versions/<int:version_id>/meetings/new", meetings.new, name="meeting-new"),
    path(MEETING, meetings.show, name="meeting"),
    path(f"{MEETING}/move", meetings.move, name="meeting-move"),
    path(f"{MEETING}/cancel", meetings.cancel, name="meeting-cancel"),
    path(f"{MEETING}/attendance", meetings.attendance, name="meeting-attendance"),
    path(f"{MEETING}/minutes", meetings.minutes, name="meeting-minutes"),
    path(f"{MEETING}/items", meetings.item_new, name="meeting-item-new"),
    path("committee/items/<int:item_id>/remove", meetings.item_remove, name="meeting-item-remove"),
    path(f"{MEETING}/items/<int:item_id>/decision", meetings.decide, name="meeting-item-decide"),
    path(f"{MEETING}/items/<int:item_id>/opinions", meetings.opinion_new, name="meeting-opinion-new"),
    path("committee/opinions/<int:opinion_id>/remove", meetings.opinion_remove, name="meeting-opinion-remove"),
    path(f"{MEETING}/close", meetings.close, name="meeting-close"),
    path(f"{MEETING}/approval", approvals.start_minutes, name="minutes-approval-start"),
    path("plans/versions/<int:version_id>/approval", approvals.start, name="approval-start"),
    path("approvals", approvals.index, name="approvals"),
    path("approvals/routes", routes.index, name="approval-routes"),
    path("approvals/routes/new", routes.new, name="approval-route-new"),
    path("approvals/routes/<int:route_id>/end", routes.end, name="approval-route-end"),
    path("approvals/<int:case_id>", approvals.show, name="approval"),
    path("approvals/<int:case_id>/sign", approvals.sign_box, name="approval-sign"),
    path("approvals/<int:case_id>/return", approvals.send_back, name="approval-return"),
    path("approvals/<int:case_id>/withdraw", approvals.withdraw, name="approval-withdraw"),
]
