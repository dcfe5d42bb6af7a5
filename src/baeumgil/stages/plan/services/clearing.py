"""Making room for another invented city."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS

from baeumgil.core.actions import action, allow, record
from baeumgil.core.actors import Actor
from baeumgil.stages.plan.models import Course


@action("plan.clear_city")
def clear_city(*, actor: Actor) -> None:
    """Remove every course, plan, need, committee and approval, duties and tags with them; seeding brings those back."""
    allow(actor.is_trusted)
    courses = Course.objects.count()
    for table in apps.get_app_config("plan").get_models(include_auto_created=True):
        table._base_manager.all()._raw_delete(using=DEFAULT_DB_ALIAS)  # noqa: SLF001  every table is emptied: no cascade
    record("교육훈련계획 비우기", courses=courses)
