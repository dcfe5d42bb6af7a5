"""Django's entry for the wiring of the house."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Connects what stages announce with who listens, once all apps are loaded."""

    name = "baeumgil.config"
    label = "wiring"

    def ready(self) -> None:
        """Wire the reactions."""
        from baeumgil.config import reactions  # needs the models

        reactions.wire()
