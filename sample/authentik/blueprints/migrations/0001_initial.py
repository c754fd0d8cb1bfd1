"""First tables."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='BlueprintInstance',
            fields=[
                ('instance_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
                ('path', models.TextField(unique=True)),
                ('context', models.JSONField(blank=True, default=dict)),
                ('metadata', models.JSONField(blank=True, default=dict)),
                ('enabled', models.BooleanField(default=True)),
                ('status', models.TextField(choices=[('successful', 'Successful'), ('error', 'Error'), ('unknown', 'Unknown')], default='unknown')),
                ('last_applied', models.DateTimeField(null=True)),
                ('last_applied_hash', models.TextField(blank=True, default='')),
            ],
            options={
                'verbose_name': 'Blueprint Instance',
                'verbose_name_plural': 'Blueprint Instances',
            },
        ),
    ]
