"""Row locks, taken once per action, before looking, in primary-key order.

PostgreSQL locks the rows; SQLite ignores `select_for_update`, but its transactions are IMMEDIATE,
so only one action writes at a time there.
"""

from collections.abc import Iterable

from django.db import models


def hold(model: type[models.Model], ids: Iterable[int | str]) -> list[models.Model]:
    """Lock these rows until the transaction ends and return them in primary-key order."""
    return list(model._default_manager.select_for_update().filter(pk__in=sorted(set(ids))).order_by("pk"))  # noqa: SLF001  Django's documented name
