"""Addresses."""

from django.urls import URLPattern, URLResolver, include, path

from baeumgil.doors.api.site import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("", include("baeumgil.doors.web.urls")),
]

handler400 = "baeumgil.doors.web.frame.errors.bad_request"
handler403 = "baeumgil.doors.web.frame.errors.not_allowed"
handler404 = "baeumgil.doors.web.frame.errors.not_found"
handler500 = "baeumgil.doors.web.frame.errors.fault"
