import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('prefix', models.CharField(max_length=12, unique=True)),
                ('secret_hash', models.CharField(max_length=64)),
                ('scopes', models.JSONField(default=list)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.CharField(max_length=200)),
                ('expires_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('last_used_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('columns', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('updated_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RosterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255)),
                ('file_digest', models.CharField(max_length=64)),
                ('as_of', models.DateField()),
                ('mapping_name', models.CharField(blank=True, max_length=80)),
                ('columns', models.JSONField(default=dict)),
                ('options', models.JSONField(default=dict)),
                ('state', models.CharField(max_length=40)),
                ('rows', models.IntegerField(default=0)),
                ('staged', models.JSONField(default=list)),
                ('preview', models.JSONField(default=dict)),
                ('preview_digest', models.CharField(blank=True, max_length=64)),
                ('problems', models.JSONField(default=list)),
                ('requested_by', models.BigIntegerField(null=True)),
                ('requested_label', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='SignInAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('username', models.CharField(max_length=60)),
                ('address', models.CharField(blank=True, max_length=64)),
                ('outcome', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['address', '-at'], name='people_sign_address_9f5034_idx'), models.Index(fields=['username', '-at'], name='people_sign_usernam_542c29_idx')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('staff_no', models.CharField(max_length=30, null=True, unique=True)),
                ('candidate_no', models.CharField(max_length=30, null=True, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('birth_on', models.DateField(null=True)),
                ('kind', models.CharField(max_length=40)),
                ('guest_kind', models.CharField(max_length=40, null=True)),
                ('guest_body', models.CharField(blank=True, max_length=200)),
                ('retires_on', models.DateField(db_index=True, null=True)),
                ('roster_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.rosterimport')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'candidate'), _negated=True), ('staff_no', None), _connector='OR'), name='people_candidate_has_no_staff_no'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'official'), _negated=True), ('staff_no__isnull', False), _connector='OR'), name='people_official_has_staff_no')],
            },
        ),
        migrations.CreateModel(
            name='RosterEffect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=30)),
                ('row_id', models.BigIntegerField()),
                ('before', models.JSONField()),
                ('roster_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='effects', to='people.rosterimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('roster_import', 'table', 'row_id'), name='people_effect_once')],
            },
        ),
        migrations.CreateModel(
            name='UnitSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('official_code', models.CharField(blank=True, db_index=True, max_length=7)),
                ('name', models.CharField(max_length=100)),
                ('full_name', models.CharField(max_length=300)),
                ('kind', models.CharField(max_length=40)),
                ('sort_order', models.IntegerField(default=0)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_spans', to='people.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spans', to='people.unit')),
            ],
            options={
                'ordering': ('sort_order', 'full_name'),
                'indexes': [models.Index(fields=['full_name'], name='people_unit_full_na_ba2f3b_idx'), models.Index(fields=['parent', 'starts_on'], name='people_unit_parent__521db8_idx')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'starts_on'), name='people_unit_span_start'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('unit',), name='people_unit_span_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_unit_span_order')],
            },
        ),
        migrations.CreateModel(
            name='UnitSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('on', models.DateField()),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='people.unit')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origins', to='people.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor', 'on'), name='people_succession_once'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='people_succession_other')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('display_name', models.CharField(max_length=100)),
                ('is_active', models.BooleanField(default=True)),
                ('must_change_password', models.BooleanField(default=False)),
                ('password_changed_at', models.DateTimeField(null=True)),
                ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='GradeSpell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.SmallIntegerField(null=True)),
                ('title', models.CharField(max_length=60)),
                ('series', models.CharField(blank=True, max_length=40)),
                ('change', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='grades', to='people.person')),
                ('roster_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.rosterimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'starts_on'), name='people_grade_start'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person',), name='people_grade_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_grade_span'), models.CheckConstraint(condition=models.Q(('grade', None), models.Q(('grade__gte', 1), ('grade__lte', 9)), _connector='OR'), name='people_grade_range')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='people.person')),
                ('roster_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.rosterimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'starts_on'), name='people_absence_start'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person',), name='people_absence_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_absence_span')],
            },
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employment', models.CharField(max_length=40)),
                ('authority', models.CharField(max_length=40)),
                ('entry', models.CharField(max_length=40)),
                ('exit', models.CharField(max_length=40, null=True)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('term_ends_on', models.DateField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='services', to='people.person')),
                ('roster_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.rosterimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'starts_on'), name='people_service_start'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person',), name='people_service_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_service_span')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_name', models.CharField(max_length=300)),
                ('position', models.CharField(max_length=40)),
                ('position_title', models.CharField(blank=True, max_length=60)),
                ('duties', models.CharField(blank=True, max_length=200)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='people.person')),
                ('roster_import', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.rosterimport')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='people.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'ends_on'], name='people_post_unit_id_8830e2_idx')],
                'constraints': [models.UniqueConstraint(fields=('person', 'starts_on'), name='people_posting_start'), models.UniqueConstraint(condition=models.Q(('ends_on', None)), fields=('person',), name='people_posting_open'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_posting_span')],
            },
        ),
        migrations.CreateModel(
            name='SignIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=64)),
                ('browser', models.CharField(blank=True, max_length=200)),
                ('started_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('idle_minutes', models.IntegerField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('end', models.CharField(max_length=40, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'ended_at'], name='people_sign_account_ef89c7_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('idle_minutes__gt', 0)), name='people_sign_in_idle')],
            },
        ),
        migrations.CreateModel(
            name='PastPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128)),
                ('replaced_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_passwords', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-replaced_at'], name='people_past_account_642150_idx')],
            },
        ),
        migrations.CreateModel(
            name='GrantRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('granted_by', models.CharField(max_length=200)),
                ('granted_at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=200)),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='people_grant_span')],
            },
        ),
    ]

    def apply(self, project_state, schema_editor, collect_sql=False):
        # Every table at once: Django would render the state of all models anew after each, ten seconds in all.
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        before = project_state.clone()
        project_state.__dict__.pop('apps', None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
