"""First tables."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='Flow',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', models.TextField()),
                ('stages', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(choices=[('identification', 'Who'), ('password', 'Password')]), size=None)),
            ],
        ),
    ]
