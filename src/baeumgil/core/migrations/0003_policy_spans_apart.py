"""The database refuses two values of one policy for the same day.

PostgreSQL has a constraint for it; a key's hash stands for the key, since ranges are all that its index takes without
an extension. SQLite has triggers. A later step that builds the table anew on SQLite must make the triggers again.
"""

from django.db import migrations

CONSTRAINT = """
    ALTER TABLE core_policy ADD CONSTRAINT core_policy_apart EXCLUDE USING gist (
        int8range(hashtextextended(key, 0), hashtextextended(key, 0), '[]') WITH &&,
        daterange(valid_from, valid_to, '[]') WITH &&
    )
"""
TRIGGER = """
    CREATE TRIGGER core_policy_apart_{when} BEFORE {when} ON core_policy WHEN EXISTS (
        SELECT 1 FROM core_policy AS other
        WHERE other.key = NEW.key AND other.id IS NOT NEW.id
        AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
        AND (other.valid_to IS NULL OR other.valid_to >= NEW.valid_from)
    ) BEGIN SELECT RAISE(ABORT, 'core_policy_apart'); END
"""


def guard(apps, schema_editor):
    """Put the constraint, or the triggers, in place."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(CONSTRAINT)
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(TRIGGER.format(when=when))


def leave(apps, schema_editor):
    """Take them away again."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE core_policy DROP CONSTRAINT core_policy_apart")
        return
    for when in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER core_policy_apart_{when}")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_policies_apart")]

    operations = [migrations.RunPython(guard, leave)]
