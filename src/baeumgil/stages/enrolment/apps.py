"""Django's entry for `enrolment`."""

from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """신청·선발."""

    name = "baeumgil.stages.enrolment"
    label = "enrolment"
    verbose_name = "신청·선발"

    def ready(self) -> None:
        """Make the background entry points known."""
        from baeumgil.stages.enrolment import jobs  # noqa: F401  needs the models
