"""Django's entry for `core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every stage needs and none owns."""

    name = "baeumgil.core"
    label = "core"
    verbose_name = "공통"
