"""Django's entry for `schedule`."""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """일정 편성."""

    name = "baeumgil.stages.schedule"
    label = "schedule"
    verbose_name = "일정 편성"
