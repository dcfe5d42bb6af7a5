import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_notices"),
        ("plan", "0002_interests"),
    ]

    operations = [
        migrations.CreateModel(
            name="InstituteUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "institute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="own_units", to="plan.institute"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="institutes", to="people.unit"
                    ),
                ),
            ],
            options={
                "ordering": ("institute", "unit"),
                "constraints": [models.UniqueConstraint(fields=("institute", "unit"), name="plan_own_unit_once")],
            },
        ),
    ]
