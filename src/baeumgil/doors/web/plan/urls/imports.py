"""Addresses of the imports pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import imports

urlpatterns: list[URLPattern] = [
    path("imports/plan", imports.index, name="plan-imports"),
    path("imports/plan/new", imports.new, name="plan-import-new"),
    path("imports/plan/list.xlsx", imports.list_file, name="plan-list-file"),
    path("imports/plan/<int:import_id>", imports.show, name="plan-import"),
    path("imports/plan/<int:import_id>/problems.xlsx", imports.problems, name="plan-import-problems"),
    path("imports/plan/<int:import_id>/apply", imports.apply, name="plan-import-apply"),
    path("imports/plan/<int:import_id>/discard", imports.discard, name="plan-import-discard"),
]
