"""First tables."""

import authentik.stages.user_login.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_flows', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UserLoginStage',
            fields=[
                ('stage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='authentik_flows.stage')),
                ('session_duration', models.TextField(default='seconds=0', help_text='How long the session lasts. seconds=0: until the browser is closed.', validators=[authentik.stages.user_login.models.validate_span])),
            ],
            options={
                'verbose_name': 'User Login Stage',
                'verbose_name_plural': 'User Login Stages',
            },
            bases=('authentik_flows.stage',),
        ),
    ]
