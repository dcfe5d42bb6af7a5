"""Django's entry for the web door."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Server-rendered pages."""

    name = "baeumgil.doors.web"
    label = "web"
    verbose_name = "웹"
