"""Making room for another invented city."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.schedule.models import CourseSession


@action("schedule.clear_city")
def clear_city(*, actor: Actor) -> None:
    """Remove every session, room, instructor, run and proposal."""
    allow(actor.is_trusted)
    sessions = CourseSession.objects.count()
    for table in apps.get_app_config("schedule").get_models(include_auto_created=True):
        table._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001  every table is emptied: no cascade
    record("교육일정 비우기", sessions=sessions)
