"""Django's entry for `people`."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """사람·조직."""

    name = "baeumgil.stages.people"
    label = "people"
    verbose_name = "사람·조직"

    def ready(self) -> None:
        """Make the background entry points known."""
        from baeumgil.stages.people import jobs  # noqa: F401  needs the models
