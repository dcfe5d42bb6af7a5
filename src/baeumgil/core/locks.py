"""Row locks, taken once per action, before looking, in primary-key order.

PostgreSQL locks the rows; SQLite ignores `select_for_update`, but its transactions are IMMEDIATE,
so only one action writes at a time there.
"""

from collections.abc import Iterable

from django.db import models

HIGHEST_NUMBER = 2**63 - 1


def hold(model: type[models.Model], ids: Iterable[int | str]) -> list[models.Model]:
    """Lock these rows until the transaction ends and return them in primary-key order.

    Numbers that no column can hold name no row; a database would take them for a fault.
    """
    known = sorted(number for number in set(ids) if not isinstance(number, int) or abs(number) <= HIGHEST_NUMBER)
    return list(model._default_manager.select_for_update().filter(pk__in=known).order_by("pk"))  # noqa: SLF001  Django's documented name
