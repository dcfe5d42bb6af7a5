import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0002_notices'),
        ('plan', '0002_interests'),
        ('schedule', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CapGuard',
            fields=[
                ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField(default=1)),
                ('name', models.CharField(max_length=200)),
                ('state', models.CharField(default='draft', max_length=40)),
                ('mechanism', models.CharField(default='serial', max_length=40)),
                ('policy', models.JSONField(default=dict)),
                ('policy_from', models.DateField(null=True)),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('guidance', models.TextField(blank=True)),
                ('seed', models.CharField(blank=True, max_length=64)),
                ('seed_hash', models.CharField(blank=True, max_length=64)),
                ('arrivals', models.IntegerField(default=0)),
                ('revision', models.IntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('announced_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='plan.course')),
                ('institute', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='plan.institute')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='enrolment.call')),
            ],
            options={
                'ordering': ('-opens_at', '-pk'),
                'indexes': [models.Index(fields=['state', 'closes_at'], name='enrolment_c_state_9b6d97_idx'), models.Index(fields=['course', '-opens_at'], name='enrolment_c_course__03968b_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='enrolment_call_span'), models.CheckConstraint(condition=models.Q(('number__gte', 1), ('arrivals__gte', 0)), name='enrolment_call_number'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'cancelled']), models.Q(('announced_at__isnull', False), models.Q(('seed_hash', ''), _negated=True)), _connector='OR'), name='enrolment_call_promised')],
            },
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('note', models.CharField(blank=True, max_length=200)),
                ('named_by', models.CharField(max_length=200)),
                ('named_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputies', to=settings.AUTH_USER_MODEL)),
                ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputises', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-starts_on', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on')), models.Q(('account', models.F('deputy')), _negated=True)), name='enrolment_deputy_span')],
            },
        ),
        migrations.CreateModel(
            name='NameList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('rows', models.JSONField(default=list)),
                ('digest', models.CharField(max_length=64)),
                ('sent_to', models.CharField(blank=True, max_length=200)),
                ('fixed_at', models.DateTimeField()),
                ('fixed_by', models.CharField(max_length=200)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='name_lists', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('-number', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('session', 'number'), name='enrolment_list_number')],
            },
        ),
        migrations.CreateModel(
            name='SeatCount',
            fields=[
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='seat_count', serialize=False, to='schedule.coursesession')),
                ('capacity', models.IntegerField()),
                ('taken', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('taken__gte', 0), ('taken__lte', models.F('capacity'))), name='enrolment_seats_not_oversold')],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_name', models.CharField(blank=True, max_length=300)),
                ('grade', models.SmallIntegerField(null=True)),
                ('grade_title', models.CharField(blank=True, max_length=60)),
                ('series', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('via', models.CharField(default='self', max_length=40)),
                ('state', models.CharField(max_length=40)),
                ('is_approved', models.BooleanField(default=False)),
                ('approved_at', models.DateTimeField(null=True)),
                ('motive', models.CharField(blank=True, max_length=500)),
                ('needs', models.CharField(blank=True, max_length=300)),
                ('request_key', models.CharField(max_length=64)),
                ('arrival', models.IntegerField(null=True)),
                ('wait_rank', models.IntegerField(null=True)),
                ('waiting_since', models.DateTimeField(null=True)),
                ('confirm_by', models.DateTimeField(null=True)),
                ('applied_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('revision', models.IntegerField(default=1)),
                ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='enrolment.application')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.person')),
                ('seat', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='schedule.coursesession')),
                ('unit', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='people.unit')),
                ('call', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='enrolment.call')),
            ],
            options={
                'ordering': ('-applied_at', '-pk'),
                'indexes': [models.Index(fields=['call', 'state'], name='enrolment_a_call_id_fe7d75_idx'), models.Index(fields=['person', 'state'], name='enrolment_a_person__fdb289_idx'), models.Index(fields=['unit', 'state'], name='enrolment_a_unit_id_6d8486_idx'), models.Index(fields=['seat', 'state'], name='enrolment_a_seat_id_97237b_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['cancelled', 'returned']), _negated=True), fields=('call', 'person'), name='enrolment_applied_once'), models.UniqueConstraint(fields=('person', 'request_key'), name='enrolment_request_once'), models.UniqueConstraint(fields=('call', 'arrival'), name='enrolment_arrival_once'), models.UniqueConstraint(fields=('call', 'wait_rank'), name='enrolment_wait_rank_once'), models.CheckConstraint(condition=models.Q(('is_approved', True), ('state__in', ['awaiting_approval', 'cancelled', 'returned', 'submitted']), _connector='OR'), name='enrolment_only_approved_go_on'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['completed', 'confirmed', 'dropped_out', 'no_show', 'not_completed', 'offered', 'selected']), ('seat__isnull', False)), models.Q(('state', 'awaiting_approval'), ('arrival__isnull', False)), models.Q(models.Q(('state__in', ['completed', 'confirmed', 'dropped_out', 'no_show', 'not_completed', 'offered', 'selected']), _negated=True), ('seat', None)), _connector='OR'), name='enrolment_seat_where_seated'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['waitlisted', 'offered']), _negated=True), ('wait_rank__isnull', False), _connector='OR'), name='enrolment_rank_where_waiting')],
            },
        ),
        migrations.CreateModel(
            name='CallSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.IntegerField(default=0)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_sessions', to='enrolment.call')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_sessions', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('order', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('call', 'session'), name='enrolment_session_in_call')],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=120)),
                ('keys', models.JSONField(default=list)),
                ('most', models.IntegerField(null=True)),
                ('reserved', models.IntegerField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='enrolment.call')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quotas', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('most', None), ('most__gte', 0), _connector='OR'), models.Q(('reserved', None), ('reserved__gte', 1), _connector='OR'), models.Q(('most__isnull', False), ('reserved__isnull', False), _connector='OR')), name='enrolment_quota_amounts')],
            },
        ),
        migrations.CreateModel(
            name='Selection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('mechanism', models.CharField(max_length=40)),
                ('state', models.CharField(default='draft', max_length=40)),
                ('problem', models.TextField()),
                ('problem_digest', models.CharField(max_length=64)),
                ('result', models.TextField()),
                ('result_digest', models.CharField(max_length=64)),
                ('figures', models.JSONField(default=dict)),
                ('compared', models.JSONField(default=dict)),
                ('bundle_digest', models.CharField(blank=True, max_length=64)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.CharField(max_length=200)),
                ('first_account', models.BigIntegerField(null=True)),
                ('first_by', models.CharField(blank=True, max_length=200)),
                ('first_at', models.DateTimeField(null=True)),
                ('second_account', models.BigIntegerField(null=True)),
                ('second_by', models.CharField(blank=True, max_length=200)),
                ('second_at', models.DateTimeField(null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='selections', to='enrolment.call')),
            ],
            options={
                'ordering': ('-pk',),
                'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='enrolment_selection_number'), models.UniqueConstraint(condition=models.Q(('state', 'discarded'), _negated=True), fields=('call',), name='enrolment_one_selection_at_work'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('first_at__isnull', False), ('second_at__isnull', False), models.Q(('first_account', models.F('second_account')), _negated=True)), _connector='OR'), name='enrolment_two_signers')],
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='open', max_length=40)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('skipped', models.JSONField(default=list)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='enrolment.application')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('-made_at', '-pk'),
                'indexes': [models.Index(fields=['state', 'expires_at'], name='enrolment_o_state_17f0e8_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='enrolment_one_open_offer')],
            },
        ),
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='asked', max_length=40)),
                ('reason', models.CharField(max_length=500)),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_account', models.BigIntegerField(null=True)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replacements', to='enrolment.application')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replacements', to='people.person')),
            ],
            options={
                'ordering': ('-asked_at', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('application',), name='enrolment_one_open_replacement')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=40)),
                ('answer', models.TextField(blank=True)),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='enrolment.application')),
            ],
            options={
                'ordering': ('asked_at', 'pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='enrolment_one_open_review')],
            },
        ),
        migrations.CreateModel(
            name='SelectionLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.IntegerField()),
                ('outcome', models.CharField(max_length=40)),
                ('rank', models.SmallIntegerField(null=True)),
                ('wait_rank', models.IntegerField(null=True)),
                ('refusals', models.JSONField(default=list)),
                ('override', models.CharField(max_length=40, null=True)),
                ('override_reason', models.CharField(blank=True, max_length=500)),
                ('override_by', models.CharField(blank=True, max_length=200)),
                ('override_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='enrolment.application')),
                ('override_session', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='override_lines', to='schedule.coursesession')),
                ('selection', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='enrolment.selection')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('place', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('application', 'selection'), name='enrolment_line_once'), models.UniqueConstraint(fields=('selection', 'place'), name='enrolment_line_place'), models.CheckConstraint(condition=models.Q(('override', None), models.Q(models.Q(('override_reason', ''), _negated=True), models.Q(('override_by', ''), _negated=True)), _connector='OR'), name='enrolment_override_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('before', models.CharField(max_length=40, null=True)),
                ('after', models.CharField(max_length=40)),
                ('reason', models.CharField(max_length=40)),
                ('actor_label', models.CharField(max_length=200)),
                ('account', models.BigIntegerField(null=True)),
                ('text', models.CharField(blank=True, max_length=500)),
                ('facts', models.JSONField(default=dict)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='enrolment.application')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('actor_label', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='enrolment_step_has_actor')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.SmallIntegerField()),
                ('is_dropped', models.BooleanField(default=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='enrolment.application')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='schedule.coursesession')),
            ],
            options={
                'ordering': ('rank', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('application', 'rank'), name='enrolment_wish_rank'), models.UniqueConstraint(fields=('application', 'session'), name='enrolment_wish_session'), models.CheckConstraint(condition=models.Q(('rank__gte', 1)), name='enrolment_wish_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.SmallIntegerField()),
                ('kind', models.CharField(max_length=40)),
                ('state', models.CharField(default='waiting', max_length=40)),
                ('opened_at', models.DateTimeField(null=True)),
                ('due_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('account', models.BigIntegerField(null=True)),
                ('as_deputy', models.BooleanField(default=False)),
                ('comment', models.CharField(blank=True, max_length=500)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('escalated_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approvals', to='enrolment.application')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='people.unit')),
            ],
            options={
                'ordering': ('order', 'pk'),
                'indexes': [models.Index(fields=['state', 'kind', 'unit'], name='enrolment_a_state_11b8ea_idx'), models.Index(fields=['state', 'due_at'], name='enrolment_a_state_264368_idx')],
                'constraints': [models.UniqueConstraint(fields=('application', 'order'), name='enrolment_approval_order'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('application',), name='enrolment_one_open_approval'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'returned']), _negated=True), models.Q(('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='enrolment_decided_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(max_length=40)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('basis', models.CharField(blank=True, max_length=300)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('lifted_by', models.CharField(blank=True, max_length=200)),
                ('lifted_reason', models.CharField(blank=True, max_length=300)),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bars', to='enrolment.application')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bars', to='people.person')),
            ],
            options={
                'ordering': ('-starts_on', '-pk'),
                'indexes': [models.Index(fields=['person', 'ends_on'], name='enrolment_b_person__7be3df_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='enrolment_bar_span'), models.CheckConstraint(condition=models.Q(('lifted_at', None), models.Q(models.Q(('lifted_by', ''), _negated=True), models.Q(('lifted_reason', ''), _negated=True)), _connector='OR'), name='enrolment_bar_lifted_with_reason')],
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
