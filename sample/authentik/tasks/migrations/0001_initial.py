"""First tables."""

import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('message_id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('queue_name', models.TextField()),
                ('actor_name', models.TextField()),
                ('message', models.BinaryField()),
                ('state', models.TextField(default='queued')),
                ('eta', models.DateTimeField()),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='notify_enqueued', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM pg_notify('django_dramatiq_postgres_enqueue', NEW.queue_name); RETURN NEW;", hash='bc0a604fe4d0d72023d8311c527c19d6f5a37330', operation='INSERT', pgid='pgtrigger_notify_enqueued_f1837', table='authentik_tasks_task', when='AFTER')),
        ),
    ]
