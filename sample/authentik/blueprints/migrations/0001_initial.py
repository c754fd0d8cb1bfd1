"""First tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name='BlueprintInstance',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.TextField(unique=True)),
                ('enabled', models.BooleanField(default=True)),
                ('status', models.TextField(default='unknown')),
                ('last_applied_hash', models.TextField(default='')),
            ],
        ),
    ]
