"""First tables."""

import django_dramatiq_postgres.models
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('actor_name', models.TextField(primary_key=True, serialize=False)),
                ('crontab', models.TextField(validators=[django_dramatiq_postgres.models.validate_crontab])),
                ('paused', models.BooleanField(default=False)),
                ('next_run', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'Schedule',
                'verbose_name_plural': 'Schedules',
                'abstract': False,
                'default_permissions': ('change', 'view'),
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('message_id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('queue_name', models.TextField(default='default')),
                ('actor_name', models.TextField()),
                ('message', models.BinaryField(null=True)),
                ('state', models.TextField(choices=[('queued', 'Queued'), ('consumed', 'Consumed'), ('done', 'Done'), ('rejected', 'Rejected')], default='queued')),
                ('eta', models.DateTimeField(null=True)),
                ('mtime', models.DateTimeField(auto_now=True)),
                ('error', models.TextField(blank=True, default='')),
                ('result', models.BinaryField(null=True)),
                ('result_expiry', models.DateTimeField(null=True)),
                ('uid', models.TextField(blank=True, default='', help_text='What the task is about, if anybody said.')),
            ],
            options={
                'verbose_name': 'Task',
                'verbose_name_plural': 'Tasks',
                'permissions': [('retry_task', 'Retry a task')],
                'abstract': False,
                'default_permissions': ('view',),
                'indexes': [models.Index(fields=['queue_name', 'state', 'eta'], name='authentik_t_queue_n_099d0d_idx'), models.Index(fields=['state', 'mtime'], name='authentik_t_state_bb4a31_idx')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='notify_enqueued', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."state" = \'queued\')', func="PERFORM pg_notify('django_dramatiq_postgres_enqueue', NEW.queue_name); RETURN NEW;", hash='6f3b5f4df0d7864b4fdbe27783111d5c11a56cf5', operation='INSERT OR UPDATE OF "state", "eta"', pgid='pgtrigger_notify_enqueued_f1837', table='authentik_tasks_task', when='AFTER')),
        ),
    ]
