import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_notices'),
        ('plan', '0002_interests'),
    ]

    operations = [
        migrations.CreateModel(
            name='Instructor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=100)),
                ('side', models.CharField(max_length=40)),
                ('organisation', models.CharField(blank=True, max_length=120)),
                ('speciality', models.CharField(blank=True, max_length=200)),
                ('reach', models.CharField(blank=True, max_length=120)),
                ('fee_grade', models.CharField(blank=True, max_length=40)),
                ('weekdays', models.JSONField(default=list)),
                ('is_in_use', models.BooleanField(default=True)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructors', to='plan.institute')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='instructing', to='people.person')),
            ],
            options={
                'ordering': ('name', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('institute', 'code'), name='schedule_instructor_code'), models.UniqueConstraint(condition=models.Q(('person', None), _negated=True), fields=('institute', 'person'), name='schedule_instructor_person')],
            },
        ),
        migrations.CreateModel(
            name='Peak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('cost', models.IntegerField(default=2)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='peaks', to='plan.institute')),
            ],
            options={
                'ordering': ('starts_on', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), ('cost__range', (0, 100))), name='schedule_peak_span')],
            },
        ),
        migrations.CreateModel(
            name='ScheduleYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.IntegerField()),
                ('revision', models.IntegerField(default=1)),
                ('opened_at', models.DateTimeField()),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedule_years', to='plan.institute')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedule_years', to='plan.planversion')),
            ],
            options={
                'ordering': ('-year', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('institute', 'year'), name='schedule_year_once')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('order', models.IntegerField(default=0)),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='plan.institute')),
            ],
            options={
                'ordering': ('order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('institute', 'code'), name='schedule_site_code')],
            },
        ),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('kind', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=80)),
                ('basis', models.CharField(blank=True, max_length=200)),
                ('declared_at', models.DateTimeField()),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_days', to='plan.institute')),
            ],
            options={
                'ordering': ('on',),
                'constraints': [models.UniqueConstraint(fields=('institute', 'on'), name='schedule_day_once')],
            },
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_days', models.IntegerField(null=True)),
                ('pattern', models.CharField(default='block', max_length=40)),
                ('within_week', models.BooleanField(null=True)),
                ('needs_room', models.BooleanField(null=True)),
                ('features', models.JSONField(default=list)),
                ('only_rooms', models.JSONField(default=list)),
                ('windows', models.JSONField(default=list)),
                ('wish', models.JSONField(default=list)),
                ('weekdays', models.JSONField(default=list)),
                ('gap_days', models.IntegerField(null=True)),
                ('roles', models.JSONField(default=list)),
                ('audience', models.CharField(blank=True, max_length=60)),
                ('lag_days', models.IntegerField(default=0)),
                ('priority', models.IntegerField(default=1)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('given', models.JSONField(default=list)),
                ('revision', models.IntegerField(default=1)),
                ('changed_at', models.DateTimeField(null=True)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='condition', to='plan.course')),
                ('follows', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followed_by', to='plan.course')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('session_days', None), ('session_days__range', (1, 260)), _connector='OR'), models.Q(('gap_days', None), ('gap_days__range', (0, 366)), _connector='OR'), ('lag_days__range', (0, 366)), ('priority__range', (1, 9))), name='schedule_condition_amounts'), models.CheckConstraint(condition=models.Q(('course', models.F('follows')), _negated=True), name='schedule_condition_not_own')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('subject', models.BigIntegerField(null=True)),
                ('name', models.CharField(max_length=120)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_used_on', models.DateField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feeds', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('institute', 'mine')), ('subject', None)), models.Q(models.Q(('kind__in', ('institute', 'mine')), _negated=True), models.Q(('subject', None), _negated=True)), _connector='OR'), name='schedule_feed_subject')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=40)),
                ('seats', models.IntegerField()),
                ('features', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('is_in_use', models.BooleanField(default=True)),
                ('order', models.IntegerField(default=0)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='schedule.site')),
            ],
            options={
                'ordering': ('site__order', 'order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('site', 'code'), name='schedule_room_code'), models.CheckConstraint(condition=models.Q(('seats__range', (1, 10000))), name='schedule_room_seats')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('cause', models.CharField(max_length=40)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='queued', max_length=40)),
                ('seconds', models.IntegerField()),
                ('seed', models.IntegerField(default=1)),
                ('engine', models.CharField(blank=True, max_length=20)),
                ('problem', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('base_revision', models.IntegerField()),
                ('revisions', models.JSONField(default=dict)),
                ('plan', models.TextField(blank=True)),
                ('cost', models.IntegerField(null=True)),
                ('bound', models.IntegerField(null=True)),
                ('placed', models.IntegerField(default=0)),
                ('total', models.IntegerField(default=0)),
                ('progress', models.JSONField(default=list)),
                ('stop_asked', models.BooleanField(default=False)),
                ('job', models.BigIntegerField(null=True)),
                ('requested_by', models.CharField(max_length=200)),
                ('requested_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('derived_at', models.DateTimeField(null=True)),
                ('is_derived_same', models.BooleanField(null=True)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='schedule.scheduleyear')),
            ],
            options={
                'ordering': ('-requested_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('seconds__range', (1, 3600))), name='schedule_run_seconds')],
            },
        ),
        migrations.CreateModel(
            name='InstructorAway',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('declared_at', models.DateTimeField()),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aways', to='schedule.instructor')),
            ],
            options={
                'ordering': ('starts_on', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='schedule_away_span')],
            },
        ),
        migrations.CreateModel(
            name='Teachable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(default='lead', max_length=40)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teachables', to='plan.course')),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teachables', to='schedule.instructor')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('instructor', 'course', 'role'), name='schedule_teachable_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='draft', max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('disturbed', models.IntegerField(default=0)),
                ('rank', models.IntegerField(default=0)),
                ('created_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_label', models.CharField(blank=True, max_length=200)),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='schedule.run')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='schedule.scheduleyear')),
            ],
            options={
                'ordering': ('-created_at', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='CourseSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('name', models.CharField(max_length=200)),
                ('label', models.CharField(blank=True, max_length=120)),
                ('seats', models.IntegerField()),
                ('days', models.IntegerField()),
                ('needs', models.JSONField(default=dict)),
                ('state', models.CharField(default='open', max_length=40)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('place_text', models.CharField(blank=True, max_length=200)),
                ('is_date_pinned', models.BooleanField(default=False)),
                ('is_room_pinned', models.BooleanField(default=False)),
                ('are_instructors_pinned', models.BooleanField(default=False)),
                ('announced_on', models.DateField(null=True)),
                ('planned_starts_on', models.DateField(null=True)),
                ('planned_ends_on', models.DateField(null=True)),
                ('planned_month', models.IntegerField(null=True)),
                ('selected', models.IntegerField(default=0)),
                ('waiting', models.IntegerField(default=0)),
                ('why_open', models.JSONField(default=list)),
                ('revision', models.IntegerField(default=1)),
                ('changed_at', models.DateTimeField()),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='plan.course')),
                ('room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='schedule.room')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='schedule.scheduleyear')),
            ],
            options={
                'ordering': ('starts_on', 'course_id', 'number', 'pk'),
                'indexes': [models.Index(fields=['year', 'starts_on'], name='schedule_co_year_id_87fb85_idx'), models.Index(fields=['starts_on', 'ends_on'], name='schedule_co_starts__79d3a7_idx')],
                'constraints': [models.UniqueConstraint(fields=('year', 'course', 'number', 'label'), name='schedule_session_number'), models.CheckConstraint(condition=models.Q(('seats__range', (1, 100000)), ('days__range', (1, 260)), ('selected__gte', 0), ('waiting__gte', 0)), name='schedule_session_amounts'), models.CheckConstraint(condition=models.Q(models.Q(('ends_on__gte', models.F('starts_on')), ('state', 'placed')), models.Q(models.Q(('state', 'placed'), _negated=True), ('ends_on', None), ('room', None), ('starts_on', None)), _connector='OR'), name='schedule_session_placed')],
            },
        ),
        migrations.CreateModel(
            name='RoomClosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('declared_at', models.DateTimeField()),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='schedule.room')),
            ],
            options={
                'ordering': ('starts_on', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='schedule_closure_span')],
            },
        ),
        migrations.CreateModel(
            name='Disruption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=200)),
                ('first', models.DateField(null=True)),
                ('last', models.DateField(null=True)),
                ('hit', models.JSONField(default=list)),
                ('people', models.IntegerField(default=0)),
                ('requested_by', models.CharField(max_length=200)),
                ('requested_at', models.DateTimeField()),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='disruptions', to='schedule.coursesession')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disruptions', to='schedule.scheduleyear')),
            ],
            options={
                'ordering': ('-requested_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('last', None)), ('last__gte', models.F('first')), _connector='OR'), name='schedule_disruption_span')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=40)),
                ('state', models.CharField(default='invited', max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('invited_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_label', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='schedule.instructor')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('-invited_at', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('invited', 'accepted'))), fields=('session', 'role'), name='schedule_invitation_alive')],
            },
        ),
        migrations.CreateModel(
            name='ProposalLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_revision', models.IntegerField()),
                ('change', models.CharField(max_length=40)),
                ('state', models.CharField(default='open', max_length=40)),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('why', models.JSONField(default=list)),
                ('ways_out', models.JSONField(default=list)),
                ('disturbed', models.IntegerField(default=0)),
                ('decided_at', models.DateTimeField(null=True)),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='schedule.proposal')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposal_lines', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('proposal', 'session'), name='schedule_proposal_session')],
            },
        ),
        migrations.CreateModel(
            name='SessionDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='session_days', to='schedule.room')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='session_days', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('on', 'pk'),
                'indexes': [models.Index(fields=['on'], name='schedule_se_on_350d5e_idx')],
                'constraints': [models.UniqueConstraint(fields=('session', 'on'), name='schedule_day_of_session'), models.UniqueConstraint(fields=('room', 'on'), name='schedule_room_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Teaching',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=40)),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teachings', to='schedule.instructor')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teachings', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('session', 'role'), name='schedule_teaching_role')],
            },
        ),
        migrations.CreateModel(
            name='TeachingDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('instructor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teaching_days', to='schedule.instructor')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='teaching_days', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('on', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('instructor', 'on'), name='schedule_instructor_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Repair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('variant', models.CharField(max_length=40)),
                ('disruption', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='repairs', to='schedule.disruption')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='repair', to='schedule.run')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('disruption', 'variant'), name='schedule_repair_once')],
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
