"""First tables."""

import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Outpost',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
                ('type', models.TextField(default='proxy')),
                ('managed', models.TextField(default=None, null=True, unique=True)),
            ],
        ),
    ]
