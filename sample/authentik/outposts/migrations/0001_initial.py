"""First tables."""

import authentik.outposts.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Outpost',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
                ('type', models.TextField(choices=[('proxy', 'Proxy'), ('ldap', 'Ldap'), ('radius', 'Radius'), ('rac', 'Rac')], default='proxy')),
                ('managed', models.TextField(default=None, null=True, unique=True)),
                ('config', models.JSONField(default=authentik.outposts.models.default_outpost_config)),
            ],
            options={
                'verbose_name': 'Outpost',
                'verbose_name_plural': 'Outposts',
            },
        ),
    ]
