"""Addresses of the catalogue pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import catalogue, catalogue_setup, course_editing

urlpatterns: list[URLPattern] = [
    path("catalogue", catalogue.index, name="catalogue"),
    path("catalogue/export", catalogue.export, name="catalogue-export"),
    path("catalogue/setup", catalogue_setup.show, name="catalogue-setup"),
    path("catalogue/new", course_editing.new, name="course-new"),
    path("catalogue/<int:course_id>", catalogue.show, name="course"),
    path("catalogue/<int:course_id>/edit", course_editing.edit, name="course-edit"),
    path("catalogue/<int:course_id>/end", catalogue.end, name="course-end"),
]
