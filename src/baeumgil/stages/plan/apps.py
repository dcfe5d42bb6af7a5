"""Django's entry for `plan`."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """수요·연간계획."""

    name = "baeumgil.stages.plan"
    label = "plan"
    verbose_name = "수요·연간계획"
