"""Addresses of the papers, forms and ladders."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import ladders, papers, templates

urlpatterns: list[URLPattern] = [
    path("plans/versions/<int:version_id>/papers", papers.index, name="plan-papers"),
    path("plans/versions/<int:version_id>/papers/<slug:kind>.<slug:format>", papers.download, name="paper"),
    path("plans/forms", templates.index, name="paper-templates"),
    path("plans/forms/new", templates.new, name="paper-template-new"),
    path("plans/forms/<int:template_id>/delete", templates.delete, name="paper-template-delete"),
    path("catalogue/ladders", ladders.index, name="course-ladders"),
    path("catalogue/ladders/<path:ladder>", ladders.show, name="course-ladder"),
]
