"""Django's entry for `roadmap`."""

from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    """생애주기 로드맵."""

    name = "baeumgil.stages.roadmap"
    label = "roadmap"
    verbose_name = "생애주기 로드맵"

    def ready(self) -> None:
        """Make the background entry points known."""
        from baeumgil.stages.roadmap import jobs  # noqa: F401  needs the models
