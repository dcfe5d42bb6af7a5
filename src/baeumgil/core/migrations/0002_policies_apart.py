"""Values of one policy never hold on the same day: where they did, the one that began last held, and is left to."""

from datetime import timedelta

from django.db import migrations


def end_in_time(apps, schema_editor):
    """Cut every row into the days on which it really held; a row that held again later becomes a second row."""
    del schema_editor
    policies = apps.get_model("core", "Policy").objects
    for key in policies.order_by("key").values_list("key", flat=True).distinct():
        rows = list(policies.filter(key=key).order_by("valid_from"))
        edges = {row.valid_from for row in rows} | {row.valid_to + timedelta(days=1) for row in rows if row.valid_to}
        held = []
        for first, after in _pairs(sorted(edges)):
            row = next((one for one in reversed(rows) if _holds(one, first)), None)
            if row is not None and held and held[-1][0] is row and held[-1][2] == first - timedelta(days=1):
                held[-1][2] = after
            elif row is not None:
                held.append([row, first, after])
        for row, first, last in held:
            if row.valid_from != first:
                row.pk, row.valid_from = None, first
            row.valid_to = last
            row.save()


def _pairs(edges):
    for at, first in enumerate(edges):
        yield first, edges[at + 1] - timedelta(days=1) if at + 1 < len(edges) else None


def _holds(row, day):
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(end_in_time, migrations.RunPython.noop)]
