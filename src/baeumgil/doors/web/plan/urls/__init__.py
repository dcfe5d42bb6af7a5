"""Addresses of `plan`, one module per page family."""

from django.urls import URLPattern

from baeumgil.doors.web.plan.urls import approval, catalogue, imports, needs, papers, plans

urlpatterns: list[URLPattern] = [
    *catalogue.urlpatterns,
    *needs.urlpatterns,
    *imports.urlpatterns,
    *plans.urlpatterns,
    *approval.urlpatterns,
    *papers.urlpatterns,
]
