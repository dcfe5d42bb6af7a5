import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=200)),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('link', models.CharField(blank=True, max_length=200)),
                ('due_at', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='people.person')),
            ],
            options={
                'ordering': ('-made_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=40)),
                ('address', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('state', models.CharField(default='waiting', max_length=40)),
                ('attempts', models.IntegerField(default=0)),
                ('not_before', models.DateTimeField()),
                ('begun_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='people.notice')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=40)),
                ('address', models.CharField(max_length=200)),
                ('is_on', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='people.person')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('person', 'channel'), name='people_contact_channel')],
            },
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', 'read_at'], name='people_noti_person__f6d0d2_idx'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['person', '-made_at'], name='people_noti_person__8d691d_idx'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('person', 'key'), name='people_notice_once'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['state', 'not_before'], name='people_deli_state_2a8532_idx'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('notice', 'channel'), name='people_delivery_channel'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('attempts__gte', 0)), name='people_delivery_attempts'),
        ),
    ]
