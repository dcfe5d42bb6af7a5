import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('basis', models.CharField(blank=True, max_length=200)),
                ('most_members', models.IntegerField(default=12)),
                ('quorum_percent', models.IntegerField(default=50)),
                ('term_months', models.IntegerField(default=24)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Competency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('strategies', models.JSONField(default=list)),
                ('order', models.IntegerField(default=0)),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Institute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('body_name', models.CharField(max_length=120)),
                ('authority', models.CharField(default='mayor', max_length=40)),
                ('is_example', models.BooleanField(default=False)),
                ('source', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('is_example', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='CommitteeMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('post', models.CharField(max_length=200)),
                ('is_external', models.BooleanField()),
                ('is_chair', models.BooleanField(default=False)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='plan.committee')),
            ],
            options={
                'ordering': ('-is_chair', 'is_external', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CompetencyGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('group', models.CharField(blank=True, max_length=80)),
                ('wanted_milli', models.IntegerField()),
                ('measured_milli', models.IntegerField()),
                ('people', models.IntegerField()),
                ('source', models.CharField(blank=True, max_length=200)),
                ('competency', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='plan.competency')),
            ],
            options={
                'ordering': ('year', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('state', models.CharField(default='active', max_length=40)),
                ('target_group', models.CharField(default='all_staff', max_length=40)),
                ('target_text', models.CharField(blank=True, max_length=300)),
                ('target_filters', models.JSONField(default=dict)),
                ('stage_code', models.CharField(blank=True, max_length=40)),
                ('objectives', models.TextField(blank=True)),
                ('features', models.TextField(blank=True)),
                ('level', models.CharField(max_length=40, null=True)),
                ('ladder', models.CharField(blank=True, max_length=60)),
                ('duration_text', models.CharField(blank=True, max_length=60)),
                ('days', models.IntegerField(null=True)),
                ('total_minutes', models.IntegerField(null=True)),
                ('recognised_minutes', models.IntegerField(null=True)),
                ('seats_per_session', models.IntegerField(null=True)),
                ('pre_study', models.CharField(blank=True, max_length=300)),
                ('pre_study_minutes', models.IntegerField(null=True)),
                ('assessment', models.CharField(default='none', max_length=40)),
                ('pass_attendance_percent', models.IntegerField(null=True)),
                ('pass_score', models.IntegerField(null=True)),
                ('completion_text', models.CharField(blank=True, max_length=300)),
                ('materials', models.CharField(blank=True, max_length=300)),
                ('owner_name', models.CharField(blank=True, max_length=200)),
                ('partner', models.CharField(blank=True, max_length=200)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('placement', models.CharField(blank=True, max_length=300)),
                ('accessibility', models.CharField(blank=True, max_length=300)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('changed_at', models.DateTimeField()),
                ('competencies', models.ManyToManyField(related_name='courses', to='plan.competency')),
                ('owner_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='owned_courses', to='people.unit')),
            ],
            options={
                'ordering': ('field__order', 'code'),
            },
        ),
        migrations.CreateModel(
            name='BudgetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('item', models.CharField(max_length=120)),
                ('arithmetic', models.CharField(blank=True, max_length=300)),
                ('amount', models.BigIntegerField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='budget_lines', to='plan.course')),
            ],
            options={
                'ordering': ('year', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='CourseResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('sessions', models.IntegerField(default=0)),
                ('seats', models.IntegerField(default=0)),
                ('applied', models.IntegerField(null=True)),
                ('enrolled', models.IntegerField(default=0)),
                ('completed', models.IntegerField(null=True)),
                ('satisfaction_milli', models.IntegerField(null=True)),
                ('scale', models.IntegerField(default=5)),
                ('responses', models.IntegerField(null=True)),
                ('themes', models.JSONField(default=list)),
                ('cost', models.BigIntegerField(null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='plan.course')),
            ],
            options={
                'ordering': ('year', 'course__code'),
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('legal_kind', models.CharField(max_length=40)),
                ('order', models.IntegerField(default=0)),
                ('aim', models.CharField(blank=True, max_length=300)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='plan.field')),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fields', to='plan.institute')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.AddField(
            model_name='course',
            name='field',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='plan.field'),
        ),
        migrations.AddField(
            model_name='course',
            name='goal',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='plan.goal'),
        ),
        migrations.AddField(
            model_name='goal',
            name='institute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='plan.institute'),
        ),
        migrations.CreateModel(
            name='CourseName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='plan.course')),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='course_names', to='plan.institute')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='course',
            name='institute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='plan.institute'),
        ),
        migrations.AddField(
            model_name='competency',
            name='institute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='competencies', to='plan.institute'),
        ),
        migrations.AddField(
            model_name='committee',
            name='institute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='committees', to='plan.institute'),
        ),
        migrations.CreateModel(
            name='ApprovalRoute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_type', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('basis', models.CharField(blank=True, max_length=200)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approval_routes', to='plan.institute')),
            ],
            options={
                'ordering': ('document_type', '-valid_from'),
            },
        ),
        migrations.CreateModel(
            name='LegalDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=120)),
                ('basis', models.CharField(max_length=300)),
                ('audience', models.CharField(max_length=200)),
                ('is_for_all', models.BooleanField(default=True)),
                ('interval', models.CharField(max_length=40)),
                ('minutes', models.IntegerField(null=True)),
                ('in_person', models.CharField(blank=True, max_length=200)),
                ('result_due', models.CharField(blank=True, max_length=120)),
                ('result_to', models.CharField(blank=True, max_length=80)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='plan_duty_code_from'), models.CheckConstraint(condition=models.Q(('minutes', None), ('minutes__gt', 0), _connector='OR'), name='plan_duty_minutes')],
            },
        ),
        migrations.AddField(
            model_name='course',
            name='duties',
            field=models.ManyToManyField(related_name='courses', to='plan.legalduty'),
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('held_on', models.DateField()),
                ('starts_at_text', models.CharField(blank=True, max_length=20)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='planned', max_length=40)),
                ('remarks', models.TextField(blank=True)),
                ('quorum_needed', models.IntegerField(null=True)),
                ('outcome', models.CharField(max_length=40, null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='plan.committee')),
            ],
            options={
                'ordering': ('-held_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_present', models.BooleanField(default=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='plan.committeemember')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='plan.meeting')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('proposal', models.TextField(blank=True)),
                ('decision', models.CharField(default='pending', max_length=40)),
                ('decision_text', models.TextField(blank=True)),
                ('changes', models.JSONField(default=dict)),
                ('before', models.JSONField(default=dict)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='plan.meeting')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='NeedsRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('number', models.IntegerField()),
                ('name', models.CharField(max_length=120)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('state', models.CharField(default='planned', max_length=40)),
                ('guidance', models.TextField(blank=True)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs_rounds', to='plan.institute')),
            ],
            options={
                'ordering': ('year', 'number'),
            },
        ),
        migrations.CreateModel(
            name='CourseRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_name', models.CharField(max_length=300)),
                ('requested_by', models.BigIntegerField(null=True)),
                ('requested_label', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(blank=True)),
                ('target_text', models.CharField(blank=True, max_length=300)),
                ('people', models.IntegerField(null=True)),
                ('wanted_when', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(default='submitted', max_length=40)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_label', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='plan.course')),
                ('decided_course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decided_requests', to='plan.course')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='course_requests', to='people.unit')),
                ('needs_round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='plan.needsround')),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='plan.agendaitem')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='plan.committeemember')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='PaperTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('file_name', models.CharField(max_length=255)),
                ('content', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('places', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_label', models.CharField(blank=True, max_length=200)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_templates', to='plan.institute')),
            ],
            options={
                'ordering': ('paper', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(default='mayor', max_length=40)),
                ('year', models.IntegerField()),
                ('title', models.CharField(max_length=200)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='plan.institute')),
            ],
            options={
                'ordering': ('-year', 'institute_id'),
            },
        ),
        migrations.CreateModel(
            name='PlanImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('year', models.IntegerField(null=True)),
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
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='plan.institute')),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField(default=0)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=40)),
                ('target_group', models.CharField(max_length=40)),
                ('target_text', models.CharField(blank=True, max_length=300)),
                ('duration_text', models.CharField(blank=True, max_length=60)),
                ('total_minutes', models.IntegerField(null=True)),
                ('verb', models.CharField(max_length=40)),
                ('improvements', models.JSONField(default=list)),
                ('origin', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('sessions', models.IntegerField(default=0)),
                ('seats_per_session', models.IntegerField(null=True)),
                ('seats', models.IntegerField(default=0)),
                ('budget', models.BigIntegerField(null=True)),
                ('owner_name', models.CharField(blank=True, max_length=200)),
                ('remark', models.CharField(blank=True, max_length=500)),
                ('revision', models.IntegerField(default=1)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='plan.course')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='plan.field')),
                ('goal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_lines', to='plan.goal')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='LineAncestor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='descendant_lines', to='plan.course')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ancestors', to='plan.planline')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='line',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agenda_items', to='plan.planline'),
        ),
        migrations.CreateModel(
            name='PlannedSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('month', models.IntegerField(null=True)),
                ('seats', models.IntegerField()),
                ('note', models.CharField(blank=True, max_length=120)),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_sessions', to='plan.planline')),
            ],
            options={
                'ordering': ('starts_on', 'number', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='PlanVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('state', models.CharField(default='draft', max_length=40)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('created_at', models.DateTimeField()),
                ('created_label', models.CharField(blank=True, max_length=200)),
                ('changed_at', models.DateTimeField()),
                ('revision', models.IntegerField(default=1)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('published_at', models.DateTimeField(null=True)),
                ('document_number', models.CharField(blank=True, max_length=80)),
                ('policy_number', models.CharField(blank=True, max_length=80)),
                ('vision', models.CharField(blank=True, max_length=300)),
                ('frame', models.JSONField(default=dict)),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='plan.planversion')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='plan.plan')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='following_years', to='plan.planversion')),
            ],
            options={
                'ordering': ('plan_id', '-number'),
            },
        ),
        migrations.AddField(
            model_name='planline',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='plan.planversion'),
        ),
        migrations.CreateModel(
            name='PlanContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('text', models.TextField(blank=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contents', to='plan.planversion')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='plan.planversion'),
        ),
        migrations.CreateModel(
            name='ApprovalCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document_type', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('state', models.CharField(default='running', max_length=40)),
                ('digest', models.CharField(max_length=64)),
                ('disclosure', models.CharField(default='open', max_length=40)),
                ('disclosure_ground', models.CharField(blank=True, max_length=200)),
                ('document_number', models.CharField(blank=True, max_length=80)),
                ('policy_number', models.CharField(blank=True, max_length=80)),
                ('from_state', models.CharField(max_length=40, null=True)),
                ('series_year', models.IntegerField(null=True)),
                ('series_number', models.IntegerField(null=True)),
                ('drafted_at', models.DateTimeField()),
                ('drafted_label', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approval_cases', to='plan.institute')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approval_cases', to='plan.meeting')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approval_cases', to='plan.planversion')),
            ],
            options={
                'ordering': ('-drafted_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='PreCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('mark', models.CharField(default='unchecked', max_length=40)),
                ('remark', models.CharField(blank=True, max_length=300)),
                ('order', models.IntegerField(default=0)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pre_checks', to='plan.planversion')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='Prerequisite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='required', max_length=40)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prerequisites', to='plan.course')),
                ('needs', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leads_to', to='plan.course')),
            ],
        ),
        migrations.CreateModel(
            name='RoadmapDemand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('stage_code', models.CharField(max_length=40)),
                ('stage_name', models.CharField(max_length=120)),
                ('people', models.IntegerField()),
                ('low', models.IntegerField()),
                ('high', models.IntegerField()),
                ('known', models.IntegerField()),
                ('backlog', models.IntegerField(default=0)),
                ('seats', models.IntegerField()),
                ('class_size', models.IntegerField(null=True)),
                ('taken_on', models.DateField()),
                ('rules_name', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ('year', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('year', 'stage_code'), name='plan_demand_once'), models.CheckConstraint(condition=models.Q(('people__gte', 0), ('backlog__gte', 0), ('seats__gte', 0)), name='plan_demand_amounts')],
            },
        ),
        migrations.CreateModel(
            name='RouteStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField()),
                ('role', models.CharField(max_length=40)),
                ('post', models.CharField(max_length=120)),
                ('is_delegated', models.BooleanField(default=False)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='route_steps', to=settings.AUTH_USER_MODEL)),
                ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputy_route_steps', to=settings.AUTH_USER_MODEL)),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='plan.approvalroute')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SeatProposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('proposed_seats', models.IntegerField()),
                ('proposed_sessions', models.IntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('decided_seats', models.IntegerField(null=True)),
                ('decided_sessions', models.IntegerField(null=True)),
                ('decided_note', models.CharField(blank=True, max_length=300)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_label', models.CharField(blank=True, max_length=200)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seat_proposals', to='plan.course')),
            ],
        ),
        migrations.CreateModel(
            name='SessionResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('number', models.IntegerField()),
                ('dates_text', models.CharField(blank=True, max_length=80)),
                ('place_kind', models.CharField(blank=True, max_length=60)),
                ('people', models.IntegerField(null=True)),
                ('overall_milli', models.IntegerField(null=True)),
                ('items_milli', models.JSONField(default=dict)),
                ('composite_milli', models.IntegerField(null=True)),
                ('scale', models.IntegerField(default=5)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_results', to='plan.course')),
            ],
            options={
                'ordering': ('year', 'course__code', 'number'),
            },
        ),
        migrations.CreateModel(
            name='SharedContent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('code', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('category', models.CharField(blank=True, max_length=80)),
                ('provider', models.CharField(blank=True, max_length=120)),
                ('lessons', models.IntegerField(null=True)),
                ('recognised_minutes', models.IntegerField(null=True)),
                ('has_assessment', models.BooleanField(default=False)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_contents', to='plan.institute')),
            ],
            options={
                'ordering': ('year', 'code'),
            },
        ),
        migrations.CreateModel(
            name='StaffSurvey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('name', models.CharField(max_length=120)),
                ('reach', models.CharField(max_length=40)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('state', models.CharField(default='planned', max_length=40)),
                ('topics', models.JSONField(default=list)),
                ('most_choices', models.IntegerField(default=3)),
                ('sample_size', models.IntegerField(null=True)),
                ('sample_seed', models.CharField(blank=True, max_length=64)),
                ('population', models.IntegerField(null=True)),
                ('answered', models.IntegerField(null=True)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_surveys', to='plan.institute')),
            ],
            options={
                'ordering': ('year', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('choices', models.JSONField(default=list)),
                ('wish', models.CharField(blank=True, max_length=500)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='plan.staffsurvey')),
            ],
            options={
                'ordering': ('id',),
            },
        ),
        migrations.CreateModel(
            name='SurveyInvitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_answered', models.BooleanField(default=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_invitations', to='people.person')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='plan.staffsurvey')),
            ],
        ),
        migrations.CreateModel(
            name='SurveyTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=120)),
                ('share_permille', models.IntegerField(null=True)),
                ('count', models.IntegerField(null=True)),
                ('field', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survey_tallies', to='plan.field')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='plan.staffsurvey')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField(default=0)),
                ('area', models.CharField(blank=True, max_length=80)),
                ('name', models.CharField(max_length=200)),
                ('lecture_minutes', models.IntegerField(default=0)),
                ('participation_minutes', models.IntegerField(default=0)),
                ('field_minutes', models.IntegerField(default=0)),
                ('other_minutes', models.IntegerField(default=0)),
                ('method', models.CharField(blank=True, max_length=120)),
                ('instructor_kind', models.CharField(max_length=40, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='plan.course')),
                ('tags', models.ManyToManyField(related_name='subjects', to='plan.tag')),
            ],
            options={
                'ordering': ('order', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='YearResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('plan_name', models.CharField(max_length=120)),
                ('planned_people', models.IntegerField()),
                ('actual_people', models.IntegerField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='year_results', to='plan.institute')),
            ],
            options={
                'ordering': ('year',),
            },
        ),
        migrations.CreateModel(
            name='ApprovalStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField()),
                ('role', models.CharField(max_length=40)),
                ('post', models.CharField(max_length=120)),
                ('is_delegated', models.BooleanField(default=False)),
                ('state', models.CharField(default='waiting', max_length=40)),
                ('mark', models.CharField(default='own', max_length=40)),
                ('signed_name', models.CharField(blank=True, max_length=200)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_digest', models.CharField(blank=True, max_length=64)),
                ('comment', models.CharField(blank=True, max_length=500)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approval_steps', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='plan.approvalcase')),
                ('deputy', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputy_approval_steps', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signed_steps', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('case', 'order'), name='plan_step_order'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('signed_digest', ''), _negated=True)), _connector='OR'), name='plan_step_signed')],
            },
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='plan_member_term'),
        ),
        migrations.AddConstraint(
            model_name='committeemember',
            constraint=models.UniqueConstraint(fields=('committee', 'name', 'post', 'starts_on'), name='plan_member_once'),
        ),
        migrations.AddConstraint(
            model_name='competencygap',
            constraint=models.UniqueConstraint(fields=('competency', 'year', 'group'), name='plan_gap_once'),
        ),
        migrations.AddConstraint(
            model_name='competencygap',
            constraint=models.CheckConstraint(condition=models.Q(('people__gte', 0)), name='plan_gap_people'),
        ),
        migrations.AddConstraint(
            model_name='budgetline',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='plan_budget_amount'),
        ),
        migrations.AddConstraint(
            model_name='courseresult',
            constraint=models.UniqueConstraint(fields=('course', 'year'), name='plan_course_result_once'),
        ),
        migrations.AddConstraint(
            model_name='courseresult',
            constraint=models.CheckConstraint(condition=models.Q(('sessions__gte', 0), ('seats__gte', 0), ('enrolled__gte', 0), models.Q(('applied', None), ('applied__gte', 0), _connector='OR'), models.Q(('completed', None), ('completed__gte', 0), _connector='OR')), name='plan_course_result_amounts'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.UniqueConstraint(fields=('institute', 'code'), name='plan_goal_code'),
        ),
        migrations.AddConstraint(
            model_name='field',
            constraint=models.UniqueConstraint(fields=('institute', 'code'), name='plan_field_code'),
        ),
        migrations.AddConstraint(
            model_name='field',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='plan_field_not_own_parent'),
        ),
        migrations.AddConstraint(
            model_name='coursename',
            constraint=models.UniqueConstraint(fields=('institute', 'key'), name='plan_course_name_key'),
        ),
        migrations.AddConstraint(
            model_name='competency',
            constraint=models.UniqueConstraint(fields=('institute', 'code'), name='plan_competency_code'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.UniqueConstraint(fields=('institute', 'name'), name='plan_committee_once'),
        ),
        migrations.AddConstraint(
            model_name='committee',
            constraint=models.CheckConstraint(condition=models.Q(('most_members__gt', 0), ('quorum_percent__range', (0, 100)), ('term_months__gt', 0)), name='plan_committee_amounts'),
        ),
        migrations.AddConstraint(
            model_name='approvalroute',
            constraint=models.UniqueConstraint(fields=('institute', 'document_type', 'valid_from'), name='plan_route_once'),
        ),
        migrations.AddConstraint(
            model_name='approvalroute',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='plan_route_span'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.UniqueConstraint(fields=('institute', 'code'), name='plan_course_code'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('days', None), ('days__gt', 0), _connector='OR'), models.Q(('total_minutes', None), ('total_minutes__gte', 0), _connector='OR'), models.Q(('recognised_minutes', None), ('recognised_minutes__gte', 0), _connector='OR'), models.Q(('seats_per_session', None), ('seats_per_session__gt', 0), _connector='OR'), models.Q(('pre_study_minutes', None), ('pre_study_minutes__gte', 0), _connector='OR')), name='plan_course_amounts'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pass_attendance_percent', None), ('pass_attendance_percent__range', (0, 100)), _connector='OR'), models.Q(('pass_score', None), ('pass_score__range', (0, 100)), _connector='OR')), name='plan_course_passing'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('meeting', 'member'), name='plan_attendance_once'),
        ),
        migrations.AddConstraint(
            model_name='needsround',
            constraint=models.UniqueConstraint(fields=('institute', 'year', 'number'), name='plan_round_number'),
        ),
        migrations.AddConstraint(
            model_name='needsround',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='plan_round_span'),
        ),
        migrations.AddConstraint(
            model_name='courserequest',
            constraint=models.CheckConstraint(condition=models.Q(('people', None), ('people__gt', 0), _connector='OR'), name='plan_request_people'),
        ),
        migrations.AddConstraint(
            model_name='courserequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('submitted', 'withdrawn')), models.Q(('answer', ''), _negated=True), _connector='OR'), name='plan_request_answered'),
        ),
        migrations.AddConstraint(
            model_name='papertemplate',
            constraint=models.UniqueConstraint(fields=('institute', 'paper', 'name'), name='plan_template_name'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('institute', 'authority', 'year'), name='plan_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.CheckConstraint(condition=models.Q(('year__range', (1990, 2100))), name='plan_year'),
        ),
        migrations.AddConstraint(
            model_name='lineancestor',
            constraint=models.UniqueConstraint(fields=('line', 'course'), name='plan_ancestor_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'order'), name='plan_item_order'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'line'), name='plan_item_line_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'whole_plan')), fields=('meeting',), name='plan_item_whole_once'),
        ),
        migrations.AddConstraint(
            model_name='plannedsession',
            constraint=models.UniqueConstraint(fields=('line', 'number', 'note'), name='plan_session_number'),
        ),
        migrations.AddConstraint(
            model_name='plannedsession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_on', None), ('starts_on', None)), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='plan_session_days'),
        ),
        migrations.AddConstraint(
            model_name='plannedsession',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gte', 0), models.Q(('month', None), ('month__range', (1, 12)), _connector='OR')), name='plan_session_amounts'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(fields=('plan', 'number'), name='plan_version_number'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'in_committee', 'reviewed', 'in_approval'))), fields=('plan',), name='plan_version_one_open'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'approved')), fields=('plan',), name='plan_version_one_approved'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'in_committee', 'reviewed', 'in_approval')), models.Q(models.Q(('digest', ''), _negated=True), ('approved_at__isnull', False)), _connector='OR'), name='plan_version_frozen'),
        ),
        migrations.AddConstraint(
            model_name='planversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at', None), ('state__in', ('approved', 'superseded')), _connector='OR'), name='plan_version_published'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(fields=('version', 'course'), name='plan_line_once'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('sessions__gte', 0), ('seats__gte', 0), models.Q(('seats_per_session', None), ('seats_per_session__gt', 0), _connector='OR'), models.Q(('budget', None), ('budget__gte', 0), _connector='OR')), name='plan_line_amounts'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verb__in', ('merged', 'replaced', 'abolished')), _negated=True), models.Q(('sessions', 0), ('seats', 0)), _connector='OR'), name='plan_line_ended_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='plancontent',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='plan_content_once'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='plan_meeting_number'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('planned', 'held'))), fields=('version',), name='plan_meeting_one_open'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_at__isnull', False), ('quorum_needed__isnull', False)), _connector='OR'), name='plan_meeting_closed'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('version',), name='plan_case_one_running_version'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('meeting',), name='plan_case_one_running_meeting'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.UniqueConstraint(fields=('institute', 'series_year', 'series_number'), name='plan_case_series'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('meeting__isnull', False), ('version', None)), models.Q(('meeting', None), ('version__isnull', False)), _connector='OR'), name='plan_case_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(('decided_at__isnull', False), ('series_number__isnull', False), models.Q(('document_number', ''), _negated=True)), _connector='OR'), name='plan_case_decided'),
        ),
        migrations.AddConstraint(
            model_name='approvalcase',
            constraint=models.CheckConstraint(condition=models.Q(('disclosure__in', ('public_site', 'open')), models.Q(('disclosure_ground', ''), _negated=True), _connector='OR'), name='plan_case_ground'),
        ),
        migrations.AddConstraint(
            model_name='precheck',
            constraint=models.UniqueConstraint(fields=('version', 'code'), name='plan_pre_check_once'),
        ),
        migrations.AddConstraint(
            model_name='prerequisite',
            constraint=models.UniqueConstraint(fields=('course', 'needs'), name='plan_prerequisite_once'),
        ),
        migrations.AddConstraint(
            model_name='prerequisite',
            constraint=models.CheckConstraint(condition=models.Q(('course', models.F('needs')), _negated=True), name='plan_prerequisite_not_own'),
        ),
        migrations.AddConstraint(
            model_name='routestep',
            constraint=models.UniqueConstraint(fields=('route', 'order'), name='plan_route_step_order'),
        ),
        migrations.AddConstraint(
            model_name='seatproposal',
            constraint=models.UniqueConstraint(fields=('course', 'year'), name='plan_proposal_once'),
        ),
        migrations.AddConstraint(
            model_name='seatproposal',
            constraint=models.CheckConstraint(condition=models.Q(('proposed_seats__gte', 0), ('proposed_sessions__gte', 0), models.Q(('decided_seats', None), ('decided_seats__gte', 0), _connector='OR'), models.Q(('decided_sessions', None), ('decided_sessions__gte', 0), _connector='OR')), name='plan_proposal_amounts'),
        ),
        migrations.AddConstraint(
            model_name='sessionresult',
            constraint=models.UniqueConstraint(fields=('course', 'year', 'number', 'dates_text'), name='plan_session_result_once'),
        ),
        migrations.AddConstraint(
            model_name='sharedcontent',
            constraint=models.UniqueConstraint(fields=('institute', 'year', 'code'), name='plan_shared_content_code'),
        ),
        migrations.AddConstraint(
            model_name='sharedcontent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lessons', None), ('lessons__gte', 0), _connector='OR'), models.Q(('recognised_minutes', None), ('recognised_minutes__gte', 0), _connector='OR')), name='plan_shared_content_amounts'),
        ),
        migrations.AddConstraint(
            model_name='staffsurvey',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='plan_survey_span'),
        ),
        migrations.AddConstraint(
            model_name='surveyinvitation',
            constraint=models.UniqueConstraint(fields=('survey', 'person'), name='plan_invitation_once'),
        ),
        migrations.AddConstraint(
            model_name='surveytally',
            constraint=models.UniqueConstraint(fields=('survey', 'topic'), name='plan_tally_once'),
        ),
        migrations.AddConstraint(
            model_name='surveytally',
            constraint=models.CheckConstraint(condition=models.Q(('share_permille', None), ('share_permille__range', (0, 1000)), _connector='OR'), name='plan_tally_share'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(('lecture_minutes__gte', 0), ('participation_minutes__gte', 0), ('field_minutes__gte', 0), ('other_minutes__gte', 0)), name='plan_subject_minutes'),
        ),
        migrations.AddConstraint(
            model_name='yearresult',
            constraint=models.UniqueConstraint(fields=('institute', 'year'), name='plan_year_result_once'),
        ),
        migrations.AddConstraint(
            model_name='yearresult',
            constraint=models.CheckConstraint(condition=models.Q(('planned_people__gte', 0), models.Q(('actual_people', None), ('actual_people__gte', 0), _connector='OR')), name='plan_year_result_people'),
        ),
    ]
