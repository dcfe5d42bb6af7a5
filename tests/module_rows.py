"""Rows that several tests of one module read: written once for the module, taken back at its end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def rows_for_a_module(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is written inside stands for every test of the module; each test's own rows go with the test.

    Use it in a fixture of scope `module` that also asks for `django_db_setup`.
    """
    with blocker.unblock():
        whole = transaction.atomic()
        whole.__enter__()
        try:
            yield
        finally:
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
