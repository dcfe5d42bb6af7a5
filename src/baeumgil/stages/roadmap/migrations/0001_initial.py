import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=255)),
                ('file_digest', models.CharField(max_length=64)),
                ('state', models.CharField(max_length=40)),
                ('rows', models.IntegerField(default=0)),
                ('staged', models.JSONField(default=list)),
                ('preview', models.JSONField(default=dict)),
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
            name='RequirementRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('rules_digest', models.CharField(max_length=64)),
                ('people', models.IntegerField(default=0)),
                ('rows', models.IntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('is_shown', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_shown', True)), fields=('is_shown',), name='roadmap_one_run_shown')],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('source', models.CharField(blank=True, max_length=300)),
                ('notes', models.JSONField(default=list)),
                ('template_code', models.CharField(blank=True, max_length=40)),
                ('is_template', models.BooleanField(default=False)),
                ('is_in_force', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_in_force', True)), fields=('is_in_force',), name='roadmap_one_set_in_force')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage_code', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=300)),
                ('decided_on', models.DateField()),
                ('decided_by', models.CharField(max_length=200)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exemptions', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('person', 'stage_code'), name='roadmap_exemption_once')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage_code', models.CharField(max_length=40)),
                ('stage_name', models.CharField(max_length=120)),
                ('stage_order', models.IntegerField(default=0)),
                ('occurrence', models.IntegerField()),
                ('state', models.CharField(max_length=40)),
                ('anchor_on', models.DateField()),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField()),
                ('closes_on', models.DateField(null=True)),
                ('settled_on', models.DateField(null=True)),
                ('settled_by', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(max_length=40)),
                ('blocks_done', models.SmallIntegerField(default=0)),
                ('blocks', models.SmallIntegerField(default=0)),
                ('is_away', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='people.person')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.unit')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='roadmap.requirementrun')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'stage_code', 'state', 'due_on'], name='roadmap_req_run_id_1710ac_idx'), models.Index(fields=['run', 'state', 'due_on'], name='roadmap_req_run_id_6d47c6_idx'), models.Index(fields=['run', 'unit', 'state'], name='roadmap_req_run_id_ad7dac_idx'), models.Index(fields=['run', 'person'], name='roadmap_req_run_id_781fdf_idx')],
                'constraints': [models.UniqueConstraint(fields=('run', 'person', 'stage_code', 'anchor_on'), name='roadmap_requirement_once')],
            },
        ),
        migrations.CreateModel(
            name='RuleSetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('stages', models.JSONField()),
                ('unstated', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('made_by', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('rule_set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='roadmap.ruleset')),
            ],
            options={
                'ordering': ('rule_set', '-number'),
                'constraints': [models.UniqueConstraint(fields=('rule_set', 'number'), name='roadmap_version_number')],
            },
        ),
        migrations.CreateModel(
            name='TrainingRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course_key', models.CharField(db_index=True, max_length=200)),
                ('course_name', models.CharField(max_length=200)),
                ('institution', models.CharField(blank=True, max_length=120)),
                ('starts_on', models.DateField(null=True)),
                ('completed_on', models.DateField()),
                ('minutes', models.IntegerField(null=True)),
                ('unit_name', models.CharField(blank=True, max_length=300)),
                ('grade_title', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(default='import', max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='training_records', to='people.person')),
                ('record_import', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='roadmap.recordimport')),
            ],
            options={
                'ordering': ('completed_on', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('person', 'course_key', 'completed_on'), name='roadmap_record_once'), models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__gte', 0), _connector='OR'), name='roadmap_record_minutes'), models.CheckConstraint(condition=models.Q(('starts_on', None), ('completed_on__gte', models.F('starts_on')), _connector='OR'), name='roadmap_record_span')],
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
