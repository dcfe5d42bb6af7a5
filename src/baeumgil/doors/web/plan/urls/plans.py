"""Addresses of the plans pages."""

from django.urls import URLPattern, path

from baeumgil.doors.web.plan import compare, lineage, lines, plans, public, results, texts, totals, versions

urlpatterns: list[URLPattern] = [
    path("plans", plans.index, name="plans"),
    path("plans/new", plans.new, name="plan-new"),
    path("plans/results", results.write, name="plan-year-result"),
    path("plans/compare", compare.show, name="plan-compare"),
    path("plans/lineage/<int:course_id>", lineage.show, name="plan-lineage"),
    path("plans/versions/<int:version_id>", versions.show, name="plan-version"),
    path("plans/versions/<int:version_id>/steps/<slug:step>", versions.step, name="plan-step"),
    path("plans/versions/<int:version_id>/totals", totals.show, name="plan-totals"),
    path("plans/versions/<int:version_id>/texts", texts.contents, name="plan-texts"),
    path("plans/versions/<int:version_id>/checks", texts.checks, name="plan-checks"),
    path("plans/versions/<int:version_id>/lines/new", lines.new, name="plan-line-new"),
    path("plans/versions/<int:version_id>/lines/<int:line_id>", lines.show, name="plan-line"),
    path("plans/versions/<int:version_id>/lines/<int:line_id>/remove", lines.remove, name="plan-line-remove"),
    path("public/plans", public.index, name="public-plans"),
    path("public/plans/<int:year>", public.show, name="public-plan"),
]
