"""First tables."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.TextField(db_index=True)),
                ('message', models.BinaryField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='GroupChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('group_key', models.TextField()),
                ('channel', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('group_key', 'channel'), name='group_channel_once')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='message',
            trigger=pgtrigger.compiler.Trigger(name='notify_new_message', sql=pgtrigger.compiler.UpsertTriggerSql(func="PERFORM pg_notify('django_channels_postgres_message', NEW.channel); RETURN NEW;", hash='c3d3c22fa159cbbc15c1bd3bbc4e8d10edfaa8f9', operation='INSERT', pgid='pgtrigger_notify_new_message_2e174', table='django_channels_postgres_message', when='AFTER')),
        ),
    ]
