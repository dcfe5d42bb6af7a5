"""Making room for another invented city."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.enrolment.models import Application


@action("enrolment.clear_city")
def clear_city(*, actor: Actor) -> None:
    """Remove every call, application, selection and list."""
    allow(actor.is_trusted)
    applications = Application.objects.count()
    for table in apps.get_app_config("enrolment").get_models(include_auto_created=True):
        table._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001  every table is emptied: no cascade
    record("신청·선발 비우기", applications=applications)
