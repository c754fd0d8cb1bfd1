"""First tables."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Flow',
            fields=[
                ('flow_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('slug', models.SlugField(help_text='Visible in the URL.', unique=True)),
                ('title', models.TextField(help_text="Shown as the title of the flow's pages.")),
                ('layout', models.TextField(choices=[('stacked', 'Stacked'), ('content_left', 'Content Left'), ('content_right', 'Content Right'), ('sidebar_left', 'Sidebar Left'), ('sidebar_right', 'Sidebar Right')], default='stacked')),
                ('designation', models.CharField(choices=[('authentication', 'Authentication'), ('authorization', 'Authorization'), ('invalidation', 'Invalidation'), ('enrollment', 'Enrollment'), ('unenrollment', 'Unrenollment'), ('recovery', 'Recovery'), ('stage_configuration', 'Stage Configuration')], max_length=100)),
                ('background', models.TextField(blank=True, default='')),
                ('authentication', models.TextField(choices=[('none', 'None'), ('require_authenticated', 'Require Authenticated'), ('require_unauthenticated', 'Require Unauthenticated'), ('require_superuser', 'Require Superuser')], default='none')),
            ],
            options={
                'verbose_name': 'Flow',
                'verbose_name_plural': 'Flows',
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('stage_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='FlowStageBinding',
            fields=[
                ('fsb_uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.IntegerField()),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='authentik_flows.flow')),
                ('stage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='authentik_flows.stage')),
            ],
            options={
                'ordering': ['target', 'order'],
            },
        ),
        migrations.AddField(
            model_name='flow',
            name='stages',
            field=models.ManyToManyField(blank=True, through='authentik_flows.FlowStageBinding', to='authentik_flows.stage'),
        ),
        migrations.AddConstraint(
            model_name='flowstagebinding',
            constraint=models.UniqueConstraint(fields=('target', 'stage', 'order'), name='stage_once_at_a_place'),
        ),
    ]
