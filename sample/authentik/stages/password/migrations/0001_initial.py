"""First tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_flows', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PasswordStage',
            fields=[
                ('stage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='authentik_flows.stage')),
                ('backends', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(choices=[('authentik.core.auth.InbuiltBackend', 'User database')]), default=list, size=None)),
                ('failed_attempts_before_cancel', models.IntegerField(default=5, help_text='After so many wrong passwords the flow ends.')),
                ('allow_show_password', models.BooleanField(default=False)),
            ],
            options={
                'verbose_name': 'Password Stage',
                'verbose_name_plural': 'Password Stages',
            },
            bases=('authentik_flows.stage',),
        ),
    ]
