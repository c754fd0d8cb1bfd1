"""First tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('authentik_flows', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='UserLogoutStage',
            fields=[
                ('stage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='authentik_flows.stage')),
            ],
            options={
                'verbose_name': 'User Logout Stage',
                'verbose_name_plural': 'User Logout Stages',
            },
            bases=('authentik_flows.stage',),
        ),
    ]
