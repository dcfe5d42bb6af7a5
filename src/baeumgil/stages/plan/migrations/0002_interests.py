import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_notices'),
        ('plan', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CourseInterest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('noted_at', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='plan.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_interests', to='people.person')),
            ],
            options={
                'ordering': ('-noted_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('course', 'person'), name='plan_interest_once')],
            },
        ),
    ]
