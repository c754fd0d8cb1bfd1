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
            name='EmailStage',
            fields=[
                ('stage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='authentik_flows.stage')),
                ('subject', models.TextField(default='authentik')),
                ('template', models.TextField(default='email/password_reset.html')),
                ('from_address', models.EmailField(blank=True, default='', max_length=254)),
            ],
            options={
                'verbose_name': 'Email Stage',
                'verbose_name_plural': 'Email Stages',
            },
            bases=('authentik_flows.stage',),
        ),
    ]
