"""Django's entry for `schedule`."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """일정 편성."""

    name = "baeumgil.stages.schedule"
    label = "schedule"
    verbose_name = "일정 편성"

    def ready(self) -> None:
        """Make the background entry points known."""
        from baeumgil.stages.schedule import jobs  # noqa: F401  needs the models
